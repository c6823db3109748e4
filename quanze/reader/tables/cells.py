"""What is inside one cell of a table: entries, a name without its number, agencies, two roles under one head."""

from __future__ import annotations

import re
from collections.abc import Collection, Container, Iterable, Iterator, Sequence
from dataclasses import replace
from functools import lru_cache

from quanze.reader.figures import figures
from quanze.reader.leftovers import NAMED
from quanze.reader.names import WITH_OTHERS, Name, is_agency, is_class, may_be_two, may_name, names_nobody
from quanze.reader.outline import read_marker
from quanze.reader.reading import Reading
from quanze.reader.rules.english.lists import split_english
from quanze.reader.tables.heads import role_of
from quanze.reader.wording import normalise, one_line

REMARK_HEAD = re.compile(
    r"[備附][註考注記]|註[記解]|(?:其他|補充)?說明\Z|\b(?:remarks?|notes?|comments?)\b", re.IGNORECASE
)
"""The head of a column of remarks."""
BETTER = re.compile(r"[越愈][高多大低少小][越愈][好佳]|(?:higher|lower) is better", re.IGNORECASE)
"""The wanted direction of an indicator in words."""
_LINE = re.compile(r"\n+")
SAME_AS_ABOVE = re.compile(r"(?:同上|〃|″|”|\"|ditto|as above|same as above)\Z", re.IGNORECASE)
"""A cell that has the text of the one above it."""


_FOOTNOTE = re.compile(
    r"(?<=\S)(?:[註注附][⁰¹²³⁴-⁹]{1,2}|(?<![尺里米mM])[⁰¹²³⁴-⁹]{1,3}|[*＊※†‡]+|[\u2460-\u2473])(?=\s*(?:$|[、,，;；\n]))"
)
"""The mark of a footnote behind a name; what is raised behind a measure of length is a power."""


def without_marks(text: str) -> str:
    """A cell's names without the marks of footnotes behind them."""
    return text if text.isascii() and "*" not in text else _FOOTNOTE.sub("", text)


@lru_cache(maxsize=4_096)
def names_agency(text: str) -> bool:
    """Whether an agency is named anywhere in a cell."""
    return is_agency(text) or bool(NAMED.search(normalise(text)))


def is_no_unit(text: str) -> bool:
    """Whether a cell of a column of units names an agency or has a figure instead; letters alone are a unit, as MW is,
    and so is what is counted by many (每10萬人)."""
    return bool(_FIGURE.search(normalise(text))) or (not text.isascii() and names_agency(text))


_FIGURE = re.compile(r"(?<![0-9A-Za-z./每])(?<!per )[0-9][0-9,]+(?![0-9,]*[萬千百億])")


def two_roles(reading: Reading, text: str, word: str) -> list[tuple[str, str, list[Name]]]:
    """A cell under a head of two roles, 主辦機關(協辦機關): the names in brackets have the second."""
    pair = roles_of_head(word)
    norm = normalise(text)
    if pair is None:
        return _beside_stroke(reading, norm, word)
    inside = "、".join(text[m.start() + 1 : m.end() - 1] for m in re.finditer(r"\([^()]*\)", norm))
    outside = "".join(text[a:b] for a, b in _outside(norm))
    found = [
        (pair[0], agencies_of(reading, outside.strip(), placed=True)),
        (pair[1], agencies_of(reading, inside, placed=True) if inside else []),
    ]
    if inside and not found[1][1]:
        return []
    return [(role_of(role), role, names) for role, names in found if names] if found[0][1] else []


def _beside_stroke(reading: Reading, norm: str, word: str) -> list[tuple[str, str, list[Name]]]:
    """The names before and behind the one stroke of a cell under 主辦機關/協辦機關."""
    heads, cells = "".join(normalise(word).split()).split("/"), norm.split("/")
    roles = [role_of(head) for head in heads]
    if len(heads) != 2 or len(cells) != 2 or not all(roles) or roles[0] == roles[1]:
        return []
    found = [agencies_of(reading, cell.strip(), placed=True) for cell in cells]
    return list(zip(roles, heads, found, strict=True)) if all(found) else []


_BOTH = re.compile(r"(?P<a>[^()]+)\((?P<b>[^()]+)\)(?P<rest>[^()]*)")


