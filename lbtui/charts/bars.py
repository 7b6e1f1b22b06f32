"""Horizontal bars: label, bar, value and a second figure."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lbtui.cells import across, eighths, fit, fit_right, label_width, widest
from lbtui.charts.data import Bar
from lbtui.charts.lines import Lines, Span, Tone, exact
from lbtui.charts.rows import Window, measured, step, top_of, window

_LEAST_BAR = 4


class _Columns(NamedTuple):
    label: int
    bar: int
    value: int
    note: int


def draw_bars(
    data: Sequence[Bar], width: int, height: int | None = None, *, first: int = 0, top: float | None = None
) -> Lines:
    """Ranked bars from row `first`, as many as fit and a line that counts the others; bars are as long as magnitudes.

    `top` is the value of a full bar (5 for ratings), else the largest of the data.
    """
    if not data or width < 1 or (height is not None and height < 1):
        return []
    view = window(len(data), height, first)
    return [exact(line, width) for line in _lines(data, _columns(measured(data, view), width), view, top_of(data, top))]


def _columns(data: Sequence[Bar], width: int) -> _Columns:
    value = widest([bar.text for bar in data])
    note = widest([bar.note for bar in data])
    labels = [bar.label for bar in data]
    room = width - value - 1
    # The second figure gives way first, then the bars: a label and its value are the chart's least.
    if note and room - note - 1 < _LEAST_BAR + 2 + min(widest(labels), 12):
        note = 0
    room -= note + 1 if note else 0
    if room < _LEAST_BAR + 4:
        return _Columns(max(1, room), 0, value, note)
    most = room - 1 - _LEAST_BAR
    label = label_width(labels, min(most, max(8, room * 11 // 20)), most)
    return _Columns(label, room - label - 1, value, note)


def _lines(data: Sequence[Bar], columns: _Columns, view: Window, top: float) -> Iterator[list[Span]]:
    for index in range(view.first, view.last):
        bar, level = data[index], step(index - view.first, view.last - view.first)
        filled = across(eighths(bar.value, top, columns.bar))
        yield [
            Span(fit_right(bar.label, columns.label) + " ", Tone.LABEL, level, index),
            *_bar(filled, columns.bar, level, index),
            Span(" " * bool(columns.bar) + fit_right(bar.text, columns.value), Tone.VALUE, level, index),
            Span(" " + fit(bar.note, columns.note) if columns.note else "", Tone.NOTE, level, index),
        ]
        yield from _air(filled, columns, view.pitch, level, index)
    if view.note:
        yield [Span(" " * (columns.label + 1)), Span(view.note, Tone.NOTE)]


def _air(filled: str, columns: _Columns, pitch: int, level: float, index: int) -> Iterator[list[Span]]:
    """The lines below a bar where there is height to spare: a thicker bar, then an empty line."""
    if pitch > 2:
        yield [Span(" " * (columns.label + 1), item=index), *_bar(filled, columns.bar, level, index)]
    if pitch > 1:
        yield []


def _bar(filled: str, width: int, level: float, index: int) -> list[Span]:
    return [
        Span(filled, Tone.BAR, level, index),
        Span(" " * (width - len(filled)), Tone.TRACK, level, index),
    ]
