"""What is installed with the package may be passed on by everyone."""

from __future__ import annotations

import re
from importlib.metadata import Distribution, PackageNotFoundError, distribution

import pytest
from packaging.requirements import Requirement

PERMISSIVE = re.compile(
    r"MIT|BSD|Apache|PSF|Python-2\.0|Python Software Foundation|ISC|HPND|CNRI-Python|Unlicense|0BSD|Zlib", re.IGNORECASE
)
RECIPROCAL = re.compile(r"GPL|MPL|EPL|CDDL|SSPL|EUPL|Mozilla", re.IGNORECASE)
UNSTATED = {"resvg-py"}
"""MIT in its repository; the package itself does not say (ADR 0006)."""


def installed_with(name: str, extras: frozenset[str], seen: dict[str, Distribution]) -> None:
    """Collect what ``name`` requires, and what that requires; what is not for this platform is left out."""
    try:
        found = distribution(name)
    except PackageNotFoundError:
        return  # for another platform or version of Python
    seen[name] = found
    for text in found.requires or ():
        requirement = Requirement(text)
        wanted = any(
            requirement.marker is None or requirement.marker.evaluate({"extra": extra}) for extra in (*extras, "")
        )
        if wanted and requirement.name.lower() not in seen:
            installed_with(requirement.name.lower(), frozenset(requirement.extras), seen)


def licence_of(found: Distribution) -> str:
    about = found.metadata
    stated = [value[:80] for name in ("License-Expression", "License") for value in about.get_all(name) or ()]
    named = [value for value in about.get_all("Classifier") or () if value.startswith("License ::")]
    return " ".join([*stated, *named])


@pytest.mark.whole
def test_every_licence_is_permissive() -> None:
    seen: dict[str, Distribution] = {}
    installed_with("quanze", frozenset({"app", "neo4j", "parquet", "png", "rdf"}), seen)
    assert {"click", "starlette", "uvicorn", "kglite", "pandas", "neo4j", "pyarrow", "pyoxigraph"} <= seen.keys()
    strict = {
        name: licence_of(found)
        for name, found in seen.items()
        if name not in UNSTATED and (not PERMISSIVE.search(licence_of(found)) or RECIPROCAL.search(licence_of(found)))
    }
    assert not strict
