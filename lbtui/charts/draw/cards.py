"""Figure cards: a title, a big figure and a note in a box each, side by side as they fit."""

import math
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import ClassVar

from rich.cells import cell_len

from lbtui.cells import cut, fit, fit_centre, fit_right, widest
from lbtui.charts.lines import Line, Span, Tone, exact
from lbtui.charts.model import Bar, OfBars, View

Lines = Iterable[Iterable[Span]]

HEIGHT = 3
"""Lines of a big figure."""
_GLYPHS = {
    "0": ("╭─╮", "│ │", "╰─╯"),
    "1": ("╶╮ ", " │ ", "╶┴╴"),
    "2": ("╶─╮", "╭─╯", "╰─╴"),
    "3": ("╶─╮", " ─┤", "╶─╯"),
    "4": ("╷ ╷", "╰─┤", "  ╵"),
    "5": ("╭─╴", "╰─╮", "╶─╯"),
    "6": ("╭─╴", "├─╮", "╰─╯"),
    "7": ("╶─╮", "  │", "  ╵"),
    "8": ("╭─╮", "├─┤", "╰─╯"),
    "9": ("╭─╮", "╰─┤", "╶─╯"),
    ".": (" ", " ", "."),
    ",": (" ", " ", ","),
    "%": ("○ ╱", " ╱ ", "╱ ○"),
    "+": ("   ", "╶┼╴", "   "),
    "-": ("   ", "╶─╴", "   "),
    "−": ("   ", "╶─╴", "   "),
    "–": ("   ", "╶─╴", "   "),
    ":": (" ", ":", " "),
    "/": ("  ╱", " ╱ ", "╱  "),
    " ": (" ", " ", " "),
    "k": ("╷  ", "├╱ ", "╵╲ "),
    "M": ("╭┬╮", "│││", "╵ ╵"),
    "h": ("╷  ", "├─╮", "╵ ╵"),
    "d": ("  ╷", "╭─┤", "╰─╯"),
    "★": ("   ", " ★ ", "   "),
    "½": ("╷ ╱", " ╱╮", "╱ ╰"),
}
_BOX = 2
_EDGE = 5
"""Cells of an edge besides its title: corners, a dash, a blank to both sides."""
_WIDEST_IN_STRIP = 24
_ROOM_FOR_BIG = 92
"""Cells from which a screen is likely to have lines for big figures too."""


class _Form(StrEnum):
    """How the cards stand, always in one row but as a list."""

    BIG = "boxes with big figures"
    BOXES = "boxes of one line"
    STRIP = "figures above their titles"
    HIGH_STRIP = "figures above their titles in two lines"
    LIST = "a line a figure"


_STRIPS = (_Form.STRIP, _Form.HIGH_STRIP)


@dataclass(frozen=True)
class Cards(OfBars):
    """Cards with big figures where all of them fit side by side, else smaller ones, else a list.

    A card's title is its label, its figure `shown` or the value, its note stands in the lower edge; where there is no
    room for notes that of the card at the cursor stands below all.
    """

    framed: ClassVar[bool] = False
    across: ClassVar[int] = 1

    def height(self, data: Sequence[Bar], width: int) -> int:
        return _height(data, _form(data, width, None))

    def down(self, data: Sequence[Bar], width: int, height: int) -> int:
        return 1 if _form(data, width, height) is _Form.LIST else len(data)

    def draw(self, data: Sequence[Bar], view: View) -> Lines:
        width, height = view.width, view.height
        form = _form(data, width, height)
        if form is _Form.LIST:
            return _list(data, width, height)
        return _strip(data, view, form) if form in _STRIPS else _boxes(data, width, height, form)


def _form(data: Sequence[Bar], width: int, height: int | None) -> _Form:
    """The largest form that fits."""
    for form in list(_Form)[width < _ROOM_FOR_BIG :]:
        gap = 2 if form is _Form.STRIP else 1
        fits = sum(_sizes(data, form)) + gap * (len(data) - 1) <= width
        if fits and (height is None or _height(data, form) <= height):
            return form
    return _Form.LIST


def _height(data: Sequence[Bar], form: _Form) -> int:
    if form in _STRIPS:
        return 1 + max(len(_title(bar, form)) for bar in data) + any(bar.note for bar in data)
    if form is _Form.LIST:
        return len(data)
    return _BOX + (1 if form is _Form.BOXES else HEIGHT)


def _sizes(data: Sequence[Bar], form: _Form) -> list[int]:
    """The cells that each card needs."""
    return [_size(bar, form) for bar in data]


def _size(bar: Bar, form: _Form) -> int:
    if form in _STRIPS:
        return max(min(cell_len(bar.text), _WIDEST_IN_STRIP), widest(_title(bar, form)))
    if form is _Form.LIST:
        return 0
    figure = widest(_figure(bar)) if form is _Form.BIG else cell_len(bar.text)
    return max(cell_len(bar.label) + _EDGE, figure + _BOX, cell_len(bar.note) + _EDGE)


