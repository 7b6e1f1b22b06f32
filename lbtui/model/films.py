"""A film as the browser, the filter and the shell read it, and what is predicted of it."""

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from typing import NamedTuple

from lbtui.model.columns import InColumns, TitleColumns
from lbtui.model.enums import FilmStatus, Kind


class Prediction(NamedTuple):
    """What the member might give a film that they have not rated, in stars from 0.5 to 5."""

    stars: float
    interval: tuple[float, float] | None = None
    """What holds the rating in 80 of 100 cases; None until the film itself is asked about."""
    parts: tuple[tuple[str, float], ...] = ()
    """What it is made of, the member's mean first, then the largest: names and stars that add up to `stars`."""


@dataclass(slots=True, eq=False)
class FilmRow:
    """A film of the library with all that one line of a table or one term of a filter may ask for.

    Names are shared between rows (interned by the loader). Two rows are the same row only by identity;
    a row that changed is replaced by a new one with the same `id`.
    """

    id: int
    name: str
    year: int | None = None
    uri: str | None = None
    rating: float | None = None
    liked: bool = False
    watched: bool = False
    watchlist: bool = False
    orphaned: bool = False
    removed: bool = False
    status: FilmStatus = FilmStatus.PENDING
    reason: str = ""
    kind: Kind | None = None
    tmdb_id: int | None = None
    match_score: float | None = None
    match_reason: str = ""
    decided_by: str = ""
    """`auto`, `letterboxd`, `person`, or empty while nobody has decided."""
    title: str = ""
    """TMDB's title, empty while unknown."""
    original_title: str = ""
    language: str = ""
    """Name of the original language."""
    runtime: int | None = None
    release_date: date | None = None
    tmdb_rating: float | None = None
    tmdb_votes: int = 0
    collection: str = ""
    genres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    """Days of its dated viewings, ascending."""
    rewatches: int = 0
    """Viewings that carry the rewatch flag."""
    reviewed: bool = False
    tags: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    logged_on: date | None = None
    listed_on: date | None = None
    streaming: tuple[str, ...] = ()
    """Names of the services that stream it in the member's region: by subscription, free or with advertisements."""
    rent: tuple[str, ...] = ()
    buy: tuple[str, ...] = ()
    on_services: bool = False
    """Whether a service that the member has streams it."""
    streaming_as_of: date | None = None
    """The day of what is known of this (UTC); None: TMDB has not been asked for the member's region."""
    columns: TitleColumns | None = None
    """What TMDB tells of the films that were read together; the attributes below are read from it."""
    prediction: Prediction | None = field(default=None, init=False)
    """Of a film without a rating, once it is learnt; the store has none of it."""

    directors = InColumns[tuple[str, ...]](())
    cast = InColumns[tuple[str, ...]](())
    writers = InColumns[tuple[str, ...]](())
    keywords = InColumns[tuple[str, ...]](())
    studios = InColumns[tuple[str, ...]](())
    """Companies of production."""
    poster_path = InColumns[str | None](None)
    popularity = InColumns(0.0)
    people = InColumns[Collection[int]](())
    """TMDB ids of everybody credited, for the way from a person to the films; `in` is all that it is for."""

    @property
    def full_name(self) -> str:
        """The name with the year behind it: `Solaris (1972)`."""
        return f"{self.name} ({self.year})" if self.year else self.name

    @property
    def viewings(self) -> int:
        """Number of diary entries."""
        return len(self.dates)

    @property
    def last_watched(self) -> date | None:
        """Day of the latest dated viewing."""
        return self.dates[-1] if self.dates else None

    @property
    def predicted(self) -> float | None:
        """The stars that the member might give."""
        return self.prediction.stars if self.prediction else None

    @property
    def predicted_interval(self) -> tuple[float, float] | None:
        """As in `Prediction`."""
        return self.prediction.interval if self.prediction else None

    @property
    def predicted_parts(self) -> tuple[tuple[str, float], ...]:
        """As in `Prediction`."""
        return self.prediction.parts if self.prediction else ()

    @property
    def decade(self) -> int | None:
        """First year of the decade, 1970 for 1974."""
        return self.year - self.year % 10 if self.year is not None else None
