"""How screens use their room: the film page beside its poster, the table beside the film, no empty columns."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from lbtui.app.main import LbtuiApp
from lbtui.services.enrichment_status import State
from lbtui.widgets.film_table import FilmTable
from lbtui.widgets.film_view import FilmView
from lbtui.widgets.people import People
from lbtui.widgets.poster import Poster
from tests.app.running import export, films, options, running, until
from tests.screens.small_library import make_library
from tests.widgets.snapshot import screen_text


async def _film_page(app: LbtuiApp, pilot: Pilot[int]) -> FilmView:
    await until(pilot, lambda: len(app.session.library.rows) == 8, "the films")
    ids = [row.id for row in app.session.library.rows]
    app.open_film(next(row.id for row in app.session.library.rows if row.name.startswith("Cléo")), ids)
    await until(pilot, lambda: app.screen.query(FilmView) and app.screen.query_one(FilmView).page, "the page")
    view = app.screen.query_one(FilmView)
    await pilot.pause()
    return view


@pytest.mark.parametrize("size", [(160, 50), (220, 60)])
async def test_people_and_diary_stand_right_of_the_poster_and_the_match_last(
    tmp_path: Path, size: tuple[int, int]
) -> None:
    async with running(await make_library(tmp_path), size) as (app, pilot):
        view = await _film_page(app, pilot)
        people = next(part for part in view.query(People) if part.region.area)
        assert people.region.x >= view.query_one(Poster).region.right
        assert people.region.y < view.query_one(Poster).region.bottom
        lines = [line.strip("│ ") for line in screen_text(app).splitlines()]
        title = next(place for place, line in enumerate(lines) if "Cléo from 5 to 7" in line)
        assert any("Agnès Varda" in line for line in lines[title + 1 : title + 4])
        told = [line for line in lines[: lines.index(next(x for x in lines if x.startswith("╰")))] if line]
        assert "changes the match" in told[-1]


async def test_the_way_to_the_film_before_is_in_the_footer(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), (80, 24)) as (app, pilot):
        await _film_page(app, pilot)
        footer = screen_text(app).splitlines()[-1]
        assert "N Previous" in footer
        assert "q Quit" in footer


@pytest.mark.parametrize("key", ["c", "s", "m", "question_mark"])
async def test_a_dialog_stands_over_the_screen_that_it_was_opened_on(tmp_path: Path, key: str) -> None:
    async with running(await make_library(tmp_path), (160, 50)) as (app, pilot):
        await until(pilot, lambda: app.screen.query_one(FilmTable).cursor_row, "the films")
        await pilot.press(key)
        await until(pilot, lambda: app.screen.is_modal, "the dialog")
        await pilot.pause()
        assert "3&#160;Enrichment" in app.export_screenshot()


async def test_at_160_columns_two_thirds_belong_to_the_table(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), (160, 50)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 8, "the films")
        await pilot.pause()
        assert app.screen.query_one(FilmView).size.width > 0
        assert app.screen.query_one(FilmTable).size.width >= 106


async def test_without_a_key_no_column_is_empty(tmp_path: Path) -> None:
    chosen = export(tmp_path / "export.zip", films(8))
    async with running(options(tmp_path, "http://127.0.0.1:9/3", key=None, chosen=chosen)) as (app, pilot):
        await until(pilot, lambda: app.session.enrichment_status.state is State.NO_KEY, "the films")
        await pilot.press("1")
        await until(pilot, lambda: "1917" in screen_text(app), "the table")
        heading = screen_text(app).splitlines()[2]
        assert "Watched on" in heading
        assert not any(word in heading for word in ("Genres", "Director", "Min", "TMDB", "Country"))
        assert "pending" in screen_text(app)
