"""Tables of who sits on a body: its seats, each with a person's name, a post or the agency that it represents.

Such a table is recognised by the column of titles: most of its cells are titles of seats (召集人, 委員,
Chair). A list of members without one is known by the word before their names (委員姓名) or in its own
title.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from quanze.reader.blocks import Grid
from quanze.reader.columns import ColumnMapping, Head, Heads
from quanze.reader.draft import CHECK, HIGH, Node
from quanze.reader.lexicon import alternatives
from quanze.reader.names import Name, is_agency, is_class, post_of
from quanze.reader.reading import Reading
from quanze.reader.rules.seat_rows import bases_of, owner_of
from quanze.reader.tables.cells import agencies_of, entries_of, without_marks, without_number
from quanze.reader.tables.heads import meaning
from quanze.reader.tables.layout import SEARCH
from quanze.reader.tables.rows import Row, group_named
from quanze.reader.wording import NUMERAL, normalise, number
from quanze.schema.words import fold, seat_rank

_HEADS = (
    (
        "seat_title",
        r"(?:會內|小組|分組|委員會|編組|任務編組|本會|組內)?(?:職稱|職務|職銜|職別|席位|身分)(?:名稱)?|擔任職務|役職"
        r"|Title|Role|Position|Seat",
    ),
    ("holder", r"(?:委員|成員|組員|代表|擔任(?:人員|者)|人員)?(?:姓名|名字)|氏名|Name|Full name"),
    ("who", r"(?:擔任|編組|兼任|指派|現任)(?:人員|人選|者)|人員|人選|委員|成員|Member|Held by"),
    (
        "post",
        r"(?:現職|本職|原職)(?:職稱|職務|單位及職稱|單位職稱)?|兼任職務|現任職務|(?:服務)?(?:單位|機關)(?:及|與|、|/)?\(?職稱\)?"
        r"|Post|Current position|Affiliation",
    ),
    ("seats", r"人數|席[次數位]|名額|員額|Seats|Number"),
    (
        "agency",
        r"(?:服務|代表|所屬|推薦|任職|派任)?(?:機關|單位|機構|團體)(?:\((?:單位|機關|構)\)|/單位|名稱)?|所属"
        r"|Organi[sz]ation|Agency|Department|Representing|Represents",
    ),
    ("basis", r"(?:委員|成員)?(?:類別|類型|身分別|身份別|屬性|產生方式|資格|代表性)|Category|Type"),
    ("beside", r"性別|任期|電話|聯絡.{0,4}|電子(?:郵件|信箱)|E-?mail|分機|學歷|經歷|專長|Term"),
)
_COMPILED = tuple((kind, re.compile(rf"(?:{pattern})\Z", re.IGNORECASE)) for kind, pattern in _HEADS)
_MEMBERS = re.compile(r"委員|成員|組員|[Mm]ember")
_TITLE = re.compile(
    rf"(?P<title>(?:當然|機關|外聘|府內|府外|諮詢|專家|民間)?{alternatives('title', 'member')}"
    r"|(?:co-?|vice[- ]?|deputy |executive )?(?:chair(?:person|man|woman)?|president|convener|secretary|coordinator)"
    r"|member|advis[eo]r|observer)"
    rf"(?:兼[\u3400-\u9fff]{{2,6}})?(?:\(?(?:共|計)?(?P<count>{NUMERAL})(?:人|名|位|席)\)?|\([^()]{{1,12}}\)|[0-9]{{1,2}})?\Z",
    re.IGNORECASE,
)
"""A cell that is the title of a seat, with the number of such seats where it gives one."""
_LISTED = re.compile(
    rf"(?P<name>[^，。;:()「」\s]{{0,30}}?[^，。;:()「」\s]{{2}}(?:{alternatives('council_ending')}|(?<![編任])組))"
    r"\s*(?:第[0-9一二三四五六七八九十]+屆)?(?:全體|各組)?(?:委員|成員|人員|組成|編組|組織|任務編組)*(?:及其?(?:職掌|分工))?"
    r"(?:名冊|名單|編組表|一覽表|組織表|組成表|名額表|席次表|表)?\Z"
)
"""The title of a list, which names the body: 甲推動會委員名冊."""
_LISTED_ENGLISH = re.compile(
    r"(?:Members(?:hip)? of (?:the )?)?(?P<name>(?:[A-Z][\w'-]*(?: (?:and|of|the|for|on))* )+"
    r"(?:Council|Committee|Board|Task Force|Working Group|Group|Commission))"
    r"(?: (?:members(?:hip)?|roster|composition))?\Z"
)
_NUMBERED = re.compile(r"(?:附件|附表|附錄|表|圖|Table|Annex)\s*[0-9一二三四五六七八九十]*(?:[-.][0-9]+)?[:、.\s]*")
_DATED = re.compile(r"(?:民國)?[0-9]{2,4}年度?(?:第[0-9一二三四五]+[季屆期次])?")
_GOVERNMENT = re.compile(r"[\u3400-\u9fff]{2,3}(?:市|縣|鄉|鎮)(?:政府|公所)(?=.{2})")
_NO_TASK = re.compile(r"綜理|總理|襄助|襄理|協助召集人|輔佐|出席|列席|主持")
"""What everybody of a title does; it is nobody's own task."""
_VACANT = re.compile(r"\(?(?:懸缺|出缺|從缺|缺額|待聘|待補|待派|遴聘中|vacant)\)?\Z", re.IGNORECASE)
_PERSON = re.compile(r"[\u3400-\u9fff·]{2,4}")
_HELD = re.compile(r"(?:派兼|聘兼|兼任|擔任|派任|兼)\Z")
_BEHALF = re.compile(r"(?:首長)?(?:指派)?代表(?:[一1](?:人|名|位))?\Z")
_FORM_OF_ADDRESS = re.compile(r"(?:先生|女士|小姐|教授|博士|老師|委員)\Z")
_SCHOLAR = re.compile(r"教授|講師|學者|研究員|律師|醫師|建築師|技師")
"""Who sits for what he knows, and not for where he works."""
_LONGEST_TASK = 60
_SHARE = 0.6
"""Of the cells of a column those that must be titles of seats."""


