"""From an export to an enriched library, whatever comes between."""

import asyncio
from pathlib import Path

import pytest

from lbtui.model.enums import FilmStatus, SessionStatus
from lbtui.screens.library import LibraryScreen
from lbtui.services.enriching import BackgroundEnrichment
from lbtui.services.enrichment_status import State
from lbtui.storage import sessions
from lbtui.widgets.film_table import FilmTable
from tests.app.running import NAMES, ended, enriched, export, films, options, running, until
from tests.tmdb.server import FakeTmdb, Trouble
from tests.widgets.snapshot import screen_text, screen_words


async def test_an_export_is_imported_and_every_film_enriched(tmp_path: Path) -> None:
    known = films(12)
    async with FakeTmdb(known) as tmdb:
        chosen = options(tmp_path, tmdb.url, chosen=export(tmp_path / "export.zip", known))
        async with running(chosen) as (app, pilot):
            await until(pilot, lambda: ended(app), "the end of the enrichment")
            assert enriched(app) == 12
            assert app.session.database is not None
            await until(pilot, lambda: app.session.enrichment_status.state is State.IDLE, "the end of the run")
            (session,) = await sessions.all_sessions(app.session.database)
            assert session.status is SessionStatus.COMPLETED
            assert [change.status.value for change in await sessions.changes(app.session.database, session.id)] == [
                "uploading",
                "parsing",
                "processing",
                "enriching",
                "completed",
            ]


async def test_moving_between_screens_does_not_stop_the_enrichment(tmp_path: Path) -> None:
    known = films(30)
    async with FakeTmdb(known, latency=0.02) as tmdb:
        chosen = options(tmp_path, tmdb.url, chosen=export(tmp_path / "export.zip", known))
        async with running(chosen) as (app, pilot):
            await until(
                pilot, lambda: app.session.enrichment_status.state is State.RUNNING, "the start of the enrichment"
            )
            while not ended(app):
                for key in "13153":
                    await pilot.press(key)
            assert enriched(app) == 30


async def test_titles_that_look_like_markup_are_shown_as_they_are(tmp_path: Path) -> None:
    known = films(len(NAMES))
    async with FakeTmdb(known) as tmdb:
        chosen = options(tmp_path, tmdb.url, chosen=export(tmp_path / "export.zip", known))
        async with running(chosen) as (app, pilot):
            await until(pilot, lambda: ended(app), "the end of the enrichment")
            await pilot.press("1")
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
            await pilot.pause()
            shown = screen_text(app)
            await pilot.press("3")
            await pilot.pause()
            logged = screen_text(app)
            for name in NAMES:
                assert name in shown
                assert name in logged


async def test_without_a_key_everything_else_works_and_a_key_goes_on(tmp_path: Path) -> None:
    known = films(10)
    async with FakeTmdb(known) as tmdb:
        chosen = options(tmp_path, tmdb.url, key=None, chosen=export(tmp_path / "export.zip", known))
        async with running(chosen) as (app, pilot):
            await until(pilot, lambda: app.session.enrichment_status.state is State.NO_KEY, "the wish for a key")
            assert app.session.database is not None
            session = await sessions.current(app.session.database)
            assert session is not None
            assert session.status is SessionStatus.PAUSED
            await pilot.press("1")
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
            await until(pilot, lambda: app.screen.query_one(FilmTable).line_count == 10, "the films")
            assert "K adds one" in screen_text(app)
        async with running(options(tmp_path, tmdb.url)) as (app, pilot):
            await until(pilot, lambda: ended(app), "the end of the enrichment")


async def test_a_refused_key_stops_with_a_sentence_and_loses_nothing(tmp_path: Path) -> None:
    known = films(20)
    async with FakeTmdb(known, latency=0.01) as tmdb:
        chosen = options(tmp_path, tmdb.url, chosen=export(tmp_path / "export.zip", known))
        async with running(chosen) as (app, pilot):
            await until(pilot, lambda: enriched(app) >= 5, "some films")
            tmdb.key_valid = False
            await until(pilot, lambda: app.session.enrichment_status.state is State.STOPPED, "the stop")
            assert "key" in app.session.enrichment_status.reason
            kept = enriched(app)
            assert kept >= 5
            assert app.session.library.counts[FilmStatus.FAILED] == 0
        tmdb.key_valid = True
        async with running(options(tmp_path, tmdb.url)) as (app, pilot):
            await until(pilot, lambda: ended(app), "the end of the enrichment")
            assert enriched(app) == 20


