"""Vertical bars: ratings, weekdays, months, decades."""

import math
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rich.cells import cell_len

from lbtui.cells import eighths, fit_centre, up, widest
from lbtui.charts.axis import label_line
from lbtui.charts.data import Bar
from lbtui.charts.lines import Line, Lines, Span, Tone, exact
from lbtui.charts.look import RICH, Look
from lbtui.charts.numbers import short
from lbtui.charts.rows import top_of

_WIDEST_SLOT = 14


class _Slots(NamedTuple):
    margin: int
    slot: int
    gap: int


def draw_columns(
    data: Sequence[Bar], width: int, height: int, *, first: int = 0, top: float | None = None, look: Look = RICH
) -> Lines:
    """Columns over `height` lines with labels below and, where all of them fit, values above.

    More columns than cells show as many as there are cells, from column `first`.
    """
    if not data or width < 1 or height < 1:
        return []
    first = max(0, min(first, len(data) - width))
    seen = range(first, min(len(data), first + width))
    slots = _slots(len(seen), width)
    rows = max(1, height - 1)
    values = _values(data, slots, rows)
    top = top_of(data, top)
    lengths = [eighths(bar.value, top, rows - bool(values)) for bar in data]
    lines = [exact(_row(data, seen, slots, lengths, values, floor, look), width) for floor in reversed(range(rows))]
    return [*lines, _labels(data, seen, slots, width)] if height > 1 else lines


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
            for span in (
                Span(fit_centre(data[index].label, size), Tone.AXIS, 0, index),
                Span(" " * slots.gap),
            )
        ]
        return exact([Span(" " * slots.margin), *spans], width)
    line = label_line(labels, lambda place: slots.margin + place * slots.slot + size / 2, width, slots.slot)
    return tuple(span._replace(item=seen.start + span.item) if span.item >= 0 else span for span in line)
