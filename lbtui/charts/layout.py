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
_TALLEST_PLOT = 24
"""Lines to which a chart that fills any height grows where the page has room."""
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


def place(panels: Panels, width: int, lines: int = 0) -> list[Place]:
    """Rows of panels from top to bottom. A row is as high as its highest panel, and always fills the width.

    Where the page has more `lines` than that, lists show more of their rows, and then plots are higher.
    """
    columns = columns_in(width)
    rows = [_edges(row, width, columns) for row in _rows(panels, columns)]
    heights = [max(_tall(panel, right - left, columns) for panel, (left, right) in row) for row in rows]
    for grown in (_with_all_rows, _with_high_plots):
        most = [max(height, *(grown(panel) for panel, _ in row)) for row, height in zip(rows, heights, strict=True)]
        heights = _grow(heights, most, lines)
    places, y = [], 0
    for row, height in zip(rows, heights, strict=True):
        places += [Place(left, y, right - left, height) for _, (left, right) in row]
        y += height
    return places


def _edges(row: Panels, width: int, columns: int) -> list[tuple[Panel[Any], tuple[int, int]]]:
    """The panels of a row, each with its first cell and the one after its last."""
    cells = [_cells(panel, columns) for panel in row]
    starts = [round(width * sum(cells[:at]) / sum(cells)) for at in range(len(cells) + 1)]
    return list(zip(row, pairwise(starts), strict=True))


def _with_all_rows(panel: Panel[Any]) -> int:
    """The height at which a list leaves nothing out."""
    listed = panel.kind.scrolled and not panel.kind.across
    return len(panel.bars) + panel.kind.header + BOX if listed else 0


def _with_high_plots(panel: Panel[Any]) -> int:
    return _TALLEST_PLOT if panel.kind.grows and not panel.bare else 0


def _grow(heights: list[int], most: list[int], lines: int) -> list[int]:
    """The rows grown towards their `most` until the page has `lines`, the lowest first."""
    heights = list(heights)
    for _ in range(lines - sum(heights)):
        growing = [at for at, height in enumerate(heights) if height < most[at]]
        if not growing:
            break
        heights[min(growing, key=heights.__getitem__)] += 1
    return heights


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
