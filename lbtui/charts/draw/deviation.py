"""Deviations from a mean: bars to the right of an axis for what lies above it, to the left for what lies below."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from lbtui.cells import cut, fit_right, label_width, widest
from lbtui.charts.lines import Span, Tone
from lbtui.charts.model import Bar, Look, OfBars, View
from lbtui.charts.rows import GAP, Window, bar_back, bar_spans, cell_spans, cell_widths, header, measured, rest, window
from lbtui.charts.scale import known

_LEAST_SIDE, _GOOD_SIDE = 3, 5
"""Cells of a side at least, and those that are worth cutting labels for that are longer still."""
_LEAST_SCALE = 0.5
"""What fills a side at least: small differences look small."""


class _Columns(NamedTuple):
    label: int
    side: int
    cells: tuple[int, ...]


@dataclass(frozen=True)
class Deviations(OfBars):
    """Rows with bars to both sides of an axis, on one scale."""

    centre: str = ""
    """The name of the axis, in a line above."""
    heads: tuple[str, ...] = ()
    """Names of the value and the further columns, beside it."""
    scrolled: ClassVar[bool] = True

    @property
    def header(self) -> int:
        return 1

    def draw(self, data: Sequence[Bar], view: View) -> Iterable[Iterable[Span]]:
        seen = window(len(data), view.height, view.first, header=True, cut=view.cut)
        columns = _columns(measured(data, seen), self.heads, view.width)
        top = max(_LEAST_SCALE, max(map(abs, known([bar.value for bar in data])), default=0.0))
        yield _header(self.centre, self.heads, columns)
        yield from _lines(data, columns, seen, top, view.width, view.look)


def _columns(data: Sequence[Bar], heads: Sequence[str], width: int) -> _Columns:
    labels = [bar.label for bar in data]
    cells = cell_widths(data, heads, width - (2 * _LEAST_SIDE + 2 + min(widest(labels), 12)))
    room = width - sum(cells) - GAP * len(cells) - 2
    if room < 2 * _LEAST_SIDE + 4:
        return _Columns(max(1, room), 0, cells)
    # Longer labels come before longer bars.
    most = room - 2 * _LEAST_SIDE
    wanted = most if widest(labels) <= most else min(most, max(room * 2 // 5, room - 2 * _GOOD_SIDE))
    label = label_width(labels, wanted, most)
    return _Columns(label, (room - label) // 2, cells)


def _header(centre: str, heads: Sequence[str], columns: _Columns) -> list[Span]:
    before = columns.label + 1 + 2 * columns.side + 1
    said = cut(centre, before)
    start = max(0, min(columns.label + 1 + columns.side - widest([said]) // 2, before - widest([said])))
    rest = before - start - widest([said])
    return [Span(" " * start), Span(said, Tone.AXIS), Span(" " * rest), *header(heads, 0, columns.cells)]


def _lines(
    data: Sequence[Bar], columns: _Columns, view: Window, top: float, width: int, look: Look
) -> Iterator[list[Span]]:
    for index in range(view.first, view.last):
        bar = data[index]
        yield [
            Span(fit_right(bar.label, columns.label) + " ", Tone.LABEL, 0, index),
            *bar_back(min(bar.value, 0), top, columns.side, look, index, 1),
            Span("│" if columns.side else "", Tone.FRAME, 0, index),
            *bar_spans(max(bar.value, 0), top, columns.side, look, index),
            *cell_spans(bar, columns.cells, index),
        ]
        if view.pitch > 1:
            blank = Span(" " * (columns.label + 1 + columns.side))
            yield from [[blank, Span("│" if columns.side else "", Tone.FRAME)]] * (view.pitch - 1)
    if view.note:
        yield rest(view.note, columns.label + 1, width)
