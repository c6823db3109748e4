"""The log of loads: what each changed, kept so that the last one can be taken back.

It is written in the load's own transaction. Of a load that made a data set only its size is kept, of any other what the
records were before and a mark of what they became. Old and large change sets are given up first; the entries stay.
Beside the entries it keeps the state of each data set, see ``loaded_state``.
"""

from __future__ import annotations

import base64
import getpass
import hashlib
import json
import os
import zlib
from collections.abc import Iterable, Mapping
from contextlib import suppress
from datetime import UTC, datetime
from types import MappingProxyType
from typing import Any, NamedTuple, cast

from quanze.changes.change_set import ChangeSet, compare
from quanze.changes.edition import Edition, edition_of
from quanze.changes.loaded_state import STATE, LoadedState, states
from quanze.errors import DataError, StorageError
from quanze.graph.engine import Engine, Reader, Transaction
from quanze.graph.upsert import Changes, apply
from quanze.locale import message
from quanze.schema.relationships import ROLES
from quanze.schema.rows import LoadCount, LoggedLoad, Row
from quanze.schema.words import FALSE_WORDS

MOST_LOADS = 100
"""Entries that are kept."""
MOST_CHANGES = 8_000_000
"""Characters of kept change sets, packed, all together."""
NAMES = "QUANZE_LOG_NAMES"
"""The environment variable that keeps the account's name out of the log when it says no."""


NONE_KNOWN: Mapping[str, LoadedState] = MappingProxyType({})
"""The states after something of which nobody knows what it left."""


class Loaded(NamedTuple):
    """What one load did to one data set, the file it came from, and how many cells somebody accepted as they were."""

    changes: ChangeSet
    source: str
    sha256: str = ""
    accepted: int = 0


def record(
    transaction: Transaction, action: str, loads: Iterable[Loaded], after: Mapping[str, LoadedState] = NONE_KNOWN
) -> None:
    """Log what changes, as one load, and the states of all data sets ``after`` it, so far as they are known.

    Nothing is written when nothing changes. ``action`` is load or copy.
    """
    done = [load for load in loads if load.changes]
    kept = transaction.load_log()
    if not done and states(kept) == after:
        return
    entries = _loads(kept)
    number = 1 + max((entry["number"] for entry in entries), default=0)
    now, by = _now(), _account()
    for load in done:
        counts = load.changes.counts()
        entries.append(
            {
                "number": number,
                "at": now,
                "action": action,
                "dataset": load.changes.dataset,
                "source": load.source,
                "sha256": load.sha256,
                "added": sum(c["added"] for c in counts),
                "changed": sum(c["changed"] for c in counts),
                "removed": sum(c["removed"] for c in counts),
                "accepted": load.accepted,
                "by": by,
                "undone": "",
                "kept": _packed(load.changes),
            }
        )
    transaction.keep_load_log([*_bounded(entries), *(state.row() for state in after.values())])


def _loads(entries: Iterable[Row]) -> list[Row]:
    """The entries that are loads."""
    return [entry for entry in entries if entry["action"] != STATE]


def _bounded(entries: list[Row]) -> list[Row]:
    """The newest entries; of a load that does not fit any more no change set is kept, nor of those before it."""
    numbers = sorted({entry["number"] for entry in entries})[-MOST_LOADS:]
    room, full = MOST_CHANGES, False
    kept = {number: [e for e in entries if e["number"] == number] for number in numbers}
    for number in reversed(numbers):
        size = sum(len(entry["kept"]) for entry in kept[number])
        full = full or size > room
        room -= size
        if full:
            kept[number] = [{**entry, "kept": ""} for entry in kept[number]]
    return [entry for number in numbers for entry in kept[number]]


def log(reader: Engine) -> list[LoggedLoad]:
    """The loads, the last first."""
    rows = [
        {"accepted": 0, **{k: v for k, v in entry.items() if k != "kept"}, "can_be_undone": bool(entry["kept"])}
        for entry in reversed(_loads(reader.load_log()))
    ]
    return cast(list[LoggedLoad], rows)


def replaced_since(reader: Engine, day: str) -> dict[str, str]:
    """The data sets of which a load after a day changed what was there, and whose roles are not all dated: the day of
    the last such load. What held before it is not known of them."""
    found: dict[str, str] = {}
    for entry in _loads(reader.load_log()):
        loaded = datetime.fromisoformat(entry["at"]).astimezone().date().isoformat()
        if not entry["undone"] and (entry["changed"] or entry["removed"]) and loaded > day:
            found[entry["dataset"]] = loaded
    if not found:
        return found
    types = "|".join(role.type for role in ROLES)
    rows = reader.read(
        f"MATCH ()-[r:{types}]->() WHERE r.dataset IN $datasets AND r.valid_from IS NULL "
        "RETURN DISTINCT r.dataset AS dataset ORDER BY dataset",
        {"datasets": sorted(found)},
    )
    return {row["dataset"]: found[row["dataset"]] for row in rows}


