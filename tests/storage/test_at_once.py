"""Work in one visit to the writer's thread is a transaction like any other."""

import asyncio
from pathlib import Path

import aiosqlite
import pytest

from lbtui.storage import settings
from lbtui.storage.database import Database, StorageError


async def put(connection: aiosqlite.Connection) -> int:
    """Stores a setting in each of the ways that aiosqlite has."""
    await settings.put(connection, "one", "1")
    cursor = await connection.executemany("INSERT INTO setting (name, value) VALUES (?, '')", [("two",), ("three",)])
    assert cursor.rowcount == 2
    async with connection.execute("SELECT count(*) FROM setting") as counted:
        row = await counted.fetchone()
    rows = await connection.execute_fetchall("SELECT name FROM setting")
    assert row is not None
    assert row[0] == len(list(rows))
    return int(row[0])


async def test_all_of_it_is_stored(tmp_path: Path) -> None:
    async with await Database.open(tmp_path / "library.db") as store:
        assert await store.write_at_once(put) == 3
        assert await settings.load(store, "one") == "1"


async def test_an_exception_takes_all_of_it_back(tmp_path: Path) -> None:
    async def fail(connection: aiosqlite.Connection) -> None:
        await put(connection)
        await connection.execute("INSERT INTO nothing VALUES (1)")

    async with await Database.open(tmp_path / "library.db") as store:
        with pytest.raises(StorageError):
            await store.write_at_once(fail)
        assert await settings.load(store, "one") == ""
        assert await store.write_at_once(put) == 3


async def test_waiting_for_anything_else_is_a_mistake_and_stores_nothing(tmp_path: Path) -> None:
    async def wait(connection: aiosqlite.Connection) -> None:
        await put(connection)
        await asyncio.sleep(0)

    async with await Database.open(tmp_path / "library.db") as store:
        with pytest.raises(RuntimeError, match="waited"):
            await store.write_at_once(wait)
        assert await settings.load(store, "one") == ""


async def test_a_cancelled_caller_does_not_interrupt_it(tmp_path: Path) -> None:
    async with await Database.open(tmp_path / "library.db") as store:
        writing = asyncio.ensure_future(store.write_at_once(put))
        await asyncio.sleep(0)
        writing.cancel()
        with pytest.raises(asyncio.CancelledError):
            await writing
    async with await Database.open(tmp_path / "library.db") as store:
        assert await settings.load(store, "one") == "1"
