"""Broken documents: each ends in text or in a message with advice, whatever a library makes of it.

``pytest tests/faults/test_documents.py --documents 10000`` reads as many. The process that reads each has the product's
limits, but is forked from one that has the libraries: to start Python for each takes longer than to read it.
"""

from __future__ import annotations

import base64
import json
import subprocess
import sys
import time
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pytest

from quanze.errors import FileError
from quanze.reader import read_plan
from tests.reader.documents import WRITERS, mutated

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="processes that are forked")

READERS = """
import base64, json, os, sys
from quanze.reader.formats import child, docx, html, odt, pdf, sheets
import docx as _, pdfplumber, python_calamine

for line in sys.stdin:
    from_child, to_parent = os.pipe()
    if (process := os.fork()) == 0:
        os.dup2(to_parent, 1)
        code = 1
        try:
            sys.argv[1:] = json.loads(line)
            child.main()
            sys.stdout.flush()
            code = 0
        except SystemExit as e:
            code = e.code
        finally:
            os._exit(code)
    os.close(to_parent)
    with os.fdopen(from_child, "rb") as answer:
        said = base64.b64encode(answer.read()).decode()
    print(json.dumps([os.waitstatus_to_exitcode(os.waitpid(process, 0)[1]), said]), flush=True)
"""


@pytest.fixture
def forked(monkeypatch: pytest.MonkeyPatch) -> Iterator[None]:
    """Within, a document is read by a fork of one process."""
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", READERS],
        stdin=subprocess.PIPE,
        stdout=subprocess.PIPE,
        stderr=subprocess.DEVNULL,
        text=True,
    ) as readers:
        assert readers.stdin is not None and readers.stdout is not None
        asked, answers = readers.stdin, readers.stdout

        def run(command: list[str], **_: Any) -> subprocess.CompletedProcess[bytes]:
            asked.write(json.dumps(command[-2:]) + "\n")
            asked.flush()
            code, said = json.loads(answers.readline())
            return subprocess.CompletedProcess(command, code, base64.b64decode(said))

        monkeypatch.setattr(subprocess, "run", run)
        yield
        asked.close()


@pytest.mark.usefixtures("forked")
@pytest.mark.parametrize("format_", WRITERS)
def test_a_broken_document_ends_in_text_or_in_advice(
    format_: str, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    whole = WRITERS[format_](tmp_path / f"plan.{format_}").read_bytes()
    outcomes: Counter[str] = Counter()
    longest = 0.0
    path = tmp_path / f"broken.{format_}"
    for seed in range(int(request.config.getoption("--documents")) // len(WRITERS)):
        path.write_bytes(mutated(whole, Random(f"{format_} {seed}")))
        begun = time.process_time()
        try:
            read_plan([path])
            outcomes["read"] += 1
        except FileError as e:
            assert e.advice and e.said("zh-TW")[1]
            outcomes["too much" if "time or memory" in e.message else "refused"] += 1
        except BaseException as e:
            e.add_note(f"document {seed} of {format_}")
            raise
        longest = max(longest, time.process_time() - begun)
    print(dict(outcomes), f"at most {longest:.2f} s for the rules")
    assert outcomes["read"] and outcomes["refused"], outcomes
