"""A value over time: a filled area or a line of braille dots, with round values at the side."""

import math
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise

from lbtui.cells import fit_right, widest
from lbtui.charts.axis import label_line
from lbtui.charts.data import Bar
from lbtui.charts.lines import Line, Lines, Span, Tone, exact
from lbtui.charts.numbers import known, short, ticks

_BITS = ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08))
"""Braille bits of the two dot columns of a cell, from the lowest dot up."""
_LEFT, _RIGHT = (
    [sum(bit for place, bit in enumerate(bits) if dots >> place & 1) for dots in range(16)] for bits in _BITS
)
"""The same for each pattern of four dots, lowest dot first."""
_LEAST_PLOT = 10


@dataclass(frozen=True, slots=True)
class _Plot:
    """What the lines of one chart have in common."""

    dots: list[tuple[int, int]]
    """The dots drawn in the two dot columns of each cell, as bits: the lowest bit is the lowest dot."""
    runs: list[tuple[int, int, int]]
    """Item, first column and the column after the last, from left to right."""
    marks: dict[int, str]
    margin: int
    rows: int


def draw_area(
    data: Sequence[Bar],
    width: int,
    height: int,
    *,
    low: float | None = 0.0,
    top: float | None = None,
    fill: bool = True,
    cursor: int | None = None,
) -> Lines:
    """The data, evenly spaced from left to right, over `height` lines with labels below.

    `low` is the value at the floor (None: the least of the data), `top` the one at the ceiling (None: the largest).
    Unknown values leave a gap. Where several bars share a dot the largest is drawn; the cells of `cursor` are marked
    as its own even then.
    """
    values = known([bar.value for bar in data])
    if not values or width < 1 or height < 1:
        return []
    floor = min(values) if low is None else low
    ceiling = max(values) if top is None else top
    if ceiling <= floor:
        ceiling = floor + 1
    rows = max(1, height - 1)
    whole = all(value == round(value) for value in values)
    marks = _marks(floor, ceiling, rows, whole)
    margin = widest(list(marks.values())) + 1
    margin = margin if width - margin >= _LEAST_PLOT else 0
    columns = width - margin
    heights = [_height(data, dot, columns * 2, floor, ceiling, rows * 4) for dot in range(columns * 2)]
    dots = _dots(heights, fill)
    plot = _Plot(list(zip(dots[::2], dots[1::2], strict=True)), _runs(len(data), columns, cursor), marks, margin, rows)
    lines = [_row(plot, row) for row in reversed(range(rows))]
    return [*lines, _labels(data, margin, columns, width)] if height > 1 else lines


def _marks(floor: float, ceiling: float, rows: int, whole: bool) -> dict[int, str]:
    """Round values by the line that they stand on, counted from the floor."""
    values = ticks(floor, ceiling, max(2, rows // 3 + 1), whole=whole)
    decimals = max(len(f"{value:g}".partition(".")[2]) for value in values)
    return {
        min(rows - 1, int((value - floor) / (ceiling - floor) * rows)): f"{value:.{decimals}f}"
        if decimals
        else short(value)
        for value in values
    }


def _height(data: Sequence[Bar], dot: int, dots: int, floor: float, ceiling: float, most: int) -> int | None:
    """Dots above the floor at dot column `dot`, or None where the value is unknown."""
    value = _peak(data, dot, dots) if len(data) > dots else _between(data, dot / max(1, dots - 1) * (len(data) - 1))
    if not math.isfinite(value):
        return None
    return max(int(value > floor), min(most, round((value - floor) / (ceiling - floor) * most)))


def _peak(data: Sequence[Bar], dot: int, dots: int) -> float:
    part = data[dot * len(data) // dots : (dot + 1) * len(data) // dots]
    return max((bar.value for bar in part if math.isfinite(bar.value)), default=math.nan)


def _between(data: Sequence[Bar], place: float) -> float:
    """The value at a place between two bars; beside an unknown one the known one reaches half way."""
    before, rest = int(place), place - int(place)
    one, two = data[before].value, data[min(before + 1, len(data) - 1)].value
    if math.isfinite(one) and math.isfinite(two):
        return one + (two - one) * rest
    return one if rest < 0.5 else two


def _dots(heights: Sequence[int | None], fill: bool) -> list[int]:
    """What is drawn in each dot column: everything below the value, or a line that does not break."""
    if fill:
        return [(1 << (height or 0)) - 1 for height in heights]
    columns: list[int] = []
    before: int | None = None
    for height in heights:
        here = None if height is None else max(0, height - 1)
        if here is None:
            columns.append(0)
        else:
            low, high = sorted((here, here if before is None else before))
            columns.append((1 << (high + 1)) - (1 << low))
        before = here
    return columns


def _runs(count: int, columns: int, cursor: int | None) -> list[tuple[int, int, int]]:
    """The columns of cells that belong to each bar."""
    last = max(1, columns - 1)
    items = [round(column / last * (count - 1)) for column in range(columns)]
    if cursor is not None and 0 <= cursor < count:
        items[round(cursor / max(1, count - 1) * (columns - 1))] = cursor
    starts = [column for column in range(columns) if not column or items[column] != items[column - 1]]
    return [(items[start], start, end) for start, end in pairwise([*starts, columns])]


def _row(plot: _Plot, row: int) -> Line:
    """One line, `row` lines above the floor; neighbouring cells of one bar are one span."""
    shift, level = row * 4, row / max(1, plot.rows - 1)
    bits = [_LEFT[left >> shift & 15] | _RIGHT[right >> shift & 15] for left, right in plot.dots]
    text = "".join([chr(0x2800 + bit) if bit else " " for bit in bits])
    spans = [Span(text[start:end], Tone.INK, level, item) for item, start, end in plot.runs]
    mark = fit_right(plot.marks.get(row, ""), plot.margin - 1) + " " if plot.margin else ""
    return (Span(mark, Tone.AXIS), *spans) if mark else tuple(spans)


def _labels(data: Sequence[Bar], margin: int, columns: int, width: int) -> Line:
    gap = (columns - 1) / max(1, len(data) - 1)
    line = label_line([bar.label for bar in data], lambda place: place * gap + 0.5, columns, int(gap))
    return exact((Span(" " * margin), *line), width)
