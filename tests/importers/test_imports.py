"""Files of others become drafts that load; what has no place is listed; our own files come back as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import quanze
from quanze.errors import FileError, QueryError
from quanze.exports.graph_document import GraphDocument
from quanze.import_document import ImportDocument
from quanze.importers.imported import LeftOut, rows_in
from tests.cli.running import run

POPOLO = {
    "organizations": [
        {"id": "city", "name": "某市", "classification": "government"},
        {"id": "other", "name": "聯合體"},
        {"id": "env", "name": "環境局", "parent_id": "city", "other_names": [{"name": "環局"}]},
        {"id": "c", "name": "氣候會", "parent_id": "city", "founding_date": "2020-01-01"},
        {"id": "g", "name": "節能組", "parent_id": "c"},
    ],
    "posts": [
        {"id": "p1", "role": "召集人", "organization_id": "c"},
        {"id": "p2", "label": "組長", "organization_id": "g"},
    ],
    "persons": [{"id": "a", "name": "甲君", "email": "a@example.org"}, {"id": "b", "name": "乙君"}],
    "memberships": [
        {"person_id": "a", "post_id": "p1", "organization_id": "c", "start_date": "2021-02-03"},
        {"person_id": "b", "organization_id": "c", "role": "委員", "on_behalf_of_id": "env"},
    ],
    "motions": [{"text": "…"}],
}
OPARL: dict[str, Any] = {
    "data": [
        {"id": "https://o/body/1", "type": "https://schema.oparl.org/1.1/Body", "name": "某市", "website": "https://o"},
        {
            "id": "https://o/org/1",
            "type": "https://schema.oparl.org/1.1/Organization",
            "name": "Umweltausschuss",
            "shortName": "UA",
            "body": "https://o/body/1",
            "startDate": "2020-11-01",
            "membership": [
                {
                    "id": "https://o/m/1",
                    "type": "https://schema.oparl.org/1.1/Membership",
                    "person": "https://o/p/1",
                    "organization": "https://o/org/1",
                    "role": "Vorsitz",
                    "startDate": "2021-01-01",
                    "votingRight": True,
                }
            ],
        },
        {"id": "https://o/p/1", "type": "https://schema.oparl.org/1.1/Person", "name": "A. Muster"},
        {"id": "https://o/paper/1", "type": "https://schema.oparl.org/1.1/Paper", "name": "Vorlage"},
    ]
}
BODIES = (
    "id,name,title,abbr,other_names,parent_id,url,classification\n"
    "moe,環境部,環境部,,環保署;EPA,,https://x,ministry\n"
    "cca,氣候署,氣候局,,,moe,,agency\n,,,,,,https://y,\n"
)
ORG = """
@prefix org: <http://www.w3.org/ns/org#> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix foaf: <http://xmlns.com/foaf/0.1/> . @prefix x: <https://example.org/> .
x:city a org:FormalOrganization ; skos:prefLabel "City"@en , "某市"@zh-Hant .
x:unit a org:OrganizationalUnit ; skos:prefLabel "環境局" ; skos:altLabel "環局" ; org:unitOf x:city .
x:council a org:OrganizationalCollaboration ; skos:prefLabel "氣候會" ; org:subOrganizationOf x:city .
x:chair a org:Post ; skos:prefLabel "召集人" ; org:postIn x:council ; org:heldBy x:a .
x:a a foaf:Person ; foaf:name "甲君" .
x:site a org:Site .
"""


def loaded(found: Any, tmp_path: Path) -> quanze.Graph:
    """A graph that the draft was loaded into, after its check found nothing wrong."""
    found.write(tmp_path / "draft.xlsx")
    (checked,) = quanze.check(tmp_path / "draft.xlsx")
    assert not [f for f in checked.findings if f.level == "error"]
    graph = quanze.open(tmp_path / "graph.kgl", create=True)
    graph.load(tmp_path / "draft.xlsx")
    return graph


def names(graph: quanze.Graph, kind: str) -> set[str]:
    return {row["name"] for row in graph.records(kind)}


def left(found: Any) -> set[tuple[str, str]]:
    assert all(isinstance(one, LeftOut) for one in found.left_out)
    return {(one.where, one.name) for one in found.left_out}


def test_popolo(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(json.dumps(POPOLO), encoding="utf-8")
    found = quanze.imported("popolo", tmp_path / "p.json")
    with loaded(found, tmp_path) as graph:
        kinds = {row["name"]: graph.record(row["id"])["kind"] for row in graph.records("Agency")}
        assert kinds == {"某市": "government", "環境局": "bureau", "聯合體": "bureau"}
        assert (names(graph, "Council"), names(graph, "Subgroup")) == ({"氣候會"}, {"節能組"})
        seats = {row["seat_title"]: row for row in graph.seats("氣候會")}
        assert (seats["召集人"]["holder"], seats["召集人"]["holder_from"]) == ("甲君", "2021-02-03")
        assert (seats["委員"]["holder"], seats["委員"]["agency_name"]) == ("乙君", "環境局")
        assert graph.find("環局")["id"] == "p/agency/env"
        assert graph.record("氣候會")["valid_from"] == "2020-01-01"
    assert left(found) == {("agencies", "kind"), ("persons", "email"), ("", "motions")}


def test_popolo_with_lists_within_and_names_in_parts(tmp_path: Path) -> None:
    """Posts and memberships in the body or the person that has them, as interfaces give them, say the same."""
    flat = {
        **POPOLO,
        "memberships": [{"id": f"m{n}", **row} for n, row in enumerate(rows_in(POPOLO["memberships"]))],
    }
    first, second = rows_in(flat["memberships"])
    nested = {
        "organizations": [
            {**row, "posts": [post for post in rows_in(POPOLO["posts"]) if post["organization_id"] == row["id"]]}
            for row in rows_in(POPOLO["organizations"])
        ],
        "persons": [
            {"id": "a", "given_name": "甲君", "email": "a@example.org", "memberships": [first]},
            {"id": "b", "name": "乙君", "memberships": [{k: v for k, v in second.items() if k != "person_id"}]},
        ],
        "memberships": [first],
        "motions": POPOLO["motions"],
    }
    rows = []
    for name, value in (("flat", flat), ("nested", nested)):
        (tmp_path / name).mkdir()
        (tmp_path / name / "p.json").write_text(json.dumps(value), encoding="utf-8")
        found = quanze.imported("popolo", tmp_path / name / "p.json")
        with loaded(found, tmp_path / name) as graph:
            seats = {(row["seat_title"], row["holder"], row["agency_name"]) for row in graph.seats("氣候會")}
            rows.append((seats, names(graph, "Subgroup"), left(found)))
    assert rows[0] == rows[1]
    assert len(rows[0][0]) == 2


@pytest.mark.parametrize("form", ["popolo", "publicbodies"])
def test_a_second_body_of_one_id_is_listed_and_moves_nothing(tmp_path: Path, form: str) -> None:
    rows = [
        {"id": "a", "name": "甲局", "parent_id": ""},
        {"id": "b", "name": "乙局", "parent_id": ""},
        {"id": "a", "name": "丙局", "parent_id": "b"},
    ]
    if form == "popolo":
        path, content = tmp_path / "f.json", json.dumps({"organizations": rows})
    else:
        path, content = tmp_path / "f.csv", "\n".join(",".join(row) for row in (rows[0], *(r.values() for r in rows)))
    path.write_text(content, encoding="utf-8")
    found = quanze.imported(form, path)
    assert ("agencies", "id") in left(found)
    with loaded(found, tmp_path) as graph:
        assert names(graph, "Agency") == {"甲局", "乙局", "丙局"}
        parts = {(row["from_name"], row["to_name"]) for row in graph.links("乙局") if row["type"] == "PART_OF"}
        assert parts == {("丙局", "乙局")}


def test_popolo_with_empty_values_and_unknown_ids(tmp_path: Path) -> None:
    value = {
        "organizations": [
            {"id": "source", "name": "議會", "parent_id": None},
            {
                "id": "a",
                "name": "環境局",
                "parent_id": "b",
                "other_names": ["環局", {"name": "舊局", "end_date": "2020"}],
            },
            {"id": "b", "name": "水利局", "parent_id": "a"},
            {"id": None, "name": "無號局"},
            "市府",
        ],
        "posts": [
            {"label": "議員", "organization_id": "source"},
            {"id": "p", "label": "議長", "organization_id": "source"},
        ],
        "memberships": [
            {"post_id": "p", "person_id": "nobody"},
            {"person_id": "x", "organization_id": "unknown"},
            {"person_id": "x", "organization_id": "source", "post_id": "ghost"},
        ],
        "persons": [{"id": "x", "name": "甲君"}],
    }
    (tmp_path / "p.json").write_text(json.dumps(value), encoding="utf-8")
    found = quanze.imported("popolo", tmp_path / "p.json")
    (edition,) = found.editions
    assert {row["name"] for row in edition.nodes["Agency"].values()} == {"環境局", "水利局", "無號局"}
    assert list(edition.nodes["Council"]) == ["p/council/source"] and "Subgroup" not in edition.nodes
    seats = {row["seat_title"]: row.get("holder") for row in edition.nodes["Member"].values()}
    assert seats == {"議員": None, "議長": None, "委員": "甲君"}
    assert {end for _, end, _ in edition.links["SITS_ON", "Member", "Council"].values()} == {"p/council/source"}
    assert left(found) == {
        ("", "organizations"),
        ("organizations", "other_names"),
        ("other_names", "end_date"),
        ("memberships", "person_id"),
        ("memberships", "organization_id"),
        ("memberships", "post_id"),
        ("memberships", "role"),
    }


@pytest.mark.whole
def test_oparl(tmp_path: Path) -> None:
    (tmp_path / "o.json").write_text(json.dumps(OPARL), encoding="utf-8")
    found = quanze.imported("oparl", tmp_path / "o.json")
    with loaded(found, tmp_path) as graph:
        assert (names(graph, "Agency"), names(graph, "Council")) == ({"某市"}, {"Umweltausschuss"})
        (seat,) = graph.seats("UA")
        assert (seat["seat_title"], seat["holder"], seat["holder_from"]) == ("Vorsitz", "A. Muster", "2021-01-01")
        assert graph.record("UA")["valid_from"] == "2020-11-01"
    assert left(found) == {
        ("Body", "website"),
        ("memberships", "votingRight"),
        ("Paper", "id"),
        ("agencies", "kind"),
    }


def test_a_membership_of_oparl_within_a_person_is_that_persons(tmp_path: Path) -> None:
    base = "https://schema.oparl.org/1.1/"
    value = [
        {"id": "o", "type": f"{base}Organization", "name": "Rat", "membership": ["m", "elsewhere"]},
        {
            "id": "p",
            "type": f"{base}Person",
            "name": "A. Muster",
            "membership": [{"id": "m", "type": f"{base}Membership", "organization": "o", "role": "Mitglied"}],
        },
    ]
    (tmp_path / "o.json").write_text(json.dumps(value), encoding="utf-8")
    found = quanze.imported("oparl", tmp_path / "o.json")
    (seat,) = found.editions[0].nodes["Member"].values()
    assert (seat["holder"], seat["seat_title"]) == ("A. Muster", "Mitglied")
    assert [one.value for one in found.left_out] == ["elsewhere"]


def test_publicbodies(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(BODIES, encoding="utf-8")
    found = quanze.imported("publicbodies", tmp_path / "b.csv")
    with loaded(found, tmp_path) as graph:
        assert names(graph, "Agency") == {"環境部", "氣候署"}
        assert graph.find("EPA")["id"] == "b/agency/moe"
        assert [row["to_name"] for row in graph.links("氣候署")] == ["環境部"]
    assert left(found) == {("", "url"), ("", "title"), ("agencies", "classification"), ("row 4", "url")}


def test_any_org(tmp_path: Path) -> None:
    (tmp_path / "org.ttl").write_text(ORG, encoding="utf-8")
    found = quanze.imported("org", tmp_path / "org.ttl")
    with loaded(found, tmp_path) as graph:
        assert (names(graph, "Agency"), names(graph, "Council")) == ({"某市", "環境局"}, {"氣候會"})
        assert [row["holder"] for row in graph.seats("氣候會")] == ["甲君"]
        assert graph.find("環局")["name"] == "環境局"
    assert {one.value for one in found.left_out} == {"某市 → bureau", "https://example.org/site"}


def test_org_is_read_from_either_end(tmp_path: Path) -> None:
    """As data of municipalities have it: what is below, posts, holders and members are said by the upper end."""
    (tmp_path / "org.ttl").write_text(
        ORG.partition("x:city a")[0]
        + """
