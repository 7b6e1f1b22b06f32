"""Years below one another: a cell a month or a week, the fuller the stronger."""

import math
from collections.abc import Iterator

from lbtui.cells import fit_centre, fit_right, widest
from lbtui.charts.calendar import STEPS, mark_of
from lbtui.charts.data import Bar, Grid, cells_of
from lbtui.charts.lines import Line, Lines, Span, Tone, exact
from lbtui.charts.look import RICH, Look
from lbtui.charts.numbers import known, short
from lbtui.charts.rows import Window, window

_WIDEST_CELL = 9


def draw_grid(grid: Grid, width: int, height: int | None = None, *, first: int = 0, look: Look = RICH) -> Lines:
    """The rows from `first` under the labels of the columns, with its sum at the right where it has one.

    Cells hold their figures where these fit, else marks of five levels from none to the most of all.
    """
    bars = cells_of(grid)
    if not bars or width < 1 or (height is not None and height < 1):
        return []
    most = max(known([bar.value for bar in bars]), default=0.0)
    view = window(len(grid.rows), height, first, header=True)
    name = widest(list(grid.names)) + 1
    sums = [short(sum(known([bar.value for bar in row if bar]))) for row in grid.rows]
    total = widest(sums) + 2 if grid.sums else 0
    size = min(_WIDEST_CELL, (width - name - total) // max(1, len(grid.columns)))
    if size < 1:
        size, total = max(1, (width - name) // max(1, len(grid.columns))), 0
    lines: Lines = [_header(grid, name, size)]
    for place in range(view.first, view.last):
        cells = _cells(grid, place, size, most, look)
        end = Span(fit_right(sums[place], total), Tone.VALUE) if total else Span("")
        lines.append((Span(fit_right(grid.names[place], name - 1) + " ", Tone.AXIS), *cells, end))
    return [exact(line, width) for line in (*lines, *_rest(view, name))][:height]


def _header(grid: Grid, name: int, size: int) -> Line:
    """The labels above their columns, without those that would touch the one before."""
    text = ""
    for place, label in enumerate(grid.columns):
        start = place * size + max(0, (size - 1 - len(label)) // 2)
        if label and (not text or start > len(text)):
            text = f"{text:<{start}}{label}"
    return (Span(" " * name), Span(text[: size * len(grid.columns)], Tone.AXIS))


def _cells(grid: Grid, place: int, size: int, most: float, look: Look) -> Iterator[Span]:
    count = len(grid.columns)
    texts = [short(bar.value) for row in grid.rows for bar in row if bar]
    widest_text = widest(texts)
    for at, bar in enumerate(grid.rows[place]):
        item = place * count + at
        wide = max(1, size - 1)
        if bar is None:
            yield Span(" " * size, Tone.BLANK, 0, item)
            continue
        level = _level(bar, most)
        if widest_text < size:
            text = fit_right(short(bar.value) if bar.value else "·", widest_text)
            yield Span(fit_centre(text, wide), Tone.HEAT, level / len(STEPS), item)
        else:
            yield Span(mark_of(level, look) * wide, Tone.CELL, level / len(STEPS), item)
        yield Span(" " * (size - wide))


def _level(bar: Bar, most: float) -> int:
    if not math.isfinite(bar.value) or bar.value <= 0:
        return 0
    return max(1, math.ceil(bar.value / most * len(STEPS)))


def _rest(view: Window, name: int) -> Lines:
    return [(Span(" " * name), Span(view.note, Tone.NOTE))] if view.note else []
