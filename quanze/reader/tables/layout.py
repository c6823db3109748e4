"""The layout of a table: head rows, halves side by side, labels above the heads, columns of marks under bodies."""

from __future__ import annotations

import re
from collections.abc import Container, Iterable, Sequence
from dataclasses import replace
from itertools import pairwise

from quanze.loaders.cell_values import cell_reader, read_cell
from quanze.reader.blocks import Grid
from quanze.reader.columns import ColumnMapping, Head, Heads, names_of_heads
from quanze.reader.figures import figures, period
from quanze.reader.leftovers import NAMED
from quanze.reader.names import UNSETTLED, is_agency
from quanze.reader.tables.cells import POST, SAID_BEHIND, names_agency, states_roles
from quanze.reader.tables.head_words import only_time, spans_years
from quanze.reader.tables.heads import bare_year, meaning, role_of
from quanze.reader.wording import normalise
from quanze.schema import KIND

SEARCH = 12
"""Rows of a table searched for its heads."""
_LETTERED = r"[RACIS](?:[/、,・ ]?[RACIS])*|[召主協審席](?:[/、,・／ ]?[召主協審席])*"
MARK = re.compile(
    rf"(?:[(（]?(?:[◎○●△▲☆★✓✔√◇◆⊙⚪⚫Ｏ〇]|[vV]|{_LETTERED})[)）]?|(?:{_LETTERED})\s*[(（](?:{_LETTERED})[)）])\Z"
)
"""A mark or letters; in brackets, alone or behind others, what our own matrix shows as inherited."""
NOTHING = re.compile(rf"(?:[-‐‑–—―－ー/／~～.．…]*|無|N/?A|免|none|nil|not applicable|{UNSETTLED})\Z", re.IGNORECASE)
LASTING_WORK = re.compile(
    r"(?:(?:每|逐|按)[年季月])?(?:(?:持續|賡續|繼續|常態|例行|經常|滾動|滾動式|定期)(?:性|地)?"
    r"(?:辦理|推動|執行|進行|實施|檢討|追蹤|精進|維持|努力)?中?){1,2}\Z"
    r"|(?:ongoing|continuous|continu(?:e|ed|ing)|to be continued)\.?\Z",
    re.IGNORECASE,
)
"""What stands for a figure where the work goes on and none is set: 持續辦理, 賡續推動."""
_MARKS = "◎○●△▲☆★✓✔√◇◆⊙⚪⚫"
_SAID = (
    r"(?P<role>主體的?|主導|主辦|主責|主政|權責|負責|召集|牽頭|主要|主擔當|擔當|協辦|會辦|協同|配合|協助|協力|連攜|連携|支援|督導|審議|審查|管考"
    r"|lead|support|partner|review)"
)
_LEGEND = re.compile(rf"(?P<mark>[{_MARKS}])[\s:=]*(?:為|是|指|表示?)?[\s:「]*{_SAID}", re.IGNORECASE)
_OF_LETTER = re.compile(
    r"(?<![A-Za-z])(?P<mark>[A-Z])\)?\s*[=:-]\s*(?P<role>[A-Za-z-]+(?: [a-z]+)?|[\u3400-\u9fff]{2,6})"
)
"""A letter and its meaning: L = Lead, S = Supporting agency."""
_LEGEND_BEHIND = re.compile(
    rf"{_SAID}(?:機關|單位|局處|者)?(?:\(|:|=|為|是|以)[\s「]*(?P<mark>[{_MARKS}])", re.IGNORECASE
)
"""The word before its mark: 主辦(◎)、協辦(○)."""
_REFERENCES = re.compile(r"(?:\s*\[\^?[0-9]+\]|\s*[⁰¹²³⁴-⁹]+)+")
_FIRST_LEADS = re.compile(
    r"(?:排|列)(?:在|於|为|為|名)?(?:第一|首)(?:位|個|个|名)?(?:者|的)?[^，。；,;]{0,8}?(?:為|为|是)(?:牽頭|牵头|主辦|主办|主責|主责|主政)"
)
"""What says that the first of several agencies leads: 排在第一位的為牽頭單位."""
_PLAIN_LEAD = re.compile(r"牽頭|牵头|主[辦办責责政導]|召集|統籌|\b[Ll]ead|\bAccountable")
"""The words of a head that say of themselves who leads, where another column names who is responsible."""
_DIRECTION = KIND["Indicator"].property("direction").headers
_TOTAL = re.compile(r"(?:合計|總計|小計|總和|Total|Subtotal)(?![\u3400-\u9fff]{3})", re.IGNORECASE)
SUBJECTS = {"level", "indicator", "subgroup", "agency"}
FACTS = {"role", "indicator", "agency", "leadless", "target", "result", "body", "role_column"}
ENGLISH_ROLES = {"lead": "CONVENES", "support": "CO_ORGANIZES", "partner": "CO_ORGANIZES", "review": "REVIEWS"}


def layouts(grid: Grid, mapping: ColumnMapping, near: Sequence[str] = (), begin: int = 0) -> list[Heads]:
    """The heads of a table, one set for each half; none when no row of heads is understood.

    ``begin`` is the row with the heads of a table that is below another one on the same sheet.
    """
    said = [*(c for r in grid.rows for c in r), *near]
    legend = _legend(said)
    for at in range(begin, min(begin + 1 if begin else SEARCH, len(grid.rows))):
        row = grid.rows[at]
        if len({t for t in row if t}) < 2:
            continue
        first = {c: h for c, text in enumerate(row) if text and (h := mapping.head(text) or meaning(text))}
        if not {h.kind for h in first.values()} - {"number", "beside", "period", "due"}:
            first |= _units_alone(grid, at)
        if not first:
            first |= _grid_of_letters(grid, at, legend)
        if {h.kind for h in first.values()} - {"beside"} == {"agency"} and not _are_agencies(grid, at + 1, first):
            continue  # sorts of agencies over the bodies of a grid: 局處 over 環保局, 交通局
        years = {c for c, text in enumerate(row) if c not in first and bare_year(text)}
        if len({row[c] for c in years}) > 1 and any(h.kind in ("indicator", "level") for h in first.values()):
            first |= {c: Head("target", row[c], "", bare_year(row[c]), sure=False) for c in years}
        if not first or len({h.word for h in first.values()}) < (1 if mapping.columns else 2):
            first_bodies = _bodies(grid, at + 1, set(range(len(row))) - set(first), legend)
            if not first or (len(first_bodies) < 2 and not _says_only_who(grid, at, first)):
                continue
        first |= _numbered_heads(row, first)
        heads = Heads(dict(first), at + 1, begin=at)
        _lower_rows(grid, at, heads, mapping)
        heads.given = {c: h for c, h in heads.columns.items() if mapping.head(h.word) is not None}
        bodies = _bodies(grid, heads.first, {c for c in range(len(row)) if c not in heads.columns}, legend)
        for c in bodies:
            text = grid.rows[heads.first - 1][c] or row[c]
            if text and not meaning(text):
                heads.columns[c] = Head("body", text)
        _beside_leads(heads)
        sorts_behind(heads)
        _wanted_directions(grid, heads)
        if any(h.kind == "inherited" for h in heads.columns.values()):
            # Our own list of roles: its 類別 is the kind of the item, no level over it.
            heads.columns |= {c: Head("beside", h.word) for c, h in heads.columns.items() if h.word in ("類別", "Kind")}
        heads.constant = {} if begin else _labels_above(grid, at)
        _of_stated_roles(grid, heads, set(range(len(row))))
        _of_agencies(grid, heads, bodies)
        _of_units(grid, heads, set(range(len(row))))
        _who_answers(grid, heads, set(range(len(row))))
        _shared_out(grid, heads)
        _checkpoints(grid, heads)
        _codes_of_goals(grid, heads)
        _of_goals(grid, heads)
        _grades_of_indicators(heads)
        _ordinals(grid, heads)
        _figures_as_levels(grid, heads)
        _numbers_without_head(grid, heads)
        _numbers_of_indicators(heads)
        _how_measured(heads)
        _measures_of_actions(heads)
        _results_of_actions(heads)
        _priorities(grid, heads)
        _by_days(grid, heads)
        _targets_in_words(grid, heads)
        _who_is_related(grid, heads)
        _posts_that_lead(grid, heads)
        _agencies_as_units(grid, heads)
        _past_years(heads, [*(c for row in grid.rows[:at] for c in row), grid.title])
        _by_neighbours(grid, heads)
        if heads.of("role") and _under_bands(grid, heads):
            sorts = [c for c in heads.of("level") if _SORTED.fullmatch(normalise(heads.columns[c].word))]
            heads.columns |= {c: Head("beside", heads.columns[c].word) for c in sorts}
        _by_what_it_says(grid, heads, set(range(len(row))))
        _figures_of_years(grid, heads, set(range(len(row))))
        _parts_of_tasks(grid, heads)
        words = {c: h.word for c, h in heads.columns.items()}
        words |= {c: _word_over(grid, heads, c) for c in range(len(row)) if c not in words}
        heads.names = names_of_heads(words)
        heads.given = mapping.given(heads)
        heads.columns |= heads.given
        kinds = {h.kind for h in heads.columns.values()} | set(heads.constant)
        subjects = kinds & SUBJECTS or "topic" in kinds or ("role" in kinds and _under_bands(grid, heads))
        # Ref | Action | When: nobody leads yet
        dated = {"number", "level"} <= kinds and bool(kinds & {"period", "due"})
        dated = dated or ({"due", "level"} <= kinds and _most_are_known(row, heads))
        led = any(heads.columns[c].of_brackets for c in heads.of("level"))
        if not dated and not led and _is_timetable(row, heads):
            dated = heads.doubtful = True
        facts = kinds & FACTS or dated or led or _roles_behind(grid, heads)
        if not (subjects and facts) or len(heads.columns) < 2:
            continue
        if kinds <= {"agency"} or kinds <= {"indicator"}:
            continue
        heads.unknown = {
            c: _word_over(grid, heads, c)
            for c in range(len(row))
            if c not in heads.columns and not _is_sum(grid, at, heads.first, c)
        }
        _leads_beside_unknown(grid, heads)
        heads.marks = legend | mapping.values
        heads.raci = _is_raci(grid, heads, said)
        heads.mixed = not heads.marks and len(_marks_of(grid, heads)) > 1
        heads.first_leads = any(_FIRST_LEADS.search(normalise(text)) for text in said)
        several = _indicators_apart(heads)
        return several if len(several) > 1 else _apart(grid, at, heads) or _halves(grid, at, heads)
    return []