def roles_of_head(word: str) -> tuple[str, str] | None:
    """The role outside brackets and that inside them, as a head of both writes them itself: 主辦機關(協辦機關),
    主責(協同)單位, 主(協)辦機關; None for any other head."""
    found = _BOTH.fullmatch("".join(normalise(word).split()))
    if not found:
        return None
    a, b, rest = found["a"], found["b"], found["rest"]
    for outer, inner in ((a, b), (a + rest[:1], b + rest[:1])):
        if role_of(outer) and role_of(inner) and role_of(outer) != role_of(inner):
            return outer, inner
    return None


def head_of_both(word: str, text: str) -> str:
    """The head of a column that a user says to have leads and helpers, for a cell of it: the head itself where it names
    both roles, else one that names them as the cell parts them."""
    parts = "".join(normalise(word).split()).split("/")
    if roles_of_head(word) is not None or (len(parts) == 2 and all(map(role_of, parts))):
        return word
    return "主辦/協辦" if "/" in normalise(text) else "主辦(協辦)"


def _outside(norm: str) -> list[tuple[int, int]]:
    """The spans of a text that are in no brackets."""
    spans: list[tuple[int, int]] = []
    at = 0
    for found in re.finditer(r"\([^()]*\)", norm):
        spans.append((at, found.start()))
        at = found.end()
    return [*spans, (at, len(norm))]


_ATTACHED = re.compile(
    r"(?:[A-Z]{1,2}[-.])?[0-9]{1,3}(?:[-.][0-9]{1,3})*(?=[^0-9 .、:)\-])"
    r"|[一二三四五六七八九十]{1,2}[、.](?=[一二三四五六七八九十]{1,2}[級期類線代階段年次樓區號])"
    r"|\((?![1一]\))[0-9一二三四五六七八九十]{1,3}\)"
)
"""What may be an item number or a part of the name: a number with no sign behind it, 二、三級毒品防制, (二)代健保."""


def whole_names(texts: Iterable[str]) -> Iterator[str]:
    """The texts of a column that begin with a number which is part of their name: 0-2歲托育, 7-11商圈整頓.

    An item number without a sign behind it is one only where another text of the column has the number before it, the
    next one, or one below it; else the name is left as it is written.
    """
    numbers: dict[str, tuple[str, ...]] = {}
    for text in texts:
        norm = normalise(one_line(text))
        marker, _ = read_marker(norm)
        if marker is not None:
            numbers[text] = tuple(re.findall(r"[0-9]+|[A-Z]+", marker.label)) or (marker.kind, str(marker.number))
    known = set(numbers.values())
    follows = {len(a) for a in known for b in known if a != b and _goes_on(a, b) and len(a) == len(b) > 1}
    for text, number in numbers.items():
        begins = len(number) in follows and number[-1] == "1"  # 13.1 behind 7.1 and 7.2
        goes_on = begins or any(_goes_on(number, other) for other in known - {number})
        if _ATTACHED.match(normalise(text)) and not goes_on:
            yield text


def _goes_on(number: tuple[str, ...], other: tuple[str, ...]) -> bool:
    """Whether two item numbers belong to one numbering: neighbours, or one below the other."""
    short, long = sorted((number, other), key=len)
    if len(short) < len(long):
        return long[: len(short)] == short
    at = next((n for n, (a, b) in enumerate(zip(number, other, strict=True)) if a != b), 0)
    if at < len(number) - 1:
        # 1-3 and 2-1, 1.1.2 and 2.1.1: the next strategy begins anew
        begins = any(set(parts[at + 1 :]) == {"1"} for parts in (number, other))
        return begins and _are_neighbours(number[at], other[at])
    return _are_neighbours(number[-1], other[-1])


def _are_neighbours(a: str, b: str) -> bool:
    if a.isdigit() and b.isdigit():
        return abs(int(a) - int(b)) == 1
    return len(a) == len(b) == 1 and abs(ord(a) - ord(b)) == 1


_CODE = re.compile(
    r"[(「]?(?P<code>(?:[A-Z]{1,3}-?|[\u3400-\u9fff]-)?[0-9]{1,3}(?:[-.][0-9]{1,3}){0,3}[A-Z]?)"
    r"(?:[)」][、.:]?|[、.:]| |(?=[\u3400-\u9fff])) ?(?=[^\s0-9年月日季期次樓級])"
)
"""What may be the code of what a cell names: A1-01校園午餐, CR-03 Expand bus lanes, 「E1.2」綠屋頂, 減-01汰換路燈."""
_MOST_CODED = 0.8


