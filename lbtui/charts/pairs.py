"""Two series side by side: the labels in the middle, one series to the left of them and one to the right."""

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from lbtui.cells import across, back, fit, fit_centre, fit_right, label_width, widest
from lbtui.charts.data import Bar, Pair, flat
from lbtui.charts.lines import Lines, Span, Tone, exact
from lbtui.charts.look import RICH, Look
from lbtui.charts.rows import Window, top_of, window

_LEAST_BAR = 3


class _Columns(NamedTuple):
    left: int
    bar: int
    label: int
    right: int


def draw_pairs(
    data: Sequence[Pair],
    width: int,
    height: int | None = None,
    *,
    names: tuple[str, str] = ("", ""),
    first: int = 0,
    top: float | None = None,
    cursor: int | None = None,
    look: Look = RICH,
) -> Lines:
    """Pairs from row `first` under a line with the `names` of the series; both series have one scale.

    The items of a row are twice its index for the left bar and one more for the right; its label belongs to `cursor`
    where that is one of the two, else to the left.
    """
    if not data or width < 1 or (height is not None and height < 1):
        return []
    columns = _columns(data, names, width)
    header = [_header(names, columns)] if any(names) else []
    view = window(len(data), None if height is None else max(1, height - len(header)), first)
    rows = _rows(data, columns, view, top_of(flat(data), top), cursor, look)
    return [exact(line, width) for line in (*header, *rows)][:height]


def _columns(data: Sequence[Pair], names: tuple[str, str], width: int) -> _Columns:
    left, right = (widest([bar.text for bar in side]) for side in zip(*((p.left, p.right) for p in data), strict=True))
    room = width - left - right - 4
    labels = [pair.label for pair in data]
    most = room - 2 * _LEAST_BAR
    label = label_width(labels, max(1, min(most, room * 2 // 5)), max(1, most))
    bar = (room - label) // 2
    if bar < _LEAST_BAR:
        return _Columns(left, 0, max(1, room + 2), right)
    return _Columns(left, bar, label + (room - label) % 2, right)


def _header(names: tuple[str, str], columns: _Columns) -> list[Span]:
    if not columns.bar:
        return [Span(f"{names[0]} · {names[1]}", Tone.NOTE)]
    return [
        Span(fit_right(names[0], columns.left + 1 + columns.bar), Tone.FIGURE),
        Span(" " * (columns.label + 2)),
        Span(fit(names[1], columns.bar + 1 + columns.right), Tone.FIGURE, 1),
    ]


def _rows(
    data: Sequence[Pair], columns: _Columns, view: Window, top: float, cursor: int | None, look: Look
) -> Iterator[list[Span]]:
    for index in range(view.first, view.last):
        pair, item = data[index], index * 2
        label = cursor if cursor in (item, item + 1) else item
        left, right = (
            _left(pair.left, columns.bar, top, item, look),
            _right(pair.right, columns.bar, top, item + 1, look),
        )
        values = (fit_right(pair.left.text, columns.left), fit(pair.right.text, columns.right))
        yield [
            Span(values[0] + " ", Tone.VALUE, 0, item),
            *left,
            Span(f" {fit_centre(pair.label, columns.label)} ", Tone.LABEL, 0, label),
            *right,
            Span(" " + values[1], Tone.VALUE, 0, item + 1),
        ]
        if view.pitch > 1:
            yield []
    if view.note:
        yield [
            Span(fit_centre(view.note, columns.left + columns.right + 2 * columns.bar + columns.label + 4), Tone.NOTE)
        ]


def _left(bar: Bar, width: int, top: float, item: int, look: Look) -> list[Span]:
    filled = back(bar.value, top, width, fine=look.fine)
    return [Span(" " * (width - len(filled)), Tone.BLANK, 0, item), Span(filled, Tone.BAR, 0, item)]


def _right(bar: Bar, width: int, top: float, item: int, look: Look) -> list[Span]:
    filled = across(bar.value, top, width, fine=look.fine)
    return [Span(filled, Tone.BAR, 1, item), Span(" " * (width - len(filled)), Tone.BLANK, 0, item)]
