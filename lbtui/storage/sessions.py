"""Import sessions: their states, each change stored and logged."""

import json
import logging
import sqlite3
import uuid
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import UTC, datetime, timedelta

from lbtui.model.enums import SessionStatus
from lbtui.storage.database import Database, StorageError

S = SessionStatus
_logger = logging.getLogger("lbtui.sessions")

CHANGES: Mapping[SessionStatus, frozenset[SessionStatus]] = {
    S.UPLOADING: frozenset({S.UPLOADING, S.PARSING, S.FAILED}),
    # An import that was interrupted is read again from its start.
    S.PARSING: frozenset({S.PROCESSING, S.FAILED, S.UPLOADING}),
    S.PROCESSING: frozenset({S.ENRICHING, S.FAILED, S.UPLOADING}),
    S.ENRICHING: frozenset({S.PAUSED, S.COMPLETED, S.FAILED}),
    S.PAUSED: frozenset({S.ENRICHING, S.COMPLETED, S.FAILED}),
    # Films that failed are tried again, and old metadata is refreshed, in the session that brought them.
    S.COMPLETED: frozenset({S.ENRICHING}),
    S.FAILED: frozenset(),
}
"""The changes that a session may make; any other is a mistake in the program."""

KEEP_DAYS = 30
"""Ended sessions (not their films) are cleared after so many days."""


@dataclass(frozen=True, slots=True)
class Change:
    """One line of a session's log."""

    at: datetime
    status: SessionStatus
    note: str


@dataclass(frozen=True, slots=True)
class Session:
    """One reading of one export and the enrichment that followed it."""

    id: str
    status: SessionStatus
    source: str
    path: str | None
    digest: str | None
    as_of: str | None
    reason: str
    trace: str
    created_at: datetime
    changed_at: datetime
    ended_at: datetime | None
    counts: Mapping[str, object] = field(default_factory=dict)


