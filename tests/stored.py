"""Statements on the store of a library, past all rules, where a test needs them."""

import sqlite3

from lbtui.storage.database import Database


async def execute(database: Database, sql: str, *parameters: object) -> None:
    """Run one statement and keep what it did."""
    await database.write(lambda connection: connection.execute(sql, parameters).rowcount)


async def leave_room(database: Database, pages: int) -> None:
    """Let the file grow by so many pages and no more: SQLite reports then what it reports of a full disk."""

    def work(connection: sqlite3.Connection) -> None:
        (now,) = connection.execute("PRAGMA page_count").fetchone()
        connection.execute(f"PRAGMA max_page_count = {now + pages}")

    await database.write(work)
