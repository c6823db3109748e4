"""Long steps run in a process of their own: they say how far they are, end with what went wrong, and can be stopped."""

from __future__ import annotations

import hashlib
import os
import subprocess
import sys
import time
from collections.abc import Callable
from pathlib import Path

import pytest

from quanze.errors import QueryError
from quanze.locale import message
from quanze.web.desk.steps import AT_HAND, DONE, FAILED, STOPPED, Step
from tests.flat_sheets import ROWS, flat
from tests.web.desk_client import Person

pytestmark = pytest.mark.process
PLAIN = [row[:-1] for row in ROWS]
"""Rows that refer to no SDG target, so that nothing is loaded with them."""
OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504
"""The beginning of a file of Office before 2007, and of one with a password."""
Progress = Callable[[str, int, int], None]


def double(number: int, progress: Progress) -> int:
    progress("half", 1, 2)
    return 2 * number


def imported(names: tuple[str, ...], _progress: Progress) -> list[str]:
    return [name for name in names if name in sys.modules]


def fail(kind: str, _progress: Progress) -> None:
    if kind == "ours":
        raise QueryError(message("Wrong."), message("Do it right."))
    if kind == "end":
        os._exit(3)
    raise ValueError(kind)


def sleep_with_child(path: str, progress: Progress) -> None:
    child = subprocess.Popen([sys.executable, "-c", "import time; time.sleep(600)"])
    Path(path).write_text(str(child.pid))
    progress("asleep", 1, 3)
    time.sleep(600)


def test_a_step_gives_what_it_found() -> None:
    found: list[int] = []

    def ended(value: int) -> str:
        found.append(value)
        return "/next"

    step = Step(message("Double"), double, (21,), back="/back", ended=ended)
    assert step.wait(60)
    assert (step.state, step.next, found, step.doing) == (DONE, "/next", [42], ("half", 1, 2))


@pytest.mark.skipif(sys.platform != "linux", reason="elsewhere each process imports what it uses")
def test_a_step_finds_imported_what_most_steps_use() -> None:
    found: list[str] = []

    def ended(names: list[str]) -> str:
        found.extend(names)
        return ""

    assert Step(message("Look"), imported, (AT_HAND,), back="", ended=ended).wait(60)
    assert found == [*AT_HAND]


@pytest.mark.parametrize(
    ("kind", "said", "advice"),
    [
        ("ours", "Wrong.", "Do it right."),
        ("other", "The step failed: ValueError.", "See the terminal for details."),
        ("end", "The step ended before it was done.", "Try again; if it happens again, free some memory."),
    ],
)
def test_a_step_that_fails_says_why(kind: str, said: str, advice: str) -> None:
    step = Step(message("Fail"), fail, (kind,), back="/back", ended=lambda _: "/next")
    assert step.wait(60)
    assert step.state == FAILED and step.fault is not None
    assert (str(step.fault.message), str(step.fault.advice)) == (said, advice)


@pytest.mark.skipif(os.name == "nt", reason="a group of processes is one of POSIX")
def test_a_step_that_is_stopped_ends_with_what_it_started(tmp_path: Path) -> None:
    with Person(tmp_path / "plans") as person:
        said = tmp_path / "pid"
        step = Step(message("Sleep"), sleep_with_child, (str(said),), back="/en/", ended=lambda _: "/next")
        person.at_hand.steps.keep(step)
        for _ in range(600):
            if step.doing[0]:
                break
            time.sleep(0.05)
        page = person.get(f"/en/steps/{step.id}").text
        assert '<progress value="1" max="3"' in page and "asleep" in page and "<noscript><meta" in page
        assert person.send(f"/en/steps/{step.id}/stop").status == 303
        assert step.wait(10) and step.state == STOPPED
        assert "as a whole or not at all" in person.get(f"/en/steps/{step.id}").text
        for _ in range(100):
            if not _runs(int(said.read_text())):
                break
            time.sleep(0.05)
        assert not _runs(int(said.read_text()))


