"""Pages in one file: a template filled in, and the policy that allows no script or style but its own."""

from __future__ import annotations

import base64
import hashlib
from collections.abc import Mapping
from functools import cache
from importlib import resources


@cache
def part(name: str) -> str:
    """A file of this room as text."""
    return resources.files("quanze.views").joinpath(name).read_text(encoding="utf-8")


def allowed(text: str) -> str:
    """What a policy says to allow this very script or style."""
    digest = hashlib.sha256(text.encode("utf-8")).digest()
    return f"'sha256-{base64.b64encode(digest).decode('ascii')}'"


def filled(template: str, values: Mapping[str, str]) -> str:
    """A template with its ``{{names}}`` replaced; what is put in is not looked at again."""
    first, *parts = part(template).split("{{")
    done = [first]
    for piece in parts:
        name, rest = piece.split("}}", 1)
        done += [values[name], rest]
    # Lone surrogates, which some files contain, cannot be written in UTF-8.
    return "".join(done).encode("utf-8", "replace").decode("utf-8")
