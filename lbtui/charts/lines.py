"""Drawn lines: text in spans, each with a tone that a screen colours and the shell leaves plain."""

from collections.abc import Iterable, Sequence
from enum import IntEnum, auto
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size

from lbtui.cells import fit

NOTHING = -1
"""The item of a span that stands for no bar."""


class Tone(IntEnum):
    """What a span is, for whoever colours it (whole numbers, because styles are looked up by it span by span)."""

    BLANK = auto()
    LABEL = auto()
    VALUE = auto()
    NOTE = auto()
    AXIS = auto()
    FRAME = auto()
    INK = auto()
    """Drawn in the gradient's colour at `Span.level`."""
    FIGURE = auto()
    """Words and big figures in the gradient's colour, where the theme has a more readable one."""
    BAR = auto()
    """A horizontal bar, in the same colours."""
    CELL = auto()
    """A day of the calendar: `Span.level` is 0 for none to 1 for most."""
    TO_COME = auto()
    """A day that is still to come."""
    HEAT = auto()
    """A figure on a ground as strong as its `Span.level`, 0 for none to 1 for most."""


class Span(NamedTuple):
    """A piece of a line. `level` runs from 0 to 1 along the gradient; `item` is the index of the bar it belongs to."""

    text: str
    tone: Tone = Tone.BLANK
    level: float = 0.0
    item: int = NOTHING


Line = tuple[Span, ...]
Lines = list[Line]
_WORDS = (Tone.LABEL, Tone.VALUE, Tone.NOTE, Tone.AXIS, Tone.FIGURE, Tone.HEAT)


def exact(spans: Iterable[Span], width: int) -> Line:
    """The spans as a line of exactly `width` cells, padded where it is too short; words that are cut end in `…`."""
    line: list[Span] = []
    left = width
    for span in spans:
        size = cell_len(span.text)
        if size > left:
            if left > 0:
                cut_off = fit if span.tone in _WORDS else set_cell_size
                line.append(span._replace(text=cut_off(span.text, left)))
            return tuple(line)
        if size:
            line.append(span)
            left -= size
    if left > 0:
        line.append(Span(" " * left))
    return tuple(line)


def item_at(line: Line, x: int) -> int:
    """The item drawn at cell `x` of a line, or `NOTHING`."""
    for span in line:
        x -= cell_len(span.text)
        if x < 0:
            return span.item
    return NOTHING


def plain(lines: Sequence[Line]) -> str:
    """Lines as text for the shell, without blanks at their ends."""
    return "\n".join("".join(span.text for span in line).rstrip() for line in lines)
