"""The key screen: a key is checked as it is pasted, kept where only its owner reads, and shown nowhere."""

import logging
import math
from pathlib import Path

import pytest
from textual.events import Paste
from textual.pilot import Pilot

from lbtui.app.main import LbtuiApp
from lbtui.options import Options
from lbtui.screens.api_key import KeyScreen
from lbtui.services.enrichment_status import State
from lbtui.widgets.inputs import SecretInput
from tests.app.running import ended, export, films, options, running, until
from tests.tmdb.server import KEY, FakeTmdb, Trouble
from tests.widgets.snapshot import screen_text, screen_words

OTHER = "f" * 32


async def _paste(app: LbtuiApp, pilot: Pilot[int], text: str) -> None:
    app.screen.query_one(SecretInput).post_message(Paste(text))
    await pilot.pause()


async def _open(app: LbtuiApp, pilot: Pilot[int]) -> None:
    await until(pilot, lambda: app.session.database is not None, "the library")
    await pilot.press("K")
    await until(pilot, lambda: isinstance(app.screen, KeyScreen), "the key screen")


def _start(tmp_path: Path, server: FakeTmdb, chosen: Path | None = None) -> Options:
    return options(tmp_path, server.url, key=None, chosen=chosen)


async def test_a_pasted_key_is_kept_for_its_owner_alone_and_the_films_fill_in(tmp_path: Path) -> None:
    async with FakeTmdb(films(3)) as server:
        start = _start(tmp_path, server, export(tmp_path / "export.zip", films(3)))
        async with running(start) as (app, pilot):
            await until(pilot, lambda: app.session.enrichment_status.state is State.NO_KEY, "waiting for a key")
            await _open(app, pilot)
            await _paste(app, pilot, f"  {KEY}\n")
            await until(pilot, lambda: ended(app), "all films")
            assert not isinstance(app.screen, KeyScreen)
    assert start.paths.key.read_text() == f"{KEY}\n"
    assert start.paths.key.stat().st_mode & 0o777 == 0o600


async def test_a_refused_key_is_said_to_be_and_not_kept(tmp_path: Path) -> None:
    async with FakeTmdb() as server:
        start = _start(tmp_path, server)
        async with running(start) as (app, pilot):
            await _open(app, pilot)
            await _paste(app, pilot, OTHER)
            await until(pilot, lambda: app.screen.has_class("-wrong"), "the refusal")
            assert "key" in screen_words(app)
            assert not app.screen.query_one("#key-anyway").display
    assert not start.paths.key.exists()


async def test_text_that_is_no_key_never_leaves_the_machine(tmp_path: Path) -> None:
    async with FakeTmdb() as server, running(_start(tmp_path, server)) as (app, pilot):
        await _open(app, pilot)
        await _paste(app, pilot, "abc123")
        await until(pilot, lambda: app.screen.has_class("-wrong"), "the sentence")
        assert "has 32 characters, this one has 6" in screen_words(app)
        assert not server.count


async def test_a_key_can_be_kept_unchecked_where_tmdb_is_out_of_reach(tmp_path: Path) -> None:
    start = options(tmp_path, "http://127.0.0.1:9/3", key=None)
    async with running(start) as (app, pilot):
        await _open(app, pilot)
        await _paste(app, pilot, KEY)
        await until(pilot, lambda: app.screen.has_class("-unknown"), "that TMDB is out of reach")
        await pilot.press("tab", "enter")
        await pilot.pause()
        assert not isinstance(app.screen, KeyScreen)
    assert start.paths.key.read_text() == f"{KEY}\n"


async def test_what_was_pasted_while_tmdb_was_out_of_reach_is_tried_again_by_enter(tmp_path: Path) -> None:
    async with FakeTmdb() as server:
        await server.go_away()
        start = options(tmp_path, server.url, key=None)
        async with running(start) as (app, pilot):
            await _open(app, pilot)
            await _paste(app, pilot, KEY)
            await until(pilot, lambda: app.screen.has_class("-unknown"), "that TMDB is out of reach")
            assert app.focused is app.screen.query_one("#key-retry")
            await server.come_back()
            await pilot.press("enter")
            await until(pilot, lambda: not isinstance(app.screen, KeyScreen), "the key that is kept")
    assert start.paths.key.read_text() == f"{KEY}\n"


async def test_on_a_small_screen_the_way_on_is_in_sight_below_the_cause(tmp_path: Path) -> None:
    async with FakeTmdb() as server:
        server.fail(Trouble.FORBIDDEN, math.inf)
        async with running(_start(tmp_path, server), size=(80, 24)) as (app, pilot):
            await _open(app, pilot)
            await _paste(app, pilot, KEY)
            await until(pilot, lambda: app.screen.has_class("-unknown"), "that TMDB is blocked")
            await until(pilot, lambda: "Keep it unchecked" in screen_words(app), "the button")
            assert "--tmdb-url https://api.tmdb.org/3" in screen_words(app)


async def test_a_key_can_be_removed(tmp_path: Path) -> None:
    async with FakeTmdb() as server:
        start = _start(tmp_path, server)
        start.paths.config.mkdir(parents=True)
        start.paths.key.write_text(KEY)
        async with running(start) as (app, pilot):
            await _open(app, pilot)
            await pilot.click("#key-remove")
            await pilot.pause()
    assert not start.paths.key.exists()


async def test_the_key_is_neither_shown_nor_copied_nor_logged(tmp_path: Path, caplog: pytest.LogCaptureFixture) -> None:
    caplog.set_level(logging.DEBUG)
    async with FakeTmdb() as server, running(_start(tmp_path, server)) as (app, pilot):
        await _open(app, pilot)
        field = app.screen.query_one(SecretInput)
        field.value = KEY
        await pilot.press("home", "shift+end", "ctrl+c", "ctrl+x")
        assert KEY not in screen_text(app)
        assert KEY not in app.clipboard
        await _paste(app, pilot, OTHER)
        await until(pilot, lambda: app.screen.has_class("-wrong"), "the refusal")
        assert field.value == ""
        assert OTHER not in repr(vars(app.screen))
    assert KEY not in caplog.text
    assert OTHER not in caplog.text
