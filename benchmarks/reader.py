"""Score the plan reader against keyed facts: precision, recall, F1 by kind of fact; misses and false facts are printed.

    python benchmarks/reader.py                  all keys of this repository, and the chapter when present
    python benchmarks/reader.py --quiet          the figures only
    python benchmarks/reader.py --hold-out       the passages kept back from development only
    python benchmarks/reader.py --keys FOLDER    the keys of laws in another folder only
    python benchmarks/reader.py --by-rule        rows by rule: high and to be checked, right and false
    python benchmarks/reader.py --without seats  one family of rules left out: is what it would have read listed?

Keys: the bundled ``chiayi`` data set for the chapter (what it states itself: origin plan),
``reader_laws/expected.jsonl`` for three laws, ``reader_passages/*.key`` for our own passages, which are all
invented, and the folders of ``reader_passages`` for texts beside the repository and for invented notices.
``reader_passages/README.md`` says how keys are written.
"""

from __future__ import annotations

import argparse
import json
import re
import sys
from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass, field
from hashlib import blake2b
from itertools import chain
from pathlib import Path
from typing import Any

from quanze.bundled import folders
from quanze.reader import pipeline
from quanze.reader.compare import Bond, Difference, Side, Thing, compare, side_of_draft, side_of_files, side_of_rows
from quanze.reader.draft import CHECK, HIGH, Draft, Evidence, Link, Node
from quanze.reader.formats.dispatch import read_here
from quanze.reader.names import post_of
from quanze.reader.pipeline import read_sources
from quanze.reader.wording import COUNT, normalise, seats
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.words import fold
from quanze.text.width import width

HERE = Path(__file__).parent
CLAUSE = 100
"""Columns of the longest name that a key gives in full."""
CUT = " … "
LAWS = HERE / "reader_laws"
SHARED = HERE.parent.parent / "shared" / "data"
CHAPTER = SHARED / "plans" / "chiayi-phase2-chapter3.txt"
TEXTS = {
    "laws": SHARED / "laws" / "more",
    "laws_unseen": SHARED / "laws" / "more",
    "notices_unseen": HERE / "reader_passages" / "notices_unseen",
    "cases": SHARED.parent / "cases" / "read",
    "neighbours": HERE / "reader_passages" / "neighbours",
    "neighbours_held": HERE / "reader_passages" / "neighbours_held",
}
"""Where the texts of a folder of keys lie. Real ones are not copied; a key names its text by its own name."""
OPTIONAL = "? "
"""Begins a line of a key that a careful reader may also leave out."""
ROW = re.compile(r"@ (?P<row>[0-9]+)")
"""A line of the key of a table: the facts below it, up to the next, are those of that row, counted from 1."""
IN_ROW = ("unit", "direction", "valid_from", "valid_to", "due", "baseline_value", "baseline_year", "target", "result")
"""Values that a row must have right beside its records and relationships."""


@dataclass
class Row:
    """What one row of a table states: its records and relationships, and the values that the key gives for them."""

    things: dict[int, dict[str, str]] = field(default_factory=dict)
    bonds: set[tuple[str, int, int]] = field(default_factory=set)


@dataclass
class Key(Side):
    """What a passage states, and of it what counts neither when it is read nor when it is not."""

    optional: set[int] = field(default_factory=set)
    optional_bonds: set[tuple[str, int, int]] = field(default_factory=set)
    rows: dict[int, Row] = field(default_factory=dict)
    """The rows of a table whose key says which facts are of which."""

    def counts(self, bond: Bond) -> bool:
        """Whether a relationship of the key, and both of its ends, must be read."""
        a, b = id(bond.a), id(bond.b)
        return not self.optional & {a, b} and (bond.type, a, b) not in self.optional_bonds


