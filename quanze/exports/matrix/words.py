"""What a matrix says besides names and letters, in Chinese and English, the same in all formats."""

from __future__ import annotations

from quanze.exports.matrix.letters import LINKED
from quanze.exports.matrix.model import Matrix
from quanze.schema import KIND, ORIGINS, RELATIONSHIP
from quanze.schema.role_words import own_word

_WORDS = {
    "matrix": ("權責矩陣", "Responsibility matrix"),
    "assignments": ("指派明細", "Assignments"),
    "legend": ("圖例", "Legend"),
    "group": ("組別", "Group"),
    "item": ("事項", "Item"),
    "item_id": ("事項識別碼", "Item ID"),
    "kind": ("類別", "Kind"),
    "agency": ("機關", "Agency"),
    "agency_id": ("機關識別碼", "Agency ID"),
    "column_group": ("機關類別", "Agency group"),
    "no_group": ("（未分組）", "(no group)"),
    "others": ("其他", "Others"),
    "number": ("序號", "No."),
    "role": ("角色", "Role"),
    "letter": ("字母", "Letter"),
    "means": ("名稱", "Name"),
    "reason": ("意義或判讀理由", "What it means, or why it is read so"),
    "scheme": ("字母依據", "Letters"),
    "wording": ("來源用語", "Source's word"),
    "inherited": ("承襲", "Inherited"),
    "direct": ("直接", "Direct"),
    "yes": ("是", "yes"),
    "no": ("否", "no"),
    "distance": ("距離", "Distance"),
    "path": ("路徑", "Path"),
    "under": ("限於細項目標", "Under target"),
    "document": ("出處", "Source"),
    "locator": ("位置", "Locator"),
    "quote": ("引文", "Quote"),
    "origin": ("來源性質", "Origin"),
    "valid_from": ("生效日", "Valid from"),
    "valid_to": ("失效日", "Valid to"),
    "totals": ("合計", "Total"),
    "data": ("資料", "Data"),
    "as_of": ("基準日", "As of"),
    "citations": ("依據", "Citations"),
    "language": ("語言", "Language"),
    "empty_rows": ("無人承辦的事項", "Items on which nobody holds a role"),
    "empty_columns": ("未擔任任何角色的機關", "Agencies that hold no role"),
    "none": ("無", "none"),
    "no_source": ("未載出處", "no source given"),
    "this_item": ("本項", "this item"),
    "full_name": ("全名", "Full name"),
    "page": ("第 {} 頁，共 {} 頁", "Page {} of {}"),
    "more": ("……其餘見「指派明細」。", "… for the rest see the sheet of assignments."),
}
_SOURCE = ("字母為來源所載角色：", "Letters are the roles the source states: ")
_READING = (
    "字母採 {0}：為依對照表所作的判讀，並非來源所述；來源用語列於字母旁。",
    "Letters follow {0}: a reading by way of a crosswalk, not what the source states; its own word stands beside them.",
)
_KEPT = ("{0} 沒有對應的字母者沿用其本身的字母：{1}。", " What {0} has no letter for keeps its own: {1}.")
_INHERITED = {
    "show": (
        "括號且較淡者為承襲：經所屬小組、上層任務或席位而來，並非直接指派。",
        "Brackets and lighter print: inherited through a subgroup, a parent task or a seat, not assigned directly.",
    ),
    "hide": ("僅列直接指派；承襲的角色未列。", "Direct assignments only; inherited roles are left out."),
}
_EDITORIAL = ("† 為編者判讀，並非來源所述。", "† marks our own reading, not stated by the source.")


def word(key: str, lang: str) -> str:
    """The word for ``key`` in ``lang``."""
    return _WORDS[key][lang == "en"]


def kind_word(kind: str, lang: str) -> str:
    """The label of a kind of node; the label as it came when the schema has no such kind."""
    known = KIND.get(kind)
    return kind if known is None else known.en if lang == "en" else known.zh


