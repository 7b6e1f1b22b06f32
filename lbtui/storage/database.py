"""The connections to the store: one that writes, behind a lock, and one that reads.

What is to be done is a function over a `sqlite3.Connection`, which `Database.write` and `Database.read` run as one
transaction in one visit to aiosqlite's thread: with each statement handed to the thread and back by itself, the
details of one film would take twice the CPU.
"""

import asyncio
import logging
import os
import shutil
import sqlite3
import sys
from collections.abc import AsyncIterator, Callable, Iterator
from contextlib import asynccontextmanager, closing, contextmanager
from dataclasses import dataclass
from pathlib import Path
from types import TracebackType
from typing import Self, TypeVar
from urllib.parse import quote

import aiosqlite

from lbtui.config import make_private
from lbtui.storage.schema import STEPS, VERSION, statements
from lbtui.text import clean_line, path_line

if sys.platform == "win32":
    import msvcrt

    def _seize(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(slots=True)
class Lock:
    """A held lock. The system gives it back when the process ends, however it ends."""

    _descriptor: int

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """The lock, or None while another process holds it. Raises OSError where the file cannot be made."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _seize(descriptor)
        except OSError:
            os.close(descriptor)
            return None
        return cls(descriptor)

    def release(self) -> None:
        """Give the lock back. The file stays: removing it would let two hold it."""
        os.close(self._descriptor)


T = TypeVar("T")


class StorageError(Exception):
    """The store cannot do what was asked; the text is a sentence for the member."""


class ReadOnlyError(StorageError):
    """Another instance holds the store for writing."""


_log = logging.getLogger("lbtui.storage")


def reader_uri(path: Path) -> str:
    """The URI that opens the database for reading only."""
    return f"file:{quote(os.fsencode(path))}?mode=ro"


@contextmanager
def reading(path: Path) -> Iterator[sqlite3.Connection]:
    """A connection that reads everything as of one moment; blocks, so for a thread or a shell command.

    Raises StorageError with a sentence, also for values that lbtui cannot have written: they mean damage.
    """
    with _reader(path) as (connection, version):
        if version < VERSION:
            raise StorageError(_older(path))
        with _undamaged(path):
            yield connection


def outdated(path: Path) -> bool:
    """Whether an older lbtui wrote the library, so that it has to be opened for writing before it can be read."""
    with _reader(path) as (_, version):
        return version < VERSION


@contextmanager
def _reader(path: Path) -> Iterator[tuple[sqlite3.Connection, int]]:
    """A reading connection, and the format of the file."""
    with explained(path):
        _check_file(path)
        if not path.exists():
            raise StorageError(_missing(path))
        with closing(sqlite3.connect(reader_uri(path), uri=True, isolation_level=None)) as connection:
            connection.execute("BEGIN")
            (version,) = connection.execute("PRAGMA user_version").fetchone()
            if version == 0:  # as a full disk leaves it
                raise StorageError(_missing(path))
            _check_newest(version, path)
            yield connection, version


@contextmanager
def _undamaged(path: Path) -> Iterator[None]:
    """Turn the errors of values that lbtui cannot have written into a StorageError."""
    try:
        yield
    except (ValueError, TypeError, KeyError) as error:
        _log.error("%s cannot be read", path, exc_info=error)
        raise StorageError(_damaged(path)) from error


class Database:
    """An open store. Read-only when another instance writes, or when asked to be."""

    def __init__(
        self, path: Path, writer: aiosqlite.Connection | None, reader: aiosqlite.Connection, lock: Lock | None
    ):
        self.path = path
        self._reader = reader
        self._writer = writer
        self._lock = lock
        self._running: set[asyncio.Task[object]] = set()

    @classmethod
    async def open(cls, path: Path, *, read_only: bool = False) -> Self:
        """Open the database, making or migrating it first. Raises StorageError with a sentence."""
        with explained(path):
            _check_file(path)
            if not read_only:
                make_private(path.parent)
            lock = None if read_only else Lock.take(path.with_suffix(".lock"))
            if lock is None and not path.exists():
                raise StorageError(_missing(path))
            try:
                writer = await _open_writer(path) if lock else None
                try:
                    reader = await _open_reader(path)
                except BaseException:
                    if writer:
                        await writer.close()
                    raise
            except BaseException:
                if lock:
                    lock.release()
                raise
            return cls(path, writer, reader, lock)

    @property
    def read_only(self) -> bool:
        """Whether this instance may only read."""
        return self._writer is None

    async def write(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` returns, once all that it did is stored; none of it is where it raises an exception.

        One piece of work at a time. A cancelled caller does not interrupt it: it ends, and is stored. Raises
        StorageError with a sentence, and what `work` raises.
        """
        if self._writer is None:
            raise ReadOnlyError("Another lbtui has this library open and writes to it; this one only reads.")
        writing = asyncio.ensure_future(self._visit(self._writer, lambda writer: _commit(writer, work)))
        self._running.add(writing)
        writing.add_done_callback(self._running.discard)
        return await asyncio.shield(writing)

    async def read(self, work: Callable[[sqlite3.Connection], T]) -> T:
        """What `work` reads as of one moment, beside the writer; rows are `sqlite3.Row`.

        Raises StorageError, also for values that lbtui cannot have written, and where the library has been closed.
        """

        def undamaged(connection: sqlite3.Connection) -> T:
            with _undamaged(self.path):
                return _read(connection, work)

        with _closed(self.path):
            return await self._visit(self._reader, undamaged)

    async def fetch(self, sql: str, parameters: tuple[object, ...] = ()) -> list[sqlite3.Row]:
        """All rows of a query, as `read`."""
        return await self.read(lambda connection: connection.execute(sql, parameters).fetchall())

    async def _visit(self, connection: aiosqlite.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
        """Run a function in the thread of a connection. Raises StorageError, ValueError for a closed connection."""
        with explained(self.path):
            # aiosqlite offers no public way to do so.
            result: T = await connection._execute(lambda: work(connection._conn))  # type: ignore[no-untyped-call]
            return result

    async def settle(self) -> None:
        """Let the transactions end that go on after their callers were cancelled."""
        if self._running:
            await asyncio.wait(set(self._running))

    async def close(self) -> None:
        """Let the running transactions end, then close both connections and give the lock back."""
        await self.settle()
        await self._reader.close()
        if self._writer is not None:
            await self._writer.close()
        if self._lock is not None:
            self._lock.release()
            self._lock = None

    async def __aenter__(self) -> Self:
        return self

    async def __aexit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        await self.close()


def _commit(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """Do the work as a whole, or, where it raises an exception, not at all."""
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


def _read(connection: sqlite3.Connection, work: Callable[[sqlite3.Connection], T]) -> T:
    """Do the work in a transaction in which nothing changes."""
    connection.execute("BEGIN")
    try:
        return work(connection)
    finally:
        connection.rollback()


@contextmanager
def _closed(path: Path) -> Iterator[None]:
    """Turn what aiosqlite says of a closed connection into a StorageError: a screen may read while the app ends."""
    try:
        yield
    except ValueError as error:
        raise StorageError(f"{path_line(path)} is closed: {error}.") from error


@contextmanager
def explained(path: Path) -> Iterator[None]:
    """Turn SQLite's and the system's errors into a StorageError with a sentence."""
    try:
        yield
    except sqlite3.DatabaseError as error:
        raise StorageError(_sentence_of(path, str(error))) from error
    except UnicodeDecodeError as error:  # as sqlite3 tells of its own message, where that quotes the damage
        raise StorageError(_damaged(path)) from error
    except OSError as error:
        raise StorageError(f"{path_line(error.filename or path)}: {error.strerror or error}.") from error


def _check_file(path: Path) -> None:
    """Raises StorageError for what is there and no file: SQLite would wait for ever at a pipe."""
    if path.exists() and not path.is_file():
        raise StorageError(f"{path_line(path)} is no file: move it away and import the export again.")


async def _open_writer(path: Path) -> aiosqlite.Connection:
    async with _closed_on_error(aiosqlite.connect(path, isolation_level=None)) as connection:
        # Reviews and ratings are the member's own: nobody else's to read.
        os.chmod(path, 0o600)
        await connection.execute("PRAGMA journal_mode = WAL")
        await connection.execute("PRAGMA synchronous = NORMAL")
        await connection.execute("PRAGMA foreign_keys = ON")
        await connection.execute("PRAGMA busy_timeout = 5000")
        await _migrate(connection, path)
        return connection


async def _open_reader(path: Path) -> aiosqlite.Connection:
    async with _closed_on_error(aiosqlite.connect(reader_uri(path), uri=True, isolation_level=None)) as reader:
        await reader.execute("PRAGMA busy_timeout = 5000")
        reader.row_factory = sqlite3.Row
        if await _version(reader, path) < VERSION:
            raise StorageError(_older(path))
        return reader


@asynccontextmanager
async def _closed_on_error(connection: aiosqlite.Connection) -> AsyncIterator[aiosqlite.Connection]:
    """Opens a connection: one left open would keep its thread alive, one that fails has a thread that still tells."""
    try:
        await connection
    except BaseException:
        # To a loop that has ended, it would tell the terminal.
        await asyncio.to_thread(connection._thread.join)
        raise
    try:
        yield connection
    except BaseException:
        await connection.close()
        raise


async def _migrate(connection: aiosqlite.Connection, path: Path) -> None:
    version = await _version(connection, path)
    if version <= 0 and await connection.execute_fetchall("SELECT 1 FROM sqlite_master"):
        # Another program's, whose tables are not to be mixed with ours.
        raise StorageError(_damaged(path))
    if 0 < version < VERSION:
        await connection.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        shutil.copy2(path, path.with_suffix(f".v{version}.bak"))
    for number, step in enumerate(STEPS[version:], version + 1):
        await connection.execute("BEGIN IMMEDIATE")
        for statement in statements(step):
            await connection.execute(statement)
        await connection.execute(f"PRAGMA user_version = {number}")
        await connection.commit()


async def _version(connection: aiosqlite.Connection, path: Path) -> int:
    """The format of the file, 0 for an empty one. Raises StorageError for one that only a newer lbtui knows."""
    async with connection.execute("PRAGMA user_version") as cursor:
        row = await cursor.fetchone()
    version = int(row[0]) if row else 0
    _check_newest(version, path)
    return version


def _check_newest(version: int, path: Path) -> None:
    if version > VERSION:
        raise StorageError(
            f"{path_line(path)} was written by a newer lbtui "
            f"(format {version}, this one knows {VERSION}): update lbtui."
        )


# What goes wrong with the store, in sentences for the member -------------------------------------

_DAMAGE = ("malformed", "not a database", "decode to UTF-8")
"""What SQLite says of a file that is damaged."""


def _sentence_of(file: Path, text: str) -> str:
    """The sentence for what SQLite says of a file."""
    path = path_line(file)
    if "full" in text:
        return f"The disk of {path} is full: make room; what was stored is safe."
    if "disk I/O" in text:
        return f"The disk of {path} is full or fails: make room; what was stored is safe."
    if "locked" in text:
        return f"{path} is locked by another program: close it and try again."
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        # SQLite keeps two files beside the database, also while it only reads.
        return f"{path} cannot be written: check its permissions and those of its folder."
    if any(sign in text for sign in _DAMAGE):
        return _damaged(file)
    # SQLite may quote what it found in the file.
    return f"{path}: {clean_line(text)}."


def _damaged(path: Path) -> str:
    """For a file whose content lbtui cannot have written."""
    return f"{path_line(path)} is damaged or no library of lbtui: move it away and import the export again."


def _older(path: Path) -> str:
    """For a file that only a writer can bring up to date."""
    return f"{path_line(path)} was written by an older lbtui: start this one without any other to update it."


def _missing(path: Path) -> str:
    """Where there is none."""
    return f"There is no library at {path_line(path)} yet: import an export first."
