"""The plans at hand: database files in the user's folder, and those opened from elsewhere."""

from __future__ import annotations

import re
import unicodedata
from contextlib import suppress
from datetime import datetime
from pathlib import Path
from typing import NamedTuple

from quanze.errors import FileError, QueryError
from quanze.exports.atomic_file import write_file
from quanze.locale import message
from quanze.plain_files import dataset_id, is_file
from quanze.web.desk.file_names import safe_name

ENDING = ".kgl"
_SERVER = re.compile(r"(?:neo4j|bolt)(?:\+s|\+ssc)?://", re.ASCII)
REMEMBERED = "opened-elsewhere.txt"
"""The file in the folder with plans that were opened from elsewhere, an address a line."""
EXAMPLE = "chiayi"
"""The name of the plan to try it with."""


class Plan(NamedTuple):
    """A plan: its key in addresses, its name, and the database. ``changed`` is empty while it has no file."""

    key: str
    name: str
    database: str
    changed: str = ""

    @property
    def is_there(self) -> bool:
        """Whether something was loaded into it; a server is asked only when its pages are."""
        return bool(_SERVER.match(self.database)) or is_file(Path(self.database))


class Plans:
    """Plans in ``folder``, and those that were opened or begun since the program started."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self._others: dict[str, str] = {}
        """Keys and databases of plans outside the folder, and of those that are still empty."""
        self._for_files: set[str] = set()
        for database in self._remembered():
            if _SERVER.match(database) or is_file(Path(database)):
                self._kept(database)

    def all(self) -> list[Plan]:
        """The plans, the last changed first."""
        found = {str(path): path.stat().st_mtime for path in self._files()}
        databases = [*sorted(found, key=lambda path: -found[path])]
        databases += [database for database in self._others.values() if database not in found]
        plans: dict[str, Plan] = {}
        keys = {database: key for key, database in self._others.items()}
        for database in databases:
            key = keys.get(database) or _free(_key(database), plans)
            plans[key] = Plan(key, _name(database), database, _shown(found.get(database) or _changed(database)))
        return list(plans.values())

    def get(self, key: str) -> Plan | None:
        """The plan of that key."""
        return next((plan for plan in self.all() if plan.key == key), None)

    def begin(self, name: str, *, for_file: bool = False) -> Plan:
        """A new plan of that name, which has a file once something is loaded; one ``for_file`` was not asked for by
        itself. QueryError when the name is taken."""
        stem = safe_name(name).removesuffix(ENDING).strip()
        if not stem:
            raise QueryError(message("A plan needs a name."), message("Type one, such as 2026 climate plan."))
        path = self.folder / f"{stem}{ENDING}"
        folded = unicodedata.normalize("NFKC", stem).casefold()
        if any(unicodedata.normalize("NFKC", plan.name).casefold() == folded for plan in self.all()):
            raise QueryError(
                message("There is already a plan named {name}.", name=stem),
                message("Open that one, or choose another name."),
            )
        plan = self._kept(str(path))
        if for_file:
            self._for_files.add(plan.key)
        return plan

    def forget_empty(self, key: str) -> None:
        """Forget a plan that was begun for a file, unless something was loaded into it."""
        plan = self.get(key)
        if plan and key in self._for_files and not plan.is_there:
            del self._others[key]

    def free_name(self, name: str) -> str:
        """The name, with a number where another plan has it."""
        names = {plan.name.casefold() for plan in self.all()}
        number, found = 1, name
        while found.casefold() in names:
            number += 1
            found = f"{name} {number}"
        return found

    def open(self, address: str) -> Plan:
        """The plan at a path or at the address of a Neo4j server. FileError when no database file is there."""
        text = address.strip().strip("\"'")
        if not _SERVER.match(text):
            path = Path(text).expanduser()
            if not text or path.suffix.lower() != ENDING or not is_file(path):
                raise FileError(
                    message("{path} is not a plan that can be opened.", path=text or message("An empty path")),
                    message("Type the path of a {ending} file, or the neo4j:// address of a server.", ending=ENDING),
                )
            text = str(path.resolve())
        known = next((plan for plan in self.all() if plan.database == text), None)
        if known:
            return known
        plan = self._kept(text)
        self._remember(text)
        return plan

    def _remembered(self) -> list[str]:
        try:
            text = (self.folder / REMEMBERED).read_text(encoding="utf-8")
        except (OSError, UnicodeDecodeError):
            return []  # it is only a list of places, and was not written by us where it cannot be read
        lines = (line for line in text.splitlines() if _SERVER.match(line) or line.endswith(ENDING))
        return list(dict.fromkeys(lines))

    def _remember(self, database: str) -> None:
        """List a plan again at the next start; a server without the name and password in its address."""
        address = _without_password(database)
        if any(sign in address for sign in "\r\n"):
            return
        self.make_folder()
        with suppress(OSError):  # a folder that cannot be written keeps none
            write_file(self.folder / REMEMBERED, "".join(f"{one}\n" for one in [*self._remembered(), address]))

    def make_folder(self) -> None:
        """Make the folder, for this user alone."""
        self.folder.mkdir(mode=0o700, parents=True, exist_ok=True)

    def _kept(self, database: str) -> Plan:
        key = _free(_key(database), {plan.key: plan for plan in self.all()})
        self._others[key] = database
        plan = self.get(key)
        assert plan is not None
        return plan

    def _files(self) -> list[Path]:
        try:
            return [path for path in self.folder.glob(f"[!.]*{ENDING}") if is_file(path)]
        except OSError:
            return []


def _key(database: str) -> str:
    return dataset_id(Path(re.sub(r"[:/?#@]+", "-", database) if _SERVER.match(database) else database))


def _free(key: str, taken: dict[str, Plan]) -> str:
    number, found = 1, key
    while found in taken:
        number += 1
        found = f"{key}-{number}"
    return found


def _name(database: str) -> str:
    if _SERVER.match(database):
        return _without_password(database)
    return Path(database).stem


def _without_password(database: str) -> str:
    """An address without who enters with which password; a path as it is."""
    if not _SERVER.match(database):
        return database
    return re.sub(r"//.*@", "//", database, flags=re.DOTALL).partition("?")[0].partition("#")[0]


def _changed(database: str) -> float | None:
    path = Path(database)
    return path.stat().st_mtime if not _SERVER.match(database) and is_file(path) else None


def _shown(seconds: float | None) -> str:
    return datetime.fromtimestamp(seconds).isoformat(" ", "minutes") if seconds else ""
