"""What each finding says, in every form that its sentence has: of one and of several, with and without what may be
lacking. Both languages, whole."""

from __future__ import annotations

import pytest

from quanze.queries.dependencies import analyse, network_rows
from quanze.schema.rows import DependencyFinding
from tests.queries.sketch import Link, sketched

LEAD, HELP, REVIEW, SEAT, FILLS = "CONVENES", "CO_ORGANIZES", "REVIEWS", "SITS_ON", "REPRESENTS"
HAS, MEASURED, REPORTS = "UNDERTAKES", "MEASURED_BY", "REPORTS_TO"
THREE_HELP: list[Link] = [(f"a/{name}", HELP, "t/1") for name in "ABC"]
TWO_TASKS: list[Link] = [("t/1", MEASURED, "i/1"), ("t/2", MEASURED, "i/1"), ("a/A", LEAD, "t/1")]
TWO_REPORT: list[Link] = [*THREE_HELP[:2], ("a/A", REPORTS, "g/1"), ("g/1", REPORTS, "m/1"), ("m/1", REPORTS, "c/1")]
SECRETARY: list[Link] = [("m/1", FILLS, "a/A"), ("m/1", SEAT, "c/1")]
BETWEEN: list[Link] = [
    *(("a/A", LEAD, "t/1"), ("a/B", HELP, "t/1"), ("a/B", LEAD, "t/2"), ("a/C", HELP, "t/2"), ("a/D", HELP, "t/2"))
]
PART_OF_GROUP: list[Link] = [
    *(("a/A", LEAD, "t/1"), ("a/B", HELP, "t/1"), ("a/A", LEAD, "t/4"), ("g/1", HAS, "t/3"), ("g/1", HAS, "t/4"))
]
ALIKE = (
    "a/A, a/B, a/C: these 3 agencies hold the very same role (co-organizes) on “t/1”; 3 links join all 3 pairs of them "
    "alike, so the links do not show who depends on whom more. ",
    "a/A、a/B、a/C：這 3 個機關在「t/1」上的角色（協辦）完全相同；3 條連結使 3 對機關彼此都有關聯，"
    "因此無從分辨誰較倚賴誰。",
)
CASES: list[tuple[str, list[Link], list[tuple[str, str]]]] = [
    (
        "alike",
        [*THREE_HELP, *SECRETARY],
        [(ALIKE[0] + "a/A differs in other roles, see below.", ALIKE[1] + "其中a/A另有可區分之處，見下。")],
    ),
    (
        "alike",
        [*THREE_HELP, *SECRETARY, ("a/B", REVIEW, "t/2")],
        [(ALIKE[0] + "a/A, a/B differ in other roles, see below.", ALIKE[1] + "其中a/A、a/B另有可區分之處，見下。")],
    ),
    (
        "distinct",
        [
            *(*THREE_HELP, ("a/D", LEAD, "g/1"), ("g/1", HAS, "t/2"), ("t/2", MEASURED, "i/1"), ("a/D", REVIEW, "t/3")),
            *(("m/1", FILLS, "a/D"), ("m/1", SEAT, "c/1"), ("c/1", REVIEW, "t/5"), ("c/1", REVIEW, "t/6")),
            *(("a/E", LEAD, "t/4"), ("t/4", MEASURED, "i/2"), ("m/2", FILLS, "a/E"), ("m/2", SEAT, "c/2")),
        ],
        [
            (
                "a/D: convenes “g/1”; coordinates tasks of its groups that name no lead, and their indicators: 1 task, "
                "1 indicator; has the seat “m/1” on c/1, which reviews 2 things; reviews “t/3”.",
                "a/D：召集「g/1」；協調所召集小組中未載明主辦機關的任務及其指標：1 項任務、1 項指標；"
                "擔任c/1「m/1」（該組織審議 2 項）；審議「t/3」。",
            ),
            (
                "a/E: convenes “t/4”; leads what follows from this: 1 indicator; has the seat “m/2” on c/2.",
                "a/E：召集「t/4」；由此主導 1 項指標；擔任c/2「m/2」。",
            ),
        ],
    ),
    (
        "pair",
        [("a/A", LEAD, "t/1"), ("a/B", HELP, "t/1")],
        [
            (
                "a/A (convenes) and a/B (co-organizes) must coordinate over “t/1” (1 pair of agencies).",
                "a/A（召集）與a/B（協辦）須就「t/1」協調（1 對機關）。",
            )
        ],
    ),
    (
        "pair",
        [(f"a/{name}", LEAD, "t/1") for name in "ABC"],
        [
            (
                "a/A, a/B, a/C (convenes) must coordinate with each other over “t/1” (3 pairs of agencies).",
                "a/A、a/B、a/C（召集）彼此須就「t/1」協調（3 對機關）。",
            )
        ],
    ),
    (
        "pair",
        [("m/1", FILLS, "a/A"), ("m/1", LEAD, "t/1"), *((f"a/{name}", HELP, "t/1") for name in "BCDEFG")],
        [
            (
                "a/A (convenes) and a/B, a/C, a/D and 3 more agencies (co-organizes) must coordinate over “t/1” "
                "(6 pairs of agencies).",
                "a/A（召集）與a/B、a/C、a/D及另 3 個機關（協辦）須就「t/1」協調（6 對機關）。",
            )
        ],
    ),
    (
        "pair",
        [*((f"a/{name}", LEAD, f"t/{n}") for name in "AB" for n in (1, 2)), ("a/B", LEAD, "t/3")],
        [
            (
                "a/A (convenes) and a/B (convenes) must coordinate over “t/1”, “t/2” (1 pair of agencies).",
                "a/A（召集）與a/B（召集）須就「t/1」、「t/2」協調（1 對機關）。",
            )
        ],
    ),
    (
        "pair",
        [("a/A", LEAD, "t/1"), ("a/B", HELP, "t/1"), ("a/B", LEAD, "t/2"), ("a/A", HELP, "t/2")],
        [
            (
                "a/A (convenes, co-organizes) and a/B (convenes, co-organizes) must coordinate over “t/1”, “t/2” "
                "(1 pair of agencies).",
                "a/A（召集、協辦）與a/B（召集、協辦）須就「t/1」、「t/2」協調（1 對機關）。",
            )
        ],
    ),
    (
        "partners",
        [("a/A", HELP, "t/0"), *THREE_HELP],
        [
            (
                "3 more pairs of agencies only help with the same things, such as a/A, a/B with “t/1”; neither leads. "
                "They are counted, not listed.",
                "另有 3 對機關只共同協辦相同事項（如a/A、a/B協辦「t/1」），雙方皆非主導，故只計數而不逐對列出。",
            )
        ],
    ),
    (
        "partners",
        [*THREE_HELP[:2], ("a/D", LEAD, "t/1")],
        [
            (
                "1 more pair of agencies only helps with the same things, such as a/A, a/B with “t/1”; neither leads. "
                "It is counted, not listed.",
                "另有 1 對機關只共同協辦相同事項（如a/A、a/B協辦「t/1」），雙方皆非主導，故只計數而不逐對列出。",
            )
        ],
    ),
    ("joint-result", TWO_TASKS, []),
    (
        "joint-result",
        [*TWO_TASKS, ("a/B", LEAD, "t/2")],
        [
            (
                "“i/1” rests on 2 leads: a/A, a/B; if one falls behind, all miss it.",
                "「i/1」的成果取決於 2 個主導機關：a/A、a/B；任一方落後即影響全體。",
            )
        ],
    ),
    (
        "joint-result",
        [*TWO_TASKS, ("g/1", HAS, "t/2"), ("a/B", LEAD, "g/1")],
        [
            (
                "“i/1” rests on 1 lead: a/A. Of the tasks behind “i/1”, those that name no lead are coordinated by a/B "
                "as convener of its group.",
                "「i/1」的成果取決於 1 個主導機關：a/A。"
                "「i/1」所衡量的任務中，未載明主辦機關者由a/B以小組召集機關的身分協調。",
            )
        ],
    ),
    (
        "between",
        BETWEEN[:-1],
        [
            (
                "3 agencies work on something together with another; of their 3 pairs 1 has nothing in common and "
                "meets only through a/B, which alone works with both (a/A, a/C).",
                "與他機關有共同事項的機關共 3 個，兩兩共 3 對；其中 1 對彼此沒有共同事項，只能經由a/B相聯，"
                "因為只有它與雙方都有共同事項（a/A、a/C）。",
            )
        ],
    ),
    (
        "between",
        [*BETWEEN, ("a/B", LEAD, "t/alone"), ("a/A", LEAD, "t/alone too")],
        [
            (
                "4 agencies work on something together with another; of their 6 pairs 2 have nothing in common and "
                "meet only through a/B, which alone works with both (a/A, a/C, a/D).",
                "與他機關有共同事項的機關共 4 個，兩兩共 6 對；其中 2 對彼此沒有共同事項，只能經由a/B相聯，"
                "因為只有它與雙方都有共同事項（a/A、a/C、a/D）。",
            )
        ],
    ),
    (
        "bridge",
        [("a/A", LEAD, "t/1"), ("a/A", LEAD, "t/2")],
        [
            (
                "Only a/A links “t/1”, “t/2”; without it they would not be connected.",
                "只有a/A連結「t/1」、「t/2」；若無它，各部分即彼此分離。",
            )
        ],
    ),
    (
        "bridge",
        [("a/A", LEAD, "t/1"), *((name, LEAD, thing) for name in ("a/A", "a/B") for thing in ("t/2", "t/3"))],
        [
            (
                "Without a/A, “t/1” would have no link to the rest; it is the only bridge.",
                "若無a/A，「t/1」即與其餘部分失去聯繫；它是唯一的橋樑。",
            )
        ],
    ),
    (
        "reporting",
        [*TWO_REPORT, ("a/B", REPORTS, "g/1")],
        [
            (
                "The results of 2 agencies and 1 subgroup reach c/1 only through “m/1”; if it stops, nothing arrives.",
                "2 個機關、1 個小組的成果只能經「m/1」提報至c/1；此處停頓，即無成果上達。",
            ),
            (
                "The results of 2 agencies reach c/1 only through “g/1”; if it stops, nothing arrives.",
                "2 個機關的成果只能經「g/1」提報至c/1；此處停頓，即無成果上達。",
            ),
        ],
    ),
    (
        "reporting",
        [*TWO_REPORT, ("a/B", REPORTS, "g/2"), ("g/2", REPORTS, "m/1"), *SECRETARY],
        [
            (
                "The results of 2 agencies and 2 subgroups reach c/1 only through “m/1” (held for a/A); if it stops, "
                "nothing arrives.",
                "2 個機關、2 個小組的成果只能經「m/1」（由a/A代表）提報至c/1；此處停頓，即無成果上達。",
            )
        ],
    ),
    (
        "community",
        [("a/A", LEAD, "t/1"), ("a/B", HELP, "t/1"), ("g/1", HAS, "t/1"), ("g/1", HAS, "t/2"), ("a/C", LEAD, "t/2")],
        [
            (
                "Group 1: a/A, a/B. They work together on “t/1”. Other agencies work on the tasks of the official "
                "subgroup “g/1” too: a/C.",
                "第 1 群：a/A、a/B。共同事項為「t/1」。正式小組「g/1」的任務另有他群機關參與：a/C。",
            ),
            (
                "Group 2: a/C. Other agencies work on the tasks of the official subgroup “g/1” too: a/A, a/B.",
                "第 2 群：a/C。正式小組「g/1」的任務另有他群機關參與：a/A、a/B。",
            ),
        ],
    ),
    (
        "community",
        [("a/A", LEAD, "t/1"), ("a/B", HELP, "t/1"), ("g/1", HAS, "t/2"), ("a/C", LEAD, "t/2")],
        [
            (
                "Group 1: a/A, a/B. They work together on “t/1”. They work on no task of an official subgroup.",
                "第 1 群：a/A、a/B。共同事項為「t/1」。未參與任何正式小組的任務。",
            ),
            (
                "Group 2: a/C. These are the agencies that work on the tasks of the official subgroup “g/1”.",
                "第 2 群：a/C。即參與正式小組「g/1」任務的機關。",
            ),
        ],
    ),
    (
        "community",
        [*PART_OF_GROUP, ("a/B", LEAD, "t/2"), ("a/C", LEAD, "t/3")],
        [
            (
                "Group 1: a/A, a/B. They work together on “t/1”. Of these, a/A works on the tasks of the official "
                "subgroup “g/1”. Other agencies work on the tasks of the official subgroup “g/1” too: a/C.",
                "第 1 群：a/A、a/B。共同事項為「t/1」。其中a/A參與正式小組「g/1」的任務。"
                "正式小組「g/1」的任務另有他群機關參與：a/C。",
            ),
            (
                "Group 2: a/C. Other agencies work on the tasks of the official subgroup “g/1” too: a/A.",
                "第 2 群：a/C。正式小組「g/1」的任務另有他群機關參與：a/A。",
            ),
        ],
    ),
    (
        "community",
        [("a/A", LEAD, "i/1"), ("a/B", HELP, "i/1")],
        [
            (
                "Group 1: a/A, a/B. They work together on “i/1”.",
                "第 1 群：a/A、a/B。共同事項為「i/1」。",
            )
        ],
    ),
    (
        "single-point",
        [
            ("a/A", LEAD, "t/1"),
            ("a/A", LEAD, "t/2"),
            ("a/class", HELP, "t/2"),
            ("a/A", LEAD, "t/3"),
            ("a/B", HELP, "t/3"),
        ],
        [
            ("“t/1” is led by a/A alone, and no agency helps with it.", "「t/1」僅由a/A主導，且無協辦機關。"),
            (
                "“t/2” is led by a/A alone; beside it only a class of bodies is named (a/class), so that no one in "
                "particular could step in.",
                "「t/2」僅由a/A主導；此外只列出一類機關（a/class），無特定機關可接手。",
            ),
        ],
    ),
    (
        "seat-lead",
        [("m/1", LEAD, "t/1"), *THREE_HELP[:2], ("m/1", LEAD, "t/2")],
        [
            (
                "“t/1” is led by the seat “m/1”, for which the source gives no agency. Besides the seat, a/A, a/B work "
                "on it.",
                "「t/1」由席位「m/1」主辦，來源未載其機關。除該席位外，參與者為a/A、a/B。",
            ),
            (
                "“t/2” is led by the seat “m/1”, for which the source gives no agency. No agency works on it.",
                "「t/2」由席位「m/1」主辦，來源未載其機關。無機關參與。",
            ),
        ],
    ),
    (
        "self-review",
        [
            *(("a/A", LEAD, "t/1"), ("a/A", REVIEW, "t/1"), ("a/A", REVIEW, "t/2")),
            *(*SECRETARY, ("c/1", REVIEW, "t/1"), ("c/1", REVIEW, "t/3"), ("c/1", HAS, "t/3")),
            *(("t/3", MEASURED, "i/3"), ("c/1", REVIEW, "i/3"), ("a/D", REVIEW, "t/4"), ("a/E", LEAD, "t/4")),
        ],
        [
            ("a/A reviews what it leads or has as its own task: “t/1”.", "a/A審議自己主導或負責的「t/1」。"),
            (
                "a/A has a seat on c/1, which reviews what it leads or coordinates, or what measures its tasks: “t/1”.",
                "a/A在c/1擔任席位，而該組織審議「t/1」；這些事項或由a/A主導、協調，或用以衡量其任務。",
            ),
            (
                "c/1 reviews what it leads or has as its own task: “i/3”, “t/3”.",
                "c/1審議自己主導或負責的「i/3」、「t/3」。",
            ),
        ],
    ),
]
"""The kind of finding, a plan, and what is said of it."""


