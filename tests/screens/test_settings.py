"""The settings: what is chosen holds at once and at the next start; what is deleted asks for the word first."""

from dataclasses import replace
from pathlib import Path

from textual.widgets import Input, OptionList, Switch

from lbtui.config import load_settings
from lbtui.screens.settings import DeleteScreen, SettingsScreen
from tests.app.running import export, films, options, running, until
from tests.widgets.snapshot import screen_words, widget_lines

NOWHERE = "http://127.0.0.1:9/3"


async def test_a_theme_is_worn_as_the_cursor_moves_and_remembered(tmp_path: Path) -> None:
    start = options(tmp_path, NOWHERE, key=None)
    async with running(start) as (app, pilot):
        await pilot.press("comma", "home")
        await until(pilot, lambda: app.theme == "ansi-dark", "the first theme")
        await until(pilot, lambda: start.paths.settings.exists(), "the settings file")
    assert load_settings(start.paths.settings)[0].theme == "ansi-dark"


async def test_a_theme_from_the_command_palette_is_remembered_too(tmp_path: Path) -> None:
    start = options(tmp_path, NOWHERE, key=None)
    async with running(start) as (app, pilot):
        app.theme = "nord"
        await until(pilot, lambda: start.paths.settings.exists(), "the settings file")
    assert load_settings(start.paths.settings)[0].theme == "nord"


async def test_a_start_that_chooses_nothing_writes_no_settings(tmp_path: Path) -> None:
    start = options(tmp_path, NOWHERE, key=None)
    async with running(start) as (app, pilot):
        await until(pilot, lambda: app.session.database is not None, "the library")
        await pilot.press("comma", "escape")
    assert not start.paths.settings.exists()


async def test_rate_language_and_series_hold_at_once_and_later(tmp_path: Path) -> None:
    start = options(tmp_path, NOWHERE, key=None)
    async with running(start) as (app, pilot):
        await pilot.press("comma", "tab")
        app.screen.query_one("#rate", Input).value = "12,5"
        await pilot.press("tab")
        app.screen.query_one("#language", Input).value = "fr"
        await pilot.press("tab")
        app.screen.query_one("#count_series", Switch).toggle()
        await until(pilot, lambda: not app.session.settings.count_series, "the choice")
        assert (app.session.settings.rate, app.session.settings.language) == (12.5, "fr")
    kept, mistakes = load_settings(start.paths.settings)
    assert (kept.rate, kept.language, kept.count_series, mistakes) == (12.5, "fr", False, ())


async def test_a_value_that_cannot_be_is_refused_with_a_sentence(tmp_path: Path) -> None:
    start = options(tmp_path, NOWHERE, key=None)
    async with running(start) as (app, pilot):
        await pilot.press("comma", "tab")
        app.screen.query_one("#rate", Input).value = "900"
        await pilot.press("enter")
        await pilot.pause()
        assert "rate wants a number from 0.5 to 50, not 900" in screen_words(app)
        assert app.session.settings.rate == 50
    assert not start.paths.settings.exists()


async def test_the_settings_open_once(tmp_path: Path) -> None:
    async with running(options(tmp_path, NOWHERE, key=None)) as (app, pilot):
        await pilot.press("comma", "comma", "escape")
        assert not isinstance(app.screen, SettingsScreen)


async def test_the_library_is_deleted_only_for_the_word_and_settings_and_export_stay(tmp_path: Path) -> None:
    chosen = export(tmp_path / "export.zip", films(3))
    start = options(tmp_path, NOWHERE, key=None, chosen=chosen)
    async with running(start) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 3, "the films")
        app.session.change_setting("rate", 7.0)
        await pilot.press("comma")
        await pilot.click("#delete")
        await until(pilot, lambda: isinstance(app.screen, DeleteScreen), "the question")
        await pilot.press("enter")
        assert isinstance(app.screen, DeleteScreen)
        app.screen.query_one("#word", Input).value = "delete"
        await pilot.press("enter")
        await until(pilot, lambda: app.again is not None, "the new beginning")
        assert app.again is not None
        assert app.again.export is None
    assert not list(start.paths.data.glob("library.db*"))
    assert start.paths.settings.exists()
    assert chosen.exists()


async def test_all_themes_can_be_chosen_from(tmp_path: Path) -> None:
    async with running(options(tmp_path, NOWHERE, key=None)) as (app, pilot):
        await pilot.press("comma")
        names = {option.id for option in app.screen.query_one("#themes", OptionList).options}
        assert names == set(app.available_themes)


async def test_letters_move_through_a_list_as_through_the_films(tmp_path: Path) -> None:
    async with running(options(tmp_path, NOWHERE, key=None)) as (app, pilot):
        await pilot.press("comma")
        await until(pilot, lambda: isinstance(app.screen, SettingsScreen), "the settings")
        themes = app.screen.query_one("#themes", OptionList)
        await pilot.press("G")
        assert themes.highlighted == themes.option_count - 1
        await pilot.press("k", "k", "j")
        assert themes.highlighted == themes.option_count - 2
        await pilot.press("g")
        assert themes.highlighted == 0


async def test_all_of_the_settings_are_in_sight_on_a_small_screen(tmp_path: Path) -> None:
    start = options(tmp_path, NOWHERE, key=None)
    async with running(start, (80, 24)) as (app, pilot):
        app.session.change_setting("region", "GB")
        app.session.change_setting("services", ("Amazon Prime Video", "Criterion Channel"))
        await pilot.press("comma")
        await until(pilot, lambda: "Open folder" in screen_words(app), "the data")
        for said in ("your name on Letterboxd,", "at each start; R any time", "GB: Amazon Prime", "Delete"):
            assert said in screen_words(app)
        assert len({words.region.x for words in app.screen.query("#choices .quiet")}) == 1, "below one another"


async def test_what_is_typed_into_is_seen_where_the_terminals_own_colours_do_not_blend(tmp_path: Path) -> None:
    start = options(tmp_path, NOWHERE, key=None)
    async with running(replace(start, settings=start.settings._replace(theme="ansi-dark"))) as (app, pilot):
        await pilot.press("comma")
        await until(pilot, lambda: "your name on Letterboxd" in screen_words(app), "the settings")
        empty = widget_lines(app.screen.query_one("#member"))[0]
        assert empty.strip()
        switch = app.screen.query(Switch).first()
        before = _grounds(switch)
        switch.focus()
        await pilot.pause()
        assert _grounds(switch) != before, "where the focus is"


def _grounds(switch: Switch) -> set[object]:
    """The colours that its cells are filled with; those turned round are in that of their words."""
    styles = [style for _, style, _ in switch.render_line(0) if style]
    return {style.color if style.reverse else style.bgcolor for style in styles}


async def test_the_demos_member_is_not_offered_as_a_name_on_letterboxd(tmp_path: Path) -> None:
    start = replace(options(tmp_path, NOWHERE, key=None), demo=True)
    async with running(start) as (app, pilot):
        await until(pilot, lambda: app.session.library.rows, "the demo's films")
        assert await app.session.load_value("username")
        await pilot.press("comma")
        await until(pilot, lambda: "your name on Letterboxd" in screen_words(app), "the settings")
        asking = [worker for worker in app.workers if worker.node is app.screen]
        await until(pilot, lambda: all(worker.is_finished for worker in asking), "the answer of the store")
        assert "says your export" not in screen_words(app)
