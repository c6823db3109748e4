"""Static pictures for reports: SVG written here, PNG through resvg; no browser and no request."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from xml.sax.saxutils import quoteattr

from quanze.errors import QuanzeError
from quanze.locale import CHINESE, in_language, is_chinese, language_tag, message
from quanze.views.colours import PAPERS, line_colour, word_colour
from quanze.views.figure import HEADING, LABEL_HIGH, LABEL_SIZE, Box, Figure, Link
from quanze.views.label_fit import LINE, SIZE_EN, SIZE_ZH, escaped, lines, text_width
from quanze.views.legend import entries
from quanze.views.page_words import WORDS
from quanze.views.pair_matrix import is_matrix, pair_matrix
from quanze.views.routes import head_of
from quanze.views.styles import ENDED_DASHES, FONT, INHERITED_OPACITY, box_look, line_look, outline

_PAPER = PAPERS[0]
MARGIN = 36.0
NOTE = 15.0
PNG_WIDEST = 8000
PNG_SCALE = 2.0
"""Pixels of a PNG per unit of the picture."""


@dataclass(repr=False)
class Picture(Figure):
    """A figure in a language, which a notebook shows as SVG."""

    lang: str = CHINESE

    def _repr_svg_(self) -> str:
        return to_svg(self, lang=self.lang)

    def svg(self, address: Callable[[str], str] | None = None) -> str:
        """The picture as SVG; each box leads to the ``address`` of its record's id where one is given."""
        return to_svg(self, lang=self.lang, address=address)


def to_svg(figure: Figure, *, lang: str = CHINESE, address: Callable[[str], str] | None = None) -> str:
    """The picture as one SVG document with its title, legend and notes.

    ``address`` gives the web address of a record's id: each box is then a link.
    """
    matrix = pair_matrix(figure, lang) if is_matrix(figure) else None
    left, top, right, bottom = (0.0, 0.0, matrix.width, matrix.height) if matrix else figure.bounds()
    wide = max(right - left, 900.0)
    left -= (wide - (right - left)) / 2
    key, key_height = ("", 0.0) if matrix else _legend(figure, wide, lang)
    said = figure.notes
    if matrix:
        said = [message(WORDS["cells"]), *(note for note in figure.notes if note not in figure.of_drawing)]
    sentences = [n.in_language(lang) for n in said]
    notes = [line for sentence in sentences for line in lines(sentence, NOTE, wide, most=4)]
    width = wide + 2 * MARGIN
    height = bottom - top + 2 * MARGIN + 64 + key_height + len(notes) * NOTE * 1.5 + 24
    title, subtitle = figure.title.in_language(lang), in_language(figure.subtitle or "", lang)
    body = [
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{width:.0f}" height="{height:.0f}"'
        f' viewBox="0 0 {width:.0f} {height:.0f}" font-family={quoteattr(FONT)} lang="{language_tag(lang)}">',
        f"<title>{escaped(title)}</title><desc>{escaped(' '.join(sentences))}</desc>",
        f'<rect width="{width:.0f}" height="{height:.0f}" fill="{_PAPER.page}"/>',
        f'<text x="{MARGIN}" y="48" font-size="27" font-weight="bold" fill="{_PAPER.ink}">{escaped(title)}</text>',
        f'<text x="{MARGIN}" y="72" font-size="14" fill="{_PAPER.soft}">{escaped(subtitle)}</text>' if subtitle else "",
        f'<g transform="translate({MARGIN - left:.1f} {MARGIN + 58 - top:.1f})">',
        *([matrix.markup] if matrix else _parts(figure, lang, address)),
        "</g>",
        f'<g transform="translate({MARGIN} {bottom - top + MARGIN + 88:.1f})">{key}',
        *(
            f'<text y="{key_height + NOTE + n * NOTE * 1.5:.1f}" font-size="{NOTE}" fill="{_PAPER.soft}">'
            f"{escaped(t)}</text>"
            for n, t in enumerate(notes)
        ),
        "</g></svg>",
    ]
    return "\n".join(b for b in body if b) + "\n"


def _parts(figure: Figure, lang: str, address: Callable[[str], str] | None) -> list[str]:
    """Boxes, lines and words of a picture, those beneath first."""
    return [
        *(_box(b, lang) for b in figure.boxes if b.members),
        *(_link(k) for k in figure.links if not figure.reduced),
        *(_frame_title(b, lang) for b in figure.boxes if b.members),
        *(_linked(b, _box(b, lang), address) for b in figure.boxes if not b.members),
        *(_label(k, k.label.in_language(lang)) for k in figure.links if k.label),
        *(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{HEADING}" font-weight="bold" fill="{_PAPER.soft}"'
            f' text-anchor="middle">{escaped(heading.in_language(lang))}</text>'
            for x, y, heading in figure.headings
        ),
    ]


