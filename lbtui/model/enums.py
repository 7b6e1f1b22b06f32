"""The fixed words of lbtui: where sessions and films stand, kinds of titles, ways to see them, roles, tables."""

from enum import StrEnum


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