_RACI = re.compile(r"(?<![A-Za-z])(?:RACI|RASCI|ARCI)(?![A-Za-z])")


def _is_raci(grid: Grid, heads: Heads, said: Sequence[str]) -> bool:
    """Whether the letters of a grid are those of RACI: a title or legend says so, or A or I is among them, which no
    other scheme of these letters has."""
    bodies = heads.of("body")
    marks = [bare_mark(row[c]) for row in grid.rows[heads.first :] for c in bodies if c < len(row) and row[c]]
    letters = {letter for mark in marks if MARK.match(mark) for letter in re.findall("[A-Z]", mark)}
    if not letters or not letters <= set("RASCI"):
        return False
    return bool(letters & set("AI")) or any(_RACI.search(t) or _LETTERS.search(t) for t in map(normalise, said))


_RESPONSIBLE = re.compile("責任(?:主體|單位|部門|機關)?[與及和、/]")


def _beside_leads(heads: Heads) -> None:
    """責任單位 beside 牽頭單位, and 責任主體與協同單位: they do the work under the one that leads; alone it leads."""
    leads = {c: h for c, h in heads.columns.items() if h.kind == "role" and h.role == "CONVENES"}
    plain = {c for c, h in leads.items() if c in heads.given or _PLAIN_LEAD.search(normalise(h.word))}
    if plain:
        weak = {c: h for c, h in leads.items() if c not in plain}
        weak |= {
            c: heads.columns[c] for c in heads.of("leadless") if _RESPONSIBLE.match(normalise(heads.columns[c].word))
        }
        heads.columns |= {c: Head("role", h.word, "CO_ORGANIZES", h.year, sure=False) for c, h in weak.items()}


def heads_below(
    grid: Grid, first: int, mapping: ColumnMapping, words: Sequence[dict[int, str]]
) -> list[tuple[int, int]]:
    """The tables below a table on the same sheet: the row of their title, and that of their heads, whose words are all
    those of heads and most of them new."""
    found: list[tuple[int, int]] = []
    for at in range(first + 1, len(grid.rows) - 1):
        row = grid.rows[at]
        said = list(dict.fromkeys(t for t in row if t))
        if len(said) < 3 or len(set(row)) <= len(row) / 3 or any(repeats_heads(grid, at, w) for w in words):
            continue
        known = []
        for text in said:  # most rows have a cell that is no head
            head = mapping.head(text) or meaning(text)
            if head is None:
                break
            known.append(head)
        if len(known) < len(said) or sum(bool(mapping.head(t) or meaning(t, by_noun=False)) for t in said) < 2:
            continue
        kinds = {h.kind for h in known if h.kind != "target" or h.sure}
        new = len({*map(_plain, said)} - {t for w in words for t in w.values()})
        if kinds & SUBJECTS and kinds & FACTS and len(kinds) > 1 and new > 1:
            title = at
            while title > first and len(set(filter(None, grid.rows[title - 1]))) < 2:
                title -= 1
            found.append((title, at))
    return found


def _by_neighbours(grid: Grid, heads: Heads) -> None:
    """Heads whose meaning depends on the others of the table.

    達成率 beside 實績 is computed from it and from the target; alone it may be the result. 現況值 beside 基準值 is the
    result of its year; alone, or where each row fills one of the two, it is the baseline. 最新值 alone may be either.
    """
    baselines = heads.of("baseline")
    unknown = [c for c in range(len(grid.rows[heads.begin])) if c not in heads.columns]
    now = {c: heads.columns[c].year for c in heads.of("current")}
    if not baselines and all(now.values()) and len(set(now.values())) > 1:  # 2020現況 | 2022現況
        later = [c for c, year in now.items() if year > min(now.values())]
        heads.columns |= {c: replace(heads.columns[c], kind="result") for c in later}
    for c in heads.of("current"):
        head = heads.columns[c]
        if any(_figure_in(grid, o, heads.first) for o in unknown):
            heads.columns[c] = replace(head, kind="result", sure=False)  # the other may be the baseline
        elif any(row[c] and any(row[b] for b in baselines) for row in grid.rows[heads.first :]):
            heads.columns[c] = replace(head, kind="result", sure=bool(head.year))
        else:
            plain = Head("baseline", head.word)
            heads.columns[c] = plain if head.sure or not head.year else replace(head, kind="result", sure=False)
    for c in heads.of("computed") if not heads.of("result") else ():
        heads.columns[c] = replace(heads.columns[c], kind="result", sure=False)


_SORTS = re.compile(r"(?:類型|類別|性質|屬性|型態|種類|分類|辦理方式|執行方式|推動方式)\Z|\b(?:[Tt]ype|[Cc]ategory)\Z")


_STATISTICS = re.compile(
    r"統計|统计|実績|實績|歷年|历年|近[0-9一二三四五六七八九十]+年|\b(?:statistics|actuals?|to date)\b", re.IGNORECASE
)
_TO_COME = re.compile(r"目標|目标|\btargets?\b", re.IGNORECASE)


def _past_years(heads: Heads, titles: Sequence[str]) -> None:
    """A year alone is that of a result where it is not after one of which the result or the state is given; before all
    years whose heads say that they are of targets, 2018 and 2022 before 2030目標; and under a title of what has been
    counted, 歷年統計."""
    said = [normalise(t) for t in titles]
    counted = any(map(_STATISTICS.search, said)) and not any(map(_TO_COME.search, said))
    known = [h.year for h in heads.columns.values() if h.kind in ("result", "current") and h.year]
    targets = {c: heads.columns[c] for c in heads.of("target") if heads.columns[c].year}
    alone = [c for c, h in targets.items() if not h.sure and bare_year(h.word)]
    wanted = [h.year for c, h in targets.items() if c not in alone]
    before = bool(wanted and alone) and max(targets[c].year for c in alone) < min(wanted)
    for c, head in targets.items():
        if (not head.sure and known and head.year <= max(known)) or ((before or counted) and c in alone):
            heads.columns[c] = replace(head, kind="result")


def sorts_behind(heads: Heads) -> None:
    """計畫類型 behind 計畫名稱 classifies the tasks; a column with a level of tasks comes before their names."""
    levels = heads.of("level")
    for c in levels[1:]:
        if _SORTS.search(normalise(heads.columns[c].word)):
            heads.columns[c] = Head("beside", heads.columns[c].word)


def _of_stated_roles(grid: Grid, heads: Heads, columns: set[int]) -> None:
    """A column under a head nobody knows whose cells say themselves who has which role is one of roles."""
    for c in sorted(columns - set(heads.columns)):
        cells = [row[c] for row in grid.rows[heads.first :] if c < len(row) and row[c].strip()]
        word = _word_over(grid, heads, c)
        if word and len(cells) > 1 and sum(1 for t in cells if states_roles(t)) > _MOST * len(cells):
            heads.columns[c] = Head("leadless", word)


def _of_agencies(grid: Grid, heads: Heads, bodies: Sequence[int]) -> None:
    """Marks in rows of agencies stand under tasks: 局處 | 節能改造 | 綠色採購 over 建設處 | ◎ | ○."""
    agencies = heads.of("agency")
    if len(agencies) != 1 or len(bodies) < 2 or {h.kind for h in heads.columns.values()} - _BESIDE_AGENCIES:
        return
    named = [
        row[agencies[0]] for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1 and row[agencies[0]]
    ]
    over = [heads.columns[c].word for c in bodies]
    if sum(map(is_agency, named)) > _MOST * len(named) and not any(is_agency(normalise(t)) for t in over):
        heads.columns |= {c: Head("topic", heads.columns[c].word) for c in bodies}


