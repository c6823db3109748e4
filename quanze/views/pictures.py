"""The four pictures: the whole, dependencies between agencies, the reporting chain, one node's neighbourhood.

Each takes rows of the catalogue and returns a ``Picture``. A node row has id, kind, name, name_en, origin, source,
source_name, locator, quote, valid_from, valid_to, note and properties; an edge row key, from, to, type, wording,
inherited, under and the same origin and dates; a dependency row agency, other, their names, weight and shared.
"""

from __future__ import annotations

from collections.abc import Sequence

from quanze.errors import UnknownNameError
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.tables import FROM, LINK_TYPE, LINKS, TO
from quanze.views import ties
from quanze.views.layers import compose, counted
from quanze.views.picture import Both, Picture, Row

WHOLE_TYPES = ("CONVENES", "CO_ORGANIZES", "REVIEWS", "UNDERTAKES", "MEASURED_BY", "ALIGNS_TO", "SITS_ON", "PART_OF")
_COLUMN = {
    "Agency": 0,
    "Member": 0,
    "Council": 1,
    "Subgroup": 1,
    "Task": 2,
    "Indicator": 3,
    "Document": -1,
    "SDGGoal": 4,
}
_HEADINGS: dict[int, dict[str, Both]] = {
    -1: {"Document": ("審議文件", "Reviewed documents")},
    0: {"Member": ("席位", "Seats"), "Agency": ("機關", "Agencies")},
    1: {"Council": ("推動會", "Council"), "Subgroup": ("小組", "Subgroups")},
    2: {"Task": ("任務", "Tasks")},
    3: {"Indicator": ("指標", "Indicators")},
    4: {"SDGGoal": ("永續發展目標", "Sustainable Development Goals")},
}


def whole(nodes: Sequence[Row], edges: Sequence[Row], *, about: Both = ("", "")) -> Picture:
    """Who is responsible for what, left to right: agencies, council and subgroups, tasks, indicators, goals.

    Agencies, goals and documents without a line are left out and counted in a note; tasks and indicators never are.
    SDG targets are drawn as their goals.
    """
    kinds = {str(n["id"]): str(n["kind"]) for n in nodes}
    goal = {
        str(e["from"]): str(e["to"])
        for e in edges
        if e["type"] == "PART_OF" and kinds.get(str(e["from"])) == "SDGTarget"
    }
    drawn = []
    for e in edges:
        a, b = str(e["from"]), goal.get(str(e["to"]), str(e["to"]))
        if e["type"] not in WHOLE_TYPES or kinds.get(a) not in _COLUMN or kinds.get(b) not in _COLUMN:
            continue
        if e["type"] == "PART_OF" and kinds[b] == "Agency":
            continue
        drawn.append({**e, "to": b, "under": e["to"]} if b != str(e["to"]) else e)
    linked = {str(e[end]) for e in drawn for end in ("from", "to")}
    kept = [n for n in nodes if n["kind"] in _COLUMN and (n["id"] in linked or n["kind"] in ("Task", "Indicator"))]
    kept.sort(key=lambda n: _order(n))
    of_council = {
        str(e["to"]) for e in drawn if e["type"] == "UNDERTAKES" and kinds.get(str(e["from"])) == "Council"
    } - {str(e["to"]) for e in drawn if e["type"] == "UNDERTAKES" and kinds.get(str(e["from"])) == "Subgroup"}

    def rank(row: Row) -> int:
        return 0 if row["kind"] in ("Council", "Member", "Document") or row["id"] in of_council else 1

    title = _titled(("權責全圖", "Who is responsible for what"), about)
    under = {str(e["to"]): str(e["from"]) for e in drawn if e["type"] == "UNDERTAKES"}
    picture = compose(
        "network",
        title,
        kept,
        drawn,
        lambda n: _COLUMN[str(n["kind"])],
        rank=rank,
        cluster=under,
        headings=_headings({str(n["kind"]) for n in kept}),
        group_shift=-1,
    )
    left = [
        n
        for n in nodes
        if n["kind"] not in _COLUMN or (n["id"] not in linked and n["kind"] not in ("Task", "Indicator"))
    ]
    if left:
        zh, en = counted(left)
        picture.notes.append(
            (
                f"此圖未畫：{zh}（可用 quanze view about 名稱 查看）。",
                f"Not drawn here: {en} (see quanze view about NAME).",
            )
        )
    _say_editorial(picture)
    return picture


def _headings(kinds: set[str]) -> dict[int, Both]:
    """What stands above each column, for the kinds that occur."""
    found: dict[int, Both] = {}
    for column, words in _HEADINGS.items():
        here = [both for kind, both in words.items() if kind in kinds]
        if here:
            found[column] = "與".join(zh for zh, _ in here), " and ".join(en for _, en in here)
    return found


def reporting(nodes: Sequence[Row], edges: Sequence[Row], *, about: Both = ("", "")) -> Picture:
    """How results travel up: the council on top, below it whoever reports to it, down to the agencies."""
    chain = [e for e in edges if e["type"] == "REPORTS_TO"]
    in_chain = {str(e[end]) for e in chain for end in ("from", "to")}
    depth = _heights(in_chain, chain)
    heads = [e for e in edges if e["type"] == "CONVENES" and e["from"] in in_chain and e["to"] in in_chain]
    kept = [n for n in nodes if n["id"] in in_chain]
    title = _titled(("提報流程", "The reporting chain"), about)

    def rank(row: Row) -> int:
        return 0 if row["kind"] != "Agency" or any(e["from"] == row["id"] for e in heads) else 1

    picture = compose(
        "reporting",
        title,
        kept,
        chain,
        lambda n: depth[str(n["id"])],
        rank=rank,
        vertical=True,
        group_shift=1,
        least_targets=1,
        between=78.0,
        beside=26.0,
    )
    if picture.links:
        picture.notes.append(("成果由下而上提報。", "Results travel upwards."))
    else:
        _say_empty(picture, "REPORTS_TO")
    _say_editorial(picture)
    return picture


