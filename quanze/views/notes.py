"""The sentences beside a picture: what was left out, what is our own reading, what there is nothing of."""

from __future__ import annotations

from collections.abc import Sequence

from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.rows import AnyRow
from quanze.schema.tables import FROM, LINK_TYPE, LINKS, TO
from quanze.views.figure import Both, Figure


def note_editorial(figure: Figure) -> None:
    """Say how many lines are our own reading, where there are any."""
    rows = [r for k in figure.links for r in k.rows if r.get("origin") == "editorial"]
    if rows:
        figure.notes.append(
            (
                f"黃底線與虛線框是編者判讀（此圖 {len(rows)} 條），不是計畫本身的陳述。",
                f"Yellow-backed lines and dashed outlines are our own reading ({len(rows)} here), "
                "not statements of the plan.",
            )
        )


def note_absence(figure: Figure, type_: str) -> None:
    """A picture of one type of link has nothing to draw: say so in the picture, and where such links are filled in."""
    known = RELATIONSHIP[type_]
    figure.headings.append((0.0, 0.0, f"沒有「{known.zh}」連結可畫", f"There are no '{known.en}' links to draw"))
    ways = [(KIND[f], KIND[t]) for f, t in known.ends]
    zh = "、".join(f"{f.zh}→{t.zh}" for f, t in ways)
    en = ", ".join(f"{f.en} to {t.en}" for f, t in ways)
    figure.notes.append(
        (
            f"此圖的資料裡沒有「{known.zh}」（{type_}）連結。請在活頁簿的「{LINKS.zh}」工作表逐列填寫{FROM.zh}與{TO.zh}，"
            f"{LINK_TYPE.zh}填「{known.zh}」（{zh}），再載入一次。",
            f"The data of this picture has no '{known.en}' links ({type_}). "
            f"In the workbook's sheet {LINKS.zh} ({LINKS.en}), give each a row with {FROM.zh} ({FROM.en}) and "
            f"{TO.zh} ({TO.en}), and '{known.zh}' as {LINK_TYPE.zh} ({LINK_TYPE.en}): {en}. Then load it again.",
        )
    )


def counted(rows: Sequence[AnyRow]) -> Both:
    """How many rows of each kind, in words."""
    counts: dict[str, int] = {}
    for row in rows:
        counts[str(row["kind"])] = counts.get(str(row["kind"]), 0) + 1
    zh = "、".join(f"{KIND[k].zh} {n}" for k, n in counts.items())
    en = ", ".join(f"{n} {KIND[k].en if n == 1 else KIND[k].plural_en}" for k, n in counts.items())
    return zh, en
