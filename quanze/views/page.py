"""Pictures as pyvis networks and offline pages. The only file that imports pyvis.

pyvis builds the network; the page around it is ours (house.md says why): vis-network as bundled with pyvis is
inlined, places come from Python, physics is off, nothing is requested, and a strict policy forbids all scripts but the
two whose hashes it names.
"""

from __future__ import annotations

import html
import json
from collections.abc import Callable, Iterable, Mapping, Sequence
from functools import cache
from pathlib import Path
from typing import Any

import pyvis
from pyvis.network import Network

from quanze.errors import QuanzeError
from quanze.locale import (
    CHINESE,
    Message,
    in_context,
    in_language,
    is_chinese,
    language_name,
    language_tag,
    message,
    page_languages,
)
from quanze.schema import KIND, ORIGINS, RELATIONSHIP
from quanze.schema.dates import ShownDate
from quanze.schema.naming import Name
from quanze.schema.role_words import shown_word
from quanze.schema.rows import AnyRow
from quanze.schema.words import FOLDED, search_key
from quanze.views.colours import PAPERS, line_colour, rules, shades_of, word_colour
from quanze.views.figure import (
    DRAWN_ON,
    HEADING,
    LABEL_SIZE,
    MOST_BOXES,
    MOST_LINES,
    MOST_PAIRS,
    OUT_OF_TIME,
    VERDICT,
    Box,
    Figure,
    Link,
    depends_width,
    name_of,
)
from quanze.views.inline import allowed, filled, part
from quanze.views.label_fit import SIZE_EN, SIZE_ZH, plain
from quanze.views.legend import entries
from quanze.views.page_words import WORDS
from quanze.views.styles import ENDED_DASHES, FONT, INHERITED_OPACITY, READABLE, box_look, line_look, outline

VIS = "templates/lib/vis-9.1.2/vis-network.min.js"
_WITHOUT_SCRIPTS = message("The picture needs JavaScript; this table has the same content.")
_COLUMNS = ("from", "type", "to", "origin", "source", "locator", "quote")
"""The columns of that table, by their names among the words of the page."""
SCRIPTS = ("draw.js", "elements.js", "rows.js", "page.js")
"""The parts of the page's script, in their order."""
_FACTS = ("origin", "source", "source_name", "locator", "quote", "valid_from", "valid_to", "note", "wording", "under")


class _Ids(list[Any]):
    """A list of ids that knows at once whether it holds one; pyvis asks that for every node and edge it adds."""

    def __init__(self) -> None:
        super().__init__()
        self._known: set[Any] = set()

    def append(self, item: Any) -> None:
        self._known.add(item)
        super().append(item)

    def __contains__(self, item: object) -> bool:
        return item in self._known


def _utf8(path: Path, page: str) -> None:
    path.write_text(page, encoding="utf-8", newline="\n")


class NetworkView(Network):  # type: ignore[misc]  # pyvis has no types
    """A pyvis network of a picture. ``show`` and ``write_html`` write our offline page; a notebook shows it inline.

    The page can be switched between Chinese and another language: ``lang``, or English.

    ``nodes`` and ``edges`` are pyvis's own lists: what is added to them by hand is drawn as well. ``write`` puts a page
    in its place.
    """

    def __init__(
        self,
        figure: Figure,
        *,
        lang: str = CHINESE,
        height: str = "720px",
        write: Callable[[Path, str], object] = _utf8,
    ) -> None:
        self._write = write
        super().__init__(height=height, width="100%", directed=True, cdn_resources="in_line")
        self.node_ids = _Ids()
        self.figure = figure
        self.lang = lang
        self.languages = page_languages(lang)
        self.toggle_physics(False)
        for box in figure.boxes:
            self.add_node(box.id, **_node(box, self.languages, standing=box.id in figure.standing))
        for number, link in enumerate(figure.links):
            self.add_edge(link.source, link.target, **_edge(link, number, self.languages))

    def generate_html(self, name: str = "index.html", local: bool = True, notebook: bool = False) -> str:  # noqa: ARG002 - pyvis's signature
        """The page as text; the arguments of pyvis are accepted and not needed."""
        self.html = _page(self)
        return self.html

    def write_html(
        self,
        name: str,
        local: bool = True,  # noqa: ARG002
        notebook: bool = False,  # noqa: ARG002
        open_browser: bool = False,
    ) -> None:
        """Write the page in UTF-8; StorageError when the place cannot be written."""
        self._write(Path(name), self.generate_html())
        if open_browser:
            import webbrowser

            webbrowser.open(Path(name).resolve().as_uri())

    def _repr_html_(self) -> str:
        page = html.escape(self.generate_html(), quote=True)
        return (
            f'<iframe srcdoc="{page}" width="100%" height="{html.escape(str(self.height))}" frameborder="0"'
            ' sandbox="allow-scripts allow-downloads"></iframe>'
        )