def _runs(pid: int) -> bool:
    try:
        state = Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0]
    except OSError:
        return False
    return state != "Z"


def test_a_sheet_goes_from_the_drop_to_an_answer_and_back(tmp_path: Path) -> None:
    content = flat(tmp_path / "f.xlsx", rows=PLAIN).read_bytes()
    with Person(tmp_path / "plans") as person:
        checked = person.waited(person.drop("/en/files", "追蹤表.xlsx", content))
        assert checked.startswith("/en/files/")
        page = person.get(checked).text
        assert "What a load would change" in page
        loaded = person.waited(person.send(f"{checked}/load"))
        assert person.get(loaded).status == 200
        plan = person.at_hand.plans.all()[0]
        assert plan.name == "追蹤表"
        explorer = f"/plan/{plan.key}/en"
        assert "工務局" in person.get(f"{explorer}/agencies").text
        before = hashlib.sha256(Path(plan.database).read_bytes()).hexdigest()
        for address in (f"/en/plans/{plan.key}", f"{explorer}/tasks", f"/en/plans/{plan.key}/tables?dataset=nope"):
            person.get(address)
        assert hashlib.sha256(Path(plan.database).read_bytes()).hexdigest() == before
        dataset = person.get(f"{explorer}/index.json").text
        assert dataset
        person.waited(person.send(f"/en/plans/{plan.key}/undo"))
        assert "工務局" not in person.get(f"{explorer}/agencies").text
        assert person.waited(person.send("/en/plans", {"what": "example"})).startswith("/plan/chiayi/en/")
        assert person.get("/plan/chiayi/en/record/chiayi/agency/epb").status == 200


def test_a_load_that_removes_much_asks_first(tmp_path: Path) -> None:
    with Person(tmp_path / "plans") as person:
        more = [("減緩組", f"任務{n}", "工務局", "", "", "", "", "", "") for n in range(30)]
        first = person.waited(
            person.drop("/en/files", "p.xlsx", flat(tmp_path / "1.xlsx", *more, rows=PLAIN).read_bytes())
        )
        person.waited(person.send(f"{first}/load"))
        key = person.at_hand.plans.all()[0].key
        second = person.waited(
            person.drop(f"/en/plans/{key}/files", "p.xlsx", flat(tmp_path / "2.xlsx", rows=PLAIN).read_bytes())
        )
        assert 'name="replace"' in person.get(second).text
        stopped = person.send(f"{second}/load").headers["location"]
        step = person.at_hand.steps.get(stopped.rpartition("/")[2])
        assert step is not None and step.wait(60) and step.state == FAILED
        assert "/loaded" in person.waited(person.send(f"{second}/load", {"replace": "yes"}))


@pytest.mark.parametrize(
    ("name", "content", "said"),
    [
        ("cut.xlsx", b"PK\x03\x04 and no more", "cut.xlsx is damaged or incomplete"),
        ("locked.xlsx", OLE + "EncryptedPackage".encode("utf-16-le"), "remove the password, and save it again"),
        ("renamed.xlsx", OLE + "Workbook".encode("utf-16-le"), "save it as .xlsx; renaming is not enough"),
        ("old.docx", OLE + "WordDocument".encode("utf-16-le"), "save it as .docx; renaming is not enough"),
        ("page.xlsx", b"<html><table></table></html>", "page.xlsx is a web page"),
    ],
)
@pytest.mark.sweep
def test_a_file_that_is_not_what_its_name_says_is_refused_with_what_to_do(
    tmp_path: Path, name: str, content: bytes, said: str
) -> None:
    with Person(tmp_path / "plans") as person:
        address = person.drop("/en/files", name, content).headers["location"]
        step = person.at_hand.steps.get(address.rpartition("/")[2])
        assert step is not None and step.wait(60)
        page = person.get(address).text
        assert said in page
        assert str(tmp_path) not in page
        assert person.at_hand.plans.all() == [] and person.uploads.of("cut") == []