@dataclass
class Score:
    """Right, false and missed facts by kind."""

    right: Counter[str] = field(default_factory=Counter)
    false: list[tuple[str, str]] = field(default_factory=list)
    missed: list[tuple[str, str]] = field(default_factory=list)
    listed: int = 0
    """Missed facts whose words are on the list of what is unread."""
    doubted: int = 0
    """Other missed facts whose words are in the clause of a row that is to be checked."""
    sure_right: int = 0
    sure_false: int = 0
    """Rows marked high, by whether they are right."""
    rules: Counter[tuple[str, str, bool]] = field(default_factory=Counter)
    """Rows by rule, confidence and whether they are right."""
    rows: Counter[str] = field(default_factory=Counter)
    """Rows of tables: ``right``, with all facts and none that is false; else ``said`` or ``unsaid``, as something of
    them is listed or to be checked."""
    wrong: list[str] = field(default_factory=list)
    """What is wrong in rows that are not right."""

    def add(self, other: Score) -> None:
        """Add another document's facts."""
        self.right.update(other.right)
        self.false += other.false
        self.missed += other.missed
        self.listed += other.listed
        self.doubted += other.doubted
        self.sure_right += other.sure_right
        self.sure_false += other.sure_false
        self.rules.update(other.rules)
        self.rows.update(other.rows)
        self.wrong += other.wrong

    def figures(self, kind: str = "") -> tuple[int, int, int, float, float, float]:
        """Right, false, missed, precision, recall, F1 of one kind of fact or of all."""
        right = self.right[kind] if kind else sum(self.right.values())
        false = sum(1 for k, _ in self.false if not kind or k == kind)
        missed = sum(1 for k, _ in self.missed if not kind or k == kind)
        precision = right / (right + false) if right + false else 1.0
        recall = right / (right + missed) if right + missed else 1.0
        f1 = 2 * precision * recall / (precision + recall) if precision + recall else 0.0
        return right, false, missed, precision, recall, f1


def read(path: Path) -> Draft:
    """The draft of one file, which is ours or published: no process of its own, which takes longer than most."""
    return read_sources([read_here(path)])[0]


def in_key(name: str) -> str:
    """A name as keys write it: of one longer than a clause the first words and a fingerprint, since no sentence of
    somebody's plan is copied here."""
    first = re.match(r"(?:\s*\S){24}", name)
    if width(name.replace("(", "（").replace(")", "）")) <= CLAUSE or first is None:
        return name
    return f"{first.group()}{CUT}{blake2b(fold(name).encode(), digest_size=4).hexdigest()}"


def score(draft: Draft, key: Side) -> Score:
    """Compare a draft with a key, records and relationships, by kind."""
    for node in draft.nodes:
        node.name, node.aliases = in_key(node.name), [in_key(alias) for alias in node.aliases]
    found = compare(side_of_draft(draft), key)
    key = key if isinstance(key, Key) else Key(key.things, key.bonds)
    pairs = [(mine, theirs) for mine, theirs in found.pairs if id(theirs) not in key.optional]
    excused = {id(mine) for mine, theirs in found.pairs if id(theirs) in key.optional}
    surplus = [b for b in found.bonds_only_document if not excused & {id(b.a), id(b.b)}]
    lacking = [b for b in found.bonds_only_dataset if key.counts(b)]
    out = Score()
    out.right.update(t.kind for t, _ in pairs)
    out.right.update(b.type for b, wanted in found.bonds if key.counts(wanted))
    out.false = [(t.kind, t.name) for t in found.only_document] + [(b.type, str(b)) for b in surplus]
    out.missed = [(t.kind, t.name) for t in found.only_dataset if id(t) not in key.optional]
    out.missed += [(b.type, str(b)) for b in lacking]
    _calibrate(draft, out, found, key)
    _rows(draft, out, found, key)
    missing = [t for t in found.only_dataset if id(t) not in key.optional]
    lost = [[t] for t in missing] + [[b.a, b.b] for b in lacking]
    unread = fold(" ".join(u.text for u in draft.unread))
    doubtful = fold(
        " ".join(
            e.clause for row in chain[Node | Link](draft.nodes, draft.links) for e in row.evidence if not _sure([e])
        )
    )
    out.listed = sum(_is_in(unread, things) for things in lost)
    out.doubted = sum(_is_in(doubtful, things) for things in lost if not _is_in(unread, things))
    for mine, theirs in pairs:
        for name in ("seats", "seats_max", "year", "target", "result"):
            a, b = mine.extra.get(name), theirs.extra.get(name)
            if b not in (None, "") or (
                a not in (None, "") and name in ("seats", "seats_max") and mine.kind != "Member"
            ):
                same = a not in (None, "") and b not in (None, "") and float(str(a)) == float(str(b))
                if same:
                    out.right[f"value {name}"] += 1
                elif b in (None, ""):
                    out.false.append((f"value {name}", f"{mine.name} {a}"))
                else:
                    out.missed.append((f"value {name}", f"{mine.name}: {b}, read {a}"))
                    out.listed += _is_in(unread, [theirs]) or _number_listed(draft, str(b))
    return out


