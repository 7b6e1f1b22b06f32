"""What charts draw: records that the screens and the shell fill from the statistics."""

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
    """The days of one calendar year that have a value; all other days count as zero."""

    year: int
    days: Mapping[date, float]


def flat(pairs: Sequence[Pair]) -> tuple[Bar, ...]:
    """The bars of pairs in reading order: left, right, left, right."""
    return tuple(bar for pair in pairs for bar in (pair.left, pair.right))
