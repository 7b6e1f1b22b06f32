"""The member's feed, from letterboxd.com into the library: a session like an import's, once there is something new."""

import asyncio
import json
import logging
import time
from dataclasses import dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING

from lbtui.config import Paths, Settings
from lbtui.letterboxd.errors import ExportError
from lbtui.letterboxd.feed import read_feed
from lbtui.letterboxd.feed_client import Validators, fetch
from lbtui.model.enums import Part, SessionStatus
from lbtui.model.exports import Export
from lbtui.services import events
from lbtui.services.enrichment_status import State
from lbtui.services.importing import OnStep, end_interrupted, ignore, in_session, store
from lbtui.storage import feed_state, sessions, settings
from lbtui.storage.database import Database, StorageError
from lbtui.storage.imports import ImportSummary, unchanged_summary
from lbtui.text import counted

if TYPE_CHECKING:
    from lbtui.services.session import LibrarySession

_KNOWN = "feed_known"
"""The setting that holds which feed the library has: its address, ETag and Last-Modified."""
_USERNAME = "username"
EVERY = 3600
"""Seconds between two requests that nobody asked for by a key."""
_log = logging.getLogger("lbtui.session")


@dataclass(frozen=True, slots=True)
class Fetched:
    """A feed that is not the one that the library has."""

    feed: Export
    known: str
    """What is to be known of it, as the setting holds it."""


async def sync(database: Database, chosen: Settings, member: str, *, on_step: OnStep = ignore) -> ImportSummary:
    """Bring the newest entries of the member's diary; a feed that is known already changes nothing and says so.

    Raises ExportError or StorageError with a sentence; the library is then as it was.
    """
    on_step(SessionStatus.UPLOADING, f"Asking for the feed of {member}")
    fetched = await _fetch(database, chosen, member)
    return await _store(database, fetched, on_step=on_step) if fetched else await _unchanged(database, member)


async def sync_session(session: "LibrarySession", *, asked: bool) -> None:
    """Sync a library that is on the screen, and say what came; unasked once an hour at most."""
    if (database := session.database) is None or not (asked or is_due(session.paths)):
        return
    note_request(session.paths)
    try:
        fetched = await _fetch(database, session.settings, session.settings.member)
        since = await _since_last_session(database)
        summary = await _store_between_runs(session, database, fetched) if fetched else None
    except (ExportError, StorageError) as error:
        _log.warning("no sync: %s", error)
        _say(session, str(error), asked=asked, failed=True)
        return
    if summary and summary.gap and not summary.unchanged:
        session.emit(events.Notice(summary.gap.sentence, "There may be more", "information", 15))
    session.new_films = summary.touched if summary else ()
    number = len(session.new_films) and summary.new_viewings if summary else 0
    if number:
        # The key first: a narrow line is cut.
        _say(session, f"W: {counted(number, 'new viewing')}{since}", asked=False)
    elif asked:
        _say(session, f"Nothing new{since}.", asked=True)


def _say(session: "LibrarySession", words: str, *, asked: bool, failed: bool = False) -> None:
    """To who asked, a message; else on the line of progress, where it disturbs nobody."""
    if asked:
        session.emit(events.Notice(words, "Letterboxd", "warning" if failed else "information", 10))
    else:
        session.show_news(words)


async def _store_between_runs(session: "LibrarySession", database: Database, fetched: Fetched) -> ImportSummary:
    """Bring a feed into the library, between two runs of the enrichment."""
    paused = session.enrichment_status.state is State.PAUSED
    await session.enrichment.stop()
    try:
        async with session.import_lock:
            summary = await _store(database, fetched)
        if not summary.unchanged:
            await session.reload()
            session.emit(events.Imported(summary, first=False))
    finally:
        if not paused:
            session.enrichment.start()
    return summary


async def _fetch(database: Database, chosen: Settings, member: str) -> Fetched | None:
    """The member's feed, or None where the library has it. Raises ExportError or StorageError.

    It is read before there is a session: what is no feed leaves no trace in the library.
    """
    address = f"{chosen.letterboxd_url}/{member.lower()}"
    known = json.loads(await settings.load(database, _KNOWN, "[]"))
    validators = Validators(*known[1:]) if known[:1] == [address] else Validators()
    answer = await fetch(chosen.letterboxd_url, member, validators)
    if answer is None:
        _log.info("the feed of %s is as it was", member)
        return None
    feed = await asyncio.to_thread(read_feed, answer.data, f"The feed of {member}")
    now_known = [address, answer.validators.etag, answer.validators.modified]
    return Fetched(replace(feed, source=f"feed of {member}", exported_at=sessions.now()), json.dumps(now_known))


async def _store(database: Database, fetched: Fetched, *, on_step: OnStep = ignore) -> ImportSummary:
    """Merge a feed into the library. Raises StorageError."""
    await end_interrupted(database, but=None)
    session = await sessions.begin(database, fetched.feed.source, None)

    async def steps() -> ImportSummary:
        await sessions.change(database, session.id, SessionStatus.PARSING)
        await sessions.change(database, session.id, SessionStatus.PROCESSING)
        return await store(database, session.id, fetched.feed, on_step)

    summary = await in_session(database, session, steps)
    # Only now: who is killed before asks for the whole feed again.
    if await settings.load(database, _KNOWN) != fetched.known:
        await settings.save(database, _KNOWN, fetched.known)
    return summary


async def _since_last_session(database: Database) -> str:
    """Since when the library has heard nothing, to go on a sentence with: ` since Friday`; empty for today."""
    last = await sessions.current(database)
    if last is None:
        return ""
    then = last.created_at.astimezone().date()
    days = (sessions.now().astimezone().date() - then).days
    if days < 7:
        return "" if days < 1 else f" since {then:%A}"
    return f" since {then}"


async def _unchanged(database: Database, member: str) -> ImportSummary:
    session = await sessions.current(database)
    nothing = Export(f"feed of {member}", "", parts=frozenset({Part.FEED}))
    status = session.status if session else SessionStatus.COMPLETED
    gap = await feed_state.gap(database)
    return replace(
        unchanged_summary(session.id if session else "", status, nothing), gap=gap, notes=(gap.sentence,) if gap else ()
    )


async def exported_username(database: Database) -> str:
    """The member's name as an export tells it, to be offered: nobody is asked for it unless the member chose it."""
    return await settings.load(database, _USERNAME)


def is_due(paths: Paths) -> bool:
    """Whether the last request, however it ended, is an hour ago."""
    try:
        return not 0 <= time.time() - _last_request(paths).stat().st_mtime < EVERY
    except OSError:
        return True


def note_request(paths: Paths) -> None:
    """Keep when the feed was asked for, beside the library, which a request alone does not change."""
    try:
        _last_request(paths).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _last_request(paths).touch()
    except OSError as error:
        _log.warning("when the feed was asked for is not kept: %s", error.strerror)


def _last_request(paths: Paths) -> Path:
    """A file whose time of change is that of the last request."""
    return paths.cache / "feed-asked"