def _both(value: Any, languages: Sequence[str]) -> list[str]:
    """A value's words in the languages of the page."""
    return [in_language(value, lang) for lang in languages]


def _node(box: Box, languages: Sequence[str], *, standing: bool) -> dict[str, Any]:
    style = box_look(box.kind)
    zh_name = " ".join(box.zh)
    return {
        "label": "\n".join(box.zh) or zh_name or "?",
        "shape": "ellipse" if style.outline == "ellipse" else "box",
        "color": {"background": style.fill, "border": style.stroke},
        "x": round(box.x, 1),
        "y": round(box.y, 1),
        "q": {
            "kind": box.kind,
            "w": round(box.width, 1),
            "h": round(box.height, 1),
            "lines": [box.label(lang) for lang in languages],
            "group": box.group,
            "members": box.members,
            "editorial": box.editorial,
            "focus": box.focus,
            "ended": box.ended,
            "standing": standing,
            "said": [_both(box.row[key], languages) if box.row.get(key) else [] for key in (VERDICT, OUT_OF_TIME)],
            "key": _search_key(box.row) if not box.members else "",
            "row": _facts(box.row, languages),
        },
    }


def _search_key(row: AnyRow) -> str:
    properties = row.get("properties") or {}
    aliases = [str(a) for a in row.get("aliases") or ()]
    code = str(properties.get("code") or "")
    return search_key(str(row.get("name") or ""), str(row.get("name_en") or ""), [*aliases, str(row["id"])], code)


def _edge(link: Link, number: int, languages: Sequence[str]) -> dict[str, Any]:
    style = line_look(link.type)
    return {
        "id": f"link/{number}",
        "color": style.colour,
        "width": round(link.width, 1),
        "dashes": list(style.dashes) or False,
        "arrows": "" if style.head == "none" else "to",
        "q": {
            "type": link.type,
            "path": link.path,
            "head": link.head,
            "middle": [round(v, 1) for v in link.middle],
            "label": _both(link.label, languages) if link.label else [],
            "inherited": link.inherited,
            "editorial": link.editorial,
            "ended": bool(link.ended),
            "rows": [_statement(r, link.type, languages) for r in link.rows],
            "stages": [
                (s.first, s.last, round(depends_width(s.weight), 1), _both(s.label, languages)) for s in link.stages
            ],
        },
    }


def _facts(row: AnyRow, languages: Sequence[str]) -> dict[str, Any]:
    """What the page shows of a row; the name of a frame has words in the other language."""
    kept: dict[str, Any] = {
        k: in_language(row[k], languages[1]) for k in ("id", "name", "name_en", *_FACTS) if row.get(k)
    }
    if row.get("aliases"):
        kept["aliases"] = [str(a) for a in row["aliases"]]
    if row.get("shared"):
        kept["shared"] = [_shared(s, languages) for s in row["shared"]]
    kept |= _drawn_on(row)
    if row.get("stays"):
        kept["stays"] = row["stays"]
    kept["properties"] = {
        str(k): "、".join(map(str, v)) if isinstance(v, list | tuple) else str(v)
        for k, v in (row.get("properties") or {}).items()
        if v not in (None, "", [])
    }
    return kept


def _statement(row: AnyRow, type_: str, languages: Sequence[str]) -> dict[str, Any]:
    if "shared" in row:
        ends = {"from": str(row["agency"]), "to": str(row["other"])}
        return {**ends, "shared": [_shared(s, languages) for s in row["shared"]]} | _drawn_on(row)
    word = _words(type_, row.get("wording"), languages)
    own: dict[str, Any] = {"word": word} if word != _both(RELATIONSHIP[type_], languages) else {}
    if isinstance(row.get("note"), Message):  # of whoever carries on what another one held, and no text of a source
        own["carried"] = _both(row["note"], languages)
        row = {**row, "note": ""}
    return {k: str(row[k]) for k in ("from", "to", *_FACTS) if row.get(k)} | own | _drawn_on(row)


def _words(type_: str, wording: str | None, languages: Sequence[str]) -> list[str]:
    """The word for a relationship in the languages of the page."""
    return [shown_word(type_, wording, lang) for lang in languages]


