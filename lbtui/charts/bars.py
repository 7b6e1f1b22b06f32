"""Horizontal bars: label, bar, value and further columns."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lbtui.cells import across, fit_right, label_width, widest
from lbtui.charts.data import Bar
from lbtui.charts.lines import Lines, Span, Tone, exact
from lbtui.charts.look import RICH, Look
from lbtui.charts.rows import GAP, Window, cell_spans, cell_widths, header, measured, top_of, window

_LEAST_BAR = 4


class _Columns(NamedTuple):
    label: int
    bar: int
    cells: tuple[int, ...]


def draw_bars(
    data: Sequence[Bar],
    width: int,
    height: int | None = None,
    *,
    heads: Sequence[str] = (),
    first: int = 0,
    top: float | None = None,
    look: Look = RICH,
) -> Lines:
    """Ranked bars from row `first`, as many as fit and a line that counts the others; bars are as long as magnitudes.

    `top` is the value of a full bar, else the largest of the data. `heads` name the value and the further columns in
    a line above, which give way from the right where it is narrow.
    """
    if not data or width < 1 or (height is not None and height < 1):
        return []
    view = window(len(data), height, first, header=bool(heads))
    seen = measured(data, view)
    columns = _columns(seen, heads, width)
    lines = [header(heads, columns.label + 1 + columns.bar, columns.cells)] if heads else []
    lines += _lines(data, columns, view, top_of(data, top), look)
    return [exact(line, width) for line in lines][:height]


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


def _lines(data: Sequence[Bar], columns: _Columns, view: Window, top: float, look: Look) -> Iterator[list[Span]]:
    for index in range(view.first, view.last):
        bar = data[index]
        yield [
            Span(fit_right(bar.label, columns.label) + " ", Tone.LABEL, 0, index),
            *_bar(bar, top, columns.bar, look, index),
            *cell_spans(bar, columns.cells, index),
        ]
        yield from [[]] * (view.pitch - 1)
    if view.note:
        yield [Span(" " * (columns.label + 1)), Span(view.note, Tone.NOTE)]


def _bar(bar: Bar, top: float, width: int, look: Look, index: int) -> list[Span]:
    filled = across(bar.value, top, width, fine=look.fine)
    return [Span(filled, Tone.BAR, 0, index), Span(" " * (width - len(filled)), Tone.BLANK, 0, index)]
