"""Properties that every record carries, and the closed lists of values they may take."""

from __future__ import annotations

from quanze.schema.declare import Choice, Property

ORIGINS = (
    Choice("plan", "計畫", "plan"),
    Choice("law", "法規", "law"),
    Choice("report", "報告", "report"),
    Choice("framework", "架構", "framework"),
    Choice("editorial", "編者", "editorial", ("編輯", "編者判讀", "our reading")),
)
"""Who states the fact. The order is the order of weight: the weakest step of a path comes last."""

ID = Property(
    "id",
    "text",
    "識別碼",
    "ID",
    "Stable, readable identifier, unique across plans.",
    "穩定、可讀、跨計畫唯一的代號；留白則由名稱產生。",
    headers=("編號", "代號", "identifier"),
)
NAME = Property(
    "name",
    "text",
    "名稱",
    "Name",
    "Name in Traditional Chinese, as the source writes it.",
    "來源所寫的正體中文名稱。",
    required=True,
    headers=("中文名稱", "機關名稱"),
)
NAME_EN = Property("name_en", "text", "英文名稱", "English name", "Name in English.", "英文名稱。", headers=("英文",))
ALIASES = Property(
    "aliases",
    "list",
    "別名",
    "Aliases",
    "Other names and abbreviations, separated by semicolons.",
    "其他名稱與簡稱，以分號隔開。",
    headers=("簡稱", "又名"),
)
VALID_FROM = Property(
    "valid_from",
    "date",
    "生效日",
    "Valid from",
    "First day on which it holds; ISO date, year or year and month; open when empty.",
    "開始成立之日；可寫西元或民國，可只寫年；留白表示不限。",
    headers=("起", "開始", "起日", "from date"),
)
VALID_TO = Property(
    "valid_to",
    "date",
    "失效日",
    "Valid to",
    "Last day on which it holds; open when empty.",
    "最後有效之日；留白表示至今有效。",
    headers=("迄", "結束", "迄日", "to date"),
)
ORIGIN = Property(
    "origin",
    "choice",
    "來源性質",
    "Origin",
    "Who states it: the plan, a law, a report, the UN framework, or our own reading.",
    "由誰所述：計畫、法規、報告、聯合國架構，或編者判讀。",
    choices=ORIGINS,
    headers=("性質",),
)
SOURCE = Property(
    "source",
    "ref",
    "出處",
    "Source",
    "The document in which it is stated.",
    "所出自的文件。",
    kinds=("Document",),
    headers=("文件", "出處文件", "來源"),
)
LOCATOR = Property(
    "locator",
    "text",
    "位置",
    "Locator",
    "Section, article or page in the source.",
    "文件中的節、條或頁。",
    headers=("章節", "頁碼"),
)
QUOTE = Property(
    "quote",
    "text",
    "引文",
    "Quote",
    "At most one clause of the original text.",
    "原文，至多一句。",
    headers=("原文", "摘錄"),
)
NOTE = Property(
    "note",
    "text",
    "備註",
    "Note",
    "A remark of ours; the reason of an editorial record.",
    "我們的說明；編者判讀須寫理由。",
    headers=("說明", "理由"),
)
WORDING = Property(
    "wording",
    "text",
    "用語",
    "Wording",
    "The word the source used for this relationship.",
    "來源所用的字詞，如主辦、協辦。",
    headers=("原用語", "原文用語"),
)

STATED = (VALID_FROM, VALID_TO, ORIGIN, SOURCE, LOCATOR, QUOTE, NOTE)
"""When it holds and where it is stated: on every node and every relationship."""

NODE_HEAD = (ID, NAME, NAME_EN, ALIASES)
RELATIONSHIP_HEAD = (WORDING,)
