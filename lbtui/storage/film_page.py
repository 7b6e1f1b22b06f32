"""A film with all that is known of it, for its page; and the diary entries and reviews of many films, for an export."""

import json
import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lbtui.films.fields import RATING
from lbtui.model import FilmRow, Metadata
from lbtui.storage.database import Database, reading
from lbtui.storage.matches import StoredCandidate, read_candidates
from lbtui.storage.metadata import read_metadata
from lbtui.storage.offers import read_chosen
from lbtui.storage.rows import read_rows


@dataclass(frozen=True, slots=True)
class Entry:
    """A viewing, or a review of a viewing or, without a day, of the film."""

    film: int
    watched_on: date | None
    rating: float | None = None
    rewatch: bool = False
    tags: tuple[str, ...] = ()
    review: str | None = None
    """Letterboxd's HTML."""
    uri: str | None = None
    orphaned: bool = False
    """Whether Letterboxd has removed the film."""


@dataclass(frozen=True, slots=True)
class FilmPage:
    """A film with its viewings and reviews, newest first, what TMDB tells of it, and its candidates, best first."""

    row: FilmRow
    viewings: tuple[Entry, ...] = ()
    reviews: tuple[Entry, ...] = ()
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


def _viewings(connection: sqlite3.Connection, film_id: int) -> tuple[Entry, ...]:
    rows = connection.execute(
        f"SELECT watched_on, {RATING.format('v')}, rewatch, "
        "(SELECT group_concat(tag, ', ') FROM viewing_tag WHERE viewing = v.id), uri, orphaned "
        "FROM viewing v WHERE film = ? AND removed = 0 ORDER BY watched_on DESC, log_id DESC, id DESC",
        (film_id,),
    )
    return tuple(
        Entry(film_id, date.fromisoformat(day), rating, bool(rewatch), _tags(tags), uri=uri, orphaned=bool(orphaned))
        for day, rating, rewatch, tags, uri, orphaned in rows
    )


def _reviews(connection: sqlite3.Connection, film_id: int) -> tuple[Entry, ...]:
    rows = connection.execute(
        f"SELECT r.text, v.watched_on, {RATING.format('r')}, r.tags, r.uri "
        "FROM review r LEFT JOIN viewing v ON v.id = r.viewing WHERE r.film = ? AND v.removed IS NOT 1 "
        "ORDER BY coalesce(v.watched_on, r.logged_on) DESC, r.log_id DESC, r.id DESC",
        (film_id,),
    )
    return tuple(
        Entry(film_id, date.fromisoformat(day) if day else None, rating, tags=_tags(tags), review=text, uri=uri)
        for text, day, rating, tags, uri in rows
    )


def _tags(joined: str | None) -> tuple[str, ...]:
    """Tags hold no comma: it parts them in the export."""
    return tuple(joined.split(", ")) if joined else ()


_ALL_VIEWINGS = f"""
SELECT v.film, v.watched_on, {RATING.format("v")}, v.rewatch, r.text,
       (SELECT json_group_array(tag) FROM viewing_tag WHERE viewing = v.id)
FROM viewing v LEFT JOIN review r ON r.viewing = v.id
WHERE v.removed = 0 ORDER BY v.film, v.watched_on, v.log_id, v.id
"""
_ALL_NOTES = f"SELECT film, {RATING.format('review')}, text FROM review WHERE viewing IS NULL ORDER BY film, id"


def load_entries(path: Path, films: Collection[int]) -> dict[int, list[Entry]]:
    """The entries of these films, viewings in the order they happened before reviews without a day.

    Films without any are left out. Blocks, so for a thread or a shell command. Raises StorageError.
    """
    found: dict[int, list[Entry]] = {}
    wanted = frozenset(films)
    with reading(path) as connection:
        for film, day, rating, rewatch, text, tags in connection.execute(_ALL_VIEWINGS):
            if film in wanted:
                entry = Entry(film, date.fromisoformat(day), rating, bool(rewatch), tuple(json.loads(tags)), text)
                found.setdefault(film, []).append(entry)
        for film, rating, text in connection.execute(_ALL_NOTES):
            if film in wanted:
                found.setdefault(film, []).append(Entry(film, None, rating, review=text))
    return found