def coded_names(texts: Collection[str]) -> dict[str, tuple[str, str]]:
    """The texts of a column of codes and names, each with its code and its name.

    The codes of a column have one shape, no two are the same, and one follows another: PM2.5 and PM10 are none.
    """
    found: dict[str, tuple[str, str]] = {}
    for text in texts:
        plain = one_line(without_marks(text))
        if at := _CODE.match(normalise(plain)):
            found[text] = (plain[at.start("code") : at.end("code")], plain[at.end() :].strip(" 。；;"))
    codes = {
        text: code for text, (code, name) in found.items() if re.search("[A-Z\u3400-\u9fff]", code) and len(name) > 1
    }
    shapes = {re.sub("[0-9]+", "9", re.sub("[A-Z]+|[\u3400-\u9fff]", "A", code)) for code in codes.values()}
    if len(codes) < 2 or len(shapes) > 1 or len(codes) < _MOST_CODED * len(texts):
        return {}
    parts = [tuple(re.findall(r"[0-9]+|[^0-9.-]", code)) for code in codes.values()]
    follows = any(_goes_on(a, b) for i, a in enumerate(parts) for b in parts[:i])
    return {text: found[text] for text in codes} if follows and len(set(parts)) == len(parts) else {}


_LEVEL = re.compile(
    r"(?:推動|調適|減量)?(?:策略|措施|行動計畫|目標|面向|主軸):(?:[A-Z]?[0-9]+(?:[.-][0-9]+)*[:、. ]*)?(?=.{2,})"
    r"|(?:具體|細部|核心|關鍵)?(?:策略|措施|行動計畫|目標|面向|指標)(?:[0-9]+(?:[.-][0-9]+)*|[一二三四五六七八九十]+)[:、.]?(?=.{2,})"
    r"|(?:Objective|Goal|Strategy|Action|Measure|Theme|Priority|Pillar|Outcome|Target|Task|Indicator) "
    r"?[0-9A-Z]{1,2}(?:\.[0-9]+)*[:.] *(?=.{2,})"
)
"""What is of which level, before its name: 策略一、綠色運輸, 指標9.2.1:製造業占比, Objective 2: A greener city."""


def begin_of_name(norm: str) -> int:
    """Where the name begins in a text, as normalised, that may say its level and number first."""
    found = _LEVEL.match(norm)
    return found.end() if found else 0


def without_number(text: str, whole: Container[str] = ()) -> str:
    """A cell's text as one name: line breaks closed up, its item number taken off; those of ``whole`` have none."""
    if text in whole:
        return one_line(without_marks(text)).strip(" 。；;")
    text = without_marks(text)
    joined = one_line(text)
    norm = normalise(joined)
    marker, start = read_marker(norm)
    if marker is not None and _goes_on_inline(marker.label, norm[start:]):
        marker, start = None, 0
    named = _LEVEL.match(norm[start:] if marker else norm)
    if named:
        start = (start if marker else 0) + named.end()
        return joined[start:].strip(" 。；;")
    plain = joined[start if marker else 0 :]
    if marker is not None and marker.kind.startswith("dotted"):
        plain = re.sub(r"^(?:[:：] ?|[a-z][.)]? (?=[A-Z]))", "", plain)  # 10.2：推介就業, 1.1a Repair sidewalks
    return plain.strip(" 。；;")


_NEXT = "1<2 I<II i<ii 一<二 A<B a<b "
"""What follows the first number of a list, by how it is written."""


def _goes_on_inline(label: str, rest: str) -> bool:
    """Whether the second number of a list stands within the text of its first, I. That … and, II. That …: the whole is
    one name."""
    first = re.sub(r"\W", "", label)
    after = re.search(rf"\b{first}<(\w+) ", _NEXT) if first else None
    return after is not None and re.search(rf"(?<![\w.])\(?{after[1]}[.、)](?![0-9])", rest) is not None


