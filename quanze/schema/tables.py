"""The tables of files and workbooks, derived from the kinds and relationships.

One table per kind; the three roles together in ``responsibilities``, as a planner thinks; successions in ``changes``,
one row a change; every other relationship in ``links``, or in the row's own column where the kind declares one
(``Property.link``).
"""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from quanze.errors import SchemaError
from quanze.schema.declare import Choice, Declared, Kind, Labelled, Property, Relationship
from quanze.schema.kinds import DATASET, KINDS
from quanze.schema.properties import NODE_HEAD, RELATIONSHIP_HEAD, STATED
from quanze.schema.relationships import (
    ACT,
    ARTICLE,
    CHANGE,
    ENDED_BY,
    EXTENT,
    MOVES,
    RELATIONSHIPS,
    ROLES,
    SUCCEEDS,
    UNDER,
)
from quanze.schema.words import fold


class Table(Declared, Labelled):
    """One table: its name, labels and columns in order; ``kind`` is empty for relationship tables."""

    name: str
    zh: str
    en: str
    kind: str
    columns: tuple[Property, ...]

    def column(self, header: str) -> Property | None:
        """The column a header names, in Chinese or English, folded; None when it names none."""
        return _headers(self).get(fold(header))


class SideSheet(Declared, Labelled):
    """A sheet that our workbooks have beside the tables and a load passes over; ``former`` are titles it had before."""

    zh: str
    en: str
    former: tuple[str, ...] = ()

    @property
    def titles(self) -> tuple[str, ...]:
        """Every title by which a load knows it."""
        return (self.zh, self.en, *self.former)


_HEADERS: dict[str, dict[str, Property]] = {}


def _headers(table: Table) -> dict[str, Property]:
    known = _HEADERS.get(table.name)
    if known is None:
        known = {}
        for spelling in ("name", "zh", "en"):
            for column in table.columns:
                known.setdefault(fold(str(getattr(column, spelling))), column)
        for column in table.columns:
            for header in column.headers:
                known.setdefault(fold(header), column)
        for column in REVIEW:
            for spelling in (column.name, column.zh, column.en):
                known.setdefault(fold(spelling), column)
        _HEADERS[table.name] = known
    return known


@cache
def stored_properties(kind: Kind) -> tuple[Property, ...]:
    """What a node of this kind keeps, in file order (link columns left out)."""
    own = tuple(p for p in kind.properties if p.stored)
    return (*NODE_HEAD, *own, *STATED)


def _unique(kinds: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(kinds))


_LINKS = tuple(r for r in RELATIONSHIPS if not r.role)


def _starts(relationships: tuple[Relationship, ...]) -> tuple[str, ...]:
    """The kinds that the relationships start from, in order of declaration."""
    return _unique([k for r in relationships for k in r.from_kinds])


def _ends(relationships: tuple[Relationship, ...]) -> tuple[str, ...]:
    """The kinds that the relationships end at, in order of declaration."""
    return _unique([k for r in relationships for k in r.to_kinds])


def _types(relationships: tuple[Relationship, ...]) -> tuple[Choice, ...]:
    return tuple(Choice(r.type, r.zh, r.en, r.words, r.usual) for r in relationships)


WHO = Property(
    "who",
    "ref",
    "承辦者",
    "Who",
    "The agency, seat or body that holds the role; several separated by 、.",
    "擔任此角色的機關、席位或組織；數個以頓號隔開。",
    required=True,
    kinds=_starts(ROLES),
    headers=("機關", "單位", "機關名稱", "agency"),
)
ROLE = Property(
    "role",
    "choice",
    "角色",
    "Role",
    "The role, in the plan's own word or as convener, co-organizer, reviewer.",
    "角色；可直接寫計畫用語，如主辦、協辦、審議。",
    required=True,
    choices=_types(ROLES),
    headers=("權責", "分工", "responsibility"),
)
ON = Property(
    "on",
    "ref",
    "事項",
    "On",
    "The council, subgroup, task, indicator or document it is about.",
    "所負責的推動會、小組、任務、指標或文件。",
    required=True,
    kinds=_ends(ROLES),
    headers=("對象", "任務", "指標", "工作項目"),
)
FROM = Property(
    "from",
    "ref",
    "起點",
    "From",
    "The record the link starts from.",
    "連結的起點。",
    required=True,
    kinds=_starts(_LINKS),
)
LINK_TYPE = Property(
    "type",
    "choice",
    "連結類型",
    "Type",
    "The type of the link.",
    "連結的類型。",
    required=True,
    choices=_types(_LINKS),
    headers=("關係", "類型"),
)
TO = Property(
    "to",
    "ref",
    "終點",
    "To",
    "The record the link ends at.",
    "連結的終點。",
    required=True,
    kinds=_ends(_LINKS),
)
MOVABLE = _unique([*ON.kinds, "Member", "Agency"])
"""What can move from one body to another: what a role is on, seats, and sections."""


def kinds_named(column: Property) -> tuple[str, ...]:
    """The kinds of the records whose ids a column of a relationship keeps; empty where it keeps none."""
    return MOVABLE if column is MOVES else column.kinds if column.type == "ref" else ()


