"""The member's feed, from letterboxd.com into the library: a session like an import's, once there is something new."""

import json
import time
from dataclasses import replace
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


async def sync(database: Database, chosen: Settings, member: str, *, on_step: OnStep = ignore) -> ImportSummary:
    """Bring the newest entries of the member's diary; a feed that is known already changes nothing and says so.

    Raises ExportError or StorageError with a sentence; the library is then as it was.
    """
    address = f"{chosen.letterboxd_url}/{member.lower()}"
    known = json.loads(await settings.load(database, _KNOWN, "[]"))
    validators = Validators(*known[1:]) if known[:1] == [address] else Validators()
    on_step(SessionStatus.UPLOADING, f"Asking for the feed of {member}")
    answer = await fetch(chosen.letterboxd_url, member, validators)
    if answer is None:
        LOGGER.info("the feed of %s is as it was", member)
        return await _as_it_was(database, member)
    # Read before there is a session: what is no feed leaves no trace in the library.
    feed = replace(read_feed(answer.data, f"The feed of {member}"), exported_at=sessions.now())
    await end_interrupted(database, but=None)
    session = await sessions.begin(database, f"feed of {member}", None)

    async def steps() -> ImportSummary:
        await sessions.change(database, session.id, SessionStatus.PARSING)
        await sessions.change(database, session.id, SessionStatus.PROCESSING)
        return await store(database, session.id, feed, on_step)

    summary = await in_session(database, session, steps)
    # Only now: what is killed before asks for the whole feed again.
    now_known = [address, answer.validators.etag, answer.validators.modified]
    if now_known != known:
        await settings.save(database, _KNOWN, json.dumps(now_known))
    return summary


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
