"""Linked data: the same triples in every syntax, shapes that hold, and answers of SPARQL that are those of Quanze."""

from __future__ import annotations

import io
import re
from collections.abc import Callable
from pathlib import Path

import pyoxigraph
import pytest
from pyoxigraph import RdfFormat, Store

import quanze
from quanze.exports.graph_document import GraphDocument
from quanze.exports.linked_data.statements import Statements
from quanze.exports.linked_data.syntaxes import N_TRIPLES, TURTLE, Writer
from quanze.exports.linked_data.triples import address
from quanze.exports.linked_data.vocabulary import shapes, vocabulary
from quanze.schema import KIND, KINDS, stored_properties
from quanze.schema.linked_data import PREFIXES, RECORDS
from quanze.schema.ways import STATED
from tests.cli.running import run

SYNTAXES = {".ttl": RdfFormat.TURTLE, ".jsonld": RdfFormat.JSON_LD, ".nt": RdfFormat.N_TRIPLES}
ENDS_A_NAME = (
    '"> <urn:x> <urn:y> .\n<urn:z> <urn:p> "',
    'a" . <urn:x> <urn:y> "b',
    "back\\slash \\u003e \\",
    "第一行\n第二行",
    '{"@id": "urn:x"}',
    "'''\"\"\"^^<urn:t>@en",
)


def parsed(text: bytes, syntax: RdfFormat) -> set[str]:
    return {f"{quad.subject} {quad.predicate} {quad.object}" for quad in pyoxigraph.parse(text, syntax)}


def store(write: Writer) -> Store:
    made, into = Store(), io.BytesIO()
    write(into)
    made.load(into.getvalue(), RdfFormat.N_TRIPLES)
    return made


def asked(of: Store, text: str) -> pyoxigraph.QuerySolutions:
    found = of.query(text, prefixes=PREFIXES)
    assert isinstance(found, pyoxigraph.QuerySolutions)
    return found


@pytest.fixture(scope="module")
def linked(bundled_whole: GraphDocument) -> Store:
    return store(N_TRIPLES.writer(Statements(bundled_whole, N_TRIPLES)))


@pytest.mark.slow
def test_every_syntax_says_the_same(bundled_whole: GraphDocument, tmp_path: Path) -> None:
    said = []
    for ending, syntax in SYNTAXES.items():
        said.append(parsed(bundled_whole.write(tmp_path / f"graph{ending}").read_bytes(), syntax))
    assert said[0] == said[1] == said[2]
    assert len(said[0]) > 10_000


@pytest.mark.parametrize("text", ENDS_A_NAME)
def test_a_name_or_an_id_cannot_break_out(tmp_path: Path, text: str) -> None:
    said = {"name": text, "origin": "plan", "locator": text, "quote": text, "dataset": text}
    task = {"id": text, "kind": "Task", "task_kind": "duty", **said}
    source = {"id": "d", "kind": "Document", "url": f"https://example.org/{text}", **said}
    link = {"key": text, "from": text, "to": "d", "type": "MANDATED_BY", "article": text, **said}
    whole = GraphDocument([task, source], [link], (), ())
    for ending, syntax in SYNTAXES.items():
        quads = list(pyoxigraph.parse(whole.write(tmp_path / f"graph{ending}").read_bytes(), syntax))
        assert text in {q.object.value for q in quads if q.predicate.value.endswith("prefLabel")}
        subjects = {q.subject.value for q in quads}
        assert len(subjects) == 3 and all(subject.startswith(RECORDS) for subject in subjects)


@pytest.mark.parametrize(
    ("text", "name"),
    [
        ("https://example.org/a b", None),
        ("https://example.org/計畫?a=1&b=<2>", "https://example.org/%E8%A8%88%E7%95%AB?a=1&b=%3C2%3E"),
        ("http://example.org/100%", "http://example.org/100%25"),
        ("http://example.org/%E8", "http://example.org/%E8"),
        ("https://example.org/a[1]#第1章#2", "https://example.org/a%5B1%5D#%E7%AC%AC1%E7%AB%A0%232"),
        ("https://a:b@example.org:8443?x", "https://a:b@example.org:8443?x"),
        ("https://example.org:port/", None),
        ("https://[::1]/", None),
        ("https://example.org/\ud83d", None),
        ("javascript:alert(1)", None),
        ("https://", None),
    ],
)
def test_only_a_web_address_becomes_a_name(text: str, name: str | None) -> None:
    found = address(text)
    assert (found.full if found else None) == name
    if found:
        pyoxigraph.NamedNode(found.full)


