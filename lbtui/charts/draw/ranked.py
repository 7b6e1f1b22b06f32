"""A ranked list with small bars: films, people, studios."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from rich.cells import cell_len

from lbtui.cells import cut, fit, fit_right, widest
from lbtui.charts.lines import Span, Tone
from lbtui.charts.model import Bar, Look, OfBars, View
from lbtui.charts.rows import GAP, Window, bar_spans, measured, top_of, window

_BAR = 8
_ROOM_FOR_BAR = 34
_ROOM_FOR_RANK = 20
_LEAST_LABEL = 16
_WIDEST_CELL = 0.5
"""Of the room of a row."""


class _Columns(NamedTuple):
    rank: int
    label: int
    cells: tuple[int, ...]
    bar: int
    value: int


@dataclass(frozen=True)
class Ranked(OfBars):
    """Rank, label with its note (a film's year), further columns, a small bar and the value.

    Where it is narrow the bars give way first, then the columns, then the ranks. A long label is cut, the note behind
    it is not.
    """

    top: float | None = None
    """The value of a full bar (5 for ratings), else the largest of the data."""
    ranks: bool = True
    """Whether rows are numbered; those that are in no order are not."""
    scrolled: ClassVar[bool] = True

    def draw(self, data: Sequence[Bar], view: View) -> Iterable[Iterable[Span]]:
        seen = window(len(data), view.height, view.first, cut=view.cut)
        columns = _columns(data, measured(data, seen), view.width, ranks=self.ranks)
        return _rows(data, columns, seen, top_of(data, self.top), view.look)


def _columns(data: Sequence[Bar], seen: Sequence[Bar], width: int, *, ranks: bool) -> _Columns:
    rank = len(str(len(data))) + 1 if ranks and width >= _ROOM_FOR_RANK else 0
    value = widest([bar.text for bar in seen])
    room = width - rank - value - GAP
    cells: list[int] = []
    for place in range(max((len(bar.cells) for bar in seen), default=0)):
        size = widest([bar.cells[place] for bar in seen if len(bar.cells) > place])
        size = min(size, int(room * _WIDEST_CELL))
        if room - size - GAP >= _LEAST_LABEL:
            cells.append(size)
            room -= size + GAP
    # Bars of one length tell nothing, and a title can use their room.
    differ = len({bar.value for bar in data if math.isfinite(bar.value)}) > 1
    bar_cells = _BAR if width >= _ROOM_FOR_BAR and differ and room - _BAR - GAP >= _LEAST_LABEL else 0
    return _Columns(rank, room - (bar_cells + GAP if bar_cells else 0), tuple(cells), bar_cells, value)


def _rows(data: Sequence[Bar], columns: _Columns, view: Window, top: float, look: Look) -> Iterator[list[Span]]:
    rank, room, cells, size, value = columns
    for index in range(view.first, view.last):
        bar = data[index]
        note = f" {bar.note}" if bar.note and cell_len(bar.note) + 5 <= room else ""
        label = cut(bar.label, max(1, room - cell_len(note)))
        yield [
            Span(f"{index + 1:>{rank - 1}} " if rank else "", Tone.NOTE, 0, index),
            Span(label, Tone.LABEL, 0, index),
            Span(note, Tone.NOTE, 0, index),
            Span(" " * (room - cell_len(label) - cell_len(note)), Tone.BLANK, 0, index),
            *(
                Span(" " * GAP + fit(bar.cells[place] if place < len(bar.cells) else "", cell), Tone.NOTE, 0, index)
                for place, cell in enumerate(cells)
            ),
            Span(" " * (GAP if size else 0), Tone.BLANK, 0, index),
            *bar_spans(bar.value, top, size, look, index),
            Span(" " * GAP + fit_right(bar.text, value), Tone.VALUE, 0, index),
        ]
        yield from [[]] * (view.pitch - 1)
    if view.note:
        yield [Span(" " * rank + view.note, Tone.NOTE)]
