"""Every kind of node, declared once. Columns, constraints, checks, workbooks and docs derive from here."""

from __future__ import annotations

from quanze.schema.declare import BoxLook, Choice, Kind, Property

_SEATS = (
    Property(
        "seats",
        "integer",
        "席次",
        "Seats",
        "Number of seats stated by the source; the least when it is a range.",
        "來源所載席次；若為範圍則填最少數。",
        headers=("人數", "總席次"),
    ),
    Property(
        "seats_max",
        "integer",
        "席次上限",
        "Seats at most",
        "The greatest number of seats when the source gives a range.",
        "來源以範圍表示時的最多數。",
        headers=("人數上限",),
    ),
)

AGENCY = Kind(
    "Agency",
    "機關",
    "Agency",
    "A public body, or a class of bodies named as one.",
    "agencies",
    "機關",
    "agency",
    (
        Property(
            "kind",
            "choice",
            "類別",
            "Kind",
            "What sort of body it is.",
            "機關的類別。",
            required=True,
            choices=(
                Choice("government", "政府", "government", ("市政府", "縣政府", "地方政府")),
                Choice("bureau", "局處", "bureau", ("局", "處", "署", "科", "室", "department")),
                Choice("office", "公所", "office", ("區公所", "鄉公所", "鎮公所", "事務所")),
                Choice("ministry", "部會", "ministry", ("部", "會", "委員會", "中央機關")),
                Choice("international", "國際組織", "international", ("國際機構",)),
                Choice("class", "機關類", "class", ("類", "各機關")),
            ),
            headers=("機關類別",),
        ),
        Property(
            "parent",
            "ref",
            "上級機關",
            "Parent agency",
            "The agency it is part of.",
            "所隸屬的機關。",
            kinds=("Agency",),
            link="PART_OF",
            headers=("隸屬", "所屬機關"),
        ),
    ),
    "公務機關，或來源以一類相稱的多個機關。",
    look=BoxLook("box", "#fdefd2", "#b06f00", widest=136.0, column=0),
)

COUNCIL = Kind(
    "Council",
    "推動會",
    "Council",
    "A cross-agency body that decides and reviews.",
    "councils",
    "推動會",
    "council",
    (
        *_SEATS,
        Property(
            "agency",
            "ref",
            "所屬機關",
            "Of agency",
            "The government whose council it is.",
            "設置此會的機關。",
            kinds=("Agency",),
            link="PART_OF",
            headers=("設置機關",),
        ),
    ),
    "跨機關的決策與審議組織。",
    look=BoxLook(
        "bars", "#0b3c5d", "#06263b", "#ffffff", widest=175.0, column=1, rank=0, heading=("推動會", "Council")
    ),
)

SUBGROUP = Kind(
    "Subgroup",
    "推動小組",
    "Subgroup",
    "A task group under a council.",
    "subgroups",
    "推動小組",
    "subgroup",
    (
        *_SEATS,
        Property(
            "purpose",
            "text",
            "宗旨",
            "Purpose",
            "What it is for, in a few words of the source.",
            "設置目的，取自來源的幾個字。",
        ),
        Property(
            "council",
            "ref",
            "所屬推動會",
            "Council",
            "The council it works under.",
            "所屬的推動會。",
            kinds=("Council",),
            link="PART_OF",
            headers=("推動會",),
        ),
    ),
    "推動會下設的工作小組。",
    look=BoxLook("pill", "#d3e8f6", "#0072b2", widest=166.0, column=1, heading=("小組", "Subgroups")),
)

BASES = (
    Choice("ex_officio", "當然職", "ex officio", ("當然委員", "兼任", "由職務兼任")),
    Choice("agency_representative", "機關代表", "agency representative", ("代表", "府內代表")),
    Choice("expert", "專家學者", "expert", ("專家", "學者")),
    Choice("industry", "產業界", "industry", ("業界", "產業代表")),
    Choice("civic", "公民團體", "civic", ("民間團體", "民間團體代表", "公民代表")),
)

