"""Lists of groups, each with who calls it and its tasks: 「清淨環境組」:由…召集,負責…等任務."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace

from quanze.reader.draft import CHECK, Node
from quanze.reader.names import Name
from quanze.reader.outline import Passage
from quanze.reader.reading import Reading, clause_span
from quanze.reader.rules.bodies import subgroup
from quanze.reader.rules.lists import split_duties
from quanze.reader.rules.role_phrases import phrases, roles_of_text
from quanze.reader.rules.vocabulary import CO, LEAD
from quanze.reader.wording import normalise

_NAME = re.compile(
    r"「?(?P<name>[^，。;:、「」()]{1,20}?(?:工作小組|推動小組|工作分組|專案小組|小組|分組|工作組|工作圈|平台"
    r"|組))」?(?:\((?P<beside>[^()]{1,60})\))?(?P<after>[:，,]"
    r"|由|負責|$|召集|-)"
)
_UNIT = re.compile(r"(?P<name>[^，。;:、「」()]{1,12}?[室科課股處隊])(?P<after>:)")
"""A unit of a body with units of several kinds, once the sentence over the list has set it up."""
_CHARGES = re.compile(r"掌理|職掌|分掌|任務|辦理|事項")
_HEADED_BY = re.compile(
    r"(?P<role>召集人|成員(?=[機單局:包含]))(?:機關|單位|局處)?(?:\(單位\))?(?::|為|是|由|包括|包含"
    r"|(?<=機關)(?=[^，。;:])|(?<=單位)(?=[^，。;:]))"
    r"(?P<who>[^。;:，]{2,200}?)(?:擔任|兼任)?(?=[。;，]|$)"
)
_CALLED_BY = re.compile(
    r"(?:^|[:，;])(?:由)?(?P<who>[^，。;:]{2,80}?)(?:擔任|為|兼任)(?P<role>召集人)(?=[，。;、:]|$)"
    r"|(?:^|[:，;])(?P<who3>[^。;:，]{2,80}?)(?:均|皆)?(?:為|擔任)(?P<role3>成員)(?:機關|單位|局處)?(?=[。;，]|$)"
    r"|由(?P<who2>[^，。;:]{2,80}?)(?P<role2>負責|擔任)(?=[，。;、:]|$)"
)
_NOT = re.compile(r"^(?:各|本|該|前項|下列|其他|相關)")
_PURPOSE = re.compile(r"^(?:讓|使|以利)")


def read(reading: Reading) -> None:
    """Read items that begin with the name of a group, when their list is one of groups."""
    for passage in reading.passages:
        _inline(reading, passage)
        _office(reading, passage)
        if _in_turn(reading, passage):
            continue
        found = _NAME.match(passage.body) or _UNIT.match(passage.body)
        if not found or not _begins(reading, passage, found):
            continue
        entries = [found, *_further(reading, passage, found)]
        ends = [passage.start + later.start("name") for later in entries[1:]]
        nodes = [
            _entry(reading, passage, entry, end) for entry, end in zip(entries, (*ends, len(passage.norm)), strict=True)
        ]
        reading.body_at[passage.index] = nodes[0]
        for child in passage.children:
            if reading.passages[child].marker is None and not _says_roles(reading, reading.passages[child]):
                continue
            under = reading.passages[child]
            own = _NAME.match(under.body)
            if own and own["after"] == ":" and _begins(reading, under, own):
                continue  # a group within a group has its roles and tasks itself
            reading.body_at[child] = nodes[-1]
            _item(reading, under, nodes[-1], under.start, len(under.norm))


_OFFICE = re.compile(r"(?:下設|分設)(?P<name>辦公室)(?=[，。;])(?P<rest>[^。]*)")
_HOUSED = re.compile(r"辦公室設[在於](?P<host>[^，。;:]{3,20})")


def _office(reading: Reading, passage: Passage) -> None:
    """「領導小組下設辦公室，辦公室設在水務局，承擔日常工作」: an office, where it is and what it does."""
    found = _OFFICE.search(passage.norm, passage.start) if reading.council is not None else None
    if found is None:
        return
    span = found.span("name")
    node = subgroup(reading, passage.text[slice(*span)], reading.council, passage, *span, "subgroups.listed", "下設")
    for housed in _HOUSED.finditer(passage.norm, found.start("rest"), found.end()):
        evidence = reading.evidence(passage, *housed.span(), "subgroups.beside", CHECK)
        for name in reading.split(passage.text[slice(*housed.span("host"))]):
            reading.draft.link(
                "CONVENES", reading.agency(name, evidence), node, "設在", replace(evidence, reason="role")
            )
    for clause in re.finditer(r"[^，;]+", found["rest"]):
        _tasks(reading, passage, node, *(found.start("rest") + at for at in clause.span()))


def _begins(reading: Reading, passage: Passage, found: re.Match[str]) -> bool:
    """Whether a passage that begins with a name is an entry of a list of groups."""
    name = found["name"]
    if found.re is _UNIT and reading.draft.find("Subgroup", name) is None:
        return False
    if not _is_name(name) or not _is_entry(reading, passage, name):
        return False
    start = passage.start + found.start("name")
    if not _in_group_list(reading, passage, found):
        return False
    if reading.draft.find("Council", passage.text[start : start + len(name)]) is not None:
        return False
    return not (reading.council is None and name.startswith(("本", "各", "該")))


def _is_name(text: str) -> bool:
    return not _NOT.match(text) and not re.search("[設得由應]|下[分列]|左列", text)


_LATER = re.compile(
    rf"(?:(?<=[。;])|(?<=，)(?!並|及|與|另|再|經|後|協|配|負|督|會同|邀|提|送|向|報)(?=[^，。;:、]{{2,10}}組由))(?={_NAME.pattern})"
)


def _further(reading: Reading, passage: Passage, first: re.Match[str]) -> Iterator[re.Match[str]]:
    """「能源組由A召集。運輸組由B召集。」: other groups whose sentences begin within an entry, each with its roles."""
    for place in _LATER.finditer(passage.body, first.end()):
        found = _NAME.match(passage.body, place.end())
        if (
            found
            and found["name"] != first["name"]
            and _is_name(found["name"])
            and reading.body(found["name"], passage.index) in (None, *reading.subgroups())
            and _ROLES_BEHIND.search(passage.body[found.end("name") :])
        ):
            yield found


_ROLES_BEHIND = re.compile(rf"\A[^。;]{{0,80}}?(?:{LEAD}|{CO}|召集)")


def _entry(reading: Reading, passage: Passage, found: re.Match[str], end: int) -> Node:
    """The group of an entry, which ends at a place, with its roles and tasks."""
    start, stop = (passage.start + at for at in found.span("name"))
    known = reading.draft.find("Subgroup", passage.text[start:stop])
    placed = known is not None and any(True for _ in reading.draft.linked("PART_OF", a=known))
    upper = None if placed else reading.council  # 幹事會下分各組: a group is not that of another body too
    node = subgroup(reading, passage.text[start:stop], upper, passage, start, stop, "subgroups.listed", "下設")
    reading.body_at[passage.index] = node
    begin = passage.start + found.end() - len(found["after"] if found["after"] in "由負責召集" else "")
    if found.re is _NAME and found["beside"]:
        _beside(reading, passage, node, passage.start + found.start("beside"), passage.start + found.end("beside"))
    _item(reading, passage, node, begin, end)
    if found["after"] == ":" and (passage.marker is None or _CHARGES.search(_opener(reading, passage))):
        _charges(reading, passage, node, begin, end)
    return node


def _is_entry(reading: Reading, passage: Passage, name: str) -> bool:
    """Whether a passage may be an entry of a list of groups: it has a number, or it names a group that is known."""
    if passage.marker is not None:
        return True
    known = reading.draft.find("Subgroup", name) is not None and passage.norm.startswith(f"{name}:")
    return known or (bool(_NUMBERED.match(name)) and bool(re.match(r"[^，。;]{1,40}:", passage.norm)))


_NUMBERED = re.compile(r"第[一二三四五六七八九十0-9]{1,2}(?:工作|推動)?(?:小組|分組|組)$")
"""「第一分組」: its number makes it an entry."""
_GROUP_BY = re.compile(
    r"(?P<group>[^，。;:、由]{2,12}?(?:分組|小組|組))(?:則|分別)?由(?P<who>[^，。;:、由]{2,20}?)(?=、|，|。|;|$|負責|主政|主辦|主責|召集|擔任|統籌)"
)


def _in_turn(reading: Reading, passage: Passage) -> bool:
    """「規劃組由水利處、供水組由經發處負責運作」: groups and who leads each, in one clause."""
    pairs: list[tuple[re.Match[str], Node, Name]] = []
    for found in _GROUP_BY.finditer(passage.norm, passage.start):
        group = reading.body(found["group"], passage.index)
        names = reading.split(passage.text[found.start("who") : found.end("who")])
        if group is not None and group.kind == "Subgroup" and len(names) == 1 and not names[0].guessed:
            pairs.append((found, group, names[0]))
    ends = [found.start() for found, _, _ in pairs[1:]]
    for (found, group, name), end in zip(pairs, (*ends, len(passage.norm)), strict=True) if ends else ():
        stop = min(end, _END.search(passage.norm, found.end()).end())  # type: ignore[union-attr]
        closing = _END_OF_CLAUSE.search(passage.norm, found.end(), end)
        reading.settled.setdefault(passage.index, []).append((found.start(), closing.start() if closing else end))
        _item(reading, passage, group, found.end("group"), stop)
        if not any(k.b.real() is group for k in reading.draft.linked("CONVENES") if k.a.name == name.text):
            evidence = reading.evidence(passage, *found.span(), "subgroups.in_turn")
            reading.draft.link("CONVENES", reading.agency(name, evidence), group, "由", evidence)
    return len(pairs) > 1


_END = re.compile(r"[。;]|$")
_END_OF_CLAUSE = re.compile(r"[，。;]")


def _beside(reading: Reading, passage: Passage, node: Node, start: int, end: int) -> None:
    """「關懷照護組(社會處)」: the agencies in brackets behind a group lead it; that they do is our reading."""
    names = reading.split(passage.text[start:end])
    if names and not any(n.guessed for n in names):
        evidence = reading.evidence(passage, start, end, "subgroups.beside", CHECK)
        evidence = replace(evidence, reason="role")
        for name in names:
            reading.draft.link("CONVENES", reading.agency(name, evidence), node, "", evidence)


_INLINE = re.compile(
    rf"(?:^|[、及與，。;設])「?(?P<name>[^，。;:、「」()設]{{2,16}}?(?:小組|分組"
    rf"|組))」?\((?P<roles>[^()]*?(?:{LEAD}|{CO})[^()]*)\)"
)


def _inline(reading: Reading, passage: Passage) -> None:
    """Groups in a sentence, each with its roles in brackets: 下設甲組(主辦:A;協辦:B)、乙組(主辦:C)."""
    for found in _INLINE.finditer(passage.norm):
        name = passage.text[found.start("name") : found.end("name")]
        roles = roles_of_text(reading, passage.text[found.start("roles") : found.end("roles")])
        if not roles or reading.council is None or _NOT.match(name):
            continue
        node = subgroup(
            reading, name, reading.council, passage, found.start("name"), found.end("name"), "subgroups.inline", "下設"
        )
        evidence = reading.evidence(passage, found.start("name"), found.end(), "subgroups.inline")
        reading.settled.setdefault(passage.index, []).append((found.start("name"), found.end()))
        for type_, word, names in roles:
            for one in names:
                reading.draft.link(type_, reading.agency(one, evidence), node, word, evidence)


def _says_roles(reading: Reading, passage: Passage) -> bool:
    """Whether a paragraph gives roles with labels (主辦機關:A) or names who heads a group."""
    return bool(phrases(reading, passage, passage.start, len(passage.norm)) or _HEADED_BY.search(passage.norm))


def _in_group_list(reading: Reading, passage: Passage, found: re.Match[str]) -> bool:
    """Whether an item is an entry of a list of groups: its opener speaks of groups, or it says who calls it."""
    known = reading.draft.find("Subgroup", found["name"])
    if known is not None:
        return True
    rest = passage.body[found.end("name") :]
    if re.search(rf"(?:{LEAD}|{CO})", rest[:80]) and re.search(r"由|召集|:", rest[:40]):
        return True
    if re.match(r"[:，]由[^，。;]{2,40}?(?:主導|統籌|牽頭|負責)", rest):
        return True
    opener = _opener(reading, passage)
    if re.search(r"置|委員|聘|派", opener[-40:]):
        return False
    return bool(re.search(r"小組|分組|各組|編組|工作組|工作圈|下設|分設|設[^，]{0,6}組", opener)) and found[
        "after"
    ] in (
        ":",
        "，",
        "",
    )


def _opener(reading: Reading, passage: Passage) -> str:
    """The text of the passage that opens an item's list."""
    for earlier in reversed(reading.passages[max(0, passage.index - 40) : passage.index]):
        marker = earlier.marker
        other = marker is None or passage.marker is None or marker.kind != passage.marker.kind
        if other and (earlier.index == passage.parent or marker is None):
            return earlier.norm
    return ""


