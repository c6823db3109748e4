"""Every type of relationship, declared once: ends, words of the plans, letters of the roles."""

from __future__ import annotations

from collections.abc import Collection, Mapping
from typing import Any

from quanze.schema.declare import Choice, LineLook, Property, Relationship

UNDER = Property(
    "under",
    "ref",
    "限於細項目標",
    "Under target",
    "The SDG target to which a role on an indicator is limited.",
    "角色僅限於此 SDG 細項目標時填寫。",
    kinds=("SDGTarget",),
    headers=("適用細項目標",),
)
CHANGE = Property(
    "change",
    "choice",
    "變更方式",
    "Change",
    "How the successor came about.",
    "如何變更而來。",
    choices=(
        Choice("rename", "更名", "rename", ("改名", "改稱")),
        Choice("merge", "整併", "merge", ("合併",)),
        Choice("split", "分拆", "split", ("拆分", "分設")),
        Choice("transfer", "移撥", "transfer", ("移轉", "移交", "業務移撥")),
        Choice("upgrade", "升格", "upgrade", ("升格改制",)),
        Choice("dissolve", "裁撤", "dissolve", ("廢止", "解散", "裁併")),
        Choice("amend", "修正", "amend", ("修訂", "修法", "改制")),
    ),
)
WHOLE, PART = "whole", "part"
EXTENT = Property(
    "extent",
    "choice",
    "範圍",
    "Extent",
    "Whether the whole body changes and ends, or only a part of its work goes.",
    "整體變更（原單位不再存在），或僅移出一部分。",
    choices=(Choice(WHOLE, "整體", "whole", ("全部",)), Choice(PART, "部分", "part", ("一部分",))),
    headers=("整體或部分",),
)
PARTIAL = ("transfer",)
"""Changes after which the body goes on, where nothing else is said."""
DIVIDING = ("split",)
"""Changes that have several successors."""
RENAMING = ("rename", "upgrade")
"""Changes by which a new body takes the place of one."""
ENDING = ("dissolve",)
"""Changes that have none."""
ALL_MOVE, TASKS_MOVE, ROLES_MOVE = "all", "tasks", "roles"
MOVED = (
    Choice(ALL_MOVE, "全部", "all", ("全部業務", "所有業務")),
    Choice(TASKS_MOVE, "任務", "tasks", ("所有任務", "全部任務")),
    Choice(ROLES_MOVE, "角色", "roles", ("所有角色", "全部權責")),
)
"""What may move, in words; anything else names the records that do."""
MOVES = Property(
    "moves",
    "list",
    "移轉事項",
    "What moves",
    "What goes to the successor: all, tasks, roles, or the names or numbers of what does, separated by semicolons; the "
    "name of a former body means all that came from it.",
    "移轉給承接者的事項：全部、任務、角色，或逐一列出名稱或項次，以分號隔開；寫前身機關的名稱，即指來自該機關的全部事項。",
    headers=("移轉內容", "移撥事項"),
)
ACT = Property(
    "act",
    "ref",
    "依據法規",
    "Act",
    "The law or order by which it changes.",
    "據以變更的法規或命令。",
    kinds=("Document",),
    headers=("依據", "法規"),
)
ARTICLE = Property(
    "article", "text", "條次", "Article", "The article relied on, as a number.", "所依據的條次。", headers=("條文",)
)

