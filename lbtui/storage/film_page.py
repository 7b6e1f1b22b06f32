"""A film with all that is known of it, for its page."""

import asyncio
from dataclasses import dataclass
from datetime import date

from lbtui.model import FilmRow, Metadata
from lbtui.storage.database import Database
from lbtui.storage.matches import StoredCandidate, candidates
from lbtui.storage.metadata import load_metadata
from lbtui.storage.rows import load_rows


@dataclass(frozen=True, slots=True)
class Viewing:
    """A diary entry."""

    watched_on: date
    rating: float | None
    rewatch: bool
    tags: tuple[str, ...]
    uri: str | None
    orphaned: bool


@dataclass(frozen=True, slots=True)
class Review:
    """A review of a viewing or, without a day, of the film. `text` is Letterboxd's HTML."""

    text: str
    watched_on: date | None
    rating: float | None
    tags: tuple[str, ...]
    uri: str | None


@dataclass(frozen=True, slots=True)
class FilmPage:
    """A film with its viewings and reviews, newest first, what TMDB tells of it, and its candidates, best first."""

    row: FilmRow
    viewings: tuple[Viewing, ...] = ()
    reviews: tuple[Review, ...] = ()
    metadata: Metadata | None = None
    candidates: tuple[StoredCandidate, ...] = ()


async def film_page(database: Database, film_id: int) -> FilmPage | None:
    """All that is known of a film, or None where there is no such film."""
    rows = await asyncio.to_thread(load_rows, database.path, [film_id], removed=True)
    if not rows:
        return None
    row = rows[0]
    return FilmPage(
        row,
        viewings=await _viewings(database, film_id),
        reviews=await _reviews(database, film_id),
        metadata=await load_metadata(database, row.kind, row.tmdb_id) if row.kind and row.tmdb_id else None,
        candidates=tuple(await candidates(database, film_id)),
    )


async def _viewings(database: Database, film_id: int) -> tuple[Viewing, ...]:
    rows = await database.fetch(
        "SELECT v.*, (SELECT group_concat(tag, ', ') FROM viewing_tag WHERE viewing = v.id) AS tags FROM viewing v "
        "WHERE film = ? AND removed = 0 ORDER BY watched_on DESC, log_id DESC, id DESC",
        (film_id,),
    )
    return tuple(
        Viewing(
            watched_on=date.fromisoformat(row["watched_on"]),
            rating=row["rating"],
            rewatch=bool(row["rewatch"]),
            tags=_tags(row["tags"]),
            uri=row["uri"],
            orphaned=bool(row["orphaned"]),
        )
        for row in rows
    )


async def _reviews(database: Database, film_id: int) -> tuple[Review, ...]:
    rows = await database.fetch(
        "SELECT r.*, v.watched_on FROM review r LEFT JOIN viewing v ON v.id = r.viewing "
        "WHERE r.film = ? AND v.removed IS NOT 1 "
        "ORDER BY coalesce(v.watched_on, r.logged_on) DESC, r.log_id DESC, r.id DESC",
        (film_id,),
    )
    return tuple(
        Review(row["text"], _day(row["watched_on"]), row["rating"], _tags(row["tags"]), row["uri"]) for row in rows
    )


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _tags(joined: str | None) -> tuple[str, ...]:
    """Tags hold no comma: it parts them in the export."""
    return tuple(joined.split(", ")) if joined else ()
