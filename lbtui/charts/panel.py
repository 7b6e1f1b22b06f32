"""A chart with all that belongs to it, as a record: what a dashboard is made of, on the screen and in the shell."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from typing import Protocol, cast

from lbtui.charts.area import draw_area
from lbtui.charts.bars import draw_bars
from lbtui.charts.calendar import SHADES, SQUARES, draw_calendar
from lbtui.charts.cards import cards_height, draw_cards
from lbtui.charts.columns import draw_columns
from lbtui.charts.data import Bar, Pair, YearDays
from lbtui.charts.lines import Lines
from lbtui.charts.pairs import draw_pairs
from lbtui.charts.ranked import draw_ranked
from lbtui.charts.share import PATTERNS, SOLID, draw_share
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
    AREA = "area"
    LINE = "line"
    BARS = "bars"
    RANKED = "ranked"
    SHARE = "share"
    CALENDAR = "calendar"
    PAIRS = "pairs"
    WALL = "wall"


@dataclass(frozen=True, slots=True)
class Panel:
    """One chart of a dashboard. `key` names it within its dashboard and stays while the data change."""

    key: str
    title: str
    shape: Shape
    data: Sequence[Bar] | Sequence[Pair] | YearDays | None
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
    low: float | None = 0.0
    """The value at the floor of an area or a line, None for the least."""
    names: tuple[str, str] = ("", "")
    """Those of the two series of pairs."""
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
        return data is None or not (data.days if isinstance(data, YearDays) else data)

    def tall(self, width: int) -> int:
        """Its height where it is `width` cells wide."""
        return self.height if self.framed else cards_height(cast(Sequence[Bar], self.data or ()), width)


class _Draw(Protocol):
    def __call__(self, panel: Panel, width: int, height: int, plain: bool) -> Lines: ...


def _bars(panel: Panel) -> Sequence[Bar]:
    return cast(Sequence[Bar], panel.data)


def _area(panel: Panel, width: int, height: int, plain: bool) -> Lines:
    filled = panel.shape is Shape.AREA
    return draw_area(_bars(panel), width, height, low=panel.low, top=panel.top, fill=filled)


def _calendar(panel: Panel, width: int, height: int, plain: bool) -> Lines:
    marks = SHADES if plain else SQUARES
    return draw_calendar(cast(YearDays, panel.data), width, height, marks=marks)


def _share(panel: Panel, width: int, height: int, plain: bool) -> Lines:
    return draw_share(_bars(panel), width, height, marks=PATTERNS if plain else SOLID)


def _pairs(panel: Panel, width: int, height: int, plain: bool) -> Lines:
    return draw_pairs(cast(Sequence[Pair], panel.data), width, height, names=panel.names, top=panel.top)


_DRAW: Mapping[Shape, _Draw] = {
    Shape.CARDS: lambda panel, width, height, plain: draw_cards(_bars(panel), width, height),
    Shape.COLUMNS: lambda panel, width, height, plain: draw_columns(_bars(panel), width, height, top=panel.top),
    Shape.AREA: _area,
    Shape.LINE: _area,
    Shape.BARS: lambda panel, width, height, plain: draw_bars(_bars(panel), width, height, top=panel.top),
    Shape.RANKED: lambda panel, width, height, plain: draw_ranked(_bars(panel), width, height, top=panel.top),
    Shape.SHARE: _share,
    Shape.CALENDAR: _calendar,
    Shape.PAIRS: _pairs,
    Shape.WALL: lambda panel, width, height, plain: draw_wall(_bars(panel), width, height),
}


def draw_panel(panel: Panel, width: int, height: int, *, plain: bool = False) -> Lines:
    """The chart alone, without its frame; no lines where it is empty. `plain` lines do without colour."""
    return [] if panel.bare else _DRAW[panel.shape](panel, width, height, plain)
