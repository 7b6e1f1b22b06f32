"""What a person decides about a film's match: kept through every import, refresh and rescoring, and can be undone."""

import sqlite3
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import Any

from lbtui.model.enums import FilmStatus, Kind
from lbtui.model.metadata import Candidate, Summary
from lbtui.storage.database import Database, StorageError
from lbtui.storage.matches import (
    MATCH_COLUMNS,
    PERSON,
    put_candidates,
    read_candidates,
    resolve_shared,
)
from lbtui.storage.metadata import put_summary

CHOSEN = "chosen by you"
"""The reason of a match that a person decided."""


@dataclass(frozen=True, slots=True)
class MatchState:
    """Where a film stands and why. One that is `PENDING` and holds nothing else leaves the film to enrichment again."""

    film: int
    status: FilmStatus
    reason: str = ""
    kind: Kind | None = None
    tmdb_id: int | None = None
    match_score: float | None = None
    match_reason: str = ""
    decided_by: str = ""
    candidates: tuple[Candidate, ...] = ()
    moved: tuple["MatchState", ...] = ()
    """How the films stood that were the title chosen for this one: they gave way, and wait for review since."""


@dataclass(frozen=True, slots=True)
class Holder:
    """A film of the library that is a title already."""

    film: int
    name: str
    """With its year."""
    by_person: bool
    """Whether a person has decided so."""


async def read(database: Database, film: int) -> MatchState:
    """How the film stands now. Raises StorageError where there is no such film."""
    return await database.read(lambda connection: _read(connection, film))


def _read(connection: sqlite3.Connection, film: int) -> MatchState:
    row = connection.execute(f"SELECT {', '.join(MATCH_COLUMNS)} FROM film WHERE id = ?", (film,)).fetchone()
    if row is None:
        raise StorageError(f"There is no film {film} in the library.")
    return replace(_state(film, tuple(row)), candidates=tuple(read_candidates(connection, film)))


def _state(film: int, row: Sequence[Any]) -> MatchState:
    status, reason, kind, tmdb_id, score, why, who = row
    return MatchState(film, FilmStatus(status), reason, Kind(kind) if kind else None, tmdb_id, score, why, who)


async def choose(database: Database, film: int, summary: Summary) -> MatchState:
    """Decide that the film is this title; how the film stood before, for `restore`.

    The film is then matched, or enriched where the details of the title are known. Its candidates
    are kept, so that the choice can be made again. Other films that lbtui has matched to the title wait for review;
    those that a person has matched to it stay: `holders` tells of both.
    """
    key = (summary.kind, summary.tmdb_id)

    def work(connection: sqlite3.Connection) -> MatchState:
        before = _read(connection, film)
        score = next((one.score for one in before.candidates if (one.summary.kind, one.summary.tmdb_id) == key), None)
        matched = MatchState(film, FilmStatus.MATCHED, "", *key, score, CHOSEN, PERSON)
        put_summary(connection, summary)
        others = connection.execute(
            f"SELECT id, {', '.join(MATCH_COLUMNS)} FROM film WHERE kind = ? AND tmdb_id = ? AND id <> ?", (*key, film)
        ).fetchall()
        stood = [_state(row[0], row[1:]) for row in others]
        moved = _put(connection, matched)
        return replace(before, moved=tuple(one for one in stood if one.film in moved))

    return await database.write(work)


async def holders(database: Database, film: int, kind: Kind, tmdb_id: int) -> list[Holder]:
    """Films beside this one that are the title already."""
    rows = await database.fetch(
        "SELECT id, name, year, decided_by FROM film WHERE kind = ? AND tmdb_id = ? AND id <> ? AND removed = 0",
        (kind, tmdb_id, film),
    )
    return [Holder(row[0], f"{row[1]} ({row[2]})" if row[2] else row[1], row[3] == PERSON) for row in rows]


async def none(database: Database, film: int) -> MatchState:
    """Decide that the film is not on TMDB; how it stood before, for `restore`."""
    nothing = MatchState(film, FilmStatus.NOT_FOUND, "you marked it as not on TMDB", decided_by=PERSON)

    def work(connection: sqlite3.Connection) -> MatchState:
        before = _read(connection, film)
        _put(connection, nothing)
        return before

    return await database.write(work)


async def restore(database: Database, decision: MatchState) -> None:
    """Put a film back to how it stood, and those that gave way to it, unless they have been decided since."""

    def work(connection: sqlite3.Connection) -> None:
        put_candidates(connection, decision.film, decision.candidates)
        _put(connection, decision)
        for one in decision.moved:
            if _waits(connection, one.film):
                put_candidates(connection, one.film, one.candidates)
                _put(connection, one)

    await database.write(work)


def _waits(connection: sqlite3.Connection, film: int) -> bool:
    sql = "SELECT 1 FROM film WHERE id = ? AND status = 'needs_review'"
    return connection.execute(sql, (film,)).fetchone() is not None


def _put(connection: sqlite3.Connection, decision: MatchState) -> list[int]:
    """Let a film stand so; the films that give way to it, or, where it is the less certain one, itself."""
    if decision.status in (FilmStatus.MATCHED, FilmStatus.ENRICHED):
        decision = replace(decision, status=_matched_status(connection, decision))
    values = (getattr(decision, name) for name in MATCH_COLUMNS)
    connection.execute(
        f"UPDATE film SET {', '.join(f'{name} = ?' for name in MATCH_COLUMNS)} WHERE id = ?",
        (*values, decision.film),
    )
    if decision.kind is None or decision.tmdb_id is None:
        return []
    return resolve_shared(connection, decision.kind, decision.tmdb_id)


def _matched_status(connection: sqlite3.Connection, decision: MatchState) -> FilmStatus:
    """Enriched where the details are known, which they may have become, or ceased to be, since the decision."""
    sql = "SELECT 1 FROM metadata WHERE kind = ? AND tmdb_id = ? AND detailed = 1"
    known = connection.execute(sql, (decision.kind, decision.tmdb_id)).fetchone()
    return FilmStatus.ENRICHED if known else FilmStatus.MATCHED


async def review_queue(database: Database) -> list[int]:
    """Films that a person should look at: watched ones first, most often seen, liked, best rated, by title."""
    rows = await database.fetch(
        "SELECT f.id FROM film f WHERE f.status = 'needs_review' AND f.removed = 0 ORDER BY f.watched DESC, "
        "(SELECT count(*) FROM viewing v WHERE v.film = f.id AND v.removed = 0) DESC, f.liked DESC, f.rating DESC, "
        "f.name, f.year, f.id"
    )
    return [row[0] for row in rows]