def analysed(finding: str, links: list[Link]) -> list[DependencyFinding]:
    with sketched(*links, a_class={"kind": "class"}) as engine:
        return [row for row in analyse(engine, scope="all", show=[finding]) if row["finding"] == finding]


@pytest.mark.parametrize(("finding", "links", "said"), CASES)
def test_said(finding: str, links: list[Link], said: list[tuple[str, str]]) -> None:
    found = analysed(finding, links)
    assert [(str(row["message_en"]), row["message_zh"]) for row in found] == said


AT_A = [("a/A", LEAD, "t/1"), ("a/A", LEAD, "t/2")]
BESIDE = [("a/A", LEAD, "t/3"), ("a/B", LEAD, "t/2"), ("a/B", LEAD, "t/3")]
TO_COUNCIL = [("g/1", REPORTS, "m/1"), ("g/2", REPORTS, "m/1"), ("m/1", REPORTS, "c/1"), ("m/1", FILLS, "a/A")]


@pytest.mark.parametrize(
    ("finding", "stated", "beside"),
    [
        ("between", BETWEEN, [("a/B", LEAD, "t/alone"), ("a/A", LEAD, "t/alone too")]),
        ("bridge", AT_A, [("a/C", HELP, "t/9")]),
        ("bridge", AT_A[:1], [*AT_A[1:], *BESIDE]),
        ("reporting", TO_COUNCIL, [*THREE_HELP[:2], ("a/A", REPORTS, "g/1"), ("a/B", REPORTS, "g/2"), SECRETARY[1]]),
    ],
)
def test_it_rests_on_what_it_speaks_of_alone(finding: str, stated: list[Link], beside: list[Link]) -> None:
    (found,) = analysed(finding, [*stated, *beside])
    assert {(link["from"], link["type"], link["to"]) for link in found["evidence"]} == {*stated}


