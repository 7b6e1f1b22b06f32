"""No key has two meanings on one screen, wherever its focus is; digits lead to screens and do nothing else."""

from collections import defaultdict
from collections.abc import Callable, Iterator
from dataclasses import replace
from functools import partial
from pathlib import Path
from typing import Any

import pytest
from textual.actions import parse
from textual.pilot import Pilot
from textual.screen import Screen
from textual.widget import Widget
from textual.widgets import Input

from lbtui.app.main import LbtuiApp
from lbtui.screens.dialog import ConfirmScreen
from lbtui.screens.film_dialogs import ColumnsDialog
from lbtui.screens.palette import NameDialog
from lbtui.screens.settings import DeleteScreen
from lbtui.screens.statistics import StatisticsScreen
from lbtui.screens.statistics_choices import TABS, DateRangeDialog
from lbtui.widgets.bars import MODES
from lbtui.widgets.candidates import Candidates
from lbtui.widgets.poster_wall import PosterWall
from tests.app.running import running, until
from tests.screens.reviewing import film, reviewing
from tests.screens.small_library import VARDA, make_library
from tests.widgets.snapshot import screen_text

PANES = {"tab", "shift+tab", "enter", "escape", "space", "ctrl+c"}
"""The next pane, act on what is at the cursor, a step back; copying what is selected, where anything is."""
MOVES = {
    "k": ("up", "back"), "j": ("down", "on"), "h": ("left", "back", "previous"), "l": ("right", "on", "next"),
    "g": ("first", "top"), "G": ("last", "end"), "ctrl+u": ("up",), "ctrl+d": ("down",),
}  # fmt: skip
"""Letters that move in whichever pane has the focus, and words of which one is in what they are called."""
ARROWS = {
    *(f"{shift}{key}" for shift in ("", "shift+", "ctrl+") for key in ("up", "down", "left", "right")),
    "home",
    "end",
    "pageup",
    "pagedown",
    "ctrl+home",
    "ctrl+end",
    "ctrl+pageup",
    "ctrl+pagedown",
}

Opened = Callable[[LbtuiApp], object]
ON_TOP: dict[str, Opened] = {
    "film": lambda app: app.open_film(1),
    "person": lambda app: app.open_person(VARDA),
    "lists": lambda app: app.action_lists(),
    "tonight": lambda app: app.action_tonight(),
    "settings": lambda app: app.action_settings(),
    "sessions": lambda app: app.action_sessions(),
}
DIALOGS: dict[str, Opened] = {
    "help": lambda app: app.action_help(),
    "key": lambda app: app.action_key(),
    "export": lambda app: app.export(),
    "columns": lambda app: app.push_screen(ColumnsDialog(())),
    "confirm": lambda app: app.push_screen(ConfirmScreen("Sure?", "Yes")),
    "delete": lambda app: app.push_screen(DeleteScreen()),
    "name": lambda app: app.push_screen(NameDialog("liked")),
    "days": lambda app: app.push_screen(DateRangeDialog("2024")),
    "match": lambda app: app.open_match(1),
}


def _reached(screen: Screen[Any], focused: Widget | None) -> Iterator[tuple[str, str, str]]:
    """Each key with a description and an action in reach from `focused`, also those that another binding hides."""
    chain = screen._modal_binding_chain if screen.is_modal else screen._binding_chain
    for node, bindings in chain:
        for key, held in bindings.key_to_bindings.items():
            typed = focused is not None and focused.check_consume_key(key, key if len(key) == 1 else None)
            for binding in held:
                target, name, parameters = parse(binding.action)
                owner = {"app": screen.app, "screen": screen}.get(target, node)
                done = any(hasattr(owner, f"{prefix}action_{name}") for prefix in ("", "_"))
                assert done, f"{key} on {node} does {binding.action}, which is not there"
                if not typed and not isinstance(node, Input) and node.check_action(name, parameters) is not False:
                    yield key, binding.description or binding.action, binding.action


def _meanings(pilot: Pilot[int]) -> dict[str, set[tuple[str, str]]]:
    """By key what it is called and does, over all that can have the focus on the screen in front."""
    screen = pilot.app.screen
    found: dict[str, set[tuple[str, str]]] = defaultdict(set)
    for widget in [None, *(widget for widget in screen.query("*") if widget.focusable and widget.display)]:
        screen.set_focus(widget)
        for key, name, action in _reached(screen, widget):
            found[key].add((name, action))
    return found


