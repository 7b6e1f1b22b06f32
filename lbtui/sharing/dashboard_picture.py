"""Dashboards as an SVG picture of their lines: words are text, blocks are shapes, which no font tears apart."""

from collections.abc import Iterator, Sequence
from html import escape
from itertools import groupby

from rich.cells import cell_len

from lbtui.charts.lines import Line, Span, Tone
from lbtui.query import Query
from lbtui.sharing.svg import Colours, mix
from lbtui.statistics.export import page, picture_width
from lbtui.statistics.service import Counted

CELL, LINE, MARGIN = 10, 20, 24
"""Pixels of a cell's width and height, and around the lines."""
_NOTICE = " drawn by lbtui; data: TMDB, not endorsed or certified by it"
_FONT = "'Fira Code', 'DejaVu Sans Mono', 'Liberation Mono', Menlo, Consolas, monospace"
_FONT_SIZE = 16.4
_UP = " ▁▂▃▄▅▆▇█"
_PARTS = {
    **{block: (0.0, 1 - at / 8, 1.0, at / 8) for at, block in enumerate(_UP) if at},
    "▖": (0.0, 0.5, 0.5, 0.5),
    "▗": (0.5, 0.5, 0.5, 0.5),
}
"""Blocks by what they cover of a cell: left, top, width, height."""
_SHADES = {Tone.NOTE: 0.62, Tone.AXIS: 0.75, Tone.FRAME: 0.25, Tone.TO_COME: 0.35}
"""How much of the text's colour is in those that are dim."""
_EMPTY_DAY, _FAINTEST_DAY = 0.1, 0.3


def draw_dashboards(dashboards: Sequence[Counted], query: Query, colours: Colours) -> str:
    """Dashboards below one another as SVG, counted with one filter."""
    width = max(map(picture_width, dashboards))
    lines = [line for counted in dashboards for line in (*page(counted, query, width), ())]
    return draw_lines([*lines, (Span(_NOTICE, Tone.NOTE),)], width, colours)


def draw_lines(lines: Sequence[Line], width: int, colours: Colours) -> str:
    """Lines of `width` cells as SVG."""
    wide, tall = width * CELL + 2 * MARGIN, len(lines) * LINE + 2 * MARGIN
    shapes = "\n".join("".join(_line(line, y, colours)) for y, line in enumerate(lines))
    return (
        f'<svg xmlns="http://www.w3.org/2000/svg" width="{wide}" height="{tall}" viewBox="0 0 {wide} {tall}" '
        f'font-family="{_FONT}" font-size="{_FONT_SIZE}"><rect width="100%" height="100%" rx="8" '
        f'fill="{colours.background}"/><g transform="translate({MARGIN} {MARGIN})">{shapes}</g></svg>\n'
    )


def _line(line: Line, y: int, colours: Colours) -> Iterator[str]:
    x = 0
    for span in line:
        yield from _span(span, x, y, colours)
        x += cell_len(span.text)


def _span(span: Span, x: int, y: int, colours: Colours) -> Iterator[str]:
    """The shapes of a span: runs of one block are one rectangle, squares one each, all else is text."""
    colour = _colour(span, colours)
    if span.tone is Tone.HEAT and span.level:
        ground = mix(colours.background, colours.primary, 0.15 + 0.7 * span.level)
        yield _rect(x, y, (0, 0, cell_len(span.text), 1), ground)
        colour = _ink_on(ground)
    for kind, run in groupby(span.text, key=lambda letter: letter if letter in _PARTS or letter in "■★" else ""):
        text = "".join(run)
        size = cell_len(text)
        if kind == "■":
            yield from (_rect(x + at, y, (0.05, 0.27, 0.9, 0.45), colour, radius=2) for at in range(size))
        elif kind in _PARTS:
            left, top, part, height = _PARTS[kind]
            if part == 1:
                yield _rect(x, y, (left, top, size, height), colour)
            else:
                yield from (_rect(x + at, y, _PARTS[kind], colour) for at in range(size))
        else:
            yield from _text(text, x, y, colour, bold=span.tone is Tone.VALUE)
        x += size


def _rect(x: int, y: int, part: tuple[float, float, float, float], colour: str, radius: int = 0) -> str:
    left, top, width, height = part
    corner = f' rx="{radius}"' if radius else ""
    return (
        f'<rect x="{(x + left) * CELL:g}" y="{(y + top) * LINE:g}" width="{width * CELL:g}" '
        f'height="{height * LINE:g}"{corner} fill="{colour}"/>'
    )


def _text(text: str, x: int, y: int, colour: str, *, bold: bool) -> Iterator[str]:
    """Words of the width of their cells in any font; nothing for blanks."""
    start = x + cell_len(text) - cell_len(text.lstrip(" "))
    text = text.strip(" ")
    if text:
        weight = ' font-weight="700"' if bold else ""
        yield (
            f'<text x="{start * CELL}" y="{y * LINE + 15}" textLength="{cell_len(text) * CELL}" '
            f'lengthAdjust="spacingAndGlyphs" fill="{colour}"{weight} xml:space="preserve">{escape(text)}</text>'
        )


def _colour(span: Span, colours: Colours) -> str:
    match span.tone:
        case Tone.INK | Tone.BAR | Tone.FIGURE:
            return mix(colours.primary, colours.accent, span.level)
        case Tone.CELL:
            empty = mix(colours.background, colours.text, _EMPTY_DAY)
            part = _FAINTEST_DAY + (1 - _FAINTEST_DAY) * span.level
            return mix(empty, colours.primary, part) if span.level else empty
        case tone:
            return mix(colours.background, colours.text, _SHADES.get(tone, 1.0))


def _ink_on(ground: str) -> str:
    """Black or white, whichever is better read on a colour."""
    red, green, blue = (int(ground[at : at + 2], 16) for at in (1, 3, 5))
    return "#000000" if red * 0.299 + green * 0.587 + blue * 0.114 > 140 else "#ffffff"
