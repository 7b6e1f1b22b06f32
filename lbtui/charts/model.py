"""What charts are made of: bars and other data, the kinds of drawings, and the panel that holds one chart."""

import math
from abc import ABC, abstractmethod
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import ClassVar, Generic, TypeVar

from lbtui.charts.lines import Lines, Span, exact
from lbtui.charts.scale import figure

BOX = 2
"""Lines, and cells, of the frame around a chart."""
FULL = (2, 3)
"""The span of a chart that takes the whole width."""
FILMS = ("film", "films")
VIEWINGS = ("viewing", "viewings")


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, column, point, part, card or row: whatever the cursor of a chart can stand on.

    `value` is its length; `math.nan` stands for unknown and leaves a gap in a line.
    """

    label: str
    value: float
    shown: str = ""
    """The value as text where the plain figure is not enough: `3.8 ★`, `12 h`."""
    query: str | None = None
    """The filter that opens the films behind it, or None where there is nothing to open."""
    note: str = ""
    """A second figure or a year, drawn dim where there is room."""
    cells: tuple[str, ...] = ()
    """Further columns of its row, which stand below one another; the note is for the line that tells of one bar."""
    film: int | None = None
    """The film that it stands for, by the store's id, where it stands for one."""
    person: int | None = None
    """The person that it stands for, by TMDB id."""

    @property
    def names(self) -> tuple[str, str | None, int | None, int | None]:
        """What tells it from the other bars of its chart, whatever its value."""
        return self.label, self.query, self.film, self.person

    @property
    def text(self) -> str:
        """The value as it is written beside the bar."""
        return self.shown or figure(self.value)


Bars = Sequence[Bar]


@dataclass(frozen=True, slots=True)
class Pair:
    """The same thing in two series, side by side. The labels of `left` and `right` name the thing and the series."""

    label: str
    left: Bar
    right: Bar


@dataclass(frozen=True, slots=True)
class YearDays:
    """The days of one calendar year that have a value; all others count as zero."""

    year: int
    days: Mapping[date, float]
    today: date | None = None
    """Days after this one are still to come."""
    legend: bool = True
    """Whether it tells what the marks mean: one of several calendars does."""

    def __bool__(self) -> bool:
        """Whether any day has a value."""
        return any(self.days.values())