def _item(reading: Reading, passage: Passage, node: Node, start: int, end: int) -> None:
    """Who calls a group, who helps, and its tasks, from the rest of its item."""
    for phrase in phrases(reading, passage, start, end):
        if phrase.type == "REVIEWS" or (phrase.what != (0, 0) and phrase.pattern != "with"):
            continue
        if phrase.what != (0, 0) and phrase.type == "CONVENES":
            _add(reading, passage, node, phrase.what[0], passage.norm[slice(*phrase.what)])  # 由A會同B辦理X
        for name in phrase.names:
            evidence = reading.evidence(passage, phrase.start, phrase.end, "subgroups.roles", phrase.confidence)
            reading.draft.link(phrase.type, reading.agency(name, evidence), node, phrase.word, evidence)
        reading.settled.setdefault(passage.index, []).append((phrase.start, phrase.end))
    for pattern in (_HEADED_BY, _CALLED_BY):
        for found in pattern.finditer(passage.norm, start, end):
            group = next(g for g in ("who", "who2", "who3") if g in found.re.groupindex and found[g])
            _headed(reading, passage, node, found, group)
    _tasks(reading, passage, node, start, end)


def _headed(reading: Reading, passage: Passage, node: Node, found: re.Match[str], group: str) -> None:
    """The group is headed by the head of an agency, or has agencies as its members."""
    role = found[group.replace("who", "role")]
    start, end = found.span(group)
    who = passage.text[start:end]
    who = re.sub(
        r"(?:局長|處長|署長|首長|主任|主管)$",
        lambda m: (
            m[0][0]
            if m[0] in ("局長", "處長", "署長") and not normalise(who).endswith(("局" + m[0], "處" + m[0], "署" + m[0]))
            else ""
        ),
        who,
    )
    type_ = "CO_ORGANIZES" if role == "成員" else "CONVENES"
    for name in reading.split(who):
        evidence = reading.evidence(passage, found.start(), found.end(), "subgroups.roles")
        word = role if role != "召集人" else "召集"
        reading.draft.link(type_, reading.agency(name, evidence), node, word, evidence)


