"""The library: what is remembered, chosen, saved and taken out."""

import csv
import json
from pathlib import Path

import pytest
from textual.pilot import Pilot
from textual.widgets import Input

from lbtui.app.main import LbtuiApp
from lbtui.films.columns import title_key
from lbtui.query import parse
from lbtui.screens.export import ExportDialog
from lbtui.screens.film_dialogs import ColumnsDialog, SortDialog
from lbtui.screens.library import LibraryScreen
from lbtui.screens.lists import ListsScreen
from lbtui.screens.palette import NameDialog
from lbtui.services.events import FirstFilms
from lbtui.storage import settings
from lbtui.widgets.film_table import FilmTable
from tests.app.running import choose_command, running, until
from tests.screens.small_library import kept, make_library
from tests.stored import execute
from tests.widgets.snapshot import screen_text, screen_words

Pilots = Pilot[int]


def _table(app: LbtuiApp) -> FilmTable:
    return app.screen.query_one(FilmTable)


async def _opened(app: LbtuiApp, pilot: Pilots, films: int = 8) -> None:
    await until(
        pilot, lambda: isinstance(app.screen, LibraryScreen) and len(_table(app).rows) == films, f"{films} films"
    )


async def _shown(app: LbtuiApp, pilot: Pilots, dialog: type[object]) -> None:
    await until(pilot, lambda: isinstance(app.screen, dialog) and app.screen.is_mounted, dialog.__name__)
    await pilot.pause()


async def _sorted(app: LbtuiApp, pilot: Pilots, letter: str) -> None:
    """Sort by what has the letter in the chooser."""
    await pilot.press("s")
    await _shown(app, pilot, SortDialog)
    await pilot.press(letter)
    await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the end of the chooser")


async def test_the_newest_watched_come_first_then_those_seen_without_a_day(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        names = [row.name for row in _table(app).rows]
        assert names[0] == "Cléo from 5 to 7"
        seen = [row.watched for row in _table(app).rows]
        assert seen == sorted(seen, reverse=True)
        assert "Watched on▼" in screen_text(app)


async def test_any_column_can_be_sorted_by_shown_or_not_and_a_new_order_begins_at_the_top(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), (80, 24)) as (app, pilot):
        await _opened(app, pilot)
        await pilot.press("G")
        await _sorted(app, pilot, "u")
        assert _table(app).sorting == ("runtime", True)
        assert _table(app).cursor_line == 0
        await pilot.press("s")
        await _shown(app, pilot, SortDialog)
        await pilot.press("enter")
        await until(pilot, lambda: _table(app).sorting == ("runtime", False), "the other way round")
        await _sorted(app, pilot, "c")
        await until(pilot, lambda: "by country ▲" in screen_text(app), "the mark of a column that is not in sight")