def _title(bar: Bar, form: _Form) -> list[str]:
    """A title on one line; in two where it has several words and the strip is high."""
    if form is _Form.STRIP:
        return [bar.label]
    words = bar.label.split()
    half = min(range(1, len(words) + 1), key=lambda at: widest([" ".join(words[:at]), " ".join(words[at:])]), default=0)
    return [" ".join(part) for part in (words[:half], words[half:]) if part] or [""]


def _figure(bar: Bar) -> tuple[str, ...]:
    """The figure of a card in three lines, without a unit that the note tells; in plain type if it has no big form."""
    number, _, unit = bar.text.partition(" ")
    return _big(bar.text) or (_big(number) if unit in bar.note else None) or ("", bar.text, "")


def _boxes(data: Sequence[Bar], width: int, height: int, form: _Form) -> Lines:
    tall = _height(data, form)
    if form is _Form.BIG:
        tall = min(height, tall + 2)
    shared = _shared(_sizes(data, form), width - (len(data) - 1))
    cards = [_card(bar, size, tall, index) for index, (bar, size) in enumerate(zip(data, shared, strict=True))]
    return [_beside(parts) for parts in zip(*cards, strict=True)]


def _shared(sizes: Sequence[int], width: int) -> list[int]:
    """The sizes grown to fill the width, the smallest first."""
    level = max((level for level in range(width + 1) if sum(max(size, level) for size in sizes) <= width), default=0)
    shared = [max(size, level) for size in sizes]
    spare = width - sum(shared)
    return [size + (place < spare) for place, size in enumerate(shared)]


def _strip(data: Sequence[Bar], view: View, form: _Form) -> Lines:
    """Figures in a line, their titles below, spread over the width, and one note."""
    sizes, width = _sizes(data, form), view.width
    titles = [_title(bar, form) for bar in data]
    gap = min(4, (width - sum(sizes)) // max(1, len(data) - 1))
    left = (width - sum(sizes) - gap * (len(data) - 1)) // 2
    lines: list[list[Span]] = [[Span(" " * left)] for _ in range(1 + max(map(len, titles)))]
    for index, (bar, title, size) in enumerate(zip(data, titles, sizes, strict=True)):
        texts = [bar.text, *title, ""][: len(lines)]
        for at, (line, text) in enumerate(zip(lines, texts, strict=True)):
            tone = (Tone.LABEL if at else Tone.VALUE) if text else Tone.BLANK
            line.append(Span(fit_centre(text, size), tone, 0, index))
            line.append(Span(" " * gap))
    if any(bar.note for bar in data):
        told = data[min(view.cursor or 0, len(data) - 1)]
        lines.append([Span(fit_centre(f"{told.label}: {told.note}" if told.note else "", width), Tone.NOTE)])
    return lines


def _beside(parts: Sequence[Line]) -> Iterator[Span]:
    for place, part in enumerate(parts):
        yield Span(" " if place else "")
        yield from part


def _card(bar: Bar, width: int, tall: int, index: int) -> list[Line]:
    inner = width - _BOX
    body = _figure(bar) if tall >= HEIGHT + _BOX else (bar.text,)
    above = (tall - _BOX - len(body)) // 2
    body = ("",) * above + body + ("",) * (tall - _BOX - len(body) - above)
    return [
        _edge("╭", "╮", bar.label, Tone.LABEL, width, index),
        *(
            (
                Span("│", Tone.FRAME, 0, index),
                Span(fit_centre(fit(line, widest(body)), inner), Tone.FIGURE, 0, index),
                Span("│", Tone.FRAME, 0, index),
            )
            for line in body
        ),
        _edge("╰", "╯", bar.note, Tone.NOTE, width, index),
    ]


def _edge(left: str, right: str, text: str, tone: Tone, width: int, index: int) -> Line:
    shown = f" {cut(text, width - _EDGE)} " if text and width > _EDGE else ""
    dashes = width - 3 - widest([shown])
    return (
        Span(left + "─", Tone.FRAME, 0, index),
        Span(shown, tone, 0, index),
        Span("─" * dashes + right, Tone.FRAME, 0, index),
    )


def _list(data: Sequence[Bar], width: int, height: int) -> Lines:
    """Where boxes do not fit: one line a figure, two or more side by side where they must."""
    label, value = widest([bar.label for bar in data]), widest([bar.text for bar in data])
    rows = min(len(data), height)
    across = math.ceil(len(data) / rows)
    size = width // across
    label = max(1, min(label, size - value - 3))
    return [
        exact(
            [
                span
                for index in range(row, len(data), rows)
                for span in exact(
                    (
                        Span(fit(data[index].label, label) + " ", Tone.LABEL, 0, index),
                        Span(fit_right(data[index].text, value), Tone.VALUE, 0, index),
                        Span(f" {data[index].note}" if across == 1 else "", Tone.NOTE, 0, index),
                    ),
                    size,
                )
            ],
            width,
        )
        for row in range(rows)
    ]


def _big(text: str) -> tuple[str, str, str] | None:
    """The text in big figures, three lines of equal width, or None where a character has no big form."""
    if not text or any(letter not in _GLYPHS for letter in text):
        return None
    top, middle, bottom = ("".join(parts) for parts in zip(*(_GLYPHS[letter] for letter in text), strict=True))
    return top, middle, bottom
