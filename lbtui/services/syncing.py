"""The member's feed, from letterboxd.com into the library: a session like an import's, once there is something new."""

import asyncio
import json
import time
from dataclasses import dataclass, replace
from pathlib import Path

from lbtui.config import Paths, Settings
from lbtui.letterboxd.feed import read_feed
from lbtui.letterboxd.feed_client import Validators, fetch
from lbtui.model import Export, Part, SessionStatus
from lbtui.services.importing import OnStep, end_interrupted, ignore, in_session, store
from lbtui.services.logs import LOGGER
from lbtui.storage import feed_state, sessions, settings
from lbtui.storage.database import Database
from lbtui.storage.imports import ImportSummary, unchanged_summary

_KNOWN = "feed_known"
"""The setting that holds which feed the library has: its address, ETag and Last-Modified."""
_USERNAME = "username"
EVERY = 3600
"""Seconds between two requests that nobody asked for by a key."""


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
    fetched = await ask(database, chosen, member)
    return await keep(database, fetched, on_step=on_step) if fetched else await _as_it_was(database, member)


async def ask(database: Database, chosen: Settings, member: str) -> Fetched | None:
    """The member's feed, or None where the library has it. Raises ExportError or StorageError.

    It is read before there is a session: what is no feed leaves no trace in the library.
    """
    address = f"{chosen.letterboxd_url}/{member.lower()}"
    known = json.loads(await settings.load(database, _KNOWN, "[]"))
    validators = Validators(*known[1:]) if known[:1] == [address] else Validators()
    answer = await fetch(chosen.letterboxd_url, member, validators)
    if answer is None:
        LOGGER.info("the feed of %s is as it was", member)
        return None
    feed = await asyncio.to_thread(read_feed, answer.data, f"The feed of {member}")
    now_known = [address, answer.validators.etag, answer.validators.modified]
    return Fetched(replace(feed, source=f"feed of {member}", exported_at=sessions.now()), json.dumps(now_known))


async def keep(database: Database, fetched: Fetched, *, on_step: OnStep = ignore) -> ImportSummary:
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


async def since(database: Database) -> str:
    """Since when the library has heard nothing, to go on a sentence with: ` since Friday`; empty for today."""
    last = await sessions.current(database)
    if last is None:
        return ""
    then = last.created_at.astimezone().date()
    days = (sessions.now().astimezone().date() - then).days
    if days < 7:
        return "" if days < 1 else f" since {then:%A}"
    return f" since {then}"


async def _as_it_was(database: Database, member: str) -> ImportSummary:
    session = await sessions.current(database)
    nothing = Export(f"feed of {member}", "", parts=frozenset({Part.FEED}))
    status = session.status if session else SessionStatus.COMPLETED
    gap = await feed_state.gap(database)
    return replace(
        unchanged_summary(session.id if session else "", status, nothing), gap=gap, notes=(gap.sentence,) if gap else ()
    )


async def offered(database: Database) -> str:
    """The member's name as an export tells it, to be offered: nobody is asked for it unless the member chose it."""
    return await settings.load(database, _USERNAME)


def is_time(paths: Paths) -> bool:
    """Whether the last request, however it ended, is an hour ago."""
    try:
        return not 0 <= time.time() - _asked(paths).stat().st_mtime < EVERY
    except OSError:
        return True


def remember_asking(paths: Paths) -> None:
    """Keep when the feed was asked for, beside the library, which a request alone does not change."""
    try:
        _asked(paths).parent.mkdir(parents=True, exist_ok=True, mode=0o700)
        _asked(paths).touch()
    except OSError as error:
        LOGGER.warning("when the feed was asked for is not kept: %s", error.strerror)


def _asked(paths: Paths) -> Path:
    return paths.cache / "feed-asked"