def relationship_word(type_: str, lang: str) -> str:
    """The label of a type of relationship; the type as it came when the schema has none of that name."""
    known = RELATIONSHIP.get(type_)
    return type_ if known is None else known.en if lang == "en" else known.zh


def role_word(role: str, lang: str, wording: str) -> str:
    """What holding a role is called: in Chinese the source's own word if known, else its label or "seat"."""
    if lang != "en" and (own := own_word(role, wording)):
        return own
    linked = LINKED.get(role)
    return relationship_word(role, lang) if linked is None else linked[3 if lang == "en" else 2]


def origin_word(origin: str, lang: str) -> str:
    """Who states a fact."""
    return next((c.en if lang == "en" else c.zh for c in ORIGINS if c.code == origin), origin)


def scheme_name(matrix: Matrix, lang: str) -> str:
    """The name of the letters, and that they are a reading when they are."""
    if not matrix.scheme.reading:
        return "來源角色" if lang != "en" else "source's roles"
    name = matrix.scheme.name.upper()
    return f"{name}（判讀）" if lang != "en" else f"{name} (a reading)"


def notes(matrix: Matrix, lang: str) -> list[str]:
    """The sentences that say how to read the matrix."""
    en = lang == "en"
    if matrix.scheme.reading:
        name = matrix.scheme.name.upper()
        said = [_READING[en].format(name)]
        if kept := [x for x in matrix.legend() if x.role in matrix.scheme.kept]:
            listed = [f"{x.text(lang)} = {x.name(lang)}" if en else f"{x.text(lang)}＝{x.name(lang)}" for x in kept]
            said[0] += _KEPT[en].format(name, (", " if en else "、").join(listed))
    else:
        pairs = [
            f"{x.text(lang)} = {x.name(lang)}" if en else f"{x.text(lang)}＝{x.name(lang)}" for x in matrix.legend()
        ]
        pairs = list(dict.fromkeys(pairs))  # letters that differ in Chinese only
        said = [_SOURCE[en] + (", ".join(pairs) + "." if en else "、".join(pairs) + "。")]
    said.append(_INHERITED[matrix.inherited][en])
    if any(m.editorial for marks in matrix.cells.values() for m in marks):
        said.append(_EDITORIAL[en])
    return said


def data_line(matrix: Matrix, lang: str) -> str:
    """Editions and dates of the data, and the date as of which the matrix holds."""
    en = lang == "en"
    parts = []
    for title, edition, date in matrix.heading.editions:
        name = title.text(lang)
        about = ", ".join(filter(None, (edition, date))) if en else "，".join(filter(None, (edition, date)))
        parts.append(name if not about else f"{name} ({about})" if en else f"{name}（{about}）")
    line = (
        (f"{word('data', lang)}: " if en else f"{word('data', lang)}：") + ("; " if en else "；").join(parts)
        if parts
        else ""
    )
    if matrix.heading.as_of:
        as_of = (
            f"{word('as_of', lang)} {matrix.heading.as_of}" if en else f"{word('as_of', lang)}：{matrix.heading.as_of}"
        )
        line = f"{line}{'. ' if en else '　'}{as_of}" if line else as_of
    return line


def findings(matrix: Matrix, lang: str) -> list[str]:
    """One sentence per kind of gap the matrix shows; empty when it has none."""
    said = []
    for key, heads in (("empty_rows", matrix.empty_rows()), ("empty_columns", matrix.empty_columns())):
        if heads:
            names = [h.name.text(lang) for h in heads[:20]]
            more = len(heads) - len(names)
            listed = ("; " if lang == "en" else "、").join(names)
            if more:
                listed += f"; and {more} more" if lang == "en" else f"等共 {len(heads)} 項"
            said.append(
                f"{word(key, lang)} ({len(heads)}): {listed}"
                if lang == "en"
                else f"{word(key, lang)}（{len(heads)}）：{listed}"
            )
    return said
