"""A chart with all that belongs to it, as a record: what a dashboard is made of, on the screen and in the shell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, cast

from lbtui.charts.bars import draw_bars
from lbtui.charts.calendar import draw_calendar
from lbtui.charts.cards import cards_height, draw_cards
from lbtui.charts.columns import draw_columns
from lbtui.charts.data import Bar, Grid, Pair, YearDays
from lbtui.charts.deviation import draw_deviation
from lbtui.charts.grid import draw_grid
from lbtui.charts.lines import Lines
from lbtui.charts.look import RICH, Look
from lbtui.charts.pairs import draw_pairs
from lbtui.charts.ranked import draw_ranked
from lbtui.charts.share import draw_share
from lbtui.charts.steps import draw_steps
from lbtui.charts.wall import draw_wall

BOX = 2
"""Lines, and cells, of the frame around a chart."""
FULL = (2, 3)
"""The span of a chart that takes the whole width."""
FILMS = ("film", "films")
VIEWINGS = ("viewing", "viewings")


class Shape(StrEnum):
    """The kinds of charts."""

    CARDS = "cards"
    COLUMNS = "columns"
    STEPS = "steps"
    BARS = "bars"
    DEVIATION = "deviation"
    RANKED = "ranked"
    SHARE = "share"
    CALENDAR = "calendar"
    GRID = "grid"
    PAIRS = "pairs"
    WALL = "wall"


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart of a dashboard. `key` names it within its dashboard and stays while the data change."""

    key: str
    title: str
    shape: Shape
    data: Sequence[Bar] | Sequence[Pair] | YearDays | Grid | None
    """None where it is not known yet."""
    note: str = ""
    """What is counted, of how many."""
    empty: str = "nothing to show"
    """What an empty chart says instead."""
    unit: tuple[str, str] = FILMS
    height: int = 12
    """Lines, frame included; cards know their own height."""
    span: tuple[float, float] = (1, 1)
    """Columns it takes where there are two, and where there are three."""
    top: float | None = None
    """The value of a full bar, else the largest."""
    names: tuple[str, str] = ("", "")
    """Those of the two series of pairs."""
    heads: tuple[str, ...] = ()
    """What stands above the value and the further columns of bars."""
    centre: str = ""
    """What stands above the axis of deviations."""
    needs_tmdb: bool = False
    """Whether it stays empty until TMDB's data have come."""

    @property
    def framed(self) -> bool:
        """Whether it stands in a frame with its title; cards have frames of their own."""
        return self.shape is not Shape.CARDS

    @property
    def bare(self) -> bool:
        """Whether there is nothing in it."""
        data = self.data
        if isinstance(data, Grid):
            return not data.rows
        return data is None or not (data.days if isinstance(data, YearDays) else data)

    def tall(self, width: int) -> int:
        """Its height where it is `width` cells wide."""
        return self.height if self.framed else cards_height(cast(Sequence[Bar], self.data or ()), width)


class _Draw(Protocol):
    def __call__(self, panel: Panel, width: int, height: int, look: Look) -> Lines: ...


def _bars(panel: Panel) -> Sequence[Bar]:
    return cast(Sequence[Bar], panel.data)


def _pairs(panel: Panel, width: int, height: int, look: Look) -> Lines:
    pairs = cast(Sequence[Pair], panel.data)
    return draw_pairs(pairs, width, height, names=panel.names, top=panel.top, look=look)


_DRAW: Mapping[Shape, _Draw] = {
    Shape.CARDS: lambda panel, width, height, look: draw_cards(_bars(panel), width, height),
    Shape.COLUMNS: lambda panel, width, height, look: draw_columns(
        _bars(panel), width, height, top=panel.top, look=look
    ),
    Shape.STEPS: lambda panel, width, height, look: draw_steps(_bars(panel), width, height, look=look),
    Shape.BARS: lambda panel, width, height, look: draw_bars(
        _bars(panel), width, height, heads=panel.heads, top=panel.top, look=look
    ),
    Shape.DEVIATION: lambda panel, width, height, look: draw_deviation(
        _bars(panel), width, height, centre=panel.centre, heads=panel.heads, look=look
    ),
    Shape.RANKED: lambda panel, width, height, look: draw_ranked(_bars(panel), width, height, top=panel.top, look=look),
    Shape.SHARE: lambda panel, width, height, look: draw_share(_bars(panel), width, height, look=look),
    Shape.CALENDAR: lambda panel, width, height, look: draw_calendar(
        cast(YearDays, panel.data), width, height, look=look
    ),
    Shape.GRID: lambda panel, width, height, look: draw_grid(cast(Grid, panel.data), width, height, look=look),
    Shape.PAIRS: _pairs,
    Shape.WALL: lambda panel, width, height, look: draw_wall(_bars(panel), width, height),
}


def draw_panel(panel: Panel, width: int, height: int, *, look: Look = RICH) -> Lines:
    """The chart alone, without its frame; no lines where it is empty."""
    return [] if panel.bare else _DRAW[panel.shape](panel, width, height, look)
