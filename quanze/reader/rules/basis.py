"""The law that a body, a plan or a law's task rests on, amendments, and the phase that a plan covers."""

from __future__ import annotations

import re

from quanze.reader.draft import Node
from quanze.reader.reading import Reading, Sentence
from quanze.reader.rules.definitions import TITLE
from quanze.reader.rules.documents import LAW_NAME, document, is_document, is_generic, names_part
from quanze.reader.wording import DATE, NUMERAL, date_of, normalise, number

_ARTICLE = rf"(?:\([^()]{{0,30}}\))?」?第(?P<article>{NUMERAL}(?:-[0-9]+)?)條(?:之(?P<of>{NUMERAL}))?"
_BY = re.compile(
    rf"(?:爰依|依據|依照|依|根據|按|遵照)(?P<self>該法|本法)?(?:我國|中央|現行)?「?(?:{LAW_NAME})?(?:{_ARTICLE})?"
)
_EARLIER = re.compile(rf"{LAW_NAME}」?\((?:原(?:名)?(?:為|稱)?|舊稱|前身為)「?(?P<old>[\u3400-\u9fff]{{2,30}}?)」?\)")
_AMENDED = re.compile(
    rf"(?P<date>{DATE})(?:日)?(?:經)?(?:總統令)?(?:制定公布|修正公布|修正發布|公布施行|公布|修正|發布|訂定發布"
    rf"|施行)(?:之)?「?{LAW_NAME}"
)
_PHASE = re.compile(
    rf"第(?P<phase>{NUMERAL})(?:期|階段)(?P<rest>[^。;]{{0,40}}?)\((?:民國)?(?P<from>[0-9]{{2,4}})年?(?:度)?(?:至|到|~"
    rf"|-)(?:民國)?(?P<to>[0-9]{{2,4}})年(?:度)?\)"
)
_EVERY = re.compile(rf"每(?P<years>{NUMERAL})年為(?:一|1)(?:期|階段)")
_SUBJECT = re.compile(
    r"^(?:本市|本縣|我國)?(?P<doc>(?:(?![為是於由以之的])[\u3400-\u9fff]){2,30}?(?:方案|計畫|綱領))(?:之|依|係|，"
    r"|\(|應)"
)
_SET = re.compile(r"特設置|特設立|特設|設置|設立|成立|更名|改組|改制|下設|設")
_FILE_LAW = re.compile(
    r"(?:^|[\s|:「])(?P<law>[\u3400-\u9fff]{2,30}?(?:自治條例|條例|辦法|要點|規程|細則|準則|法|方案|計畫))(?=[\s"
    r"|」(]|$|第)"
)


def read(reading: Reading) -> None:
    """Name the document itself, then read what it says of laws and phases."""
    _itself(reading)
    law: Node | None = None
    for passage in reading.passages:
        for sentence in reading.sentences(passage):
            law = _amendments(reading, sentence) or law
            law = _mandates(reading, sentence, law) or law
            _phases(reading, sentence)


def _itself(reading: Reading) -> None:
    """The document that is being read: by its title, or by the name of a law or plan in its first lines."""
    titles = [reading.outline.source.title] if reading.outline.source.title else []
    for title in titles:
        if is_document(title) and not names_part(title) and len(title) < 60 and reading.passages:
            reading.document = document(reading, title, reading.evidence(reading.passages[0], 0, 0, "basis.title"))
            return
    for passage in reading.passages[:4]:
        if passage.marker is None and TITLE.match(passage.norm) and not names_part(passage.norm):
            end = (
                passage.norm.find("(")
                if passage.norm.endswith(")") and "(構)" not in passage.norm
                else len(passage.norm)
            )
            evidence = reading.evidence(passage, 0, end, "basis.title")
            reading.document = document(reading, passage.text[:end].strip(), evidence)
            if reading.document is not None:
                return
    for passage in reading.passages[:3]:
        found = _FILE_LAW.search(passage.norm)
        if (
            found
            and not names_part(passage.norm)
            and is_document(found["law"])
            and not is_generic(found["law"])
            and ((passage.marker is None and len(passage.norm) < 40) or "|" in passage.norm)
        ):
            text = passage.text[found.start("law") : found.end("law")]
            reading.document = document(
                reading, text, reading.evidence(passage, found.start("law"), found.end("law"), "basis.title")
            )
            return
    for passage in reading.passages[:4]:
        found = _SUBJECT.match(passage.body)
        if found and passage.marker is None:
            start = passage.start
            text = passage.text[start : start + found.end("doc")]
            reading.document = document(
                reading, text, reading.evidence(passage, start, start + found.end("doc"), "basis.subject")
            )
            return


