"""What an export or a feed holds: the reader makes an `Export`, the store keeps it.

Text has been cleaned (`lbtui.text`); ratings are stars from 0.5 to 5 in halves.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, datetime

from lbtui.model.enums import Kind, Part

FIRST_DAY, LAST_DAY = date(1874, 1, 1), date(2100, 12, 31)
"""Days of a member outside of these are mistakes: the first film that Letterboxd has is of 1874."""


@dataclass(slots=True)
class ExportFilm:
    """A film of an export, merged from watched, ratings, likes, diary, watchlist and lists.

    Known by `letterboxd_id` (from the boxd.it code), else by `slug` (exports until 2020), else by name and year.
    """

    name: str
    year: int | None = None
    letterboxd_id: int | None = None
    slug: str | None = None
    uri: str | None = None
    rating: float | None = None
    liked: bool | None = False
    """None where a feed does not tell."""
    watched: bool = False
    watchlist: bool = False
    logged_on: date | None = None
    """`Date` of watched.csv: the day of the click in New Zealand, not a watch date."""
    listed_on: date | None = None
    """`Date` of watchlist.csv."""
    orphaned: bool = False
    """Known only from orphaned/: Letterboxd has removed the film."""
    tables: frozenset[Part] = frozenset()
    """Which of watched, ratings, likes and watchlist name it."""
    tmdb: tuple[Kind, int] | None = None
    """What it is on TMDB by Letterboxd's own word, which feeds alone tell."""
    rated_at: datetime | None = None
    """When the entry of a feed was logged that tells the rating."""
    liked_at: datetime | None = None
    """When the entry of a feed was logged that tells whether it is liked."""


@dataclass(slots=True)
class ExportViewing:
    """A diary entry. `film` is the index of its film in `Export.films`."""

    film: int
    watched_on: date
    log_id: int | None = None
    uri: str | None = None
    logged_on: date | None = None
    rating: float | None = None
    rewatch: bool = False
    tags: tuple[str, ...] = ()
    review: str | None = None
    """Letterboxd's HTML, cleaned of control characters; `letterboxd.reviews` turns it into text."""
    orphaned: bool = False


@dataclass(frozen=True, slots=True)
class ExportReview:
    """A review without a watch date: a note on the film, not a viewing."""

    film: int
    text: str
    log_id: int | None = None
    uri: str | None = None
    logged_on: date | None = None
    rating: float | None = None
    tags: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class ListEntry:
    """One film of a list; `film` is an index into `Export.films`."""

    position: int
    film: int
    note: str = ""


@dataclass(frozen=True, slots=True)
class ExportList:
    """A list that the member made."""

    name: str
    entries: tuple[ListEntry, ...]
    list_id: int | None = None
    uri: str | None = None
    description: str = ""
    tags: tuple[str, ...] = ()
    created_on: date | None = None


@dataclass(frozen=True, slots=True)
class Skipped:
    """A row that could not be read, or was left out on purpose, and why."""

    file: str
    line: int | None
    reason: str


@dataclass(frozen=True, slots=True)
class Export:
    """One reading of one export. Viewings, reviews and lists name films by their index in `films`."""

    source: str
    """File or folder name as the member knows it, without its directory."""
    digest: str
    """SHA-256 (hex) over the tables that were read, whatever the container: the same data, the same digest."""
    films: tuple[ExportFilm, ...] = ()
    viewings: tuple[ExportViewing, ...] = ()
    reviews: tuple[ExportReview, ...] = ()
    lists: tuple[ExportList, ...] = ()
    parts: frozenset[Part] = frozenset()
    username: str | None = None
    exported_at: datetime | None = None
    """UTC, from the file name, where it tells."""
    last_days: Mapping[Part, date] = field(default_factory=dict)
    """The latest `Date` of each table that has one: how old a table is where no name tells."""
    logged_at: Mapping[int, datetime] = field(default_factory=dict)
    """When each entry of a feed was logged, by its log id."""
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()
    """Sentences on what was assumed: an encoding, a date form, an ambiguous film."""

    @property
    def is_feed(self) -> bool:
        """Whether this is the member's feed, not an export."""
        return self.parts == {Part.FEED}
