"""From sources to a draft: the rules in order, names folded, what was not understood listed."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable

from quanze.reader.blocks import Source
from quanze.reader.draft import Draft, Unread
from quanze.reader.outline import CAPTION, outline
from quanze.reader.reading import Reading
from quanze.reader.rules import ORDER
from quanze.reader.rules.shares import belong
from quanze.reader.rules.vocabulary import RESPONSIBLE


def read_sources(
    sources: Iterable[Source], progress: Callable[[str], None] | None = None
) -> tuple[Draft, list[Reading]]:
    """Read sources, in order, into one draft; ``progress`` is told the name of each file as it is begun."""
    draft = Draft()
    readings: list[Reading] = []
    for number, source in enumerate(sources):
        if progress:
            progress(source.file)
        reading = Reading(outline(source), draft, number)
        readings.append(reading)
        for rule in ORDER:
            rule(reading)
        reading.fold_agencies()
        belong(reading)
        owner = reading.owner
        if owner is not None and not any(owner in (k.a.real(), k.b.real()) for k in draft.links):
            draft.forget(owner)  # whose rules these are matters only where the text says more of it
        _unread(reading)
    return draft, readings


def _unread(reading: Reading) -> None:
    """List the sentences with responsibility words in which no rule read anything."""
    for passage in reading.passages:
        if CAPTION.match(passage.norm) or (
            (passage.heading or passage.marker) and len(passage.body) < 16 and not re.search(r"[。，:;]", passage.body)
        ):
            continue
        used = reading.used.get(passage.index, [])
        if passage.norm.rstrip().endswith(":") and any(
            reading.used.get(i.index) for i in reading.outline.items(passage.index)
        ):
            continue
        for sentence in reading.sentences(passage):
            if any(a < sentence.end and sentence.start < b for a, b in used):
                continue
            words = tuple(dict.fromkeys(m[0] for m in RESPONSIBLE.finditer(sentence.norm)))
            text = passage.text[sentence.start : sentence.end].strip()
            if words and len(re.sub(r"\W", "", text)) >= 8:
                reading.draft.unread.append(
                    Unread(str(passage.place), text, words, reading.source, passage.index, sentence.start, sentence.end)
                )
