"""The small records that the figures of all screens are made of. Numbers are plain Python, unknown is None."""

import math
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from enum import StrEnum


@dataclass(frozen=True, slots=True)
class Coverage:
    """For how many of the things counted the needed data is known: `known` of `of`."""

    known: int
    of: int

    @property
    def complete(self) -> bool:
        """Whether nothing is missing."""
        return self.known == self.of

    @property
    def share(self) -> float | None:
        """Known share from 0 to 1, None where nothing is counted."""
        return self.known / self.of if self.of else None


@dataclass(frozen=True, slots=True)
class Bar:
    """One bar, cell or point of a chart, with the filter of the films behind it."""

    label: str
    count: int
    filter: str = ""


class Unit(StrEnum):
    """What the counts of a chart are."""

    FILMS = "films"
    VIEWINGS = "viewings"


@dataclass(frozen=True, slots=True)
class Chart:
    """Bars that count the same thing, in the order they are shown."""

    unit: Unit
    bars: tuple[Bar, ...] = ()

    def __iter__(self) -> Iterator[Bar]:
        return iter(self.bars)

    def __len__(self) -> int:
        return len(self.bars)

    @property
    def total(self) -> int:
        """The sum of the counts."""
        return sum(bar.count for bar in self.bars)


@dataclass(frozen=True, slots=True)
class FilmRef:
    """A film of the library, named for a list; `value` is the number that the list is about."""

    id: int
    name: str
    year: int | None
    rating: float | None
    value: float | None = None


@dataclass(frozen=True, slots=True)
class Watch:
    """A viewing, named for a list."""

    film: FilmRef
    watched_on: date
    rating: float | None
    """The rating given with this viewing."""
    rewatch: bool


@dataclass(frozen=True, slots=True)
class Hours:
    """Hours watched: the runtimes of all viewings, rewatches included, and once for each film never in the diary.

    More than half of the watched films of real exports have no diary entry, so leaving them out
    would lose most of the time spent. A series counts all of its episodes once a viewing.
    """

    total: float
    diary: float
    """Hours of the viewings."""
    undated: float
    """Hours of the films without a viewing, each counted once."""
    coverage: Coverage
    """Films with a known runtime, of the films seen."""

    @property
    def days(self) -> float:
        """The total in days of 24 hours."""
        return self.total / 24


def number(value: float) -> float | None:
    """A plain float, None for not-a-number."""
    return None if math.isnan(value) else float(value)


def whole(value: float) -> int | None:
    """A plain int, None for not-a-number."""
    return None if math.isnan(value) else int(value)


def stars(rating: float) -> str:
    """A rating as exports write it: "0.5", "1", "4.5"."""
    return f"{rating:g}"