def test_more_pairs_than_can_be_compared_are_said_to_be_so(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("quanze.queries.findings.MOST_PAIRS", 2)
    (found,) = analysed("between", BETWEEN)
    assert (found["subjects"], found["evidence"]) == ([], [])
    assert found["message_en"] == (
        "More than 2 pairs would have to be compared; narrow the question with `--dataset` or `--scope`."
    )


def plan(bureau: str, council: str) -> list[Link]:
    """A plan in which a bureau and a council have to do with all that findings are made of."""
    return [
        *(
            (bureau, LEAD, "t/1"),
            (bureau, LEAD, "t/2"),
            ("a/B", LEAD, "t/2"),
            ("a/B", LEAD, "t/3"),
            (bureau, HELP, "t/3"),
        ),
        *((bureau, LEAD, "g/1"), ("g/1", HAS, "t/4"), ("t/4", MEASURED, "i/1"), ("g/1", "PART_OF", council)),
        *(("m/1", FILLS, bureau), ("m/1", SEAT, council), (council, REVIEW, "t/1"), (council, HAS, "t/6")),
        *((bureau, REVIEW, "d/1"), ("a/C", REVIEW, "d/1"), ("a/C", LEAD, "t/5"), ("a/B", LEAD, council)),
    ]


def test_whoever_took_over_is_told_of_as_if_all_had_been_its_own() -> None:
    """A bureau and a council that were renamed, on a day before and after, beside a plan that names the one alone."""
    changes: list[Link] = [
        (f"{kind}/new", "SUCCEEDS", f"{kind}/old", {"change": "rename", "valid_from": "2020-01-01"}) for kind in "ac"
    ]
    for name, day in (("old", "2019"), ("new", "2025")):
        told = []
        for links in ([*plan("a/old", "c/old"), *changes], plan(f"a/{name}", f"c/{name}")):
            with sketched(*links) as engine:
                rows = analyse(engine, scope="all", as_of=day)
                _, edges = network_rows(engine, scope="all", as_of=day)
            stated = [
                [(end.replace("/old", f"/{name}") for end in (edge["from"], edge["to"])), edge["type"]]
                for edge in edges
                if edge["type"] != "SUCCEEDS"
            ]
            told.append(
                (
                    [(row["finding"], row["subjects"], str(row["message_en"])) for row in rows],
                    sorted((type_, *ends) for ends, type_ in stated),
                )
            )
        assert told[0] == told[1]
        assert len(told[0][1]) == len(plan("", "")) - 1, "all but that the group is part of the council"


def test_what_no_agency_has_to_do_with_is_in_no_network() -> None:
    with sketched(("a/A", LEAD, "t/1"), ("g/1", HAS, "t/2")) as engine:
        nodes, edges = network_rows(engine, scope="all")
    assert [node["id"] for node in nodes] == ["a/A", "t/1"] and len(edges) == 1
