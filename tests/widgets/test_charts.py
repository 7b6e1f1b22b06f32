"""What every chart widget does while data come and go, the room changes, and the theme does."""

from collections.abc import Callable
from datetime import date
from functools import partial
from typing import Any

import pytest

from lbtui.charts.model import Bar, Pair, YearDays
from lbtui.widgets.chart import Chart
from tests.app.running import until
from tests.charts.drawing import BarRows, Calendar, Cards, Columns, Pairs, Ranked, Share, Steps
from tests.widgets.chart_app import ChartApp, chart_of, fill
from tests.widgets.snapshot import screen_text, widget_text

YEARS = tuple(Bar(str(year), year - 1990, query=f"year:{year}") for year in range(1991, 2026))
MONTHS = tuple(Pair(name, Bar(f"{name} 2024", 2), Bar(f"{name} 2025", 3)) for name in ("May", "June", "[/b]"))

CHARTS: dict[str, Callable[[], Chart]] = {
    "steps": lambda: chart_of(Steps(), YEARS),
    "bars": lambda: chart_of(BarRows(), YEARS),
    "columns": lambda: chart_of(Columns(), YEARS),
    "cards": lambda: chart_of(Cards(), YEARS[:5]),
    "pairs": lambda: chart_of(Pairs(("2024", "2025")), MONTHS),
    "ranked": lambda: chart_of(Ranked(), YEARS),
    "share": lambda: chart_of(Share(), YEARS[:6]),
    "calendar": lambda: chart_of(Calendar(), YearDays(2024, {date(2024, 3, 3): 2})),
}


@pytest.fixture(params=CHARTS)
def chart(request: pytest.FixtureRequest) -> Chart:
    made: Callable[[], Chart] = CHARTS[request.param]
    return made()


async def test_every_chart_fits_every_room(chart: Chart) -> None:
    async with ChartApp(chart).run_test(size=(30, 6)) as pilot:
        await pilot.press("end", "home", "right", "down")
        for size in ((3, 3), (12, 4), (30, 6), (80, 24), (200, 60)):
            await pilot.resize_terminal(*size)
            lines = partial(lambda size: len(screen_text(pilot.app).split("\n")) == size[1], size)
            await until(pilot, lines, f"as many lines as the room of {size} has")


async def test_a_chart_without_data_waits_and_an_empty_one_says_why(chart: Chart) -> None:
    kind = chart.panel.kind
    nothing: Any = YearDays(2024, {}) if isinstance(kind, Calendar) else []
    for data, said in ((None, "counting…"), (nothing, "no ratings yet")):
        waiting = chart_of(kind, data, empty="no ratings yet", needs_tmdb=True)
        async with ChartApp(waiting).run_test(size=(40, 9)) as pilot:
            await pilot.press("down", "enter", "end")
            assert said in widget_text(waiting)
            waiting.waiting = "waits for TMDB"
            await pilot.pause()
            assert ("waits for TMDB" in widget_text(waiting)) is (data is not None)


async def test_the_cursor_stays_with_its_bar_when_the_data_change() -> None:
    chart = chart_of(BarRows(), [Bar("Drama", 9), Bar("Horror", 8), Bar("Noir", 7)])
    async with ChartApp(chart).run_test(size=(40, 12)) as pilot:
        await pilot.press("down")
        fill(chart, [Bar("Horror", 12), Bar("Drama", 11), Bar("Noir", 7)])
        await pilot.pause()
        assert chart.cursor == 0
        assert "Horror · 12" in widget_text(chart)
        fill(chart, [Bar("Drama", 11)])
        await pilot.pause()
        assert "Drama · 11" in widget_text(chart)


async def test_nothing_jumps_under_the_cursor_of_a_scrolled_chart() -> None:
    data = [Bar(f"film {number}", 100 - number) for number in range(50)]
    chart = chart_of(Ranked(), data)
    async with ChartApp(chart).run_test(size=(40, 10)) as pilot:
        await pilot.press(*["pagedown"] * 3, "up", "up")
        name = data[chart.cursor].label
        line = next(index for index, text in enumerate(widget_text(chart).split("\n")) if name in text)
        fill(chart, [*data[30:], *data[:30]])
        await pilot.pause()
        assert name in widget_text(chart).split("\n")[line]


async def test_the_row_of_the_cursor_is_always_in_sight() -> None:
    chart = chart_of(BarRows(), [Bar(f"genre {number}", 100 - number) for number in range(50)])
    async with ChartApp(chart).run_test(size=(40, 10)) as pilot:
        await pilot.press("end")
        assert "genre 49" in widget_text(chart)
        assert "43 more above" in widget_text(chart)
        await pilot.resize_terminal(40, 5)
        await until(pilot, lambda: pilot.app.screen.size.height == 5, "the smaller room")
        await pilot.press("pageup")
        assert "genre 47" in widget_text(chart)
        await pilot.press("home")
        assert "and 48 more" in widget_text(chart)
