"""The rows that leave the library, as types. Keys and values are the same in every language: names come in both."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Any, NotRequired, TypedDict

if TYPE_CHECKING:
    from quanze.locale import Message

Row = dict[str, Any]
"""A row of any query: column names to plain values."""
AnyRow = Mapping[str, Any]
"""A row that is only read: any of the types here."""

PathStep = TypedDict(
    "PathStep",
    {
        "from": str,
        "from_name": str,
        "from_name_en": str,
        "from_kind": str,
        "relationship": str,
        "to": str,
        "to_name": str,
        "to_name_en": str,
        "to_kind": str,
        "way": str,
        "wording": str,
        "origin": str,
        "source": str,
        "source_name": str,
        "source_name_en": str,
        "locator": str,
        "quote": str,
        "note": str,
        "valid_from": str,
        "valid_to": str,
        "change": str,
        "date": str,
        "act": str,
        "act_name": str,
        "act_name_en": str,
        "article": str,
    },
)
"""One relationship of a path as its source states it; ``way`` is the code in ``quanze.schema.ways`` by which it is
followed. ``change``, its ``date`` and its act are those of a succession, else empty."""


class Responsibility(TypedDict):
    """One path by which an agency, or a body in its own name, answers for an item.

    ``how`` is a key of ``quanze.schema.ways.HOWS``, ``inherited`` whether it is any but stated, ``distance`` what the
    steps add. ``leads`` says that the role leads the item; a convener of the group that has the task does not.
    ``origin`` is the weakest of the steps, ``valid_from`` and ``valid_to`` (ISO, empty when open) the narrowest of the
    steps and of what they join. ``former`` is the body that the source names where the agency took over from it, which
    it did on ``since``. ``included``: a change has brought it to whoever leads the same thing, so that it is no role
    beside the lead; only such rows have it.
    """

    item: str
    item_name: str
    item_name_en: str
    item_kind: str
    agency: str
    agency_name: str
    agency_name_en: str
    agency_kind: str
    party_kind: str
    role: str
    wording: str
    under: str
    how: str
    inherited: bool
    leads: bool
    distance: int
    path: str
    path_en: str
    steps: list[PathStep]
    origin: str
    valid_from: str
    valid_to: str
    former: str
    former_en: str
    since: str
    included: NotRequired[bool]
    last: NotRequired[Row | None]


class HeldByTwo(TypedDict):
    """A thing that one of two agencies answers for, or both: ``whose`` is a key of ``quanze.schema.codes.WHOSE``.

    ``first`` and ``second`` have the nearest path of each role of the two agencies. ``due`` is the deadline of a task,
    empty where it has none; ``last`` as in ``Graph.agency``.
    """

    item: str
    item_name: str
    item_name_en: str
    item_kind: str
    whose: str
    due: str
    last: Row | None
    first: list[Responsibility]
    second: list[Responsibility]


class SideBySide(TypedDict):
    """What two agencies answer for on a day (ISO): things of both first, and of each part what is held most directly.

    Of each of the two, ``left_out`` is how many farther paths were not read, ``other_times`` how many have ended or not
    begun by the day.
    """

    agencies: list[Match]
    day: str
    rows: list[HeldByTwo]
    left_out: list[int]
    other_times: list[int]


class Record(TypedDict):
    """A record as it is listed, with the days between which it lives (ISO, empty when open)."""

    id: str
    kind: str
    name: str
    name_en: str | None
    dataset: str
    origin: str | None
    valid_from: str
    valid_to: str


class Event(TypedDict):
    """Something that a source dates: ISO date, key of ``quanze.queries.history.EVENTS``, sentence and citation."""

    date: str
    event: str
    message_zh: str
    message_en: str
    origin: str
    source: str
    source_name: str
    source_name_en: str
    locator: str
    quote: str


class Match(TypedDict):
    """A record that a text may mean; ``match`` says how, see ``quanze.schema.codes.MATCHES``. ``alike`` are further
    records that the text fits as well, and that the answer has to name."""

    id: str
    kind: str
    name: str
    name_en: str | None
    dataset: str
    match: str
    alike: NotRequired[list[Match]]


class Dataset(TypedDict):
    """A loaded data set; what its description leaves out is None."""

    id: str
    name: str
    name_en: str | None
    edition: str | None
    date: str | None
    licence: str | None
    description: str | None
    requires: list[str] | None
    schema_version: int


class NamedAgency(TypedDict):
    """An agency in the answer to a question about something else."""

    id: str
    name: str
    name_en: str


class PlanGap(TypedDict):
    """Something that a plan leaves open.

    ``gap`` is a key of ``quanze.queries.gaps.GAPS``; ``agencies`` are those to ask, ``groups`` the bodies that it
    belongs to; ``year`` is that of an annual target; the citation is that of the record.
    """

    level: str
    gap: str
    id: str
    kind: str
    name: str
    name_en: str
    message_zh: str
    message_en: str
    agencies: list[NamedAgency]
    groups: list[NamedAgency]
    year: int | None
    dataset: str
    origin: str
    source: str
    locator: str
    quote: str


class AlignedThing(TypedDict):
    """A task or indicator that reaches an SDG target or goal.

    ``how``: stated (a source aligns it), editorial (only we do), or through an indicator or sub-task of it. ``ended``:
    it was aligned and is not today.
    """

    id: str
    name: str
    name_en: str
    kind: str
    how: str
    ended: bool


class Coverage(TypedDict):
    """How many tasks and indicators align to an SDG target or goal, and which.

    ``stated`` of them are aligned by a source, ``editorial`` only by us; ``through`` are further tasks that reach it by
    an indicator or a sub-task. ``ended`` are those that were aligned and are not today.

    A goal also has ``targets``, and ``touched``: how many of these have anything aligned to
    them.
    """

    code: str
    id: str
    name: str
    name_en: str
    tasks: int
    indicators: int
    through: int
    stated: int
    editorial: int
    ended: int
    things: list[AlignedThing]
    targets: NotRequired[int]
    touched: NotRequired[int]


class SharedItem(TypedDict):
    """Something that both agencies of a pair work on, with the role of each and its citation."""

    id: str
    name: str
    name_en: str
    kind: str
    role: str
    other_role: str
    leads: bool
    origin: str
    source: str
    source_name: str
    source_name_en: str
    locator: str
    quote: str
    other_origin: str
    other_source: str
    other_source_name: str
    other_source_name_en: str
    other_locator: str
    other_quote: str


class AgencyPair(TypedDict):
    """Two agencies and the items both work on; ``weight`` counts these, ``leading`` those that one of the two leads.

    Of a list with the strongest pairs only the last has ``more``: how many others there are.
    """

    agency: str
    agency_name: str
    agency_name_en: str
    other: str
    other_name: str
    other_name_en: str
    weight: int
    leading: int
    shared: list[SharedItem]
    more: NotRequired[int]


CitedLink = TypedDict(
    "CitedLink",
    {
        "key": str,
        "from": str,
        "from_name": str,
        "from_name_en": str,
        "type": str,
        "to": str,
        "to_name": str,
        "to_name_en": str,
        "wording": str,
        "origin": str,
        "source": str,
        "source_name": str,
        "source_name_en": str,
        "locator": str,
        "quote": str,
        "note": str,
    },
)
"""A relationship that a finding rests on, as its source states it."""


class DependencyFinding(TypedDict):
    """Who depends on whom, as a sentence.

    ``finding`` is a key of ``quanze.queries.dependencies.FINDINGS``, ``subjects`` are ids, ``figures`` the numbers of
    the sentence by name, ``more`` how many findings of the kind were left out, ``links`` how many relationships it
    rests on, ``origin`` the weakest of these.
    """

    finding: str
    subjects: list[str]
    message_zh: str
    message_en: str
    figures: dict[str, Any]
    more: int
    links: int
    origin: str
    evidence: list[CitedLink]


class Workload(TypedDict):
    """How much an agency answers for, in numbers of items.

    There is one column for each declared role, named by its type in lower case: those of the schema that ships are
    written here. ``sections`` counts what only its sections answer for.
    """

    agency: str
    agency_name: str
    agency_name_en: str
    agency_kind: str
    dataset: str
    convenes: int
    co_organizes: int
    reviews: int
    seats: int
    tasks: int
    indicators: int
    sections: int


class DraftCount(TypedDict):
    """How many records of a kind, or relationships of a type, a draft has, and how many of them are to be checked."""

    kind: str
    count: int
    check: int


class DraftRemark(TypedDict):
    """Something in a draft that a reviewer should look at; ``remark`` is a key of
    ``quanze.schema.draft_codes.REMARKS``."""

    remark: str
    message_zh: str
    message_en: str
    where_zh: str
    where_en: str


class ColumnRead(TypedDict):
    """What a column of a sheet was read as: its letter and head, ``field`` as a key of
    ``quanze.schema.draft_codes.FIELDS``, the year where it is one of several, and how many cells hold something.

    ``unread`` counts the cells that were not understood.
    """

    sheet: str
    letter: str
    head: str
    field: str
    year: int | None
    cells: int
    unread: int


class SheetCells(TypedDict):
    """The cells of one sheet, as text; the first row and the first cell of each are those of the sheet."""

    sheet: str
    rows: tuple[tuple[str, ...], ...]


class DraftRow(TypedDict):
    """A row of a draft to be reviewed: its ``table`` and its ``number`` there from 0, the record or relationship it is,
    and the clause it was read from. ``reason`` is a key of ``quanze.schema.draft_codes.CHECKS`` where it is to be
    checked, else empty; ``review`` what a reviewer said of it."""

    table: str
    number: int
    kind: str
    name: str
    wording: str
    to_name: str
    clause: str
    where_zh: str
    where_en: str
    reason: str
    review: str


class UnreadText(TypedDict):
    """A text of a plan that was not read, and ``words`` in it that speak of responsibility.

    ``reason`` is a key of ``quanze.schema.draft_codes.UNREAD``.
    """

    reason: str
    text_zh: str
    text_en: str
    words: list[str]
    where_zh: str
    where_en: str


class ChangedValue(TypedDict):
    """A property of a record that a draft and another source state differently."""

    kind: str
    name: str
    property: str
    document: str
    other: str


class OneSided(TypedDict):
    """A record, or a relationship from ``name`` to ``to_name``, that only one of two sources has."""

    kind: str
    name: str
    to_name: str


class LoadCount(TypedDict):
    """What a load did to one table of a data set."""

    dataset: str
    table: str
    added: int
    changed: int
    removed: int
    unchanged: int


class PlanChange(TypedDict):
    """One change between two editions of a plan, as a planner would call it.

    ``part`` is a key of ``quanze.changes.plan_changes.PARTS``, ``change`` one of ``CHANGES`` there. ``id`` is that in
    the later edition, where there is one; ``id_before`` that in the earlier. ``field`` is a property, or the type of a
    relationship; then ``before`` and ``after`` list records. ``unsure``: the change would not be one if an unsure
    pair were the same record. Both citations are those of the record or relationship.
    """

    dataset: str
    part: str
    change: str
    kind: str
    id: str
    id_before: str
    name: str
    name_en: str
    field: str
    before: Any
    after: Any
    message_zh: str
    message_en: str
    unsure: bool
    before_source: str
    before_source_name: str
    before_locator: str
    before_quote: str
    after_source: str
    after_source_name: str
    after_locator: str
    after_quote: str


class ChangeCount(TypedDict):
    """How many changes of one type records of one kind have; ``unsure`` of them depend on unsure pairs."""

    part: str
    change: str
    kind: str
    count: int
    unsure: int


class AgencyChange(TypedDict):
    """What an agency gains and loses between two editions; the counts are of roles that lead and of the others.

    ``unsure``: it would be otherwise if the unsure pairs were the same records.
    """

    dataset: str
    agency: str
    agency_name: str
    agency_name_en: str
    leads_before: int
    leads_after: int
    others_before: int
    others_after: int
    gained: list[Row]
    lost: list[Row]
    unsure: bool


class PlannedChange(TypedDict):
    """One planned change: ``change`` as in the table of changes, from whom to whom, and what moves (codes, or rows).

    ``part`` says that the body goes on.
    """

    change: str
    before: list[NamedAgency]
    after: list[NamedAgency]
    part: bool
    moves: list[str | NamedAgency]
    date: str
    act: str
    act_name: str
    act_name_en: str
    article: str


class DutyMove(TypedDict):
    """A role on a thing, a seat or a section whose holders a reorganization changes.

    ``outcome`` is a key of ``quanze.changes.reorganization.OUTCOMES``. ``before`` lose it, ``after`` gain it, ``open``
    are those of which one may gain it. ``since`` and the act are those of the change, where one is known.
    """

    item: str
    item_name: str
    item_name_en: str
    item_kind: str
    role: str
    wording: str
    under: str
    leads: bool
    outcome: str
    before: list[NamedAgency]
    after: list[NamedAgency]
    open: list[NamedAgency]
    since: str
    act: str
    act_name: str
    act_name_en: str


class BodyChange(TypedDict):
    """What a body gains and loses by a reorganization; ``state`` is a key of ``quanze.changes.reorganization.STATES``.

    The counts are of things it leads, of other roles, and of seats. ``open`` is what it may gain.
    """

    body: str
    body_name: str
    body_name_en: str
    kind: str
    state: str
    leads_before: int
    leads_after: int
    others_before: int
    others_after: int
    seats_before: int
    seats_after: int
    gained: list[Row]
    lost: list[Row]
    open: list[Row]


class ConvenerChange(TypedDict):
    """A group or council that is convened by others after a reorganization; nobody where ``after`` is empty."""

    group: str
    group_name: str
    group_name_en: str
    kind: str
    before: list[NamedAgency]
    after: list[NamedAgency]
    open: list[NamedAgency]


class Letter(TypedDict):
    """What to inform one body of after a reorganization: a key of ``quanze.changes.reorganization.LETTERS``.

    ``before`` and ``after`` are the bodies concerned, ``items`` the things with the role on each.
    """

    body: str
    body_name: str
    body_name_en: str
    reason: str
    before: list[NamedAgency]
    after: list[NamedAgency]
    items: list[Row]
    since: str
    act: str
    act_name: str
    act_name_en: str
    message_zh: str
    message_en: str


class UnsurePair(TypedDict):
    """Two records of two editions that may be the same; a table of reviewed pairs decides.

    ``reason``: same-name (others have it too), alias, alike, or partly (by a stated change a part went over).
    ``likeness`` of the names in per cent, ``shared`` how many relationships both have.
    """

    kind: str
    before: str
    before_name: str
    before_name_en: str
    after: str
    after_name: str
    after_name_en: str
    reason: str
    likeness: int
    shared: int


class MergeConflict(TypedDict):
    """What a reviewer and a later edition both changed, and differently.

    ``conflict``: both-changed (``field`` in three values), dropped-by-reviewer (and changed by the edition) or
    dropped-by-edition (and changed by the reviewer); then the values are those of the record as a whole. ``kind`` is a
    kind of record, or the type of a relationship from ``id`` to ``other``. ``mark`` identifies the conflict;
    ``decision`` is ours, theirs or empty; ``wording`` is the source's word for a role, if there is one. The
    citations are those of the record or relationship on either side.
    """

    mark: str
    conflict: str
    kind: str
    id: str
    name: str
    name_en: str
    other: str
    other_name: str
    other_name_en: str
    field: str
    wording: str
    base: Any
    ours: Any
    theirs: Any
    ours_source: str
    ours_locator: str
    ours_quote: str
    theirs_source: str
    theirs_locator: str
    theirs_quote: str
    decision: str


class LoggedLoad(TypedDict):
    """What a load did to one data set: loads of one ``number`` were one transaction.

    ``at`` and ``undone`` are ISO times in UTC, ``undone`` empty unless it was taken back; ``action`` is load or copy,
    ``source`` the file or database with its ``sha256`` where it has one, ``by`` the account's name or empty.
    ``accepted`` counts cells that were left out or taken with doubt because somebody accepted that.
    """

    number: int
    at: str
    action: str
    dataset: str
    source: str
    sha256: str
    added: int
    changed: int
    removed: int
    accepted: int
    by: str
    undone: str
    can_be_undone: bool


class CopyCount(TypedDict):
    """What a copy between databases did for one data set: what it holds, and how many records were written."""

    dataset: str
    nodes: int
    relationships: int
    written: int


class Foreign(TypedDict):
    """What others wrote on a shared server under a name of ours: ``record`` (node or relationship), the label or type,
    how many, and the Cypher that shows them."""

    record: str
    name: str
    count: int
    cypher: str


class SetupItem(TypedDict):
    """Something that a database is prepared with, such as a constraint, and its state."""

    name: str
    kind: str
    purpose: str
    state: str


class YearFigures(TypedDict):
    """One year's target and result of an indicator; None where there is none."""

    year: int
    target: float | None
    result: float | None
    provisional: bool


