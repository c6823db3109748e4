"""A matrix as a paper: each item with the agencies in its roles, a column for each role, as plans print it."""

from __future__ import annotations

from itertools import groupby
from operator import itemgetter

from quanze.exports.matrix.citation import cite
from quanze.exports.matrix.model import Mark, Matrix
from quanze.exports.matrix.words import data_line, findings, notes, word
from quanze.exports.papers.paper import Block, Heading, Items, Note, Paper, Paragraph, Said, Table, runs, said
from quanze.exports.papers.sections import fitted
from quanze.locale import in_context, message


def matrix_paper(matrix: Matrix, lang: str) -> Paper:
    """The paper in a language; its footnotes are the paths and clauses of each assignment."""
    blocks: list[Block] = []
    if data := data_line(matrix, lang):
        blocks.append(Paragraph(runs(data), faint=True))
    blocks.append(Items(tuple(runs(note) for note in notes(matrix, lang))))
    roles = [letter for letter, *_ in matrix.counted(lang).items()]
    heads = (word("item", lang), *(_role(matrix, letter, lang) for letter in roles))
    filled = matrix.by_row()
    lines = [(head.group_name.text(lang), head, filled[n]) for n, head in enumerate(matrix.rows)]
    for group, own in groupby(lines, key=itemgetter(0)):
        rows = tuple(
            (runs(head.name.text(lang)), *(_held(matrix, marks, letter, lang) for letter in roles))
            for _, head, marks in own
        )
        if group:
            blocks.append(Heading(group))
        blocks.append(fitted(Table(heads, rows, (1.0,) * len(heads))))
    if missing := findings(matrix, lang):
        blocks.append(Items(tuple(runs(one) for one in missing)))
    return Paper(matrix.heading.title.text(lang), tuple(blocks), lang, landscape=True)


def _role(matrix: Matrix, letter: str, lang: str) -> str:
    """The head of the column of a letter: the letter, and what it stands for."""
    names = dict.fromkeys(one.name(lang) for one in matrix.legend() if one.counted(lang) == letter)
    return message("{letter} = {name}", letter=letter, name=list(names)).in_language(lang)


def _held(matrix: Matrix, marks: list[tuple[int, tuple[Mark, ...]]], letter: str, lang: str) -> tuple[Said, ...]:
    """The agencies that have a role in an item, each with its footnotes; inherited ones as the letters are."""
    held = [
        (mark.marked(matrix.columns[column].name.text(lang)), not mark.inherited, _notes(matrix, mark, lang))
        for column, every in sorted(marks)
        for mark in every
        if letter in (one.counted(lang) for one in mark.letters)
    ]
    pieces: list[Said] = []
    for n, (name, direct, notes_) in enumerate(held):
        # Of agencies that rest on the same clauses the last one has the footnotes.
        last = n + 1 == len(held) or held[n + 1][2] != notes_
        pieces += [Said(in_context("between names", ", ", lang))] if pieces else []
        pieces.append(said(name, notes_ if last else (), strong=direct))
    return tuple(pieces)


def _notes(matrix: Matrix, mark: Mark, lang: str) -> list[Note]:
    if not matrix.heading.evidence:
        return []
    found = []
    for assignment in mark.held:
        citation = cite(assignment, lang, named=False)
        steps = " → ".join(f"{step.statement} — {step.place}" for step in citation.steps)
        found.append(Note(message("{headline}. {steps}", headline=citation.headline, steps=steps).in_language(lang)))
    return found
