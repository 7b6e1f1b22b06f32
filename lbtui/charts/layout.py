"""A dashboard as one page: its charts in one, two or three columns, framed, as high as they need."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, TypeAlias

from rich.cells import cell_len

from lbtui.cells import cut, fit_centre
from lbtui.charts.lines import Line, Lines, Span, Tone, exact
from lbtui.charts.model import BOX, RICH, Look, Panel, View

Panels: TypeAlias = Sequence[Panel[Any]]

TWO_COLUMNS, THREE_COLUMNS = 92, 140
"""Least widths of a page with two and with three columns."""
TALLEST_ALONE = 15
"""Lines of a chart at most where there is one column: lists are scrolled in themselves."""
_EDGES = 4
"""Cells beside a chart in its frame: the frame and a blank to both sides."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a panel stands on its page, in cells and lines."""

    x: int
    y: int
    width: int
    height: int


def columns_in(width: int) -> int:
    """How many columns a page of this width has."""
    return 1 if width < TWO_COLUMNS else 2 if width < THREE_COLUMNS else 3


def place(panels: Panels, width: int) -> list[Place]:
    """Rows of panels from top to bottom. A row is as high as its highest panel, and always fills the width."""
    columns, places, y = columns_in(width), [], 0
    for row in _rows(panels, columns):
        cells = [_cells(panel, columns) for panel in row]
        starts = [round(width * sum(cells[:at]) / sum(cells)) for at in range(len(cells) + 1)]
        edges = list(pairwise(starts))
        height = max(_tall(panel, right - left, columns) for panel, (left, right) in zip(row, edges, strict=True))
        places += [Place(left, y, right - left, height) for left, right in edges]
        y += height
    return places


def draw_page(panels: Panels, width: int, *, look: Look = RICH) -> Lines:
    """The whole page."""
    lines: list[list[Span]] = []
    for panel, spot in zip(panels, place(panels, width), strict=True):
        lines += [[] for _ in range(spot.y + spot.height - len(lines))]
        for line, spans in zip(lines[spot.y :], _framed(panel, spot, look), strict=False):
            line += spans
    return [exact(line, width) for line in lines]


def _rows(panels: Panels, columns: int) -> list[list[Panel[Any]]]:
    rows: list[list[Panel[Any]]] = []
    used: float = columns
    for panel in panels:
        cells = _cells(panel, columns)
        if used + cells > columns:
            rows.append([])
            used = 0
        rows[-1].append(panel)
        used += cells
    return rows


def _tall(panel: Panel[Any], width: int, columns: int) -> int:
    """The height of a panel; in one column a chart is whole on a screen of 24 lines."""
    return min(panel.tall(width), TALLEST_ALONE) if columns == 1 and panel.kind.framed else panel.tall(width)


def _cells(panel: Panel[Any], columns: int) -> float:
    return 1 if columns == 1 else panel.span[columns - 2]


def _framed(panel: Panel[Any], spot: Place, look: Look) -> Lines:
    """The panel in exactly the lines of its place."""
    if not panel.kind.framed:
        return _padded(panel.draw(View(spot.width, spot.height, look=look)), spot.width, spot.height)
    width, height = spot.width - _EDGES, spot.height - BOX
    inside = panel.draw(View(width, height, look=look)) or _notice(panel, width, height)
    side = (Span("│ ", Tone.FRAME), Span(" │", Tone.FRAME))
    return [
        _edge("╭─", "╮", panel.title, Tone.VALUE, spot.width),
        *((side[0], *line, side[1]) for line in _padded(inside, width, height)),
        _edge("╰─", "╯", panel.note, Tone.NOTE, spot.width),
    ]


def _notice(panel: Panel[Any], width: int, height: int) -> Lines:
    words = textwrap.wrap(panel.empty, max(1, width))[:height]
    above: Lines = [exact((), width) for _ in range((height - len(words)) // 2)]
    return [*above, *((Span(fit_centre(part, width), Tone.NOTE),) for part in words)]


def _padded(lines: Lines, width: int, height: int) -> Lines:
    return [*lines[:height], *(exact((), width) for _ in range(height - len(lines)))]


def _edge(left: str, right: str, text: str, tone: Tone, width: int) -> Line:
    said = f" {cut(text, width - 6)} " if text and width > 8 else ""
    dashes = max(0, width - cell_len(left) - cell_len(said) - 1)
    return (Span(left, Tone.FRAME), Span(said, tone), Span("─" * dashes + right, Tone.FRAME))
