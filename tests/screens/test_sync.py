"""The feed in the app: asked for when the member wants it, told on one line, and never in the way."""

import time
from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from textual.widgets import Input

from lbtui.config import load_settings
from lbtui.options import Options
from lbtui.screens.settings import SettingsScreen
from tests.app.running import choose_command, export, films, options, running, until
from tests.letterboxd.feeds import Feeds, feed, item
from tests.letterboxd.maker import make_export_zip
from tests.tmdb.catalogue import Film
from tests.widgets.snapshot import screen_words

NOWHERE = "http://127.0.0.1:9/3"
NEW = feed([
    item(901, "Vagabond", 1967, film=8, rating=4), item(902, "[/b] Feed", 2020, film=900, tmdb=77),
    item(903, "Film number 8", 1968, film=9),
])  # fmt: skip


@pytest.fixture
def feeds() -> Iterator[Feeds]:
    """Letterboxd."""
    with Feeds(NEW) as feeds:
        yield feeds


def start(folder: Path, url: str, *, member: str = "sample", sync: bool = False, chosen: bool = True) -> Options:
    """A start with a library of ten films to import, and a member who has typed a name."""
    path = export(folder / "export.zip", films(10)) if chosen else None
    made = options(folder, NOWHERE, key=None, chosen=path)
    return replace(made, settings=made.settings._replace(letterboxd_url=url, member=member, sync=sync))


async def test_a_key_brings_the_new_viewings_and_another_one_shows_their_films(tmp_path: Path, feeds: Feeds) -> None:
    async with running(start(tmp_path, feeds.url)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 10, "the films")
        assert feeds.paths == []
        await pilot.press("R")
        await until(pilot, lambda: len(app.session.library.rows) == 11, "the film of the feed")
        await until(pilot, lambda: "3 new viewings" in screen_words(app), "the line")
        assert feeds.paths == ["/sample/rss/"]
        await pilot.press("W")
        await until(pilot, lambda: len(app.session.library.index.filter(app.query_now)) == 3, "their films")
        assert {row.name for row in app.session.library.index.filter(app.query_now)} == {
            "Vagabond", "[/b] Feed", "Film number 8",
        }  # fmt: skip
        await choose_command(pilot, "sync with", "Sync with Letterboxd")
        await until(pilot, lambda: len(feeds.paths) == 2, "the second request")
        await until(pilot, lambda: any("Nothing new" in one.message for one in app._notifications), "the answer")


async def test_the_new_viewings_of_a_film_do_not_show_its_namesake(tmp_path: Path) -> None:
    known = [*films(3), Film(2000, "The Thing", 1982), Film(2001, "The Thing", 2011)]
    with Feeds(feed([item(904, "The Thing", 1982, film=4, rating=4)])) as feeds:
        chosen = replace(start(tmp_path, feeds.url), export=export(tmp_path / "namesakes.zip", known))
        async with running(chosen) as (app, pilot):
            await until(pilot, lambda: len(app.session.library.rows) == 5, "the films")
            await pilot.press("R")
            await until(pilot, lambda: "1 new viewing" in screen_words(app), "the line")
            await pilot.press("W")
            await until(pilot, lambda: bool(app.query_now), "the filter")
            assert [(row.name, row.year) for row in app.session.library.index.filter(app.query_now)] == [
                ("The Thing", 1982)
            ]


async def test_a_start_asks_by_itself_where_that_is_wanted_and_once_an_hour(tmp_path: Path, feeds: Feeds) -> None:
    async with running(start(tmp_path, feeds.url)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 10, "the films")
    again = start(tmp_path, feeds.url, sync=True, chosen=False)
    async with running(again) as (app, pilot):
        await until(pilot, lambda: "3 new viewings" in screen_words(app), "the line")
    async with running(again) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 11, "the films")
        await pilot.pause()
    assert len(feeds.paths) == 1


async def test_a_failure_at_a_start_is_one_quiet_line_and_asked_for_no_more(tmp_path: Path, feeds: Feeds) -> None:
    async with running(start(tmp_path, feeds.url)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 10, "the films")
    feeds.status = 500
    again = start(tmp_path, feeds.url, sync=True, chosen=False)
    async with running(again, (200, 40)) as (app, pilot):
        await until(pilot, lambda: "Letterboxd has trouble of its own (500)" in screen_words(app), "the sentence")
        assert len(app.session.library.rows) == 10
        assert not app._notifications
        await pilot.press("W")
        await until(pilot, lambda: any("try again later" in one.message for one in app._notifications), "all of it")
    async with running(again) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 10, "the films")
    assert len(feeds.paths) == 1


async def test_nobody_is_asked_before_the_name_was_typed_though_an_export_tells_it(
    tmp_path: Path, feeds: Feeds
) -> None:
    chosen = replace(start(tmp_path, feeds.url, member="", sync=True), export=_with_profile(tmp_path))
    async with running(chosen) as (app, pilot):
        await until(pilot, lambda: app.session.library.rows, "the films")
        await pilot.press("R")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen), "the settings")
        await until(pilot, lambda: "sample, says your export" in screen_words(app), "the name")
        assert feeds.paths == []
        field = app.screen.query_one("#member", Input)
        assert field.has_focus
        await pilot.press("tab", "shift+tab")
        assert "sample, says your export" in screen_words(app)
        field.value = "no name"
        await pilot.press("enter")
        await until(pilot, lambda: "is no name of a member" in screen_words(app), "the sentence")
        field.value = "@Typed"
        await pilot.press("enter", "escape")
        await until(pilot, lambda: app.session.settings.member == "Typed", "the choice")
        await pilot.press("R")
        await until(pilot, lambda: feeds.paths == ["/typed/rss/"], "the request")
    assert load_settings(chosen.paths.settings)[0].member == "Typed"


def _with_profile(folder: Path) -> Path:
    """An export that tells who its member is."""
    rows = [("2024-03-05", "Vagabond", "1967", "https://boxd.it/a")]
    return make_export_zip(folder / "letterboxd-sample-2026-01-02-03-04-utc.zip", watched=rows)


async def test_a_feed_that_hangs_delays_neither_the_films_nor_the_end(tmp_path: Path, feeds: Feeds) -> None:
    async with running(start(tmp_path, feeds.url)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 10, "the films")
    feeds.hang.clear()
    async with running(start(tmp_path, feeds.url, sync=True, chosen=False)) as (app, pilot):
        await until(pilot, lambda: feeds.paths, "the request")
        assert len(app.session.library.rows) == 10
        began = time.monotonic()
    assert time.monotonic() - began < 5
    feeds.hang.set()
