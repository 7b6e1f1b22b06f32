"""The colours of charts: every theme, the terminal's own colours, and none."""

from datetime import date

import pytest
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.theme import BUILTIN_THEMES

from lbtui.charts.model import Bar, YearDays
from tests.charts.drawing import BarRows, Calendar, Deviations, Share, Steps
from tests.widgets.chart_app import ChartApp, chart_of
from tests.widgets.snapshot import screen_text

PARTS = tuple(Bar(f"part {number}", 9 - number) for number in range(4))
TRUE_COLOUR = [name for name, theme in BUILTIN_THEMES.items() if not theme.ansi]


def contrast(segment: Segment) -> float:
    """WCAG contrast of a segment's colour with its ground."""
    assert segment.style is not None
    assert segment.style.color is not None
    assert segment.style.bgcolor is not None
    one, two = (
        _luminance(Color.from_rich_color(colour)) + 0.05 for colour in (segment.style.color, segment.style.bgcolor)
    )
    return max(one, two) / min(one, two)


def _luminance(colour: Color) -> float:
    parts = [part / 12.92 if part <= 0.03928 else ((part + 0.055) / 1.055) ** 2.4 for part in colour.normalized]
    return 0.2126 * parts[0] + 0.7152 * parts[1] + 0.0722 * parts[2]


async def test_labels_and_values_can_be_read_in_every_theme() -> None:
    chart = chart_of(BarRows(), PARTS)
    app = ChartApp(chart)
    async with app.run_test(size=(40, 8)) as pilot:
        for theme in TRUE_COLOUR:
            app.theme = theme
            for focused in (True, False):
                app.screen.set_focus(chart if focused else None)
                await pilot.pause()
                words = [part for part in chart.render_line(0) if part.text.strip(" ▄▖")]
                assert len(words) == 2
                assert min(map(contrast, words)) > 3, (theme, focused, words)


async def test_the_parts_of_a_whole_have_different_colours_in_every_theme() -> None:
    chart = chart_of(Share(), PARTS)
    app = ChartApp(chart)
    async with app.run_test(size=(40, 6)) as pilot:
        for theme in TRUE_COLOUR:
            app.theme = theme
            await pilot.pause()
            inks = {part.style.color for part in chart.render_line(0) if part.style and "█" in part.text}
            assert len(inks) == len(PARTS), theme


async def test_without_colour_days_and_parts_are_told_apart_by_their_marks(monkeypatch: pytest.MonkeyPatch) -> None:
    days = YearDays(2024, {date(2024, 3, day): day for day in range(1, 6)})
    async with ChartApp(chart_of(Calendar(), days)).run_test(size=(70, 12)) as pilot:
        assert {"■"} == set(screen_text(pilot.app)) & set("■░▒▓█")
    monkeypatch.setenv("NO_COLOR", "1")
    async with ChartApp(chart_of(Calendar(), days)).run_test(size=(70, 12)) as pilot:
        assert set(screen_text(pilot.app)) >= set("·░▒▓█")
    async with ChartApp(chart_of(Share(), PARTS)).run_test(size=(70, 12)) as pilot:
        assert set(screen_text(pilot.app)) >= set("█▒▓")


async def test_without_colour_bars_are_as_bright_as_words(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    chart = chart_of(Deviations(), [Bar("a", 0.5, "+0.50"), Bar("b", -0.5, "−0.50")])
    async with ChartApp(chart).run_test(size=(40, 6)) as pilot:
        await pilot.pause()
        for line in (1, 2):
            parts = {part.text.strip(): part.style for part in chart.render_line(line) if part.style}
            bar = next(style for text, style in parts.items() if text.startswith("▄"))
            word = next(style for text, style in parts.items() if "0.50" in text)
            assert bar.color == word.color


async def test_without_colour_the_cursor_stands_out_from_its_ground(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    chart = chart_of(BarRows(), PARTS)
    app = ChartApp(chart)
    async with app.run_test(size=(40, 8)) as pilot:
        for theme in ("tokyo-night", "textual-light"):
            app.theme = theme
            await pilot.pause()
            cursor, other = (chart.render_line(line)._segments[0].style for line in (0, 2))
            assert cursor is not None
            assert other is not None
            ground = cursor.color if cursor.reverse else cursor.bgcolor
            assert contrast(Segment(" ", Style(color=ground, bgcolor=other.bgcolor))) > 3, theme


async def test_the_linux_console_gets_no_blocks_that_it_lacks(monkeypatch: pytest.MonkeyPatch) -> None:
    counts = [Bar(str(year), year % 17) for year in range(1900, 2020)]
    for term, fine in (("xterm-256color", True), ("linux", False)):
        monkeypatch.setenv("TERM", term)
        async with ChartApp(chart_of(Steps(), counts)).run_test(size=(70, 12)) as pilot:
            braille = {letter for letter in screen_text(pilot.app) if "\u2800" <= letter <= "\u28ff"}
            assert bool(braille) is fine


async def test_the_cursor_is_reversed_where_colours_are_the_terminals_own() -> None:
    chart = chart_of(BarRows(), PARTS)
    app = ChartApp(chart)
    async with app.run_test(size=(40, 8)) as pilot:
        app.theme = "ansi-dark"
        await pilot.pause()
        assert any(part.style and part.style.reverse for part in chart.render_line(0))
        assert not any(part.style and part.style.reverse for part in chart.render_line(2))