CONVENES = Relationship(
    "CONVENES",
    "召集",
    "convenes",
    "Leads: calls, chairs or is responsible for it.",
    tuple((a, b) for a in ("Agency", "Member") for b in ("Council", "Subgroup", "Task", "Indicator")),
    (
        "召集",
        "召集單位",
        "召集機關",
        "主政",
        "主政機關",
        "主政單位",
        "主辦",
        "主辦機關",
        "主辦單位",
        "主責",
        "主責機關",
        "主責單位",
        "執行機關",
        "執行單位",
        "主管機關",
        "權責",
        "權責單位",
        "權責機關",
        "主要權責單位",
        "彙整單位",
        "承辦單位",
        "承辦機關",
        "承辦",
        "負責機關",
        "負責單位",
        "統籌機關",
        "統籌單位",
        "主導機關",
        "主導單位",
        "推動單位",
        "推動機關",
        "辦理機關",
        "辦理單位",
        "規劃單位",
        "lead",
        "lead agency",
        "leads",
        "led by",
        "lead department",
        "lead organisation",
        "lead organization",
        "lead body",
        "responsible agency",
        "responsible department",
        "responsible body",
        "coordinated by",
        "custodian",
        "custodian agency",
        "convener",
        "convenes",
        "convened by",
    ),
    (UNDER,),
    "召",
    "C",
    "主導：召集、主辦或負責。",
    more_letters_zh=("主",),
    usual=("主辦", "召集", "主責", "承辦", "執行機關", "lead", "convenes", "responsible agency"),
    leads=True,
    look=LineLook("#0072b2", 3.2, order=3, group_en="convening", cell="#bfd9ee", cell_dark="#1f4f78"),
)
CO_ORGANIZES = Relationship(
    "CO_ORGANIZES",
    "協辦",
    "co-organizes",
    "Takes part beside the lead.",
    (("Agency", "Subgroup"), ("Agency", "Task"), ("Agency", "Indicator")),
    (
        "協辦",
        "協辦機關",
        "協辦單位",
        "會辦",
        "會辦單位",
        "會辦機關",
        "協管",
        "協管機關",
        "協同",
        "協助",
        "協同機關",
        "協同單位",
        "配合辦理",
        "配合機關",
        "配合單位",
        "協力",
        "協力單位",
        "協力機關",
        "協助機關",
        "協助單位",
        "支援機關",
        "支援單位",
        "參與機關",
        "成員機關",
        "成員單位",
        "參與單位",
        "partner",
        "partner agency",
        "co-organizer",
        "co-organizes",
        "supported by",
        "supporting agency",
        "supporting agencies",
        "support",
        "supporting departments",
        "supporting department",
        "partners",
        "partner agencies",
        "in partnership with",
        "in collaboration with",
        "in cooperation with",
        "with support from",
        "contributing agencies",
    ),
    (UNDER,),
    "協",
    "S",
    "與主導者一同辦理。",
    usual=("協辦", "會辦", "協助", "配合機關", "co-organizes", "partner", "supported by"),
    look=LineLook(
        "#c44e00", 2.4, (10, 5), "dot", order=3, group_en="co-organizing", cell="#fce3b0", cell_dark="#6b4e10"
    ),
)
REVIEWS = Relationship(
    "REVIEWS",
    "審議",
    "reviews",
    "Examines, approves or supervises it.",
    tuple((a, b) for a in ("Council", "Subgroup", "Agency") for b in ("Indicator", "Task", "Document")),
    (
        "審議",
        "審查",
        "初審",
        "複審",
        "檢討",
        "督導",
        "管考",
        "管制考核",
        "考核",
        "核定",
        "核備",
        "備查",
        "審核",
        "審定",
        "監督",
        "評核",
        "督導機關",
        "管考機關",
        "管考單位",
        "reviews",
        "reviewer",
        "review",
        "reviewed by",
        "approves",
        "approved by",
        "oversees",
    ),
    (UNDER,),
    "審",
    "R",
    "審議、核定或督導。",
    usual=("審議", "審查", "核定", "督導", "管考", "reviews", "approves", "oversees"),
    works=False,
    look=LineLook(
        "#7b2d8b", 2.4, (13, 4, 2, 4), "diamond", order=3, group_en="reviewing", cell="#ddd0e6", cell_dark="#533a66"
    ),
)
PART_OF = Relationship(
    "PART_OF",
    "隸屬",
    "is part of",
    "Belongs to a larger one of which it is a part.",
    (("Agency", "Agency"), ("Subgroup", "Council"), ("Council", "Agency"), ("Task", "Task"), ("SDGTarget", "SDGGoal")),
    ("下設", "隸屬", "所屬", "設", "part of"),
    meaning_zh="屬於較大者的一部分。",
    back_zh="包含",
    back_en="contains",
    look=LineLook("#68737f", 1.8, (2, 3)),
)
SITS_ON = Relationship(
    "SITS_ON",
    "設於",
    "sits on",
    "The seat is on this body.",
    (("Member", "Council"), ("Member", "Subgroup")),
    (
        "委員",
        "召集人",
        "副召集人",
        "執行秘書",
        "副執行秘書",
        "主任委員",
        "副主任委員",
        "總召集人",
        "當然委員",
        "幹事",
        "執行長",
        "member",
    ),
    meaning_zh="席位設於此組織。",
    look=LineLook("#5c5c5c", dashes=(5, 3), cell="#d3e6d6", cell_dark="#2c5034"),
)
REPRESENTS = Relationship(
    "REPRESENTS",
    "代表",
    "represents",
    "The seat is held for this agency.",
    (("Member", "Agency"),),
    ("兼任", "代表", "擔任", "派兼", "聘兼", "遴聘", "指定", "互推", "represents"),
    meaning_zh="席位由此機關的人擔任。",
    back_zh="擔任",
    back_en="fills",
    look=LineLook("#5c5c5c", 1.8, (1, 3), overview=False, cell="#d3e6d6", cell_dark="#2c5034"),
)
UNDERTAKES = Relationship(
    "UNDERTAKES",
    "負責",
    "undertakes",
    "The body has this duty or task.",
    (("Council", "Task"), ("Subgroup", "Task")),
    ("負責", "任務", "職掌", "undertakes"),
    meaning_zh="組織負有此任務。",
    look=LineLook("#7b8794", cell="#d3e6d6", cell_dark="#2c5034"),
)
MEASURED_BY = Relationship(
    "MEASURED_BY",
    "以指標衡量",
    "is measured by",
    "The indicator shows the task's progress.",
    (("Task", "Indicator"),),
    ("指標", "績效指標", "衡量指標", "measured by"),
    meaning_zh="以此指標衡量任務的進展。",
    look=LineLook("#a3487f", order=2),
)
HAS_TARGET = Relationship(
    "HAS_TARGET",
    "年度目標",
    "has target",
    "The indicator's target and result for one year.",
    (("Indicator", "AnnualTarget"),),
    ("年度目標", "目標值", "has target"),
    meaning_zh="指標在一年的目標與實績。",
    look=LineLook("#a3487f", 1.4, (2, 3), overview=False),
)
ALIGNS_TO = Relationship(
    "ALIGNS_TO",
    "對應",
    "aligns to",
    "Contributes to, or measures, this SDG target, or a goal where the source names no target.",
    tuple((a, b) for b in ("SDGTarget", "SDGGoal") for a in ("Task", "Indicator")),
    ("連結 SDGs", "對應", "連結", "對應SDGs", "aligns to"),
    meaning_zh="對應此 SDG 細項目標；來源只寫目標時，對應該目標。",
    look=LineLook("#857800", dashes=(6, 3), order=2),
)
REPORTS_TO = Relationship(
    "REPORTS_TO",
    "提報",
    "reports to",
    "Results are passed on to it.",
    (("Agency", "Subgroup"), ("Subgroup", "Member"), ("Member", "Council")),
    ("提報", "回報", "陳報", "彙報", "reports to"),
    meaning_zh="將成果提報給它。",
    look=LineLook("#26323f", 2.2, order=2, overview=False, group_en="reporting"),
)
SUCCEEDS = Relationship(
    "SUCCEEDS",
    "承接",
    "succeeds",
    "Took the place of an earlier one of the same kind.",
    (("Agency", "Agency"), ("Council", "Council"), ("Document", "Document")),
    ("更名", "整併", "改制", "修正", "succeeds"),
    (CHANGE, EXTENT, MOVES, ACT, ARTICLE),
    meaning_zh="取代先前的同類者。",
    back_zh="承接者為",
    back_en="was succeeded by",
    look=LineLook("#5c5c5c", dashes=(9, 3, 1, 3), overview=False),
)
ENDED_BY = Relationship(
    "ENDED_BY",
    "裁撤依據",
    "was dissolved by",
    "Ended by this law or plan, without a successor.",
    (("Agency", "Document"), ("Council", "Document")),
    ("裁撤", "廢止", "解散", "dissolved by"),
    (ARTICLE,),
    meaning_zh="依此法規或計畫裁撤，沒有承接者。",
    look=LineLook("#5c5c5c", dashes=(1, 5), overview=False),
)
MANDATED_BY = Relationship(
    "MANDATED_BY",
    "依據",
    "is mandated by",
    "Rests on this law or plan.",
    (("Council", "Document"), ("Task", "Document"), ("Document", "Document")),
    ("依據", "依", "依法", "mandated by"),
    (ARTICLE,),
    meaning_zh="依據此法規或計畫。",
    look=LineLook("#4c5866", 1.4, (3, 3), overview=False),
)

