"""The records that the rooms hand to one another, in the field's words.

Nothing here does anything: the export reader makes `Export`, the TMDB client makes `Summary` and
`Metadata`, the store keeps them, and hands out `FilmRow` to the browser, the filter and the shell.
Text in these records has been cleaned (`lbtui.text`); ratings are stars from 0.5 to 5 in halves.
"""

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field, fields
from datetime import date, datetime
from enum import StrEnum

FIRST_DAY, LAST_DAY = date(1874, 1, 1), date(2100, 12, 31)
"""Days of a member outside of these are mistakes: the first film that Letterboxd has is of 1874."""


class SessionStatus(StrEnum):
    """Where an import session stands. `UPLOADING` reads the chosen file, `PROCESSING` merges and stores."""

    UPLOADING = "uploading"
    PARSING = "parsing"
    PROCESSING = "processing"
    ENRICHING = "enriching"
    PAUSED = "paused"
    COMPLETED = "completed"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        """Whether the session will not move again."""
        return self in (SessionStatus.COMPLETED, SessionStatus.FAILED)


class FilmStatus(StrEnum):
    """Where a film stands on its way from a name in an export to a film with metadata."""

    PENDING = "pending"
    MATCHED = "matched"
    ENRICHED = "enriched"
    NOT_FOUND = "not_found"
    NEEDS_REVIEW = "needs_review"
    FAILED = "failed"

    @property
    def ended(self) -> bool:
        """Whether enrichment is done with the film (a failed one is tried again at the next start)."""
        return self not in (FilmStatus.PENDING, FilmStatus.MATCHED)

    @property
    def words(self) -> str:
        """The status as a person reads it."""
        return self.value.replace("_", " ")


class Kind(StrEnum):
    """What TMDB files a title under."""

    MOVIE = "movie"
    TV = "tv"


class Way(StrEnum):
    """How a service offers a film."""

    FLATRATE = "flatrate"
    FREE = "free"
    ADS = "ads"
    RENT = "rent"
    BUY = "buy"


STREAMING = (Way.FLATRATE, Way.FREE, Way.ADS)
"""The ways that count as streaming: nothing is paid for the one film."""


class Role(StrEnum):
    """What a person did on a film, as far as the statistics tell people apart."""

    DIRECTOR = "director"
    WRITER = "writer"
    ACTOR = "actor"
    CINEMATOGRAPHER = "cinematographer"
    COMPOSER = "composer"
    EDITOR = "editor"
    PRODUCER = "producer"
    CREATOR = "creator"


# What an export holds ---------------------------------------------------------------------------


class Part(StrEnum):
    """The tables that an export may hold, and the feed beside them."""

    WATCHED = "watched"
    RATINGS = "ratings"
    DIARY = "diary"
    REVIEWS = "reviews"
    WATCHLIST = "watchlist"
    LIKES = "likes"
    LISTS = "lists"
    ORPHANED = "orphaned"
    PROFILE = "profile"
    FEED = "feed"
    """Not of an export: the member's newest entries, as Letterboxd publishes them."""


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


# What TMDB says ---------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Summary:
    """A row of a search or discover page. Unknown numbers are None, never 0."""

    kind: Kind
    tmdb_id: int
    title: str
    original_title: str = ""
    release_date: date | None = None
    original_language: str = ""
    """ISO 639-1 code; TMDB adds `cn` (Cantonese) and `xx` (no language)."""
    genre_ids: tuple[int, ...] = ()
    overview: str = ""
    poster_path: str | None = None
    vote_average: float | None = None
    vote_count: int = 0
    popularity: float = 0.0

    @property
    def year(self) -> int | None:
        """Year of TMDB's primary release date."""
        return self.release_date.year if self.release_date else None