def layout(grid: Grid, mapping: ColumnMapping, near: Sequence[str], reading: Reading) -> Heads | None:
    """The heads of a table of seats; None where it is another table, or nothing says whose seats they are."""
    for at in range(min(SEARCH, len(grid.rows))):
        row = grid.rows[at]
        if len({t for t in row if t}) < 2:
            continue
        columns = {c: h for c, text in enumerate(row) if text.strip() and (h := mapping.head(text) or _meaning(text))}
        columns |= {c: Head("seat_title", h.word) for c, h in columns.items() if _is_of_titles(grid, at, c, h)}
        listed = _listed(grid, at, near, mapping)
        columns = _settled(grid, at, columns, listed)
        if not columns:
            continue
        heads = Heads(columns, at + 1, begin=at)
        heads.unknown = {c: text for c, text in enumerate(row) if c not in columns}
        if listed:
            heads.constant["body"] = listed
        if listed or heads.of("subgroup") or reading.council is not None:
            return heads
    return None


def _meaning(text: str) -> Head | None:
    word = text.replace("\n", " " if text.isascii() else "").strip()
    plain = re.sub(r"\s", "", normalise(word)) if not word.isascii() else word
    bare = re.sub(r"\([^()]{1,10}\)\Z", "", plain)
    for kind, pattern in _COMPILED:
        if pattern.match(plain) or (bare and pattern.match(bare)):
            return Head(kind, word)
    return meaning(text)


def _cells(grid: Grid, at: int, column: int) -> list[str]:
    return [text for r in grid.rows[at + 1 :] if (text := without_number(r[column]))]


def _is_of_titles(grid: Grid, at: int, column: int, head: Head) -> bool:
    """Whether the cells below a head are titles of seats; 角色 and 身分 may hold other things."""
    if head.kind not in ("seat_title", "role_column", "basis"):
        return False
    cells = _cells(grid, at, column)
    return bool(cells) and sum(1 for t in cells if _TITLE.match(normalise(t))) >= _SHARE * len(cells)


def _settled(grid: Grid, at: int, columns: dict[int, Head], listed: str) -> dict[int, Head]:
    """The columns of a table of seats; none where it is none."""
    of = {kind: [c for c, h in columns.items() if h.kind == kind] for kind in {h.kind for h in columns.values()}}
    titles = [c for c in of.get("seat_title", []) if _is_of_titles(grid, at, c, columns[c])]
    who = [c for kind in ("holder", "who", "post", "agency") for c in of.get(kind, [])]
    if set(of) & {"role", "leadless", "indicator", "target", "result", "body"} or not who:
        return {}
    out = dict(columns)
    if titles:
        for c in of.get("seat_title", []):
            if c != titles[0]:
                out[c] = Head("post", columns[c].word)
    else:
        named = [*of.get("holder", []), *of.get("who", [])]
        if not named or not (_MEMBERS.search(listed) or any(_MEMBERS.search(columns[c].word) for c in named)):
            return {}
        for c in of.get("seat_title", []):  # 職稱 of each member in his own office
            out[c] = Head("post", columns[c].word)
    return {c: Head("duty", h.word) if h.kind == "level" else h for c, h in out.items()}


