"""Names in the characters of their source (主任委员), once no rule compares them any more."""

from __future__ import annotations

import re

from quanze.reader.reading import Reading
from quanze.reader.wording import has_variants


def write_back(reading: Reading) -> None:
    """Give the titles of seats and the names of measures the characters of their source."""
    _titles(reading)
    _measures(reading)


def _titles(reading: Reading) -> None:
    norm = "\n".join(p.norm for p in reading.passages)
    text = "\n".join(p.text for p in reading.passages)
    for node in reading.draft.of_kind("Member"):
        title = str(node.values.get("seat_title") or "")
        at = norm.find(title) if title and node.evidence[0].source == reading.source else -1
        written = text[at : at + len(title)] if at >= 0 and title not in text and len(text) == len(norm) else title
        if written != title:
            node.values["seat_title"] = written
            owner = next((k.b.real().name for k in reading.draft.links if k.type == "SITS_ON" and k.a is node), "")
            reading.draft.rename(node, re.sub(f"^{re.escape(title)}", written, node.name), owner)


def _measures(reading: Reading) -> None:
    """Indicators in sentences, and their years, which are named after them."""
    for node in reading.draft.of_kind("Indicator"):
        first = node.evidence[0]
        if first.source != reading.source or first.passage < 0:
            continue
        passage = reading.passages[first.passage]
        at = passage.norm.find(node.name)
        written = passage.text[at : at + len(node.name)] if at >= 0 else node.name
        if written == node.name or not has_variants(written):
            continue
        for link in reading.draft.linked("HAS_TARGET"):
            if link.a.real() is node and link.b.real().name.startswith(node.name):
                reading.draft.rename(link.b.real(), written + link.b.real().name[len(node.name) :], written)
        reading.draft.rename(node, written)
