"""A wall of titles: as many abreast as fit, read from left to right."""

from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from lbtui.cells import cut
from lbtui.charts.data import Bar
from lbtui.charts.lines import Line, Lines, Span, Tone, exact
from lbtui.charts.rows import window

_STONE = 36
"""Cells of a title with its year where there is room for several abreast."""


def titles_abreast(width: int) -> int:
    """How many titles stand side by side."""
    return max(1, width // _STONE)


def draw_wall(data: Sequence[Bar], width: int, height: int | None = None, *, first: int = 0) -> Lines:
    """Titles with their notes from row `first`, as many rows as fit and a line that counts the others."""
    if not data or width < 1 or (height is not None and height < 1):
        return []
    abreast = titles_abreast(width)
    rows = -(-len(data) // abreast)
    view = window(rows, height, first)
    edges = [width * place // abreast for place in range(abreast + 1)]
    lines: Lines = []
    for row in range(view.first, view.last):
        stones = enumerate(data[row * abreast : (row + 1) * abreast])
        lines.append(
            exact(
                (
                    span
                    for place, bar in stones
                    for span in _stone(bar, edges[place + 1] - edges[place], row * abreast + place)
                ),
                width,
            )
        )
    left = len(data) - (view.last - view.first) * abreast
    return [*lines, _rest(left, width)] if view.note else lines


def _stone(bar: Bar, width: int, index: int) -> Iterator[Span]:
    note = f" {bar.note}" if bar.note else ""
    label = cut(bar.label, max(1, width - 4 - cell_len(note)))
    yield Span("★ ", Tone.INK, 0, index)
    yield Span(label, Tone.LABEL, 0, index)
    yield Span(note, Tone.NOTE, 0, index)
    yield Span(" " * max(0, width - 2 - cell_len(label) - cell_len(note)), Tone.BLANK)


def _rest(left: int, width: int) -> Line:
    return exact((Span(f"and {left:,} more", Tone.NOTE),), width)