def _all_evidence(draft: Draft) -> Iterator[Evidence]:
    for row in chain[Node | Link](draft.nodes, draft.links):
        yield from row.evidence


def _calibrate(draft: Draft, out: Score, found: Difference, key: Key) -> None:
    """Count the rows marked high, right and false; what is optional counts for neither."""
    nodes = [n for n in draft.nodes if n.merged is None]
    read_as = {
        **{id(t): n.evidence for t, n in zip(found.document.things, nodes, strict=True)},
        **{id(b): k.evidence for b, k in zip(found.document.bonds, draft.links, strict=True)},
    }
    sure = {one for one, evidence in read_as.items() if _sure(evidence)}
    excused = {id(mine) for mine, theirs in found.pairs if id(theirs) in key.optional}
    false_bonds = [b for b in found.bonds_only_document if not excused & {id(b.a), id(b.b)}]
    for right, rows in (
        (True, [*(t for t, _ in found.pairs), *(b for b, _ in found.bonds)]),
        (False, [*found.only_document, *false_bonds]),
    ):
        for row in rows:
            first = next((e for e in read_as[id(row)] if e.confidence == HIGH), read_as[id(row)][0])
            out.rules[first.rule, first.confidence, right] += 1
    out.sure_right = sum(id(t) in sure for t, _ in found.pairs) + sum(id(b) in sure for b, _ in found.bonds)
    out.sure_false = sum(id(t) in sure for t in found.only_document) + sum(id(b) in sure for b in false_bonds)


def _rows(draft: Draft, out: Score, found: Difference, key: Key) -> None:
    """Count the rows of a table that are right as a whole."""
    nodes = [n for n in draft.nodes if n.merged is None]
    read_as = {id(t): n for t, n in zip(found.document.things, nodes, strict=True)}
    of_key = {id(theirs): read_as[id(mine)] for mine, theirs in found.pairs}
    bonds = {(b.type, id(b.a), id(b.b)) for _, b in found.bonds}
    excused = {id(mine) for mine, theirs in found.pairs if id(theirs) in key.optional}
    false: dict[int, list[str]] = {}
    for thing in found.only_document:
        for evidence in read_as[id(thing)].evidence:
            false.setdefault(evidence.row + 1, []).append(f"false {thing.kind} {thing.name}")
    surplus = {id(b) for b in found.bonds_only_document if not excused & {id(b.a), id(b.b)}}
    for bond, link in zip(found.document.bonds, draft.links, strict=True):
        for evidence in link.evidence if id(bond) in surplus else ():
            false.setdefault(evidence.row + 1, []).append(f"false {bond}")
    told = {u.row + 1 for u in draft.unread} | {0 for u in draft.unread if u.reason == "table"}
    told |= {
        e.row + 1 for row in chain[Node | Link](draft.nodes, draft.links) for e in row.evidence if e.confidence == CHECK
    }
    names = {id(t): t for t in key.things}
    for number, row in key.rows.items():
        wrong = list(false.get(number, ()))
        for one, values in row.things.items():
            if one in of_key:
                read_values = of_key[one].values
                for name in IN_ROW:
                    wanted = values.get(name, "")
                    if wanted and not _same_value(wanted, read_values.get(name)):
                        wrong.append(f"{names[one].name}: {name} {wanted}, read {read_values.get(name)}")
            elif one not in key.optional:
                wrong.append(f"missed {names[one].kind} {names[one].name}")
        for type_, a, b in row.bonds - bonds - key.optional_bonds:
            if not key.optional & {a, b}:
                wrong.append(f"missed {type_} {names[a].name} → {names[b].name}")
        out.rows["right" if not wrong else "said" if number in told or 0 in told else "unsaid"] += 1
        out.wrong += [f"row {number}: {text}" for text in wrong]


