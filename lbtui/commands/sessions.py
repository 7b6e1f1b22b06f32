"""`lbtui sessions`: past imports, their states and logs."""

import sys
from argparse import Namespace
from datetime import datetime
from typing import Any

from lbtui.commands.console import Column, write_table
from lbtui.commands.running import DONE, CommandError, reading, run_async
from lbtui.options import Options
from lbtui.services.film_export import write_json
from lbtui.storage import sessions
from lbtui.storage.database import Database
from lbtui.storage.sessions import Change, Session

_COLUMNS = (
    Column("session"), Column("started"), Column("status"), Column("films", right=True), Column("source", least=12),
    Column("reason", least=12, drop=1),
)  # fmt: skip
_LOG = (Column("at"), Column("status"), Column("note", least=20))


def run(arguments: Namespace, options: Options) -> int:
    return run_async(_sessions(arguments, options))


async def _sessions(arguments: Namespace, options: Options) -> int:
    async with reading(options) as library:
        found = await sessions.all_sessions(library.store)
        if arguments.session:
            await _print_log(library.store, _one(found, arguments.session), as_json=arguments.json)
        elif arguments.json:
            write_json([session_json(session) for session in found], sys.stdout)
        else:
            write_table(_COLUMNS, [_cells(session) for session in found])
    return DONE


def _one(found: list[Session], start: str) -> Session:
    fitting = [session for session in found if session.id.startswith(start.lower())]
    if len(fitting) != 1:
        which = "No session's id begins" if not fitting else f"The ids of {len(fitting)} sessions begin"
        raise CommandError(f"{which} with {start}: lbtui sessions lists them.")
    return fitting[0]


async def _print_log(database: Database, session: Session, *, as_json: bool) -> None:
    log = await sessions.changes(database, session.id)
    if as_json:
        write_json(session_json(session) | {"log": [_change(change) for change in log]}, sys.stdout)
    else:
        write_table(_LOG, [[_moment(change.at), change.status.value, change.note] for change in log])


def session_json(session: Session) -> dict[str, Any]:
    """A session as JSON types; instants in UTC."""
    return {
        "session": session.id,
        "status": session.status.value,
        "source": session.source,
        "reason": session.reason or None,
        "trace": session.trace,
        "created": session.created_at.isoformat(),
        "changed": session.changed_at.isoformat(),
        "ended": session.ended_at.isoformat() if session.ended_at else None,
        "counts": dict(session.counts),
    }


def _change(change: Change) -> dict[str, Any]:
    return {"at": change.at.isoformat(), "status": change.status.value, "note": change.note or None}


def _cells(session: Session) -> list[str]:
    films = session.counts.get("films")
    return [
        session.id[:8], _moment(session.created_at), session.status.value, str(films if films is not None else ""),
        session.source, session.reason,
    ]  # fmt: skip


def _moment(moment: datetime) -> str:
    """A moment in the time of the place, to the second."""
    return moment.astimezone().strftime("%Y-%m-%d %H:%M:%S")