def _box(b: Box, lang: str) -> str:
    style = box_look(b.kind)
    dashes = ' stroke-dasharray="6 4"' if b.editorial or b.members else ' stroke-dasharray="1 5"' if b.ended else ""
    thick = 3.4 if b.focus else 1.2 if b.members else 1.7
    shape = (
        f'<path d="{outline(style.outline, b.width, b.height)}" transform="translate({b.x:.1f} {b.y:.1f})"'
        f' fill="{style.fill}" stroke="{style.stroke}" stroke-width="{thick}" stroke-linejoin="round"{dashes}/>'
    )
    size, label = SIZE_ZH if is_chinese(lang) else SIZE_EN, b.label(lang)
    if b.members:
        return shape
    first = b.y - (len(label) - 1) * size * LINE / 2 + size * 0.36
    rows = "".join(
        f'<tspan x="{b.x:.1f}" y="{first + n * size * LINE:.1f}">{escaped(line)}</tspan>'
        for n, line in enumerate(label)
    )
    return shape + f'<text font-size="{size}" fill="{style.text}" text-anchor="middle">{rows}</text>'


def _linked(b: Box, markup: str, address: Callable[[str], str] | None) -> str:
    at = address(b.id) if address else ""
    return f"<a href={quoteattr(at)}>{markup}</a>" if at else markup


def _frame_title(b: Box, lang: str) -> str:
    """Drawn after the lines and on a ground of its own, for lines may pass beneath it."""
    size, label = HEADING if is_chinese(lang) else SIZE_EN, b.label(lang)[0]
    wide = text_width(label, size) + 10
    return (
        f'<rect x="{b.x - wide / 2:.1f}" y="{b.top + 6:.1f}" width="{wide:.1f}" height="21" rx="4"'
        f' fill="{box_look(b.kind).fill}"/>'
        f'<text x="{b.x:.1f}" y="{b.top + 22:.1f}" font-size="{size}" font-weight="bold" fill="{_PAPER.soft}"'
        f' text-anchor="middle">{escaped(label)}</text>'
    )


def _link(k: Link) -> str:
    style = line_look(k.type)
    width = k.width
    halo = (
        f'<path d="{k.path}" fill="none" stroke="{_PAPER.halo}" stroke-width="{width + 6:.1f}" stroke-opacity="0.75"/>'
        if k.editorial
        else ""
    )
    drawn = ENDED_DASHES if k.ended else style.dashes
    dashes = f' stroke-dasharray="{" ".join(map(str, drawn))}"' if drawn else ""
    faint = f' opacity="{INHERITED_OPACITY}"' if k.inherited or k.ended else ""
    line = f'<path d="{k.path}" fill="none" stroke="{style.colour}" stroke-width="{width:.1f}"{dashes}/>'
    fill = _PAPER.page if k.inherited else style.colour
    head = f'<path d="{k.head}" fill="{fill}" stroke="{style.colour}"/>' if k.head else ""
    return f"<g{faint}>{halo}{line}{head}</g>"


def _label(k: Link, text: str) -> str:
    wide = text_width(text, LABEL_SIZE) + 14
    x, y = k.middle
    return (
        f'<rect x="{x - wide / 2:.1f}" y="{y - 12:.1f}" width="{wide:.1f}" height="{LABEL_HIGH}" rx="12"'
        f' fill="{_PAPER.page}" stroke="{line_colour(k.type)}"/>'
        f'<text x="{x:.1f}" y="{y + 6:.1f}" font-size="{LABEL_SIZE}" font-weight="bold"'
        f' fill="{word_colour(k.type)}" text-anchor="middle">{escaped(text)}</text>'
    )


def _legend(figure: Figure, wide: float, lang: str) -> tuple[str, float]:
    """The key of what occurs, in rows; its markup and height."""
    x = y = 0.0
    parts = []
    for entry in entries(figure):
        text = entry.label.in_language(lang)
        need = 50 + text_width(text, 14) + 22
        if x + need > wide:
            x, y = 0.0, y + 30
        if entry.kind:
            style = box_look(entry.kind)
            mark = (
                f'<path d="{outline(style.outline, 36, 19)}" transform="translate(18 0)" fill="{style.fill}"'
                f' stroke="{style.stroke}" stroke-width="1.5"/>'
            )
        else:
            link = Link(
                "",
                "",
                entry.type or "UNDERTAKES",
                [],
                entry.mark == "inherited",
                entry.mark == "editorial",
                entry.mark if entry.mark == "ended" else "",
                path="M0 0L31 0",
                head="M38 0L29 4L29 -4Z",
            )
            if entry.type:
                link.head = head_of(link, (38.0, 0.0), (1.0, 0.0))
            mark = _link(link)
        parts.append(
            f'<g transform="translate({x:.1f} {y + 14:.1f})">{mark}'
            f'<text x="46" y="5" font-size="14" fill="{_PAPER.ink}">{escaped(text)}</text></g>'
        )
        x += need
    return "".join(parts), (y + 34 if parts else 0.0)


def to_png(figure: Figure, *, lang: str = CHINESE, scale: float = PNG_SCALE) -> bytes:
    """The picture as PNG bytes, ``scale`` pixels per SVG unit, at most 8,000 wide.

    Uses the fonts of this computer; QuanzeError when the optional package resvg-py is absent.
    """
    try:
        from resvg_py import svg_to_bytes
    except ImportError as fault:
        raise QuanzeError(
            message("PNG needs the optional package resvg-py."),
            message("Install it: pip install 'quanze[png]', or write .svg or .html instead."),
        ) from fault
    svg = to_svg(figure, lang=lang)
    width = figure.bounds()[2] - figure.bounds()[0] + 2 * MARGIN
    zoom = min(scale, PNG_WIDEST / max(width, 1.0))
    return bytes(svg_to_bytes(svg_string=svg, width=round(width * zoom)))
