"""How far the pages of each year have been read, so that a run that was killed asks for none of them again."""

import json
from collections.abc import Sequence

import aiosqlite

from lbtui.model import FilmStatus
from lbtui.storage import settings
from lbtui.storage.database import Database
from lbtui.storage.films import Match, put_matches

_NAME = "pages"
_NEWEST = "SELECT id FROM session ORDER BY created_at DESC, rowid DESC LIMIT 1"

DONE = 0
"""Stands for the next page of a year whose pages have been read to the end."""


async def next_pages(database: Database) -> dict[int, int]:
    """The next page to read, from 1, by year; `DONE` for finished years. A new import starts over: it has new films."""
    newest = await database.fetch(_NEWEST)
    return _pages(await settings.load(database, _NAME), str(newest[0][0]) if newest else "")


async def store_page(database: Database, year: int, next_page: int, matches: Sequence[Match]) -> dict[int, FilmStatus]:
    """Store the matches of a page of a year together with what comes next; the films' states, as `store_matches`."""

    async def work(connection: aiosqlite.Connection) -> dict[int, FilmStatus]:
        session = await _session(connection)
        pages = {**_pages(await settings.get(connection, _NAME), session), year: next_page}
        await settings.put(connection, _NAME, json.dumps([session, list(pages.items())]))
        return await put_matches(connection, matches)

    return await database.write_at_once(work)


def _pages(stored: str | None, newest: str) -> dict[int, int]:
    session, pages = json.loads(stored or '["", []]')
    return dict(pages) if session == newest else {}


async def _session(connection: aiosqlite.Connection) -> str:
    async with connection.execute(_NEWEST) as cursor:
        row = await cursor.fetchone()
    return str(row[0]) if row else ""