async def test_pausing_stops_the_requests_and_going_on_ends_the_work(tmp_path: Path) -> None:
    known = films(20)
    async with FakeTmdb(known, latency=0.01) as tmdb:
        chosen = options(tmp_path, tmdb.url, chosen=export(tmp_path / "export.zip", known))
        async with running(chosen) as (app, pilot):
            await until(pilot, lambda: enriched(app) >= 3, "some films")
            tmdb.latency = 600
            await pilot.press("3", "p")
            await until(pilot, lambda: app.session.enrichment_status.state is State.PAUSED, "the pause")
            tmdb.latency = 0
            asked = sum(tmdb.count.values())
            for _ in range(20):
                await pilot.pause()
            assert sum(tmdb.count.values()) == asked
            assert not ended(app)
            await pilot.press("p")
            await until(pilot, lambda: ended(app), "the end of the enrichment")


async def test_quitting_in_the_middle_goes_on_at_the_next_start_without_asking_again(tmp_path: Path) -> None:
    known = films(30)
    async with FakeTmdb(known, latency=0.01) as tmdb:
        chosen = options(tmp_path, tmdb.url, chosen=export(tmp_path / "export.zip", known))
        async with running(chosen) as (app, pilot):
            await until(pilot, lambda: enriched(app) >= 10, "some films")
            tmdb.latency = 600
            await pilot.press("1", "q")
        assert app.return_code == 0
        tmdb.latency = 0
        async with running(options(tmp_path, tmdb.url)) as (app, pilot):
            await until(pilot, lambda: ended(app), "the end of the enrichment")
            assert enriched(app) == 30
        details = {path: times for path, times in tmdb.answered.items() if path.startswith("/movie/")}
        assert len(details) == 30
        # Those under way were not answered, so none was answered twice.
        assert sum(details.values()) == 30


async def test_a_second_app_on_one_library_says_so_and_only_reads(tmp_path: Path) -> None:
    known = films(10)
    async with FakeTmdb(known) as tmdb:
        chosen = options(tmp_path, tmdb.url, chosen=export(tmp_path / "export.zip", known))
        async with running(chosen) as (first, pilot):
            await until(pilot, lambda: ended(first), "the end of the enrichment")
            async with running(options(tmp_path, tmdb.url)) as (second, other):
                await until(other, lambda: second.session.enrichment_status.state is State.READ_ONLY, "the second app")
                await until(other, lambda: len(second.session.library.rows) == 10, "the films")
                await until(other, lambda: "another lbtui writes" in screen_words(second), "the words")


async def test_an_import_that_is_asked_for_while_lbtui_opens_is_read_once(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async def load_log(enrichment: BackgroundEnrichment) -> None:
        """The start goes on once the import has begun, and could take it for one that was interrupted."""
        database = enrichment._session.database
        while database and not await sessions.all_sessions(database):
            await asyncio.sleep(0)

    monkeypatch.setattr(BackgroundEnrichment, "load_log", load_log)
    known = films(3)
    async with FakeTmdb(known) as tmdb, running(options(tmp_path, tmdb.url)) as (app, pilot):
        app.import_paths([export(tmp_path / "export.zip", known)])
        await until(pilot, lambda: ended(app), "the end of the enrichment")
        assert app.session.database is not None
        (session,) = await sessions.all_sessions(app.session.database)
        began = [change.status for change in await sessions.changes(app.session.database, session.id)]
        assert began.count(SessionStatus.UPLOADING) == 1


async def test_a_file_that_is_no_export_gets_its_sentence_and_the_library_stays(tmp_path: Path) -> None:
    known = films(5)
    wrong = tmp_path / "holiday.zip"
    wrong.write_bytes(b"<!DOCTYPE html>")
    async with FakeTmdb(known) as tmdb:
        chosen = options(tmp_path, tmdb.url, chosen=export(tmp_path / "export.zip", known))
        async with running(chosen) as (app, pilot):
            await until(pilot, lambda: ended(app), "the end of the enrichment")
            await pilot.press("5")
            app.import_paths([wrong])
            await until(pilot, lambda: "holiday.zip" in screen_text(app), "the sentence")
            assert len(app.session.library.rows) == 5


async def test_faults_that_pass_leave_no_trace(tmp_path: Path) -> None:
    known = films(8)
    async with FakeTmdb(known) as tmdb:
        tmdb.fail(Trouble.SERVER_ERROR, times=3)
        chosen = options(tmp_path, tmdb.url, chosen=export(tmp_path / "export.zip", known))
        async with running(chosen) as (app, pilot):
            await until(pilot, lambda: ended(app), "the end of the enrichment")
            assert enriched(app) == 8