def _amendments(reading: Reading, sentence: Sentence) -> Node | None:
    law: Node | None = None
    passage = sentence.passage
    for found in _EARLIER.finditer(sentence.norm):
        start, end = _law_span(sentence, found)
        old = passage.text[sentence.start + found.start("old") : sentence.start + found.end("old")]
        if not is_document(old):
            continue
        evidence = reading.evidence(passage, start, sentence.start + found.end(), "basis.earlier_name")
        law = document(reading, passage.text[start:end], evidence)
        previous = document(reading, old, evidence)
        if law and previous and law is not previous:
            reading.draft.link("SUCCEEDS", law, previous, "原為", evidence, change="amend")
    for found in _AMENDED.finditer(sentence.norm):
        start, end = _law_span(sentence, found)
        evidence = reading.evidence(passage, start, end, "basis.amended")
        law = document(reading, passage.text[start:end], evidence)
        date = date_of(found["date"])
        if law and date:
            law.values.setdefault("published", date)
            for link in reading.draft.linked("SUCCEEDS", a=law):
                link.values.setdefault("valid_from", date)
    return law


def _law_span(sentence: Sentence, found: re.Match[str]) -> tuple[int, int]:
    """The span of a law's name in the passage, without a verb or date that the pattern took in before it."""
    start, end = sentence.start + found.start("law"), sentence.start + found.end("law")
    name = sentence.passage.norm[start:end]
    lead = re.match(
        r"(?:.*(?:依據|依照|根據|爰依|因應|修正公布|公布|並依|配合))?(?:我國|中央|依|按|之|將|於|及)?(?=.{3,}$)",
        name,
    )
    return (start + lead.end() if lead else start), end


def _mandates(reading: Reading, sentence: Sentence, last: Node | None) -> Node | None:
    law: Node | None = None
    passage = sentence.passage
    for found in _BY.finditer(sentence.norm):
        if not found["law"] and not found["self"]:
            continue
        article = found["article"] or ""
        if found["of"]:
            article = f"{number(article)}-{number(found['of'])}"
        elif article:
            article = str(number(article) or article)
        start, end = sentence.start + found.start(), sentence.start + found.end()
        evidence = reading.evidence(passage, start, end, "basis.mandated_by")
        reading.used[passage.index].pop()
        if found["law"]:
            law_start, law_end = _law_span(sentence, found)
            law = document(reading, passage.text[law_start:law_end], evidence)
        else:
            law = last if found["self"] == "該法" else reading.document
        what = _mandated(reading, sentence, found, law)
        if law is None or what is None or what is law:
            continue
        reading.used[passage.index].append((start, end))
        wording = re.match(r"爰?(依據|依照|依|根據|按|遵照)", found[0])
        extra = {}
        if what.kind == "Council" and what.values.get("valid_from"):
            extra["valid_from"] = what.values["valid_from"]
        for one in _set_up_with(reading, sentence, what):
            reading.draft.link(
                "MANDATED_BY", one, law, wording[1] if wording else "依", evidence, article=article, **extra
            )
    return law


def _set_up_with(reading: Reading, sentence: Sentence, what: Node) -> list[Node]:
    """What rests on a law, with the other bodies that its clause sets up."""
    upper = reading.set_up_by.get(id(what))
    return [what] + [
        n
        for n in reading.draft.of_kind("Council")
        if n is not what
        and upper is not None
        and reading.set_up_by.get(id(n)) is upper
        and any((e.source, e.passage) == (reading.source, sentence.passage.index) for e in n.evidence)
    ]


def _mandated(reading: Reading, sentence: Sentence, found: re.Match[str], law: Node | None) -> Node | None:
    """What rests on the law: the body that the sentence sets up or renames, else the plan that it speaks of."""
    after = sentence.norm[found.end() : found.end() + 120]
    set_up = _SET.search(after)
    if set_up:
        gone = {id(k.b.real()) for k in reading.draft.linked("SUCCEEDS")}
        for node in (n for n in reading.draft.of_kind("Council") if id(n) not in gone):
            at = normalise(sentence.passage.text[sentence.start : sentence.end]).find(normalise(node.name))
            if at >= 0 and at > found.start():
                later = [
                    n
                    for n in reading.draft.of_kind("Council")
                    if id(n) not in gone and normalise(n.name) in sentence.norm[found.end() :]
                ]
                return later[-1] if later else node
    subject = _SUBJECT.match(sentence.norm)
    if subject and reading.document is not None:
        named = reading.draft.find("Document", subject["doc"])
        if named is not None and named is not law:
            return named
    return None


def _phases(reading: Reading, sentence: Sentence) -> None:
    node = reading.document
    if node is None or node.values.get("kind") == "law":
        return
    every = _EVERY.search(sentence.norm)
    if every:
        node.values.setdefault("phase_years", number(every["years"]))
    found = _PHASE.search(sentence.norm)
    if found:
        node.values.setdefault("phase", number(found["phase"]))
        for column, group, day in (("valid_from", "from", "-01-01"), ("valid_to", "to", "-12-31")):
            year = date_of(found[group] + "年")
            if year:
                node.values.setdefault(column, year + day)
        reading.evidence(sentence.passage, sentence.start + found.start(), sentence.start + found.end(), "basis.phase")