def _same_value(wanted: str, got: object) -> bool:
    try:
        return float(wanted) == float(str(got))
    except ValueError:
        return fold(wanted) == fold(str(got or ""))


def _sure(evidence: list[Evidence]) -> bool:
    return any(e.confidence == HIGH for e in evidence)


def _is_in(said: str, things: list[Thing]) -> bool:
    """Whether the words of a missed fact are in the texts of a list."""
    for thing in things:
        title = fold(thing.title)
        bare = {re.sub(r" ?[0-9]{4}$", "", n) for n in thing.names} if thing.kind == "AnnualTarget" else set()
        inner = [fold(p) for p in re.split(r"[（）()、]|代表|兼任", thing.name) if len(p) > 1]
        names = {*thing.names, *bare, title, thing.post, *inner, fold(thing.name.partition(CUT)[0])}
        # Of posts that share an ending, and of a name over several clauses, the list has a part.
        names |= {fold(post_of(p)[0]) for p in re.split(r"[（）()]|代表|兼任", thing.name) if thing.kind == "Member"}
        names |= {fold(p) for p in re.split(r"[，、；,;]", thing.name) if len(p) > 4 and thing.kind == "Task"}
        if any(n and n in said for n in names):
            return True
    return False


def _number_listed(draft: Draft, value: str) -> bool:
    """Whether a number of seats is in the list of what is unread: the size of 本會 is stated without its name."""
    found = [m for u in draft.unread for m in re.finditer(COUNT, normalise(u.text))]
    return any(value in {str(n) for n in seats(m[0]) or ()} for m in found)


def chapter() -> Score | None:
    """The chapter against what the bundled data set says the plan itself states."""
    if not CHAPTER.is_file():
        return None
    known = [f for f in folders() if f.name in ("sdg", "climate-act", "chiayi") and f.is_dir()]
    return score(read(CHAPTER), side_of_files(known, ["chiayi"], editorial=False))


def laws() -> dict[str, dict[str, Any]]:
    """What the reader should find in each law, by the name of its file."""
    lines = (LAWS / "expected.jsonl").read_text(encoding="utf-8").splitlines()
    return {str(entry["file"]): entry for entry in map(json.loads, lines)}


def law(entry: dict[str, Any]) -> Score:
    """One law against its line of ``expected.jsonl``."""
    draft = read(LAWS / str(entry["file"]))
    if entry["kind"] == "seats":
        return _seats(draft, entry)
    return _items(draft, entry)


def _items(draft: Draft, entry: dict[str, Any]) -> Score:
    out = Score()
    key: set[tuple[str, str, str]] = set()
    items: list[dict[str, Any]] = entry["items"]
    roles = {"lead": "lead", "co": "co", "authority": "authority", "consulted": "consulted"}
    for number, item in enumerate(items, 1):
        for name, role in roles.items():
            key.update((str(number), role, fold(a)) for a in item.get(name, ()))
    tasks = [n for n in draft.of_kind("Task") if n.values.get("number")]
    mine: list[tuple[str, str, set[str], str]] = []
    for task in tasks:
        for link in draft.links:
            if link.b.real() is task and RELATIONSHIP[link.type].role:
                role = "lead" if link.type == "CONVENES" else "co"
                role = "authority" if "主管" in link.wording else "consulted" if "會辦" in link.wording else role
                agency = link.a.real()
                mine.append(
                    (str(task.values["number"]), role, {fold(n) for n in (agency.name, *agency.aliases)}, agency.name)
                )
    for place, role, names, shown in mine:
        hit = next((k for k in key if k[:2] == (place, role) and k[2] in names), None)
        if hit:
            key.discard(hit)
            out.right[role] += 1
        else:
            out.false.append((role, f"{place}: {shown}"))
    out.missed = [(role, f"{place}: {name}") for place, role, name in sorted(key)]
    out.right["item"] += min(len(tasks), len(items))
    out.missed += [("item", "an item without a task")] * max(0, len(items) - len(tasks))
    return out


