"""A ranked list with small bars: films, people, studios."""

import math
from collections.abc import Iterator, Sequence

from rich.cells import cell_len

from lbtui.cells import across, cut, eighths, fit_right, widest
from lbtui.charts.data import Bar
from lbtui.charts.lines import Lines, Span, Tone, exact
from lbtui.charts.rows import Window, measured, step, top_of, window

_BAR = 8
_ROOM_FOR_BAR = 34
_ROOM_FOR_RANK = 20


def draw_ranked(
    data: Sequence[Bar], width: int, height: int | None = None, *, first: int = 0, top: float | None = None
) -> Lines:
    """Rank, label with its note (a film's year), a small bar and the value; from row `first`.

    Where it is narrow the bars give way first, then the ranks. A long label is cut, the note behind it is not.
    """
    if not data or width < 1 or (height is not None and height < 1):
        return []
    view = window(len(data), height, first)
    pitch = 1 if view.pitch < 2 else 2
    lines: Lines = []
    for line in _rows(data, width, view, top_of(data, top)):
        lines += [exact(line, width)] + [exact((), width)] * (pitch - 1)
    return lines


def _rows(data: Sequence[Bar], width: int, view: Window, top: float) -> Iterator[list[Span]]:
    rank = len(str(len(data))) if width >= _ROOM_FOR_RANK else 0
    # Bars of one length tell nothing, and a title can use their room.
    differ = len({bar.value for bar in data if math.isfinite(bar.value)}) > 1
    bar_cells = _BAR if width >= _ROOM_FOR_BAR and differ else 0
    value = widest([bar.text for bar in measured(data, view)])
    room = width - value - 1 - (rank + 1 if rank else 0) - (bar_cells + 1 if bar_cells else 0)
    for index in range(view.first, view.last):
        bar, level = data[index], step(index - view.first, view.last - view.first)
        note = f" {bar.note}" if bar.note and cell_len(bar.note) + 5 <= room else ""
        label = cut(bar.label, max(1, room - cell_len(note)))
        filled = across(eighths(bar.value, top, bar_cells))
        yield [
            Span(f"{index + 1:>{rank}} " if rank else "", Tone.NOTE, 0, index),
            Span(label, Tone.LABEL, 0, index),
            Span(note, Tone.NOTE, 0, index),
            Span(" " * (room - cell_len(label) - cell_len(note) + bool(bar_cells)), Tone.BLANK, 0, index),
            Span(filled, Tone.BAR, level, index),
            Span(" " * (bar_cells - len(filled)), Tone.TRACK, level, index),
            Span(" " + fit_right(bar.text, value), Tone.VALUE, 0, index),
        ]
    if view.note:
        yield [Span(" " * (rank + 1) + view.note, Tone.NOTE)]
