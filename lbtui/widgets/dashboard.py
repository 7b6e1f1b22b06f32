"""A dashboard: charts in one, two or three columns, scrolled as a whole, filled from panels."""

from collections.abc import Mapping, Sequence
from typing import Any

from textual.app import ComposeResult, RenderResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.reactive import reactive
from textual.widget import Widget

from lbtui.charts.page import place
from lbtui.charts.panel import Panel, Shape
from lbtui.widgets.charts import (
    BarChart,
    Chart,
    ColumnChart,
    DeviationChart,
    FigureCards,
    GridChart,
    PairChart,
    RankedList,
    ShareBar,
    StepChart,
    TitleWall,
    YearCalendar,
)
from lbtui.widgets.charts.chart import Options
from lbtui.widgets.choices import Choices

_WORDS_HEIGHT = 3


class _Rows(Layout):
    """The children where `charts.page.place` puts their panels."""

    name = "rows"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        parent.pre_layout(self)
        assert isinstance(parent, PanelGrid)
        spots = {panel.key: spot for panel, spot in zip(parent.panels, place(parent.panels, size.width), strict=True)}
        return [
            WidgetPlacement(
                Region(spot.x, spot.y, spot.width, spot.height), NULL_OFFSET, NULL_SPACING, child, child.sort_order
            )
            for child in children
            if (spot := spots.get(child.name or "")) is not None
        ]


class PanelGrid(Widget):
    """The charts of one dashboard. A chart is made once for its panel's key and kept while the data change."""

    DEFAULT_CSS = """
    PanelGrid { height: auto; width: 1fr; }
    PanelGrid > Chart { height: auto; }
    """

    words: reactive[str] = reactive("Counting…")
    """What is said before there are panels."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.panels: tuple[Panel, ...] = ()
        self._rows = _Rows()

    @property
    def layout(self) -> Layout:
        """Its own."""
        return self._rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the panels need."""
        return max((spot.y + spot.height for spot in place(self.panels, width)), default=_WORDS_HEIGHT)

    def render(self) -> RenderResult:
        """The words, where there is no panel yet."""
        return Content("") if self.panels else Content.styled(f"\n  {self.words}", "$foreground 70%")

    async def show(self, panels: Sequence[Panel], waiting: str = "", *, fresh: bool = False) -> None:
        """Show these panels; those that need TMDB and are empty say what they are `waiting` for.

        Cursors stay with their bars, unless something else was asked for (`fresh`).
        """
        before = {chart.name: chart for chart in self.query_children(Chart)}
        shapes = {panel.key: panel.shape for panel in self.panels}
        moved = list(map(_form, panels)) != list(map(_form, self.panels))
        self.panels = tuple(panels)
        keys = [panel.key for panel in panels]
        kept = {panel.key for panel in panels if shapes.get(panel.key) is panel.shape}
        with self.app.batch_update():
            for key, chart in before.items():
                if key not in kept:
                    await chart.remove()
            for panel in panels:
                if panel.key in kept:
                    fill_chart(before[panel.key], panel)
                    if fresh:
                        before[panel.key].begin()
            for panel in panels:
                if panel.key not in kept:
                    # One at a time: all of them at once would hold the keys up for a third of a second.
                    await self.mount(make_chart(panel))
            self.wait_for(waiting)
            if moved:
                self.sort_children(key=lambda chart: keys.index(chart.name or ""))
                self.refresh(layout=True)

    def wait_for(self, waiting: str) -> None:
        """Say what the empty charts wait for."""
        by_key = {panel.key: panel for panel in self.panels}
        for chart in self.query_children(Chart):
            panel = by_key.get(chart.name or "")
            if panel is not None:
                chart.empty = waiting if waiting and panel.needs_tmdb else panel.empty

    def panel_of(self, chart: Widget) -> Panel | None:
        """The panel that a chart shows."""
        return next((panel for panel in self.panels if panel.key == chart.name), None)


def _form(panel: Panel) -> tuple[object, ...]:
    """What sets its place."""
    return panel.key, panel.height, panel.span


def _options(panel: Panel) -> Options:
    options = Options(name=panel.key, note=panel.note, empty=panel.empty, unit=panel.unit)
    if panel.framed:
        options["title"] = panel.title
    return options


_MAKE: Mapping[Shape, Any] = {
    Shape.CARDS: lambda panel: FigureCards(panel.data, **_options(panel)),
    Shape.COLUMNS: lambda panel: ColumnChart(panel.data, top=panel.top, **_options(panel)),
    Shape.STEPS: lambda panel: StepChart(panel.data, **_options(panel)),
    Shape.BARS: lambda panel: BarChart(panel.data, heads=panel.heads, top=panel.top, **_options(panel)),
    Shape.DEVIATION: lambda panel: DeviationChart(
        panel.data, centre=panel.centre, heads=panel.heads, **_options(panel)
    ),
    Shape.RANKED: lambda panel: RankedList(panel.data, top=panel.top, **_options(panel)),
    Shape.SHARE: lambda panel: ShareBar(panel.data, **_options(panel)),
    Shape.CALENDAR: lambda panel: YearCalendar(panel.data, **_options(panel)),
    Shape.GRID: lambda panel: GridChart(panel.data, **_options(panel)),
    Shape.PAIRS: lambda panel: PairChart(panel.data, names=panel.names, top=panel.top, **_options(panel)),
    Shape.WALL: lambda panel: TitleWall(panel.data, **_options(panel)),
}


def make_chart(panel: Panel) -> Chart[Any]:
    """The chart of a panel, known by the panel's key as its name."""
    chart: Chart[Any] = _MAKE[panel.shape](panel)
    return chart


def fill_chart(chart: Chart[Any], panel: Panel) -> None:
    """New data for a chart that is there."""
    if panel.framed:
        chart.border_title = Content(panel.title)
    chart.note = panel.note
    if isinstance(chart, PairChart):
        chart.rename(panel.names)
    if isinstance(chart, BarChart):
        chart.name_columns(panel.heads)
    if isinstance(chart, DeviationChart):
        chart.move_axis(panel.centre)
    if chart.data != panel.data:
        chart.data = panel.data


class Dashboard(VerticalScroll, can_focus=False):
    """One dashboard: what can be chosen on it, and the charts below."""

    DEFAULT_CSS = """
    Dashboard { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.grid = PanelGrid()
        self.choices = Choices()

    def compose(self) -> ComposeResult:
        """The choices, then the charts."""
        yield self.choices
        yield self.grid
