"""Films on their way through enrichment: what is left to do, how far pages have been read, and ends."""

import asyncio
import json
import sqlite3
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass

from lbtui.model import FilmStatus, Kind
from lbtui.storage import settings
from lbtui.storage.database import Database
from lbtui.storage.matches import PERSON, Match, put_matches

_AT_ONCE = 1000
"""Films that are made without a look at what else the event loop has to do."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """A film that enrichment has yet to finish. `kind` and `tmdb_id` are known once it is matched."""

    id: int
    name: str
    year: int | None
    status: FilmStatus
    kind: Kind | None = None
    tmdb_id: int | None = None
    decided_by: str = ""


WANTED = "id, name, year, status, kind, tmdb_id, decided_by"
"""Columns of a film that `wanted_of` takes."""


async def wanted(database: Database) -> list[Wanted]:
    """Films left to enrich: watched before watchlist, then the latest seen or logged, then the best rated."""
    rows = await database.fetch(
        "SELECT f.id, f.name, f.year, f.status, f.kind, f.tmdb_id, f.decided_by FROM film f "
        "LEFT JOIN (SELECT film, max(watched_on) AS day FROM viewing WHERE removed = 0 GROUP BY film) v "
        "ON v.film = f.id WHERE f.status IN ('pending', 'matched') AND f.removed = 0 "
        "ORDER BY f.watched DESC, coalesce(v.day, f.logged_on, f.listed_on, '') DESC, f.rating DESC, f.id"
    )
    films: list[Wanted] = []
    for start in range(0, len(rows), _AT_ONCE):
        films += map(wanted_of, rows[start : start + _AT_ONCE])
        await asyncio.sleep(0)
    return films


async def films_with(database: Database, films: Collection[int]) -> list[Wanted]:
    """The films of these ids as they stand now."""
    found: list[Wanted] = []
    ids = list(films)
    for start in range(0, len(ids), 500):  # SQLite takes a limited number of parameters.
        some = tuple(ids[start : start + 500])
        rows = await database.fetch(f"SELECT {WANTED} FROM film WHERE id IN ({', '.join('?' * len(some))})", some)
        found += [wanted_of(row) for row in rows]
    return found


def wanted_of(row: sqlite3.Row) -> Wanted:
    """A film from a row of the columns `WANTED`."""
    kind = Kind(str(row[4])) if row[4] else None
    return Wanted(row[0], row[1], row[2], FilmStatus(str(row[3])), kind, row[5], row[6])


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