def entries_of(text: str, whole: Container[str] = ()) -> list[str]:
    """The entries of a cell: lines; where some are numbered, one without a number goes on from the one before.

    Texts of ``whole`` begin with no item number.
    """
    if text in whole:
        return [text]
    lines = [t for t in _LINE.split(text) if t.strip()]
    marked = [read_marker(normalise(t)) for t in lines]
    if not any(m for m, _ in marked):
        if (
            len(lines) > 1
            and all(len(t) < 14 and not re.search(r"[。;]$", t) for t in lines[:-1])
            and re.search(r"[\u3400-\u9fff]$", lines[0])
            and _looks_wrapped(lines)
        ):
            return ["".join(lines)]
        return lines
    out: list[str] = []
    for line, (marker, start) in zip(lines, marked, strict=True):
        if marker or not out:
            out.append(line[start if marker else 0 :].strip())
        else:
            out[-1] += line
    return out


def are_numbered(lines: Sequence[str]) -> bool:
    """Whether lines begin with 1., 2., and so on."""
    return all(normalise(t).startswith(f"{n}.") for n, t in enumerate(lines, 1))


_PART = re.compile(r"(?:[^、;；()（）]|[(（][^()（）]*[)）])+")


def parts_of_line(text: str) -> list[str]:
    """The parts of one line between 、 or semicolons, those in brackets left out: 植樹數（株）、綠地面積（公頃）."""
    return [found[0].strip() for found in _PART.finditer(text)] if "\n" not in text else []


def figure_entries(text: str) -> list[str]:
    """The entries of a cell of figures, of which 4.5分 begins with no number of an item."""
    lines = [t for t in text.split("\n") if t.strip()]
    numbered = len(lines) > 1 and are_numbered(lines)
    return lines if not numbered and all(map(figures, lines)) else entries_of(text)


def numbered_entries(text: str) -> list[str]:
    """The entries of a cell that numbers each of them, 1.盤查 2.減量; none where it has one, or words before."""
    lines = [t for t in re.split(r"\n+|(?<=[。；;)）]) *(?=[(（]?[0-9]{1,2}[.、)）])", text) if t.strip()]
    marked = [read_marker(normalise(t)) for t in lines]
    first = marked[0][0] if marked else None
    begins = [m for m, _ in marked if m is not None and first is not None and m.kind == first.kind]
    if first is None or first.number != 1 or [m.number for m in begins] != list(range(1, len(begins) + 1)):
        return []
    out: list[str] = []
    for line, (marker, start) in zip(lines, marked, strict=True):
        if marker is not None and marker.kind == first.kind:
            out.append(line[start:].strip(" ；;。"))
        else:
            out[-1] += line
    return out if len(out) > 1 and all(len(entry) > 1 for entry in out) else []


_ACTS = (
    "辦理|推動|建置|建立|設置|輔導|補助|加強|強化|推廣|訂定|修訂|規劃|研擬|擴大|提升|落實|檢討|宣導|汰換|改善|協助|結合"
    "|盤點|成立|舉辦|鼓勵|培訓|開發|整合|串聯"
)
_ACTION = re.compile(rf"(?:[•・‧*●■-] ?)?(?:{_ACTS})[^，。；;]{{3,}}[。；;]?\Z")


def lines_of_actions(text: str) -> list[str]:
    """The lines of a cell that each begin with what is done, 辦理培力課程, 輔導企業揭露: each may be a task."""
    lines = [line.strip() for line in text.split("\n") if line.strip()]
    return [line.strip("•・‧*●■- 。；;") for line in lines] if len(lines) > 1 and all(map(_ACTION.match, lines)) else []


def nested_entries(text: str) -> tuple[str, list[str]] | None:
    """The item and the parts of a cell that has one item with parts, 一、綠能屋頂 (一)盤點屋頂 (二)公開招標."""
    lines = [t for t in _LINE.split(text) if t.strip()]
    if len(lines) < 3:
        return None
    marked = [read_marker(normalise(t)) for t in lines]
    parts = [m for m, _ in marked[1:]]
    kinds = {m.kind for m in parts if m is not None}
    first = marked[0][0]
    if None in parts or len(kinds) != 1 or (first is not None and first.kind in kinds):
        return None
    if [m.number for m in parts if m is not None] != list(range(1, len(parts) + 1)):
        return None
    names = [
        line[start if marker else 0 :].strip(" ；;。:：") for line, (marker, start) in zip(lines, marked, strict=True)
    ]
    return (names[0], names[1:]) if all(len(name) > 1 for name in names) else None


def _looks_wrapped(lines: list[str]) -> bool:
    """Whether lines were broken for the width of a narrow column: all but the last about equally long."""
    lengths = [len(t) for t in lines[:-1]]
    return len(lines) > 1 and max(lengths) - min(lengths) <= 1 and len(lines[-1]) <= max(lengths) and min(lengths) >= 4


