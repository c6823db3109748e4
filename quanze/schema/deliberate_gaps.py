"""The table of gaps that someone decided to leave open. It lies beside a plan's data and is never loaded with it."""

from __future__ import annotations

from quanze.schema.declare import Property
from quanze.schema.tables import Table

ACCEPTED_GAPS = Table(
    "accepted_gaps",
    "已知缺口",
    "Accepted gaps",
    "",
    (
        Property(
            "gap",
            "text",
            "缺口",
            "Gap",
            "The gap's name, as `quanze gaps` prints it, or its code.",
            "缺口名稱，如 quanze gaps 所列；亦可填代碼。",
            required=True,
        ),
        Property(
            "id",
            "text",
            "識別碼",
            "ID",
            "The id of the record that has it, as `quanze gaps` prints it.",
            "有此缺口的紀錄的識別碼，如 quanze gaps 所列。",
            required=True,
        ),
        Property(
            "why",
            "text",
            "理由",
            "Why",
            "Why it is left open.",
            "為何不補。",
            required=True,
            headers=("原因", "reason"),
        ),
        Property(
            "decided_by",
            "text",
            "決定者",
            "Decided by",
            "Who decided so, and where: a person, an office, a meeting.",
            "由誰、在何處決定：人、機關或會議。",
            required=True,
            headers=("核定者", "決定機關"),
        ),
        Property(
            "until",
            "date",
            "有效至",
            "Until",
            "Last day on which the decision holds; open when empty.",
            "此決定最後有效之日；留白表示不限。",
            headers=("期限", "迄日"),
        ),
    ),
)
