"""Values of sentences: names of records in a row, roles by their words, and a path in words."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from quanze.locale import Message, is_chinese, message, plural
from quanze.schema import KIND, RELATIONSHIP
from quanze.schema.dates import ShownDate
from quanze.schema.naming import Name, named
from quanze.schema.relationships import CHANGE
from quanze.schema.role_words import RoleWord, own_word

_CHANGES = {choice.code: choice for choice in CHANGE.choices}
MOST = 6
"""Of more names than this the first three are listed, and how many there are."""
_EACH_END = 20
"""Steps at each end of a path that are said in words: nobody reads thousands."""


def agencies(rows: Sequence[Mapping[str, Any]], most: int = MOST) -> Message:
    """Names of agencies and bodies; beyond ``most`` of them the first three and how many there are."""
    names = [Name(row) for row in rows]
    if len(names) > most:
        return message("{names} and {n} more agencies", names=names[:3], n=len(names) - 3)
    return message("{names}", names=names)


def things(rows: Sequence[Mapping[str, Any]], most: int = MOST) -> Message:
    """Names of things in quotation marks; shortened like ``agencies``."""
    names = [message("“{name}”", name=Name(row)) for row in rows]
    if len(names) > most:
        return message("{names} and {n} more", names=names[:3], n=len(names) - 3)
    return message("{names}", names=names)


def roles(held: Iterable[tuple[str, str | None]]) -> list[RoleWord]:
    """Roles, each by (type, wording), in the schema's order; of those that read alike only one."""
    order = {type_: n for n, type_ in enumerate(RELATIONSHIP)}
    words = [RoleWord(type_, wording) for type_, wording in sorted(held, key=lambda h: (order[h[0]], h[1] or ""))]
    return list({word.in_language("zh-TW"): word for word in words}.values())


def _change_words(step: Mapping[str, Any], lang: str) -> str:
    """Kind, date and act of a change in brackets, as in “(rename of 2023-06-29, …)”; nothing for other steps."""
    if not step.get("change") and not step.get("date"):
        return ""
    words = _CHANGES.get(step["change"])
    act: Message | str = named(step, lang, "act_name")
    if act and step["article"]:
        act = message("{act} art. {article}", act=act, article=step["article"])
    said = [
        message("{change} of {date}", change=words or "", date=ShownDate(step["date"])) if step["date"] else words,
        act,
    ]
    return message(" ({details})", details=[part for part in said if part]).in_language(lang)


class PathWords:
    """Paths in words, from the party on: ``民政處 協辦 綠色運輸組 → 負責 任務「…」 → 指標「…」``.

    What is said of a step is made once; the steps are kept by whoever asks.
    """

    def __init__(self) -> None:
        self._said: dict[tuple[int, bool, str], str] = {}

    def of(self, steps: Sequence[Mapping[str, Any]], party: str, lang: str) -> str:
        """A path in one language; of a very long one its two ends, and how many steps are between them."""
        first, last = steps, steps[:0]
        if len(steps) > 2 * _EACH_END:
            first, last = steps[:_EACH_END], steps[-_EACH_END:]
        parts = self._parts(first, party, lang)
        if last:
            n = len(steps) - len(first) - len(last)
            parts.append(plural("({n} more step)", "({n} more steps)", n=n).in_language(lang))
            parts += self._parts(last, _between(steps, len(steps) - len(last), party), lang)
        start = steps[0]
        end = "from" if start["from"] == party else "to"
        return f"{named(start, lang, f'{end}_name') or start[end]} " + " → ".join(parts)

    def _parts(self, steps: Sequence[Mapping[str, Any]], at: str, lang: str) -> list[str]:
        """What is said of each step from a record on."""
        parts = []
        for step in steps:
            ahead = step["from"] == at
            key = (id(step), ahead, lang)
            said = self._said.get(key)
            if said is None:
                said = self._said[key] = _step_words(step, ahead, lang)
            parts.append(said)
            at = step["to" if ahead else "from"]
        return parts


def _between(steps: Sequence[Mapping[str, Any]], number: int, party: str) -> str:
    """The record at which the step of a number begins, of steps from ``party`` on."""
    step, before = steps[number], steps[number - 1]
    met = {step["from"], step["to"]} & {before["from"], before["to"]}
    if len(met) == 1:
        return str(met.pop())
    at = party  # there and back
    for step in steps[:number]:
        at = step["to" if step["from"] == at else "from"]
    return at


def _step_words(step: Mapping[str, Any], ahead: bool, lang: str) -> str:
    declared = RELATIONSHIP[step["relationship"]]
    wording = step["wording"]
    far = "to" if ahead else "from"
    if not is_chinese(lang):
        verb = declared.in_language(lang) if ahead else declared.reversed_in(lang)
    elif ahead:
        # Of a role its own word; of others the source's where it reads as a verb: 檢討, but no English word.
        reads = wording and not wording.isascii() and not wording.endswith(("機關", "單位", "指標"))
        verb = own_word(step["relationship"], wording) or (wording if reads else declared.zh)
    else:
        verb = declared.reversed_in(lang)
    name, kind = named(step, lang, f"{far}_name") or step[far], KIND[step[f"{far}_kind"]]
    said = f"{verb} {kind.zh}「{name}」" if is_chinese(lang) else f"{verb} {kind.in_language(lang).lower()} “{name}”"
    return said + _change_words(step, lang)
