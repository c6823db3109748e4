"""Files of others become drafts that load; what has no place is listed; our own files come back as they were."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import networkx as nx
import pytest

import quanze
from quanze.errors import FileError, QueryError
from quanze.importers.imported import LeftOut
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
    "id,name,abbr,other_names,parent_id,url,classification\n"
    "moe,環境部,,環保署;EPA,,https://x,ministry\n"
    "cca,氣候署,,,moe,,agency\n,,,,,https://y,\n"
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


def test_publicbodies(tmp_path: Path) -> None:
    (tmp_path / "b.csv").write_text(BODIES, encoding="utf-8")
    found = quanze.imported("publicbodies", tmp_path / "b.csv")
    with loaded(found, tmp_path) as graph:
        assert names(graph, "Agency") == {"環境部", "氣候署"}
        assert graph.find("EPA")["id"] == "b/agency/moe"
        assert [row["to_name"] for row in graph.links("氣候署")] == ["環境部"]
    assert left(found) == {("", "url"), ("agencies", "classification"), ("row 4", "url")}


def test_any_org(tmp_path: Path) -> None:
    (tmp_path / "org.ttl").write_text(ORG, encoding="utf-8")
    found = quanze.imported("org", tmp_path / "org.ttl")
    with loaded(found, tmp_path) as graph:
        assert (names(graph, "Agency"), names(graph, "Council")) == ({"某市", "環境局"}, {"氣候會"})
        assert [row["holder"] for row in graph.seats("氣候會")] == ["甲君"]
        assert graph.find("環局")["name"] == "環境局"
    assert [one.value for one in found.left_out] == ["某市 → bureau", "https://example.org/site"]


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


@pytest.mark.parametrize("ending", ["json", "ttl", "jsonld", "nt", "graphml", "gexf"])
def test_our_own_files_come_back_as_they_were(bundled: quanze.Graph, tmp_path: Path, ending: str) -> None:
    bundled.export(tmp_path / f"graph.{ending}")
    found = quanze.imported("org" if ending in ("ttl", "jsonld", "nt") else "graph", tmp_path / f"graph.{ending}")
    found.write(tmp_path / "draft")
    assert not found.left_out
    with quanze.open(tmp_path / "graph.kgl", create=True) as graph:
        graph.load(*sorted((tmp_path / "draft").iterdir()))
        changed = [change for one in graph.diff(bundled, graph).change_sets for change in one.nodes.values()]
        relationships = [change for one in graph.diff(bundled, graph).change_sets for change in one.links.values()]
    assert not relationships
    lost = {"graphml", "gexf"} & {ending}  # a name with 、 among several is two there
    assert len(changed) == len(lost)


@pytest.mark.parametrize(
    ("form", "name", "content"),
    [
        ("popolo", "x.json", "[]"),
        ("popolo", "x.json", "{"),
        ("popolo", "x.json", "[" * 100_000),
        ("oparl", "x.json", '{"type": 1}'),
        ("publicbodies", "x.csv", "a,b\n1,2\n"),
        ("publicbodies", "x.csv", "\udcff"),
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


def test_several_data_sets_go_into_a_folder_and_no_option_is_advised_that_does_not_help(
    bundled: quanze.Graph, tmp_path: Path
) -> None:
    bundled.export(tmp_path / "graph.json")
    refused = run("import", "graph", tmp_path / "graph.json", "-o", tmp_path / "draft.xlsx", "--lang", "en")
    assert refused.code == 1 and "Use a folder." in refused.err and "--dataset" not in refused.err
