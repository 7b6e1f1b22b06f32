"""Figure cards: a title, a big figure and a note in a box each, side by side as they fit."""

import math
from collections.abc import Iterator, Sequence
from itertools import pairwise
from typing import NamedTuple

from lbtui.cells import cut, fit, fit_centre, fit_right, widest
from lbtui.charts.data import Bar
from lbtui.charts.digits import HEIGHT, big
from lbtui.charts.lines import Line, Lines, Span, Tone, exact
from lbtui.charts.rows import step

_BOX = 2
_EDGE = 5
"""Cells of an edge besides its title: corners, a dash, a blank to both sides."""
_TALLEST = HEIGHT + _BOX + 2


class _Grid(NamedTuple):
    rows: int
    tall: int
    abreast: int
    gap: int


def draw_cards(data: Sequence[Bar], width: int, height: int | None = None) -> Lines:
    """The cards with big figures where all of them fit into `width` and `height`, else boxes of one line, else a list.

    A card's title is its label, its figure `shown` or the value, its note stands in the lower edge.
    """
    if not data or width < 1 or (height is not None and height < 1):
        return []
    grid = _grid(data, width, height)
    return _boxes(data, width, grid) if grid else _list(data, width, height)


def cards_height(data: Sequence[Bar], width: int) -> int:
    """The lines that the cards take: with big figures in at most two rows, else smaller, else as a list."""
    grid = _grid(data, width, 2 * (HEIGHT + _BOX))
    return grid.rows * min(grid.tall, HEIGHT + _BOX) if grid else len(data)


def cards_abreast(data: Sequence[Bar], width: int, height: int) -> int:
    """How many cards stand side by side."""
    grid = _grid(data, width, height) if data else None
    return grid.abreast if grid else 1


def _grid(data: Sequence[Bar], width: int, height: int | None) -> _Grid | None:
    """How the boxes stand, or None where not even the smaller ones fit."""
    title = widest([bar.label for bar in data]) + _EDGE
    note = widest([bar.note for bar in data]) + _EDGE
    big_figure = max(widest(_figure(bar)) for bar in data) + _BOX
    figure = widest([bar.text for bar in data]) + _BOX
    for wanted, least in (
        (max(title, big_figure, note), HEIGHT + _BOX),
        (max(title, big_figure), HEIGHT + _BOX),
        (max(title, figure), 1 + _BOX),
    ):
        rows = math.ceil(len(data) / max(1, width // wanted))
        if wanted <= width and (height is None or rows * least <= height):
            abreast = math.ceil(len(data) / rows)
            tallest = _TALLEST if least > 1 + _BOX else least
            tall = least if height is None else min(height // rows, tallest)
            return _Grid(rows, tall, abreast, int(abreast * (wanted + 1) - 1 <= width))
    return None


def _figure(bar: Bar) -> tuple[str, ...]:
    """The figure of a card in three lines, in plain type where it has no big form."""
    return big(bar.text) or ("", bar.text, "")


def _boxes(data: Sequence[Bar], width: int, grid: _Grid) -> Lines:
    lines: Lines = []
    room = width + grid.gap
    starts = [room * place // grid.abreast for place in range(grid.abreast + 1)]
    sizes = [end - start - grid.gap for start, end in pairwise(starts)]
    for first in range(0, len(data), grid.abreast):
        row = range(first, min(len(data), first + grid.abreast))
        cards = [
            _card(data[index], size, grid.tall, index, step(index, len(data)))
            for index, size in zip(row, sizes, strict=False)
        ]
        lines += [exact(_beside(parts, grid.gap), width) for parts in zip(*cards, strict=True)]
    return lines


def _beside(parts: Sequence[Line], gap: int) -> Iterator[Span]:
    for place, part in enumerate(parts):
        yield Span(" " * gap if place else "")
        yield from part


def _card(bar: Bar, width: int, tall: int, index: int, level: float) -> list[Line]:
    inner = width - _BOX
    body = _figure(bar) if tall >= HEIGHT + _BOX else (bar.text,)
    above = (tall - _BOX - len(body)) // 2
    body = ("",) * above + body + ("",) * (tall - _BOX - len(body) - above)
    return [
        _edge("╭", "╮", bar.label, Tone.LABEL, width, index),
        *(
            (
                Span("│", Tone.FRAME, 0, index),
                Span(fit_centre(fit(line, widest(body)), inner), Tone.FIGURE, level, index),
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


def _list(data: Sequence[Bar], width: int, height: int | None) -> Lines:
    """Where boxes do not fit: one line a figure, two or more side by side where they must."""
    label, value = widest([bar.label for bar in data]), widest([bar.text for bar in data])
    rows = len(data) if height is None else min(len(data), height)
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
