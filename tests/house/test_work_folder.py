"""Where the temporary files of a run are."""

from __future__ import annotations

import tempfile
from pathlib import Path

import pytest

from tests import work_folder


def test_a_run_uses_memory_where_there_is_room_and_leaves_nothing(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(tempfile, "tempdir", tempfile.tempdir)
    monkeypatch.setenv("TMPDIR", "/given")
    assert work_folder.begin(tmp_path, room=0) is None
    monkeypatch.delenv("TMPDIR")
    assert work_folder.begin(tmp_path / "missing", room=0) is None
    assert work_folder.begin(tmp_path, room=2**62) is None
    killed = tmp_path / f"{work_folder.NAME}999999999"
    killed.mkdir()
    folder = work_folder.begin(tmp_path, room=0)
    assert folder is not None and list(tmp_path.iterdir()) == [folder]
    with tempfile.TemporaryDirectory() as made:
        assert Path(made).parent == folder
    (folder / "left").touch()
    work_folder.end(folder)
    assert list(tmp_path.iterdir()) == [] and Path(tempfile.gettempdir()) != folder
