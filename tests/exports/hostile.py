"""Names and quotes that would do something if a format did not keep them still."""

from __future__ import annotations

from quanze.exports.matrix_document import MatrixDocument
from quanze.exports.matrix_from_rows import build_matrix
from quanze.schema.rows import Row
from tests.exports.rows import HEADING, agency, direct, inherited, item

HOSTILE = (
    "=1+1",
    '=HYPERLINK("https://example.org","按我")',
    "+886-5-225-4321",
    "-2+3+cmd|' /C calc'!A0",
    "@SUM(1+9)*cmd|' /C calc'!A0",
    "\t=1+1",
    "\r=1+1",
    "＝1+1",
    "處;=1+1;",
    "<script>window.pwned=1</script>",
    '<img src=x onerror="window.pwned=1">',
    '"><svg onload=window.pwned=1>',
    "' onclick='window.pwned=1",
    "]]><!--<b>粗</b>-->&amp;&#x41;&lt;",
    "javascript:window.pwned=1",
    "甲|乙|丙",
    "`code` ``` **粗** _斜_ ~~刪~~ # 一 [連結](https://example.org) ![圖](https://example.org/x.png)",
    "https://example.org/?a=1&b=2 www.example.org <https://example.org> me@example.org",
    "[^1] [^1]: 假註 <!-- 註 -->",
    "第一行\n第二行\r\n第三行\u2028第四行",
    "右至左\u202e藏在此\u202c之後\u200f終",
    "空\x00字\x1b[31m元\x07\ufffe\ud800尾",
    "&B&A 頁首 &P &[Tab]",
    "_x0041_ 原樣",
    "長" * 10_000,
    "名稱 " * 2_000 + "尾",
    "👩‍👩‍👧 é 한국 עברית العربية",
    "'已有撇號",
    "$\\frac{1}{2}$ {{ 7*7 }} ${7*7}",
    "1. 一\n- 二\n> 三\n=====",
)


def hostile_rows() -> tuple[list[Row], list[Row], list[Row]]:
    """Every hostile text as an item, a group, an agency, and in each text of an assignment."""
    items, agencies, rows = [], [], []
    for n, text in enumerate(HOSTILE):
        items.append(item(f"i{n}", text, text, f"g{n // 4}", HOSTILE[n // 4]))
        agencies.append(
            {**agency(f"a{n}", text, text), "parent_name": HOSTILE[n // 10], "parent_name_en": HOSTILE[n // 10]}
        )
    for n, text in enumerate(HOSTILE):
        one = (direct if n % 2 else inherited)(items[n], agencies[n], "CONVENES", text)
        one |= {"path": text, "under": text, "valid_from": text[:40], "valid_to": text[:40]}
        one["steps"] = [
            {
                **s,
                "quote": text,
                "locator": text,
                "source_name": text,
                "source_name_en": text,
                "wording": text,
                "origin": text[:30],
            }
            for s in one["steps"]
        ]
        rows.append(one)
    return items, agencies, rows


def hostile_matrix(scheme: str = "source", lang: str = "zh-TW") -> MatrixDocument:
    """A matrix of nothing but hostile texts, up to its title and edition."""
    heading = {
        **HEADING,
        "title": HOSTILE[9],
        "title_en": HOSTILE[10],
        "as_of": HOSTILE[0],
        "editions": [{"id": t, "name": t, "edition": t, "date": t[:30]} for t in HOSTILE[:24]],
    }
    items, agencies, rows = hostile_rows()
    return build_matrix(items, agencies, rows, heading=heading, scheme=scheme, lang=lang)
