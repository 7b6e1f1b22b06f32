"""A dashboard is mounted from what is in sight on, at places that never move."""

from dataclasses import replace

from textual.app import App, ComposeResult
from textual.pilot import Pilot

from lbtui.charts.model import Bar, Panel
from lbtui.widgets.chart import Chart
from lbtui.widgets.dashboard import DashboardView
from tests.app.running import until
from tests.charts.drawing import BarRows

PANELS = [Panel(f"p{number}", "", BarRows(), [Bar("a", 1)], height=10) for number in range(12)]


class DashboardApp(App[None]):
    """A dashboard alone; one column, of which a screen of 80x24 shows three charts."""

    def compose(self) -> ComposeResult:
        yield DashboardView(id="page")

    def on_mount(self) -> None:
        self.page.choices.show([])

    @property
    def page(self) -> DashboardView:
        return self.query_one(DashboardView)

    def keys(self) -> list[str]:
        return [chart.panel.key for chart in self.page.grid.query_children(Chart)]


async def complete(pilot: Pilot[None], app: DashboardApp) -> None:
    await until(pilot, lambda: len(app.keys()) == len(PANELS), "all charts")
    await pilot.pause()


async def test_the_charts_in_sight_come_first_and_nothing_shifts_when_the_others_follow() -> None:
    app = DashboardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.page.grid.show(PANELS)
        assert app.keys() == ["p0", "p1", "p2"]
        await pilot.pause()
        at = {chart.panel.key: chart.virtual_region for chart in app.query(Chart)}
        height = app.page.virtual_size.height
        assert height == sum(panel.height for panel in PANELS)
        await complete(pilot, app)
        assert app.keys() == [panel.key for panel in PANELS], "the tab key walks in the order of the page"
        now = {chart.panel.key: chart.virtual_region for chart in app.query(Chart)}
        assert {key: now[key] for key in at} == at
        assert app.page.virtual_size.height == height


async def test_where_the_page_is_scrolled_to_is_in_sight() -> None:
    app = DashboardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.page.grid.show(PANELS)
        await complete(pilot, app)
        app.page.scroll_end(animate=False)
        await pilot.pause()
        others = [replace(panel, key=f"{panel.key}b") for panel in PANELS]
        await app.page.grid.show(others)
        assert app.keys() == ["p9b", "p10b", "p11b"]
        await complete(pilot, app)
        assert app.keys() == [panel.key for panel in others]


async def test_what_charts_wait_for_is_also_said_by_those_that_come_later() -> None:
    app = DashboardApp()
    async with app.run_test(size=(80, 24)) as pilot:
        await app.page.grid.show(PANELS, "waits for 3 films")
        app.page.grid.wait_for("waits for 2 films")
        await complete(pilot, app)
        assert {chart.waiting for chart in app.query(Chart)} == {"waits for 2 films"}