def _listed(grid: Grid, at: int, near: Sequence[str], mapping: ColumnMapping) -> str:
    """The title of the table: over its heads, else its sheet's name, else the line before it."""
    above = [t for row in grid.rows[:at] for t in dict.fromkeys(row) if t.strip() and mapping.head(t) is None]
    return next((t for t in (*reversed(above), grid.title, *reversed(near)) if _body_in(t)), "")


def _body_in(title: str) -> str:
    """The name of the body in the title of a list."""
    norm = normalise(title).strip()
    plain = _NUMBERED.match(norm)
    norm = norm[plain.end() :] if plain else norm
    dated = _DATED.match(norm)
    norm = norm[dated.end() :] if dated else norm
    found = (_LISTED_ENGLISH if norm.isascii() else _LISTED).match(norm)
    if not found:
        return ""
    at = normalise(title).find(found["name"])
    return title[at : at + len(found["name"])]


@dataclass
class _Sitting:
    """Who sits in one seat, as the cells of a row say."""

    holder: str = ""
    post: str = ""
    agency: Name | None = None
    """The agency that the seat represents."""
    said: str = ""
    """What says who it is where that is neither a post nor an agency."""
    vacant: bool = False
    unsure: bool = False


def read_row(row: Row) -> None:
    """Add the seats of a row to its body."""
    body = _body(row)
    title, count = _title(row)
    sittings = _sittings(row)
    if body is None or not title:
        row.list_cells()
        return
    basis = _basis(row)
    _duty(row, body)
    for sitting in sittings or [_Sitting()]:
        _seat(row, body, title, count if len(sittings) < 2 else 1, basis, sitting)


def _body(row: Row) -> Node | None:
    reading = row.reading
    listed = _body_in(row.heads.constant.get("body", ""))
    whole = _whole(row, listed) if listed else None
    group = row.text("subgroup")
    if not group:
        return None if row.heads.of("subgroup") else whole or reading.council
    name = without_number(group)
    if whole is not None and normalise(whole.name).endswith(normalise(name)):
        return whole  # 專案小組 in the list of 某縣政府淨零校園專案小組
    node = group_named(reading, name, row.evidence(group, "tables.seats"))
    if whole is not None and whole.kind == "Council" and node.kind == "Subgroup":
        evidence = row.evidence(group, "tables.seats", CHECK, "role")
        reading.draft.link("PART_OF", node, whole, "下設", evidence)
    return node


def _whole(row: Row, name: str) -> Node:
    """The body that the title of the list names: a council unless the text names another kind."""
    reading = row.reading
    known = reading.body(name)
    if known is not None:
        return known
    evidence = row.evidence(name, "tables.seats")
    grouped = reading.council is not None and not row.heads.of("subgroup")
    node = group_named(reading, name, evidence) if grouped else reading.draft.node("Council", name, evidence)
    government = _GOVERNMENT.match(normalise(name))
    if node.kind == "Council" and government:
        owner = reading.agency(name[: government.end()], evidence)
        reading.draft.link("PART_OF", node, owner, "", evidence)
    return node


def _title(row: Row) -> tuple[str, int]:
    """The title of the seats of a row and how many they are."""
    columns = row.heads.of("seat_title")
    if not columns:
        words = [row.heads.columns[c].word for c in row.heads.of("holder", "who")]
        words.append(row.heads.constant.get("body", ""))
        return next((m[0] for word in words if (m := _MEMBERS.search(word))), ""), 1
    text = without_marks(without_number(row.text("seat_title")))
    found = _TITLE.match(normalise(text))
    said = re.search(NUMERAL, normalise(row.text("seats"))) if row.heads.of("seats") else None
    count = number(said[0] if said else found["count"] or "1" if found else "1") or 1
    return text[: found.end("title")] if found else text, count


def _columns(row: Row) -> list[int]:
    return row.heads.of("seat_title", "holder", "who", "post", "agency", "seats", "basis")


