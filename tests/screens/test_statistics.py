"""The statistics screen: dashboards by key, one filter, a way from every bar to its films, live, and taken out."""

import json
import sqlite3
import xml.etree.ElementTree as ElementTree
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager, closing
from pathlib import Path

import pytest
from PIL import Image
from textual.color import Color
from textual.pilot import Pilot
from textual.widgets import Input, OptionList

from lbtui.app.main import LbtuiApp
from lbtui.query import parse
from lbtui.screens.export import ExportDialog
from lbtui.screens.library import LibraryScreen
from lbtui.screens.statistics import StatisticsScreen
from lbtui.screens.statistics_choices import DateRangeDialog
from lbtui.screens.tonight import TonightScreen
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.request import DateRange, Order
from lbtui.storage.schema import VERSION
from lbtui.widgets.chart import Chart
from lbtui.widgets.dashboard import DashboardView
from lbtui.widgets.poster_wall import PosterWall
from lbtui.widgets.progress import ProgressLine
from tests.app.running import options, running, until
from tests.statistics.library import build
from tests.widgets.snapshot import screen_text, screen_words

HOSTILE = ("[REC]", "[/b]", "[@click=app.quit]x", "千と千尋の神隠し")


@asynccontextmanager
async def statistics(
    folder: Path, *, bare: bool = False, size: tuple[int, int] = (160, 50), change: str = ""
) -> AsyncIterator[tuple[LbtuiApp, Pilot[int], StatisticsScreen]]:
    """The screen over the library that was counted by hand."""
    start = options(folder, "http://127.0.0.1:9", key=None)
    start.paths.data.mkdir(parents=True)
    with closing(sqlite3.connect(build(start.paths.database, enriched=not bare))) as connection, connection:
        connection.execute(f"PRAGMA user_version = {VERSION}")
        connection.executescript(change)
    async with running(start, size) as (app, pilot):
        await until(pilot, lambda: bool(app.session.library.rows), "the films")
        await pilot.press("2")
        await until(pilot, lambda: isinstance(app.screen, StatisticsScreen), "the screen")
        screen = app.screen
        assert isinstance(screen, StatisticsScreen)
        await until(pilot, lambda: shown(screen, "overview"), "the overview")
        yield app, pilot, screen


def shown(screen: StatisticsScreen, name: str) -> bool:
    """Whether a dashboard is in sight and filled, down to its last chart."""
    dashboard = screen.dashboard
    at_work = any(worker.group in ("go", "count") for worker in screen.app.workers)
    if at_work or dashboard is None or dashboard.id != name:
        return False
    return bool(dashboard.grid.panels) and len(dashboard.grid.children) == len(dashboard.grid.panels)


def chart(screen: StatisticsScreen, key: str) -> Chart:
    """The chart of a panel of the dashboard in sight."""
    assert screen.dashboard
    return next(chart for chart in screen.dashboard.grid.query(Chart) if chart.name == key)


async def go(pilot: Pilot[int], screen: StatisticsScreen, key: str, name: str) -> None:
    await pilot.press(key)
    await until(pilot, lambda: shown(screen, name), name)


