"""The table of pairs that somebody reviewed: which records of two editions are the same. It is never loaded."""

from __future__ import annotations

from quanze.schema.declare import Property
from quanze.schema.tables import Table

REVIEWED_PAIRS = Table(
    "reviewed_pairs",
    "核對配對",
    "Reviewed pairs",
    "",
    (
        Property(
            "before",
            "text",
            "原識別碼",
            "Before",
            "The id in the earlier edition; in several rows when the record was split.",
            "前一版的識別碼；拆分者列於數列。",
            required=True,
        ),
        Property(
            "before_name",
            "text",
            "原名稱",
            "Name before",
            "The name in the earlier edition, to read only.",
            "前一版的名稱，僅供閱讀。",
        ),
        Property(
            "after",
            "text",
            "新識別碼",
            "After",
            "The id in the later edition; in several rows when records were joined.",
            "新一版的識別碼；合併者列於數列。",
            required=True,
        ),
        Property(
            "after_name",
            "text",
            "新名稱",
            "Name after",
            "The name in the later edition, to read only.",
            "新一版的名稱，僅供閱讀。",
        ),
        Property(
            "same",
            "boolean",
            "是否相同",
            "Same",
            "Yes when both are the same record, no when they are not; undecided when empty.",
            "兩者相同填是，不同填否；留白表示未決。",
        ),
    ),
)