async def test_the_filter_may_say_the_order_until_another_is_chosen(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        app.query_now = parse("watched sort:-title")
        await until(pilot, lambda: len(_table(app).rows) == 5, "the films watched")
        names = [row.name for row in _table(app).rows]
        assert names == sorted(names, key=title_key, reverse=True)
        app.query_now = parse("watched")
        await until(pilot, lambda: _table(app).sorting == ("watched", True), "the usual order")
        app.query_now = parse("watched sort:-title")
        await until(pilot, lambda: _table(app).sorting == ("title", True), "the other order")
        await _sorted(app, pilot, "y")
        assert str(app.query_now) == "watched"
        assert _table(app).sorting == ("year", True)


async def test_the_order_is_remembered(tmp_path: Path) -> None:
    options = await make_library(tmp_path)
    async with running(options) as (app, pilot):
        await _opened(app, pilot)
        assert _table(app).sorting == ("watched", True)
        await _sorted(app, pilot, "y")
        assert _table(app).sorting == ("year", True)
        await pilot.press("S")
        assert _table(app).sorting == ("year", False)
        await kept(app, pilot)
    async with running(options) as (app, pilot):
        await _opened(app, pilot)
        assert _table(app).sorting == ("year", False)
        assert _table(app).rows[0].name == "Cléo from 5 to 7"


async def test_columns_are_chosen_put_in_order_and_remembered(tmp_path: Path) -> None:
    options = await make_library(tmp_path)
    async with running(options) as (app, pilot):
        await _opened(app, pilot)
        await pilot.press("c")
        await _shown(app, pilot, ColumnsDialog)
        await pilot.press("down", "space", "down", "J", "space", "space", "enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        await until(pilot, lambda: "year" not in _table(app).columns, "fewer columns")
        assert _table(app).columns[:3] == ("title", "like", "rating")
        assert "Year" not in screen_text(app)
        kept = options.paths.settings.read_text(encoding="utf-8")
        assert 'columns = ["title", "like", "rating"' in kept


async def test_a_filter_is_saved_by_name_and_shown_and_forgotten_from_the_palette(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        app.show_films('title:"[/b]"')
        await _opened(app, pilot, 1)
        await choose_command(pilot, "save this", "Save this filter")
        await _shown(app, pilot, NameDialog)
        app.screen.query_one(Input).value = "[/b] mine"
        await pilot.press("enter")
        await kept(app, pilot)
        app.show_films("")
        await _opened(app, pilot)
        await choose_command(pilot, "mine", "Filter: [/b] mine")
        await _opened(app, pilot, 1)
        await choose_command(pilot, "forget", "Forget filter: [/b] mine")
        await _opened(app, pilot, 1)
        await kept(app, pilot)
        assert app.session.database is not None
        assert await settings.filters(app.session.database) == {}


async def test_exporting_writes_the_films_shown_and_replaces_nothing_unasked(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lbtui-films.csv").write_text("mine")
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        app.show_films("rated")
        await _opened(app, pilot, 3)
        await pilot.press("e")
        await _shown(app, pilot, ExportDialog)
        entry = app.screen.query_one(Input)
        assert entry.value.endswith("lbtui-films-2.csv")
        entry.value = str(tmp_path / "lbtui-films.csv")
        await pilot.press("enter")
        await until(pilot, lambda: "is there already" in screen_words(app), "the warning")
        assert (tmp_path / "lbtui-films.csv").read_text() == "mine"
        await pilot.press("enter")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the end of the dialog")
    with (tmp_path / "lbtui-films.csv").open(encoding="utf-8", newline="") as file:
        assert {row["name"] for row in csv.DictReader(file)} == {"Cléo from 5 to 7", "Vagabond", "Speed"}


async def test_exporting_in_other_formats(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        for keys in (("down",), ("down", "down")):
            await pilot.press("e")
            await _shown(app, pilot, ExportDialog)
            await pilot.press(*keys, "enter")
            await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the end of the dialog")
    assert len(json.loads((tmp_path / "lbtui-films.json").read_text(encoding="utf-8"))) == 8
    with (tmp_path / "lbtui-import.csv").open(encoding="utf-8", newline="") as file:
        days = [row["WatchedDate"] for row in csv.DictReader(file) if row["Title"] == "Cléo from 5 to 7"]
    assert days == ["2020-01-04", "2024-03-05"]


async def test_a_path_that_cannot_be_written_says_so_and_stays_open(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        await pilot.press("e")
        await _shown(app, pilot, ExportDialog)
        app.screen.query_one(Input).value = str(tmp_path / "no" / "such" / "folder.csv")
        await pilot.press("enter")
        await until(pilot, lambda: "cannot be written" in screen_words(app), "the reason")
        assert isinstance(app.screen, ExportDialog)


async def test_lists_show_their_progress_and_open_as_a_filter(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        await pilot.press("L")
        await until(pilot, lambda: isinstance(app.screen, ListsScreen), "the lists")
        await until(pilot, lambda: "Walks [/b]" in screen_text(app), "the list")
        assert "Walks [/b]  On foot." in screen_text(app)
        assert "1 of 2" in screen_text(app)
        assert "50%" in screen_text(app)
        await pilot.press("enter")
        await _opened(app, pilot, 2)
        assert str(app.query_now) == 'list="Walks [/b]"'


async def test_of_a_great_library_the_first_page_comes_before_the_rest(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    options = await make_library(tmp_path)
    monkeypatch.setattr("lbtui.services.session._LARGE", 0)
    monkeypatch.setattr("lbtui.services.session._FIRST", 3)
    seen: list[list[str]] = []
    async with running(options) as (app, pilot):
        app.session_events.subscribe(
            app, lambda event: seen.append([row.name for row in event.rows]) if isinstance(event, FirstFilms) else None
        )
        await _opened(app, pilot)
        assert seen == [["Cléo from 5 to 7"]]
        assert [row.name for row in _table(app).rows][:1] == seen[0]
        assert "8 films" in screen_text(app)


async def test_removed_films_are_out_of_sight_until_a_filter_asks_for_them(tmp_path: Path) -> None:
    options = await make_library(tmp_path)
    async with running(options) as (app, pilot):
        await _opened(app, pilot)
        assert app.session.database is not None
        await execute(app.session.database, "UPDATE film SET removed = 1 WHERE name = 'Speed'")
        await app.session.reload()
        await _opened(app, pilot, 7)
        assert sum(app.session.library.counts.values()) == 7
        assert "7 films" in screen_text(app)
        app.show_films("removed")
        await _opened(app, pilot, 1)
        await pilot.press("enter")
        await until(pilot, lambda: "Not in your newest export any more" in screen_text(app), "the page")


async def test_in_a_browser_the_table_has_the_keys_as_soon_as_the_tab_has_them(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await _opened(app, pilot)
        # Textual's driver for browsers begins with an app that has no focus, so that no screen takes it.
        app.screen.set_focus(None)
        app.app_focus = False
        await pilot.press("j")

        assert app.focused is _table(app)
        assert _table(app).cursor_row is _table(app).rows[1]
