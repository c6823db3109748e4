"""What the question box says: how a question was read, what it may mean, and what of it was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quanze.exports.answers.cells import plain
from quanze.locale import Message, is_chinese, message, template
from quanze.schema.codes import MATCHES
from quanze.schema.column_titles import heads
from quanze.web.page import Cell, Page, Section
from quanze.web.questions.reading import Reading, Understood, read
from quanze.web.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.schema.rows import Row
    from quanze.web.asked import Asked

ASK = "ask"
QUESTION = "question"
"""The question in an address."""
_EXAMPLES = {
    True: (
        "誰負責民眾參與",
        "環保局負責什麼",
        "環保局 114 年底前要完成什麼",
        "沒有主辦的任務",
        "112 年以來改了什麼",
        "哪些機關要協調",
    ),
    False: (
        "Who is responsible for Public participation?",
        "What does the Fire Bureau do?",
        "What does the Fire Bureau owe by 2025?",
        "Tasks without a lead",
        "What changed since 2023?",
        "Who must talk to whom?",
    ),
}
"""Questions as they may be asked, in Chinese or not."""


_AS_ROWS = 1_000
"""Rows for which a reading counts among what is kept, so that not all questions are."""


def reading(asked: Asked) -> Understood:
    """How the question of the address is read."""
    text, editions = asked.query.get(QUESTION, ""), tuple(asked.editions)
    # It is read for its answer, and once more for the page that this leads to.
    return asked.kept(
        ("question", text, asked.day, editions),
        lambda: read(asked.graph, text, today=asked.day, editions=editions, names=asked.names()),
        lambda _: _AS_ROWS,
    )


def answer_address(found: Reading, asked: Asked) -> str:
    """The address of a page that answers, with the question, so that the page can say how it was read."""
    return found.address(asked.addresses, **{QUESTION: asked.query[QUESTION]})


def read_as(asked: Asked, path: str) -> list[str]:
    """The sentences that say how the question was read that led to this page; none where it leads elsewhere."""
    if not asked.query.get(QUESTION):
        return []
    understood, lang = reading(asked), asked.lang
    found = next((one for one in understood.readings if one.leads_to(path, asked.query)), None)
    if found is None:
        return []
    said = [message("Your question was read as: {reading}.", reading=found.said)]
    if not understood.sure:
        said.append(message("It was chosen from a list of {n}.", n=len(understood.readings)))
    said += _fits([found])
    return [plain(one.in_language(lang)) for one in (*said, *_left(understood), *_mended(understood))]


def _mended(found: Understood) -> list[Message]:
    return [message("“{typed}” was taken for “{word}”.", typed=old, word=new) for old, new in found.mended]


def _left(found: Understood) -> list[Message]:
    words = [message("“{text}”", text=plain(text)) for text in found.left]
    return [message("Not understood: {words}.", words=words)] if words else []


def _fits(readings: Sequence[Reading]) -> list[Message]:
    """How what was typed fits the names of the records that are offered, where it is no whole name."""
    typed = {one.typed: one.how for one in readings if one.how in _INEXACT}
    return [message(_INEXACT[how], text=plain(text)) for text, how in typed.items()]


_INEXACT = {
    "short": template("“{text}” is short for a longer name, and fits no other one."),
    "part": template("“{text}” is only a part of a name."),
    "abbreviation": template("No record has the name “{text}”; it may be an abbreviation."),
    "near": template("No record is named “{text}”; only similar names were found."),
}
"""What is said of a match that is no whole name."""


def question_page(found: Understood, asked: Asked) -> Page:
    """The page of a question that no page surely answers: the pages that may, the likeliest first, or examples."""
    lang, question = asked.lang, plain(asked.query.get(QUESTION, "").strip())
    page = Page(word("ask", lang), rows=[_row(one, asked) for one in found.readings], dated=False)
    if question:
        page.title = message("Question: “{text}”", text=question).in_language(lang)
    said = [*_unsure(found, question), *_left(found), *_fits(found.readings), *_mended(found)]
    if found.more:
        said.append(message("{n:,} more records fit it: search for them, or type more of the name.", n=found.more))
    page.notes += [one.in_language(lang) for one in said]
    page.sections.append(_offered(found, asked) if found.readings else _examples(asked))
    if question:
        text = next((plain(one.typed) for one in found.readings if one.typed), question)
        said_so = message("Search for “{text}”", text=text).in_language(lang)
        page.sections.append(
            _links("search", word("search", lang), [(said_so, asked.addresses.to("search", q=text))], lang)
        )
    return page


def _unsure(found: Understood, question: str) -> list[Message]:
    if not question:
        return [message("Type a question, or a name.")]
    if not found.readings:
        return [message("This was not understood as a question, and no record has this name; nothing was guessed.")]
    if len(found.readings) == 1:
        return [message("The question may be read like this; nothing was guessed about it.")]
    return [message("The question may be read in several ways. Which one is meant?")]


def _row(one: Reading, asked: Asked) -> Row:
    row = one.row
    return {
        "reading": one.said.in_language(asked.lang),
        "address": answer_address(one, asked),
        "id": row["id"] if row else "",
        "match": one.how,
    }


def _offered(found: Understood, asked: Asked) -> Section:
    """The pages that may answer, each as a link."""
    lang = asked.lang
    rows = [_row(one, asked) for one in found.readings]
    cells = [
        {
            "name": Cell(plain(row["reading"]), href=row["address"]),
            "match": Cell(MATCHES[row["match"]].in_language(lang) if row["match"] else ""),
            "dataset": Cell(plain(one.row["dataset"]) if one.row else ""),
        }
        for row, one in zip(rows, found.readings, strict=True)
    ]
    columns = {"name": message("read as").in_language(lang), **heads(lang, "match", "dataset")}
    title = message("What the question may mean").in_language(lang)
    return Section("found", title, columns, cells, rows)


def _examples(asked: Asked) -> Section:
    texts = _EXAMPLES[is_chinese(asked.lang)]
    title = message("Questions that can be asked").in_language(asked.lang)
    return _links("examples", title, [(text, asked.addresses.to(ASK, question=text)) for text in texts], asked.lang)


def _links(key: str, title: str, links: Sequence[tuple[str, str]], lang: str) -> Section:
    cells = [{"name": Cell(text, href=address)} for text, address in links]
    return Section(key, title, heads(lang, "name"), cells, counted=False)
