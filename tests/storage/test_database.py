"""Opening, migrating and writing the store: one writer, whole transactions, sentences for what goes wrong."""

import asyncio
import os
import shutil
import sqlite3
import threading
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path

import pytest

from lbtui.model.enums import Kind
from lbtui.storage import database as module
from lbtui.storage import settings
from lbtui.storage.database import Database, ReadOnlyError, StorageError
from lbtui.storage.enrichment_queue import incomplete_details, stale_details
from lbtui.storage.offers import Outdated, outdated
from lbtui.storage.rows import load_rows
from lbtui.storage.schema import FIRST, VERSION, statements
from lbtui.storage.sessions import now
from tests.storage.member import Member, film
from tests.stored import execute, leave_room
from tests.waiting import wait_until

CLEO = film(1, "Cléo from 5 to 7", 1962)


def version(path: Path) -> int:
    with closing(sqlite3.connect(path)) as connection:
        return int(connection.execute("PRAGMA user_version").fetchone()[0])


def as_version(path: Path, number: int) -> None:
    with closing(sqlite3.connect(path)) as connection:
        connection.execute(f"PRAGMA user_version = {number}")


async def test_a_library_is_made_where_there_is_none_and_is_its_owners_alone(tmp_path: Path) -> None:
    path = tmp_path / "some" / "where" / "library.db"
    async with await Database.open(path) as database:
        assert not database.read_only

    assert version(path) == VERSION
    if os.name == "posix":
        assert path.stat().st_mode & 0o077 == 0