def _duty(row: Row, body: Node) -> None:
    """The task beside a seat is one of its body: the list does not say that the holder alone answers for it."""
    text = row.text("duty")
    if not text:
        return
    columns = row.heads.of("duty")
    if _NO_TASK.match(normalise(text)):
        row.reading.beside_cells(row.grid, row.at, columns, "title")
        return
    for name in (without_number(t) for t in entries_of(text)):
        if 2 <= len(name) <= _LONGEST_TASK:
            evidence = row.evidence(name, "tables.seats", CHECK, "role")
            task = row.reading.draft.node("Task", name, evidence, kind="duty")
            row.reading.draft.link("UNDERTAKES", body, task, "任務", evidence)
        else:
            row.list_cell(columns[0])


def _basis(row: Row) -> list[str]:
    said = normalise(" ".join([row.text("basis"), row.text("seat_title"), row.remark()]))
    found = list(bases_of(said)) if said else []
    if re.search(r"當然委員|當然成員|[長任]兼任|ex[- ]officio", said) and "ex_officio" not in found:
        found.insert(0, "ex_officio")
    return found


def _sittings(row: Row) -> list[_Sitting]:
    """Who is named in a row: people with their posts and agencies, or posts or agencies alone."""
    holder, agency, post = (without_marks(row.text(kind)).strip() for kind in ("holder", "agency", "post"))
    mixed = without_marks(row.text("who")).strip()
    if mixed and not holder and not (agency and not post and _PERSON.fullmatch(_plain_name(mixed))):
        return list(_mixed(row, mixed)) if not _VACANT.match(normalise(mixed)) else [_Sitting(vacant=True)]
    holder = holder or mixed
    if _VACANT.match(normalise(holder or post)):
        return [_with_office(row, _Sitting(vacant=True), agency, "" if not holder else post)]
    if holder:
        people = [p.strip() for p in re.split(r"[、，,;；\n]", holder) if p.strip()]
        if len(people) > 1 and not holder.isascii():
            return [_Sitting(holder=_plain_name(p)) for p in people] if not (agency or post) else []
        return [_with_office(row, _Sitting(holder=_plain_name(holder)), agency, post)]
    return [_with_office(row, _Sitting(), agency, post)] if agency or post else []


def _plain_name(text: str) -> str:
    """A person's name without a form of address; spaces within a short one close up."""
    name = re.sub(r"\s", "", text) if not text.isascii() else text.strip()
    bare = _FORM_OF_ADDRESS.sub("", name)
    return bare if len(bare) > 1 else name


def _with_office(row: Row, sitting: _Sitting, agency: str, post: str) -> _Sitting:
    """Somebody with an agency and a post, or either."""
    post = _HELD.sub("", post).strip()
    remark = _HELD.sub("", normalise(row.remark())).strip()
    if agency and not post and remark != normalise(row.remark()).strip() and post_of(remark)[1]:
        post = remark  # 處長兼任 in a column of remarks
    owner, held = post_of(post)
    if agency:
        names = agencies_of(row.reading, agency, placed=True)
        sitting = replace(sitting, agency=names[0] if len(names) == 1 else None)
        if not names:
            return replace(sitting, said=agency + post, unsure=True)
        alone = not owner and held and not normalise(agency).endswith(normalise(held))
        heads = alone and not (held in ("市長", "縣長") and normalise(agency).endswith("政府"))
        return (
            replace(sitting, post=agency + post if heads else post)
            if held
            else replace(sitting, said=agency + post if post else "")
        )
    if not held:
        names = row.reading.split(_BEHALF.sub("", post))
        if len(names) == 1:
            return replace(sitting, agency=names[0])
        office = "" if _SCHOLAR.search(post) else _longest_agency(post)
        if office:
            return replace(sitting, agency=Name(office), said=post, unsure=True)  # 教育處督學
        return replace(sitting, said=post, unsure=bool(post))
    if owner and not is_agency(owner) and (short := _longest_agency(owner)):
        return replace(sitting, agency=Name(short), said=post, unsure=True)  # 交通處陳處長
    name = owner_of(row.reading, owner, normalise(post)) if owner or held else ""
    sure = not owner or is_agency(name or owner)
    return replace(sitting, post=post, agency=Name(name) if name and sure else None, unsure=not sure)


