"""Deviations from a mean: bars to the right of an axis for what lies above it, to the left for what lies below."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lbtui.cells import across, back, cut, fit_right, label_width, widest
from lbtui.charts.data import Bar
from lbtui.charts.lines import Lines, Span, Tone, exact
from lbtui.charts.look import RICH, Look
from lbtui.charts.numbers import known
from lbtui.charts.rows import GAP, Window, cell_spans, cell_widths, header, measured, window

_LEAST_SIDE, _GOOD_SIDE = 3, 5
"""Cells of a side at least, and those that are worth cutting labels for."""
_LEAST_SCALE = 0.5
"""What fills a side at least: small differences look small."""


class _Columns(NamedTuple):
    label: int
    side: int
    cells: tuple[int, ...]


def draw_deviation(
    data: Sequence[Bar],
    width: int,
    height: int | None = None,
    *,
    centre: str = "",
    heads: Sequence[str] = (),
    first: int = 0,
    look: Look = RICH,
) -> Lines:
    """Rows from `first`, both sides of the axis on one scale; `centre` names the axis in a line above."""
    if not data or width < 1 or (height is not None and height < 1):
        return []
    view = window(len(data), height, first, header=True)
    columns = _columns(measured(data, view), heads, width)
    top = max(_LEAST_SCALE, max(map(abs, known([bar.value for bar in data])), default=0.0))
    lines = [_header(centre, heads, columns), *_lines(data, columns, view, top, look)]
    return [exact(line, width) for line in lines][:height]


def _columns(data: Sequence[Bar], heads: Sequence[str], width: int) -> _Columns:
    labels = [bar.label for bar in data]
    cells = cell_widths(data, heads, width - (2 * _LEAST_SIDE + 2 + min(widest(labels), 12)))
    room = width - sum(cells) - GAP * len(cells) - 2
    if room < 2 * _LEAST_SIDE + 4:
        return _Columns(max(1, room), 0, cells)
    # Longer labels come before longer bars.
    most = room - 2 * _LEAST_SIDE
    wanted = min(most, max(room * 2 // 5, room - 2 * _GOOD_SIDE))
    label = label_width(labels, wanted, most)
    return _Columns(label, (room - label) // 2, cells)


def _header(centre: str, heads: Sequence[str], columns: _Columns) -> list[Span]:
    before = columns.label + 1 + 2 * columns.side + 1
    said = cut(centre, before)
    start = max(0, min(columns.label + 1 + columns.side - widest([said]) // 2, before - widest([said])))
    rest = before - start - widest([said])
    return [Span(" " * start), Span(said, Tone.AXIS), Span(" " * rest), *header(heads, 0, columns.cells)]


def _lines(data: Sequence[Bar], columns: _Columns, view: Window, top: float, look: Look) -> Iterator[list[Span]]:
    for index in range(view.first, view.last):
        bar = data[index]
        below = back(min(bar.value, 0), top, columns.side, fine=look.fine)
        above = across(max(bar.value, 0), top, columns.side, fine=look.fine)
        yield [
            Span(fit_right(bar.label, columns.label) + " ", Tone.LABEL, 0, index),
            Span(" " * (columns.side - len(below)), Tone.BLANK, 0, index),
            Span(below, Tone.BAR, 1, index),
            Span("│" if columns.side else "", Tone.FRAME, 0, index),
            Span(above, Tone.BAR, 0, index),
            Span(" " * (columns.side - len(above)), Tone.BLANK, 0, index),
            *cell_spans(bar, columns.cells, index),
        ]
        if view.pitch > 1:
            blank = Span(" " * (columns.label + 1 + columns.side))
            yield from [[blank, Span("│" if columns.side else "", Tone.FRAME)]] * (view.pitch - 1)
    if view.note:
        yield [Span(" " * (columns.label + 1)), Span(view.note, Tone.NOTE)]