class IndicatorProgress(TypedDict):
    """What an indicator's year comes to.

    ``verdict``, ``basis`` and ``trend`` are codes of ``quanze.schema.progress``. ``rule`` is the sentence that says
    what the verdict rests on, in English or by its ``in_language``. ``target`` is what the result is measured by, which
    the plan may state only for other years: ``target_year`` is that of the value itself or to which a line leads.
    ``direction_concluded`` says that the plan gives no direction and the verdict follows the one in which its targets
    go. ``result_year`` is the year of the last result, maybe an earlier one. ``short`` is the share of the target by
    which the result falls short, ``ratio`` that of growth rates.
    ``coordinators`` convene the groups of its tasks. ``tasks`` are those of an indicator that shares its name with
    another one.
    """

    indicator: str
    name: str
    name_en: str
    dataset: str
    unit: str
    direction: str
    year: int
    target: float | None
    result: float | None
    result_year: int | None
    provisional: bool
    verdict: str
    basis: str
    target_year: int | None
    direction_concluded: bool
    short: float | None
    ratio: float | None
    trend: str
    rule: Message
    leads: list[NamedAgency]
    helps: list[NamedAgency]
    coordinators: list[NamedAgency]
    groups: list[NamedAgency]
    tasks: list[NamedAgency]
    baseline_year: int | None
    baseline_value: float | None
    years: list[YearFigures]


class VerdictCount(TypedDict):
    """How many indicators of an agency or group have each verdict (code → number); ``id`` is empty for all others."""

    id: str
    name: str
    name_en: str
    counts: dict[str, int]
    total: int
