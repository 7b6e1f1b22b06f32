"""What enrichment tells whoever watches it."""

from collections.abc import Mapping, Sequence
from enum import StrEnum
from typing import NamedTuple

from lbtui.model.enums import FilmStatus


class Phase(StrEnum):
    """The kinds of work, in the order in which they are wanted; the next one fills the gaps of the one before."""

    NAMES = "names"
    PAGES = "pages"
    SEARCHES = "searches"
    DETAILS = "details"
    REFRESH = "refresh"
    STREAMING = "streaming"
    DONE = "done"

    @property
    def words(self) -> str:
        """What is being done, for the enrichment screen."""
        return _WORDS[self]


_WORDS = {
    Phase.NAMES: "looking through the library",
    Phase.PAGES: "reading the best-known films of each year",
    Phase.SEARCHES: "searching film by film",
    Phase.DETAILS: "fetching people, countries and runtimes",
    Phase.REFRESH: "refreshing old data",
    Phase.STREAMING: "asking where films stream",
    Phase.DONE: "all films are done",
}


class FilmEvent(NamedTuple):
    """A film whose state or metadata has changed; the store already holds what `text` says for the log."""

    film_id: int
    name: str
    year: int | None
    status: FilmStatus
    text: str


def details_text(makers: Sequence[str], genres: Sequence[str], runtime: int | None) -> str:
    """What the log says of a film's details: `Agnès Varda · Drama, Comedy · 90 min`."""
    minutes = f"{runtime} min" if runtime else ""
    return " · ".join(filter(None, (", ".join(makers[:2]), ", ".join(genres[:3]), minutes))) or "no details on TMDB"


class Progress(NamedTuple):
    """How far enrichment is. Counts are those of the store; speeds are over the last seconds."""

    counts: Mapping[FilmStatus, int]
    phase: Phase
    films_per_second: float
    """Films that reached an end state."""
    requests_per_second: float
    seconds_left: float | None
    """None while it cannot be told: at the start, and while everything waits."""
    requests: int
    refused: int
    """Answers 429."""
    retrying: int
    """Requests that wait for another attempt after a fault."""
    rate: float
    """Requests a second that are allowed."""
    current_rate: float
    """Requests a second that are sent at most at present: fewer after refusals."""
    waiting: str = ""
    """Why nothing is sent at the moment, as a sentence without a full stop; empty while all goes on."""
    old: int = 0
    """Stored titles of which something is still to be fetched again."""

    @property
    def words(self) -> str:
        """What is being done, for the screen."""
        left = f", {self.old:,} left" if self.phase in (Phase.REFRESH, Phase.STREAMING) and self.old else ""
        return f"{self.phase.words}{left}"
