"""What the question box says: how a question was read, what it may be about, or that it was not understood."""

from __future__ import annotations

from typing import TYPE_CHECKING

from quanze.exports.answers.cells import plain
from quanze.locale import Message, is_chinese, message
from quanze.schema.codes import MATCHES
from quanze.schema.column_titles import heads
from quanze.schema.naming import named
from quanze.web.cells import lines
from quanze.web.page import Cell, Page, Section
from quanze.web.questions import Understood, read
from quanze.web.words import word

if TYPE_CHECKING:
    from collections.abc import Sequence

    from quanze.schema.rows import Row
    from quanze.web.asked import Asked

ASK = "ask"
QUESTION, MEANT = "question", "meant"
"""The question in an address, and the id of the record that its name means."""
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


def reading(asked: Asked) -> Reading:
    """How the question of the address is read."""
    question, meant = asked.query.get(QUESTION, ""), asked.query.get(MEANT, "")
    return read(asked.graph, question, meant, today=asked.day, editions=tuple(asked.editions))


def answer_address(found: Reading, asked: Asked) -> str:
    """The address of the page that answers, with the question, so that the page can say how it was read."""
    given = {key: asked.query[key] for key in (QUESTION, MEANT) if asked.query.get(key)}
    return found.address(asked.addresses, **given)


def read_as(asked: Asked, path: str) -> list[str]:
    """The sentences that say how the question was read that led to this page; none where it leads elsewhere."""
    if not asked.query.get(QUESTION):
        return []
    found = reading(asked)
    if found.said is None or not found.leads_to(path, asked.query):
        return []
    lang = asked.lang
    return [
        plain(message("Your question was read as: {reading}.", reading=found.said).in_language(lang)),
        *(plain(one.in_language(lang)) for one in (*_chosen(found), *_mended(found))),
    ]


def _chosen(found: Reading) -> list[Message]:
    return [message("“{text}” means it, as chosen from a list.", text=found.name)] if found.name else []


def _mended(found: Reading) -> list[Message]:
    return [message("“{typed}” was taken for “{word}”.", typed=old, word=new) for old, new in found.mended]


def question_page(found: Reading, asked: Asked) -> Page:
    """The page of a question that no page answers: the records that it may be about, or examples."""
    lang, question = asked.lang, plain(asked.query.get(QUESTION, "").strip())
    page = Page(word("ask", lang), rows=[{**row} for row in found.matches], dated=False)
    if question:
        page.title = message("Question: “{text}”", text=question).in_language(lang)
    page.notes += [said.in_language(lang) for said in _unsure(found, question)]
    page.notes += [one.in_language(lang) for one in _mended(found)]
    page.sections.append(_offered(found, asked) if found.matches else _examples(asked))
    if question:
        text = plain(found.name) or question
        said = message("Search for “{text}”", text=text).in_language(lang)
        page.sections.append(
            _links("search", word("search", lang), [(said, asked.addresses.to("search", q=text))], lang)
        )
    return page


def _unsure(found: Reading, question: str) -> list[Message]:
    name, ways = plain(found.name), {row["match"] for row in found.matches}
    if not question:
        return [message("Type a question, or a name.")]
    if not name:
        return [message("This was not understood as a question, and no record is named so; nothing was guessed.")]
    if found.only_named:
        return [
            message("This was not understood as a question. It names these records; nothing was guessed about them.")
        ]
    if found.other_kind:
        return [message("“{text}” is of another kind than the question is about.", text=name)]
    if ways <= {"id", "name"} and ways:
        return [message("Several records are named “{text}”. Which one is meant?", text=name)]
    said = [message("No record is named “{text}”.", text=name)]
    if ways == {"near"}:
        said.append(message("These have a similar name; none of them is meant for sure."))
    elif ways:
        said.append(message("These have it as a part or an abbreviation of their name. Which one is meant?"))
    return said


def _offered(found: Reading, asked: Asked) -> Section:
    """The records that may be meant, each as a link that asks again about it."""
    lang = asked.lang
    rows: list[Row] = [{**row} for row in found.matches]
    cells = lines(rows, lang)
    for line, row in zip(cells, rows, strict=True):
        # A question that is about no such kind is not asked again: the record itself is shown.
        again = (
            {QUESTION: row["id"]}
            if found.other_kind or found.only_named
            else {QUESTION: asked.query[QUESTION], MEANT: row["id"]}
        )
        line["name"] = Cell(plain(named(row, lang)), href=asked.addresses.to(ASK, **again))
        line["match"] = Cell(MATCHES[row["match"]].in_language(lang))
    title = message("Ask again about").in_language(lang)
    return Section("found", title, heads(lang, "kind", "name", "match", "dataset"), cells, rows, heads(lang, "id"))


def _examples(asked: Asked) -> Section:
    texts = _EXAMPLES[is_chinese(asked.lang)]
    title = message("Questions that can be asked").in_language(asked.lang)
    return _links("examples", title, [(text, asked.addresses.to(ASK, question=text)) for text in texts], asked.lang)


def _links(key: str, title: str, links: Sequence[tuple[str, str]], lang: str) -> Section:
    cells = [{"name": Cell(text, href=address)} for text, address in links]
    return Section(key, title, heads(lang, "name"), cells, counted=False)
