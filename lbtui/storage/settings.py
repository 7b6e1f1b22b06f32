"""Small facts about the library, by name: the member's user name, saved filters, chosen columns."""

import json

import aiosqlite

from lbtui.storage.database import Database


async def get(connection: aiosqlite.Connection, name: str) -> str | None:
    """The value, or None."""
    async with connection.execute("SELECT value FROM setting WHERE name = ?", (name,)) as cursor:
        row = await cursor.fetchone()
    return str(row[0]) if row else None


async def put(connection: aiosqlite.Connection, name: str, value: str) -> None:
    """Set the value, inside a running transaction."""
    await connection.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


async def load(database: Database, name: str, default: str = "") -> str:
    """The value as the reader sees it, or the default."""
    rows = await database.fetch("SELECT value FROM setting WHERE name = ?", (name,))
    return str(rows[0][0]) if rows else default


async def save(database: Database, name: str, value: str) -> None:
    """Set the value in a transaction of its own."""

    async def work(connection: aiosqlite.Connection) -> None:
        await put(connection, name, value)

    await database.write(work)


async def filters(database: Database) -> dict[str, str]:
    """The saved filters, text by name."""
    found: dict[str, str] = json.loads(await load(database, "filters", "{}"))
    return found


async def save_filter(database: Database, name: str, text: str | None) -> None:
    """Save a filter by name, or remove it with None."""
    kept = {**await filters(database), name: text}
    await save(database, "filters", json.dumps({n: t for n, t in sorted(kept.items()) if t is not None}))