def _are_agencies(grid: Grid, first: int, columns: Iterable[int]) -> bool:
    """Whether the cells of the first column are agencies, but for lines over the whole width."""
    c = min(columns)
    named = [row[c] for row in grid.rows[first:] if len({t for t in row if t}) > 1 and row[c]]
    return bool(named) and sum(is_agency(normalise(t)) for t in named) > _MOST * len(named)


def _says_only_who(grid: Grid, at: int, first: dict[int, Head]) -> bool:
    """Whether the one head that is understood is that of agencies with a role, beside others over texts."""
    said = {c: h for c, h in first.items() if h.kind not in ("number", "beside")}
    if len(said) != 1:
        return False
    ((c, head),) = said.items()
    cells = [row[c] for row in grid.rows[at + 1 :] if len({t for t in row if t}) > 1 and row[c].strip()]
    named = [t for t in cells if names_agency(t)]
    return head.kind == "role" and _is_plain(head) and len(cells) > 1 and len(named) > _MOST * len(cells)


_WITH_BRACKET = re.compile(r"\((?:機關|單位|局處|部門)\)\Z")


def _units_alone(grid: Grid, at: int) -> dict[int, Head]:
    """The one column of a table without any known head whose cells are agencies and whose head says so, 開設單位 beside
    災害種類: that of who perhaps leads."""
    found: dict[int, Head] = {}
    for c, text in enumerate(grid.rows[at]):
        word = _WITH_BRACKET.sub("", normalise(text))
        cells = [row[c] for row in grid.rows[at + 1 :] if len({t for t in row if t}) > 1 and row[c].strip()]
        named = _UNIT.fullmatch(word) is not None and not _NO_ACTOR.search(word)
        named = named or (_ANSWERS.search(word) is not None and not _NO_LEAD.search(word))
        if named and len(cells) > 2 and sum(map(_are_names, cells)) > _MOST * len(cells):
            found[c] = Head("role", text, "CONVENES", sure=False)
    return found if len(found) == 1 else {}


def _are_names(text: str) -> bool:
    """Whether a cell is an agency or a list of some."""
    return all(is_agency(part) for part in re.split("[、,;]", normalise(text)))


def _grid_of_letters(grid: Grid, at: int, legend: Container[str]) -> dict[int, Head]:
    """The first column of a table without any known head, where all others are letters of RACI or marks that the table
    explains: Process before Planning and Finance over A and R."""
    row = grid.rows[at]
    headed = [c for c, text in enumerate(row) if text]
    bodies = _bodies(grid, at + 1, set(headed[1:]), legend)
    if len(bodies) < 2 or bodies != headed[1:] or len({row[c] for c in bodies}) < len(bodies):
        return {}
    marks = {bare_mark(r[c]) for r in grid.rows[at + 1 :] for c in bodies if len({t for t in r if t}) > 1 and r[c]}
    named = [r[headed[0]] for r in grid.rows[at + 1 :] if len({t for t in r if t}) > 1]
    told = {letter for mark in marks for letter in re.findall("[A-Z]", mark)}
    explained = any(mark in legend for mark in marks) or {"R", "A"} <= told
    if not explained or not named or not all(named) or len(set(named)) < len(named):
        return {}
    return {headed[0]: Head("level", row[headed[0]], sure=False)}


def _is_plain(head: Head) -> bool:
    """Whether a column of roles is known as one by its head, or by its head and cells alone where no other is known."""
    word = _WITH_BRACKET.sub("", normalise(head.word))
    answers = _ANSWERS.search(word) is not None and not _NO_LEAD.search(word)
    return head.sure or answers or bool(_UNIT.fullmatch(word))


_WORDED = re.compile(r"[\u3400-\u9fff]{2}|(?:[^\W\d_].*){4}")


def _by_what_it_says(grid: Grid, heads: Heads, columns: set[int]) -> None:
    """Where a table says who leads and no head says what, its tasks are in the column of texts that differ most; that
    is to be checked."""
    kinds = {h.kind for h in heads.columns.values()} | set(heads.constant)
    leads = [h for h in heads.columns.values() if h.kind == "role" and _is_plain(h)]
    if not leads or kinds & SUBJECTS or "topic" in kinds or _under_bands(grid, heads):
        return
    found: list[tuple[int, int]] = []
    for c in sorted(columns - set(heads.columns)):
        word = _word_over(grid, heads, c)
        cells = [row[c] for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1 and row[c].strip()]
        worded = [t for t in cells if _WORDED.search(t) and not is_agency(normalise(t))]
        if word and len(cells) > 1 and len(worded) > _MOST * len(cells) and not _NO_TASK.search(normalise(word)):
            found.append((-len(set(worded)), c))
    if found:
        c = min(found)[1]
        heads.columns[c] = Head("level", _word_over(grid, heads, c), sure=False)
        heads.doubtful = True


def _figures_of_years(grid: Grid, heads: Heads, columns: set[int]) -> None:
    """Where all heads that are known are of figures, of two years or more, the one column of words before them names
    what is measured, 再生能源 over 太陽光電 and 離岸風電; that is to be checked."""
    of_years = heads.of("target", "result")
    figured = {"target", "result", "current", "baseline", "baseline_year", "unit", "number", "beside"}
    if {h.kind for h in heads.columns.values()} - figured or not of_years:
        return
    from_to = bool(heads.of("baseline", "current")) and any(_figure_in(grid, c, heads.first) for c in of_years)
    if len({heads.columns[c].year for c in of_years} - {""}) < 2 and not from_to:
        return
    worded = []
    for c in sorted(c for c in columns - set(heads.columns) if c < min(of_years)):
        cells = [row[c].strip() for row in grid.rows[heads.first :] if row[c].strip()]
        if cells and not _figure_in(grid, c, heads.first):
            worded.append((c, len(set(cells)) == len(cells) and not any(map(names_agency, cells))))
    if len(worded) == 1 and worded[0][1] and (word := _word_over(grid, heads, worded[0][0])):
        heads.columns[worded[0][0]] = Head("indicator", word, sure=False)
        heads.doubtful = True


_WORK = re.compile(r"工作|措施|行動|任務|執行項目|推動項目|\b(?:[Aa]ction|[Tt]ask|[Ss]tep)s?\b")
_TIMES = re.compile(r"期程|期限|時程|完成|\b(?:[Dd]eadline|[Tt]imeline|[Tt]imescale|[Tt]imeframe|[Dd]ue)\b")


def _is_timetable(row: Sequence[str], heads: Heads) -> bool:
    """Whether each head of a row is of work or of its time, 工作項目 | 執行期程; nobody leads yet: to be checked.
    An agenda, 時間 | 內容, is none."""
    kinds = {heads.columns[c].kind if c in heads.columns else "" for c, text in enumerate(row) if text}
    words = [normalise(h.word) for h in heads.columns.values()]
    return (
        "level" in kinds
        and bool(kinds & {"period", "due"})
        and kinds <= {"level", "period", "due", "number", "beside"}
        and any(map(_WORK.search, words))
        and any(map(_TIMES.search, words))
    )


_NO_TASK = re.compile(
    r"機關|單位|局處|法規|依據|地點|地址|電話|姓名|人員|聯絡|職稱|來源|日期|名單|現況|問題|成果|效益|理由|原因|目的|對象|情形"
    r"|\b(?:name|contact|email|phone|address|date|location|agency|department|law|source|issue|rationale|risk|output"
    r"|result|background|evidence)s?\b",
    re.IGNORECASE,
)
_UNIT = re.compile(
    r"[\u3400-\u9fff]{1,6}(?:機關|單位|局處|科室|部門|處室|部署|部局)"
    r"|(?:[A-Za-z]+ ){1,3}(?:agenc(?:y|ies)|departments?|offices?|teams?|units?|organi[sz]ations?|bod(?:y|ies))",
    re.IGNORECASE,
)
_NO_ACTOR = re.compile(
    r"資料|提供|來源|填報|補助|經費|預算|審[核查]|申請|適用|對象|計量|度量|受|協|配合|\b(?:[Ff]und|[Dd]ata|[Ss]ource|[Bb]enefi|[Tt]arget)"
)


def _of_units(grid: Grid, heads: Heads, columns: set[int]) -> None:
    """A column 總管單位 of agencies, by a word that nobody knows, is that of who leads where no other is; it is to be
    checked."""
    if heads.of("role", "leadless", "agency", "body") or not heads.of("level", "indicator"):
        return
    named = []
    for c in sorted(columns - set(heads.columns)):
        word = normalise(_word_over(grid, heads, c))
        cells = [row[c] for row in grid.rows[heads.first :] if c < len(row) and row[c].strip()]
        if _UNIT.fullmatch(word) and not _NO_ACTOR.search(word) and cells:
            named += [c] if sum(map(names_agency, cells)) > _MOST * len(cells) else []
    if len(named) == 1:
        heads.columns[named[0]] = Head("role", _word_over(grid, heads, named[0]), "CONVENES", sure=False)


