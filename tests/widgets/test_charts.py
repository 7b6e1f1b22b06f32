"""What every chart widget does while data come and go, the room changes, and the theme does."""

from collections.abc import Callable
from datetime import date
from typing import Any

import pytest

from lbtui.charts import Bar, Pair, YearDays
from lbtui.widgets.charts import (
    BarChart,
    Chart,
    ColumnChart,
    FigureCards,
    PairChart,
    RankedList,
    ShareBar,
    StepChart,
    YearCalendar,
)
from tests.widgets.chart_app import ChartApp
from tests.widgets.snapshot import screen_text, widget_text

YEARS = tuple(Bar(str(year), year - 1990, query=f"year:{year}") for year in range(1991, 2026))
MONTHS = tuple(Pair(name, Bar(f"{name} 2024", 2), Bar(f"{name} 2025", 3)) for name in ("May", "June", "[/b]"))

CHARTS: dict[str, Callable[[], Chart[Any]]] = {
    "steps": lambda: StepChart(YEARS),
    "bars": lambda: BarChart(YEARS),
    "columns": lambda: ColumnChart(YEARS),
    "cards": lambda: FigureCards(YEARS[:5]),
    "pairs": lambda: PairChart(MONTHS, names=("2024", "2025")),
    "ranked": lambda: RankedList(YEARS),
    "share": lambda: ShareBar(YEARS[:6]),
    "calendar": lambda: YearCalendar(YearDays(2024, {date(2024, 3, 3): 2})),
}


@pytest.fixture(params=CHARTS)
def chart(request: pytest.FixtureRequest) -> Chart[Any]:
    made: Callable[[], Chart[Any]] = CHARTS[request.param]
    return made()


async def test_every_chart_fits_every_room(chart: Chart[Any]) -> None:
    async with ChartApp(chart).run_test(size=(30, 6)) as pilot:
        await pilot.press("end", "home", "right", "down")
        for size in ((3, 3), (12, 4), (30, 6), (80, 24), (200, 60)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            assert len(screen_text(pilot.app).split("\n")) == size[1]


async def test_a_chart_without_data_waits_and_an_empty_one_says_why(chart: Chart[Any]) -> None:
    kind = type(chart)
    nothing: object = YearDays(2024, {}) if kind is YearCalendar else []
    for data, said in ((None, "counting…"), (nothing, "no ratings yet")):
        waiting = kind(data, empty="no ratings yet")
        async with ChartApp(waiting).run_test(size=(40, 9)) as pilot:
            await pilot.press("down", "enter", "end")
            assert said in widget_text(waiting)
            waiting.empty = "waits for TMDB"
            await pilot.pause()
            assert ("waits for TMDB" in widget_text(waiting)) is (data is not None)


async def test_the_cursor_stays_with_its_bar_when_the_data_change() -> None:
    chart = BarChart([Bar("Drama", 9), Bar("Horror", 8), Bar("Noir", 7)])
    async with ChartApp(chart).run_test(size=(40, 12)) as pilot:
        await pilot.press("down")
        chart.data = [Bar("Horror", 12), Bar("Drama", 11), Bar("Noir", 7)]
        await pilot.pause()
        assert chart.cursor == 0
        assert "Horror · 12" in widget_text(chart)
        chart.data = [Bar("Drama", 11)]
        await pilot.pause()
        assert "Drama · 11" in widget_text(chart)


async def test_nothing_jumps_under_the_cursor_of_a_scrolled_chart() -> None:
    data = [Bar(f"film {number}", 100 - number) for number in range(50)]
    chart = RankedList(data)
    async with ChartApp(chart).run_test(size=(40, 10)) as pilot:
        await pilot.press(*["pagedown"] * 3, "up", "up")
        name = data[chart.cursor].label
        line = next(index for index, text in enumerate(widget_text(chart).split("\n")) if name in text)
        chart.data = [*data[30:], *data[:30]]
        await pilot.pause()
        assert name in widget_text(chart).split("\n")[line]


async def test_the_row_of_the_cursor_is_always_in_sight() -> None:
    chart = BarChart([Bar(f"genre {number}", 100 - number) for number in range(50)])
    async with ChartApp(chart).run_test(size=(40, 10)) as pilot:
        await pilot.press("end")
        assert "genre 49" in widget_text(chart)
        assert "43 more above" in widget_text(chart)
        await pilot.resize_terminal(40, 5)
        await pilot.press("pageup")
        assert "genre 47" in widget_text(chart)
        await pilot.press("home")
        assert "and 48 more" in widget_text(chart)