def split_value(text: str) -> tuple[str, str]:
    """An indicator cell that also gives its target: 「設置案件數：20 件」."""
    found = re.match(r"(?P<n>[^:：]{2,50})[:：](?P<v>.*[0-9].*)$", text)
    return (found["n"].strip(), found["v"].strip()) if found else (text, "")


_AMOUNT = re.compile(
    r"(?P<n>[\u3400-\u9fff]{2,16}(?:量|率|數|面積|長度|人次|容量|比例|比率|占比))(?:達|至|共|約)*"
    r"(?P<v>[0-9][0-9,.]*[^0-9，、;。/]{0,5}(?:/[日年月人戶](?![0-9])|(?:/[0-9][0-9,.]*[^0-9，、;。/]{0,5})*))"
)


def split_amount(text: str) -> tuple[str, str]:
    """An indicator cell of a table without targets that ends in its target, 設置容量20MW, or in those of several years,
    接管率42%/45%."""
    found = _AMOUNT.fullmatch(normalise(text))
    return (text[: found.end("n")], text[found.start("v") :]) if found else (text, "")


_LABEL_CUT = re.compile(r"(?P<apart>^|[\s、，,;；(（])(?P<said>[主協])(?=\s?[:：])")


def labels_in_full(text: str) -> str:
    """A cell whose labels are cut to their first character, 主：交通局 協：環保局, with the labels in full."""
    if not _LABEL_CUT.search(text):
        return text
    plain = _LABEL_CUT.sub(lambda m: f"{'；' if m['apart'] else ''}{m['said']}辦", text)
    return re.sub(r"\n+", "", plain)


_BOX = re.compile(r"(?P<box>[☑☒■▣✓✔●◉◼]|[□☐○◯▢◻])\s*(?P<name>[^☑☒■▣✓✔●◉◼□☐○◯▢◻]+)")
_TICKED = "☑☒■▣✓✔●◉◼"
_TAIL = re.compile(r"(?:按|依)(?:照)?職責分工負責$|(?:分別|共同)?負責$|(?:等)?$")


def ticked(text: str) -> str | None:
    """What is ticked in a cell of boxes (☑交通局 □環保局), one a line; None when it has no boxes."""
    found = list(_BOX.finditer(text))
    if not found or text[: found[0].start()].strip():
        return None
    return "\n".join(m["name"].strip(" 、,，;；") for m in found if m["box"] in _TICKED)


def agencies_of(reading: Reading, text: str, *, placed: bool = False) -> list[Name]:
    """The agencies of a cell: a list, lines, or lines that a narrow column broke inside a name.

    In a column of roles (``placed``) a piece that has no body's ending is a name all the same, marked as guessed.
    """
    text = without_marks(text)
    if not re.search(r"[^\W\d_]", text):
        return []  # 1,300 names nobody
    if placed and _ACRONYMS.fullmatch(one_line(text)):
        return [Name(each, guessed=True) for each in text.split()]  # two may be one name
    if normalise(text).isascii():
        open_ = re.search(r" (?:and|&) ", text) is not None  # nothing says whether it parts two names
        return [
            replace(
                n,
                guessed=any(said.search(n.text) for said in (_JOINED, POST))
                or (n.guessed and (open_ or not reading.is_agency(n.text))),
            )
            for n in _english(text, placed)
        ]
    plain = _TAIL.sub("", normalise(text))
    if plain and len(plain) < len(text):
        text = text[: len(plain)].rstrip()
    if _SIGN.search(text):  # & is between two names, or in one
        return [replace(name, guessed=True) for name in agencies_of(reading, _SIGN.sub("、", text), placed=placed)]
    wrapped = one_line(text)
    begins = any(line.startswith("各") for line in text.split("\n")[1:])  # 各街道 begins a name
    for sure_only in (True, False) if placed else (True,):
        for candidate in dict.fromkeys((text, "\n".join(entries_of(text)), *([] if begins else [wrapped]))):
            names = reading.split(candidate, placed=placed)
            names = [_before_bracket(name) for name in names]
            if names and not (sure_only and any(n.guessed for n in names)):
                whole = len(names) == 1 and may_be_two(text)
                return [replace(n, guessed=n.guessed or whole or may_be_two(n.text)) for n in names]
    return _beside_known(reading, text) if placed else []