def _check(pilot: Pilot[int]) -> None:
    for key, meanings in _meanings(pilot).items():
        names = {name for name, _ in meanings}
        if key.isdecimal():
            assert {action for _, action in meanings} <= {f"mode('{mode}')" for mode in MODES}, (key, meanings)
        elif key in MOVES:
            assert all(any(word in name.lower() for word in MOVES[key]) for name in names), (key, names)
        elif key not in PANES | ARROWS:
            assert len(names) == 1, (key, names)


async def _show(app: LbtuiApp, pilot: Pilot[int], opened: Opened) -> None:
    before = app.screen
    opened(app)
    await until(pilot, lambda: app.screen is not before and app.screen.is_mounted, "the screen")
    await pilot.pause()


async def test_on_the_five_screens(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), (160, 50)) as (app, pilot):
        await until(pilot, lambda: bool(app.session.library.rows), "the films")
        for mode in MODES:
            await app.action_mode(mode)
            await pilot.pause()
            _check(pilot)


async def test_on_the_wall_of_posters(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), (160, 50)) as (app, pilot):
        await until(pilot, lambda: bool(app.session.library.rows), "the films")
        await pilot.press("w")
        await until(pilot, lambda: isinstance(app.focused, PosterWall), "the wall")
        _check(pilot)


async def test_on_each_dashboard(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), (160, 50)) as (app, pilot):
        await until(pilot, lambda: bool(app.session.library.rows), "the films")
        await app.action_mode("statistics")
        for tab in TABS:
            screen = app.screen
            assert isinstance(screen, StatisticsScreen)
            screen.action_dashboard(tab.id)
            await until(pilot, partial(_panels, screen), "the charts")
            _check(pilot)


def _panels(screen: StatisticsScreen) -> bool:
    return screen.dashboard is not None and bool(screen.dashboard.grid.panels)


async def test_in_the_review_with_candidates(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        _check(pilot)
        app.open_match(film(app, "Tabu").id)
        await until(pilot, lambda: any(cards.shown for cards in app.screen.query(Candidates)), "the dialog's")
        _check(pilot)
        await pilot.press("escape")


@pytest.mark.parametrize("name", [*ON_TOP, *DIALOGS])
async def test_on_what_is_opened_on_top(tmp_path: Path, name: str) -> None:
    async with running(await make_library(tmp_path), (160, 50)) as (app, pilot):
        await until(pilot, lambda: bool(app.session.library.rows), "the films")
        await _show(app, pilot, (ON_TOP | DIALOGS)[name])
        _check(pilot)


@pytest.mark.parametrize("name", DIALOGS)
async def test_q_and_escape_close_each_dialog_and_nothing_else(tmp_path: Path, name: str) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        await until(pilot, lambda: bool(app.session.library.rows), "the films")
        below = app.screen
        for key in ("q", "escape"):
            await _show(app, pilot, DIALOGS[name])
            if key == "q":
                app.screen.set_focus(None)  # Into a field it would be typed.
            await pilot.press(key)
            await until(pilot, lambda: app.screen is below, f"the end of the dialog by {key}")
        assert app.is_running


@pytest.mark.parametrize("demo", [False, True])
async def test_at_80_columns_every_screen_says_help_commands_and_quit(tmp_path: Path, demo: bool) -> None:
    async with running(await make_library(tmp_path), (80, 24)) as (app, pilot):
        await until(pilot, lambda: bool(app.session.library.rows), "the films")
        app.session.options = replace(app.session.options, demo=demo)

        async def check() -> None:
            await until(pilot, lambda: "? Help ^p Commands q Quit" in screen_text(app), "the main keys")
            await until(pilot, lambda: ("demo" in screen_text(app).splitlines()[0]) is demo, "the sign of the demo")

        for mode in [*list(MODES)[1:], "library"]:
            await app.action_mode(mode)
            await check()
        for opened in ON_TOP.values():
            await _show(app, pilot, opened)
            await check()
            await app.pop_screen()


async def test_at_80_columns_the_people_say_them_too(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), (80, 24)) as (app, pilot):
        await until(pilot, lambda: bool(app.session.library.rows), "the films")
        await pilot.press("2", "p", "s")
        await until(pilot, lambda: "+ More" not in screen_text(app) and "Turn" in screen_text(app), "the people")
        await until(pilot, lambda: "? Help ^p Commands q Quit" in screen_text(app), "the main keys")