def _seats(draft: Draft, entry: dict[str, Any]) -> Score:
    out = Score()
    bodies = [entry, *entry["subgroups"]]
    for want in bodies:
        name = str(want.get("body") or want.get("name"))
        body = draft.find("Council", name) or draft.find("Subgroup", name)
        if body is None:
            out.missed.append(("body", name))
            continue
        out.right["body"] += 1
        seats = [k.a.real() for k in draft.linked("SITS_ON", b=body)]
        duties = sum(1 for k in draft.linked("UNDERTAKES", a=body) if k.b.real().values.get("number"))
        officials = [s for s in seats if s.values["seat_title"] == "委員" and s.values.get("basis") != ["expert"]]
        experts = [s for s in seats if s.values.get("basis") == ["expert"]]
        facts: list[tuple[str, object, object]] = [
            (
                "total",
                want["total"],
                [body.values.get("seats"), body.values.get("seats_max", body.values.get("seats"))],
            ),
            ("tasks", want["tasks"], duties),
            (
                "officials",
                want.get("listed_officials", want.get("agency_reps")),
                sum(s.values["seats"] for s in officials),
            ),
            (
                "experts",
                want["experts"],
                [
                    sum(s.values["seats"] for s in experts),
                    sum(s.values.get("seats_max") or s.values["seats"] for s in experts),
                ],
            ),
        ]
        posts = {
            "召集人": want["chair"] if isinstance(want["chair"], str) else want["chair"]["held_by"],
            "副召集人": want["deputy"] if isinstance(want["deputy"], str) else want["deputy"]["held_by"],
        }
        if "secretary" in want:
            posts["執行秘書"] = want["secretary"]["held_by"]
            posts["副執行秘書"] = want["deputy_secretary"]["held_by"]
        for title, held in posts.items():
            for post in held if isinstance(held, list) else [held]:
                read_posts = {fold(str(s.values.get("post", ""))) for s in seats if s.values["seat_title"] == title}
                facts.append(
                    (
                        f"seat {title}",
                        True,
                        any(p.endswith(fold(post)) or fold(post).endswith(p) for p in read_posts if p),
                    )
                )
            known = len(held) if isinstance(held, list) else 1
            surplus = sum(1 for s in seats if s.values["seat_title"] == title) - known
            out.false += [(f"seat {title}", name)] * max(0, surplus)
        if "staff_unit" in want:
            staff = [k for k in draft.linked("CONVENES") if "幕僚" in k.b.real().name]
            facts.append(
                (
                    "staff",
                    True,
                    any(normalise(str(want["staff_unit"])) in {k.a.real().name, *k.a.real().aliases} for k in staff),
                )
            )
        for kind, wanted, got in facts:
            if wanted == got:
                out.right[kind] += 1
            else:
                out.missed.append((kind, f"{name}: {wanted}"))
                if got not in (0, False, [0, 0], [None, None]):
                    out.false.append((kind, f"{name}: {got}"))
    subgroups = {str(s["name"]) for s in entry["subgroups"]}
    out.false += [("body", n.name) for n in draft.of_kind("Subgroup") if n.name not in subgroups]
    return out