_ACRONYMS = re.compile(r"[A-Z][A-Z&]{1,7}(?: [A-Z][A-Z&]{1,7})+")
"""Acronyms with nothing but blanks between them: SAC FWAG SNH."""
_ONE_NAME = re.compile(r"[\u3400-\u9fff]{2,14}")


def _beside_known(reading: Reading, text: str) -> list[Name]:
    """The names of a list with a word for "and" within one of them, 總務處、教務處、自然與生活科技領域, where most are
    agencies by their endings; the others are guessed."""
    pieces = [piece.strip() for piece in one_line(text).split("、")]
    known = [reading.is_agency(piece) for piece in pieces]
    if len(pieces) < 3 or 2 * sum(known) <= len(pieces):
        return []
    if not all(_ONE_NAME.fullmatch(p) and may_name(re.sub("[與及和]", "", p)) for p in pieces):
        return []
    return [Name(piece, guessed=not sure) for piece, sure in zip(pieces, known, strict=True)]


POST = re.compile(
    r"\A(?:(?:Assistant |Deputy |Interim )*(?:Heads?|Directors?|Managers?|Leads?|Chief|Secretary|Coordinator)"
    r"(?: of\b|(?=,)| (?=[A-Z]\w+ Officer))"
    r"|.*\b(?:Directors?|Managers?|Officers?|Chief|Co-?ordinators?|Leads?|Leader|Planners?|Engineers?|Surveyors?|Clerk"
    r"|Advis[eo]rs?|Superintendent|Administrator|Secretary|Mayor|Executive|Treasurer)\Z).*"
)
"""What an English post is called, which may stand for the office it is of."""
_JOINED = re.compile(
    r" (?:with|via|through|alongside|plus|then|or|by|from|until|per|as|if|where|when|including|except|excluding|unless"
    r"|pending|subject|behalf|consultation) |[+→>|]| [–—-] | TB[ACD]\Z"
    r"|\((?:except|excluding|not|only|pilot|until|from|interim|acting|proposed|to be)\b"
)
"""What may part two names, or a name from what is said of it, and is in no name of an English agency."""
_SIGN = re.compile(r"(?<=[局處处署部會会府院科課课室所館館委司心]) *[&＆+＋．.|｜~～>] *(?=[\u3400-\u9fff])")
_MARKED = re.compile(r"\s*(?P<mark>[◎○●△▲☆★◇◆■□✓✔※])\s*(?=[\u3400-\u9fffA-Za-z])")


def marked_names(text: str) -> list[tuple[str, str]]:
    """The pieces of a cell that marks some of its agencies, ◎教育局、文化局, each with its mark or none; empty where no
    piece has one."""
    pieces = [t for t in re.split(r"[、，,;；\n]", text) if t.strip()]
    found = [(m["mark"], t[m.end() :].strip()) if (m := _MARKED.match(t)) else ("", t.strip()) for t in pieces]
    return found if any(mark for mark, _ in found) else []


_BRACKET = re.compile(r"(?P<name>[^()]+(?:\([^()]*\)[^()]+)?)\([^()]*\)")
"""A name with a bracket behind it, 交通局(交控中心); that of 各鄉(鎮、市)公所 is inside."""


def _before_bracket(name: Name) -> Name:
    """A name without the bracket behind it, which may be a section, a helper or a condition and is listed."""
    found = _BRACKET.fullmatch(normalise(name.text))
    if found is None or not (is_agency(found["name"]) or is_class(found["name"])):
        return name
    return replace(name, text=name.text[: found.end("name")].strip())


