"""Storing an export: one transaction, or nothing."""

import asyncio
from dataclasses import asdict, dataclass, replace

import aiosqlite

from lbtui.calm import uncollected
from lbtui.model import Export, SessionStatus, Skipped
from lbtui.storage import sessions, settings
from lbtui.storage.applying import apply, held
from lbtui.storage.database import Database
from lbtui.storage.merge import Changes, as_of, compare


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import read and what it changed.

    The counts up to `orphaned` are those of the export: `watched` and `viewings` leave out the
    entries of films that Letterboxd has removed, which `orphaned` counts. `new`, `updated` and
    `removed` count films of the library, `new_viewings` those of `viewings` that it did not hold yet.
    """

    session: str
    status: SessionStatus
    films: int
    watched: int
    rated: int
    liked: int
    viewings: int
    reviews: int
    watchlist: int
    lists: int
    orphaned: int
    new: int
    updated: int
    removed: int
    new_viewings: int
    older: bool
    """Whether the library already holds a newer export, so that this one only added to it."""
    unchanged: bool
    """Whether the same export had been imported before: nothing was changed."""
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The shape of `lbtui import --json`."""
        return {**asdict(self), "skipped": [asdict(row) for row in self.skipped], "notes": list(self.notes)}


async def same_as_last(database: Database, export: Export) -> str | None:
    """The session that already holds exactly this export as the library's newest, or None."""
    rows = await database.fetch(
        "SELECT id, digest FROM session WHERE digest IS NOT NULL AND status <> 'failed' ORDER BY rowid DESC LIMIT 1"
    )
    return str(rows[0]["id"]) if rows and rows[0]["digest"] == export.digest else None


async def store_export(database: Database, session: str, export: Export) -> ImportSummary:
    """Merge an export into the library and move its session to `enriching`; all in one transaction.

    Raises StorageError with a sentence; the library is then as it was.
    """

    async def work(connection: aiosqlite.Connection) -> ImportSummary:
        with uncollected():
            return await _merge(connection, session, export)

    return await database.write(work)


async def _merge(connection: aiosqlite.Connection, session: str, export: Export) -> ImportSummary:
    latest = await settings.get(connection, "as_of")
    moment = as_of(export)
    newer = not (latest and moment and moment < latest)
    films, viewings = await held(connection)
    changes = await asyncio.to_thread(compare, export, films, viewings, newer=newer)
    await apply(connection, export, changes)
    if newer and moment:
        await settings.put(connection, "as_of", moment)
    summary = _summary(session, export, changes)
    counts = {name: value for name, value in summary.as_json().items() if name not in ("session", "status")}
    await sessions.set_counts(connection, session, counts)
    await connection.execute("UPDATE session SET digest = ?, as_of = ? WHERE id = ?", (export.digest, moment, session))
    await sessions.change_within(connection, session, SessionStatus.ENRICHING)
    await _end_earlier(connection, session)
    return summary


async def _end_earlier(connection: aiosqlite.Connection, session: str) -> None:
    """Sessions still enriching end here: their films are the library's, and go on in the new session."""
    earlier = await connection.execute_fetchall(
        "SELECT id FROM session WHERE id <> ? AND status IN ('enriching', 'paused')", (session,)
    )
    for (id_,) in earlier:
        await sessions.change_within(connection, id_, SessionStatus.COMPLETED, "its films go on in a newer session")


def _summary(session: str, export: Export, changes: Changes) -> ImportSummary:
    films = export.films
    return ImportSummary(
        session=session,
        status=SessionStatus.ENRICHING,
        films=len(films),
        watched=sum(film.watched and not film.orphaned for film in films),
        rated=sum(film.rating is not None and not film.orphaned for film in films),
        liked=sum(film.liked for film in films),
        viewings=sum(not viewing.orphaned for viewing in export.viewings),
        reviews=len(export.reviews) + sum(viewing.review is not None for viewing in export.viewings),
        watchlist=sum(film.watchlist for film in films),
        lists=len(export.lists),
        orphaned=sum(viewing.orphaned for viewing in export.viewings),
        new=len(changes.new_films),
        updated=len(changes.changed_films) - changes.removed,
        removed=changes.removed,
        new_viewings=sum(not viewing.orphaned for _, viewing in changes.new_viewings),
        older=not changes.newer,
        unchanged=False,
        skipped=export.skipped,
        notes=export.notes,
    )


def unchanged_summary(session: str, status: SessionStatus, export: Export) -> ImportSummary:
    """The summary of an export that the library already holds."""
    return replace(_summary(session, export, Changes(newer=True)), status=status, unchanged=True)