CHANGED = CHANGE.but(required=True)
BEFORE = Property(
    "from",
    "ref",
    "原名",
    "From",
    "Who changes: the body or document before; several separated by 、.",
    "變更前的機關、組織或文件；數個以頓號隔開。",
    required=True,
    kinds=SUCCEEDS.from_kinds,
    headers=("原單位", "原機關", "變更前"),
)
AFTER = Property(
    "to",
    "ref",
    "承接者",
    "To",
    "Who takes its place; several separated by 、; nobody when it is dissolved.",
    "變更後承接的機關、組織或文件；數個以頓號隔開；裁撤者留白。",
    kinds=SUCCEEDS.from_kinds,
    headers=("承接單位", "承接機關", "變更後"),
)
SINCE = Property(
    "valid_from",
    "date",
    "變更日期",
    "Date",
    "The day on which it takes effect.",
    "變更生效之日。",
    headers=("生效日", "日期", "自", "since"),
)

UNSURE = "check"
"""The confidence in a row that a reviewer is to check."""
REVIEW = (
    Property(
        "review",
        "text",
        "審閱",
        "Review",
        "A row marked 刪 (drop) or 範例 (example) is not loaded; any other mark, such as ok, says that it was checked.",
        "填「刪」或「範例」的列不會載入；填其他文字（如 ok）表示已核對。",
    ),
    Property(
        "confidence",
        "choice",
        "把握",
        "Confidence",
        "How sure the reader is: high, or check.",
        "判讀把握：高，或待查。",
        choices=(Choice("high", "高", "high"), Choice(UNSURE, "待查", "check")),
    ),
    Property("reason", "text", "待查理由", "Reason", "Why the row is to be checked.", "列為待查的理由。"),
    Property("rule", "text", "規則", "Rule", "The reading rule that found it.", "判讀所依的規則。"),
    Property(
        "where", "text", "所在", "Where", "File and page or paragraph it was read from.", "判讀自何檔、何頁或何段。"
    ),
    Property("clause", "text", "原句", "Clause", "The clause it was read from.", "判讀所據的原句。"),
)
"""Columns a draft may carry in any table; they steer the load or the reviewer and are never stored."""

HELP = SideSheet("說明", "Help")
CHOICES = SideSheet("選項", "Choices")
UNREAD = SideSheet("未判讀", "Unread", former=("待查",))
TO_REVIEW = SideSheet("請審閱", "To review", former=("to look at",))
CONFLICTS = SideSheet("衝突", "Conflicts")
FIRST_READING = SideSheet("初次判讀", "First reading")
"""What a draft was before anybody reviewed it, kept in the draft itself: the next merge starts from it."""
FIRST_FOLDER = "first-reading"
"""The same in a draft that is a folder of tables: a folder inside."""
SIDE_SHEETS = (HELP, CHOICES, UNREAD, TO_REVIEW, CONFLICTS, FIRST_READING)

RESPONSIBILITIES = Table(
    "responsibilities", "權責分工", "Responsibilities", "", (WHO, ROLE, ON, UNDER, *RELATIONSHIP_HEAD, *STATED)
)
LINKS = Table("links", "連結", "Links", "", (FROM, LINK_TYPE, TO, CHANGE, ARTICLE, *RELATIONSHIP_HEAD, *STATED))
CHANGES = Table(
    "changes",
    "變更",
    "Changes",
    "",
    (CHANGED, BEFORE, AFTER, EXTENT, MOVES, SINCE, ACT, ARTICLE, *RELATIONSHIP_HEAD, *STATED[1:]),
)
CHANGING = (SUCCEEDS.type, ENDED_BY.type)
"""The relationships that ``CHANGES`` writes. A succession in ``LINKS``, as older files have it, has no extent."""
DATASET_FILE = "dataset.yaml"
"""The file of a folder of tables that says which data set they are."""
LISTED = "tables"
"""Its list of the tables that were written with it: one that is lost, or of another time, shows."""
DATASET_TABLE = Table(DATASET.table, DATASET.table_zh, DATASET.en, DATASET.label, (*NODE_HEAD[:3], *DATASET.properties))


def _table_of(kind: Kind) -> Table:
    head = [p.but(required=False) if kind.named_by and p.name == "name" else p for p in NODE_HEAD]
    columns = (*head, *kind.properties, *STATED)
    return Table(kind.table, kind.table_zh, kind.plural_en, kind.label, columns)


_ROLE_TYPES = frozenset(r.type for r in ROLES)
TABLES = (*(_table_of(k) for k in KINDS), RESPONSIBILITIES, CHANGES, LINKS)
"""The tables that hold rows, in reading order; ``DATASET_TABLE`` names the set itself."""
TABLE = {t.name: t for t in TABLES}


def table(name: str) -> Table | None:
    """The table a file stem or sheet title names, in Chinese or English; None when it names none."""
    wanted = fold(name)
    for t in (*TABLES, DATASET_TABLE):
        if wanted in (fold(t.name), fold(t.zh), fold(t.en)):
            return t
    return None


@cache
def relationship_properties(type_: str) -> tuple[Property, ...]:
    """What a relationship of this type keeps, in file order."""
    for r in RELATIONSHIPS:
        if r.type == type_:
            return (*r.properties, *RELATIONSHIP_HEAD, *STATED)
    raise SchemaError(f"unknown relationship {type_!r}.", f"Use one of {', '.join(r.type for r in RELATIONSHIPS)}.")


def relationship_table(type_: str, props: Mapping[str, Any]) -> Table:
    """The table that states a relationship, where no column of a kind does."""
    if type_ in _ROLE_TYPES:
        return RESPONSIBILITIES
    return CHANGES if type_ == ENDED_BY.type or (type_ == SUCCEEDS.type and EXTENT.name in props) else LINKS


REFERRING = tuple(
    dict.fromkeys(
        p.name
        for declared in (*(k.properties for k in KINDS), STATED, *(r.properties for r in RELATIONSHIPS))
        for p in declared
        if p.type == "ref" and p.stored
    )
)
"""Stored properties of records and relationships that name a record."""