_ANSWERS = re.compile(
    r"負責|責任|主辦|主責|主政|牽頭|權責|承辦|執行"
    r"|\b(?:responsib|account|lead|own(?:er|ed)|assigned|sponsor|holder|director|manager|officer|member)",
    re.IGNORECASE,
)
"""Words of a head nobody knows that may be over who leads."""
_NO_LEAD = re.compile(
    r"協|配合|其他|支援|情形|狀況|進度|事項|內容|\b(?:support|partner|other|group|status)", re.IGNORECASE
)


def _who_answers(grid: Grid, heads: Heads, columns: set[int]) -> None:
    """A column of agencies or posts under a head that speaks of who answers, 責任窗口 or Executive Director, is that of
    who leads where no other is; it is to be checked."""
    leads = any(heads.columns[c].role == "CONVENES" for c in heads.of("role"))
    if leads or heads.of("leadless", "agency", "body") or not heads.of("level", "indicator"):
        return
    named = []
    for c in sorted(columns - set(heads.columns) | set(heads.of("beside"))):
        word = normalise(_word_over(grid, heads, c))
        cells = [row[c] for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1 and row[c].strip()]
        who = [t for t in cells if (POST.match(t) if t.isascii() else names_agency(t))]
        if cells and len(who) > _MOST * len(cells) and _ANSWERS.search(word) and not _NO_LEAD.search(word):
            named.append(c)
    if len(named) == 1:
        heads.columns[named[0]] = Head("role", _word_over(grid, heads, named[0]), "CONVENES", sure=False)


_SHARED = re.compile(r"(?:責任|權責|職責|任務|工作)?分工(?:機關|單位|局處|部門)?")
_SAYS_PART = re.compile(r"[主協承會]辦?[:(（]|[主協承會]辦|負責|統籌|配合|[(（]")


def _shared_out(grid: Grid, heads: Heads) -> None:
    """責任分工 over names alone says who is responsible, where no other column does; it is to be checked."""
    leadless = heads.of("leadless")
    if len(leadless) != 1 or heads.of("role", "agency", "body"):
        return
    head = heads.columns[leadless[0]]
    cells = [row[leadless[0]] for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1]
    cells = [t for t in cells if t.strip()]
    plain = [t for t in cells if names_agency(t) and not _SAYS_PART.search(t)]
    if cells and len(plain) == len(cells) and _SHARED.fullmatch(normalise(head.word)):
        heads.columns[leadless[0]] = Head("role", head.word, "CONVENES", sure=False)


def _checkpoints(grid: Grid, heads: Heads) -> None:
    """查核點 over nothing but days is when the work is to be done, where no other column says so."""
    columns = [c for c in heads.of("beside") if _CHECKPOINT.fullmatch(normalise(heads.columns[c].word))]
    if len(columns) != 1 or heads.of("due", "period", "end"):
        return
    cells = [row[columns[0]] for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1]
    if any(t.strip() for t in cells) and all(any(period(t, due=True)) for t in cells if t.strip()):
        heads.columns[columns[0]] = Head("due", heads.columns[columns[0]].word)


_CHECKPOINT = re.compile(r"(?:年度|預定|重要)?(?:查核點|里程碑)(?:日期|時間)?|Milestones?", re.IGNORECASE)


def _most_are_known(row: Sequence[str], heads: Heads) -> bool:
    """Whether a row is one of heads by itself: three of its words or more are known, and few are not."""
    said = {text for text in row if text}
    known = {row[c] for c in heads.columns if c < len(row) and row[c]}
    return len(known) > 2 and len(known) >= _MOST * len(said)


def _parts_of_tasks(grid: Grid, heads: Heads) -> None:
    """A column nobody understands, behind the last level and before those who answer, names the tasks where its texts
    differ in each row and that level goes on over several: 實施方式 behind 內容. It is to be checked."""
    levels, who = heads.of("level"), heads.of("role", "leadless")
    last = max(levels, default=-1)
    before = min((c for c in who if c > last), default=-1)
    if not levels or last in heads.given or before < 0 or heads.of("indicator") or heads.described:
        return
    for c in range(before - 1, last, -1):
        if c in heads.columns or _NO_TASK.search(word := normalise(_word_over(grid, heads, c))) or not word:
            continue
        rows = [row for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1 and row[before].strip()]
        texts = [
            row[c] for row in rows if len(re.findall(r"[^\W\d_]", row[c])) > 3 and not is_agency(normalise(row[c]))
        ]
        above = {row[last] for row in rows if row[last].strip()}
        if len(texts) > _MOST * len(rows) and len(set(texts)) == len(texts) and 1.5 * len(above) <= len(texts):
            heads.columns[c] = Head("level", _word_over(grid, heads, c), sure=False)
            return


_BESIDE_AGENCIES = {"agency", "body", "number", "beside"}


_SDG = re.compile(r"(?:UN ?)?SDGs?[ -]?(?:1[0-7]|0?[1-9])(?![0-9])", re.IGNORECASE)


def _codes_of_goals(grid: Grid, heads: Heads) -> None:
    """核心目標 over SDG 3 and SDG 6 holds goals of the United Nations, which are no tasks of the plan."""
    for c in heads.of("level"):
        cells = [normalise(row[c]) for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1 and row[c]]
        if cells and all(map(_SDG.match, cells)):
            heads.columns[c] = Head("sdg", heads.columns[c].word)


def _of_goals(grid: Grid, heads: Heads) -> None:
    """目標 over names and not over figures is what the table is about, where nothing else is; with figures by year
    beside it its indicators. So is Measure over what figures by year are of, or with figures beside actions."""
    dated = any(h.year for h in heads.columns.values() if h.kind in ("target", "result"))
    if {h.kind for h in heads.columns.values()} & SUBJECTS:
        levels = heads.of("level")
        measures = [c for c in levels if _MEASURE.fullmatch(heads.columns[c].word)]
        acts = [c for c in levels if _ACT.fullmatch(heads.columns[c].word)]
        behind = bool(measures and acts) and measures[0] > acts[-1]
        measured = dated or heads.of("unit", "baseline") or (behind and _counts(grid, measures[0], heads.first))
        if len(measures) == 1 and not heads.of("indicator") and measured and (acts or (dated and len(levels) == 1)):
            heads.columns[measures[0]] = Head("indicator", heads.columns[measures[0]].word, sure=False)
        return
    for c in heads.of("target")[:1]:
        cells = [row[c] for row in grid.rows[heads.first :] if c < len(row) and row[c].strip()]
        worded = [t for t in cells if re.match(r"[^\W\d_]{2}", t)]
        if not heads.columns[c].year and cells and len(worded) == len(cells):
            measured = dated and not any(
                _names_measure(heads.columns[o].word) for o in heads.of("target", "result") if o != c
            )
            heads.columns[c] = Head("indicator" if measured else "level", heads.columns[c].word, sure=not dated)


def _counts(grid: Grid, column: int, first: int) -> bool:
    """Whether most cells of a column begin as what is counted does: No. of trees planted."""
    cells = [row[column] for row in grid.rows[first:] if len({t for t in row if t}) > 1 and row[column].strip()]
    return bool(cells) and sum(1 for t in cells if _COUNTED.match(t)) > len(cells) / 2


_COUNTED = re.compile(
    r"[\s•‣▪◦·*-]*(?:(?:Total |Annual |Average )?"
    r"(?:No\.?|Nos\.?|Numbers?|Percent(?:age)?|Rate|Amount|Share|Proportion|Level)s? of\b"
    r"|#|%|(?:Increased?|Decreased?|Reduced?|Reduction|Growth) (?:in |no\.? |number |% )|Tonn?es of\b)",
    re.IGNORECASE,
)


def _figures_as_levels(grid: Grid, heads: Heads) -> None:
    """A column of nothing but figures names no tasks, whatever its head is: it is listed as one nobody understands."""
    for c in heads.of("level"):
        cells = [normalise(t) for row in grid.rows[heads.first :] if c < len(row) and (t := row[c].strip())]
        cells = [t for t in cells if not NOTHING.match(t)]
        plain = bool(cells) and all(_FIGURE.fullmatch(t) for t in cells)
        if plain and not all(re.fullmatch("[0-9]{1,2}", t) for t in cells):
            del heads.columns[c]


_GRADE = re.compile("[一二三四]級指標(?:名稱)?")


def _grades_of_indicators(heads: Heads) -> None:
    """一級指標 and 二級指標 before 三級指標 sort the indicators, which are those of the last grade."""
    graded = [c for c in heads.of("indicator") if _GRADE.fullmatch(normalise(heads.columns[c].word))]
    heads.columns |= {c: Head("level", heads.columns[c].word) for c in graded[:-1]}


