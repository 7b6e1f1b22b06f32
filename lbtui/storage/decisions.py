"""What a person decides about a film's match: kept through every import, refresh and rescoring, and can be undone."""

from dataclasses import dataclass, replace

import aiosqlite

from lbtui.model import FilmStatus, Kind, Summary
from lbtui.storage.database import Database, StorageError
from lbtui.storage.films import PERSON, StoredCandidate, candidates, put_candidates
from lbtui.storage.metadata import put_summary

_COLUMNS = ("status", "reason", "kind", "tmdb_id", "match_score", "match_reason", "decided_by")


@dataclass(frozen=True, slots=True)
class Decision:
    """Where a film stands and why. One that is `PENDING` and holds nothing else leaves the film to enrichment again."""

    film: int
    status: FilmStatus
    reason: str = ""
    kind: Kind | None = None
    tmdb_id: int | None = None
    match_score: float | None = None
    match_reason: str = ""
    decided_by: str = ""
    candidates: tuple[StoredCandidate, ...] = ()


async def read(database: Database, film: int) -> Decision:
    """How the film stands now. Raises StorageError where there is no such film."""
    rows = await database.fetch(f"SELECT {', '.join(_COLUMNS)} FROM film WHERE id = ?", (film,))
    if not rows:
        raise StorageError(f"There is no film {film} in the library.")
    status, reason, kind, tmdb_id, score, why, who = rows[0]
    held = tuple(await candidates(database, film))
    return Decision(film, FilmStatus(status), reason, Kind(kind) if kind else None, tmdb_id, score, why, who, held)


async def choose(database: Database, film: int, summary: Summary, reason: str = "chosen by you") -> Decision:
    """Decide that the film is this title; how the film stood before, for `restore`.

    The film is then matched, or enriched where the details of the title are known. Its candidates
    are kept, so that the choice can be made again.
    """
    before = await read(database, film)
    key = (summary.kind, summary.tmdb_id)
    score = next((one.score for one in before.candidates if (one.summary.kind, one.summary.tmdb_id) == key), None)
    matched = Decision(film, FilmStatus.MATCHED, "", *key, score, reason, PERSON)

    async def work(connection: aiosqlite.Connection) -> None:
        await put_summary(connection, summary)
        await _put(connection, matched)

    await database.write(work)
    return before


async def none(database: Database, film: int) -> Decision:
    """Decide that the film is not on TMDB; how it stood before, for `restore`."""
    before = await read(database, film)
    nothing = Decision(film, FilmStatus.NOT_FOUND, "you marked it as not on TMDB", decided_by=PERSON)

    async def work(connection: aiosqlite.Connection) -> None:
        await _put(connection, nothing)

    await database.write(work)
    return before


async def restore(database: Database, decision: Decision) -> None:
    """Put a film back to how it stood."""

    async def work(connection: aiosqlite.Connection) -> None:
        await _put(connection, decision)
        await put_candidates(connection, decision.film, decision.candidates)

    await database.write(work)


async def _put(connection: aiosqlite.Connection, decision: Decision) -> None:
    if decision.status in (FilmStatus.MATCHED, FilmStatus.ENRICHED):
        decision = replace(decision, status=await _matched_status(connection, decision))
    values = (getattr(decision, name) for name in _COLUMNS)
    await connection.execute(
        f"UPDATE film SET {', '.join(f'{name} = ?' for name in _COLUMNS)} WHERE id = ?",
        (*values, decision.film),
    )


async def _matched_status(connection: aiosqlite.Connection, decision: Decision) -> FilmStatus:
    """Enriched where the details are known, which they may have become, or ceased to be, since the decision."""
    sql = "SELECT 1 FROM metadata WHERE kind = ? AND tmdb_id = ? AND detailed = 1"
    async with connection.execute(sql, (decision.kind, decision.tmdb_id)) as cursor:
        return FilmStatus.ENRICHED if await cursor.fetchone() else FilmStatus.MATCHED


async def review_queue(database: Database) -> list[int]:
    """Films that a person should look at: watched ones first, most often seen, liked, best rated, by title."""
    rows = await database.fetch(
        "SELECT f.id FROM film f WHERE f.status = 'needs_review' AND f.removed = 0 ORDER BY f.watched DESC, "
        "(SELECT count(*) FROM viewing v WHERE v.film = f.id AND v.removed = 0) DESC, f.liked DESC, f.rating DESC, "
        "f.name, f.year, f.id"
    )
    return [row[0] for row in rows]