MEMBER = Kind(
    "Member",
    "席位",
    "Seat",
    "A seat on a body, or a block of equal seats; never a person.",
    "members",
    "席位",
    "member",
    (
        Property(
            "seat_title",
            "text",
            "職稱",
            "Seat title",
            "Title of the seat on the body, such as convener.",
            "在會中的職稱，如召集人。",
            required=True,
            headers=("會內職稱", "title"),
        ),
        Property(
            "basis",
            "choices",
            "產生方式",
            "Basis",
            "On what ground the seat is filled; several when the source says several.",
            "擔任依據；來源列數種時以分號隔開。",
            choices=BASES,
            headers=("依據", "身分"),
        ),
        Property(
            "seats",
            "integer",
            "席數",
            "Seats",
            "Number of seats in this block; the least when it is a range.",
            "此列所含席數；範圍則填最少數。",
            required=True,
            headers=("人數", "席次"),
        ),
        Property(
            "seats_max",
            "integer",
            "席數上限",
            "Seats at most",
            "The greatest number of seats of a range.",
            "範圍的最多數。",
            headers=("人數上限",),
        ),
        Property(
            "post",
            "text",
            "兼任職務",
            "Post held",
            "The post whose holder takes the seat ex officio, such as mayor.",
            "由何職務者兼任，如市長。",
            headers=("本職", "由何人兼任"),
        ),
        Property(
            "holder",
            "text",
            "現任者",
            "Holder",
            "Who holds the seat now, if published.",
            "公開之現任者。",
            headers=("姓名", "委員姓名"),
            personal=True,
        ),
        Property(
            "holder_from",
            "date",
            "任期起",
            "Holder from",
            "First day of the holder's term.",
            "任期開始日。",
            personal=True,
        ),
        Property(
            "holder_to",
            "date",
            "任期迄",
            "Holder to",
            "Last day of the holder's term.",
            "任期最後日。",
            personal=True,
        ),
        Property(
            "vacant",
            "boolean",
            "出缺",
            "Vacant",
            "Whether the source says that the seat is vacant.",
            "來源載明出缺時填是。",
            headers=("是否出缺",),
        ),
        Property(
            "body",
            "ref",
            "所屬組織",
            "Body",
            "The council or subgroup the seat is on.",
            "席位所在的推動會或小組。",
            kinds=("Council", "Subgroup"),
            link="SITS_ON",
            headers=("推動會", "組織"),
        ),
        Property(
            "agency",
            "ref",
            "代表機關",
            "For agency",
            "The agency the seat represents.",
            "席位所代表的機關。",
            kinds=("Agency",),
            link="REPRESENTS",
            headers=("機關",),
        ),
    ),
    "推動會或小組的席位或席位群；不是個人。",
    look=BoxLook("seat", "#ececec", "#5c5c5c", widest=195.0, column=0, rank=0),
)

TASK = Kind(
    "Task",
    "任務",
    "Task",
    "A duty or measure; it may have sub-tasks.",
    "tasks",
    "任務",
    "task",
    (
        Property(
            "kind",
            "choice",
            "任務類別",
            "Kind",
            "Whether it is a body's standing duty, a subgroup's task, or a concrete measure.",
            "推動會的職掌、小組任務，或具體措施。",
            choices=(
                Choice("duty", "職掌", "duty", ("職責",)),
                Choice("task", "任務", "task", ("工作",)),
                Choice("measure", "措施", "measure", ("具體措施", "策略", "推動策略")),
            ),
            headers=("類別",),
        ),
        Property(
            "number",
            "text",
            "項次",
            "Number",
            "The source's own number of the item.",
            "來源的項次。",
            headers=("序號",),
        ),
        Property(
            "due",
            "date",
            "完成期限",
            "Due date",
            "The last day by which it is to be done; a year or month means its end.",
            "應完成的最後日；只有年或月者，指該年底或該月底。",
            headers=("期限", "辦理期限", "完成日期", "due", "deadline"),
        ),
        Property(
            "undertaken_by",
            "ref",
            "負責組織",
            "Undertaken by",
            "The council or subgroup that undertakes it.",
            "負責的推動會或小組。",
            kinds=("Council", "Subgroup"),
            link="UNDERTAKES",
            inward=True,
            headers=("負責小組", "推動小組"),
        ),
        Property(
            "parent",
            "ref",
            "上層任務",
            "Part of task",
            "The task it is part of.",
            "所屬的上層任務。",
            kinds=("Task",),
            link="PART_OF",
        ),
    ),
    "職掌或措施；可有下層任務。",
    look=BoxLook("arrow", "#d8f1e9", "#00795a", widest=306.0, column=2),
)

