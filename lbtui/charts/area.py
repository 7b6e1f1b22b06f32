"""A value over time: a filled area or a line of braille dots, with round values at the side."""

import math
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from lbtui.charts.axis import label_line
from lbtui.charts.cells import fit_right, widest
from lbtui.charts.data import Bar
from lbtui.charts.lines import Line, Lines, Span, Tone, exact
from lbtui.charts.numbers import known, short, ticks

_LEFT, _RIGHT = (0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08)
"""Braille bits of the two columns of a cell, from the lowest dot up."""
_LEAST_PLOT = 10

Reach = tuple[int, int]
"""The dots drawn in one dot column: from the first up to and without the second, above the floor."""


@dataclass(frozen=True, slots=True)
class _Plot:
    """What the lines of one chart have in common."""

    reaches: list[Reach]
    items: list[int]
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
    plot = _Plot(_reaches(heights, fill), _items(len(data), columns, cursor), marks, margin, rows)
    lines = [exact(_row(plot, row), width) for row in reversed(range(rows))]
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
    return max(known([bar.value for bar in part]), default=math.nan)


def _between(data: Sequence[Bar], place: float) -> float:
    """The value at a place between two bars; beside an unknown one the known one reaches half way."""
    before, rest = int(place), place - int(place)
    one, two = data[before].value, data[min(before + 1, len(data) - 1)].value
    if math.isfinite(one) and math.isfinite(two):
        return one + (two - one) * rest
    return one if rest < 0.5 else two


def _reaches(heights: Sequence[int | None], fill: bool) -> list[Reach]:
    """What is drawn in each dot column: everything below the value, or a line that does not break."""
    if fill:
        return [(0, height or 0) for height in heights]
    reaches: list[Reach] = []
    before: int | None = None
    for height in heights:
        here = None if height is None else max(0, height - 1)
        other = here if before is None else before
        reaches.append((0, 0) if here is None or other is None else (min(here, other), max(here, other) + 1))
        before = here
    return reaches


def _items(count: int, columns: int, cursor: int | None) -> list[int]:
    """The bar that each column of cells belongs to."""
    last = max(1, columns - 1)
    items = [round(column / last * (count - 1)) for column in range(columns)]
    if cursor is not None and 0 <= cursor < count:
        items[round(cursor / max(1, count - 1) * (columns - 1))] = cursor
    return items


def _row(plot: _Plot, row: int) -> Iterator[Span]:
    """One line, `row` lines above the floor; neighbouring cells of one bar are one span."""
    if plot.margin:
        yield Span(fit_right(plot.marks.get(row, ""), plot.margin - 1) + " ", Tone.AXIS)
    level = row / max(1, plot.rows - 1)
    text, item = "", plot.items[0]
    for column, here in enumerate(plot.items):
        if here != item:
            yield Span(text, Tone.INK, level, item)
            text, item = "", here
        text += _cell(plot.reaches[column * 2], plot.reaches[column * 2 + 1], row * 4)
    yield Span(text, Tone.INK, level, item)


def _cell(left: Reach, right: Reach, floor: int) -> str:
    bits = 0
    for reach, dots in ((left, _LEFT), (right, _RIGHT)):
        for place in range(max(0, reach[0] - floor), min(4, reach[1] - floor)):
            bits |= dots[place]
    return chr(0x2800 + bits) if bits else " "


def _labels(data: Sequence[Bar], margin: int, columns: int, width: int) -> Line:
    gap = (columns - 1) / max(1, len(data) - 1)
    line = label_line([bar.label for bar in data], lambda place: place * gap + 0.5, columns, int(gap))
    return exact((Span(" " * margin), *line), width)
