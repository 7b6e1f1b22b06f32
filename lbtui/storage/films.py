"""Films on their way through enrichment: what is left to do, and each step stored as it is made."""

import asyncio
import sqlite3
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

import aiosqlite

from lbtui.model import FilmStatus, Kind, Metadata, Summary
from lbtui.storage.database import Database
from lbtui.storage.metadata import put_metadata, put_summary

_AT_ONCE = 1000
"""Films that are made without a look at what else the event loop has to do."""

AUTO, PERSON = "auto", "person"
"""Who decided a match. What a person decided, enrichment never changes."""
SHARED = "another film of your library is this title too"
"""Why a film waits for review whose match another one has with better reason."""


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


@dataclass(frozen=True, slots=True)
class Match:
    """The decision that a film is this title on TMDB, with the score from 0 to 1 and a reason to read."""

    film: int
    summary: Summary
    score: float
    reason: str
    others: tuple["StoredCandidate", ...] = ()
    """What else the film may be, should another film of the library have this title with better reason."""


@dataclass(frozen=True, slots=True)
class StoredCandidate:
    """One possible match of a film that needs review."""

    summary: Summary
    score: float
    reason: str


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


def wanted_of(row: sqlite3.Row) -> Wanted:
    """A film from a row of the columns id, name, year, status, kind, tmdb_id and decided_by."""
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

    async def work(connection: aiosqlite.Connection) -> int:
        again = (
            "UPDATE film SET status = CASE WHEN tmdb_id IS NULL THEN 'pending' ELSE 'matched' END, reason = '' "
            "WHERE status = 'failed' AND removed = 0"
        )
        if films is None:
            return (await connection.execute(again)).rowcount
        return (await connection.executemany(f"{again} AND id = ?", [(film,) for film in films])).rowcount

    return await database.write_at_once(work)


async def store_matches(database: Database, matches: Sequence[Match]) -> dict[int, FilmStatus]:
    """Store decided matches and what the page told of them; the films' states, but for those a person has decided.

    A film whose details are already known is enriched at once. Where two films would be one title the less certain
    one waits for review, be it one of these or one that was matched before: it is among the films as well.
    """
    return await database.write_at_once(lambda connection: put_matches(connection, matches))


async def put_matches(connection: aiosqlite.Connection, matches: Iterable[Match]) -> dict[int, FilmStatus]:
    """As `store_matches`, inside a running transaction."""
    states: dict[int, FilmStatus] = {}
    for match in matches:
        status = await _put_match(connection, match)
        if status is None:
            continue
        states[match.film] = status
        parted = await part(connection, match.summary.kind, match.summary.tmdb_id)
        states |= dict.fromkeys(parted, FilmStatus.NEEDS_REVIEW)
        if match.film in parted:
            one = StoredCandidate(match.summary, match.score, match.reason)
            await put_candidates(connection, match.film, [one, *match.others])
    return states


async def _put_match(connection: aiosqlite.Connection, match: Match) -> FilmStatus | None:
    """The film's state, None where a person's decision stands."""
    summary = match.summary
    await put_summary(connection, summary)
    key = (summary.kind.value, summary.tmdb_id)
    changed = await connection.execute_fetchall(
        "UPDATE film SET kind = ?, tmdb_id = ?, match_score = ?, match_reason = ?, decided_by = ?, reason = '', "
        "status = CASE WHEN (SELECT detailed FROM metadata WHERE kind = ? AND tmdb_id = ?) THEN 'enriched' "
        "ELSE 'matched' END WHERE id = ? AND decided_by <> ? RETURNING status",
        (*key, round(match.score, 4), match.reason, AUTO, *key, match.film, PERSON),
    )
    for (status,) in changed:
        await connection.execute("DELETE FROM candidate WHERE film = ?", (match.film,))
        return FilmStatus(status)
    return None


async def part(connection: aiosqlite.Connection, kind: Kind, tmdb_id: int) -> list[int]:
    """Let one film alone be this title, inside a running transaction; the films that wait for review from now on.

    A person's decisions stand, even two of them. Else the film with the higher score stays, of equals the first.
    """
    key = (kind.value, tmdb_id)
    rows = await connection.execute_fetchall(
        "SELECT id, name, year, decided_by, match_score, match_reason FROM film WHERE kind = ? AND tmdb_id = ? "
        "AND removed = 0 ORDER BY decided_by = ? DESC, match_score DESC, id",
        (*key, PERSON),
    )
    films = list(rows)
    leave = [row for row in films[1:] if row[3] != PERSON]
    for id_, _, _, _, score, why in leave:
        _, name, year, *_ = films[0]
        stays = f"{name} ({year})" if year else name
        await _put_review(connection, id_, f"{SHARED}: {stays}; best: {why}", ())
        await connection.execute(
            f"INSERT INTO candidate (film, position, {_CANDIDATE}) SELECT ?, 0, ?, ?, {_SUMMARY} FROM metadata "
            "WHERE kind = ? AND tmdb_id = ?",
            (id_, score or 0.0, why, *key),
        )
    return [row[0] for row in leave]