_THE_BETTER = {
    direction: tuple(f"{how}{word}{how}{good}" for how in "越愈" for word in words for good in "好佳")
    for direction, words in {"up": "高多大", "down": "低少小"}.items()
}
"""越多越好, 愈少愈佳."""
DIRECTIONS = (
    Choice(
        "up",
        "越高越好",
        "up",
        (*("增加", "提升", "提高", "上升", "遞增", "增", "高", "正向", "望大"), *_THE_BETTER["up"]),
    ),
    Choice(
        "down",
        "越低越好",
        "down",
        (*("減少", "降低", "下降", "遞減", "減", "低", "負向", "望小"), *_THE_BETTER["down"]),
    ),
    Choice("hold", "維持", "hold", ("持平", "不變", "維持不變")),
)
LEVELS = (
    Choice("global", "全球", "global", ("國際",)),
    Choice("national", "全國", "national", ("中央", "國家")),
    Choice("local", "地方", "local", ("縣市", "本市")),
)

INDICATOR = Kind(
    "Indicator",
    "指標",
    "Indicator",
    "A measured quantity with a wanted direction.",
    "indicators",
    "指標",
    "indicator",
    (
        Property(
            "code",
            "text",
            "代碼",
            "Code",
            "Code in its own list, such as 13.2.1.",
            "在其清單中的代碼，如 13.2.1。",
            headers=("指標代碼", "指標編號"),
        ),
        Property(
            "kind",
            "choice",
            "指標類別",
            "Kind",
            "One indicator, or a class the source names as a whole.",
            "單一指標，或來源統稱的一類指標。",
            choices=(Choice("single", "單一", "single"), Choice("class", "指標類", "class")),
        ),
        Property("unit", "text", "單位", "Unit", "Unit of the values.", "數值的單位。"),
        Property(
            "direction",
            "choice",
            "期望方向",
            "Wanted direction",
            "Which way the value should go.",
            "數值應變動的方向。",
            choices=DIRECTIONS,
            headers=("方向",),
        ),
        Property(
            "baseline_year",
            "year",
            "基準年",
            "Baseline year",
            "Year of the baseline, Western calendar.",
            "基準年（西元；可寫民國）。",
        ),
        Property(
            "baseline_value",
            "number",
            "基準值",
            "Baseline value",
            "Value in the baseline year, in the unit.",
            "基準年的數值。",
        ),
        Property(
            "tolerance",
            "number",
            "容許差",
            "Tolerance",
            "By how much a result may differ from the target, in the unit.",
            "實績與目標可相差的數值（同單位）。",
        ),
        Property(
            "frequency", "text", "頻率", "Frequency", "How often it is published.", "公布頻率。", headers=("更新頻率",)
        ),
        Property(
            "level", "choice", "層級", "Level", "Global, national or local.", "全球、全國或地方。", choices=LEVELS
        ),
        Property("tier", "text", "資料等級", "Tier", "Tier of the UN classification.", "聯合國的資料等級分類。"),
        Property("iri", "text", "網址識別", "IRI", "Permanent web identifier.", "永久的網路識別碼。"),
    ),
    "有期望方向的衡量項目。",
    look=BoxLook("hexagon", "#f8e3ee", "#a3487f", widest=205.0, column=3),
)

ANNUAL_TARGET = Kind(
    "AnnualTarget",
    "年度目標",
    "Annual target",
    "One year's target and result of one indicator.",
    "annual_targets",
    "年度目標",
    "target",
    (
        Property(
            "indicator",
            "ref",
            "指標",
            "Indicator",
            "The indicator it belongs to.",
            "所屬的指標。",
            kinds=("Indicator",),
            link="HAS_TARGET",
            inward=True,
            headers=("指標名稱",),
        ),
        Property(
            "year",
            "year",
            "年度",
            "Year",
            "The year, Western calendar.",
            "年度（西元；可寫民國）。",
            required=True,
            headers=("年",),
        ),
        Property(
            "target",
            "number",
            "目標值",
            "Target",
            "The value to be reached, in the indicator's unit.",
            "應達成的數值。",
            headers=("目標",),
        ),
        Property(
            "result",
            "number",
            "實績值",
            "Result",
            "The value reached, in the indicator's unit.",
            "實際達成的數值。",
            headers=("實績", "成果", "達成值"),
        ),
        Property(
            "provisional",
            "boolean",
            "初步值",
            "Provisional",
            "Whether the result is provisional and may still be corrected.",
            "實績是否為初步值，日後可能修正。",
            headers=("暫定值",),
        ),
    ),
    "一個指標在一年的目標與實績。",
    look=BoxLook("ellipse", "#ffffff", "#a3487f", widest=170.0, column=None),
    named_by=("indicator", "year"),
)

