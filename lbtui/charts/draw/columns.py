"""Vertical bars: ratings, weekdays, months, decades."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len

from lbtui.cells import eighths, fit_centre, up, widest
from lbtui.charts.lines import Line, Span, Tone, exact
from lbtui.charts.model import Bar, Look, OfBars, View
from lbtui.charts.rows import top_of
from lbtui.charts.scale import label_line, short

_WIDEST_SLOT = 14


class _Slots(NamedTuple):
    margin: int
    slot: int
    gap: int


@dataclass(frozen=True)
class Columns(OfBars):
    """Columns with labels below and, where all of them fit, values above.

    More columns than cells show as many as there are cells, those around the cursor.
    """

    top: float | None = None
    """The value of a full column (5 for ratings), else the largest of the data."""
    grows: ClassVar[bool] = True
    across: ClassVar[int] = 1

    def draw(self, data: Sequence[Bar], view: View) -> Iterable[Iterable[Span]]:
        width, rows = view.width, max(1, view.height - 1)
        first = max(0, min((view.cursor or 0) - width // 2, len(data) - width))
        seen = range(first, min(len(data), first + width))
        slots = _slots(len(seen), width)
        values = _values(data, slots, rows)
        top = top_of(data, self.top)
        lengths = [eighths(bar.value, top, rows - bool(values)) for bar in data]
        for floor in reversed(range(rows)):
            yield _row(data, seen, slots, lengths, values, floor, view.look)
        if view.height > 1:
            yield _labels(data, seen, slots, width)


def _slots(count: int, width: int) -> _Slots:
    slot = min(_WIDEST_SLOT, max(1, width // count))
    gap = 0 if slot == 1 else 1 if slot < 10 else 2
    return _Slots((width - slot * count + gap) // 2, slot, gap)


def _values(data: Sequence[Bar], slots: _Slots, rows: int) -> list[str]:
    """The values as text, shortened where they must be; none where they do not all fit above their columns."""
    if rows < 3:
        return []
    for texts in ([bar.text for bar in data], [bar.shown or short(bar.value) for bar in data]):
        if widest(texts) <= slots.slot - bool(slots.gap) or (widest(texts) <= slots.slot and slots.gap == 0):
            return texts
    return []


def _row(
    data: Sequence[Bar], seen: range, slots: _Slots, lengths: list[int], values: list[str], floor: int, look: Look
) -> Iterator[Span]:
    """One line of columns, `floor` lines above their feet."""
    yield Span(" " * slots.margin)
    size = slots.slot - slots.gap
    for index in seen:
        length = lengths[index]
        if values and floor == math.ceil(length / 8):
            yield Span(fit_centre(values[index], size), Tone.VALUE, 0, index)
        elif length > floor * 8:
            yield Span(up(length - floor * 8, fine=look.fine) * size, Tone.INK, 0, index)
        else:
            yield Span(" " * size, Tone.BLANK, 0, index)
        yield Span(" " * slots.gap)


def _labels(data: Sequence[Bar], seen: range, slots: _Slots, width: int) -> Line:
    size = slots.slot - slots.gap
    labels = [data[index].label for index in seen]
    if all(cell_len(label) <= size for label in labels):
        # Padded to the column's width, so that the cursor's band has no hole.
        spans = [
            span
            for index in seen
            for span in (Span(fit_centre(data[index].label, size), Tone.AXIS, 0, index), Span(" " * slots.gap))
        ]
        return exact([Span(" " * slots.margin), *spans], width)
    line = label_line(labels, lambda place: slots.margin + place * slots.slot + size / 2, width, slots.slot)
    return tuple(span._replace(item=seen.start + span.item) if span.item >= 0 else span for span in line)