@pytest.mark.whole
def test_the_records_may_have_an_address_of_the_city(bundled: quanze.Graph) -> None:
    base = "https://data.example.org/plan/"
    quads = list(pyoxigraph.parse(bundled.whole("環保局", base=base).text("turtle").encode(), RdfFormat.TURTLE))
    assert all(quad.subject.value.startswith(base) for quad in quads)


# Shapes.


@pytest.fixture(scope="module")
def checked() -> Callable[[bytes], tuple[bool, str]]:
    """Whether Turtle has the shapes, and the report."""
    import pyshacl
    import rdflib

    into = io.BytesIO()
    TURTLE.writer_of_triples(shapes())(into)
    wanted = rdflib.Graph().parse(into.getvalue(), format="turtle")

    def check(content: bytes) -> tuple[bool, str]:
        held, _, report = pyshacl.validate(rdflib.Graph().parse(content, format="turtle"), shacl_graph=wanted)
        return bool(held), str(report)

    return check


@pytest.mark.slow
@pytest.mark.filterwarnings("ignore::DeprecationWarning")
def test_the_bundled_graph_has_the_shapes(bundled: quanze.Graph, checked: Callable[[bytes], tuple[bool, str]]) -> None:
    content = bundled.whole(datasets=["chiayi", "chiayi-indicators"]).text("turtle").encode()
    held, report = checked(content)
    assert held, report
    record = f"<{RECORDS}chiayi/subgroup/"
    wrong = (
        f'{record}green-transport> <{PREFIXES["q"]}seats> "many" .',
        f"{record}clean-environment> <{PREFIXES['q']}undertakes> {record}clean-environment> .",
        f"{record}circular-economy> <{PREFIXES['q']}origin> <{PREFIXES['q']}origin-hearsay> .",
        f"<urn:x> a <{PREFIXES['q']}Task> .",
    )
    held, report = checked(content + "\n".join(("", *wrong)).encode())
    assert not held
    for statement in wrong:
        assert f"Focus Node: {statement.split()[0]}" in report, statement


def test_every_term_that_is_used_is_explained(linked: Store) -> None:
    ours = {
        node.value
        for quad in linked
        for node in (quad.predicate, quad.object)
        if isinstance(node, pyoxigraph.NamedNode) and node.value.startswith(PREFIXES["q"])
    }
    told = {subject.full for subject, _, _ in vocabulary()}
    assert ours and ours <= told


def test_the_vocabulary_has_both_languages() -> None:
    labels = asked(
        store(N_TRIPLES.writer_of_triples(vocabulary())),
        "SELECT ?x (GROUP_CONCAT(LANG(?l); separator=' ') AS ?n) { ?x rdfs:label|skos:prefLabel ?l } GROUP BY ?x",
    )
    assert {" ".join(sorted(row["n"].value.split())) for row in labels} == {"en zh-hant"}


@pytest.mark.parametrize(("arguments", "term"), [((), "q:coOrganizes"), (("--shapes",), "sh:NodeShape")])
def test_the_command_prints_it_without_a_graph(arguments: tuple[str, ...], term: str) -> None:
    done = run("export", "vocabulary", *arguments)
    assert done.code == 0 and term in done.out and not done.err


# The same answers as ours.

COUNCIL, GROUP = "chiayi/council/climate-change-response", "chiayi/subgroup/circular-economy"
TASK, INDICATOR = "chiayi/task/clean-energy", "chiayi/indicator/ghg-emissions"
MINISTRY, ITEM = "climate-act/agency/moenv", "climate-act/task/buildings"
ROLE = "(q:convenes|q:coOrganizes|q:reviews)"


Answer = Callable[[quanze.Graph, GraphDocument], set[str]]
"""Ids that Quanze answers, from a graph or from its rows."""


def agencies(name: str, *, role: str = "", stated: bool = False) -> Answer:
    """The agencies that ``who`` names, with a role or any, stated or in any way."""
    return lambda graph, _: {
        row["agency"] for row in graph.who(name) if role in ("", row["role"]) and (row["how"] == STATED or not stated)
    }


def of_kind(kind: str) -> Answer:
    return lambda graph, _: {row["id"] for row in graph.records(kind)}


def with_property(name: str, *values: str) -> Answer:
    return lambda _, whole: {row["id"] for row in whole.nodes if row.get(name) in values}


def gap(kind: str, *datasets: str) -> Answer:
    return lambda graph, _: {row["id"] for row in graph.gaps(kinds=kind, dataset=datasets)}