def _english(text: str, placed: bool) -> list[Name]:
    """The agencies of an English cell; lines that a narrow column broke are joined with a space."""
    lines = [t for t in text.split("\n") if t.strip()]
    joined = " ".join(t.strip() for t in lines)
    if whole := _MINISTRY.fullmatch(joined.strip(" .")):
        return [Name(whole[0], guessed=True)]
    whole_lines = len(lines) > 1 and not re.search(r"[,;/]", text) and all(AGENCY_LINE.search(t) for t in lines)
    plain = ";".join(lines) if whole_lines else joined
    plain = WITH_OTHERS.sub(";", re.sub(r"\s*[/\n]\s*", ";", plain))
    parts = [p.strip() for p in re.split(r"[,;]", plain) if p.strip()]
    listed = "," in plain and ";" not in plain
    names: list[Name] = []
    for at, part in enumerate(parts):
        found = _one_or_two(part, in_list=listed and at == len(parts) - 1)
        if not found:
            names = []
            break
        names += found
    if names or not placed:
        return names
    last = r"|,? and (?=[A-Z][a-z]+$)" if listed else ""
    pieces = [p.strip(" .") for p in re.split(rf"[,;/\n]{last}", plain)]
    pieces = [re.sub(r"^(?:and|the|with) ", "", p, flags=re.IGNORECASE) for p in pieces if p]
    if not pieces or not all(
        (re.match(r"[A-Z0-9]", p) or is_class(p)) and len(p) <= 70 and p.count(" ") <= 8 for p in pieces
    ):
        return []
    return [Name(p, guessed=True) for p in pieces]


_SECTIONS = re.compile(
    r"(?P<agency>[\u3400-\u9fff]{1,12}(?:局|處|处|署|部|廳|庁|公所|政府|中心|委員會|委员会|本部))[(（]"
    r"(?P<sections>[\u3040-\u30ff\u3400-\u9fff]{1,12}[科課课股組组室隊队]"
    r"(?:[、,，/及][\u3040-\u30ff\u3400-\u9fff]{1,12}[科課课股組组室隊队])*)[)）]"
)


def sections_behind(text: str) -> tuple[str, list[tuple[str, str]]]:
    """A list of agencies without the sections in brackets behind them, and each section with its agency."""
    found = [
        (m["agency"], section) for m in _SECTIONS.finditer(text) for section in re.split(r"[、,，/及]", m["sections"])
    ]
    return (_SECTIONS.sub(r"\g<agency>", text), found) if found else (text, [])


_MINISTRY = re.compile(
    r"(?:The )?(?:Ministry|Department|Office|Secretariat) (?:of|for) [A-Z][\w' -]*(?:, [A-Z][\w' -]*)+,? and "
    r"(?![^,]*(?:Ministry|Department|Office|Agency|Authority|Council))[A-Z][\w' -]*"
)
"""Ministry of Labour, Invalids and Social Affairs: a list of what it is for, unless it is one of several agencies."""
HELPED_BY = (
    r"(?i:supported by|with (?:the )?support (?:from|of)|assisted by|in partnership with"
    r"|in (?:collaboration|co-?operation|conjunction) with)"
)
_HELPED = re.compile(
    rf"(?P<who>[^:;,()\n]{{2,60}}?) ?(?:[:;,(\n-]? ?\b{HELPED_BY}\b|\( ?with\b"
    r"|,? (?P<with>(?:together |working |along)?with|alongside)(?= [A-Z])):? ?(?P<rest>[^()]+?)\)?\.?"
)


def without_helped(text: str) -> str:
    """An English cell of helpers without the words that say so: with support from Public Utilities."""
    return re.sub(rf"^ *{HELPED_BY}:? ", "", text) if text.isascii() else text


def english_helped(text: str) -> tuple[list[Name], list[Name]] | None:
    """Who has the role of the column and who helps, as in Parks Office: supported by Libraries / Schools."""
    found = _HELPED.fullmatch(normalise(text)) if text.isascii() else None
    if found is None:
        return None
    who, rest = _english(found["who"], placed=True), _english(found["rest"], placed=True)
    if found["with"]:  # it says that they act together, not that one of them helps
        who, rest = [[replace(name, guessed=True) for name in names] for names in (who, rest)]
    return (who, rest) if who and rest else None


_SAID = r"(?P<role>lead|lead agency|leads|support|supporting|supports|supporting role|partners?|co-?leads?|reviewer)"
_BEHIND = re.compile(rf"(?P<who>[^()]+?) ?\({_SAID}\)(?:[,;/\n] ?|$)", re.IGNORECASE)
_LABEL = re.compile(
    r"(?:^|(?<=[.;\n])) ?(?P<role>[A-Z][A-Za-z /-]{2,30}?) ?: *"
    r"|(?<=\S) (?P<next>(?:Support(?:ing|ed by)?|Partners?|Leads?|Assist(?:ing)?)) ?: *"
)
"""A word and a colon where a sentence or a line begins; a word of a role needs no stop before it."""
_TYPES = {"lead": "CONVENES", "supp": "CO_ORGANIZES", "part": "CO_ORGANIZES", "co-l": "CO_ORGANIZES", "revi": "REVIEWS"}


