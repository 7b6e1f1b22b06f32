"""Importing an export through the steps of its session."""

import asyncio
import os
import sqlite3
import sys
from pathlib import Path

import pytest

from lbtui.letterboxd.errors import ExportError
from lbtui.model.enums import SessionStatus
from lbtui.services import importing
from lbtui.services.importing import import_export, resume_import
from lbtui.statistics.reading import load
from lbtui.storage import sessions
from lbtui.storage.database import Database, StorageError
from lbtui.storage.rows import load_rows
from tests.letterboxd.maker import film_uri, make_export_zip
from tests.stored import leave_room

S = SessionStatus
CLEO = ("2020-05-02", "Cléo from 5 to 7", "1962", film_uri(1))
SOLARIS = ("2020-05-03", "Solaris", "1972", film_uri(2))


@pytest.fixture
def export(tmp_path: Path) -> Path:
    return make_export_zip(tmp_path / "letterboxd-me-2026-01-02-03-04-utc.zip", watched=[CLEO], watchlist=[SOLARIS])


async def names(database: Database) -> list[str]:
    return [row[0] for row in await database.fetch("SELECT name FROM film ORDER BY id")]


async def states(database: Database) -> list[list[SessionStatus]]:
    """The states that each session went through, newest session first."""
    found = await sessions.all_sessions(database)
    return [[change.status for change in await sessions.changes(database, session.id)] for session in found]


async def test_an_import_stores_every_state_it_goes_through(database: Database, export: Path) -> None:
    told: list[SessionStatus] = []
    summary = await import_export(database, [export], on_step=lambda status, _: told.append(status))

    assert (summary.films, summary.watched, summary.watchlist, summary.new) == (2, 1, 1, 2)
    assert await states(database) == [[S.UPLOADING, S.PARSING, S.PROCESSING, S.ENRICHING]]
    assert list(dict.fromkeys(told)) == [S.UPLOADING, S.PARSING, S.PROCESSING]
    assert (await sessions.find(database, summary.session)).status is S.ENRICHING


async def test_the_same_export_again_changes_nothing_and_leaves_no_session(database: Database, export: Path) -> None:
    first = await import_export(database, [export])
    again = await import_export(database, [export])

    assert again.unchanged
    assert again.session == first.session
    assert (again.films, again.new, again.updated) == (2, 0, 0)
    assert len(await sessions.all_sessions(database)) == 1


async def test_a_later_export_updates_and_ends_the_earlier_session(database: Database, tmp_path: Path) -> None:
    older = make_export_zip(tmp_path / "letterboxd-me-2025-01-01-00-00-utc.zip", watched=[CLEO])
    newer = make_export_zip(tmp_path / "letterboxd-me-2026-01-01-00-00-utc.zip", watched=[CLEO, SOLARIS])
    await import_export(database, [older])
    summary = await import_export(database, [newer])

    assert (summary.new, summary.updated) == (1, 0)
    assert [session.status for session in await sessions.all_sessions(database)] == [S.ENRICHING, S.COMPLETED]


async def test_a_file_that_is_no_export_fails_its_session_with_the_sentence(
    database: Database, export: Path, tmp_path: Path
) -> None:
    await import_export(database, [export])
    wrong = tmp_path / "notes.zip"
    wrong.write_bytes(b"not a zip at all")

    with pytest.raises(ExportError) as error:
        await import_export(database, [wrong])

    session = (await sessions.all_sessions(database))[0]
    assert (session.status, session.reason) == (S.FAILED, str(error.value))
    assert await names(database) == ["Cléo from 5 to 7", "Solaris"]


async def test_a_full_disk_leaves_the_library_as_it_was(database: Database, export: Path, tmp_path: Path) -> None:
    await import_export(database, [export])
    rows = [("2021-01-01", f"Film {n} {'x' * 500}", "2000", film_uri(100 + n)) for n in range(2000)]
    later = make_export_zip(tmp_path / "letterboxd-me-2026-05-01-00-00-utc.zip", watched=[CLEO, *rows])
    await leave_room(database, 20)

    with pytest.raises(StorageError, match="full"):
        await import_export(database, [later])

    session = (await sessions.all_sessions(database))[0]
    assert session.status is S.FAILED
    assert "full" in session.reason
    assert await names(database) == ["Cléo from 5 to 7", "Solaris"]