@dataclass(frozen=True, slots=True)
class Credit:
    """One person in one role on one film. `position` orders credits within a role, from 0."""

    person_id: int
    name: str
    role: Role
    position: int
    job: str = ""
    character: str = ""
    profile_path: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A service that streams, rents or sells films, by TMDB's id; several may have one name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Offers:
    """Which services have a title in one region, as JustWatch tells TMDB; TMDB's order within a way."""

    region: str
    """ISO 3166-1 code."""
    services: tuple[tuple[Way, Service], ...] = ()
    asked_at: datetime | None = None
    """When TMDB told so. Of what the store knows."""
    streams_at: datetime | None = None
    """When it was looked at last whether the member's own services stream it: then, or later. Of the store."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """All that TMDB tells of one film or series. Unknown is None or empty; TMDB's 0 for unknown is None here."""

    kind: Kind
    tmdb_id: int
    title: str
    original_title: str = ""
    original_language: str = ""
    release_date: date | None = None
    imdb_id: str | None = None
    overview: str = ""
    tagline: str = ""
    runtime: int | None = None
    """Minutes; for a series all of its episodes where both numbers are known, else None."""
    episodes: int | None = None
    seasons: int | None = None
    vote_average: float | None = None
    vote_count: int = 0
    popularity: float = 0.0
    budget: int | None = None
    """US dollars."""
    revenue: int | None = None
    """US dollars."""
    poster_path: str | None = None
    backdrop_path: str | None = None
    homepage: str = ""
    collection: tuple[int, str] | None = None
    genres: tuple[tuple[int, str], ...] = ()
    countries: tuple[tuple[str, str], ...] = ()
    """(ISO 3166-1 code, English name) of production."""
    languages: tuple[tuple[str, str], ...] = ()
    """(ISO 639-1 code, English name) spoken."""
    keywords: tuple[tuple[int, str], ...] = ()
    companies: tuple[tuple[int, str], ...] = ()
    credits: tuple[Credit, ...] = ()
    alternative_titles: tuple[str, ...] = ()
    offers: Offers | None = None
    """None where no region was asked for, or TMDB told nothing that can be read."""
    missing: frozenset[str] = frozenset()
    """Fields that TMDB was asked for and did not tell: unknown, not empty. Of what the store knows, none."""

    @property
    def makers(self) -> tuple[str, ...]:
        """Directors, of a series its creators."""
        makers = (Role.DIRECTOR, Role.CREATOR)
        return tuple(dict.fromkeys(credit.name for credit in self.credits if credit.role in makers))

    @property
    def summary(self) -> Summary:
        """What a page of search results would have told."""
        told = {one.name: getattr(self, one.name) for one in fields(Summary) if one.name != "genre_ids"}
        return Summary(**told, genre_ids=tuple(genre for genre, _ in self.genres))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title on TMDB that a film might be."""

    summary: Summary
    score: float | None
    """0 to 1; None where a person gave its id."""
    reason: str
    """What speaks for it: "title equal, year +1"."""
    details: Metadata | None = field(default=None, kw_only=True)
    """All about it, where it has been fetched. Not kept with it."""
    chosen: bool = field(default=False, kw_only=True)
    """Whether it is the film's match as things stand. Not kept with it."""

    @property
    def key(self) -> tuple[Kind, int]:
        """What TMDB knows it by."""
        return self.summary.kind, self.summary.tmdb_id

    @property
    def page(self) -> str:
        """The address of its page."""
        return f"https://www.themoviedb.org/{self.summary.kind}/{self.summary.tmdb_id}"

    @property
    def makers(self) -> tuple[str, ...]:
        """Directors, of a series its creators; empty while unknown."""
        return self.details.makers if self.details else ()


METADATA_VERSION = 1
"""Raised whenever `Metadata` gains a field or one is read better: what was fetched before is then fetched again."""


# What the browser, the filter and the shell read --------------------------------------------------


@dataclass(frozen=True, slots=True)
class Prediction:
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
    popularity: float = 0.0
    poster_path: str | None = None
    collection: str = ""
    genres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    languages: tuple[str, ...] = ()
    directors: tuple[str, ...] = ()
    cast: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    dates: tuple[date, ...] = ()
    """Days of its dated viewings, ascending."""
    rewatches: int = 0
    """Viewings that carry the rewatch flag."""
    reviewed: bool = False
    tags: tuple[str, ...] = ()
    lists: tuple[str, ...] = ()
    logged_on: date | None = None
    listed_on: date | None = None
    keywords: tuple[str, ...] = ()
    studios: tuple[str, ...] = ()
    """Companies of production."""
    streaming: tuple[str, ...] = ()
    """Names of the services that stream it in the member's region: by subscription, free or with advertisements."""
    rent: tuple[str, ...] = ()
    buy: tuple[str, ...] = ()
    on_services: bool = False
    """Whether a service that the member has streams it."""
    streaming_as_of: date | None = None
    """The day of what is known of this (UTC); None: TMDB has not been asked for the member's region."""
    people: Collection[int] = ()
    """TMDB ids of everybody credited, for the way from a person to the films; `in` is all that it is for."""
    prediction: Prediction | None = field(default=None, init=False)
    """Of a film without a rating, once it is learnt; the store has none of it."""

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
