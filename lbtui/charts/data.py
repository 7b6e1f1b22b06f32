"""What charts draw: records that the screens and the shell fill from the statistics."""

import math
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import date

from lbtui.charts.numbers import figure


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


def cells_of(grid: Grid) -> tuple[Bar, ...]:
    """The bars in reading order; what is missing is unknown and opens nothing."""
    return tuple(
        bar or Bar(f"{name} {column}".strip(), math.nan)
        for name, row in zip(grid.names, grid.rows, strict=True)
        for column, bar in zip(grid.columns, row, strict=True)
    )


def flat(pairs: Sequence[Pair]) -> tuple[Bar, ...]:
    """The bars of pairs in reading order: left, right, left, right."""
    return tuple(bar for pair in pairs for bar in (pair.left, pair.right))
