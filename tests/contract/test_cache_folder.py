"""Where the user's cache lies: as platformdirs, which knows every system, says it."""

from __future__ import annotations

from pathlib import Path

import platformdirs
import pytest

from quanze.cache_folder import cache_folder


@pytest.mark.parametrize("home", ["/srv/someone", "/", "relative"])
@pytest.mark.parametrize("named", [None, "", "/srv/a cache/", "relative", "~/mine"])
def test_the_folder_is_that_of_the_platform(named: str | None, home: str, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.delenv("QUANZE_CACHE", raising=False)
    monkeypatch.delenv("XDG_CACHE_HOME", raising=False)
    if named is not None:
        monkeypatch.setenv("XDG_CACHE_HOME", named)
    monkeypatch.setenv("HOME", home)
    assert cache_folder() == platformdirs.user_cache_path("quanze", appauthor=False)
    monkeypatch.setenv("QUANZE_CACHE", "my-own")
    assert cache_folder() == Path("my-own")