def _longest_agency(text: str) -> str:
    """The agency with which a text begins before a person's name or a post that is not known."""
    return next((text[:end] for end in range(len(text) - 1, max(len(text) - 5, 1), -1) if is_agency(text[:end])), "")


def _is_office(owner: str, held: str) -> bool:
    """Whether the words before a post are an office or a class of them, and not a person's name."""
    return is_agency(owner) or is_agency(owner + held[0]) or is_class(owner)


def _mixed(row: Row, text: str) -> Iterator[_Sitting]:
    """A cell that may hold posts, agencies or people: 建設處處長, 環保局代表, 王大明."""
    for piece in (p.strip() for p in re.split(r"[、，,;；\n]", text)):
        plain = _HELD.sub("", piece).strip()
        if not plain:
            continue
        owner, held = post_of(plain)
        if held and _PERSON.fullmatch(owner) and len(owner) < 4 and not _is_office(owner, held):
            yield _Sitting(holder=owner, said=held, unsure=True)  # 王大明局長
        elif held or row.reading.split(_BEHALF.sub("", plain)):
            yield _with_office(row, _Sitting(), "", plain)
        else:
            person = bool(_PERSON.fullmatch(_plain_name(plain)))
            yield _Sitting(holder=_plain_name(plain), unsure=True) if person else _Sitting(said=plain, unsure=True)


def _seat(row: Row, body: Node, title: str, count: int, basis: list[str], sitting: _Sitting) -> None:
    reading, draft = row.reading, row.reading.draft
    named = bool(sitting.holder)
    if not basis and not named:
        basis = ["ex_officio"] if sitting.post else ["agency_representative"] if sitting.agency else []
    represented = sitting.agency if not set(basis) & {"expert"} else None
    text = " ".join(t for t in (title, sitting.holder, sitting.post or sitting.said) if t)
    unsure = sitting.unsure or (represented is not None and represented.guessed)
    evidence = row.evidence(text, "tables.seats", CHECK if unsure else HIGH, "name" if unsure else "", _columns(row))
    by_post = "ex_officio" in basis and bool(sitting.post)
    label = (
        f"{sitting.post}兼任"
        if by_post and not sitting.post.isascii()
        else sitting.post or sitting.said or _of_agency(sitting.agency, named) or sitting.holder
    )
    known = _known(row, body, title, sitting)
    if known is not None:
        node = known
        node.evidence.append(evidence)
    else:
        name = f"{title}（{label}）" if label else title
        taken = draft.find("Member", name, body.name)
        if taken is not None and sitting.holder and sitting.holder != taken.values.get("holder"):
            name = f"{title}（{label}·{sitting.holder}）"
        elif taken is not None and any(e.grid == row.grid and e.row != row.at for e in taken.evidence):
            taken.values["seats"] = int(taken.values.get("seats") or 0) + count
        node = draft.node(
            "Member",
            name,
            evidence,
            scope=body.name,
            seat_title=title,
            basis=basis,
            seats=count,
            post=sitting.post if by_post else "",
        )
    if sitting.holder:
        node.values.setdefault("holder", sitting.holder)
    if sitting.vacant:
        node.values.setdefault("vacant", True)
    draft.link("SITS_ON", node, body, title, evidence)
    if represented is not None:
        wording = "兼任" if by_post else "代表"
        draft.link("REPRESENTS", node, reading.agency(represented, evidence), wording, evidence)


def _of_agency(agency: Name | None, named: bool) -> str:
    if agency is None:
        return ""
    return agency.text if named or agency.text.isascii() else f"{agency.text}代表"


def _known(row: Row, body: Node, title: str, sitting: _Sitting) -> Node | None:
    """The one chair or deputy that the text before the table names by post only; a list gives the person's name."""
    if seat_rank(title) > 1:
        return None
    same = [
        node
        for link in row.reading.draft.linked("SITS_ON", b=body)
        if fold(str((node := link.a.real()).values["seat_title"])) == fold(title)
    ]
    by_post = [n for n in same if all(e.grid < 0 for e in n.evidence) and n.values.get("seats") == 1]
    if len(same) != 1 or len(by_post) != 1 or by_post[0].values.get("holder"):
        return None
    post = normalise(str(by_post[0].values.get("post", "")))
    return by_post[0] if not sitting.post or not post or normalise(sitting.post).endswith(post) else None


def is_of_seats(heads: Heads) -> bool:
    """Whether heads are those of a table of seats."""
    return bool(heads.of("seat_title", "holder", "who")) and not heads.of("role", "level")