@dataclass(frozen=True, slots=True)
class Grid:
    """Periods as a table: a row a year, a column a month or a week."""

    columns: Sequence[str]
    """Labels above; an empty one has none."""
    names: Sequence[str]
    rows: Sequence[Sequence[Bar | None]]
    """None where there is no such period, or it is still to come."""
    sums: bool = False
    """Whether the sum of a row stands at its end."""

    def __bool__(self) -> bool:
        """Whether there is any row."""
        return bool(self.rows)

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The cells in reading order; what is missing is unknown and opens nothing."""
        return tuple(
            bar or Bar(f"{name} {column}".strip(), math.nan)
            for name, row in zip(self.names, self.rows, strict=True)
            for column, bar in zip(self.columns, row, strict=True)
        )


@dataclass(frozen=True, slots=True)
class Look:
    """What a terminal can show: whether colours tell things apart, and whether there are finer blocks than halves."""

    colours: bool = True
    fine: bool = True
    """Eighths and quarters of a cell and braille, which the console of Linux lacks."""


RICH = Look()
"""A terminal that can show everything."""


def has_fine_blocks(environment: Mapping[str, str]) -> bool:
    """Whether the terminal that `TERM` names has the finer blocks."""
    return environment.get("TERM", "") not in ("linux", "vt100", "vt220", "dumb")


@dataclass(frozen=True, slots=True)
class View:
    """The room that a chart is drawn in, in cells and lines, and what of it is in sight."""

    width: int
    height: int
    first: int = 0
    """The first row in sight, of charts whose rows are scrolled."""
    cursor: int | None = None
    """The bar at the cursor, which charts that do not fit keep in sight."""
    look: Look = RICH
    cut: bool = False
    """Whether the rows are the first of more."""


Data = TypeVar("Data")


class Drawing(ABC, Generic[Data]):
    """A kind of chart: how its data become lines, and how a cursor walks through its bars.

    The kinds are frozen dataclasses: their fields are what a chart of that kind can be told besides its data.
    """

    framed: ClassVar[bool] = True
    """Whether it stands in a frame with its title."""
    centred: ClassVar[bool] = False
    """Whether spare height is shared above and below instead of left below."""
    grows: ClassVar[bool] = False
    """Whether more height shows more of it."""
    across: ClassVar[int] = 0
    """How many bars left and right pass; 0 where these keys mean nothing."""
    scrolled: ClassVar[bool] = False
    """Whether it is made of rows, of which those around `View.first` are shown where not all fit."""

    @abstractmethod
    def draw(self, data: Data, view: View) -> Iterable[Iterable[Span]]:
        """The lines from top to bottom, for data with at least one bar; `Panel.draw` cuts and pads them to the view.

        Spans carry the index of the bar that they belong to.
        """

    @abstractmethod
    def bars(self, data: Data) -> Bars:
        """The bars that the cursor can stand on, in the order of the drawn items."""

    @property
    def header(self) -> int:
        """Lines above the first row."""
        return 0

    @property
    def pitch(self) -> int:
        """Lines of a row, of charts whose rows are scrolled."""
        return 1

    def start(self, bars: Bars) -> int:
        """Where the cursor stands before it has been moved."""
        return 0

    def sideways(self, cursor: int, steps: int) -> int:
        """Where the cursor comes to by so many steps to the right."""
        return cursor + steps * self.across

    def down(self, data: Data, width: int, height: int) -> int:
        """How many bars up and down pass, those of a row; 0 where these keys mean nothing."""
        return int(self.scrolled)

    def height(self, data: Data, width: int) -> int | None:
        """The lines that it takes in so many cells, None where it fills any height."""
        return None


class OfBars(Drawing[Bars]):
    """A kind of chart whose data are its bars."""

    def bars(self, data: Bars) -> Bars:
        return data


@dataclass(frozen=True, slots=True)
class Panel(Generic[Data]):
    """One chart of a dashboard with all that belongs to it. `key` names it and stays while the data change."""

    key: str
    title: str
    kind: Drawing[Data]
    data: Data | None
    """None while it is being counted."""
    note: str = ""
    """What is counted, of how many."""
    empty: str = "nothing to show"
    """What an empty chart says instead."""
    unit: tuple[str, str] = FILMS
    """What one and what several of the things counted are called."""
    height: int = 12
    """Lines, frame included, of kinds that have no height of their own."""
    span: tuple[float, float] = (1, 1)
    """Columns it takes where there are two, and where there are three."""
    needs_tmdb: bool = False
    """Whether it stays empty until TMDB's data have come."""
    query: str = ""
    """The filter that finds the films that it lists, where one does."""
    posters: int = 0
    """Rows of posters that show its films where there is room for pictures; 0 where they never do."""
    limit: int | None = None
    """The most bars that it is given, of a list that is cut before it is drawn."""

    @property
    def bare(self) -> bool:
        """Whether there is nothing in it."""
        return not self.data

    @property
    def bars(self) -> tuple[Bar, ...]:
        """The bars that the cursor can stand on."""
        return tuple(self.kind.bars(self.data)) if self.data else ()

    @property
    def cut(self) -> bool:
        """Whether there may be more than it was given."""
        return self.limit is not None and len(self.bars) >= self.limit

    def tall(self, width: int) -> int:
        """Its height, frame included, where it is `width` cells wide."""
        own = self.kind.height(self.data, width) if self.data else None
        return self.height if own is None else own

    def draw(self, view: View) -> Lines:
        """The chart without its frame: at most the view's lines of exactly its width, none where it is bare."""
        if not self.data or view.width < 1 or view.height < 1:
            return []
        view = replace(view, cut=self.cut)
        return [exact(line, view.width) for line in self.kind.draw(self.data, view)][: view.height]