def key_side(path: Path) -> Key:
    """A key file: lines of records and relationships. What is optional comes last, so that it pairs last."""
    nodes: dict[str, tuple[str, dict[str, object]]] = {}
    links: list[tuple[str, str, str, dict[str, object]]] = []
    optional: set[str | tuple[str, str, str]] = set()
    of_rows: dict[int, tuple[list[tuple[str, dict[str, str]]], list[tuple[str, str, str]]]] = {}
    lines: list[tuple[int, str]] = []
    row = 0
    for line in path.read_text(encoding="utf-8").splitlines():
        if begins := ROW.match(line):
            row = int(begins["row"])
        elif "|" in line and line[0] != "#":
            lines.append((row, line))
    for row, line in sorted(lines, key=lambda numbered: numbered[1].startswith(OPTIONAL)):
        parts = [p.strip() for p in line.removeprefix(OPTIONAL).split("|")]
        records, relations = of_rows.setdefault(row, ([], []))
        if parts[0] in KIND:
            details: dict[str, object] = {"name": parts[1]}
            for detail in parts[2:]:
                name, _, value = detail.partition("=")
                details[name.strip()] = value.strip()
            entry: str | tuple[str, str, str] = f"{parts[0]} {parts[1]}"
            known = nodes.get(str(entry), (parts[0], {}))[1]
            nodes[str(entry)] = (parts[0], {**known, **details})
            records.append((str(entry), {k: str(v) for k, v in details.items()}))
        elif parts[0] in RELATIONSHIP:
            entry = (parts[0], *_ends(parts, nodes))
            links.append((*entry, {}))
            relations.append(entry)
        else:
            raise ValueError(f"{path.name}: {line}")
        if line.startswith(OPTIONAL):
            optional.add(entry)
    side = side_of_rows(nodes, links)
    things = {name: id(thing) for name, thing in zip(nodes, side.things, strict=True)}
    return Key(
        side.things,
        side.bonds,
        {things[e] for e in optional if isinstance(e, str)},
        {(e[0], things[e[1]], things[e[2]]) for e in optional if not isinstance(e, str)},
        {number: _row(things, *of_row) for number, of_row in of_rows.items() if number},
    )


def _row(
    things: dict[str, int], records: list[tuple[str, dict[str, str]]], relations: list[tuple[str, str, str]]
) -> Row:
    row = Row(bonds={(type_, things[a], things[b]) for type_, a, b in relations})
    for entry, details in records:
        row.things.setdefault(things[entry], {}).update(details)
    return row


def _ends(parts: list[str], nodes: dict[str, tuple[str, dict[str, object]]]) -> tuple[str, str]:
    for start, end in RELATIONSHIP[parts[0]].ends:
        a, b = f"{start} {parts[1]}", f"{end} {parts[2]}"
        if a in nodes and b in nodes:
            return a, b
    raise ValueError(f"an end of this line has no record: {' | '.join(parts)}")


def passages(hold_out: bool) -> list[tuple[str, Path, Path]]:
    """Name, text and key of the invented passages; those whose name begins with ``hold`` are kept back."""
    found = []
    for key in sorted((HERE / "reader_passages").glob("*.key")):
        if key.name.startswith("hold") == hold_out:
            text = next(p for p in sorted(key.parent.glob(f"{key.stem}.*")) if p.suffix != ".key")
            found.append((key.stem, text, key))
    return found


def keyed_texts(keys: Path, texts: Path) -> tuple[list[tuple[str, Path, Path]], list[str]]:
    """Name, text and key of the texts that lie beside the repository, and the keys whose text is absent."""
    found: list[tuple[str, Path, Path]] = []
    absent: list[str] = []
    for key in sorted(keys.glob("*.key")):
        here = sorted(p for p in texts.rglob(f"{key.stem}.*") if p.is_file() and p.suffix != ".key")
        found += [(p.name, p, key) for p in here]
        absent += [] if here else [key.stem]
    return found, absent


