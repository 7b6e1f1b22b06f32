"""One word for one thing, on the screens, in the help and in the palette."""

from pathlib import Path

import pytest

from lbtui.enrichment.events import FilmEvent
from lbtui.films.fields import COLUMNS
from lbtui.model.enums import FilmStatus
from lbtui.screens.enrichment import FilmLog
from lbtui.widgets.film_table import FilmTable
from tests.app.running import running, until
from tests.screens.small_library import make_library
from tests.widgets.snapshot import screen_text, widget_text


async def test_every_column_has_a_heading_of_its_own(tmp_path: Path) -> None:
    labels = [column.label for column in COLUMNS.values()]
    assert all(labels)
    assert len(set(labels)) == len(labels)
    async with running(await make_library(tmp_path), size=(220, 60)) as (app, pilot):
        table = app.screen.query_one(FilmTable)
        await until(pilot, lambda: len(table.rows) == 8, "the films")
        heading = widget_text(table).splitlines()[0]
        assert all(word in heading for word in ("Watched on", "Times", "State"))


@pytest.mark.parametrize("key", ["1", "2"])
async def test_what_leaves_is_exported(tmp_path: Path, key: str) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 8, "the films")
        await pilot.press(key)
        await until(pilot, lambda: "Export" in screen_text(app), "the key")
        assert "take out" not in screen_text(app).casefold()


async def test_the_help_says_nothing_twice_and_the_palette_says_the_keys(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), size=(120, 70)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 8, "the films")
        await pilot.press("question_mark")
        await until(pilot, lambda: "A page up" in screen_text(app), "the help")
        assert "Page up: A page up" not in screen_text(app)
        await pilot.press("escape", "ctrl+p", *"columns")
        await until(pilot, lambda: "Columns (c)" in screen_text(app), "the key of a command")


async def test_settings_belong_to_none_of_the_five_screens(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 8, "the films")
        await pilot.press("comma")
        await until(pilot, lambda: "Theme" in screen_text(app), "the settings")
        first = app.screen._compositor.render_strips()[0]
        assert not any(segment.style and segment.style.reverse for segment in first)


async def test_the_log_says_once_what_many_films_have_in_common(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 8, "the films")
        await pilot.press("3")
        log = app.screen.query_one(FilmLog)
        events = [FilmEvent(n, f"Film {n}", 1990, FilmStatus.FAILED, "TMDB did not answer today") for n in range(9)]
        log.clear()
        log.write_films(events[:5])
        log.write_films(events[5:])
        await until(pilot, lambda: "Film 8" in widget_text(log), "the lines")
        assert widget_text(log).count("TMDB did not answer today") == 1