def _ordinals(grid: Grid, heads: Heads) -> None:
    """A column of item numbers alone beside one of texts numbers them, whatever is over it: 一 under the 策略目標 of
    both, 1 under Action beside what the actions are."""
    for c in heads.of("level", "indicator"):
        cells = [normalise(t) for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1 and (t := row[c])]
        beside = [row[c + 1] for row in grid.rows[heads.first :] if c + 1 < len(row) and row[c + 1].strip()]
        worded = [t for t in beside if len(re.findall(r"[^\W\d_]", t)) > 3]
        next_ = heads.columns.get(c + 1)
        same = next_ is None or next_.kind in ("level", "indicator")
        if len(cells) > 1 and same and len(worded) > _MOST * len(beside) and all(_ITEM.fullmatch(t) for t in cells):
            numbered = heads.of("number") or heads.columns[c].kind == "indicator"
            if next_ is None and not _word_over(grid, heads, c + 1):
                heads.columns[c + 1] = heads.columns[c]  # a head over both, in a file that cannot merge cells
            heads.columns[c] = Head("beside" if numbered else "number", heads.columns[c].word)


_FIGURE = re.compile(r"[<>≤≥≦≧約±+-]?\s*[0-9][0-9,]*(?:\.[0-9]+)?\s*(?:%|[\u3400-\u9fff]{1,2})?")


def _numbers_without_head(grid: Grid, heads: Heads) -> None:
    """A column without a head whose cells are item numbers alone numbers what is behind it."""
    for c in range(len(grid.rows[heads.begin])):
        if c in heads.columns or any(row[c] for row in grid.rows[heads.begin : heads.first]):
            continue
        cells = [t for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1 and (t := normalise(row[c]))]
        if cells and all(_ITEM.fullmatch(t) for t in cells):
            heads.columns[c] = Head("beside" if heads.of("number") else "number", "")


_ORDINAL = re.compile(
    r"(?:[0-9一二三四五六七八九十]{1,2}[、.] *)?(?P<stem>.*?[^\W\d_]) ?(?P<n>[0-9]|[一二三四五六七八九十A-E])"
    r"(?P<rest>\([^()]+\))?"
)
_NUMBERED_KINDS = ("indicator", "target", "result", "baseline", "unit")


def _numbered_heads(row: Sequence[str], known: dict[int, Head]) -> dict[int, Head]:
    """Heads that differ by their number alone, KPI 1 and KPI 2, 指標一 and 指標二: as many indicators in a row."""
    found = {c: m for c, text in enumerate(row) if (m := _ORDINAL.fullmatch(normalise(text)))}
    stems = [m["stem"] + (m["rest"] or "") for m in found.values()]
    out: dict[int, Head] = {}
    for c, m in found.items():
        stem = m["stem"] + (m["rest"] or "")
        head = meaning(stem) if stems.count(stem) > 1 else None
        if head is not None and head.kind in _NUMBERED_KINDS and (c not in known or known[c].kind == head.kind):
            out[c] = replace(head, word=row[c])
    return out if any(h.kind == "indicator" for h in out.values()) else {}


def _indicators_apart(heads: Heads) -> list[Heads]:
    """One set of heads for each indicator of a row that has several beside one another, by the number in their heads:
    the first has all that is said of the task, each other its own indicator, figures and the names of the task."""
    numbers = {
        c: m["n"] for c in heads.of(*_NUMBERED_KINDS) if (m := _ORDINAL.fullmatch(normalise(heads.columns[c].word)))
    }
    named = [c for c in heads.of("indicator") if c in numbers]
    each = list(dict.fromkeys(numbers[c] for c in named))
    if len(each) < 2:
        return [heads]
    for c in heads.of(*_NUMBERED_KINDS):
        before = [i for i in named if i < c]
        if c not in numbers and before and c < max(heads.columns):
            numbers[c] = numbers[before[-1]]  # KPI 1 | 目標值 | KPI 2 | 目標值
    out = []
    for n in each:
        mine = {c: h for c, h in heads.columns.items() if numbers.get(c, n) == n}
        if n != each[0]:
            mine = {c: h for c, h in mine.items() if c in numbers or h.kind in _OF_TASK}
        out.append(replace(heads, columns=mine, unknown=heads.unknown if n == each[0] else {}))
    return out


_OF_TASK = ("level", "number", "subgroup", "period", "due", "begin", "end")


def _numbers_of_indicators(heads: Heads) -> None:
    """Of two columns of numbers the one before the indicators numbers those, and no task."""
    numbers = heads.of("number")
    for c in numbers[1:]:
        if c + 1 in heads.of("indicator"):
            heads.columns[c] = Head("beside", heads.columns[c].word)


_ITEM = re.compile(r"\(?(?:[0-9]{1,2}|[一二三四五六七八九十]{1,3}|[A-Z])[)、.]?")


def _how_measured(heads: Heads) -> None:
    """衡量標準 beside 衡量指標 says how the indicator is measured; alone it names what is."""
    indicators = heads.of("indicator")
    ways = [c for c in indicators if normalise(heads.columns[c].word).endswith("標準")]
    if len(ways) < len(indicators):
        heads.columns |= {c: Head("beside", heads.columns[c].word) for c in ways}


_ACTIONS = re.compile(r"\b(?:actions?|activit(?:y|ies)|projects?|initiatives?|tasks?)\Z|\bdo\??\Z", re.IGNORECASE)


def _measures_of_actions(heads: Heads) -> None:
    """A column of measures behind that of the actions says how they are measured; alone it names what is done."""
    levels = heads.of("level")
    if len(levels) < 2 or heads.of("indicator"):
        return
    *before, last = (normalise(heads.columns[c].word) for c in levels)
    acts = any(c in heads.given for c in levels[:-1]) or any(map(_ACTIONS.search, before))
    if re.fullmatch(r"measure(?:s|\(s\))?", last, re.IGNORECASE) and acts and levels[-1] not in heads.given:
        heads.columns[levels[-1]] = Head("indicator", heads.columns[levels[-1]].word)


_RESULTS = re.compile(
    r"(?:(?:Key|Expected|Intended|Desired|Anticipated|Main|Planned) )?(?:Outcomes?|Outputs?|Deliverables?|Results?)",
    re.IGNORECASE,
)
_DONE = re.compile(
    r"\b(?:actions?|activit(?:y|ies)|projects?|initiatives?|tasks?|interventions?|commitments?|recommendations?|steps?)\Z"
    r"|\bdo\??\Z",
    re.IGNORECASE,
)
"""The head of a column of what is done, which is no outcome to be reached."""


def _results_of_actions(heads: Heads) -> None:
    """Outcome behind Action says what comes of it and names no task; before it the outcome is what it serves."""
    levels = heads.of("level")
    for before, c in enumerate(levels):
        acts = any(_DONE.search(normalise(heads.columns[a].word)) for a in levels[:before])
        if acts and _RESULTS.fullmatch(normalise(heads.columns[c].word)) and c not in heads.given:
            heads.columns[c] = Head("beside", heads.columns[c].word)


_RANK = re.compile(
    r"(?:very )?(?:high|medium|low|critical|urgent|essential)(?:est)?|[A-Z0-9]{1,3}|[★*!]+", re.IGNORECASE
)


def _priorities(grid: Grid, heads: Heads) -> None:
    """Priority before the tasks is over what they serve, Safer streets, where it does not say how urgent they are."""
    levels = heads.of("level")
    for c in heads.of("beside") if levels else []:
        cells = [t for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1 and (t := row[c].strip())]
        named = [t for t in cells if not _RANK.fullmatch(t) and len(re.findall(r"[^\W\d_]{3}", t)) > 1]
        if c < levels[0] and heads.columns[c].word.lower() == "priority" and cells and len(named) == len(cells):
            heads.columns[c] = Head("level", heads.columns[c].word)


_BY = re.compile(r"(?:by|finish|complete)", re.IGNORECASE)


def _by_days(grid: Grid, heads: Heads) -> None:
    """By over nothing but days and years is when the work is to be done."""
    if heads.of("due", "period", "end"):
        return
    for c in range(len(grid.rows[heads.begin])):
        if c in heads.columns or not _BY.fullmatch(_word_over(grid, heads, c)):
            continue
        cells = [t for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1 and (t := row[c].strip())]
        if cells and all(any(period(t, due=True)) for t in cells):
            heads.columns[c] = Head("due", _word_over(grid, heads, c))


def _targets_in_words(grid: Grid, heads: Heads) -> None:
    """A column of targets that has words alone, before others that have the figures, names what is measured."""
    if heads.of("indicator"):
        return
    others = heads.of("target", "result", "baseline", "current")
    for c in heads.of("target"):
        cells = [normalise(t) for row in grid.rows[heads.first :] if c < len(row) and (t := row[c].strip())]
        cells = [t for t in cells if not NOTHING.match(t)]
        worded = bool(cells) and all(re.search(r"[^\W\d_]{2}", t) and not re.search("[0-9]", t) for t in cells)
        figured = [o for o in others if o > c and _figure_in(grid, o, heads.first)]
        if worded and not heads.columns[c].year and figured:
            named = any(_names_measure(heads.columns[o].word) for o in figured)  # PM2.5年均值目標
            heads.columns[c] = Head("level" if named else "indicator", heads.columns[c].word, sure=False)
            return


