"""Small facts about the library, by name: the member's user name, saved filters, chosen columns."""

import json
import sqlite3

from lbtui.storage.database import Database


def get(connection: sqlite3.Connection, name: str) -> str | None:
    """The value, or None."""
    row = connection.execute("SELECT value FROM setting WHERE name = ?", (name,)).fetchone()
    return str(row[0]) if row else None


def put(connection: sqlite3.Connection, name: str, value: str) -> None:
    """Set the value, inside a running transaction."""
    connection.execute(
        "INSERT INTO setting (name, value) VALUES (?, ?) ON CONFLICT (name) DO UPDATE SET value = excluded.value",
        (name, value),
    )


async def load(database: Database, name: str, default: str = "") -> str:
    """The value as the reader sees it, or the default."""
    value = await database.read(lambda connection: get(connection, name))
    return default if value is None else value


async def save(database: Database, name: str, value: str) -> None:
    """Set the value in a transaction of its own."""
    await database.write(lambda connection: put(connection, name, value))


async def filters(database: Database) -> dict[str, str]:
    """The saved filters, text by name."""
    return _filters(await load(database, "filters"))


async def save_filter(database: Database, name: str, text: str | None) -> None:
    """Save a filter by name, or remove it with None."""

    def work(connection: sqlite3.Connection) -> None:
        kept: dict[str, str | None] = {**_filters(get(connection, "filters")), name: text}
        put(connection, "filters", json.dumps({n: t for n, t in sorted(kept.items()) if t is not None}))

    await database.write(work)


def _filters(text: str | None) -> dict[str, str]:
    """The filters in a stored text; what is damaged is as if it had not been saved."""
    try:
        found = json.loads(text or "{}")
    except ValueError:
        return {}
    pairs = found.items() if isinstance(found, dict) else ()
    return {name: saved for name, saved in pairs if isinstance(saved, str)}
