"""The two kinds of transactions: work over a connection is done as a whole or not at all."""

import sqlite3
from collections.abc import Callable
from typing import TypeVar

T = TypeVar("T")


def write(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """A writing transaction: committed at the end, rolled back on any exception."""
    # A deferred transaction that turns to writing fails at once when another process has written meanwhile, whatever
    # the busy timeout.
    connection.execute("BEGIN IMMEDIATE")
    try:
        result = work(connection)
        connection.execute("COMMIT")
    except BaseException:
        connection.rollback()
        raise
    return result


def read(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """A reading transaction, in which nothing changes."""
    connection.execute("BEGIN")
    try:
        return work(connection)
    finally:
        connection.rollback()