def _names_measure(word: str) -> bool:
    """Whether the head of figures says what they are of, beside what sort of figures they are."""
    return len(_SORT_OF_FIGURES.sub("", normalise(word))) > 1


_SORT_OF_FIGURES = re.compile(
    r"\([^()]*\)|目標|目标|指標|實績|實際|現況|基準|基期|達成|預期|預定|預計|量化|數值|(?<!均)值|年度?|[0-9\W_]"
    r"|\b(?:targets?|results?|actuals?|baselines?|current|latest|values?|figures?|levels?|status|by|in|for|of|the|year|fy)\b",
    re.IGNORECASE,
)


def _figure_in(grid: Grid, column: int, first: int) -> bool:
    return any(figures(row[column]) for row in grid.rows[first:] if column < len(row))


def _marks_of(grid: Grid, heads: Heads) -> set[str]:
    """The marks, letters left out, in the columns of bodies."""
    cells = (bare_mark(row[c]) for c in heads.of("body") for row in grid.rows[heads.first :] if c < len(row))
    return {mark for mark in cells if MARK.match(mark) and not re.search(r"[^\W_]|\(", mark)}


_WITH = re.compile(r"(?:together |jointly |along )?with|alongside|via", re.IGNORECASE)


def _who_is_related(grid: Grid, heads: Heads) -> None:
    """A column 關連 of agencies, or With, beside one of those who lead names those who help."""
    if not any(heads.columns[c].role == "CONVENES" for c in heads.of("role")):
        return
    for c in set(range(len(grid.rows[heads.begin]))) - set(heads.columns):
        word = _word_over(grid, heads, c)
        cells = [row[c] for row in grid.rows[heads.first :] if c < len(row) and row[c].strip()]
        if _WITH.fullmatch(word) and cells and not any(map(figures, cells)):
            heads.columns[c] = Head("role", word, "CO_ORGANIZES", sure=False)
        if word and role_of(f"{normalise(word)}機關") == "CO_ORGANIZES":
            named = [t for t in cells if any(map(names_agency, re.split(r"[・、，,;\n/ ]", t)))]
            if cells and len(named) > _MOST * len(cells):
                heads.columns[c] = Head("role", word, "CO_ORGANIZES")


_OFFICER = re.compile(r"(?:Responsible |Lead )?officer", re.IGNORECASE)
_OF_OFFICERS = re.compile(r"\b(?:Team|Service|Department|Unit)s?\b")


def _posts_that_lead(grid: Grid, heads: Heads) -> None:
    """Lead officer over Head of Parks says who leads, where no other column does; over names of people it says whom to
    call."""
    if any(heads.columns[c].role == "CONVENES" for c in heads.of("role")) or heads.of("leadless", "agency", "body"):
        return
    for c in heads.of("beside"):
        cells = [row[c] for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1 and row[c].strip()]
        posts = [t for t in cells if POST.match(t) or _OF_OFFICERS.search(t)]
        if _OFFICER.match(heads.columns[c].word) and cells and len(posts) > _MOST * len(cells):
            heads.columns[c] = Head("role", heads.columns[c].word, "CONVENES")
            return


def _leads_beside_unknown(grid: Grid, heads: Heads) -> None:
    """責任單位 beside agencies under a head that nobody knows may not be who leads."""
    for c in heads.unknown:
        cells = [row[c] for row in grid.rows[heads.first :] if len({t for t in row if t}) > 1 and row[c].strip()]
        if cells and sum(map(names_agency, cells)) > _MOST * len(cells):
            leads = {a: h for a, h in heads.columns.items() if h.role == "CONVENES" and h.kind == "role"}
            weak = {a: replace(h, sure=False) for a, h in leads.items() if not _PLAIN_LEAD.search(normalise(h.word))}
            heads.columns |= {a: h for a, h in weak.items() if a not in heads.given}


def _roles_behind(grid: Grid, heads: Heads) -> bool:
    """Whether the tasks of the last level have who answers for them in brackets behind their names."""
    cells = [row[c] for c in heads.of("level")[-1:] for row in grid.rows[heads.first :] if c < len(row) and row[c]]
    return len(cells) > 1 and sum(1 for t in cells if SAID_BEHIND.search(normalise(t))) > len(cells) / 2


def _word_over(grid: Grid, heads: Heads, column: int) -> str:
    """The lowest word over a column."""
    return next((t for row in reversed(grid.rows[heads.begin : heads.first]) if (t := row[column].strip())), "")


_SORTED = re.compile(r"領域|部門|類別|構面|面向|(?:Sectors?|Themes?|Categor(?:y|ies)|Focus areas?)", re.IGNORECASE)
"""The head of a column that sorts the tasks, where those are the lines over the rows."""


def _under_bands(grid: Grid, heads: Heads) -> bool:
    """Whether each row is below a line over the whole width, which names the task that the row is about."""
    banded = rows = 0
    above = False
    for row in grid.rows[heads.first :]:
        said = {t for t in row if t}
        band = len(said) == 1 and len(row) > 2 and row.count(next(iter(said))) > 2
        rows += bool(said) and not band
        banded += bool(said) and not band and above
        above = band if said else above
    return banded > 1 and banded == rows


_MEASURE = re.compile(r"(?:(?:Key|Local|City|Proposed) )?Measures?(?: of success| of progress)?", re.IGNORECASE)
_ACT = re.compile(
    r"(?:Key |Priority |Proposed )?(?:Actions?|Tasks?|Activit(?:y|ies)|Projects?|Initiatives?|Steps?)", re.IGNORECASE
)
"""What is done, so that a Measure beside it is how that is measured."""
_SHORT = 6
"""Characters of the longest word for a wanted direction, 持續維持不變; names of strategies are longer."""
_MOST = 0.7
"""The share of cells that say what their column is of."""


def _agencies_as_units(grid: Grid, heads: Heads) -> None:
    """單位 over 環保局 and 交通局 is who acts, over 公噸 a unit of measure."""
    for c in heads.of("unit"):
        filled = [row[c] for row in grid.rows[heads.first :] if c < len(row) and row[c]]
        if filled and sum(1 for t in filled if not t.isascii() and names_agency(t)) > len(filled) / 2:
            heads.columns[c] = Head("agency", heads.columns[c].word)


def _wanted_directions(grid: Grid, heads: Heads) -> None:
    """方向 over 增加 and 減少 is the direction that is wanted of an indicator, over anything else a strategy.

    In a table of indicators most cells are enough where all are short: the others are slips, and are listed.
    """
    read = cell_reader(KIND["Indicator"].property("direction"))
    for c, head in heads.columns.items():
        if head.kind == "level" and normalise(head.word) in _DIRECTION:
            found = {row[c] for row in grid.rows[heads.first :] if c < len(row) and row[c]}
            known = [text in "↑↓" or read_cell(read, text)[1] is None for text in found]
            slips = bool(heads.of("indicator")) and max(map(len, found), default=0) <= _SHORT
            if (2 * sum(known) > len(known) or not known) if slips else (known and all(known)):
                heads.columns[c] = Head("direction", head.word)


def _is_sum(grid: Grid, at: int, first: int, column: int) -> bool:
    """Whether a column is under a head of totals."""
    return any(_TOTAL.match(normalise(grid.rows[r][column])) for r in range(max(at - 1, 0), first))


def _lower_rows(grid: Grid, at: int, heads: Heads, mapping: ColumnMapping) -> None:
    """Second and third rows of heads under merged ones: years under 目標值, 主辦 and 協辦 under 權責機關."""
    for row in range(at + 1, min(at + 4, len(grid.rows))):
        cells = grid.rows[row]
        lower: dict[int, Head] = {}
        strange: set[int] = set()
        bodies = set(_bodies(grid, row + 1, {c for c in range(len(cells)) if _beside(grid, row - 1, c, both=True)}))
        undated = _times_without_year(cells)
        for c, text in enumerate(cells):
            above = grid.rows[row - 1][c]
            if not text or text == above or c in undated:
                continue
            year = bare_year(text)
            known = mapping.head(text) or meaning(text)
            if known is None and c in bodies:
                over = heads.columns.get(c)  # 協辦單位 over 環保局 | 工務局: what a tick under them means
                lower[c] = Head("body", text, over.role if over is not None and over.kind == "role" else "")
            elif known is None and not year and not _names_part(heads.columns.get(c), text):
                strange.add(c)
            else:
                upper = heads.columns.get(c) if above else _left_of(grid, row, c, heads)
                lower[c] = _combined(upper, known, year, text)
        goes_down = any(cells) and all(
            t == grid.rows[row - 1][c] and not (t and grid.starts(row, c)) for c, t in enumerate(cells)
        )
        if goes_down:
            heads.first = row + 1
            continue
        if strange:
            if not _goes_on(grid, row, lower, strange):
                return
            for c in strange:
                upper = heads.columns.pop(c, None)
                if upper is not None and upper.kind in ("role", "level", "beside"):
                    heads.columns[c] = Head(upper.kind, f"{upper.word} {cells[c]}", upper.role, upper.year, sure=False)
            heads.columns |= lower
            heads.first = row + 1
            continue
        spanned = any(not grid.starts(row - 1, c) or _beside(grid, row - 1, c) for c in lower)
        blank_above = all(
            not grid.rows[row - 1][c]
            or c not in heads.columns
            or spanned
            or (c + 1 in lower and _empty(grid, row - 1, c + 1))
            for c in lower
        )
        below_only = (
            bool(lower) and all(grid.rows[row - 1][c] for c in range(min(lower))) and not any(cells[: min(lower)])
        )
        if not lower or not (spanned or blank_above or below_only):
            return
        heads.columns |= lower
        heads.columns = {c: h for c, h in heads.columns.items() if c not in undated}
        heads.first = row + 1


