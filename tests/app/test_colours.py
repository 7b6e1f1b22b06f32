"""The colours of the terminal: 16 of its own, none, or as many as the theme wants."""

from dataclasses import replace
from pathlib import Path

import pytest

from lbtui.config import Settings
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


def test_a_size_that_no_terminal_has_is_not_drawn() -> None:
    environment = {"COLUMNS": "100000", "LINES": "48", "TERM": "xterm"}
    forget_impossible_size(environment)
    assert environment == {"LINES": "48", "TERM": "xterm"}