def _tasks(reading: Reading, passage: Passage, node: Node, start: int, end: int) -> None:
    for part in re.finditer(r"[^。;]+", passage.norm[start:end]):
        clause, base = part[0], start + part.start()
        begins = [
            m.end()
            for m in re.finditer(
                r"(?:^|[，:])(?:並)?(?:具體)?(?:承擔|負責|辦理|掌理|職司|任務為|任務:|主要任務為|聚焦於?|(?=針對|逐年|定期檢討))(?!機關|單位|人)",
                clause,
            )
        ]
        for i, at in enumerate(begins):
            stop = begins[i + 1] if i + 1 < len(begins) else len(clause)
            text = clause[at:stop]
            roles = re.search(rf"，(?:並)?由[^，。;]{{2,60}}?(?:{LEAD}|{CO}).*$", text)
            text = text[: roles.start()] if roles else text  # 辦理…等工作，由A主責，B配合
            if i + 1 < len(begins):
                text = re.sub(r"，(?:並)?(?:負責|辦理|掌理|職司)$", "", text)
            _add(reading, passage, node, base + at, text)


def _charges(reading: Reading, passage: Passage, node: Node, start: int, end: int) -> None:
    """「第一組:選舉之計畫及監督;人員之訓練。」 under 分別掌理下列事項: what follows the name is what the group does."""
    if any(k for k in reading.draft.linked("UNDERTAKES", a=node)):
        return
    for part in re.finditer(r"[^。;]+", passage.norm[start:end]):
        a, b = start + part.start(), start + part.end()
        run = re.match(r"由[^，。;]{2,20}(?:擔任|兼任)，", passage.norm[a:b])
        a += run.end() if run else 0
        if len(part[0]) >= 4 and not phrases(reading, passage, a, b):
            evidence = reading.evidence(passage, a, b, "subgroups.tasks")
            task = reading.draft.node("Task", passage.text[a:b].strip(), evidence, scope=node.name, kind="task")
            reading.draft.link("UNDERTAKES", node, task, "掌理", evidence)


def _add(reading: Reading, passage: Passage, node: Node, at: int, text: str) -> None:
    purpose = _PURPOSE.match(text)
    if purpose:
        first = text.split("，", 1)[0]
        node.values.setdefault("purpose", passage.text[at : at + len(first)])
        reading.read(passage, *clause_span(passage.norm, at, at + len(first)))
        if "，" not in text:
            return
        at, text = at + len(first) + 1, text[len(first) + 1 :]
    for a, b in split_duties(text):
        evidence = reading.evidence(passage, at + a, at + b, "subgroups.tasks")
        name = passage.text[at + a : at + b]
        task = reading.draft.node("Task", name, evidence, scope=node.name, kind="task")
        reading.draft.link("UNDERTAKES", node, task, "負責", evidence)