def _times_without_year(cells: Sequence[str]) -> frozenset[int]:
    """Columns under 02, 03 and 04, 短期 and 長期 or Q1 and Q2, heads that give no date without a year: what is below is
    listed."""
    short = [c for c, text in enumerate(cells) if re.fullmatch("[0-9]{2}", text)]
    rising = all(int(cells[a]) < int(cells[b]) for a, b in pairwise(short))
    terms = [c for c, text in enumerate(cells) if _TERM.fullmatch(normalise(text))]
    return frozenset([*(short if len(short) > 2 and rising else ()), *(terms if len(terms) > 1 else ())])


_TERM = re.compile(
    r"[短中長近遠][期程]|[上下]半年|第?[一二三四1-4]季度?|Q[1-4]|(?:1[0-2]|[1-9])月"
    r"|(?:short|medium|mid|long|near)[- ]?term|(?:Year|Phase) ?[1-9]",
    re.IGNORECASE,
)


def _goes_on(grid: Grid, row: int, known: dict[int, Head], strange: set[int]) -> bool:
    """Whether a row in which some words are unknown is still one of heads.

    Each of its words is under a head that spreads over several columns or under none, and a head of one column
    goes down into it or most of its words are those of heads that are no names of tasks.
    """
    above, cells = grid.rows[row - 1], grid.rows[row]

    def spreads(c: int) -> bool:
        if not above[c]:
            return any(above[:c])
        beside = c + 1 < len(above) and ((not above[c + 1] and bool(cells[c + 1])) or above[c + 1] == above[c])
        return beside or (c > 0 and above[c - 1] == above[c])

    if not all(spreads(c) for c in (*known, *strange)) or any(NAMED.search(normalise(cells[c])) for c in strange):
        return False
    goes_down = any(cells[c] and cells[c] == above[c] and not grid.starts(row, c) for c in range(len(cells)))
    plain = [h for h in known.values() if h.kind not in ("level", "beside") and (h.kind != "target" or h.sure)]
    years = sum(1 for h in known.values() if h.kind == "target" and h.year and re.search("年", h.word))
    return goes_down or (bool(plain or years) and len(known) >= len(strange))


def _left_of(grid: Grid, row: int, column: int, heads: Heads) -> Head | None:
    """The head over an empty cell, in a file that cannot merge cells: 112年 | (empty) over 目標 | 實績, or 年度目標 |
    (empty) over 113年 | 114年."""
    for c in range(column - 1, -1, -1):
        if grid.rows[row - 1][c]:
            head = heads.columns.get(c)
            spreads = head is not None and (
                head.year or (head.kind in ("target", "result") and bare_year(grid.rows[row][c]))
            )
            return head if grid.rows[row][c] and spreads else None
        if not grid.rows[row][c]:
            return None
    return None


def _empty(grid: Grid, row: int, column: int) -> bool:
    return column < len(grid.rows[row]) and not grid.rows[row][column]


def _beside(grid: Grid, row: int, column: int, *, both: bool = False) -> bool:
    cells = grid.rows[row]
    near = (column + 1, column - 1) if both else (column + 1,)
    return cells[column] != "" and any(0 <= c < len(cells) and cells[column] == cells[c] for c in near)


_OF_BASELINE = {"baseline_year": re.compile(r"年[度份]?|Year"), "baseline": re.compile(r"數?值|數據|Value|Figure")}
"""The words below a head of the baseline for its year and its figure."""
_NAME = re.compile(r"(?:名稱|項目|內容|指標|[Nn]ame)")


def _names_part(upper: Head | None, text: str) -> bool:
    """Whether a word says which part of the head over it a column has: 名稱 of 指標, 年 and 值 of 基準年."""
    plain = normalise(text)
    of_baseline = _part_of_baseline(plain) != ""
    parts = {"indicator": bool(_NAME.fullmatch(plain)), "baseline_year": of_baseline, "baseline": of_baseline}
    return upper is not None and parts.get(upper.kind, False)


def _part_of_baseline(text: str) -> str:
    """The kind of column that a word below a head of the baseline names; empty for other words."""
    return next((kind for kind, words in _OF_BASELINE.items() if words.fullmatch(text)), "")


_PLANNED = re.compile(r"計[畫劃]|規劃|目標|Goal", re.IGNORECASE)


def _combined(upper: Head | None, known: Head | None, year: str, text: str) -> Head:
    """A head under another one: the year of either, the kind of the one that says more."""
    word = f"{upper.word} {text}" if upper is not None and upper.word != text else text
    if year and upper is not None and upper.kind in ("beside", "baseline"):
        return Head(upper.kind, word)
    if year and (known is None or known.kind in ("target", "result")):
        kind = upper.kind if upper is not None and upper.kind in ("target", "result") else "target"
        stated = upper is not None and upper.kind in ("target", "result") and not spans_years(text)
        return Head(kind, word, "", year, sure=stated)
    over = upper.kind if upper is not None else ""
    if over in _OF_BASELINE and (part := _part_of_baseline(normalise(text))):
        return Head(part, word)
    if over == "indicator" and (known is None or known.kind in ("level", "number")):
        # 項目 or 名稱 under 年度指標, and its 編號
        named = known is None and not _NAME.fullmatch(normalise(text))
        return Head("beside" if named else "code" if known is not None and known.kind == "number" else over, word)
    if known is None:
        return Head("beside", word)
    if known.kind == "level" and upper is not None and upper.year and _PLANNED.fullmatch(normalise(text)):
        return Head("target", word, "", upper.year)  # 計畫 | 實績 under a year
    if known.kind in ("target", "result", "computed") and upper is not None and upper.year and not known.year:
        return Head(known.kind, word, "", upper.year)
    if known.kind == "target" and not known.sure and upper is not None and upper.kind in ("target", "result"):
        return Head(upper.kind, word, "", known.year)
    if known.kind in ("target", "result") and upper is not None and upper.kind in ("target", "result") and known.year:
        return Head(upper.kind if known.kind == "target" else known.kind, word, "", known.year)
    return Head(known.kind, known.word, known.role, known.year, known.sure)


def _bodies(grid: Grid, first: int, columns: set[int], legend: Container[str] = ()) -> list[int]:
    """The columns whose cells are marks or letters and nothing else: their heads are bodies.

    ``legend`` has the letters that the table itself explains.
    """
    found = []
    rows = [r for r in grid.rows[first:] if len({t for t in r if t}) > 1]  # a legend goes over the whole width
    for c in sorted(columns):
        cells = [bare_mark(r[c]) for r in rows if c < len(r) and r[c].strip()]
        cells = [t for t in cells if not NOTHING.match(t) and not re.fullmatch(r"[0-9.]+", t)]
        agency = first > 0 and c < len(grid.rows[first - 1]) and is_agency(normalise(grid.rows[first - 1][c]))
        if cells and sum(1 for t in cells if MARK.match(t) or t in legend or (agency and role_of(t))) >= max(
            1, 0.8 * len(cells)
        ):
            found.append(c)
    return found


def bare_mark(text: str) -> str:
    """A mark or letters without the references to footnotes behind each."""
    return _REFERENCES.sub("", normalise(text)).strip()


_LABELLED = re.compile(
    r"(?P<label>[^:：\n]{2,12})[:：] *(?:[A-Z]?[0-9]+(?:[.-][0-9]+)*[:、. ] *)?(?P<value>[^:：\n]{2,60})"
)


_NUMBERED_LEVEL = re.compile(
    r"(?:策略|目標|面向|主軸|措施|構面|推動策略|Objective|Goal|Strategy|Theme|Priority|Pillar|Outcome) ?"
    r"(?:[0-9]+(?:\.[0-9]+)*|[A-Z]|[一二三四五六七八九十]+)[:、.] ?\S{2}"
)


