"""The table of names that a check offers for unknown ones, to be accepted with one mark. It is never loaded."""

from __future__ import annotations

from quanze.schema.declare import Property
from quanze.schema.tables import Table

ACCEPTED_NAMES = Table(
    "accepted_names",
    "名稱對應",
    "Accepted names",
    "",
    (
        Property(
            "written",
            "text",
            "所寫名稱",
            "Written",
            "The name as the file writes it.",
            "檔案中所寫的名稱。",
            required=True,
        ),
        Property(
            "name", "text", "相近名稱", "Name", "A name that looks like it, to read only.", "相近的名稱，僅供閱讀。"
        ),
        Property("id", "text", "識別碼", "ID", "The record that has it.", "該名稱的識別碼。", required=True),
        Property(
            "accept",
            "boolean",
            "採用",
            "Accept",
            "Yes when the written name means this record; it becomes an alias of it.",
            "所寫名稱即指此者填是，並成為其別名；留白表示不採用。",
        ),
    ),
)