def _drawn_on(row: Mapping[str, Any]) -> dict[str, Any]:
    return {"on": row[DRAWN_ON]} if DRAWN_ON in row else {}


def _shared(item: Mapping[str, Any], languages: Sequence[str]) -> dict[str, Any]:
    cited = ("role", "other_role", *_FACTS, *(f"other_{f}" for f in _FACTS))
    kept: dict[str, Any] = {k: str(item[k]) for k in ("id", "kind", "name", "name_en", *cited) if item.get(k)}
    for side in ("", "other_"):
        if item.get(f"{side}role"):
            kept[f"{side}word"] = _words(str(item[f"{side}role"]), item.get(f"{side}wording"), languages)
    return kept | _drawn_on(item)


@cache
def _vis() -> str:
    """The vis-network script of the installed pyvis, without the note of a map file that would be asked for."""
    path = Path(pyvis.__file__).parent / VIS
    try:
        text = path.read_bytes().decode("utf-8").replace("\r\n", "\n")
    except OSError as fault:
        raise QuanzeError(
            message("The installed pyvis lacks {file}.", file=VIS), message("Install pyvis 0.3.2 again.")
        ) from fault
    # Not splitlines: the script holds other line separators inside its strings.
    return "\n".join(line for line in text.split("\n") if not line.startswith("//# sourceMappingURL")) + "\n"


def _page(view: NetworkView) -> str:
    figure = view.figure
    script = "".join(map(part, SCRIPTS))
    style, vis = rules(_kinds(figure), _types(figure)) + part("paper.css") + part("page.css"), _vis()
    values = {
        "lang": language_tag(view.lang),
        "title": html.escape(figure.title.in_language(view.lang)),
        "noscript": _table(figure, view.lang),
        "style": style,
        "style_hash": allowed(style),
        "script_hashes": f"{allowed(vis)} {allowed(script)}",
        "data": _json(_data(view)),
        "vis": vis,
        "script": script,
    }
    return filled("page.html", values)


def _kinds(figure: Figure) -> list[str]:
    return list(dict.fromkeys(b.kind for b in figure.boxes))


def _types(figure: Figure) -> list[str]:
    return list(dict.fromkeys(k.type for k in (*figure.links, *figure.pairs)))


def _table(figure: Figure, lang: str) -> str:
    """All relationships of a picture as a table, for readers whose browser runs no script."""
    names = {b.id: name_of(b.row)[not is_chinese(lang)] for b in figure.boxes}
    origins = {o.code: in_language(o, lang) for o in ORIGINS}
    found = []
    for link in figure.pairs or figure.links:
        for row in link.rows:
            ends = [str(row[k]) for k in (("agency", "other") if "shared" in row else ("from", "to"))]
            shared = [Name(s) for s in {str(s["id"]): s for s in row.get("shared", ())}.values()]
            word = in_language(shared, lang) if shared else shown_word(link.type, row.get("wording"), lang)
            origin = origins.get(str(row.get("origin")), "")
            cited = [row.get("source_name") or row.get("source"), row.get("locator"), row.get("quote")]
            found.append([names.get(ends[0], ends[0]), word, names.get(ends[1], ends[1]), origin, *cited])
    heads = [message(WORDS[key]).in_language(lang) for key in _COLUMNS]
    cells = ("".join(f"<td>{html.escape(plain(str(cell or '')))}</td>" for cell in row) for row in found)
    return (
        f"<p>{html.escape(_WITHOUT_SCRIPTS.in_language(lang))}</p><table><thead><tr>"
        + "".join(f'<th scope="col">{html.escape(head)}</th>' for head in heads)
        + "</tr></thead><tbody>"
        + "".join(f"<tr>{row}</tr>" for row in cells)
        + "</tbody></table>"
    )


def _json(value: object) -> str:
    """JSON for a script element: no ``<`` and no line separators."""
    text = json.dumps(value, ensure_ascii=False, separators=(",", ":"))
    return text.replace("<", "\\u003c").replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")