async def test_a_mistake_of_ours_fails_the_session_instead_of_being_tried_at_each_start(
    database: Database, export: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(_: object) -> None:
        raise RuntimeError("a mistake")

    monkeypatch.setattr(importing, "merge", broken)
    with pytest.raises(RuntimeError):
        await import_export(database, [export])

    assert (await sessions.all_sessions(database))[0].status is S.FAILED
    assert await resume_import(database) is None


async def killed(database: Database, path: Path | str, status: SessionStatus) -> str:
    """An import that was killed in this state."""
    session = await sessions.begin(database, "export.zip", str(path))
    for state in (S.PARSING, S.PROCESSING):
        if session.status is not status:
            await sessions.change(database, session.id, state)
            session = await sessions.find(database, session.id)
    return session.id


@pytest.mark.parametrize("status", [S.UPLOADING, S.PARSING, S.PROCESSING])
async def test_a_killed_import_is_read_again(database: Database, export: Path, status: SessionStatus) -> None:
    session = await killed(database, export, status)
    summary = await resume_import(database)

    assert summary
    assert (summary.session, summary.films) == (session, 2)
    assert (await states(database))[0][-4:] == [S.UPLOADING, S.PARSING, S.PROCESSING, S.ENRICHING]


async def test_a_killed_import_of_several_files_is_read_again(database: Database, tmp_path: Path) -> None:
    header = "Date,Name,Year,Letterboxd URI"
    files = [tmp_path / "watched.csv", tmp_path / "watchlist.csv"]
    for file, film in zip(files, (CLEO, SOLARIS), strict=True):
        file.write_text(f"{header}\n{','.join(film)}\n", encoding="utf-8")
    await killed(database, "\n".join(map(str, files)), S.PARSING)
    summary = await resume_import(database)

    assert summary
    assert (summary.watched, summary.watchlist) == (1, 1)


async def test_a_killed_import_whose_file_is_gone_fails_with_a_sentence(database: Database, tmp_path: Path) -> None:
    session = await killed(database, tmp_path / "gone.zip", S.PARSING)

    with pytest.raises(ExportError, match=r"gone\.zip"):
        await resume_import(database)

    found = await sessions.find(database, session)
    assert found.status is S.FAILED
    assert "gone.zip" in found.reason
    assert await resume_import(database) is None


async def test_a_killed_sync_fails_and_asks_nobody_again(database: Database) -> None:
    session = await sessions.begin(database, "feed of me", None)
    await sessions.change(database, session.id, S.PARSING)
    assert await resume_import(database) is None
    assert (await sessions.find(database, session.id)).status is S.FAILED


async def test_only_the_latest_killed_import_is_read_again(database: Database, export: Path, tmp_path: Path) -> None:
    earlier = await killed(database, tmp_path / "gone.zip", S.PARSING)
    await killed(database, export, S.UPLOADING)
    summary = await resume_import(database)

    assert summary
    assert (await sessions.find(database, earlier)).status is S.FAILED


async def test_without_a_killed_import_there_is_nothing_to_read_again(database: Database, export: Path) -> None:
    assert await resume_import(database) is None
    await import_export(database, [export])
    assert await resume_import(database) is None


@pytest.mark.skipif(os.name == "nt" or os.geteuid() == 0, reason="needs files that may not be read")
async def test_a_file_that_may_not_be_read_is_told(database: Database, export: Path) -> None:
    export.chmod(0)
    with pytest.raises(ExportError, match="may not be read"):
        await import_export(database, [export])


async def test_another_process_sees_the_states_while_they_pass(database: Database, export: Path) -> None:
    seen: list[str] = []

    def look(*_: object) -> None:
        with sqlite3.connect(database.path) as other:
            seen.extend(row[0] for row in other.execute("SELECT status FROM session"))
        other.close()

    await import_export(database, [export], on_step=look)
    assert list(dict.fromkeys(seen)) == ["uploading", "parsing", "processing"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text there")
async def test_an_interrupted_import_of_a_file_whose_name_is_not_text_is_read_again(
    database: Database, export: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    odd = Path(os.fsdecode(os.fsencode(tmp_path) + b"/a\nb\xff.zip"))
    os.rename(export, odd)

    def killed(*_: object, **__: object) -> None:
        raise asyncio.CancelledError

    with monkeypatch.context() as patch:
        patch.setattr(importing, "parse", killed)
        with pytest.raises(asyncio.CancelledError):
            await import_export(database, [odd])
    await resume_import(database)

    assert await names(database) == ["Cléo from 5 to 7", "Solaris"]
    assert (await sessions.all_sessions(database))[0].source == "a b\N{REPLACEMENT CHARACTER}.zip"


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of folders are text there")
async def test_a_library_may_lie_in_a_folder_whose_name_is_not_text(tmp_path: Path, export: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff")) / "library.db"
    async with await Database.open(path) as database:
        await import_export(database, [export])
        assert len(load_rows(path)) == 2
        assert len(load(path)) == 2
    path.write_bytes(b"no database at all" * 100)
    with pytest.raises(StorageError) as error:
        await Database.open(path)
    str(error.value).encode()