def english_roles(text: str) -> list[tuple[str, str, list[Name]]]:
    """The roles that an English cell gives itself: Parks Office (lead), or Lead: Parks Office; Partners: Roads Office.

    Names before one with a bracket have the role of their column, which is to be checked: the type is empty.
    """
    return _labelled_roles(text) or _bracketed_roles(text)


def _labelled_roles(text: str) -> list[tuple[str, str, list[Name]]]:
    """Lead: Health Unit. Supporting Role: School Boards; Libraries: each label says the role of the names behind it."""
    labels = list(_LABEL.finditer(text))
    if not labels or labels[0].start():
        return []
    out: list[tuple[str, str, list[Name]]] = []
    for found, after in zip(labels, [*labels[1:], None], strict=True):
        label = found["role"] or found["next"]
        type_ = role_of(re.sub(r"(?i) roles?$", "", label).strip())
        who = text[found.end() : after.start() if after else len(text)].strip(" .;\n")
        names = [] if names_nobody(who) else _english(who, placed=True)
        if not type_ or not (names or not who or names_nobody(who)):
            return []
        if names:
            out.append((type_, label.strip(), names))
    return out


def _bracketed_roles(text: str) -> list[tuple[str, str, list[Name]]]:
    out: list[tuple[str, str, list[Name]]] = []
    at = 0
    for found in _BEHIND.finditer(text):
        if found.start() != at:
            return []
        at = found.end()
        names = _english(found["who"], placed=True)
        if not names:
            return []
        if names[:-1]:
            out.append(("", "", names[:-1]))
        out.append((_TYPES[found["role"][:4].lower()], found["role"], names[-1:]))
    if out and text[at:].strip() and (rest := _english(text[at:].strip(), placed=True)):
        return [*out, ("", "", rest)]  # Parks Office (lead), Libraries
    return out if at == len(text) else []


SAID_BEHIND = re.compile(r"\((?P<roles>[^()]*(?:主[辦責政]|牽頭|召集|負責|權責|協辦|[Ll]ead|[Rr]esponsib)[^()]*)\)\Z")
"""Who answers for a task or for what is below a heading, in brackets behind its name."""
IN_BRACKETS = re.compile(r"\((?P<in>[^()]+)\)[。；;]?\Z")
"""What is in brackets behind a name."""
_SAYS_ROLE = re.compile(r"(?:^|[\n;。.,，、] ?)(?P<label>[^:\n;。.,，、()]{2,30}?) ?: ?(?=\S)")
_SAYS_BEHIND = re.compile(r"\((?P<label>[^()]{2,20})\)")


def states_roles(text: str) -> bool:
    """Whether a cell says of itself who has which role: 主辦:環保局 協辦:教育局, Parks Office (lead)."""
    norm = normalise(text)
    labels = [m["label"].strip() for m in (*_SAYS_ROLE.finditer(norm), *_SAYS_BEHIND.finditer(norm))]
    return bool(labels) and all(role_of(re.sub(r"(?i) roles?$", "", label)) for label in labels)


def _one_or_two(part: str, *, in_list: bool) -> list[Name]:
    """The names of a part of a list; Parks and Recreation is one, though nothing but its place says so.

    ``in_list``: the part ends a list with commas, where "and" comes before the last name (Water, Parks and Roads).
    """
    found = re.search(r" (?:and|&) (?=(?:the )?[A-Z])", re.sub("^(?:and|or|&) ", "", part))
    whole = re.sub("^(?:and|or|&|the) ", "", part, flags=re.IGNORECASE).strip(" .")
    if found is None or AGENCY_LINE.search(re.sub("^(?:and|or|&) ", "", part)[: found.start()]):
        return split_english(part)
    if in_list and "&" not in found[0]:
        return [replace(n, guessed=True) for n in split_english(part)]
    return [Name(whole, guessed=True)] if split_english(part) else []


AGENCY_LINE = re.compile(
    r"(?:Department|Office|Agency|Bureau|Council|Ministry|Authority|Service|Division|Commission|Board|Trust|Union|Team"
    r"|Association|Society|Network|Partnership|Company|Corporation|University|College|Hospital|Foundation|Institute"
    r"|District|Committee|Ministries|Authorities|Agencies|Universities|Companies|Societies)s?$"
)
