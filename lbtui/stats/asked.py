"""What can be asked of the statistics; loads no pandas, so that screens know these names before anything is counted."""

from dataclasses import dataclass
from datetime import date
from enum import StrEnum

MINIMUM = 3
"""Films that a person needs to be ranked by rating, unless asked otherwise."""


class Screen(StrEnum):
    """The dashboards, by the names that the shell knows them by."""

    OVERVIEW = "overview"
    TIME = "time"
    RATINGS = "ratings"
    TASTE = "taste"
    PEOPLE = "people"
    YEARS = "years"
    WATCHLIST = "watchlist"


class Scope(StrEnum):
    """Which of the films that pass the filter are counted; the watchlist screen has a scope of its own."""

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


@dataclass(frozen=True, slots=True)
class Span:
    """The days of a review, both ends included."""

    first: date
    last: date

    @classmethod
    def years(cls, first: int, last: int | None = None) -> "Span":
        """A calendar year, or several."""
        return cls(date(first, 1, 1), date(last or first, 12, 31))

    @property
    def name(self) -> str:
        """ "2024", "2020–2024" for whole years, else both days."""
        if (self.first.month, self.first.day, self.last.month, self.last.day) != (1, 1, 12, 31):
            return f"{self.first} – {self.last}"
        same = self.first.year == self.last.year
        return f"{self.first.year}" if same else f"{self.first.year}–{self.last.year}"