async def test_dashboards_are_made_when_they_are_first_shown(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (_, pilot, screen):
        assert [dashboard.id for dashboard in screen.query(DashboardView)] == ["overview"]
        for dashboard in Dashboard:
            await go(pilot, screen, dashboard.key, dashboard.value)
        assert len(screen.query(DashboardView)) == len(Dashboard)
        await go(pilot, screen, "right_square_bracket", "overview")
        await go(pilot, screen, "left_square_bracket", list(Dashboard)[-1].value)


@pytest.mark.parametrize("size", [(80, 24), (220, 60)])
async def test_the_end_of_a_dashboard_stands_above_the_status_line(tmp_path: Path, size: tuple[int, int]) -> None:
    async with statistics(tmp_path, size=size) as (_app, pilot, screen):
        assert screen.dashboard
        screen.dashboard.scroll_end(animate=False)
        await pilot.pause()
        last = max(chart.region.bottom for chart in screen.dashboard.grid.query(Chart))
        assert last == screen.query_one(ProgressLine).region.y


async def test_a_tab_can_be_clicked(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (_, pilot, screen):
        at = screen_text(screen.app).splitlines()[2].index("Ratings")
        await pilot.click(offset=(at + 2, 2))
        await until(pilot, lambda: shown(screen, "ratings"), "ratings")


async def test_enter_on_a_bar_opens_the_films_that_it_counts(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        chart(screen, "genres").focus()
        await pilot.press("down", "enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        assert str(app.query_now) == 'genre="Science Fiction" watched'
        assert len(app.session.library.index.filter(app.query_now)) == 6


async def test_films_behind_a_bar_and_of_the_five_star_wall_are_shown_as_posters(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        for dashboard, key, films in (
            (Dashboard.TASTE, "genres", "genre=Drama watched"),
            (Dashboard.RATINGS, "five-stars", "rating:5"),
            (Dashboard.RATINGS, "not-rated", "title="),
            (Dashboard.PEOPLE, "people", "person:"),
        ):
            await go(pilot, screen, dashboard.key, dashboard.value)
            chart(screen, key).focus()
            await pilot.press("P")
            await until(pilot, lambda: isinstance(app.focused, PosterWall), "the wall")
            assert str(app.query_now).startswith(films)
            await pilot.press("escape", "escape")
            await until(pilot, lambda: app.screen is screen, "the charts")


async def test_escape_leads_back_from_the_films_of_a_bar_to_that_bar(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        app.query_now = parse("rated")
        await go(pilot, screen, "a", "taste")
        await until(pilot, lambda: "of 43 films counted" in screen_text(app), "the rated films")
        genres = chart(screen, "genres")
        genres.focus()
        counted = screen._counted[Dashboard.TASTE]
        await pilot.press("down", "down", "enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        assert app.query_now != parse("rated")
        await pilot.press("escape")
        await until(pilot, lambda: app.screen is screen, "the charts")
        assert app.query_now == parse("rated")
        assert screen.field.text == "rated"
        await pilot.pause()
        assert screen.focused is genres
        assert screen._counted[Dashboard.TASTE] is counted, "the charts that were left were not narrowed meanwhile"
        assert (genres.cursor, screen.dashboard and screen.dashboard.id) == (2, "taste")


async def test_the_charts_are_not_narrowed_by_the_films_of_a_bar(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        chart(screen, "genres").focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        assert app.query_now
        await pilot.press("2")
        await until(pilot, lambda: app.screen is screen, "the charts")
        assert not app.query_now
        await pilot.press("1")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        await pilot.press("escape")
        assert isinstance(app.screen, LibraryScreen)


async def test_a_filter_typed_among_the_films_of_a_bar_goes_to_the_charts(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        chart(screen, "genres").focus()
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        await pilot.press("slash", *" liked", "enter")
        await until(pilot, lambda: str(app.query_now).endswith("liked"), "the filter")
        await pilot.press("2")
        await until(pilot, lambda: app.screen is screen, "the charts")
        assert str(app.query_now).endswith("liked")


async def test_the_watchlist_leads_to_the_films_for_this_evening(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        await go(pilot, screen, "w", "watchlist")
        await until(pilot, lambda: "five films for this evening" in screen_text(app), "the way")
        await pilot.press("T")
        await until(pilot, lambda: isinstance(app.screen, TonightScreen), "the films")


async def test_one_filter_turns_the_charts_and_the_library(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        await pilot.press("slash", *"genre:horror", "enter")
        await until(pilot, lambda: "4 of 43 films counted" in screen_text(app), "four films")
        assert str(app.query_now) == "genre:horror"
        app.query_now = parse("decade:1960s")
        await until(pilot, lambda: "6 of 43 films counted" in screen_text(app), "six films")
        assert screen.field.text == "decade:1960s"


async def test_a_film_opens_its_page_and_a_person_theirs(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        opened: list[object] = []
        monkeypatch.setattr(app, "open_film", lambda film, among=(): opened.append((film, len(among))))
        monkeypatch.setattr(app, "open_person", opened.append)
        chart(screen, "directors").focus()
        await pilot.press("enter")
        chart(screen, "latest").focus()
        await pilot.press("enter")
        assert opened[0] == 2
        assert isinstance(opened[1], tuple)
        assert opened[1][1] == 10


async def test_people_change_their_order_role_and_minimum(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        await go(pilot, screen, "p", "people")
        await pilot.press("s", "plus", "greater_than_sign")
        await until(pilot, lambda: "Highest rated actors" in screen_text(app), "actors by rating")
        assert (screen._request.order, screen._request.minimum) == (Order.RATING, 4)
        assert "Ann Lee" in screen_text(app)


async def test_years_are_turned_compared_and_typed(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        await go(pilot, screen, "y", "years")
        await pilot.press("less_than_sign")
        await until(pilot, lambda: "2025 by month" in screen_text(app), "the year before")
        await pilot.press("c")
        await until(pilot, lambda: "2024 and 2025" in screen_text(app), "two years")
        await pilot.press("d")
        await until(pilot, lambda: isinstance(app.screen, DateRangeDialog), "the dialog")
        app.screen.query_one(Input).value = "2020..2022"
        await pilot.press("enter")
        await until(pilot, lambda: "Best of 2020–2022" in screen_text(app), "three years")
        assert screen._request.dates == DateRange.years(2020, 2022)
        assert isinstance(screen.focused, Chart)


async def test_titles_stand_as_they_are(tmp_path: Path) -> None:
    names = "".join(f"UPDATE film SET name = '{name}' WHERE id = {n};" for n, name in enumerate(HOSTILE, 1))
    async with statistics(tmp_path, change=f"{names} UPDATE film SET rating = 5 WHERE id < 5") as (app, pilot, screen):
        await go(pilot, screen, "r", "ratings")
        chart(screen, "five-stars").focus()
        await until(pilot, lambda: HOSTILE[1] in screen_text(app), "the wall")
        for name in HOSTILE:
            assert name in screen_text(app)


async def test_charts_follow_the_films_and_the_cursor_stays_with_its_bar(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        # As if the store had been read long ago.
        screen._counter.clock = lambda: 1e12
        genres = chart(screen, "genres")
        genres.focus()
        await pilot.press("down")
        held = genres._bars[genres.cursor].label
        with closing(sqlite3.connect(app.session.paths.database)) as connection, connection:
            connection.execute("INSERT INTO metadata_genre SELECT id, 9, 27 FROM metadata WHERE id IN (1,2,3,4,5,6)")
        await app.session.reload_films([1, 2, 3, 4, 5, 6])
        await until(pilot, lambda: genres._bars[1].label == "Horror", "ten horror films")
        assert genres._bars[genres.cursor].label == held == "Science Fiction"
        assert genres.cursor == 2


async def test_while_films_arrive_the_store_is_not_read_all_the_time(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        counter = screen._counter
        asked: list[float] = []
        counter.clock = lambda: 7.0
        counter._read_at = 7.0
        counter.later = lambda seconds, again: asked.append(seconds)
        loaded = counter.counting.loaded
        for _ in range(5):
            await app.session.reload_films([1])
            await pilot.pause()
        assert counter.counting.loaded == loaded
        assert len(asked) == 1
        assert 0 < asked[0] <= max(1.0, 5 * counter.counting.seconds)


async def test_without_a_key_charts_say_what_they_wait_for(tmp_path: Path) -> None:
    async with statistics(tmp_path, bare=True) as (app, pilot, screen):
        await until(pilot, lambda: "needs a TMDB key: K adds one" in screen_text(app), "what is needed")
        assert chart(screen, "ratings").panel.data
        await go(pilot, screen, "t", "time")
        assert chart(screen, "months").panel.data


async def test_a_dashboard_is_taken_out_and_a_file_is_replaced_at_the_second_enter(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (app, pilot, screen):
        for form, name in ((0, "o.svg"), (-2, "o.json")):
            path = tmp_path / name
            path.write_text("mine")
            await pilot.press("e")
            await until(pilot, lambda: isinstance(app.screen, ExportDialog), "the dialog")
            choice = app.screen.query_one(OptionList)
            choice.highlighted = form % choice.option_count
            await pilot.pause()
            app.screen.query_one(Input).value = str(path)
            await pilot.pause()
            await pilot.press("enter")
            await until(pilot, lambda: "is there already" in screen_words(app), "a warning")
            assert path.read_text() == "mine"
            await pilot.press("enter")
            await until(pilot, lambda: app.screen is screen, "the file")
        assert json.loads((tmp_path / "o.json").read_text())["overview"]["films"] == 34
        svg = ElementTree.parse(tmp_path / "o.svg")
        told = "".join(svg.getroot().itertext()).replace("\xa0", " ")
        for words in ("Top genres", "Latest viewings", "[REC]", "33 films"):
            assert words in told


@pytest.mark.parametrize("size", [(80, 24), (100, 30)])
async def test_every_chart_can_be_reached_by_keys_alone(tmp_path: Path, size: tuple[int, int]) -> None:
    async with statistics(tmp_path, size=size) as (_, pilot, screen):
        await go(pilot, screen, "w", "watchlist")
        reached: list[str | None] = []
        assert screen.dashboard
        for _ in screen.dashboard.grid.panels:
            focused = screen.focused
            assert isinstance(focused, Chart)
            assert screen.region.contains_point(focused.region.offset) or focused.region.height > size[1]
            reached.append(focused.name)
            await pilot.press("tab")
            await pilot.pause()
        assert reached == [panel.key for panel in screen.dashboard.grid.panels]


async def test_moving_the_focus_styles_no_widget_but_the_two(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (_, _pilot, screen):
        # A rule for what has the focus within it makes Textual style everything below each widget that it may be for.
        assert not [node for node in chart(screen, "genres").ancestors_with_self if node._has_focus_within]


async def test_another_order_is_shown_from_its_first_row(tmp_path: Path) -> None:
    async with statistics(tmp_path) as (_, pilot, screen):
        await go(pilot, screen, "p", "people")
        people = chart(screen, "people")
        people.focus()
        await pilot.press("end")
        assert people.cursor > 0
        await pilot.press("s")
        await until(pilot, lambda: people.panel.title.startswith("Highest rated"), "the other order")
        assert people.has_focus
        assert (people.cursor, people.first) == (0, 0)


async def test_the_year_in_sight_is_drawn_as_a_picture_in_the_theme(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    async with statistics(tmp_path) as (app, pilot, screen):
        await pilot.press("i")
        await go(pilot, screen, "y", "years")
        await pilot.press("less_than_sign")
        await until(pilot, lambda: "2025 by month" in screen_text(app), "the year before")
        await pilot.press("i")
        await until(pilot, lambda: bool(app._notifications), "the toast")

        assert [path.name for path in tmp_path.glob("*.png")] == ["lbtui-2025.png"]
        assert ["lbtui-2025.png" in toast.message for toast in app._notifications] == [True]
        with Image.open(tmp_path / "lbtui-2025.png") as image:
            ground = image.convert("RGB").getpixel((2, 2))
        assert ground == Color.parse(app.current_theme.background or "").rgb
