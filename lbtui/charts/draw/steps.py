"""Counts of many periods in a row, one step each: films by release year."""

import math
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from lbtui.cells import eighths, fit_right, up, widest
from lbtui.charts.lines import Line, Span, Tone, exact
from lbtui.charts.model import Bar, Look, OfBars, View
from lbtui.charts.scale import known, label_line, short, ticks

_BITS = ((0x40, 0x04, 0x02, 0x01), (0x80, 0x20, 0x10, 0x08))
"""Braille bits of the two dot columns of a cell, from the lowest dot up."""
_WIDEST_STEP = 9
_LEAST_PLOT = 10


class _Plot(NamedTuple):
    seen: range
    """The items in sight."""
    step: float
    """Cells of an item: whole ones, or in braille fewer than two."""
    dots: tuple[int, ...]
    """The item of each dot column; empty without braille."""
    margin: int
    marks: dict[int, str]
    rows: int
    top: float


@dataclass(frozen=True)
class Steps(OfBars):
    """One step an item, round values at the side and labels below; no value lies between two.

    Where there are not two cells an item, steps are drawn in braille, as high as their items and as wide as fills the
    width. Of more items than there are columns those around the cursor are shown (else the last ones), and `‹ ›`
    beside the labels tell that there are others.
    """

    grows: ClassVar[bool] = True
    across: ClassVar[int] = 1

    def start(self, bars: Sequence[Bar]) -> int:
        return max(0, len(bars) - 1)

    def draw(self, data: Sequence[Bar], view: View) -> Iterable[Iterable[Span]]:
        """The steps over the whole height; nothing where no value is known."""
        values = known([bar.value for bar in data])
        if not values:
            return
        plot = _plot(data, view.width, view.height, max(values), view.cursor, view.look)
        row_of = _dotted_row if plot.dots else _solid_row
        for row in reversed(range(plot.rows)):
            yield row_of(data, plot, row, view.cursor, view.look)
        if view.height > 1:
            yield _labels(data, plot, view.width)


def _plot(data: Sequence[Bar], width: int, height: int, most: float, cursor: int | None, look: Look) -> _Plot:
    rows, top = max(1, height - 1), max(most, 1.0)
    values = ticks(0, top, max(2, rows // 3 + 1), whole=True)
    marks = {min(rows - 1, int(value / top * rows)): short(value) for value in values}
    margin = widest(list(marks.values())) + 1
    margin = margin if width - margin >= _LEAST_PLOT else 0
    room, count = width - margin, len(data)
    braille = look.fine and count * 2 > room
    shown = min(count, room * (2 if braille else 1))
    first = count - shown if cursor is None else max(0, min(cursor - shown // 2, count - shown))
    seen = range(first, first + shown)
    if braille:
        dots = tuple(first + dot * shown // (room * 2) for dot in range(room * 2))
        return _Plot(seen, room / shown, dots, margin, marks, rows, top)
    return _Plot(seen, max(1, min(_WIDEST_STEP, room // max(1, shown))), (), margin, marks, rows, top)


def _mark(plot: _Plot, row: int) -> Span:
    return Span(fit_right(plot.marks.get(row, ""), plot.margin - 1) + " " if plot.margin else "", Tone.AXIS)


def _solid_row(data: Sequence[Bar], plot: _Plot, row: int, cursor: int | None, look: Look) -> Line:
    """One line of columns, `row` lines above the floor."""
    spans, size = [_mark(plot, row)], int(plot.step)
    for item in plot.seen:
        length = eighths(max(data[item].value, 0), plot.top, plot.rows) - row * 8
        spans.append(Span(up(length, fine=look.fine) * max(1, size - 1), Tone.INK, 0, item))
        spans.append(Span(" " * (size > 1)))
    return tuple(spans)


def _dotted_row(data: Sequence[Bar], plot: _Plot, row: int, cursor: int | None, look: Look) -> Line:
    """The same in braille; a cell of two items belongs to the first, unless the cursor is on the other."""
    spans = [_mark(plot, row)]
    for pair in zip(plot.dots[::2], plot.dots[1::2], strict=True):
        bits = sum(_dots(data[item].value, plot, row, side) for side, item in enumerate(pair))
        item = pair[1] if cursor == pair[1] else pair[0]
        spans.append(Span(chr(0x2800 + bits) if bits else " ", Tone.INK, 0, item))
    return tuple(spans)


def _dots(value: float, plot: _Plot, row: int, side: int) -> int:
    height = max(int(value > 0), round(value / plot.top * plot.rows * 4)) if math.isfinite(value) else 0
    return sum(_BITS[side][: max(0, min(4, height - row * 4))])


def _labels(data: Sequence[Bar], plot: _Plot, width: int) -> Line:
    labels = [data[item].label for item in plot.seen]
    more = ("‹" if plot.seen.start else "", "›" if plot.seen.stop < len(data) else "")
    room = width - plot.margin - len(more[1])
    centre = max(1.0, plot.step - 1) / 2
    line = label_line(labels, lambda place: place * plot.step + centre, room, int(plot.step))
    moved = (span._replace(item=plot.seen.start + span.item) if span.item >= 0 else span for span in line)
    before = Span(more[0].ljust(plot.margin) if plot.margin else "", Tone.AXIS)
    return exact((before, *moved, Span(more[1], Tone.AXIS)), width)
