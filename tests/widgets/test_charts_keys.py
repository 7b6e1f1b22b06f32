"""The cursor of a chart: keys, the value in the lower edge, and the way to the films."""

from datetime import date

from lbtui.charts.model import Bar, Grid, Pair, YearDays
from lbtui.widgets.chart import Chart
from tests.charts.drawing import BarRows, Calendar, Cards, Columns, Pairs, YearGrid
from tests.widgets.chart_app import ChartApp, chart_of
from tests.widgets.snapshot import screen_text, widget_text

GENRES = (
    Bar("Drama", 812, query="genre:drama"),
    Bar("Comedy", 411, query="genre:comedy"),
    Bar("[/b]", 1, query='genre:"[/b]"'),
)
PAIRS = tuple(Pair(name, Bar(f"{name} 2024", 2), Bar(f"{name} 2025", 3)) for name in ("May", "June", "[/b]"))


async def test_the_value_at_the_cursor_stands_in_the_lower_edge_while_the_chart_has_the_focus() -> None:
    chart = chart_of(BarRows(), GENRES, title="[REC] genres", note="2,006 films", unit=("film", "films"))
    app = ChartApp(chart)
    async with app.run_test(size=(50, 8)) as pilot:
        assert "[REC] genres" in screen_text(app)
        await pilot.press("j")
        assert "Comedy · 411 films" in widget_text(chart)
        await pilot.press("G")
        assert "[/b] · 1 film ─" in widget_text(chart)
        app.screen.set_focus(None)
        await pilot.pause()
        assert "2,006 films" in widget_text(chart)


async def test_enter_and_click_choose_the_bar() -> None:
    app = ChartApp(chart_of(BarRows(), GENRES))
    async with app.run_test(size=(50, 5)) as pilot:
        await pilot.press("down", "enter")
        await pilot.click(Chart, offset=(20, 1))
        assert app.chosen == [GENRES[1], GENRES[0]]


async def test_columns_are_walked_left_and_right_and_the_cursor_stops_at_the_ends() -> None:
    chart = chart_of(Columns(), GENRES)
    async with ChartApp(chart).run_test(size=(50, 10)) as pilot:
        await pilot.press("left", "right", "right", "right")
        assert chart.cursor == 2


async def test_a_calendar_is_walked_by_days_and_weeks() -> None:
    app = ChartApp(chart_of(Calendar(), YearDays(2024, {date(2024, 3, 3): 2})))
    async with app.run_test(size=(70, 12)) as pilot:
        await pilot.press("enter", "down", "right", "enter", "k", "h", "enter")
    assert [bar.label for bar in app.chosen] == ["Sun 3 Mar 2024", "Mon 11 Mar 2024", "Sun 3 Mar 2024"]


async def test_cards_stand_side_by_side_and_as_a_list_one_below_the_other() -> None:
    for width, keys, cursor in ((60, ("right", "down"), 1), (12, ("down", "down"), 2)):
        chart = chart_of(Cards(), [Bar(label, 1) for label in ("Viewings", "Directors", "Countries", "Hours")])
        async with ChartApp(chart).run_test(size=(width, 12)) as pilot:
            await pilot.press(*keys)
            assert chart.cursor == cursor


async def test_months_are_walked_by_months_and_years() -> None:
    years = [[Bar(f"{year}-{month:02}", month % 5) for month in range(1, 13)] for year in (2026, 2025)]
    rows: list[list[Bar | None]] = [[*years[0][:3], *[None] * 9], [*years[1]]]
    app = ChartApp(chart_of(YearGrid(), Grid([""] * 12, ["2026", "2025"], rows)))
    async with app.run_test(size=(70, 6)) as pilot:
        await pilot.press("enter", "down", "enter", "right", "enter")
    assert [bar.label for bar in app.chosen] == ["2026-03", "2025-03", "2025-04"]


async def test_both_bars_of_a_pair_can_be_reached() -> None:
    chart = chart_of(Pairs(("2024", "2025")), PAIRS)
    async with ChartApp(chart).run_test(size=(60, 12)) as pilot:
        await pilot.press("j", "l")
        assert "June 2025 · 3" in widget_text(chart)
        await pilot.press("j", "j", "h")
        assert "[/b] 2024 · 2" in widget_text(chart)


async def test_the_mouse_shows_the_value_under_it_and_leaves_the_cursor_alone() -> None:
    chart = chart_of(Columns(), [Bar("Mon", 3), Bar("Tue", 4)], note="7 viewings")
    async with ChartApp(chart).run_test(size=(40, 12)) as pilot:
        await pilot.hover(Chart, offset=(25, 8))
        assert "Tue · 4" in widget_text(chart)
        assert chart.cursor == 0


async def test_a_long_label_is_cut_in_the_edge_and_its_value_is_not() -> None:
    chart = chart_of(BarRows(), [Bar("[@click=app.quit]" + "é" * 500, 1234)], unit=("film", "films"))
    async with ChartApp(chart).run_test(size=(40, 6)) as pilot:
        await pilot.pause()
        assert "… · 1,234 films ─╯" in widget_text(chart)
