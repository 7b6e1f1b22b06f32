"""A film's page, alone and beside the table."""

from pathlib import Path

import pytest
from textual.pilot import Pilot

from lbtui.app.main import LbtuiApp
from lbtui.screens.film import FilmScreen
from lbtui.screens.library import LibraryScreen
from lbtui.screens.person import PersonScreen
from lbtui.widgets.film_table import FilmTable
from lbtui.widgets.film_view import FilmView
from tests.app.running import running, until
from tests.screens.small_library import HOSTILE, VARDA, kept, make_library
from tests.widgets.snapshot import screen_text, widget_text

Pilots = Pilot[int]


def _titles(app: LbtuiApp) -> list[str]:
    table = app.screen.query_one_optional(FilmTable)
    return [row.name for row in table.rows] if table else []


async def _opened(app: LbtuiApp, pilot: Pilots) -> None:
    """The library is in sight."""
    await until(pilot, lambda: bool(_titles(app)), "the films")


async def _page(app: LbtuiApp, pilot: Pilots, name: str) -> None:
    """The page of a film is in sight."""

    def there() -> bool:
        view = app.screen.query_one_optional(FilmView)
        return isinstance(app.screen, FilmScreen) and bool(view and view.page and view.page.row.name == name)

    await until(pilot, there, f"the page of {name}")
    await pilot.pause()


async def _open(app: LbtuiApp, pilot: Pilots, name: str) -> None:
    await _opened(app, pilot)
    row = next(row for row in app.session.library.rows if row.name == name)
    app.open_film(row.id, [row.id for row in app.session.library.rows])
    await _page(app, pilot, name)


async def test_the_page_tells_all_that_is_known(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), (120, 70)) as (app, pilot):
        await _open(app, pilot, "Cléo from 5 to 7")
        shown = screen_text(app)

        for text in (
            "Cléo from 5 to 7 1962",
            "Cléo de 5 à 7",
            "1 h 30 min · Drama, Comedy",
            "Paris, in [real] time.",
            "★★★★★  5 of 5 ♥",
            "★★★★   7.6 of 10",
            "       512 votes",
            "A singer waits for two hours.",
            "1962-04-11",
            "Paris Collection",
            "Walks [/b]",
            "Directed by  Agnès Varda",
            "Written by   Agnès Varda",
            "Corinne Marchand  Cléo [/b]",
            "[/b] Bourseiller",
            "2024-03-05 Tue  ★★★★★  ↻ rewatch",
            "2020-01-04 Sat  ★★★★½",
            "#cinema",
            "#[/i]",
            "Two hours of waiting, and not one wasted. [/b] <i> See this.",
            "Matched, score 1.00: same title and year",
        ):
            assert text in shown, text


async def test_people_stand_beside_the_facts_where_there_is_room_also_when_it_is_opened_for_the_first_time(
    tmp_path: Path,
) -> None:
    async with running(await make_library(tmp_path), (140, 40)) as (app, pilot):
        await _open(app, pilot, "Cléo from 5 to 7")
        assert any(line.find("─People─") > 70 for line in screen_text(app).split("\n"))


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
@pytest.mark.parametrize("name", HOSTILE)
async def test_a_title_that_looks_like_markup_is_shown_as_it_is(
    tmp_path: Path, name: str, size: tuple[int, int]
) -> None:
    async with running(await make_library(tmp_path), size) as (app, pilot):
        await _open(app, pilot, name)
        assert name in screen_text(app)


async def test_n_and_capital_n_walk_through_the_filtered_films_and_escape_leaves_the_cursor_there(
    tmp_path: Path,
) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        app.show_films("varda")
        await until(pilot, lambda: len(_titles(app)) == 3, "three films")
        await pilot.press("enter")
        await _page(app, pilot, "Cléo from 5 to 7")
        assert "1 of 3" in screen_text(app)
        await pilot.press("n", "n", "n")
        await _page(app, pilot, "The Gleaners")
        await pilot.press("N")
        await _page(app, pilot, "Vagabond")
        assert "2 of 3" in screen_text(app)
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        row = app.screen.query_one(FilmTable).cursor_row
        assert row is not None
        assert row.name == "Vagabond"


async def test_the_way_back_by_a_person_and_another_of_their_films_leads_to_the_film_that_it_began_with(
    tmp_path: Path,
) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        table = app.screen.query_one(FilmTable)
        began = next(row for row in table.rows if row.name == "Cléo from 5 to 7")
        table.move_to(began.id)
        await pilot.press("enter")
        await _page(app, pilot, began.name)
        app.open_person(VARDA)
        await until(pilot, lambda: "Vagabond" in _titles(app), "the person")
        app.screen.query_one(FilmTable).move_to(next(row.id for row in table.rows if row.name == "Vagabond"))
        await pilot.press("enter")
        await _page(app, pilot, "Vagabond")
        await pilot.press("escape", "escape", "escape")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        await until(pilot, lambda: table.cursor_row is not None and table.cursor_row.name == began.name, "the film")


