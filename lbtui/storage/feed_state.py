"""What the library knows by the member's feed alone: which entries, since when, and what may be missing before them."""

import json
import sqlite3
from collections.abc import Mapping
from datetime import datetime
from types import MappingProxyType
from typing import NamedTuple

from lbtui.storage import settings
from lbtui.storage.ages import Age
from lbtui.storage.database import Database

_SETTING = "feed"


class Fed(NamedTuple):
    """An entry that the feed has told and no export has yet: ISO texts."""

    seen: str
    """When it was last in the feed: it was there, whatever an export from before then says."""
    logged: str
    told: str = ""
    """Of ratings and likes, by commas, what the entry tells."""


class Gap(NamedTuple):
    """The days between which entries of the diary are in neither an export nor a feed: ISO texts."""

    after: str
    before: str

    @property
    def sentence(self) -> str:
        """For the member."""
        return (
            f"Entries of your diary between {self.after} and {self.before} may be missing, for a feed holds the newest "
            "50 alone: import a new export to have them all."
        )


class FeedState(NamedTuple):
    """Entries by log id, and the gap before them, if any."""

    seen: str = ""
    """When the newest feed was."""
    entries: Mapping[int, Fed] = MappingProxyType({})
    gap: Gap | None = None


NO_FEED = FeedState()


def load(connection: sqlite3.Connection) -> FeedState:
    """What has been kept."""
    text = settings.get(connection, _SETTING)
    if not text:
        return NO_FEED
    seen, entries, gap = json.loads(text)
    return FeedState(seen, {int(log): Fed(*fed) for log, fed in entries.items()}, Gap(*gap) if gap else None)


def save(connection: sqlite3.Connection, state: FeedState) -> None:
    """Keep it, inside a running transaction."""
    if state != load(connection):
        settings.put(connection, _SETTING, json.dumps((state.seen, dict(state.entries), state.gap)))


def later(moment: str, age: Age | None) -> bool:
    """Whether a moment is after a table was exported; on the day of the table's last click it may be."""
    if age is None:
        return True
    if age.exported:
        return datetime.fromisoformat(moment) > datetime.fromisoformat(age.exported)
    return not age.clicked or moment[:10] >= age.clicked


def after_export(state: FeedState, diary: Age | None) -> FeedState:
    """What is still known by the feed alone, once an export has brought its whole diary."""
    if diary is None:
        return state
    kept = {log: fed for log, fed in state.entries.items() if later(fed.seen, diary)}
    gap = state.gap if state.gap and later(f"{state.gap.before}T23:59:59+13:00", diary) else None
    return FeedState(state.seen, kept, gap)


async def gap(database: Database) -> Gap | None:
    """What may be missing before the entries of the feed."""
    return (await database.read(load)).gap
