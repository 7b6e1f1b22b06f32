"""Two series side by side: the labels in the middle, one series to the left of them and one to the right."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import ClassVar, NamedTuple

from lbtui.cells import fit, fit_centre, fit_right, label_width, widest
from lbtui.charts.lines import Span, Tone
from lbtui.charts.model import Bar, Drawing, Look, Pair, View
from lbtui.charts.rows import Window, bar_back, bar_spans, top_of, window

_LEAST_BAR = 3


class _Columns(NamedTuple):
    left: int
    bar: int
    label: int
    right: int


@dataclass(frozen=True)
class Pairs(Drawing[Sequence[Pair]]):
    """Pairs under a line with the `names` of the series; both series have one scale.

    The items of a row are twice its index for the left bar and one more for the right; its label belongs to the cursor
    where that is on one of the two, else to the left.
    """

    names: tuple[str, str] = ("", "")
    top: float | None = None
    """The value of a full bar, else the largest of the data."""
    scrolled: ClassVar[bool] = True
    across: ClassVar[int] = 1

    @property
    def header(self) -> int:
        return int(any(self.names))

    def bars(self, data: Sequence[Pair]) -> Sequence[Bar]:
        """Left, right, left, right."""
        return [bar for pair in data for bar in (pair.left, pair.right)]

    def sideways(self, cursor: int, steps: int) -> int:
        """The left or the right bar of the same row."""
        return cursor // 2 * 2 + int(steps > 0)

    def down(self, data: Sequence[Pair], width: int, height: int) -> int:
        return 2

    def draw(self, data: Sequence[Pair], view: View) -> Iterable[Iterable[Span]]:
        columns = _columns(data, self.names, view.width)
        if any(self.names):
            yield _header(self.names, columns)
        seen = window(len(data), max(1, view.height - self.header), view.first)
        yield from _rows(data, columns, seen, top_of(self.bars(data), self.top), view.cursor, view.look)


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
        yield [
            Span(fit_right(pair.left.text, columns.left) + " ", Tone.VALUE, 0, item),
            *bar_back(pair.left.value, top, columns.bar, look, item),
            Span(f" {fit_centre(pair.label, columns.label)} ", Tone.LABEL, 0, label),
            *bar_spans(pair.right.value, top, columns.bar, look, item + 1, 1),
            Span(" " + fit(pair.right.text, columns.right), Tone.VALUE, 0, item + 1),
        ]
        if view.pitch > 1:
            yield []
    if view.note:
        yield [
            Span(fit_centre(view.note, columns.left + columns.right + 2 * columns.bar + columns.label + 4), Tone.NOTE)
        ]
