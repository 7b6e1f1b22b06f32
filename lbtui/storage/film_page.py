"""A film with all that is known of it, for its page."""

import sqlite3
from dataclasses import dataclass
from datetime import date

from lbtui.films.fields import RATING
from lbtui.model import FilmRow, Metadata
from lbtui.storage.database import Database
from lbtui.storage.matches import StoredCandidate, read_candidates
from lbtui.storage.metadata import read_metadata
from lbtui.storage.offers import read_chosen
from lbtui.storage.rows import read_rows


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
    region: str = ""
    """Where the member watches, empty where they have not said so."""
    services: tuple[str, ...] = ()
    """The streaming services that they have."""


async def film_page(database: Database, film_id: int) -> FilmPage | None:
    """All that is known of a film, or None where there is no such film."""
    return await database.read(lambda connection: _page(connection, film_id))


def _page(connection: sqlite3.Connection, film_id: int) -> FilmPage | None:
    rows = read_rows(connection, [film_id], removed=True)
    if not rows:
        return None
    row, chosen = rows[0], read_chosen(connection)
    return FilmPage(
        row,
        viewings=_viewings(connection, film_id),
        reviews=_reviews(connection, film_id),
        metadata=read_metadata(connection, row.kind, row.tmdb_id) if row.kind and row.tmdb_id else None,
        candidates=tuple(read_candidates(connection, film_id)),
        region=chosen.region,
        services=chosen.services,
    )


def _viewings(connection: sqlite3.Connection, film_id: int) -> tuple[Viewing, ...]:
    rows = connection.execute(
        f"SELECT watched_on, {RATING.format('v')}, rewatch, "
        "(SELECT group_concat(tag, ', ') FROM viewing_tag WHERE viewing = v.id), uri, orphaned "
        "FROM viewing v WHERE film = ? AND removed = 0 ORDER BY watched_on DESC, log_id DESC, id DESC",
        (film_id,),
    )
    return tuple(
        Viewing(date.fromisoformat(day), rating, bool(rewatch), _tags(tags), uri, bool(orphaned))
        for day, rating, rewatch, tags, uri, orphaned in rows
    )


def _reviews(connection: sqlite3.Connection, film_id: int) -> tuple[Review, ...]:
    rows = connection.execute(
        f"SELECT r.text, v.watched_on, {RATING.format('r')}, r.tags, r.uri "
        "FROM review r LEFT JOIN viewing v ON v.id = r.viewing WHERE r.film = ? AND v.removed IS NOT 1 "
        "ORDER BY coalesce(v.watched_on, r.logged_on) DESC, r.log_id DESC, r.id DESC",
        (film_id,),
    )
    return tuple(
        Review(text, date.fromisoformat(day) if day else None, rating, _tags(tags), uri)
        for text, day, rating, tags, uri in rows
    )


def _tags(joined: str | None) -> tuple[str, ...]:
    """Tags hold no comma: it parts them in the export."""
    return tuple(joined.split(", ")) if joined else ()