SDG_GOAL = Kind(
    "SDGGoal",
    "永續發展目標",
    "SDG goal",
    "A goal of the UN 2030 Agenda.",
    "sdg_goals",
    "SDG目標",
    "goal",
    (
        Property("code", "text", "代碼", "Code", "Number of the goal.", "目標編號。", required=True),
        Property("iri", "text", "網址識別", "IRI", "Permanent web identifier.", "永久的網路識別碼。"),
    ),
    "聯合國 2030 議程的目標。",
    look=BoxLook(
        "chamfer",
        "#fdf8c9",
        "#857800",
        widest=175.0,
        column=4,
        heading=("永續發展目標", "Sustainable Development Goals"),
    ),
)

SDG_TARGET = Kind(
    "SDGTarget",
    "永續發展細項目標",
    "SDG target",
    "A target under a goal of the UN 2030 Agenda.",
    "sdg_targets",
    "SDG細項目標",
    "sdg-target",
    (
        Property(
            "code",
            "text",
            "代碼",
            "Code",
            "Number of the target, such as 13.2.",
            "細項目標編號，如 13.2。",
            required=True,
        ),
        Property("iri", "text", "網址識別", "IRI", "Permanent web identifier.", "永久的網路識別碼。"),
        Property(
            "goal",
            "ref",
            "所屬目標",
            "Goal",
            "The goal it belongs to.",
            "所屬的目標。",
            kinds=("SDGGoal",),
            link="PART_OF",
        ),
    ),
    "聯合國 2030 議程各目標下的細項目標。",
    look=BoxLook("cut", "#fdf8c9", "#857800", widest=230.0, column=None),
)

DOCUMENT = Kind(
    "Document",
    "文件",
    "Document",
    "A law, plan or report: a source of facts and a thing to be reviewed.",
    "documents",
    "文件",
    "document",
    (
        Property(
            "kind",
            "choice",
            "文件類別",
            "Kind",
            "What sort of document it is.",
            "文件的類別。",
            required=True,
            choices=(
                Choice("law", "法規", "law", ("法律", "辦法", "要點")),
                Choice("plan", "計畫", "plan", ("方案",)),
                Choice("report", "報告", "report", ("成果報告",)),
                Choice("framework", "架構", "framework", ("清單",)),
            ),
        ),
        Property("edition", "text", "版次", "Edition", "Edition or version that was read.", "所讀的版次。"),
        Property(
            "published",
            "date",
            "發布日",
            "Published",
            "Date of publication or amendment.",
            "發布或修正日期。",
            headers=("公布日",),
        ),
        Property("phase", "integer", "期別", "Phase", "Number of the phase it covers.", "所屬期別。"),
        Property(
            "phase_years", "integer", "每期年數", "Years per phase", "Length of a phase in years.", "一期的年數。"
        ),
        Property(
            "url", "text", "網址", "Address", "Web address where it can be read.", "可閱讀的網址。", headers=("連結",)
        ),
    ),
    "法規、計畫或報告：事實的出處，也是審議的對象。",
    look=BoxLook(
        "folded",
        "#ffffff",
        "#4c5866",
        widest=215.0,
        column=-1,
        rank=0,
        heading=("審議文件", "Reviewed documents"),
    ),
)

KINDS = (DOCUMENT, AGENCY, COUNCIL, SUBGROUP, MEMBER, TASK, INDICATOR, ANNUAL_TARGET, SDG_GOAL, SDG_TARGET)
"""All kinds, in the order in which tables are read, written and documented."""

DATASET = Kind(
    "Dataset",
    "資料集",
    "Data set",
    "What was loaded: the name, edition and date of one set of tables.",
    "dataset",
    "資料集",
    "dataset",
    (
        Property("edition", "text", "版次", "Edition", "Edition of the data.", "資料的版次。"),
        Property("date", "date", "資料日期", "Date of the data", "Date of the data.", "資料的日期。"),
        Property("licence", "text", "授權", "Licence", "Terms of use.", "使用條款。", headers=("license",)),
        Property("description", "text", "說明", "Description", "One or two sentences about it.", "一兩句說明。"),
        Property(
            "requires", "list", "依賴", "Requires", "Other data sets that must be loaded first.", "須先載入的資料集。"
        ),
    ),
    "一次載入的內容：一組表格的名稱、版次與日期。",
)
"""Our own bookkeeping, one node per loaded data set; it is not a kind of the domain."""