def now() -> datetime:
    """The instant, in UTC and whole milliseconds."""
    moment = datetime.now(UTC)
    return moment.replace(microsecond=moment.microsecond // 1000 * 1000)


async def begin(database: Database, source: str, path: str | None) -> Session:
    """Store a new session in its first state."""
    session = str(uuid.uuid4())
    moment = now().isoformat()

    def work(connection: sqlite3.Connection) -> None:
        connection.execute(
            "INSERT INTO session (id, status, source, path, trace, created_at, changed_at) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            (session, S.UPLOADING.value, source, path, uuid.uuid4().hex[:12], moment, moment),
        )
        _log(connection, session, S.UPLOADING, "", moment)

    await database.write(work)
    return await find(database, session)


async def change(database: Database, session: str, status: SessionStatus, note: str = "") -> None:
    """Move a session to another state; `note` is the reason of a failure or a pause."""
    await database.write(lambda connection: change_within(connection, session, status, note))


def change_within(connection: sqlite3.Connection, session: str, status: SessionStatus, note: str = "") -> None:
    """As `change`, inside a running transaction. Raises StorageError for a change that may not be."""
    row = connection.execute("SELECT status FROM session WHERE id = ?", (session,)).fetchone()
    if row is None:
        raise StorageError(f"There is no session {session}.")
    before = SessionStatus(row[0])
    if status is before and status is not S.UPLOADING:
        return
    if status not in CHANGES[before]:
        raise StorageError(f"Session {session} cannot go from {before} to {status}.")
    moment = now()
    ended = moment.isoformat() if status.ended else None
    expires = (moment + timedelta(days=KEEP_DAYS)).isoformat() if status.ended else None
    connection.execute(
        "UPDATE session SET status = ?, reason = ?, changed_at = ?, ended_at = ?, expires_at = ? WHERE id = ?",
        (status.value, note, moment.isoformat(), ended, expires, session),
    )
    _log(connection, session, status, note, moment.isoformat())
    _logger.info("session %s: %s%s", session[:8], status, f", {note}" if note else "")


def _log(connection: sqlite3.Connection, session: str, status: SessionStatus, note: str, at: str) -> None:
    connection.execute(
        "INSERT INTO session_change (session, at, status, note) VALUES (?, ?, ?, ?)", (session, at, status.value, note)
    )


def set_counts(connection: sqlite3.Connection, session: str, counts: Mapping[str, object]) -> None:
    """Add to a session's counts, inside a running transaction."""
    row = connection.execute("SELECT counts FROM session WHERE id = ?", (session,)).fetchone()
    merged = {**(json.loads(row[0]) if row else {}), **counts}
    connection.execute("UPDATE session SET counts = ? WHERE id = ?", (json.dumps(merged, ensure_ascii=False), session))


async def find(database: Database, session: str) -> Session:
    """The session of that id. Raises StorageError where there is none."""
    found = await _sessions(database, "WHERE id = ?", session)
    if not found:
        raise StorageError(f"There is no session {session}.")
    return found[0]


async def all_sessions(database: Database) -> list[Session]:
    """All sessions, newest first."""
    return await _sessions(database, "ORDER BY created_at DESC, rowid DESC")


async def _sessions(database: Database, which: str, *parameters: object) -> list[Session]:
    # Made inside the reading, where values that are damaged are told as such.
    return await database.read(
        lambda connection: [_session(row) for row in connection.execute(f"SELECT * FROM session {which}", parameters)]
    )


async def current(database: Database) -> Session | None:
    """The session that the enrichment goes on in: the newest that is enriching or paused, else that completed."""
    found = await all_sessions(database)
    for fitting in ((S.ENRICHING, S.PAUSED), (S.COMPLETED,)):
        if session := next((one for one in found if one.status in fitting), None):
            return session
    return None


async def store_requests(database: Database, session: str, requests: int, refused: int) -> None:
    """Store how many requests a session has sent, and how many were refused for the rate limit."""
    await database.write(lambda connection: set_counts(connection, session, {"requests": requests, "refused": refused}))


async def changes(database: Database, session: str) -> list[Change]:
    """The log of a session, oldest first."""
    sql = "SELECT at, status, note FROM session_change WHERE session = ? ORDER BY id"
    return await database.read(
        lambda connection: [
            Change(datetime.fromisoformat(at), SessionStatus(status), note)
            for at, status, note in connection.execute(sql, (session,))
        ]
    )


async def discard(database: Database, session: str) -> None:
    """Remove a session that brought nothing: the library already held its export."""
    await database.write(lambda connection: connection.execute("DELETE FROM session WHERE id = ?", (session,)).rowcount)


# The newest session is kept for its log, and the newest completed one for the enrichment that goes on in it.
_KEPT = (
    "(SELECT id FROM (SELECT id FROM session ORDER BY created_at DESC, rowid DESC LIMIT 1) UNION "
    "SELECT id FROM (SELECT id FROM session WHERE status = 'completed' ORDER BY created_at DESC, rowid DESC LIMIT 1))"
)


async def clear_expired(database: Database, moment: datetime) -> int:
    """Remove ended sessions whose days are over, but for those still needed; the films stay. How many there were."""
    return await _clear(database, "expires_at < ?", moment.isoformat())


async def clear_ended(database: Database) -> int:
    """Remove all ended sessions, but for those still needed; the films stay. How many there were."""
    return await _clear(database, "ended_at IS NOT NULL")


async def _clear(database: Database, which: str, *parameters: object) -> int:
    sql = f"DELETE FROM session WHERE {which} AND id NOT IN {_KEPT}"
    return await database.write(lambda connection: connection.execute(sql, parameters).rowcount)


def _session(row: sqlite3.Row) -> Session:
    values = {name: row[name] for name in ("id", "source", "path", "digest", "as_of", "reason", "trace")}
    ended = row["ended_at"]
    return Session(
        **values,
        status=SessionStatus(str(row["status"])),
        created_at=datetime.fromisoformat(str(row["created_at"])),
        changed_at=datetime.fromisoformat(str(row["changed_at"])),
        ended_at=datetime.fromisoformat(str(ended)) if ended else None,
        counts=json.loads(str(row["counts"])),
    )
