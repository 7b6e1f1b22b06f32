"""How the enrichment stands, and the one line that says so on every screen."""

from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

from lbtui.enrichment.events import FilmEvent, Progress, details_text
from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow


class State(StrEnum):
    """How the enrichment stands, whatever the screen."""

    OPENING = "opening"
    """The library is not read yet: nothing is known of its films."""
    IMPORTING = "importing"
    """An export is being read."""
    IDLE = "idle"
    """Nothing to do, or nothing begun."""
    RUNNING = "running"
    PAUSED = "paused"
    """By the member."""
    NO_KEY = "no key"
    STOPPED = "stopped"
    """By a refused key or the store, with a reason."""
    READ_ONLY = "read-only"
    """Another lbtui writes to the library."""


class EnrichmentStatus(NamedTuple):
    """How the enrichment stands; `progress` is the last that was heard of a run."""

    state: State = State.IDLE
    reason: str = ""
    progress: Progress | None = None

    @property
    def unknown(self) -> bool:
        """Whether it is not known, or about to change, what films there are."""
        return self.state in (State.OPENING, State.IMPORTING)


def without_films(enrichment_status: EnrichmentStatus) -> str:
    """What to say where films would be, while there are none."""
    match enrichment_status.state:
        case State.OPENING:
            return "Opening the library…"
        case State.IMPORTING:
            return "Reading your export…"
    return "Your library is empty. Press 5 to import an export."


def share_done(counts: Mapping[FilmStatus, int]) -> float:
    """The share of the films that are in an end state, 0 to 1; 0 for an empty library."""
    total = sum(counts.values())
    return sum(number for status, number in counts.items() if status.ended) / total if total else 0.0


def share_known(counts: Mapping[FilmStatus, int]) -> float:
    """The share of the films that are at least matched, 0 to 1: their genres and votes are there already."""
    total = sum(counts.values())
    return 1 - counts.get(FilmStatus.PENDING, 0) / total if total else 0.0


def films_so_far(counts: Mapping[FilmStatus, int]) -> str:
    """How many films are found and how many are complete, where these differ: `2,205 found, 3 complete of 2,454 films`.

    Otherwise how many are in an end state, and once all are, how many there are.
    """
    total = sum(counts.values())
    if matched := counts.get(FilmStatus.MATCHED, 0):
        complete = counts.get(FilmStatus.ENRICHED, 0)
        return f"{matched + complete:,} found, {complete:,} complete of {total:,} films"
    ended = sum(number for status, number in counts.items() if status.ended)
    return f"{total:,} films" if ended == total else f"{ended:,} of {total:,} films"


def percent(share: float, *, tenths: bool = False) -> str:
    """`37%`, or `37.4%`: rounded down, and `<1%` for a little, so that only none is 0 and only all is 100."""
    steps, least = (1000, "<0.1%") if tenths else (100, "<1%")
    whole = int(min(share, 1.0) * steps)
    if share > 0 and not whole:
        return least
    return f"{whole / 10:.1f}%" if tenths and share < 1 else f"{whole * 100 // steps}%"


def share_so_far(counts: Mapping[FilmStatus, int]) -> float:
    """How far things are altogether, 0 to 1: a film that is found counts half, one in an end state whole."""
    return (share_done(counts) + share_known(counts)) / 2


def headline(enrichment_status: EnrichmentStatus, counts: Mapping[FilmStatus, int]) -> str:
    """The most important words: what goes on, or why nothing does."""
    total, left = sum(counts.values()), sum(n for status, n in counts.items() if not status.ended)
    match enrichment_status.state:
        case State.OPENING:
            return "opening…"
        case State.IMPORTING:
            return "reading your export"
        case State.READ_ONLY:
            return enrichment_status.reason
        case _ if not total:
            return "no films yet: 5 imports an export"
        case State.NO_KEY if left:
            return f"{left:,} films wait for a TMDB key: K adds one"
        case State.STOPPED if enrichment_status.reason:
            return enrichment_status.reason
        case State.PAUSED if left:
            return f"paused: {left:,} films left, p goes on"
        case State.RUNNING if progress := enrichment_status.progress:
            return progress.waiting or progress.words
        case State.RUNNING if left:
            return "starting"
    return "" if left else _ended(counts)


def _ended(counts: Mapping[FilmStatus, int]) -> str:
    """What became of the films, the loose ends by number."""
    parts = [
        f"{counts[status]:,} {_words(status, counts[status])}"
        for status in (FilmStatus.NEEDS_REVIEW, FilmStatus.NOT_FOUND, FilmStatus.FAILED)
        if counts.get(status)
    ]
    return ", ".join(parts) or "all enriched"


def _words(status: FilmStatus, number: int) -> str:
    return "need review" if status is FilmStatus.NEEDS_REVIEW and number > 1 else status.words


def speeds(progress: Progress) -> list[str]:
    """Films and requests a second and the time left, each as a few words."""
    words = [speed(progress.films_per_second, "film")] if progress.films_per_second >= 0.5 else []
    words.append(speed(progress.requests_per_second, "request"))
    if progress.seconds_left is not None:
        words.append(f"{duration(progress.seconds_left)} left")
    return words


def speed(per_second: float, what: str) -> str:
    """`1 film/s`, `34 requests/s`."""
    number = round(per_second)
    return f"{number} {what}/s" if number == 1 else f"{number} {what}s/s"


def duration(seconds: float) -> str:
    """`45 s`, `3 min 20 s`, `1 h 05 min`."""
    whole = max(0, round(seconds))
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60:02} s"
    return f"{whole // 3600} h {whole % 3600 // 60:02} min"


def event_of(row: FilmRow) -> FilmEvent:
    """What the log says of a film that was dealt with."""
    enriched = row.status is FilmStatus.ENRICHED
    said = details_text(row.directors, row.genres, row.runtime) if enriched else row.reason or row.match_reason
    return FilmEvent(row.id, row.name, row.year, row.status, said)
