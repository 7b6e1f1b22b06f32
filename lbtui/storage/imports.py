"""Storing an export: one transaction, or nothing."""

import json
import sqlite3
from dataclasses import asdict, dataclass, replace
from datetime import datetime

from lbtui.gc_tuning import uncollected
from lbtui.model.enums import Part, SessionStatus
from lbtui.model.exports import Export, Skipped
from lbtui.storage import sessions, settings
from lbtui.storage.ages import Authorities, Authority
from lbtui.storage.comparison import Changes, as_of, compare
from lbtui.storage.database import Database
from lbtui.storage.feed_comparison import compare_feed
from lbtui.storage.feed_state import Gap
from lbtui.storage.write_changes import Outcome, apply, load_held

_IMPORTED = "imported"
"""The setting that holds when which export was imported."""
_MOST_REMEMBERED = 200


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
    gap: Gap | None = None
    """What may be missing between the feed and the last export."""
    touched: tuple[int, ...] = ()
    """Films of the library with new viewings or reviews, for the way to them."""

    def as_json(self) -> dict[str, object]:
        """The shape of `lbtui import --json`."""
        told = asdict(self)
        del told["touched"]
        return {
            **told,
            "skipped": [asdict(row) for row in self.skipped],
            "notes": list(self.notes),
            "gap": self.gap._asdict() if self.gap else None,
        }


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
    return await database.write(lambda connection: _merge(connection, session, export))


@uncollected()
def _merge(connection: sqlite3.Connection, session: str, export: Export) -> ImportSummary:
    before = load_held(connection)
    changes = compare_feed(export, before) if export.is_feed else compare(export, before)
    outcome = apply(connection, export, changes)
    summary = _summary(session, export, changes, outcome)
    counts = {name: value for name, value in summary.as_json().items() if name not in ("session", "status")}
    sessions.set_counts(connection, session, counts)
    # By its moment a file is known to have been imported, and a feed need not be one.
    moment = None if export.is_feed else as_of(export)
    connection.execute("UPDATE session SET digest = ?, as_of = ? WHERE id = ?", (export.digest, moment, session))
    _remember(connection, session, moment)
    sessions.change_within(connection, session, SessionStatus.ENRICHING)
    _end_earlier(connection, session)
    if not _left(connection):
        # Nobody would ever end it: a run has nothing to do.
        sessions.change_within(connection, session, SessionStatus.COMPLETED)
        return replace(summary, status=SessionStatus.COMPLETED)
    return summary


async def imported(database: Database) -> dict[str, datetime]:
    """When exports were imported, by the moment up to which each tells, and by its paths."""
    found: dict[str, datetime] = {}
    for row in await database.fetch("SELECT as_of, path, created_at FROM session WHERE digest IS NOT NULL"):
        moment = datetime.fromisoformat(row["created_at"])
        found |= dict.fromkeys(_names(row["as_of"], row["path"]), moment)
    kept: dict[str, str] = json.loads(await settings.load(database, _IMPORTED, "{}"))
    return found | {name: datetime.fromisoformat(moment) for name, moment in kept.items()}


def _remember(connection: sqlite3.Connection, session: str, moment: str | None) -> None:
    """Keep that these files were imported for longer than their session is kept."""
    path, begun = connection.execute("SELECT path, created_at FROM session WHERE id = ?", (session,)).fetchone()
    kept: dict[str, str] = json.loads(settings.get(connection, _IMPORTED) or "{}")
    kept |= dict.fromkeys(_names(moment, path), begun)
    newest = sorted(kept.items(), key=lambda item: item[1])[-_MOST_REMEMBERED:]
    settings.put(connection, _IMPORTED, json.dumps(dict(newest)))


def _names(moment: str | None, path: str | None) -> list[str]:
    return [name for name in (moment, *(path or "").splitlines()) if name]


def _left(connection: sqlite3.Connection) -> bool:
    """Whether any film waits for enrichment."""
    sql = "SELECT 1 FROM film WHERE status IN ('pending', 'matched') AND removed = 0 LIMIT 1"
    return bool(connection.execute(sql).fetchall())


def _end_earlier(connection: sqlite3.Connection, session: str) -> None:
    """Sessions still enriching end here: their films are the library's, and go on in the new session."""
    earlier = connection.execute(
        "SELECT id FROM session WHERE id <> ? AND status IN ('enriching', 'paused')", (session,)
    ).fetchall()
    for (id_,) in earlier:
        sessions.change_within(connection, id_, SessionStatus.COMPLETED, "its films go on in a newer session")


def _summary(session: str, export: Export, changes: Changes, outcome: Outcome) -> ImportSummary:
    films = export.films
    return ImportSummary(
        session=session,
        status=SessionStatus.ENRICHING,
        films=len(films),
        watched=sum(film.watched and not film.orphaned for film in films),
        rated=sum(film.rating is not None and not film.orphaned for film in films),
        liked=sum(bool(film.liked) for film in films),
        viewings=sum(not viewing.orphaned for viewing in export.viewings),
        reviews=len(export.reviews) + sum(viewing.review is not None for viewing in export.viewings),
        watchlist=sum(film.watchlist for film in films),
        lists=len(export.lists),
        orphaned=sum(viewing.orphaned for viewing in export.viewings),
        new=outcome.new,
        updated=outcome.updated,
        removed=outcome.removed,
        new_viewings=sum(not (viewing.orphaned or viewing.removed) for viewing in changes.new_viewings.values()),
        older=_all_older(export, changes),
        unchanged=False,
        skipped=export.skipped,
        notes=(*export.notes, *_notes(export, changes)),
        gap=changes.feed.gap if export.is_feed else None,
        touched=tuple(dict.fromkeys(viewing.film for viewing in changes.new_viewings.values() if not viewing.removed)),
    )


def _all_older(export: Export, changes: Changes) -> bool:
    """Whether the library holds something newer of everything that the export holds."""
    return bool(export.parts) and not any(map(changes.authorities.decides, export.parts))


def _notes(export: Export, changes: Changes) -> list[str]:
    """Sentences on what the library made of the export."""
    if export.is_feed:
        return [changes.feed.gap.sentence] if changes.feed.gap else []
    notes = []
    if Part.RATINGS not in changes.ages and any(viewing.rating is not None for viewing in export.viewings):
        notes.append("There is no ratings.csv, so a film has the rating of its latest rated viewing.")
    older = sorted(part for part in export.parts if not changes.authorities.decides(part))
    if older and not _all_older(export, changes):
        notes.append(f"The library holds something newer of {', '.join(older)}: that was kept.")
    return notes


def unchanged_summary(session: str, status: SessionStatus, export: Export) -> ImportSummary:
    """The summary of an export that the library already holds."""
    nothing = Changes(Authorities(dict.fromkeys(export.parts, Authority.DECIDES), True), {})
    return replace(_summary(session, export, nothing, Outcome()), status=status, unchanged=True, notes=export.notes)