def undo(engine: Engine) -> list[LoadCount]:
    """Take the last load back that was not taken back yet, as one transaction; the counts of what that changed.

    Raises DataError when there is none, or when the database was changed otherwise since then.
    """

    def work(transaction: Transaction) -> list[LoadCount]:
        entries = _loads(transaction.load_log())  # what the states say holds no longer
        number = max((entry["number"] for entry in entries if not entry["undone"]), default=None)
        if number is None:
            raise DataError(
                message("No load is logged that could be taken back."),
                message("Load the files of the earlier state; `quanze log` lists what is logged."),
            )
        every, report = Changes(), []
        for entry in (e for e in entries if e["number"] == number):
            change_set = _back(transaction, entry)
            change_set.write_into(every)
            report += change_set.counts()
            entry.update(undone=_now(), kept="")
        apply(transaction, every)
        transaction.keep_load_log(entries)
        return report

    report = engine.transact(work)
    with suppress(StorageError):  # the data has landed; questions are answered without, only slower
        engine.after_load()
    return report


def _back(reader: Reader, entry: Row) -> ChangeSet:
    """What takes one entry back."""
    dataset = entry["dataset"]
    if not entry["kept"]:
        raise DataError(
            message("The load of {dataset} at {at} is too large to be taken back.", dataset=dataset, at=entry["at"]),
            message("Load the files of the earlier state with --replace."),
        )
    kept = _unpacked(entry["kept"])
    now = edition_of(reader, dataset)
    if "whole" in kept:
        changed = kept["whole"] != [now.count(), _mark(now.description)]
        wanted = Edition(dataset)
    else:
        wanted, changed = _former(now, kept)
    if changed:
        raise DataError(
            message("The data set {dataset} was changed after its last logged load.", dataset=dataset),
            message("Nothing was taken back. Load the files of the earlier state."),
        )
    return compare(now, wanted)


def _packed(changes: ChangeSet) -> str:
    """What is needed to take a change set back, as text."""
    before, after = changes.description
    kept: dict[str, Any]
    if before is None:
        nodes = sum(map(len, changes.nodes.values()))
        kept = {"whole": [nodes + sum(map(len, changes.links.values())), _mark(after)]}
    else:
        kept = {
            "description": [before, _mark(after)],
            "nodes": {
                kind: [[(new or old or {})["id"], old, _mark(new)] for old, new in rows]
                for kind, rows in changes.nodes.items()
            },
            "links": [
                [list(ends), [[(new or old or ("", "", {}))[2]["key"], old, _mark(new)] for old, new in rows]]
                for ends, rows in changes.links.items()
            ],
        }
    text = json.dumps(kept, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")
    return base64.b85encode(zlib.compress(text, 6)).decode("ascii")


def _unpacked(text: str) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(zlib.decompress(base64.b85decode(text)).decode("utf-8", "surrogatepass"))
    return found


def _former(now: Edition, kept: Mapping[str, Any]) -> tuple[Edition, bool]:
    """The edition before a load, and whether anything it changed is not as it left it."""
    description, mark = kept["description"]
    changed = _mark(now.description) != mark
    former = Edition(now.dataset, description, {k: dict(v) for k, v in now.nodes.items()}, {})
    former.links = {ends: dict(rows) for ends, rows in now.links.items()}
    for kind, rows in kept["nodes"].items():
        records = former.nodes.setdefault(kind, {})
        for id_, old, mark in rows:
            changed |= _mark(records.pop(id_, None)) != mark
            if old is not None:
                records[id_] = old
    for ends, rows in kept["links"]:
        links = former.links.setdefault(tuple(ends), {})
        for key, old, mark in rows:
            changed |= _mark(links.pop(key, None)) != mark
            if old is not None:
                start, end, props = old
                links[key] = (start, end, props)
    return former, changed


def _mark(state: Any) -> str:
    """A short mark of what a record or relationship is; empty for none."""
    if not state:
        return ""
    text = json.dumps(state, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return hashlib.blake2b(text.encode("utf-8", "surrogatepass"), digest_size=6).hexdigest()


def _now() -> str:
    return datetime.now(UTC).isoformat(timespec="seconds")


def _account() -> str:
    """The name of the account that loads; empty when it is switched off or there is none."""
    if os.environ.get(NAMES, "").strip().casefold() in FALSE_WORDS:
        return ""
    try:
        return getpass.getuser()
    except (KeyError, OSError, ImportError):  # an account without a name, as in some containers
        return ""
