"""The help: the keys of the screen it is called on, and About; the palette reaches the same."""

import re
import tomllib
from pathlib import Path

from textual.widgets import Static, TabbedContent, TabPane

from lbtui.screens.help import NOTICE, HelpScreen
from tests.app.running import choose_command, export, films, options, running, until

NOWHERE = "http://127.0.0.1:9/3"


def _text(pane: TabPane | None) -> str:
    assert pane is not None
    return str(pane.query_one(Static).content)


async def test_the_help_lists_the_keys_of_the_screen_below_and_those_of_everywhere(tmp_path: Path) -> None:
    chosen = export(tmp_path / "export.zip", films(3))
    async with running(options(tmp_path, NOWHERE, key=None, chosen=chosen)) as (app, pilot):
        await until(pilot, lambda: len(app.session.library.rows) == 3, "the films")
        await pilot.press("1", "question_mark")
        assert isinstance(app.screen, HelpScreen)
        lines = _text(app.screen.query_one(TabbedContent).active_pane).splitlines()
        assert "Library" in lines
        assert any(line.split()[:2] == ["/", "Type"] for line in lines)
        assert any(line.split()[:2] == ["s", "Choose"] for line in lines)
        assert any(line.split()[:1] == ["K"] for line in lines[lines.index("Everywhere") :])
        await pilot.press("escape")
        assert not isinstance(app.screen, HelpScreen)


async def test_the_help_tells_of_a_key_that_does_what_the_app_does(tmp_path: Path) -> None:
    async with running(options(tmp_path, NOWHERE, key=None)) as (app, pilot):
        await until(pilot, lambda: app.current_mode == "import", "the import screen")
        await pilot.press("s", "question_mark")
        lines = _text(app.screen.query_one(TabbedContent).active_pane).splitlines()
        assert any(line.split() == ["esc", "Back"] for line in lines)


async def test_about_names_every_library_that_lbtui_needs(tmp_path: Path) -> None:
    project = tomllib.loads((Path(__file__).parents[2] / "pyproject.toml").read_text("utf-8"))["project"]
    async with running(options(tmp_path, NOWHERE, key=None)) as (app, pilot):
        await pilot.press("question_mark", "left")
        shown = _text(app.screen.query_one(TabbedContent).active_pane).replace("_", "-")
        assert not [line for line in project["dependencies"] if re.split("[<>=]", line)[0] not in shown]


async def test_about_has_the_notice_that_tmdb_asks_for(tmp_path: Path) -> None:
    async with running(options(tmp_path, NOWHERE, key=None)) as (app, pilot):
        await pilot.press("question_mark", "left")
        pane = app.screen.query_one(TabbedContent).active_pane
        assert NOTICE in _text(pane)
        assert "textual" in _text(pane)


async def test_the_palette_has_the_actions_of_the_screen_and_of_the_app(tmp_path: Path) -> None:
    async with running(options(tmp_path, NOWHERE, key=None)) as (app, pilot):
        await pilot.press("5")
        titles = [command.title for command in app.get_system_commands(app.screen)]
        named = {
            "Paste a path (/)",
            "Go to Library (1)",
            "TMDB key (K)",
            "Settings (,)",
            "About",
            "Try the demo",
            "Theme",
        }
        assert named <= set(titles)
        assert len(titles) == len(set(titles))


async def test_an_action_of_the_palette_runs(tmp_path: Path) -> None:
    async with running(options(tmp_path, NOWHERE, key=None)) as (app, pilot):
        await pilot.press("5")
        await choose_command(pilot, "paste", "Paste a path")
        await until(pilot, lambda: app.focused is not None and app.focused.id == "path", "the path field")
