"""Metadata that grows old or is not whole, or whose entry TMDB no longer has."""

import sqlite3
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime

from lbtui.model import METADATA_VERSION, Kind
from lbtui.storage.database import Database
from lbtui.storage.enrichment_queue import WANTED, Wanted, wanted_of
from lbtui.storage.matches import PERSON
from lbtui.storage.sessions import now

_WHOLE = "detailed = 1 AND details_version >= ?"
_IN_USE = "EXISTS (SELECT 1 FROM film f WHERE f.kind = m.kind AND f.tmdb_id = m.tmdb_id AND f.removed = 0)"


@dataclass(frozen=True, slots=True)
class Aged:
    """Details of a film of the library, fetched (or found unchanged) at an instant that is long ago."""

    kind: Kind
    tmdb_id: int
    fetched_at: datetime


async def aged(database: Database, before: datetime) -> list[Aged]:
    """Details that films of the library rest on and that were fetched before then, the oldest first."""
    rows = await database.fetch(
        f"SELECT kind, tmdb_id, fetched_at FROM metadata m WHERE {_WHOLE} AND fetched_at < ? AND {_IN_USE} "
        "ORDER BY fetched_at",
        (METADATA_VERSION, before.isoformat()),
    )
    return [Aged(Kind(row[0]), row[1], datetime.fromisoformat(row[2])) for row in rows]


async def incomplete(database: Database, before: datetime) -> list[tuple[Kind, int]]:
    """Details that films of the library rest on, fetched before then, that lack a part or what an older lbtui did not
    know; the oldest first."""
    rows = await database.fetch(
        f"SELECT kind, tmdb_id FROM metadata m WHERE detailed = 1 AND NOT ({_WHOLE}) AND fetched_at < ? AND {_IN_USE} "
        "ORDER BY fetched_at",
        (METADATA_VERSION, before.isoformat()),
    )
    return [(Kind(row[0]), row[1]) for row in rows]


async def confirm(database: Database, kind: Kind, tmdb_ids: Collection[int]) -> None:
    """Note that the details of these entries are still what TMDB says."""
    sql = "UPDATE metadata SET fetched_at = ? WHERE kind = ? AND tmdb_id = ?"
    rows = [(now().isoformat(), kind.value, tmdb_id) for tmdb_id in tmdb_ids]
    await database.write(lambda connection: connection.executemany(sql, rows).rowcount)


async def forget_strays(database: Database, before: datetime) -> int:
    """Delete metadata of that age that no film rests on: TMDB's terms allow 6 months of cache. How many there were."""
    sql = (
        "DELETE FROM metadata WHERE fetched_at < ? AND NOT EXISTS "
        "(SELECT 1 FROM film f WHERE f.kind = metadata.kind AND f.tmdb_id = metadata.tmdb_id)"
    )
    return await database.write(lambda connection: connection.execute(sql, (before.isoformat(),)).rowcount)


async def drop_match(database: Database, kind: Kind, tmdb_id: int, reason: str) -> list[Wanted]:
    """Take an entry that TMDB no longer has from its films: they are pending again, and are returned.

    Those that a person matched keep the match and have failed with the reason; they are returned as well.
    """

    def work(connection: sqlite3.Connection) -> list[Wanted]:
        key = (kind.value, tmdb_id)
        rows = connection.execute(
            "UPDATE film SET status = 'pending', reason = '', kind = NULL, tmdb_id = NULL, match_score = NULL, "
            "match_reason = '', decided_by = '' WHERE kind = ? AND tmdb_id = ? AND decided_by <> ? "
            f"RETURNING {WANTED}",
            (*key, PERSON),
        ).fetchall()
        kept = connection.execute(
            f"UPDATE film SET status = 'failed', reason = ? WHERE kind = ? AND tmdb_id = ? RETURNING {WANTED}",
            (reason, *key),
        ).fetchall()
        return [wanted_of(row) for row in (*rows, *kept)]

    return await database.write(work)


async def alternative_titles(database: Database, kind: Kind, tmdb_id: int) -> tuple[str, ...] | None:
    """Alternative titles of an entry whose details are known as a whole, else None."""
    rows = await database.fetch(
        "SELECT a.title FROM metadata m LEFT JOIN alternative_title a ON a.metadata = m.id "
        f"WHERE m.kind = ? AND m.tmdb_id = ? AND {_WHOLE} ORDER BY a.position",
        (kind.value, tmdb_id, METADATA_VERSION),
    )
    return tuple(row[0] for row in rows if row[0] is not None) if rows else None
