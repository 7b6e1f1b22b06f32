"""Years below one another: a cell a month or a week, the fuller the stronger."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar

from lbtui.cells import fit_centre, fit_right, widest
from lbtui.charts.draw.calendar import STEPS, mark_of
from lbtui.charts.lines import Line, Span, Tone
from lbtui.charts.model import Bar, Drawing, Grid, Look, View
from lbtui.charts.rows import window
from lbtui.charts.scale import known, short

_WIDEST_CELL = 9


@dataclass(frozen=True)
class YearGrid(Drawing[Grid]):
    """Rows under the labels of the columns, each with its sum at the right where it has one.

    Cells hold their figures where these fit, else marks of five levels from none to the most of all.
    """

    scrolled: ClassVar[bool] = True
    across: ClassVar[int] = 1

    @property
    def header(self) -> int:
        return 1

    def bars(self, data: Grid) -> Sequence[Bar]:
        """All cells, also those of periods that there are not."""
        return data.bars

    def start(self, bars: Sequence[Bar]) -> int:
        """The latest period that has a value."""
        return max((index for index, bar in enumerate(bars) if bar.value > 0), key=lambda at: bars[at].label, default=0)

    def down(self, data: Grid, width: int, height: int) -> int:
        return max(1, len(data.columns))

    def draw(self, data: Grid, view: View) -> Iterable[Iterable[Span]]:
        most = max(known([bar.value for bar in data.bars]), default=0.0)
        seen = window(len(data.rows), view.height, view.first, header=True)
        name = widest(list(data.names)) + 1
        sums = [short(sum(known([bar.value for bar in row if bar]))) for row in data.rows]
        total = widest(sums) + 2 if data.sums else 0
        size = min(_WIDEST_CELL, (view.width - name - total) // max(1, len(data.columns)))
        if size < 1:
            size, total = max(1, (view.width - name) // max(1, len(data.columns))), 0
        yield _header(data, name, size)
        for place in range(seen.first, seen.last):
            yield (
                Span(fit_right(data.names[place], name - 1) + " ", Tone.AXIS),
                *_cells(data, place, size, most, view.look),
                Span(fit_right(sums[place], total) if total else "", Tone.VALUE),
            )
        if seen.note:
            yield Span(" " * name), Span(seen.note, Tone.NOTE)


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
