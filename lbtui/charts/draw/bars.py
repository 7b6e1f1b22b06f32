"""Horizontal bars: label, bar, value and further columns."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from lbtui.cells import fit_right, label_width, widest
from lbtui.charts.lines import Span, Tone
from lbtui.charts.model import Bar, Look, OfBars, View
from lbtui.charts.rows import GAP, Window, bar_spans, cell_spans, cell_widths, header, measured, rest, top_of, window

_LEAST_BAR = 4


class _Columns(NamedTuple):
    label: int
    bar: int
    cells: tuple[int, ...]


@dataclass(frozen=True)
class BarRows(OfBars):
    """Ranked bars, as long as magnitudes; the last line counts those that are not in sight."""

    heads: tuple[str, ...] = ()
    """Names of the value and the further columns, in a line above; they give way from the right where it is narrow."""
    top: float | None = None
    """The value of a full bar, else the largest of the data."""
    scrolled: ClassVar[bool] = True

    @property
    def header(self) -> int:
        return int(bool(self.heads))

    def draw(self, data: Sequence[Bar], view: View) -> Iterable[Iterable[Span]]:
        seen = window(len(data), view.height, view.first, header=bool(self.heads), cut=view.cut)
        columns = _columns(measured(data, seen), self.heads, view.width)
        if self.heads:
            yield header(self.heads, columns.label + 1 + columns.bar, columns.cells)
        yield from _lines(data, columns, seen, top_of(data, self.top), view.width, view.look)


def _columns(data: Sequence[Bar], heads: Sequence[str], width: int) -> _Columns:
    labels = [bar.label for bar in data]
    # The further columns give way first, then the bars: a label and its value are the chart's least.
    least = _LEAST_BAR + 2 + min(widest(labels), 12)
    cells = cell_widths(data, heads, width - least)
    room = width - sum(cells) - GAP * len(cells)
    if room < _LEAST_BAR + 4:
        return _Columns(max(1, room), 0, cells)
    most = room - 1 - _LEAST_BAR
    label = label_width(labels, min(most, max(8, room * 11 // 20)), most)
    return _Columns(label, room - label - 1, cells)


def _lines(
    data: Sequence[Bar], columns: _Columns, view: Window, top: float, width: int, look: Look
) -> Iterator[list[Span]]:
    for index in range(view.first, view.last):
        bar = data[index]
        yield [
            Span(fit_right(bar.label, columns.label) + " ", Tone.LABEL, 0, index),
            *bar_spans(bar.value, top, columns.bar, look, index),
            *cell_spans(bar, columns.cells, index),
        ]
        yield from [[]] * (view.pitch - 1)
    if view.note:
        yield rest(view.note, columns.label + 1, width)
