"""The cursor of a chart: keys, the value in the lower edge, and the way to the films."""

from textual import on
from textual.app import App, ComposeResult

from lbtui.charts import Bar
from lbtui.widgets.charts import BarChart, Chart, ColumnChart
from tests.widgets.snapshot import screen_text, widget_text

GENRES = (
    Bar("Drama", 812, query="genre:drama"),
    Bar("Comedy", 411, query="genre:comedy"),
    Bar("[/b]", 1, query='genre:"[/b]"'),
)


class ChartApp(App[None]):
    """One chart, and what was chosen in it."""

    def __init__(self, chart: Chart[tuple[Bar, ...]] | BarChart | ColumnChart) -> None:
        super().__init__()
        self.chart = chart
        self.chosen: list[str | None] = []

    def compose(self) -> ComposeResult:
        yield self.chart

    @on(Chart.Selected)
    def keep(self, event: Chart.Selected) -> None:
        assert event.control is self.chart
        self.chosen.append(event.bar.query)


async def test_the_value_at_the_cursor_stands_in_the_lower_edge_while_the_chart_has_the_focus() -> None:
    chart = BarChart(GENRES, title="[REC] genres", note="2,006 films", unit=("film", "films"))
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
    app = ChartApp(BarChart(GENRES))
    async with app.run_test(size=(50, 5)) as pilot:
        await pilot.press("down", "enter")
        await pilot.click(BarChart, offset=(20, 1))
        assert app.chosen == ["genre:comedy", "genre:drama"]


async def test_columns_are_walked_left_and_right_and_the_cursor_stops_at_the_ends() -> None:
    chart = ColumnChart(GENRES)
    async with ChartApp(chart).run_test(size=(50, 10)) as pilot:
        await pilot.press("left", "right", "right", "right")
        assert chart.cursor == 2