async def part_all(connection: aiosqlite.Connection) -> list[int]:
    """As `part`, for every title that several films of the library are."""
    keys = await connection.execute_fetchall(
        "SELECT kind, tmdb_id FROM film WHERE tmdb_id IS NOT NULL AND removed = 0 GROUP BY kind, tmdb_id "
        "HAVING count(*) > 1 AND sum(decided_by <> ?) > 0",
        (PERSON,),
    )
    return [film for kind, tmdb_id in keys for film in await part(connection, Kind(kind), tmdb_id)]


async def store_parted(database: Database) -> dict[int, FilmStatus]:
    """As `part_all`, in a transaction of its own; the films' states."""
    return dict.fromkeys(await database.write_at_once(part_all), FilmStatus.NEEDS_REVIEW)


async def store_details(database: Database, metadata: Metadata, matches: Sequence[Match] = ()) -> list[int]:
    """Store a details answer and mark all films matched to it as enriched; their ids."""

    async def work(connection: aiosqlite.Connection) -> list[int]:
        await put_metadata(connection, metadata)
        await put_matches(connection, matches)
        key = (metadata.kind.value, metadata.tmdb_id)
        rows = await connection.execute_fetchall(
            "UPDATE film SET status = 'enriched', reason = '' WHERE kind = ? AND tmdb_id = ? RETURNING id", key
        )
        return [row[0] for row in rows]

    return await database.write_at_once(work)


async def store_end(database: Database, film: int, status: FilmStatus, reason: str) -> bool:
    """End a film as not found or failed, with the reason; a match that it has is kept for the next try.

    Whether it was: what a person has matched meanwhile is not ended as not found.
    """

    async def work(connection: aiosqlite.Connection) -> bool:
        cursor = await connection.execute(
            "UPDATE film SET status = ?, reason = ? WHERE id = ? AND status IN ('pending', 'matched') "
            "AND (decided_by <> ? OR ? = 'failed')",
            (status.value, reason, film, PERSON, status.value),
        )
        return cursor.rowcount > 0

    return await database.write_at_once(work)


async def store_review(database: Database, film: int, reason: str, candidates: Sequence[StoredCandidate]) -> bool:
    """Leave a film to a person, with its candidates, best first; not one that a person has decided already."""

    return await database.write_at_once(lambda connection: _put_review(connection, film, reason, candidates))


async def _put_review(
    connection: aiosqlite.Connection, film: int, reason: str, candidates: Sequence[StoredCandidate]
) -> bool:
    cursor = await connection.execute(
        "UPDATE film SET status = 'needs_review', reason = ?, kind = NULL, tmdb_id = NULL, match_score = NULL, "
        "match_reason = '', decided_by = '' WHERE id = ? AND decided_by <> ?",
        (reason, film, PERSON),
    )
    if left := cursor.rowcount > 0:
        await put_candidates(connection, film, candidates)
    return left


async def put_candidates(connection: aiosqlite.Connection, film: int, candidates: Sequence[StoredCandidate]) -> None:
    """Keep the candidates of a film in place of earlier ones, inside a running transaction."""
    await connection.execute("DELETE FROM candidate WHERE film = ?", (film,))
    await connection.executemany(
        f"INSERT INTO candidate (film, position, {_CANDIDATE}) VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)",
        [(film, n, *_candidate_values(candidate)) for n, candidate in enumerate(candidates)],
    )


_SUMMARY = (
    "kind, tmdb_id, title, original_title, release_date, original_language, overview, poster_path, vote_average, "
    "vote_count, popularity"
)
"""Columns of a candidate, and of metadata, that make a `Summary`."""
_CANDIDATE = f"score, reason, {_SUMMARY}"


def _candidate_values(candidate: StoredCandidate) -> tuple[object, ...]:
    s = candidate.summary
    day = s.release_date.isoformat() if s.release_date else None
    votes = (s.poster_path, s.vote_average, s.vote_count, s.popularity)
    texts = (s.kind.value, s.tmdb_id, s.title, s.original_title, day, s.original_language, s.overview)
    return (round(candidate.score, 4), candidate.reason, *texts, *votes)


async def candidates(database: Database, film: int) -> list[StoredCandidate]:
    """The candidates of a film, best first."""
    rows = await database.fetch(f"SELECT {_CANDIDATE} FROM candidate WHERE film = ? ORDER BY position", (film,))
    return [StoredCandidate(_candidate_summary(row), row["score"], row["reason"]) for row in rows]


def _candidate_summary(row: sqlite3.Row) -> Summary:
    names = "tmdb_id title original_title original_language overview poster_path vote_average vote_count popularity"
    values = {name: row[name] for name in names.split()}
    day = row["release_date"]
    return Summary(
        kind=Kind(str(row["kind"])),
        release_date=date.fromisoformat(str(day)) if day else None,
        **values,
    )
