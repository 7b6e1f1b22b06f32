"""Films on their way through enrichment: what is left to do, how far pages have been read, ends, and what is stale."""

import asyncio
import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime

from lbtui.model.enums import FilmStatus, Kind
from lbtui.model.metadata import METADATA_VERSION
from lbtui.storage import settings
from lbtui.storage.database import Database
from lbtui.storage.matches import PERSON, Match, put_matches
from lbtui.storage.sessions import now

_AT_ONCE = 1000
"""Films that are made without a look at what else the event loop has to do."""


@dataclass(frozen=True, slots=True)
class QueuedFilm:
    """A film that enrichment has yet to finish. `kind` and `tmdb_id` are known once it is matched."""

    id: int
    name: str
    year: int | None
    status: FilmStatus
    kind: Kind | None = None
    tmdb_id: int | None = None
    decided_by: str = ""


_COLUMNS = "id, name, year, status, kind, tmdb_id, decided_by"


async def queued_films(database: Database) -> list[QueuedFilm]:
    """Films left to enrich: watched before watchlist, then the latest seen or logged, then the best rated."""
    rows = await database.fetch(
        "SELECT f.id, f.name, f.year, f.status, f.kind, f.tmdb_id, f.decided_by FROM film f "
        "LEFT JOIN (SELECT film, max(watched_on) AS day FROM viewing WHERE removed = 0 GROUP BY film) v "
        "ON v.film = f.id WHERE f.status IN ('pending', 'matched') AND f.removed = 0 "
        "ORDER BY f.watched DESC, coalesce(v.day, f.logged_on, f.listed_on, '') DESC, f.rating DESC, f.id"
    )
    films: list[QueuedFilm] = []
    for start in range(0, len(rows), _AT_ONCE):
        films += map(_queued_film, rows[start : start + _AT_ONCE])
        await asyncio.sleep(0)
    return films


async def films_with(database: Database, films: Collection[int]) -> list[QueuedFilm]:
    """The films of these ids as they stand now."""
    found: list[QueuedFilm] = []
    ids = list(films)
    for start in range(0, len(ids), 500):  # SQLite takes a limited number of parameters.
        some = tuple(ids[start : start + 500])
        rows = await database.fetch(f"SELECT {_COLUMNS} FROM film WHERE id IN ({', '.join('?' * len(some))})", some)
        found += [_queued_film(row) for row in rows]
    return found


def _queued_film(row: sqlite3.Row) -> QueuedFilm:
    """A film from a row of `_COLUMNS`."""
    kind = Kind(str(row[4])) if row[4] else None
    return QueuedFilm(row[0], row[1], row[2], FilmStatus(str(row[3])), kind, row[5], row[6])


async def counts(database: Database) -> dict[FilmStatus, int]:
    """How many films of the library stand in each state; removed films are left out."""
    rows = await database.fetch("SELECT status, count(*) FROM film WHERE removed = 0 GROUP BY status")
    found = {FilmStatus(status): number for status, number in rows}
    return {status: found.get(status, 0) for status in FilmStatus}


async def statuses(database: Database) -> dict[int, FilmStatus]:
    """The state of every film of the library by its id."""
    rows = await database.fetch("SELECT id, status FROM film WHERE removed = 0")
    return {row[0]: FilmStatus(row[1]) for row in rows}


async def latest(database: Database, limit: int) -> list[int]:
    """Films that TMDB was asked for, those whose answers were stored last at the end; at most `limit`."""
    rows = await database.fetch(
        "SELECT f.id FROM film f LEFT JOIN metadata m ON m.kind = f.kind AND m.tmdb_id = f.tmdb_id "
        "WHERE f.removed = 0 AND f.status <> 'pending' ORDER BY coalesce(m.fetched_at, '') DESC, f.id DESC LIMIT ?",
        (limit,),
    )
    return [row[0] for row in reversed(list(rows))]


async def retry_failed(database: Database, films: Iterable[int] | None = None) -> int:
    """Put failed films (all, or those given) back in the queue; how many there were."""

    def work(connection: sqlite3.Connection) -> int:
        again = (
            "UPDATE film SET status = CASE WHEN tmdb_id IS NULL THEN 'pending' ELSE 'matched' END, reason = '' "
            "WHERE status = 'failed' AND removed = 0"
        )
        if films is None:
            return connection.execute(again).rowcount
        return connection.executemany(f"{again} AND id = ?", [(film,) for film in films]).rowcount

    return await database.write(work)


async def store_end(database: Database, film: int, status: FilmStatus, reason: str) -> bool:
    """End a film as not found or failed, with the reason; a match that it has is kept for the next try.

    Whether it was: what a person has matched meanwhile is not ended as not found.
    """

    def work(connection: sqlite3.Connection) -> bool:
        cursor = connection.execute(
            "UPDATE film SET status = ?, reason = ? WHERE id = ? AND status IN ('pending', 'matched') "
            "AND (decided_by <> ? OR ? = 'failed')",
            (status.value, reason, film, PERSON, status.value),
        )
        return cursor.rowcount > 0

    return await database.write(work)


_NAME = "pages"
_NEWEST = "SELECT id FROM session ORDER BY created_at DESC, rowid DESC LIMIT 1"

DONE = 0
"""Stands for the next page of a year whose pages have been read to the end."""