def show(name: str, result: Score, quiet: bool) -> None:
    """Print the figures of one document, and its misses and false facts."""
    kinds = sorted({*result.right, *(k for k, _ in result.false), *(k for k, _ in result.missed)})
    right, false, missed, precision, recall, f1 = result.figures()
    counts = f"({right} right, {false} false, {missed} missed)"
    print(f"{name}: precision {precision:.3f}  recall {recall:.3f}  F1 {f1:.3f}  {counts}")
    if result.missed and result.listed:
        of_all = f"{result.listed} of {len(result.missed)} missed facts"
        doubted = f"{result.doubted} more are in the clause of a row to be checked"
        print(f"    {of_all} have their clause on the list of what is unread, {doubted}")
    if result.rows:
        rows = result.rows
        told = rows["right"] + rows["said"]
        print(f"    {rows['right']} of {rows.total()} rows right, {told} right or said to be read in part")
    sure = result.sure_right + result.sure_false
    if name.startswith("ALL") and sure:
        print(f"    {sure} rows marked high, {result.sure_right / sure:.4f} of them right")
    if quiet:
        return
    for kind in kinds:
        r, f, m, p, c, one = result.figures(kind)
        if f or m or len(kinds) < 30:
            print(f"    {kind:<16} {r:>4} right {f:>3} false {m:>3} missed   P {p:.2f} R {c:.2f} F1 {one:.2f}")
    for kind, text in result.false:
        print(f"    FALSE  {kind}  {text}")
    for kind, text in result.missed:
        print(f"    MISSED {kind}  {text}")
    for text in result.wrong:
        print(f"    ROW    {text}")


def show_rules(result: Score) -> None:
    """Print by rule how many rows it read: high right and false, to be checked right and false."""
    for rule in sorted({rule for rule, _, _ in result.rules}):
        counts = [result.rules[rule, how, right] for how in (HIGH, CHECK) for right in (True, False)]
        high, check = (f"{counts[i]:>4} right {counts[i + 1]:>3} false" for i in (0, 2))
        print(f"    {rule:<34} high {high}   check {check}")


def leave_out(family: str) -> None:
    """Read without one family of rules, to see whether what it would have read is on the list of what is unread."""
    kept = tuple(rule for rule in pipeline.ORDER if rule.__module__.rpartition(".")[2] != family)
    if len(kept) == len(pipeline.ORDER):
        raise SystemExit(f"no family of rules: {family}")
    pipeline.ORDER = kept


def scores_of_keys(folder: str, keys: Path) -> dict[str, Score]:
    """Scores of the texts of one folder of keys, which may lie beside them; the absent texts are named."""
    beside = any(path.suffix not in (".key", "") for path in keys.iterdir())
    found, absent = keyed_texts(keys, keys if beside else TEXTS[folder])
    if absent:
        print(f"{folder}: no text for {len(absent)} keys, not scored: {', '.join(absent)}")
    return {f"{folder} {name}": score(read(text), key_side(key)) for name, text, key in found}


def all_scores(hold_out: bool = False) -> dict[str, Score]:
    """Score of every key that is present, by document."""
    out: dict[str, Score] = {}
    if not hold_out:
        found = chapter()
        if found is not None:
            out["chapter"] = found
        for name, entry in laws().items():
            out[f"law {name}"] = law(entry)
    for name, text, key in passages(hold_out):
        out[f"passage {name}"] = score(read(text), key_side(key))
    if not hold_out:
        for folder in TEXTS:
            out |= scores_of_keys(folder, HERE / "reader_passages" / folder)
    return out


def main() -> int:
    """Print all scores; 1 when a target is missed."""
    parser = argparse.ArgumentParser(description="Score the plan reader.")
    parser.add_argument("--quiet", action="store_true")
    parser.add_argument("--hold-out", action="store_true")
    parser.add_argument("--keys", type=Path, help="a folder of keys, with their texts or of laws")
    parser.add_argument("--by-rule", action="store_true")
    parser.add_argument("--without", metavar="FAMILY")
    options = parser.parse_args()
    if options.without:
        leave_out(options.without)
    groups: dict[str, Score] = {}
    scores = scores_of_keys("laws", options.keys) if options.keys else all_scores(options.hold_out)
    for name, result in scores.items():
        show(name, result, options.quiet)
        groups.setdefault(name.split(" ")[0], Score()).add(result)
    targets = {"chapter": (1.0, 0.95), "law": (0.97, 0.90), "passage": (0.95, 0.85)}
    failed = False
    for name, result in groups.items():
        show(f"ALL {name}", result, True)
        if options.by_rule:
            show_rules(result)
        precision, recall = result.figures()[3:5]
        least = targets.get(name, (0.0, 0.0))
        failed = failed or precision < least[0] or recall < least[1]
    return int(failed)


if __name__ == "__main__":
    sys.exit(main())