@pytest.fixture
def two_formats(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if the format had gained a table since the first one."""
    monkeypatch.setattr(module, "STEPS", (FIRST, "CREATE TABLE later (id INTEGER) STRICT;"))
    monkeypatch.setattr(module, "VERSION", 2)


def older_library(path: Path) -> None:
    """A library as the first format made it, with a setting in it."""
    path.parent.mkdir()
    with closing(sqlite3.connect(path)) as connection:
        for statement in statements(FIRST):
            connection.execute(statement)
        connection.execute("INSERT INTO setting VALUES ('username', 'varda')")
        connection.execute("PRAGMA user_version = 1")
        connection.commit()


@pytest.mark.usefixtures("two_formats")
async def test_an_older_library_is_migrated_and_a_copy_of_it_kept(tmp_path: Path) -> None:
    path = tmp_path / "data" / "library.db"
    older_library(path)
    async with await Database.open(path) as database:
        assert await settings.load(database, "username") == "varda"
        await database.fetch("SELECT * FROM later")

    assert version(path) == 2
    backup = path.with_suffix(".v1.bak")
    assert version(backup) == 1
    with closing(sqlite3.connect(backup)) as connection:
        assert connection.execute("SELECT value FROM setting").fetchall() == [("varda",)]


async def test_details_of_an_older_library_are_fetched_again_when_there_is_time(tmp_path: Path) -> None:
    path = tmp_path / "data" / "library.db"
    older_library(path)
    with closing(sqlite3.connect(path)) as connection:
        for kind, detailed in ((Kind.MOVIE, 1), (Kind.TV, 0)):
            about = (kind.value, 1, detailed, "2026-11-20T10:00:00+00:00", "Cléo")
            row = "(kind, tmdb_id, detailed, fetched_at, title) VALUES (?, ?, ?, ?, ?)"
            connection.execute(f"INSERT INTO metadata {row}", about)
            connection.execute("INSERT INTO film (name, kind, tmdb_id) VALUES ('Cléo', ?, 1)", (kind.value,))
        connection.commit()
    async with await Database.open(path) as database:
        assert await incomplete_details(database, now()) == [(Kind.MOVIE, 1)]
        assert not await stale_details(database, now())
        assert await outdated(database, "DE", now(), watchlist=False) == [Outdated(Kind.MOVIE, 1, 0, known=False)]


async def test_a_migration_that_fails_leaves_the_library_as_it_was(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "data" / "library.db"
    older_library(path)
    monkeypatch.setattr(module, "STEPS", (FIRST, "CREATE TABLE later (id INTEGER);\nINSERT INTO nowhere VALUES (1);"))
    monkeypatch.setattr(module, "VERSION", 2)
    with pytest.raises(StorageError, match="nowhere"):
        await Database.open(path)

    assert version(path) == 1
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master WHERE name = 'later'").fetchall() == []


async def test_a_library_of_a_newer_lbtui_is_refused_and_not_touched(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with await Database.open(path):
        pass
    as_version(path, VERSION + 1)
    before = path.read_bytes()

    for read_only in (False, True):
        with pytest.raises(StorageError, match=r"library\.db was written by a newer lbtui .* update lbtui"):
            await Database.open(path, read_only=read_only)
    assert path.read_bytes() == before


async def test_a_reader_does_not_take_an_older_library_for_one_of_today(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with await Database.open(path):
        pass
    as_version(path, VERSION - 1)

    with pytest.raises(StorageError, match="written by an older lbtui"):
        await Database.open(path, read_only=True)


async def test_a_second_instance_only_reads_and_says_so(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with await Database.open(path) as first, await Database.open(path) as second:
        await settings.save(first, "username", "varda")

        assert second.read_only
        assert await settings.load(second, "username") == "varda"
        with pytest.raises(ReadOnlyError, match=r"Another lbtui has this library open.*only reads"):
            await settings.save(second, "username", "demy")

    async with await Database.open(path) as third:
        assert not third.read_only


async def test_reading_where_there_is_no_library_says_what_to_do(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match=r"There is no library at .* yet: import an export first"):
        await Database.open(tmp_path / "library.db", read_only=True)


async def test_a_write_whose_caller_is_cancelled_is_stored_all_the_same(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(connection: sqlite3.Connection) -> None:
        begun.set()
        go_on.wait()
        for name in ("username", *map(str, range(20))):
            settings.put(connection, name, "varda")

    caller = asyncio.create_task(database.write(work))
    await wait_until(begun.is_set, "the write")
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    go_on.set()
    await database.close()

    async with await Database.open(database.path) as again:
        assert await settings.load(again, "username") == "varda"


async def test_a_write_that_fails_leaves_nothing_behind(database: Database) -> None:
    def work(connection: sqlite3.Connection) -> None:
        settings.put(connection, "username", "varda")
        raise ValueError("in the middle")

    with pytest.raises(ValueError, match="in the middle"):
        await database.write(work)

    assert await settings.load(database, "username") == ""
    await settings.save(database, "username", "demy")
    assert await settings.load(database, "username") == "demy"


async def test_a_statement_that_fails_takes_back_those_before_it(database: Database) -> None:
    def work(connection: sqlite3.Connection) -> None:
        settings.put(connection, "username", "varda")
        connection.execute("INSERT INTO nothing VALUES (1)")

    with pytest.raises(StorageError, match="nothing"):
        await database.write(work)
    assert await settings.load(database, "username") == ""


async def test_a_write_whose_caller_is_cancelled_before_it_begins_is_stored_too(database: Database) -> None:
    caller = asyncio.create_task(settings.save(database, "username", "varda"))
    await asyncio.sleep(0)
    caller.cancel()
    with pytest.raises(asyncio.CancelledError):
        await caller
    await database.settle()
    assert await settings.load(database, "username") == "varda"


async def test_what_is_read_in_one_go_is_of_one_moment(database: Database) -> None:
    begun, go_on = threading.Event(), threading.Event()

    def work(connection: sqlite3.Connection) -> list[str | None]:
        before = settings.get(connection, "username")
        begun.set()
        go_on.wait()
        return [before, settings.get(connection, "username")]

    reading = asyncio.create_task(database.read(work))
    await wait_until(begun.is_set, "the first look")
    await settings.save(database, "username", "varda")
    go_on.set()
    assert await reading == [None, None]
    assert await settings.load(database, "username") == "varda"


async def test_what_was_written_is_read_at_once_whoever_else_reads(database: Database) -> None:
    async def put_and_look(name: str) -> str:
        await settings.save(database, name, "there")
        return await settings.load(database, name)

    async def read_on() -> None:
        while not done.is_set():
            await database.fetch("SELECT name FROM setting")

    done = asyncio.Event()
    others = asyncio.gather(*(read_on() for _ in range(5)))
    found = [await put_and_look(str(number)) for number in range(50)]
    done.set()
    await others
    assert set(found) == {"there"}


async def test_writes_wait_for_one_another(database: Database) -> None:
    def work(connection: sqlite3.Connection) -> None:
        held = int(settings.get(connection, "count") or "0")
        settings.put(connection, "count", str(held + 1))

    await asyncio.gather(*(database.write(work) for _ in range(10)))
    assert await settings.load(database, "count") == "10"


async def test_a_full_disk_is_a_sentence_and_the_library_is_as_before(member: Member) -> None:
    await member.bring("2024-01-01", watched=[CLEO])
    many = [film(number, f"Film {number}", 2000) for number in range(2, 3000)]
    export = member.export("2024-02-01", watched=many)
    await leave_room(member.database, 5)

    with pytest.raises(StorageError, match=r"The disk of .*library\.db is full: make room; what was stored is safe"):
        await member.store(export)
    assert member.names() == ["Cléo from 5 to 7"]
    assert not member.row("Cléo from 5 to 7").removed

    await execute(member.database, "PRAGMA max_page_count = 1000000")
    assert (await member.store(export)).new == 2998


@contextmanager
def unwritable(folder: Path) -> Iterator[None]:
    """A folder without permission to write, where the system has that and the user is not above it."""
    folder.chmod(0o500)
    try:
        if os.access(folder, os.W_OK):
            pytest.skip("this user may write everywhere")
        yield
    finally:
        folder.chmod(0o700)


async def test_a_folder_that_cannot_be_written_is_a_sentence(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    folder.mkdir()
    with unwritable(folder), pytest.raises(StorageError, match=r"locked.*: Permission denied"):
        await Database.open(folder / "library.db")


async def test_reading_in_a_folder_that_cannot_be_written_is_a_sentence_too(tmp_path: Path) -> None:
    folder = tmp_path / "locked"
    async with await Database.open(folder / "library.db"):
        pass
    with unwritable(folder):
        with pytest.raises(StorageError, match="check its permissions and those of its folder"):
            await Database.open(folder / "library.db", read_only=True)
        with pytest.raises(StorageError, match="check its permissions and those of its folder"):
            load_rows(folder / "library.db")


async def test_a_folder_that_cannot_be_is_a_sentence(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("not a folder")
    with pytest.raises(StorageError, match=r"file.*: (Not a directory|File exists)"):
        await Database.open(tmp_path / "file" / "library.db")


async def test_a_file_that_is_no_database_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.write_text("Date,Name,Year\n" * 100)
    with pytest.raises(StorageError, match=r"library\.db is damaged or no library of lbtui: move it away"):
        await Database.open(path)
    with pytest.raises(StorageError, match="damaged or no library"):
        load_rows(path)


async def test_a_name_with_signs_of_an_address_is_a_file_like_any_other(tmp_path: Path) -> None:
    path = tmp_path / "50% of me? #1" / "library.db"
    async with await Database.open(path) as database:
        await settings.save(database, "username", "varda")
        assert await settings.load(database, "username") == "varda"
    assert load_rows(path) == []


async def test_what_a_killed_instance_had_stored_is_there(database: Database, tmp_path: Path) -> None:
    await settings.save(database, "username", "varda")
    (tmp_path / "killed").mkdir()
    # The files as the system keeps them when the process is gone: nothing was closed.
    for file in database.path.parent.iterdir():
        shutil.copy(file, tmp_path / "killed")

    async with await Database.open(tmp_path / "killed" / "library.db") as again:
        assert await settings.load(again, "username") == "varda"


async def test_a_library_of_the_first_format_knows_which_tables_its_films_are_in(tmp_path: Path) -> None:
    path = tmp_path / "data" / "library.db"
    older_library(path)
    with closing(sqlite3.connect(path)) as connection:
        connection.executemany(
            "INSERT INTO film (name, watched, rating, liked, watchlist, orphaned, removed) "
            "VALUES (?, ?, ?, ?, ?, ?, ?)",
            [("All", 1, 4.0, 1, 1, 0, 0), ("Lost", 1, None, 0, 0, 1, 0), ("Gone", 1, 3.0, 0, 0, 0, 1)],
        )
        connection.execute("INSERT INTO setting VALUES ('as_of', '2024-02-01T10:00:00+00:00')")
        connection.commit()

    async with await Database.open(path) as database:
        rows = await database.fetch("SELECT name, tables FROM film ORDER BY id")
        assert [tuple(row) for row in rows] == [("All", "likes,ratings,watched,watchlist"), ("Lost", ""), ("Gone", "")]
        assert (await Member(database, tmp_path).bring("2024-01-01", watched=[CLEO])).older


async def test_what_stands_in_the_place_of_the_library_is_a_sentence(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    path.mkdir()
    for opening in (Database.open(path), Database.open(path, read_only=True)):
        with pytest.raises(StorageError, match=r"library\.db is no file: move it away"):
            await opening
    with pytest.raises(StorageError, match=r"library\.db is no file"):
        load_rows(path)


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_is_not_waited_for(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "library.db")
    with pytest.raises(StorageError, match="is no file"):
        load_rows(tmp_path / "library.db")


async def test_the_database_of_another_program_is_left_alone(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    with closing(sqlite3.connect(path)) as connection:
        connection.execute("CREATE TABLE theirs (id INTEGER)")
    before = path.read_bytes()
    with pytest.raises(StorageError, match="damaged or no library of lbtui"):
        await Database.open(path)
    with closing(sqlite3.connect(path)) as connection:
        assert connection.execute("SELECT name FROM sqlite_master").fetchall() == [("theirs",)]
    assert len(path.read_bytes()) == len(before)


async def test_a_newer_library_is_refused_by_those_that_read_all_at_once_too(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with await Database.open(path):
        pass
    as_version(path, VERSION + 1)
    with pytest.raises(StorageError, match="written by a newer lbtui"):
        load_rows(path)


@pytest.mark.parametrize(
    "damage",
    [
        "UPDATE film SET name = CAST(x'ff1b5b324a' AS TEXT)",
        "UPDATE film SET status = 'strange'",
        "UPDATE film SET logged_on = 'yesterday'",
    ],
    ids=["text", "word", "day"],
)
async def test_values_that_are_damaged_are_a_sentence_without_the_damage(member: Member, damage: str) -> None:
    await member.bring("2024-01-01", watched=[CLEO])
    await execute(member.database, damage)
    with pytest.raises(StorageError, match="damaged or no library of lbtui") as caught:
        load_rows(member.database.path)
    assert "\x1b" not in str(caught.value)


async def test_a_damaged_scheme_is_a_sentence_without_the_damage(tmp_path: Path) -> None:
    path = tmp_path / "library.db"
    async with await Database.open(path):
        pass
    data = path.read_bytes()
    for damage in (b"\x03\x1b", b"\xbe\xbe"):
        path.write_bytes(data.replace(b"CREATE TABLE film ", b"CREATE TABLE " + damage + b"lm "))
        with pytest.raises(StorageError, match="damaged or no library of lbtui"):
            load_rows(path)
        with pytest.raises(StorageError, match="damaged or no library of lbtui"):
            await Database.open(path)


def test_a_file_that_a_full_disk_left_empty_is_no_library_yet(tmp_path: Path) -> None:
    (tmp_path / "library.db").touch()
    with pytest.raises(StorageError, match="There is no library at"):
        load_rows(tmp_path / "library.db")


async def test_those_that_read_all_at_once_do_not_take_an_older_library_for_one_of_today(tmp_path: Path) -> None:
    path = tmp_path / "data" / "library.db"
    older_library(path)
    with pytest.raises(StorageError, match="written by an older lbtui"):
        load_rows(path)


def test_a_disk_that_fails_is_told_as_such(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="is full or fails: make room"), module.explained(tmp_path):
        raise sqlite3.OperationalError("disk I/O error")


async def test_a_library_that_cannot_be_opened_leaves_no_thread_behind(tmp_path: Path) -> None:
    (tmp_path / "library.db").symlink_to(tmp_path / "nowhere" / "library.db")
    before = set(threading.enumerate())
    for _ in range(20):
        with pytest.raises(StorageError, match="cannot be written"):
            await Database.open(tmp_path / "library.db")
        assert not [one for one in set(threading.enumerate()) - before if "_connection_worker" in one.name]
