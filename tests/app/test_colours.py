"""The colours of the terminal: 16 of its own, none, or as many as the theme wants."""

from collections import Counter
from dataclasses import replace
from pathlib import Path

import pytest
from textual.color import Color
from textual.strip import Strip
from textual.theme import BUILTIN_THEMES
from textual.widgets import Button, OptionList

from lbtui.app.main import LbtuiApp
from lbtui.config import Settings, find_paths
from lbtui.options import Options
from lbtui.screens.export import ExportDialog
from lbtui.terminal import few_colours, forget_impossible_size
from lbtui.widgets.film_table import FilmTable
from tests.app.running import running, until
from tests.screens.small_library import make_library


@pytest.mark.parametrize(
    ("environment", "few"),
    [
        ({"TERM": "xterm"}, True),
        ({"TERM": "linux"}, True),
        ({"TERM": "screen"}, True),
        ({"TERM": "xterm-256color"}, False),
        ({"TERM": "xterm-kitty"}, False),
        ({"TERM": "xterm", "COLORTERM": "truecolor"}, False),
        ({"TERM": "xterm-256color", "NO_COLOR": "1"}, True),
        ({"TERM": "xterm-256color", "NO_COLOR": ""}, False),
        ({}, False),
    ],
)
def test_the_colours_that_a_terminal_has(environment: dict[str, str], few: bool) -> None:
    assert few_colours(environment) is few


@pytest.mark.parametrize(
    ("term", "chosen", "theme"),
    [("xterm", "", "ansi-dark"), ("xterm-256color", "", "tokyo-night"), ("xterm", "nord", "nord")],
)
async def test_the_theme_suits_the_terminal_unless_one_is_chosen(
    tmp_path: Path, term: str, chosen: str, theme: str
) -> None:
    start = await make_library(tmp_path, theme=chosen)
    async with running(replace(start, environment={**start.environment, "TERM": term})) as (app, pilot):
        assert app.theme == theme
        await pilot.pause()
    assert start.settings == Settings(theme=chosen)
    assert not start.paths.settings.exists()


async def test_without_colours_none_is_painted_and_the_cursor_is_seen(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = await make_library(tmp_path)
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(replace(start, environment={**start.environment, "NO_COLOR": "1"})) as (app, pilot):
        await until(pilot, lambda: len(app.screen.query_one(FilmTable).rows) == 8, "the films")
        await pilot.pause()
        strips = app.screen._compositor.render_strips()
        painted = {
            colour.name
            for strip in strips
            for segment in strip
            if segment.style
            for colour in (segment.style.color, segment.style.bgcolor)
            if colour is not None
        }
        assert painted <= {"default"}
        turned = [
            strip.text for strip in strips[2:-2] if any(s.style and s.style.reverse and s.text.strip() for s in strip)
        ]
        assert len(turned) == 1


async def test_greys_of_a_chosen_theme_show_the_cursor_as_its_colours_do(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = await make_library(tmp_path, theme="tokyo-night")
    monkeypatch.setenv("NO_COLOR", "1")
    async with running(start) as (app, pilot):
        await until(pilot, lambda: len(app.screen.query_one(FilmTable).rows) == 8, "the films")
        await pilot.pause()
        at_cursor, other = (_grounds(strip) for strip in app.screen._compositor.render_strips()[3:5])
        assert at_cursor - other > 80


def _grounds(strip: Strip) -> float:
    """How bright the ground of most of a line is, 0 to 255."""
    widths: Counter[float] = Counter()
    for segment in strip:
        if (style := segment.style) and (ground := style.color if style.reverse else style.bgcolor):
            red, green, blue = ground.get_truecolor()
            widths[(red + green + blue) / 3] += segment.cell_length
    return widths.most_common(1)[0][0]


@pytest.mark.parametrize("theme", [name for name in BUILTIN_THEMES if "ansi" not in name])
async def test_what_is_under_the_cursor_can_be_read_in_every_theme(tmp_path: Path, theme: str) -> None:
    app = LbtuiApp(Options(find_paths(tmp_path), Settings(theme=theme)))
    variables = app.get_css_variables()
    ground = Color.parse(variables["block-cursor-background"])
    ink = variables["block-cursor-foreground"]
    # `auto` is black or white, whichever is further from the ground.
    assert ink.startswith("auto") or abs(Color.parse(ink).brightness - ground.brightness) > 0.4


async def test_a_dialog_in_the_terminals_own_colours_leaves_what_is_behind_it_in_sight(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path, theme="ansi-dark")) as (app, pilot):
        await until(pilot, lambda: len(app.screen.query_one(FilmTable).rows) == 8, "the films")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportDialog), "the dialog")
        await pilot.pause()
        assert "Vagabond" in app.export_screenshot()


@pytest.mark.parametrize("theme", ["ansi-dark", "textual-dark"])
async def test_no_word_of_a_choice_under_the_cursor_is_dimmed(tmp_path: Path, theme: str) -> None:
    async with running(await make_library(tmp_path, theme=theme)) as (app, pilot):
        await until(pilot, lambda: len(app.screen.query_one(FilmTable).rows) == 8, "the films")
        await pilot.press("e")
        await until(pilot, lambda: isinstance(app.screen, ExportDialog), "the dialog")
        await pilot.pause()
        chosen = app.screen.query_one(OptionList).render_line(0)
        assert "a line a film" in chosen.text
        looks = {(style.color, style.dim) for text, style, _ in chosen if style and text.strip()}
        assert [dim for _, dim in looks] == [None], "one colour"


async def test_buttons_in_the_terminals_own_colours_have_words_in_the_colour_of_the_ground(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path, theme="ansi-dark")) as (app, pilot):
        await pilot.press("comma")
        await until(pilot, lambda: app.screen.query("#data Button"), "the buttons")
        await pilot.pause()
        for button in app.screen.query(Button):
            styles = [style for text, style, _ in button.render_line(0) if style and text.strip()]
            assert styles
            assert all(style.reverse and style.bgcolor and style.bgcolor.is_default for style in styles)


async def test_the_cursor_of_a_table_without_the_focus_is_seen_in_the_terminals_own_colours(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path, theme="ansi-dark")) as (app, pilot):
        await until(pilot, lambda: len(app.screen.query_one(FilmTable).rows) == 8, "the films")
        await pilot.press("slash")
        await pilot.pause()
        lines = app.screen._compositor.render_strips()
        marked = [
            line.text for line in lines if any(style.underline for text, style, _ in line if style and "19" in text)
        ]
        assert ["Cléo from 5 to 7" in line for line in marked] == [True]


def test_a_size_that_no_terminal_has_is_not_drawn() -> None:
    environment = {"COLUMNS": "100000", "LINES": "48", "TERM": "xterm"}
    forget_impossible_size(environment)
    assert environment == {"LINES": "48", "TERM": "xterm"}
