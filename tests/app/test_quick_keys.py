"""Keys that come faster than the screens that they lead to."""

from pathlib import Path

from textual import events
from textual.app import App
from textual.widgets import Input

from lbtui.widgets.dashboard import DashboardView
from lbtui.widgets.filter_field import FilterField
from tests.app.running import export, films, options, running, until


def at_once(app: App[int], *keys: str) -> None:
    """Presses keys without waiting for what each of them does."""
    for key in keys:
        app.post_message(
            events.Key(
                {"/": "slash", "[": "left_square_bracket", "]": "right_square_bracket"}.get(key, key),
                key if len(key) == 1 else None,
            )
        )


async def test_a_filter_typed_right_after_the_key_of_its_screen_arrives_there(tmp_path: Path) -> None:
    chosen = options(tmp_path, "http://127.0.0.1:9/3", key=None, chosen=export(tmp_path / "export.zip", films(20)))
    async with running(chosen) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 20, "the import")
        await until(pilot, lambda: app.current_mode == "library", "the films")
        await app.switch_mode("import")
        at_once(app, "1", "/", *"film 1")
        await until(pilot, lambda: app.current_mode == "library", "the library")
        field = app.screen.query_one(FilterField).query_one(Input)
        await until(pilot, lambda: field.value == "film 1", "the filter")
        await pilot.press("enter")
        at_once(app, "2", "/", *"1967")
        await until(pilot, lambda: app.current_mode == "statistics", "the statistics")
        field = app.screen.query_one(FilterField).query_one(Input)
        await until(pilot, lambda: field.value.endswith("1967"), "the year")
        assert app.current_mode == "statistics"


async def test_digits_in_a_field_lead_nowhere(tmp_path: Path) -> None:
    chosen = options(tmp_path, "http://127.0.0.1:9/3", key=None, chosen=export(tmp_path / "export.zip", films(20)))
    async with running(chosen) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 20, "the import")
        await pilot.press("1", "/", "y", "e", "a", "r", ":", "1", "9", "6", "2", "/")
        field = app.screen.query_one(FilterField).query_one(Input)
        assert (app.current_mode, field.value) == ("library", "year:1962/")


async def test_a_digit_in_a_dialog_leads_nowhere(tmp_path: Path) -> None:
    chosen = options(tmp_path, "http://127.0.0.1:9/3", key=None)
    async with running(chosen) as (app, pilot):
        await pilot.press("K")
        await until(pilot, lambda: app.screen.is_modal, "the dialog")
        await pilot.press("tab", "tab", "3")
        assert app.current_mode == "import"
        assert app.screen.is_modal


async def test_a_film_that_is_left_before_it_is_there_is_no_mistake(tmp_path: Path) -> None:
    chosen = options(tmp_path, "http://127.0.0.1:9/3", key=None, chosen=export(tmp_path / "export.zip", films(3)))
    async with running(chosen) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 3, "the import")
        await pilot.press("1")
        for row in app.session.library.rows:
            app.open_film(row.id)
            app.pop_screen()
        await pilot.pause()
        assert app._exception is None
        assert not app.last_words


async def test_dashboards_asked_for_faster_than_they_are_made_come_one_after_the_other(tmp_path: Path) -> None:
    chosen = options(tmp_path, "http://127.0.0.1:9/3", key=None, chosen=export(tmp_path / "export.zip", films(3)))
    async with running(chosen) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 3, "the import")
        await pilot.press("2")
        at_once(app, "]", "]", "]", "]", "[", "[", "]")
        await until(pilot, lambda: len(app.screen.query(DashboardView)) > 1, "the next dashboards")
        await pilot.pause()
        assert app.current_mode == "statistics"
