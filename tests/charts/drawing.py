"""Charts drawn as they are on a page or a screen, in as many lines as they need where none are asked for."""

from typing import TypeVar

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.calendar import Calendar
from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.deviation import Deviations
from lbtui.charts.draw.grid import YearGrid
from lbtui.charts.draw.pairs import Pairs
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.draw.share import Share
from lbtui.charts.draw.steps import Steps
from lbtui.charts.draw.wall import Wall
from lbtui.charts.lines import Lines
from lbtui.charts.model import RICH, Drawing, Look, Panel, View

__all__ = [
    "BarRows", "Calendar", "Cards", "Columns", "Deviations", "Pairs", "Ranked", "Share", "Steps", "Wall", "YearGrid",
    "draw",
]  # fmt: skip

Data = TypeVar("Data")


def draw(
    kind: Drawing[Data],
    data: Data,
    width: int,
    height: int | None = None,
    *,
    first: int = 0,
    cursor: int | None = None,
    look: Look = RICH,
) -> Lines:
    """The lines of one chart."""
    panel = Panel("chart", "", kind, data)
    if height is None:
        height = (
            kind.height(data, width)
            or {Calendar: 9, Share: len(panel.bars) + 2}.get(type(kind))
            or (kind.header + -(-len(panel.bars) // max(1, kind.down(data, width, 1))))
        )
    return panel.draw(View(width, height, first, cursor, look))