def _heights(ids: set[str], chain: Sequence[Row]) -> dict[str, int]:
    """How many steps each is below the end of its reporting chain (the longest way; loops are cut)."""
    above: dict[str, list[str]] = {i: [] for i in ids}
    for e in chain:
        above[str(e["from"])].append(str(e["to"]))
    height: dict[str, int] = {}

    def climb(i: str, seen: frozenset[str]) -> int:
        if i not in height:
            height[i] = max((climb(j, seen | {i}) + 1 for j in above[i] if j not in seen), default=0)
        return height[i]

    for i in sorted(ids):
        climb(i, frozenset((i,)))
    return height


def neighbourhood(
    nodes: Sequence[Row], edges: Sequence[Row], focus: str, *, depth: int = 1, about: Both = ("", "")
) -> Picture:
    """What stands around one node up to ``depth`` steps: what leads to it on the left, what it leads to on the right."""
    from quanze.graph.network import around

    rows = {str(n["id"]): n for n in nodes}
    if focus not in rows:
        raise UnknownNameError(
            f"no node {focus!r} among the rows given.",
            advice="Give the id of one of the nodes.",
            zh=(f"所給的列中沒有節點「{focus}」。", "請給其中一個節點的識別碼。"),
        )
    # An agency's own parent is news; that all its sister agencies have the same parent is not.
    edges = [
        e
        for e in edges
        if e["type"] != "PART_OF"
        or focus in (e["from"], e["to"])
        or rows.get(str(e["from"]), {}).get("kind") != "Agency"
    ]
    column = around(rows, edges, focus, depth)
    kept = [n for i, n in rows.items() if i in column]
    drawn = [e for e in edges if _on_the_way(column.get(str(e["from"])), column.get(str(e["to"])))]
    name, name_en = str(rows[focus]["name"]), str(rows[focus].get("name_en") or rows[focus]["name"])
    title = _titled((f"「{name}」的鄰近關係", f"Around {name_en}"), about)
    picture = compose(
        "about",
        title,
        sorted(kept, key=_order),
        drawn,
        lambda n: column[str(n["id"])],
        least_targets=1,
        between=120.0,
    )
    for box in picture.boxes:
        box.focus = box.id == focus
    picture.notes.append(
        (
            f"左側是指向它的，右側是它指向的，至 {depth} 步；只畫由它向外的連線。",
            f"On the left what leads to it, on the right what it leads to, up to {depth} step{'s' if depth > 1 else ''}; "
            "only lines leading outwards are drawn.",
        )
    )
    _say_editorial(picture)
    return picture


def _on_the_way(a: int | None, b: int | None) -> bool:
    """Whether a line leads from the focus outwards: between neighbouring columns of one side."""
    return a is not None and b is not None and abs(a - b) == 1 and a * b >= 0


def _order(row: Row) -> tuple[int, str, str]:
    """Reading order inside a layer before lines are looked at: by kind, the source's own number, then id."""
    number = str((row.get("properties") or {}).get("number") or (row.get("properties") or {}).get("code") or "")
    digits = number.zfill(6) if number.isdigit() else number
    return list(KIND).index(str(row["kind"])), digits, str(row["id"])


def _titled(title: Both, about: Both) -> Both:
    zh, en = about
    return (f"{zh}　{title[0]}" if zh else title[0]), (f"{en or zh}: {title[1]}" if en or zh else title[1])


def _say_editorial(picture: Picture) -> None:
    rows = [r for k in picture.links for r in k.rows if r.get("origin") == "editorial"]
    if rows:
        picture.notes.append(
            (
                f"黃底線與虛線框是編者判讀（此圖 {len(rows)} 條），不是計畫本身的陳述。",
                f"Yellow-backed lines and dashed outlines are our own reading ({len(rows)} here), not statements of the plan.",
            )
        )


def _say_empty(picture: Picture, type_: str) -> None:
    """A picture of one type of link has nothing to draw: say so in the picture, and where such links are filled in."""
    known = RELATIONSHIP[type_]
    picture.headings.append((0.0, 0.0, f"沒有「{known.zh}」連結可畫", f"There are no '{known.en}' links to draw"))
    ways = [(KIND[f], KIND[t]) for f, t in known.ends]
    zh = "、".join(f"{f.zh}→{t.zh}" for f, t in ways)
    en = ", ".join(f"{f.en} to {t.en}" for f, t in ways)
    picture.notes.append(
        (
            f"此圖的資料裡沒有「{known.zh}」（{type_}）連結。請在活頁簿的「{LINKS.zh}」工作表逐列填寫{FROM.zh}與{TO.zh}，"
            f"{LINK_TYPE.zh}填「{known.zh}」（{zh}），再載入一次。",
            f"The data of this picture has no '{known.en}' links ({type_}). In the workbook's sheet {LINKS.zh} ({LINKS.en}), give each a "
            f"row with {FROM.zh} ({FROM.en}) and {TO.zh} ({TO.en}), and '{known.zh}' as {LINK_TYPE.zh} ({LINK_TYPE.en}): {en}. Then load it again.",
        )
    )


def dependencies(rows: Sequence[Row], *, about: Both = ("", "")) -> Picture:
    """Which agencies share matters, broader lines the more they share; ``rows`` are dependency rows."""
    return ties.dependencies(rows, title=_titled(("機關相依", "Dependencies between agencies"), about))