x:city a org:FormalOrganization ; skos:prefLabel "某市"@zh-Hant .
x:city org:hasUnit x:unit ; org:hasSubOrganization x:council .
x:unit a org:OrganizationalUnit ; skos:prefLabel "環境局" ; org:unitOf x:city .
x:council a org:Organization ; skos:prefLabel "氣候會" ; org:hasPost x:chair ; org:hasMember x:b .
x:chair a org:Post ; org:role x:convener ; org:hasPost "nobody" .
x:convener a org:Role ; skos:prefLabel "召集人" .
x:a a foaf:Person ; foaf:name "甲君" ; org:holds x:chair .
x:b a foaf:Person ; foaf:name "乙君" ; org:memberOf x:council .
""",
        encoding="utf-8",
    )
    found = quanze.imported("org", tmp_path / "org.ttl")
    with loaded(found, tmp_path) as graph:
        assert {(row["seat_title"], row["holder"]) for row in graph.seats("氣候會")} == {
            ("召集人", "甲君"),
            ("委員", "乙君"),
        }
        for below in ("環境局", "氣候會"):
            parts = [row["to_name"] for row in graph.links(below) if row["type"] == "PART_OF"]
            assert parts == ["某市"], below
    assert ("posts", "org:hasPost") in left(found)
    assert not {name for _, name in left(found)} & {"org:hasUnit", "org:holds", "org:hasMember", "subject"}


def test_linked_data_of_ours_that_was_edited(tmp_path: Path) -> None:
    (tmp_path / "e.ttl").write_text(
        """
