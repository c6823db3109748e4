"""The table of conflicts between a reviewer's draft and a later edition, to be decided. It is never loaded."""

from __future__ import annotations

from quanze.schema.declare import Choice, Property
from quanze.schema.tables import CONFLICTS, Table

SIDES = (Choice("ours", "審閱者", "reviewer"), Choice("theirs", "新版", "later edition"))
"""Whose state is taken."""

MERGE_CONFLICTS = Table(
    "conflicts",
    CONFLICTS.zh,
    CONFLICTS.en,
    "",
    (
        Property(
            "record", "text", "對象", "Record", "What the conflict is about, to read only.", "衝突所在，僅供閱讀。"
        ),
        Property(
            "conflict", "text", "衝突情形", "Conflict", "What both sides did, to read only.", "雙方的變動，僅供閱讀。"
        ),
        Property("field", "text", "欄位", "Field", "The value that both changed.", "雙方皆更動的欄位。"),
        Property("base", "text", "原判讀", "First reading", "The value as it was read first.", "最初判讀的內容。"),
        Property(
            "ours",
            "text",
            "審閱者內容",
            "Reviewer",
            "The reviewer's value, which stands.",
            "審閱者的內容（暫予保留）。",
        ),
        Property("ours_cited", "text", "審閱者出處", "Reviewer cites", "Its citation.", "其出處。"),
        Property("theirs", "text", "新版內容", "Later edition", "The value of the later edition.", "新版的內容。"),
        Property("theirs_cited", "text", "新版出處", "Later edition cites", "Its citation.", "其出處。"),
        Property(
            "decision",
            "choice",
            "採用",
            "Take",
            "Whose state is taken; for a third one write it into the record itself and choose the reviewer.",
            "採用何者；若採第三種內容，請直接改寫該筆資料並選「審閱者」。",
            choices=SIDES,
        ),
        Property(
            "mark",
            "text",
            "辨識碼",
            "Mark",
            "Tells this conflict from any other; leave it as it is.",
            "辨識此項衝突，請勿更動。",
            required=True,
        ),
    ),
)