async def test_d_shows_the_films_of_the_director_in_the_library(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _open(app, pilot, "Vagabond")
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and len(_titles(app)) == 3, "her films")
        assert str(app.query_now) == 'director="Agnès Varda"'


async def test_escape_leads_back_from_the_films_of_a_director(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        screen = app.screen
        assert isinstance(screen, LibraryScreen)
        row = next(row for row in app.session.library.rows if row.name == "Vagabond")
        screen.table.move_to(row.id)
        await pilot.press("d")
        await until(pilot, lambda: "Vagabond" in _titles(app) and len(_titles(app)) < 8, "the director's films")
        await pilot.press("g", "escape")
        await until(pilot, lambda: len(_titles(app)) == 8, "all films")
        await until(pilot, lambda: screen.table.cursor_row is not None and screen.table.cursor_row.id == row.id, "it")


async def test_escape_leads_back_to_the_person_whose_films_were_shown(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        app.open_person(VARDA)
        await until(pilot, lambda: isinstance(app.screen, PersonScreen), "the person")
        await pilot.press("f")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen) and bool(app.query_now), "their films")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, PersonScreen), "the person again")
        assert not app.query_now


async def test_people_are_chosen_from_the_page_and_from_the_dialog(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _open(app, pilot, "Cléo from 5 to 7")
        await pilot.press("tab", "down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, PersonScreen), "the actor")
        await until(pilot, lambda: "Corinne Marchand" in screen_text(app), "her name")
        await pilot.press("escape")
        await _page(app, pilot, "Cléo from 5 to 7")
        await pilot.press("p", *"agnesx")
        await until(pilot, lambda: "None has that in its name." in screen_text(app), "why there is no list")
        await pilot.press("backspace", "enter")
        await until(pilot, lambda: isinstance(app.screen, PersonScreen), "the director")
        await until(pilot, lambda: "Agnès Varda" in screen_text(app), "her name")


async def test_a_film_without_metadata_says_why_and_what_to_do(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _open(app, pilot, "Speed")
        assert "! failed  TMDB did not answer" in screen_text(app)
        assert "Press r to try again" in screen_text(app)
        await pilot.press("r")
        await until(pilot, lambda: "· pending" in screen_text(app), "the film back in the queue")


async def test_addresses_are_opened_and_copied(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    opened: list[str] = []
    async with running(await make_library(tmp_path)) as (app, pilot):
        monkeypatch.setattr(app, "open_url", opened.append)
        await _open(app, pilot, "Vagabond")
        row = app.session.library.by_id(app.film_now or 0)
        assert row is not None
        await pilot.press("o", "O", "y")
        assert opened == [row.uri, "https://www.themoviedb.org/movie/2"]
        assert app.clipboard == "Vagabond (1985)"
        await pilot.press("Y")
        assert app.clipboard == row.uri


async def test_beside_the_table_the_film_under_the_cursor_is_shown_where_there_is_room(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), (160, 50)) as (app, pilot):
        await _opened(app, pilot)
        view = app.screen.query_one(FilmView)
        app.screen.query_one(FilmTable).move_to(
            next(row.id for row in app.session.library.rows if row.name == "Vagabond")
        )
        await until(pilot, lambda: view.page is not None and view.page.row.name == "Vagabond", "the film beside")
        await until(pilot, lambda: "Directed by  Agnès Varda" in widget_text(view), "what is told of it")
        await pilot.resize_terminal(100, 30)
        await until(pilot, lambda: not view.display, "the table alone")
        await pilot.resize_terminal(160, 50)
        await until(pilot, lambda: view.display, "the film beside again")


async def test_hiding_the_film_beside_the_table_is_remembered(tmp_path: Path) -> None:
    options = await make_library(tmp_path)
    async with running(options, (160, 50)) as (app, pilot):
        await _opened(app, pilot)
        await pilot.press("v")
        assert not app.screen.query_one(FilmView).display
        await kept(app, pilot)
    async with running(options, (160, 50)) as (app, pilot):
        await _opened(app, pilot)
        await until(pilot, lambda: not app.screen.query_one(FilmView).display, "the table alone")


async def test_a_person_page_sums_up_and_lists_their_films(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        app.open_person(VARDA)
        await until(pilot, lambda: isinstance(app.screen, PersonScreen) and len(_titles(app)) == 3, "her films")
        await pilot.pause()
        shown = screen_text(app)
        assert "director of 3" in shown
        assert "2 watched   1 on the watchlist   1 liked   4.8 hours" in shown
        assert "4.50 on average of 2 rated" in shown
        assert "director, writer" in shown
        assert _titles(app) == ["The Gleaners", "Vagabond", "Cléo from 5 to 7"]
        await pilot.press("w")
        assert _titles(app) == ["Vagabond", "Cléo from 5 to 7"]
        await pilot.press("w")
        assert _titles(app) == ["The Gleaners"]
        await pilot.press("enter")
        await _page(app, pilot, "The Gleaners")
