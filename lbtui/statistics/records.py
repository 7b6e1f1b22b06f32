"""The small records that the figures of all dashboards are made of. Numbers are plain Python, unknown is None."""

import math
from abc import ABC, abstractmethod
from collections.abc import Hashable, Iterable, Iterator, Mapping
from dataclasses import dataclass, fields
from datetime import date
from enum import StrEnum
from typing import Any

from lbtui.charts.model import Bar, Panel
from lbtui.statistics.request import StatisticsRequest


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


class Unit(StrEnum):
    """What the counts of a chart are."""

    FILMS = "films"
    VIEWINGS = "viewings"


@dataclass(frozen=True, slots=True)
class Counts:
    """Bars that count the same thing, in the order they are shown; their values are whole numbers."""

    unit: Unit
    bars: tuple[Bar, ...] = ()

    def __iter__(self) -> Iterator[Bar]:
        return iter(self.bars)

    def __len__(self) -> int:
        return len(self.bars)

    @property
    def total(self) -> int:
        return int(sum(bar.value for bar in self.bars))


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
        return self.total / 24


@dataclass(frozen=True, slots=True)
class Group:
    """Films that share something, as one bar or row."""

    id: Hashable
    name: str
    films: int
    rated: int
    mean: float | None
    """Mean rating of the rated films, from 0.5 to 5."""
    fair: float | None
    """Bayesian mean: of its ratings and five at the library's own mean."""
    liked: int
    hours: float
    """Hours watched, rewatches included; a film of unknown runtime adds nothing."""
    filter: str
    watchlist: int = 0
    """Films on the watchlist, seen or not; 0 where the figure does not count them."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The films of one label in two spans of days; None where a span has none."""

    name: str
    first: Group | None
    second: Group | None

    @property
    def films(self) -> tuple[int, int]:
        return (self.first.films if self.first else 0, self.second.films if self.second else 0)


class Figures(ABC):
    """All figures of one dashboard, and the charts that show them. Each is a dataclass, whose fields are exported."""

    @abstractmethod
    def panels(self, request: StatisticsRequest) -> Iterable[Panel[Any]]:
        """The charts in their order, empty ones included."""

    @property
    def counted(self) -> int | None:
        """The films that they are of, where these are not all of the scope."""
        return None

    @property
    def years(self) -> tuple[int, ...]:
        """Years with viewings, ascending, where the dashboard shows one of them."""
        return ()

    def as_json(self) -> Mapping[str, Any]:
        """The figures by the names that JSON has for them."""
        return fields_of(self)

    def as_rows(self) -> Mapping[str, Any]:
        """The figures by the names that CSV has for them."""
        return fields_of(self)


def fields_of(record: Any) -> dict[str, Any]:
    """The fields of a record by name, its filter text aside."""
    return {field.name: getattr(record, field.name) for field in fields(record) if field.name != "filter"}


def number(value: float) -> float | None:
    """A plain float, None for not-a-number."""
    return None if math.isnan(value) else float(value)


def whole(value: float) -> int | None:
    """A plain int, None for not-a-number."""
    return None if math.isnan(value) else int(value)
