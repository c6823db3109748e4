"""What is wrong with a user's rows: reported, never raised, all at once.

Each finding has a stable code. The texts stand here once, in both languages, with the finding's values
filled in.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from quanze.errors import SchemaError
from quanze.schema.tables import TABLES, table

ERROR, WARNING = "error", "warning"


@dataclass(frozen=True)
class Code:
    """A sort of finding: its level and its sentences (what is wrong, what to do)."""

    level: str
    zh: str
    en: str
    advice_zh: str
    advice_en: str


CODES = {
    "unknown-table": Code(
        WARNING,
        "「{value}」不是表格名稱，已略過",
        "{value!r} is no table and was passed over",
        "請用下列名稱之一：{names}",
        "Name it one of: {names}",
    ),
    "table-renamed": Code(
        ERROR,
        "「{value}」不是表格名稱，欄名卻是「{meant}」的，沒有讀入",
        "{value!r} is no table, yet it has the heads of {meant!r}; it was not read",
        "是否為「{meant}」？請改用該名稱；不要載入的，請移出檔案",
        "Did you mean {meant!r}? Rename it so; move out of the file what is not to be loaded",
    ),
    "no-table": Code(
        ERROR,
        "沒有任何可讀的表格",
        "there is no table to read",
        "請由 quanze template 產生的活頁簿開始；表格名稱：{names}",
        "Start from the workbook of `quanze template`; tables are: {names}",
    ),
    "no-header": Code(
        ERROR,
        "找不到標題列",
        "no header row was found",
        "第一列請寫欄名：{names}",
        "Put the column names in the first row: {names}",
    ),
    "missing-column": Code(
        ERROR, "缺少欄位「{value}」", "the column {value!r} is missing", "請加上此欄", "Add the column"
    ),
    "unknown-column": Code(
        WARNING,
        "不認得欄位「{value}」，未讀入",
        "the column {value!r} is unknown and was not read",
        "{nearest}可用欄位：{names}",
        "{nearest}Columns are: {names}",
    ),
    "duplicate-column": Code(
        ERROR, "欄位「{value}」出現兩次", "the column {value!r} stands twice", "請刪去其一", "Remove one of them"
    ),
    "encoding": Code(
        WARNING,
        "檔案不是 UTF-8，已以 {value} 讀入",
        "the file is not UTF-8; it was read as {value}",
        "建議另存為 UTF-8",
        "Save it as UTF-8",
    ),
    "encoding-lost": Code(
        ERROR, "檔案編碼無法判讀", "the encoding of the file could not be read", "請另存為 UTF-8", "Save it as UTF-8"
    ),
    "merged-cells": Code(
        ERROR,
        "合併儲存格 {value}：只有左上格有值",
        "merged cells {value}: only the first holds the value",
        "請取消合併並在每列填值",
        "Unmerge them and fill every row",
    ),
    "formula-without-value": Code(
        ERROR,
        "公式沒有計算結果",
        "a formula holds no computed value",
        "請用試算表軟體開啟並存檔，或改填值",
        "Open and save it in a spreadsheet program, or write the value",
    ),
    "error-value": Code(
        ERROR,
        "儲存格是錯誤值 {value}",
        "the cell holds the error {value}",
        "請改正公式或改填值",
        "Correct the formula or write the value",
    ),
    "empty-value": Code(ERROR, "必填而空白", "a value is required and the cell is empty", "請填寫", "Fill it in"),
    "too-long": Code(
        ERROR,
        "文字太長（{value} 字）",
        "the text is too long ({value} characters)",
        "上限 {limit} 字",
        "At most {limit} characters",
    ),
    "bad-choice": Code(
        ERROR,
        "「{value}」不是可用的值",
        "{value!r} is no allowed value",
        "{nearest}可用：{names}",
        "{nearest}Allowed: {names}",
    ),
    "leadless-word": Code(
        ERROR,
        "「{value}」未說明何者主辦",
        "{value!r} does not say who leads",
        "請分列並寫主辦或協辦",
        "Write one row per agency, with 主辦 (lead) or 協辦 (co-organizer)",
    ),
    "bad-date": Code(
        ERROR,
        "「{value}」不是日期",
        "{value!r} is no date",
        "{nearest}請寫 2023-06-29、112-06-29、112年6月29日 或只寫年",
        "{nearest}Write 2023-06-29, 112-06-29, 112年6月29日, or a year",
    ),
    "bad-year": Code(
        ERROR,
        "「{value}」不是年度",
        "{value!r} is no year",
        "請寫西元 2022 或民國 111",
        "Write 2022, or the ROC year 111",
    ),
    "bad-integer": Code(ERROR, "「{value}」不是整數", "{value!r} is no whole number", "只寫數字", "Write digits only"),
    "bad-number": Code(
        ERROR,
        "「{value}」不是數字",
        "{value!r} is no number",
        "只寫數字；單位請寫在單位欄",
        "Write the number only; a unit belongs in the unit column",
    ),
    "bad-boolean": Code(
        ERROR, "「{value}」不是是或否", "{value!r} is neither yes nor no", "請寫是或否", "Write yes or no"
    ),
    "number-with-commas": Code(
        WARNING,
        "「{value}」含千分位逗號，已讀為 {read}",
        "{value!r} has thousands separators; read as {read}",
        "可直接寫數字",
        "Write the plain number",
    ),
    "dates-reversed": Code(
        ERROR,
        "生效日 {value} 晚於失效日 {other}",
        "valid from {value} is later than valid to {other}",
        "請對調或更正",
        "Swap or correct them",
    ),
    "duplicate-id": Code(
        ERROR,
        "識別碼「{value}」已在 {other} 用過",
        "the id {value!r} was already used in {other}",
        "每筆的識別碼須不同",
        "Give every record its own id",
    ),
    "duplicate-name": Code(
        ERROR,
        "名稱「{value}」已在 {other} 用過，兩列都沒有識別碼",
        "the name {value!r} already stands in {other}, and neither row has an id",
        "若為同一筆，請刪去其一；若否，請改名或填識別碼",
        "If they are the same, remove one; if not, rename one or give it an id",
    ),
    "foreign-id": Code(
        ERROR,
        "識別碼「{value}」屬於資料集 {other}",
        "the id {value!r} belongs to the data set {other}",
        "請換一個識別碼，或直接引用而不重列",
        "Choose another id, or refer to it without listing it again",
    ),
    "duplicate-row": Code(
        WARNING, "與 {other} 相同，只計一次", "the same as {other}; counted once", "請刪去其一", "Remove one of them"
    ),
    "unknown-reference": Code(
        ERROR,
        "找不到「{value}」",
        "{value!r} is not known",
        "{nearest}請先在其表格中列出，或改用識別碼、名稱或別名",
        "{nearest}List it in its table first, or use its id, name or alias",
    ),
    "reference-to-unread-row": Code(
        ERROR,
        "「{value}」寫在 {other}，但該列沒有讀入",
        "{value!r} stands in {other}, which was not read",
        "若該列應讀入，請清空其審閱欄，或更正其識別碼或名稱；若不應讀入，請改引用別筆",
        "If it is to be read, empty its review cell or correct its id or name; if not, refer to another record",
    ),
    "ambiguous-reference": Code(
        ERROR, "「{value}」可指數筆：{names}", "{value!r} may mean several: {names}", "請改用識別碼", "Use the id"
    ),
    "wrong-ends": Code(
        ERROR, "{start}不能{type}{end}", "{start} {type} {end} is not possible", "可用：{names}", "Possible: {names}"
    ),
    "target-without-values": Code(
        WARNING,
        "「{value}」沒有目標值，也沒有實績值",
        "{value!r} has neither a target nor a result",
        "請填其一或刪去此列；原文確無數值，請在備註說明",
        "Fill one in or remove the row; if the source gives none, say so in note",
    ),
    "seats-do-not-add-up": Code(
        WARNING,
        "「{value}」載明 {stated} 席，所列席位合計 {found} 席",
        "{value!r} states {stated} seats, the seats listed add up to {found}",
        "請核對席位，或在備註說明",
        "Check the seats, or explain in a note",
    ),
    "cycle": Code(ERROR, "循環：{value}", "a circle: {value}", "請刪去其中一個連結", "Remove one of the links"),
    "origin-missing": Code(
        WARNING,
        "未說明由誰所述，視為編者判讀",
        "nobody is said to state it; taken as our own reading (editorial)",
        "請填來源性質或出處",
        "Fill in origin or source",
    ),
    "source-missing": Code(
        WARNING,
        "來源性質為「{value}」而沒有出處",
        "origin is {value!r} but no source document is named",
        "請填出處",
        "Fill in source",
    ),
    "reason-missing": Code(
        WARNING, "編者判讀沒有理由", "an editorial record gives no reason", "請在備註寫理由", "Write the reason in note"
    ),
    "example-written-over": Code(
        WARNING,
        "此列審閱欄仍是「{value}」，因此沒有讀入",
        "the row is still marked {value!r} and was not read",
        "若已改成自己的資料，請清空審閱欄；若是範例，可整列刪除",
        "If you wrote your own data over it, empty its review cell; if it is the example, delete the row",
    ),
    "requires-missing": Code(
        ERROR,
        "須先載入資料集「{value}」",
        "the data set {value!r} must be loaded first",
        "請先載入；一併載入可寫 quanze load {value} 檔名",
        "Load it first, or with it: `quanze load {value} FILE`",
    ),
    "still-referred-to": Code(
        ERROR,
        "「{value}」不再列出，但資料集 {other} 仍引用：{names}",
        "{value!r} is no longer listed, but the data set {other} still refers to it: {names}",
        "請保留該筆，或先修改另一資料集",
        "Keep the record, or change the other data set first",
    ),
    "no-dataset": Code(
        ERROR,
        "沒有資料集名稱",
        "the data set has no id",
        "請在「資料集」表（或 dataset.yaml）填識別碼；審閱欄留著「範例」的列不會讀入",
        "Write its id in the dataset sheet or dataset.yaml; a row still marked example under review is not read",
    ),
    "bad-id": Code(
        ERROR,
        "識別碼「{value}」含空白或控制字元",
        "the id {value!r} holds spaces or control characters",
        "請用文字、數字、- 與 /",
        "Use letters, digits, - and /",
    ),
    # The UN tier sheet, which is no table of ours.
    "tier-no-edition": Code(
        WARNING,
        "標題列之上沒有版本日期",
        "no date of the edition stands above the heads",
        "請自行記下版次",
        "Note which edition it is",
    ),
    "tier-indicator-unreadable": Code(
        ERROR,
        "「{value}」開頭沒有 13.2.1 這樣的代碼",
        "{value!r} does not start with a code such as 13.2.1",
        "請在開頭寫代碼",
        "Write the code first",
    ),
    "tier-indicator-missing": Code(
        ERROR, "此列沒有指標", "the row names no indicator", "請填寫指標或清空此列", "Fill it in, or empty the row"
    ),
    "tier-indicator-twice": Code(
        ERROR,
        "指標「{value}」已在第 {other} 列",
        "the indicator {value!r} already stands on row {other}",
        "請更正其一",
        "Correct one of them",
    ),
    "tier-target-unreadable": Code(
        ERROR,
        "「{value}」不是目標，也不是開頭有代碼的細項目標",
        "{value!r} is neither a goal nor a target that starts with its code",
        "請在開頭寫代碼",
        "Write the code first",
    ),
    "tier-target-missing": Code(
        ERROR,
        "指標「{value}」的細項目標 {other} 不在表中",
        "the target {other} of the indicator {value!r} is not in the sheet",
        "請補回該列",
        "Restore its row",
    ),
    "tier-target-elsewhere": Code(
        WARNING,
        "指標「{value}」列在細項目標 {other} 之下，已依代碼歸位",
        "the indicator {value!r} stands under target {other}; it was filed by its own code",
        "請核對位置",
        "Check its place",
    ),
    "tier-goal-missing": Code(
        WARNING,
        "細項目標「{value}」之上沒有目標 {other}",
        "goal {other} does not stand above the target {value!r}",
        "請補回該列",
        "Restore its row",
    ),
    "tier-goal-twice": Code(
        ERROR, "目標「{value}」重複", "the goal {value!r} stands twice", "請刪去其一", "Remove one of them"
    ),
    "tier-code-odd": Code(
        WARNING,
        "「{value}」不是 C130202 這樣的永久代碼",
        "{value!r} is no permanent code such as C130202",
        "請填寫代碼",
        "Fill in the code",
    ),
    "tier-odd": Code(
        WARNING,
        "「{value}」不是 Tier I 這樣的等級",
        "{value!r} is no tier such as Tier I",
        "請填寫等級",
        "Fill in the tier",
    ),
    "tier-agency-unsettled": Code(
        WARNING,
        "機關尚未議定，未列任何機關：{value}",
        "no agency is agreed on yet, so none was read: {value}",
        "議定後再更新",
        "Update it once one is agreed on",
    ),
    "tier-agency-remark": Code(
        WARNING,
        "「{value}」中的「{other}」未讀入",
        "{other!r} in {value!r} was not read",
        "請核對由誰承擔",
        "Check who holds the role",
    ),
    "tier-repeat-code": Code(
        WARNING,
        "註記稱與 {other} 重複，永久代碼 {value} 卻不同；視為同一指標，代碼存為別名",
        "called a repeat of {other}, yet with its own permanent code {value}; counted as one, the code kept as an alias",
        "請核對註記",
        "Check the notes",
    ),
    "tier-repeat-words": Code(
        WARNING,
        "「{value}」與 {other} 永久代碼相同而文字不同；採用前者的文字",
        "{value!r} has the permanent code of {other} but other words; the first are kept",
        "請核對文字",
        "Check the words",
    ),
    "tier-repeat-tier": Code(
        WARNING,
        "與 {other} 為同一指標而等級「{value}」不同；採用前者的等級",
        "the same indicator as {other}, yet with tier {value!r}; the first is kept",
        "請核對等級",
        "Check the tier",
    ),
}


class Label(NamedTuple):
    """A name of the schema, said in the language of the message."""

    zh: str
    en: str

    def text(self, lang: str) -> str:
        """The name in that language."""
        return self.zh if lang == "zh-TW" else self.en


class Where(NamedTuple):
    """The place of another row, said in the language of the message."""

    file: str
    sheet: str
    row: int

    def text(self, lang: str) -> str:
        """The place in words."""
        at = f"{self.file} {self.sheet}".strip()
        return f"{at} 第 {self.row} 列" if lang == "zh-TW" else f"{at} row {self.row}"


@dataclass
class Finding:
    """One fault: code, place, value, and what to do. ``row`` counts from 1 as a spreadsheet does."""

    code: str
    file: str = ""
    sheet: str = ""
    row: int = 0
    column: str = ""
    value: str = ""
    details: dict[str, Any] = field(default_factory=dict)
    level: str = ""

    def __post_init__(self) -> None:
        if self.code not in CODES:
            raise SchemaError(f"unknown finding {self.code!r}.", "Declare it in quanze/loaders/findings.py.")
        self.level = self.level or CODES[self.code].level

    def _fill(self, template: str, lang: str) -> str:
        details = {"names": "", "nearest": "", "other": "", **self.details}
        details = {k: v.text(lang) if isinstance(v, (Label, Where)) else v for k, v in details.items()}
        near = details["nearest"] or ""
        details["nearest"] = ""
        if near:
            quoted = "、".join(f"「{n}」" for n in near) if lang == "zh-TW" else ", ".join(repr(n) for n in near)
            details["nearest"] = f"是否為{quoted}？" if lang == "zh-TW" else f"Did you mean {quoted}? "
        value = self.value if len(self.value) <= 80 else self.value[:77] + "…"
        return template.format(value=value, **details)

    def message(self, lang: str = "en") -> str:
        """What is wrong, as a sentence."""
        code = CODES[self.code]
        return self._fill(code.zh if lang == "zh-TW" else code.en, lang)

    def advice(self, lang: str = "en") -> str:
        """What to do about it."""
        code = CODES[self.code]
        return self._fill(code.advice_zh if lang == "zh-TW" else code.advice_en, lang)

    def row_dict(self, lang: str = "en") -> dict[str, Any]:
        """The finding as a flat row for tables and JSON."""
        return {
            "level": self.level,
            "code": self.code,
            "file": self.file,
            "sheet": self.sheet,
            "row": self.row or None,
            "column": self.column,
            "value": self.value,
            "message": self.message(lang),
            "advice": self.advice(lang),
        }


def in_order(findings: Iterable[Finding]) -> list[Finding]:
    """Errors before warnings, then by place: tables in reading order, so that a cause stands before what follows from it.

    A reference to a row further down the same table stands after what is said of that row.
    """
    places: dict[tuple[str, str], int] = {}
    found = list(findings)
    for f in found:
        places.setdefault((f.file, f.sheet), _reading_order(f))

    def key(f: Finding) -> tuple[bool, str, int, str, int, bool, int, str, str]:
        own = f.file if f.sheet else ""  # the CSV files of a folder are its tables
        place = (own, places[f.file, f.sheet], f.sheet or f.file)
        at = max(f.row, _row_named(f))
        return (f.level != ERROR, *place, at, at > f.row, f.row, f.column, f.code)

    return sorted(found, key=key)


def _row_named(finding: Finding) -> int:
    """The row of the same table that a reference names although it was not read; 0 for none."""
    other = finding.details.get("other")
    if finding.code != "reference-to-unread-row" or not isinstance(other, Where):
        return 0
    return other.row if (other.file, other.sheet) == (finding.file, finding.sheet) else 0


def _reading_order(finding: Finding) -> int:
    """The table's place in ``TABLES``; what is about the set as a whole comes before all of them."""
    at = table(finding.sheet or finding.file.rpartition(".")[0])
    return next((i for i, t in enumerate(TABLES) if t is at), -1)


def errors(findings: Iterable[Finding], strict: bool = False) -> list[Finding]:
    """Those that stop a load; with ``strict`` every one does."""
    return [f for f in findings if strict or f.level == ERROR]
