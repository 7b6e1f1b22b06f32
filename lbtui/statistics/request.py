"""What can be asked of the statistics; loads no numpy, so that screens know these names before anything is counted."""

import re
from calendar import monthrange
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum

from lbtui.model.enums import Role
from lbtui.statistics.dashboards import Dashboard

MINIMUM = 3
"""Films that a person needs to be ranked by rating, unless asked otherwise."""
_ONE = "write 2024, 2020..2024 or 2024-03..2024-05"
HELP = f"{_ONE}, or two of them: 2023 vs 2024"
_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_BETWEEN = re.compile(r"\s*(?:\.\.|–|—|\bto\b|(?<=\d)\s+-\s+(?=\d))\s*")
_AGAINST = re.compile(r"\s*(?:,|\bvs\.?(?=\s)|\band\b|\bagainst\b)\s*", re.IGNORECASE)


class Scope(StrEnum):
    """Which of the films that pass the filter are counted; the watchlist has a scope of its own."""

    SEEN = "seen"
    ALL = "all"
    """For a filter that itself says whether the films are watched."""


class Order(StrEnum):
    """What a ranking goes by. Ties: more films, then the better fair mean, then the name."""

    FILMS = "films"
    RATING = "rating"
    """By the Bayesian mean, so that one film with five stars does not beat ten with four and a half."""
    LIKES = "likes"
    HOURS = "hours"
    LABEL = "label"
    """The order in which the labels stand, for decades and runtimes."""


PLURALS = {
    Role.DIRECTOR: "directors",
    Role.ACTOR: "actors",
    Role.WRITER: "writers",
    Role.CINEMATOGRAPHER: "cinematographers",
    Role.COMPOSER: "composers",
}
"""The roles that the dashboard of people shows, in its order."""


@dataclass(frozen=True, slots=True)
class DateRange:
    """Days of the diary, from the first to the last, both included."""

    first: date
    last: date

    @classmethod
    def years(cls, first: int, last: int | None = None) -> "DateRange":
        """A calendar year, or several."""
        return cls(date(first, 1, 1), date(last or first, 12, 31))

    @property
    def name(self) -> str:
        """ "2024", "2020–2024" for whole years, else both days."""
        if (self.first.month, self.first.day, self.last.month, self.last.day) != (1, 1, 12, 31):
            return f"{self.first} – {self.last}"
        return f"{self.first.year}" if self.in_one_year else f"{self.first.year}–{self.last.year}"

    @property
    def in_one_year(self) -> bool:
        """Whether both ends lie in the same year."""
        return self.first.year == self.last.year

    @property
    def previous(self) -> "DateRange":
        """As many years before."""
        return self.shifted(self.first.year - self.last.year - 1)

    def shifted(self, years: int) -> "DateRange":
        """The same days so many years later."""
        return DateRange(_in_year(self.first, years), _in_year(self.last, years))


def _in_year(day: date, years: int) -> date:
    """The same day of another year; 29 February becomes the 28th where there is none."""
    year = max(1, min(day.year + years, 9999))
    try:
        return day.replace(year=year)
    except ValueError:
        return day.replace(year=year, day=28)


@dataclass(frozen=True, slots=True)
class StatisticsRequest:
    """What one dashboard is to show."""

    dashboard: Dashboard
    today: date
    films: Sequence[int] | None = None
    """Ids of the films that pass the filter, None for all."""
    scope: Scope = Scope.SEEN
    series: bool = False
    """Whether series count among the films."""
    role: Role = Role.DIRECTOR
    order: Order = Order.FILMS
    minimum: int = MINIMUM
    dates: DateRange | None = None
    """The days in review, the latest year of the diary where None."""
    other: DateRange | None = None
    """Days to set beside them."""
    seed: int = 0
    """Of the pick for tonight: another number, another film."""


def read_date_ranges(text: str) -> tuple[DateRange, DateRange | None]:
    """One range of days as a member types it, or two to compare; raises ValueError with a sentence."""
    parts = [part for part in _AGAINST.split(text.strip()) if part]
    if not 1 <= len(parts) <= 2:
        raise ValueError(f"{text.strip() or 'Nothing'} is no span of days: {HELP}.")
    ranges = [read_date_range(part) for part in parts]
    return ranges[0], ranges[1] if len(ranges) > 1 else None


def read_date_range(text: str) -> DateRange:
    """One range of days; years and months stand for all of their days. Raises ValueError with a sentence."""
    ends = _BETWEEN.split(text.strip())
    if re.fullmatch(r"\d{4}-\d{4}", text.strip()):
        ends = text.strip().split("-")
    if len(ends) > 2 or not all(ends):
        raise ValueError(f"{text.strip() or 'Nothing'} is no span of days: {_ONE}.")
    first, last = _days(ends[0])[0], _days(ends[-1])[1]
    if last < first:
        raise ValueError(f"{text} ends before it begins.")
    return DateRange(first, last)


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(f"{text} is no year, month or day: {_ONE}.")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise ValueError(f"{text} is no day of any calendar.") from None