async def next_pages(database: Database) -> dict[int, int]:
    """The next page to read, from 1, by year; `DONE` for finished years. A new import starts over: it has new films."""
    return await database.read(lambda connection: _pages(connection, _newest(connection)))


async def store_page(database: Database, year: int, next_page: int, matches: Sequence[Match]) -> dict[int, FilmStatus]:
    """Store the matches of a page of a year together with what comes next; the films' states, as `store_matches`."""

    def work(connection: sqlite3.Connection) -> dict[int, FilmStatus]:
        session = _newest(connection)
        pages = {**_pages(connection, session), year: next_page}
        settings.put(connection, _NAME, json.dumps([session, list(pages.items())]))
        return put_matches(connection, matches)

    return await database.write(work)


def _pages(connection: sqlite3.Connection, newest: str) -> dict[int, int]:
    session, pages = json.loads(settings.get(connection, _NAME) or '["", []]')
    return dict(pages) if session == newest else {}


def _newest(connection: sqlite3.Connection) -> str:
    """The newest session's id."""
    row = connection.execute(_NEWEST).fetchone()
    return str(row[0]) if row else ""


_WHOLE = "detailed = 1 AND details_version >= ?"
_IN_USE = "EXISTS (SELECT 1 FROM film f WHERE f.kind = m.kind AND f.tmdb_id = m.tmdb_id AND f.removed = 0)"


@dataclass(frozen=True, slots=True)
class StaleDetails:
    """Details of a film of the library, fetched (or found unchanged) at an instant that is long ago."""

    kind: Kind
    tmdb_id: int
    fetched_at: datetime


async def stale_details(database: Database, before: datetime) -> list[StaleDetails]:
    """Details that films of the library rest on and that were fetched before then, the oldest first."""
    rows = await database.fetch(
        f"SELECT kind, tmdb_id, fetched_at FROM metadata m WHERE {_WHOLE} AND fetched_at < ? AND {_IN_USE} "
        "ORDER BY fetched_at",
        (METADATA_VERSION, before.isoformat()),
    )
    return [StaleDetails(Kind(row[0]), row[1], datetime.fromisoformat(row[2])) for row in rows]


async def incomplete_details(database: Database, before: datetime) -> list[tuple[Kind, int]]:
    """Details that films of the library rest on, fetched before then, that lack a part or what an older lbtui did not
    know; the oldest first."""
    rows = await database.fetch(
        f"SELECT kind, tmdb_id FROM metadata m WHERE detailed = 1 AND NOT ({_WHOLE}) AND fetched_at < ? AND {_IN_USE} "
        "ORDER BY fetched_at",
        (METADATA_VERSION, before.isoformat()),
    )
    return [(Kind(row[0]), row[1]) for row in rows]


async def mark_fresh(database: Database, kind: Kind, tmdb_ids: Collection[int]) -> None:
    """Note that the details of these entries are still what TMDB says."""
    sql = "UPDATE metadata SET fetched_at = ? WHERE kind = ? AND tmdb_id = ?"
    rows = [(now().isoformat(), kind.value, tmdb_id) for tmdb_id in tmdb_ids]
    await database.write(lambda connection: connection.executemany(sql, rows).rowcount)


async def delete_unused_metadata(database: Database, before: datetime) -> int:
    """Delete metadata of that age that no film rests on: TMDB's terms allow 6 months of cache. How many there were."""
    sql = (
        "DELETE FROM metadata WHERE fetched_at < ? AND NOT EXISTS "
        "(SELECT 1 FROM film f WHERE f.kind = metadata.kind AND f.tmdb_id = metadata.tmdb_id)"
    )
    return await database.write(lambda connection: connection.execute(sql, (before.isoformat(),)).rowcount)


async def drop_match(database: Database, kind: Kind, tmdb_id: int, reason: str) -> list[QueuedFilm]:
    """Take an entry that TMDB no longer has from its films: they are pending again, and are returned.

    Those that a person matched keep the match and have failed with the reason; they are returned as well.
    """

    def work(connection: sqlite3.Connection) -> list[QueuedFilm]:
        key = (kind.value, tmdb_id)
        rows = connection.execute(
            "UPDATE film SET status = 'pending', reason = '', kind = NULL, tmdb_id = NULL, match_score = NULL, "
            "match_reason = '', decided_by = '' WHERE kind = ? AND tmdb_id = ? AND decided_by <> ? "
            f"RETURNING {_COLUMNS}",
            (*key, PERSON),
        ).fetchall()
        kept = connection.execute(
            f"UPDATE film SET status = 'failed', reason = ? WHERE kind = ? AND tmdb_id = ? RETURNING {_COLUMNS}",
            (reason, *key),
        ).fetchall()
        return [_queued_film(row) for row in (*rows, *kept)]

    return await database.write(work)


async def alternative_titles(database: Database, kind: Kind, tmdb_id: int) -> tuple[str, ...] | None:
    """Alternative titles of an entry whose details are known as a whole, else None."""
    rows = await database.fetch(
        "SELECT a.title FROM metadata m LEFT JOIN alternative_title a ON a.metadata = m.id "
        f"WHERE m.kind = ? AND m.tmdb_id = ? AND {_WHOLE} ORDER BY a.position",
        (kind.value, tmdb_id, METADATA_VERSION),
    )
    return tuple(row[0] for row in rows if row[0] is not None) if rows else None