RELATIONSHIPS = (
    CONVENES,
    CO_ORGANIZES,
    REVIEWS,
    PART_OF,
    SITS_ON,
    REPRESENTS,
    UNDERTAKES,
    MEASURED_BY,
    HAS_TARGET,
    ALIGNS_TO,
    REPORTS_TO,
    SUCCEEDS,
    ENDED_BY,
    MANDATED_BY,
)
ROLES = tuple(r for r in RELATIONSHIPS if r.role)
ACYCLIC = ("PART_OF", "SUCCEEDS")
"""Types that may not lead back to where they started."""

LEADLESS_WORDS = (
    "主(協)辦",
    "主(協)辦機關",
    "主(協)辦單位",
    "主協辦機關",
    "主協辦單位",
    "主、協辦機關",
    "主辦/協辦機關",
)
"""Words of one field for lead and partners together: they do not say who leads."""


def ends_predecessor(props: Mapping[str, Any]) -> bool:
    """Whether a succession is of the whole: the body before ends by it. What is not said follows from the change."""
    said = props.get(EXTENT.name)
    return bool(said != PART if said else props.get(CHANGE.name) not in PARTIAL)


def takes_place(change: str, moves: Collection[str], *, whole: bool) -> bool:
    """Whether by a change one takes the whole place of the other."""
    return whole and (ALL_MOVE in moves or not (moves or change in DIVIDING))
