"""From a chosen file to a merged library, with the session's state stored at each step."""

import asyncio
import os
from collections.abc import Awaitable, Callable, Sequence
from contextlib import suppress
from pathlib import Path
from typing import TypeVar
from urllib.parse import unquote_to_bytes

from lbtui.letterboxd.archive import open_export
from lbtui.letterboxd.errors import ExportError, shown
from lbtui.letterboxd.feed import is_feed, open_feed
from lbtui.letterboxd.merging import merge
from lbtui.letterboxd.tables import parse
from lbtui.model.enums import SessionStatus
from lbtui.model.exports import Export
from lbtui.services.logs import LOGGER, tracing
from lbtui.storage import enrichment_queue, sessions
from lbtui.storage.database import Database, StorageError
from lbtui.storage.imports import ImportSummary, same_as_last, store_export, unchanged_summary
from lbtui.storage.sessions import Session
from lbtui.text import path_line

T = TypeVar("T")

OnStep = Callable[[SessionStatus, str], None]
"""Takes the state that the session has come to and half a sentence on what is being done, on the event loop."""

READING = (SessionStatus.UPLOADING, SessionStatus.PARSING, SessionStatus.PROCESSING)
"""States from which an interrupted import begins again."""

_UNEXPECTED = "The import stopped because of a mistake in lbtui; the library is as it was."
_REPLACED = "The import was interrupted, and another one took its place."


def _line_of(path: Path) -> str:
    """A path as one line of text; as an address where its name is not text, or has more lines."""
    text = str(path.absolute())
    return text if path_line(text) == text else path.absolute().as_uri()


def _path_of(line: str) -> Path:
    return (
        Path(os.fsdecode(unquote_to_bytes(line.removeprefix("file://")))) if line.startswith("file://") else Path(line)
    )


def ignore(_status: SessionStatus, _text: str) -> None:
    """For whoever does not want to hear of the steps."""


async def import_export(database: Database, paths: Sequence[Path], *, on_step: OnStep = ignore) -> ImportSummary:
    """Import an export: a ZIP, a folder, a CSV or several; or a feed that was saved as a file.

    The same one twice changes nothing and says so.

    Raises ExportError or StorageError with a sentence; the library is then as it was, and the session has failed.
    """
    await end_interrupted(database, but=None)
    names = [shown(path) for path in paths]
    source = ", ".join(names[:3]) + (f" and {len(names) - 3} more" if len(names) > 3 else "")
    # One path a line, so that an import that is killed can be read again.
    session = await sessions.begin(database, source, "\n".join(map(_line_of, paths)))
    return await _run(database, session, paths, on_step)


async def resume_import(database: Database, *, on_step: OnStep = ignore) -> ImportSummary | None:
    """Read the import again that was interrupted, if there is one; raises as `import_export` does."""
    if database.read_only:
        return None
    # Without a path it was a sync, which the next one does again.
    begun = (found for found in await sessions.all_sessions(database) if found.status in READING and found.path)
    session = next(begun, None)
    await end_interrupted(database, but=session.id if session else None)
    if session is None:
        return None
    await sessions.change(database, session.id, SessionStatus.UPLOADING)
    return await _run(database, session, list(map(_path_of, (session.path or "").split("\n"))), on_step)


async def end_interrupted(database: Database, *, but: str | None) -> None:
    """Let imports and syncs that were interrupted fail, but for one that is read again."""
    for session in await sessions.all_sessions(database):
        if session.status in READING and session.id != but:
            await sessions.change(database, session.id, SessionStatus.FAILED, _REPLACED)


async def _run(database: Database, session: Session, paths: Sequence[Path], on_step: OnStep) -> ImportSummary:
    return await in_session(database, session, lambda: _steps(database, session.id, paths, on_step))


async def in_session(
    database: Database, session: Session, work: Callable[[], Awaitable[ImportSummary]]
) -> ImportSummary:
    """Do the work of a session, under its trace; what it raises has made the session fail."""
    with tracing(session.trace):
        LOGGER.info("session %s: import of %s", session.id, session.source)
        try:
            return await work()
        except (ExportError, StorageError) as error:
            await _fail(database, session.id, str(error))
            raise
        except Exception:
            LOGGER.exception("session %s: unexpected", session.id)
            await _fail(database, session.id, _UNEXPECTED)
            raise


async def _steps(database: Database, session: str, paths: Sequence[Path], on_step: OnStep) -> ImportSummary:
    loop = asyncio.get_running_loop()
    at = SessionStatus.UPLOADING

    def on_progress(text: str) -> None:
        loop.call_soon_threadsafe(on_step, at, text)

    async def move(status: SessionStatus) -> None:
        nonlocal at
        at = status
        await sessions.change(database, session, status)

    if await _in_thread(lambda: _is_feed(paths)):
        await move(SessionStatus.PARSING)
        feed = await _in_thread(lambda: open_feed(paths[0]))
        await move(SessionStatus.PROCESSING)
        return await store(database, session, feed, on_step)
    raw = await _in_thread(lambda: open_export(paths, on_progress=on_progress))
    await move(SessionStatus.PARSING)
    tables = await _in_thread(lambda: parse(raw, on_progress=on_progress))
    await move(SessionStatus.PROCESSING)
    on_step(at, "Merging films and diary")
    return await store(database, session, await _in_thread(lambda: merge(tables)), on_step)


async def store(database: Database, session: str, export: Export, on_step: OnStep) -> ImportSummary:
    """Merge what a session has read into the library."""
    if earlier := await same_as_last(database, export):
        return await _unchanged(database, session, earlier, export)
    on_step(SessionStatus.PROCESSING, f"Storing {len(export.films):,} films")
    summary = await store_export(database, session, export)
    LOGGER.info("session %s: %d films, %d new, %d updated", session, summary.films, summary.new, summary.updated)
    return summary


def _is_feed(paths: Sequence[Path]) -> bool:
    """Whether this is a feed that was saved as a file; where nothing can be read, somebody else says so."""
    with suppress(OSError, ValueError):
        if len(paths) == 1 and paths[0].is_file():
            with paths[0].open("rb") as file:
                return is_feed(file.read(500))
    return False


async def _unchanged(database: Database, session: str, earlier: str, export: Export) -> ImportSummary:
    """The summary of an export that the library holds; the session that found out is not kept."""
    LOGGER.info("session %s: the library holds this export since session %s", session, earlier)
    await sessions.discard(database, session)
    return unchanged_summary(earlier, (await sessions.find(database, earlier)).status, export)


async def _fail(database: Database, session: str, reason: str) -> None:
    LOGGER.warning("session %s: failed: %s", session, reason)
    # Where the store itself is what failed, the first error is the one to tell.
    with suppress(StorageError):
        await sessions.change(database, session, SessionStatus.FAILED, reason)


async def _in_thread(work: Callable[[], T]) -> T:
    """Read away from the event loop, so that a screen stays alive."""
    return await asyncio.to_thread(work)


async def ensure_demo(database: Database, *, on_step: OnStep | None = None) -> ImportSummary | None:
    """Import the demo's export where the library has no film yet; None where it has, or cannot be written."""
    if database.read_only or any((await enrichment_queue.counts(database)).values()):
        return None
    from lbtui.demo import EXPORT

    chosen = {"on_step": on_step} if on_step else {}
    return await resume_import(database, **chosen) or await import_export(database, [EXPORT], **chosen)
