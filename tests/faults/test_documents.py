"""Broken documents: each ends in text or in a message with advice, whatever a library makes of it.

``pytest tests/faults/test_documents.py --documents 10000`` reads as many. The process that reads each has the product's
limits, but is forked from one that has read a whole document of its format: to start Python for each, or to import what
a library imports when it is first used, takes longer than to read it.
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
import base64, gc, json, os, sys
from pathlib import Path
from quanze.reader.formats import child
from quanze.reader.formats.dispatch import read_here

read_here(Path(sys.argv[1]))
gc.collect()
gc.freeze()
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


@pytest.fixture(params=WRITERS)
def whole(request: pytest.FixtureRequest, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Iterator[Path]:
    """A document of each format; within, a document is read by a fork of the process that has read this one."""
    path = WRITERS[request.param](tmp_path / f"plan.{request.param}")
    with subprocess.Popen(
        [sys.executable, "-W", "ignore", "-c", READERS, path],
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
        yield path
        asked.close()


def test_a_broken_document_ends_in_text_or_in_advice(
    whole: Path, request: pytest.FixtureRequest, tmp_path: Path
) -> None:
    content, format_ = whole.read_bytes(), whole.suffix[1:]
    outcomes: Counter[str] = Counter()
    longest = 0.0
    path = tmp_path / f"broken.{format_}"
    for seed in range(int(request.config.getoption("--documents")) // len(WRITERS)):
        path.write_bytes(mutated(content, Random(f"{format_} {seed}")))
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