def _data(view: NetworkView) -> dict[str, Any]:
    figure, languages = view.figure, view.languages
    kinds, types = _kinds(figure), _types(figure)
    large = message(
        "{n} boxes are too many to be read at once in this window; the list opens first. Open the picture:",
        n=sum(not b.members for b in figure.boxes),
    )
    if figure.pairs:
        large = message(
            "{n} pairs of agencies are too many to be read in one ring; the matrix opens first. Open the ring:",
            n=len(figure.pairs),
        )
    return {
        "lang": languages.index(view.lang),
        "languages": [language_tag(lang) for lang in languages],
        "name": figure.name,
        "title": _both(figure.title, languages),
        "subtitle": _both(figure.subtitle or "", languages),
        "notes": [[*_both(n, languages), n in figure.of_drawing] for n in figure.notes],
        "reduced": figure.reduced,
        "days": [[day, *_both(ShownDate(day), languages)] for day in figure.days],
        "first": figure.shown_first,
        "headings": [(x, y, _both(words, languages)) for x, y, words in figure.headings],
        "bounds": figure.bounds(),
        "large": _both(large, languages),
        "most": MOST_BOXES,
        "mostLines": MOST_PAIRS if figure.pairs else MOST_LINES,
        "sections": [(section.head, *section.rows) for section in figure.sections],
        "pairs": [
            _slim({"from": k.source, "to": k.target, **_edge(k, n, languages), "id": f"pair/{n}"})
            for n, k in enumerate(figure.pairs)
        ],
        "order": figure.pair_order,
        "nodes": [_slim(n) for n in view.nodes],
        "edges": [_slim(e) for e in view.edges],
        "kinds": {k: _kind(k, languages) for k in kinds},
        "types": {t: _type(t, languages) for t in types},
        "origins": {o.code: _both(o, languages) for o in ORIGINS},
        "key": [
            {"label": _both(e.label, languages), "kind": e.kind, "type": e.type, "mark": e.mark}
            for e in entries(figure)
        ],
        "outlines": _outlines(figure.boxes, kinds),
        "separator": [in_context("between names", ", ", lang) for lang in languages],
        "fold": {chr(a): b for a, b in FOLDED.items()},
        "words": {key: _both(message(text), languages) for key, text in WORDS.items()}
        | {"language": [language_name(lang) for lang in reversed(languages)]},
        "paint": {
            "font": FONT,
            "sizes": [SIZE_ZH, SIZE_EN],
            "titles": [HEADING, SIZE_EN],
            "label": LABEL_SIZE,
            "readable": READABLE,
            "faint": INHERITED_OPACITY,
            "ended": ENDED_DASHES,
            "papers": [paper._asdict() for paper in PAPERS],
        },
    }


def _slim(item: dict[str, Any]) -> dict[str, Any]:
    """What the page needs of a node or edge of ours, without empty values; of a user's own, everything."""
    if "q" not in item:
        return item
    kept: dict[str, Any] = {k: item[k] for k in ("id", "x", "y", "from", "to", "width") if k in item}
    own = {k: v for k, v in item["q"].items() if v not in ("", (), [], [[], []], False)}
    if "rows" in own:
        ends = {"from": item["from"], "to": item["to"]}
        own["rows"] = [{k: v for k, v in row.items() if ends.get(k) != v} for row in own["rows"]]
    return {**kept, "q": own}


def _kind(kind: str, languages: Sequence[str]) -> dict[str, Any]:
    style = box_look(kind)
    known = KIND.get(kind)
    properties = {
        p.name: {"words": _both(p, languages), "choices": {c.code: _both(c, languages) for c in p.choices}}
        for p in (known.properties if known else ())
    }
    return {
        "words": _both(known or message("Group of records"), languages),
        "several": [known.plural_in(lang) for lang in languages] if known else [],
        "outline": style.outline,
        "shades": [shades_of(kind, dark=dark)._asdict() for dark in (False, True)],
        "properties": properties,
    }


def _type(type_: str, languages: Sequence[str]) -> dict[str, Any]:
    style = line_look(type_)
    known = RELATIONSHIP.get(type_)
    words = _both(known or message("shares items with"), languages)
    return {
        "words": words,
        "colour": [line_colour(type_, dark=dark) for dark in (False, True)],
        "ink": [word_colour(type_, dark=dark) for dark in (False, True)],
        "width": style.width,
        "dashes": list(style.dashes),
    }


def _outlines(boxes: Iterable[Box], kinds: Iterable[str]) -> dict[str, str]:
    """Path data per outline and size, and one small swatch per kind for the key."""
    found = {}
    for b in boxes:
        name = box_look(b.kind).outline
        found[f"{name}/{round(b.width, 1):g}/{round(b.height, 1):g}"] = outline(name, b.width, b.height)
    for kind in kinds:
        found[f"key/{kind}"] = outline(box_look(kind).outline, 30, 17)
    return found


def network_view(
    figure: Figure, *, lang: str = CHINESE, height: str = "720px", write: Callable[[Path, str], object] = _utf8
) -> NetworkView:
    """The picture as a ``pyvis.network.Network`` that a notebook can show."""
    return NetworkView(figure, lang=lang, height=height, write=write)