def _labels_above(grid: Grid, at: int) -> dict[str, str]:
    """Rows over the heads that give one value for the whole table: Strategy | Solar survey."""
    out: dict[str, str] = {}
    label = ""
    for row in grid.rows[:at]:
        texts = [t for a, t in enumerate(row) if t and (a == 0 or t != row[a - 1])]
        if len(texts) == 1 and (named := _LABELLED.fullmatch(texts[0])):
            texts = [named["label"], named["value"]]  # 推動策略：海綿城市 over the whole width
        if len(texts) == 1 and _NUMBERED_LEVEL.match(normalise(texts[0])):
            out["level"] = texts[0]  # 策略一:建構韌性城市, Objective 1: A cleaner harbour
        head = meaning(texts[0], by_noun=False) if len(texts) == 2 and meaning(texts[1]) is None else None
        if head is not None and head.kind in ("level", "indicator", "subgroup") and only_time(normalise(texts[1])):
            head = None  # Performance Indicator | Q4 2023/24 are two heads
        if head is not None and head.kind in ("level", "indicator", "subgroup", "period"):
            # One label beside several rows: the lines of one value, which a ruling parts.
            before = out.get(head.kind, "") if texts[0] == label else ""
            glue = " " if before and before[-1].isascii() and texts[1][0].isascii() else ""
            out[head.kind] = before + glue + texts[1]
        label = texts[0] if texts else ""
    return out


def _legend(texts: Sequence[str]) -> dict[str, str]:
    """What the marks of a table mean, by the words beside them: ◎主辦 ○協辦."""
    out: dict[str, str] = {}
    for text in texts:
        norm = normalise(text)
        before, behind = _LEGEND.search(norm), _LEGEND_BEHIND.search(norm)
        reversed_ = behind is not None and (before is None or behind.start() < before.start())
        for found in (_LEGEND_BEHIND if reversed_ else _LEGEND).finditer(norm):
            word = found["role"]
            role = ENGLISH_ROLES.get(word.lower()) or role_of(word) or role_of(f"{word}單位") or "CONVENES"
            out.setdefault(found["mark"], role)
        out |= {letter: role for letter, role in _letters_of(norm).items() if letter not in out}
    return out


def _letters_of(norm: str) -> dict[str, str]:
    """What a legend says of letters that are not those of RACI, which have rules of their own."""
    found = {m["mark"]: m["role"] for m in _OF_LETTER.finditer(norm)}
    if len(found) < 2 or (set(found) <= set("RASCI") and (set(found) & set("AI") or "R" in found)):
        return {}
    roles = {letter: role_of(said) or role_of(said.split()[0]) for letter, said in found.items()}
    return {letter: role for letter, role in roles.items() if role}


def _apart(grid: Grid, at: int, heads: Heads) -> list[Heads]:
    """Two tables beside one another, parted by an empty column, each with what it is about and what it says of it."""
    width = len(grid.rows[at])
    empty = [c for c in range(1, width - 1) if not any(row[c] for row in grid.rows[at:] if c < len(row))]
    for cut in empty:
        sides = [
            {c: h for c, h in heads.columns.items() if first <= c < last}
            for first, last in ((0, cut), (cut + 1, width))
        ]
        kinds = [{h.kind for h in side.values()} for side in sides]
        if all(k & SUBJECTS and k & FACTS and len(k) > 1 for k in kinds):
            unknown = [{c: w for c, w in heads.unknown.items() if (c > cut) == right} for right in (False, True)]
            return [replace(heads, columns=a, unknown=b) for a, b in zip(sides, unknown, strict=True)]
    return []


def _halves(grid: Grid, at: int, heads: Heads) -> list[Heads]:
    """One set of heads for each half of a table that repeats its heads side by side.

    Columns before the first half (項次, 策略) are those of every half; one that nobody understands is named once.
    """
    headed = [c for c, h in sorted(heads.columns.items()) if h.word]
    starts = [c for c in headed if grid.starts(at, c) and not _after_same(grid, at, c)]
    words = [heads.columns[c].word for c in starts]
    first = _first_repeated(words)
    if first is None:
        return [heads]
    begins = [c for c, w in zip(starts, words, strict=True) if w == words[first]]
    if any(b - a < 2 for a, b in pairwise(begins)):
        return [heads]
    if heads.columns[begins[0]].kind == "number":
        # 序號 before the goals and again before their indicators: no halves, but numbers of each
        kinds = [
            {h.kind for c, h in heads.columns.items() if a <= c < b} for a, b in pairwise([*begins, len(grid.rows[at])])
        ]
        if not all(k & SUBJECTS and k & FACTS and len(k) > 2 for k in kinds):
            return [heads]
    out = []
    shared = {c: h for c, h in heads.columns.items() if c < begins[0]}
    for a, b in pairwise([*begins, len(grid.rows[at])]):
        mine = shared | {c: h for c, h in heads.columns.items() if a <= c < b}
        unknown = {c: w for c, w in heads.unknown.items() if a <= c < b or (a == begins[0] and c < a)}
        out.append(replace(heads, columns=mine, unknown=unknown))
    return out


def _first_repeated(words: Sequence[str]) -> int | None:
    """Where the heads of the first half begin: at the first, or where a row of heads comes a second time in order."""
    for at in range(min(3, len(words))):
        again = [i for i in range(at + 1, len(words)) if words[i] == words[at]]
        if again and (at == 0 or (again[0] - at > 1 and words[at : again[0]] == words[again[0] : 2 * again[0] - at])):
            return at
    return None


def _after_same(grid: Grid, row: int, column: int) -> bool:
    return column > 0 and grid.rows[row][column] == grid.rows[row][column - 1]


def is_total(cells: Sequence[str]) -> bool:
    """Whether a row gives sums of others: its first words say so."""
    first = next((normalise(c) for c in cells if c), "")
    second = next((normalise(c) for c in cells if c and normalise(c) != first), "")
    return bool(_TOTAL.match(first) or (_TOTAL.match(second) and len(first) < 4))


_LETTERS = re.compile(r"\b[RASCI]\s*[=:：＝–-]\s*\w.*\b[RASCI]\s*[=:：＝–-]\s*\w")
"""What says what the letters of RACI mean."""


def is_legend(cells: Sequence[str]) -> bool:
    """Whether a row explains the marks of the table."""
    said = [c for c in dict.fromkeys(cells) if c]
    return len(said) == 1 and bool(
        _LEGEND.search(normalise(said[0]))
        or _LEGEND_BEHIND.search(normalise(said[0]))
        or _LETTERS.search(said[0])
        or _letters_of(normalise(said[0]))
    )


_CAPTION = re.compile(
    r"(?:續?附?表|附件|圖|Table|Figure|Annex)[ ]?[0-9一二三四五六七八九十A-Z]+(?:[-.][0-9]+)*(?![0-9])"
    r"(?:[、:. (]|\Z|(?=[\u3400-\u9fff]))"
    r"|.*(?:一覽表|分工表|彙整表|彙總表|總表|統計表|對照表|明細表|追蹤表|管制表|管考表|列管表|規劃表|執行表|矩陣表?)(?:\((?:續|草案|[0-9/]+)\))?\Z"
    r"|(?:金額|經費)?單位:|(?:製表|填表|更新|資料|統計)(?:日期|時間|截止日期?)|第[0-9一二三四五六七八九十]+頁|\(續.{0,3}\)\Z",
    re.IGNORECASE,
)


def is_caption(text: str) -> bool:
    """Whether a line names a table or its unit and date, and no strategy or task: 表二 農業部門, 單位：千元."""
    return bool(_CAPTION.match(normalise(text)))


_NOTE = re.compile(
    r"(?:備\s*註|附\s*註|註\s*[0-9一二三四五]?|注|說明|备注|説明|(?:資料)?來源|資料(?:日期|時間)|出典|出處|圖例|符號說明"
    r"|Notes?|Remarks?|(?:Data )?[Ss]ources?|Key|Legend|Abbreviations?)\s*(?:[:：.、]|[0-9]*\))"
)


def is_note(cells: Sequence[str]) -> bool:
    """Whether a row is a note on the table: one text over its width, or in its first cell, that says so."""
    said = [c for c in dict.fromkeys(cells) if c]
    return len(said) == 1 and bool(_NOTE.match(normalise(said[0])))


def goes_on(cells: Sequence[str]) -> bool:
    """Whether a row below a note is a further line of it: one text alone, and no caption of another table."""
    said = [c for c in dict.fromkeys(cells) if c]
    return len(said) == 1 and not is_caption(said[0])


def repeats_heads(grid: Grid, row: int, words: dict[int, str]) -> bool:
    """Whether a row is the heads again, as on the next page."""
    cells = grid.rows[row]
    said = [(c, w) for c, w in words.items() if w]
    least = max(2, 0.6 * len(said))
    same = 0
    for left, (c, w) in zip(range(len(said) - 1, -1, -1), said, strict=True):
        same += c < len(cells) and _plain(cells[c]) == w
        if same + left < least:
            return False
    return same >= least


def _plain(text: str) -> str:
    return "".join(normalise(text).split())


def head_words(grid: Grid, heads: Heads) -> list[dict[int, str]]:
    """The words of each head row, to know them again."""
    return [{c: _plain(t) for c, t in enumerate(grid.rows[r])} for r in range(max(heads.first - 3, 0), heads.first)]