QUESTIONS: dict[str, tuple[str, Answer]] = {
    "agencies": ("?x a q:Agency", of_kind("Agency")),
    "seats, as posts": ("?x a org:Post", of_kind("Member")),
    "indicators, goals and targets, as concepts": (
        "?x a skos:Concept ; dcterms:identifier ?id",
        lambda graph, _: {row["id"] for row in graph.records(["Indicator", "SDGGoal", "SDGTarget"])},
    ),
    "formal organizations": (
        "?x a org:FormalOrganization",
        with_property("agency_kind", "government", "ministry", "international"),
    ),
    "laws": ("?x a eli:LegalResource", with_property("document_kind", "law")),
    "who convenes a group": (f"?x q:convenes <{GROUP}>", agencies(GROUP, role="CONVENES", stated=True)),
    "who helps a group": (f"?x q:coOrganizes <{GROUP}>", agencies(GROUP, role="CO_ORGANIZES", stated=True)),
    "members of a group": (
        f"?m a org:Membership ; org:member ?x ; org:organization <{GROUP}>",
        agencies(GROUP, stated=True),
    ),
    "roles of members": (
        f"?m org:organization <{GROUP}> ; org:role ?x",
        lambda *_: {"role-convenes", "role-coOrganizes"},
    ),
    "groups of a council": (f"?x org:subOrganizationOf <{COUNCIL}>", of_kind("Subgroup")),
    "seats on a council": (
        f"?x org:postIn <{COUNCIL}>",
        lambda graph, _: {row["seat"] for row in graph.seats(COUNCIL)},
    ),
    "who works on a task, in any way": (
        f"?x {ROLE}/(q:undertakes/^q:partOf*)? <{TASK}>",
        agencies(TASK),
    ),
    "who works on an indicator, in any way": (
        f"?x a q:Agency {{ ?x {ROLE}/(q:undertakes/^q:partOf*)?/q:measuredBy? <{INDICATOR}> }} UNION "
        f"{{ ?s org:postIn/q:reviews <{INDICATOR}> ; q:represents ?x }}",
        agencies(INDICATOR),
    ),
    "who leads an item of the act": (f"?x q:convenes <{ITEM}>", agencies(ITEM, role="CONVENES")),
    "tasks that an indicator measures": (
        f"?x q:measuredBy <{INDICATOR}>",
        lambda graph, _: {row["from"] for row in graph.links(INDICATOR) if row["type"] == "MEASURED_BY"},
    ),
    "whose place a ministry took": (
        f"?e a org:ChangeEvent ; org:resultingOrganization <{MINISTRY}> ; org:originalOrganization ?x",
        lambda graph, _: {row["to"] for row in graph.links(MINISTRY) if row["type"] == "SUCCEEDS"},
    ),
    "what our own reading adds": (
        "?x q:origin q:origin-editorial ; dcterms:identifier ?id",
        with_property("origin", "editorial"),
    ),
    "targets of a goal": (
        '?x skos:broader ?g . ?g skos:notation "13"',
        lambda _, whole: {
            row["id"] for row in whole.nodes if row.get("code", "").startswith("13.") and row["kind"] == "SDGTarget"
        },
    ),
    "yearly targets of an indicator": (
        f"<{INDICATOR}> q:hasTarget ?x",
        lambda graph, _: {row["to"] for row in graph.links(INDICATOR) if row["type"] == "HAS_TARGET"},
    ),
    "tasks of the plan that no indicator measures": (
        "?x a q:Task ; dcterms:isPartOf <dataset/chiayi> FILTER NOT EXISTS { ?x q:measuredBy ?i }",
        gap("task-no-indicator", "chiayi"),
    ),
}
"""What SPARQL asks for, ids in place of names, and the ids that Quanze answers."""


def test_there_are_twenty_questions() -> None:
    assert len(QUESTIONS) == 20


@pytest.mark.sweep
@pytest.mark.parametrize("question", QUESTIONS)
def test_sparql_gives_the_answer_of_quanze(
    bundled: quanze.Graph, bundled_whole: GraphDocument, linked: Store, question: str
) -> None:
    pattern, ours = QUESTIONS[question]
    named = re.sub(r"<([a-z-]+/[^>]+)>", rf"<{RECORDS}\1>", pattern)
    found = {row["x"].value for row in asked(linked, f"SELECT ?x {{ {named} }}")}
    ids = {row["id"]: row.get("iri") or RECORDS + row["id"] for row in bundled_whole.nodes}
    wanted = ours(bundled, bundled_whole)
    assert wanted and found == {ids.get(one, PREFIXES["q"] + one) for one in wanted}


def test_a_record_is_named_before_it_is_referred_to() -> None:
    """Records are gone through once: what their properties refer to has no name of somebody else's."""
    referred = {kind for k in KINDS for p in stored_properties(k) if p.type == "ref" for kind in p.kinds}
    assert referred
    assert not any(p.name == "iri" for kind in referred for p in stored_properties(KIND[kind]))