@prefix q: <urn:quanze:vocabulary:> . @prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rdf: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . @prefix dcterms: <http://purl.org/dc/terms/> .
<urn:quanze:record:dataset/d> a q:Dataset .
<urn:a> a q:Agency ; skos:prefLabel "環境局"@zh-Hant , "Amt"@de ; q:partOf <urn:b> ; q:website "x" .
<urn:b> a q:Agency ; skos:prefLabel "某市"@zh-Hant .
<urn:t> a q:Task ; skos:prefLabel "種樹" ; q:year "soon" ;
    dcterms:isPartOf <urn:above> , <urn:quanze:record:dataset/d> .
[] a q:Agency ; skos:prefLabel "無名"@zh-Hant .
<urn:s> a rdf:Statement ; rdf:predicate q:partOf .
<urn:p> a q:IndicatorTarget .
""",
        encoding="utf-8",
    )
    found = quanze.imported("org", tmp_path / "e.ttl")
    described, plain = found.editions
    assert list(described.nodes["Task"]) == ["urn:t"] and described.dataset == "d"
    assert {row["name"] for row in plain.nodes["Agency"].values()} == {"環境局", "某市", "無名"}
    assert [link[:2] for link in plain.links["PART_OF", "Agency", "Agency"].values()] == [("urn:a", "urn:b")]
    assert left(found) == {
        ("Agency", "name"),
        ("Agency", "q:website"),
        ("Task", "q:year"),
        ("relationships", "rdf:Statement"),
        ("", "subject"),
    }


def test_edges_of_others_are_neither_doubled_nor_lost(tmp_path: Path) -> None:
    lines = [(0, 1), (2, 3)]
    mapping = tmp_path / "m.yaml"
    mapping.write_text("kind: type\ntype: rel\nkinds: {Dept: Agency}\nnames: {title: name}\n", encoding="utf-8")
    own: Any = nx.MultiGraph()
    own.add_nodes_from((n, {"type": "Dept", "title": f"第{n}局", "label": "x"}) for n in range(4))
    own.add_edges_from((a, b, {"rel": "PART_OF", "weight": 2.5}) for a, b in lines)
    nx.write_graphml(own, tmp_path / "g.graphml")
    (tmp_path / "g.json").write_text(json.dumps(nx.node_link_data(own, edges="links")), encoding="utf-8")
    for name in ("g.graphml", "g.json"):
        found = quanze.imported("graph", tmp_path / name, mapping=mapping)
        (links,) = found.editions[0].links.values()
        assert sorted(link[:2] for link in links.values()) == [("0", "1"), ("2", "3")]
        assert left(found) == {("Agency", "label"), ("PART_OF", "weight")}


def test_a_wrong_mapping_is_refused(tmp_path: Path) -> None:
    (tmp_path / "g.json").write_text('{"nodes": []}', encoding="utf-8")
    for content in ("kinds: 5", "kind: []", "sorts: {}"):
        (tmp_path / "m.yaml").write_text(content, encoding="utf-8")
        with pytest.raises(FileError, match=r"m\.yaml"):
            quanze.imported("graph", tmp_path / "g.json", mapping=tmp_path / "m.yaml")


def test_a_mapping_that_is_not_there_is_refused(tmp_path: Path) -> None:
    (tmp_path / "g.json").write_text('{"nodes": []}', encoding="utf-8")
    with pytest.raises(FileError, match=r"m\.yaml"):
        quanze.imported("graph", tmp_path / "g.json", mapping=tmp_path / "m.yaml")


def test_a_graph_of_others_by_a_mapping(tmp_path: Path) -> None:
    graph: nx.MultiDiGraph[str] = nx.MultiDiGraph()
    graph.add_node("d1", type="Dept", title="環境局", budget=5)
    graph.add_node("t1", type="Action", title="種樹")
    graph.add_node("x", type="Map", title="圖")
    graph.add_edge("d1", "t1", rel="LEADS", since="2024")
    graph.add_edge("t1", "x", rel="LEADS")
    nx.write_graphml(graph, tmp_path / "g.graphml")
    mapping = tmp_path / "m.yaml"
    mapping.write_text(
        "kind: type\ntype: rel\nkinds: {Dept: Agency, Action: Task}\ntypes: {LEADS: CONVENES}\n"
        "names: {title: name, since: valid_from}\n",
        encoding="utf-8",
    )
    found = quanze.imported("graph", tmp_path / "g.graphml", mapping=mapping)
    (edition,) = found.editions
    assert edition.nodes == {
        "Agency": {"d1": {"name": "環境局", "id": "d1"}},
        "Task": {"t1": {"name": "種樹", "id": "t1"}},
    }
    ((ends, links),) = edition.links.items()
    assert ends == ("CONVENES", "Agency", "Task")
    assert [(a, b, props["valid_from"]) for a, b, props in links.values()] == [("d1", "t1", "2024")]
    assert left(found) == {("nodes", "type"), ("Agency", "budget"), ("relationships", "rel")}


@pytest.fixture(scope="module")
def read_back(bundled_whole: GraphDocument, tmp_path_factory: pytest.TempPathFactory) -> ImportDocument:
    """The bundled graph, read from a file of its nodes and links."""
    return quanze.imported("graph", bundled_whole.write(tmp_path_factory.mktemp("own") / "graph.json"))


@pytest.mark.whole
def test_our_own_file_comes_back_as_it_was(bundled: quanze.Graph, read_back: ImportDocument, tmp_path: Path) -> None:
    read_back.write(tmp_path / "draft")
    assert not read_back.left_out
    with quanze.open(tmp_path / "graph.kgl", create=True) as graph:
        graph.load(*sorted((tmp_path / "draft").iterdir()))
        assert not any(one.nodes or one.links for one in graph.diff(bundled, graph).change_sets)


@pytest.mark.whole
@pytest.mark.sweep
@pytest.mark.parametrize("ending", ["ttl", "jsonld", "nt", "graphml", "gexf"])
def test_all_files_of_our_own_say_the_same(
    bundled_whole: GraphDocument, read_back: ImportDocument, tmp_path: Path, ending: str
) -> None:
    form = "org" if ending in ("ttl", "jsonld", "nt") else "graph"
    found = quanze.imported(form, bundled_whole.write(tmp_path / f"graph.{ending}"))
    assert not found.left_out
    records, wanted = (
        {id_: (kind, row) for edition in one.editions for kind, row in edition.records() for id_ in [row["id"]]}
        for one in (found, read_back)
    )
    assert records.keys() == wanted.keys()
    assert not [id_ for id_ in records if records[id_] != wanted[id_]]
    assert [edition.links for edition in found.editions] == [edition.links for edition in read_back.editions]


@pytest.mark.parametrize(
    ("form", "name", "content"),
    [
        ("popolo", "x.json", "[]"),
        ("popolo", "x.json", "{"),
        ("popolo", "x.json", "[" * 100_000),
        ("popolo", "x.json", '{"organizations": [{"id": "a", "name": "\\ud800"}]}'),
        ("oparl", "x.json", '{"type": 1}'),
        ("publicbodies", "x.csv", "a,b\n1,2\n"),
        ("publicbodies", "x.csv", "\udcff"),
        ("publicbodies", "x.csv", "id,name\n1," + "x" * 200_000),
        ("org", "x.ttl", "<a> <b>"),
        ("org", "x.ttl", "<urn:a> <urn:b> <urn:c> ."),
        ("org", "x.doc", ""),
        ("graph", "x.graphml", '<!DOCTYPE a [<!ENTITY b "c">]><graphml/>'),
        ("graph", "x.graphml", "<graphml"),
        ("graph", "x.gexf", "<a/>"),
        ("graph", "x.json", '{"nodes": [{"id": "a", "kind": "Nothing"}]}'),
        ("graph", "x.json", '{"nodes": [{"id": [], "kind": "Agency"}]}'),
    ],
)
def test_what_cannot_be_read_is_said(tmp_path: Path, form: str, name: str, content: str) -> None:
    (tmp_path / name).write_bytes(content.encode("utf-8", "surrogateescape"))
    with pytest.raises(FileError) as refused:
        quanze.imported(form, tmp_path / name)
    assert refused.value.advice


def test_another_form_is_refused() -> None:
    with pytest.raises(QueryError):
        quanze.imported("excel", "x.xlsx")


def test_the_command_lists_what_was_left_out(tmp_path: Path) -> None:
    (tmp_path / "p.json").write_text(json.dumps(POPOLO), encoding="utf-8")
    done = run("import", "popolo", tmp_path / "p.json", "-o", tmp_path / "draft", "--lang", "en")
    assert done.code == 0 and "聯合體 → bureau" in done.out and "motions" in done.out
    assert (tmp_path / "draft" / "councils.csv").exists()


@pytest.mark.whole
def test_several_data_sets_go_into_a_folder_and_no_option_is_advised_that_does_not_help(
    bundled: quanze.Graph, tmp_path: Path
) -> None:
    bundled.export(tmp_path / "graph.json")
    refused = run("import", "graph", tmp_path / "graph.json", "-o", tmp_path / "draft.xlsx", "--lang", "en")
    assert refused.code == 1 and "Use a folder." in refused.err and "--dataset" not in refused.err
