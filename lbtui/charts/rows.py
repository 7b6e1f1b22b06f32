"""What the charts made of rows have in common: which rows are in sight, and how much air is between them."""

from collections.abc import Sequence
from dataclasses import dataclass

from lbtui.cells import across, back, fit_right, widest
from lbtui.charts.lines import Span, Tone
from lbtui.charts.model import Bar, Look
from lbtui.charts.scale import known

GAP = 2
"""Cells between the columns of a row."""
_MEASURED = 300


@dataclass(frozen=True, slots=True)
class Window:
    """The rows in sight: `first` up to and without `last`, `pitch` lines each, and a sentence about the others."""

    first: int
    last: int
    pitch: int = 1
    note: str = ""


def window(count: int, height: int, first: int = 0, *, header: bool = False, cut: bool = False) -> Window:
    """The part of `count` rows that `height` lines show from row `first`.

    Where rows are left out and there are two lines, the last line is kept to say how many. A `header` takes a line.
    Of a list that was `cut` it is said that these rows are the first.
    """
    if header:
        height = max(1, height - 1)
    if count <= height:
        return Window(0, count, min(2, height // count) if count else 1)
    seen = rows_seen(count, height)
    first = max(0, min(first, count - seen))
    note = left_out(first, count - first - seen, count if cut else 0)
    return Window(first, first + seen, 1, note if height > 1 else "")


def rows_seen(count: int, height: int, pitch: int = 1) -> int:
    """How many of `count` rows of `pitch` lines are in sight in `height` lines."""
    return count if count * pitch <= height else max(1, (height - 1) // pitch)


def left_out(above: int, below: int, first: int = 0) -> str:
    """What is said of so many rows that are not in sight, where the list was cut after the `first` so many."""
    of = f" of the first {first:,}" if first else ""
    if not above:
        return f"and {below:,} more{of}"
    return f"{above:,} above, {below:,} below{of}" if below else f"{above:,} more above{of}"


def rest(note: str, indent: int, width: int) -> list[Span]:
    """The line of what is not in sight, under the bars, or further left where it would not fit there."""
    return [Span(" " * max(0, min(indent, width - len(note)))), Span(note, Tone.NOTE)]


def measured(data: Sequence[Bar], view: Window) -> list[Bar]:
    """The bars whose texts set the widths of columns: those in sight, and so many that widths rarely change."""
    return [*data[:_MEASURED], *data[max(_MEASURED, view.first) : view.last]]


def top_of(data: Sequence[Bar], top: float | None) -> float:
    """The value that fills a row: `top`, or the largest magnitude of the data."""
    return top if top is not None else max(map(abs, known([bar.value for bar in data])), default=0.0)


def extra(bar: Bar) -> tuple[str, ...]:
    """The texts behind the value: the further columns, else the note."""
    return bar.cells or ((bar.note,) if bar.note else ())


def cell_widths(data: Sequence[Bar], heads: Sequence[str], room: int) -> tuple[int, ...]:
    """The widths of the value and of as many further columns as fit into `room`; the value always has its own."""
    widths = [max(widest([bar.text for bar in data]), widest(heads[:1]))]
    for place in range(max((len(extra(bar)) for bar in data), default=0)):
        texts = [extra(bar)[place] for bar in data if len(extra(bar)) > place]
        widths.append(max(widest(texts), widest(heads[place + 1 : place + 2])))
    while len(widths) > 1 and sum(widths) + GAP * len(widths) > room:
        widths.pop()
    return tuple(widths)


def bar_spans(value: float, top: float, width: int, look: Look, index: int, level: float = 0) -> list[Span]:
    """A bar from the left, `width` cells long where its value is `top`, and what is left of its room."""
    filled = across(value, top, width, fine=look.fine)
    return [Span(filled, Tone.BAR, level, index), Span(" " * (width - len(filled)), Tone.BLANK, 0, index)]


def bar_back(value: float, top: float, width: int, look: Look, index: int, level: float = 0) -> list[Span]:
    """The same from the right."""
    filled = back(value, top, width, fine=look.fine)
    return [Span(" " * (width - len(filled)), Tone.BLANK, 0, index), Span(filled, Tone.BAR, level, index)]


def cell_spans(bar: Bar, widths: Sequence[int], index: int) -> list[Span]:
    """The value and the further columns of a row, each at the right of its width."""
    texts = (bar.text, *extra(bar))
    return [
        Span(" " * GAP + fit_right(texts[place] if place < len(texts) else "", size), tone, 0, index)
        for place, (size, tone) in enumerate(zip(widths, (Tone.VALUE, *[Tone.NOTE] * len(widths)), strict=False))
    ]


def header(heads: Sequence[str], before: int, widths: Sequence[int]) -> list[Span]:
    """The names of the columns, `before` cells from the left."""
    named = [" " * GAP + fit_right(head, size) for head, size in zip(heads, widths, strict=False)]
    return [Span(" " * before), Span("".join(named), Tone.NOTE)]
