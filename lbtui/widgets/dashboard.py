"""A dashboard: charts in one, two or three columns, scrolled as a whole, filled from panels."""

from typing import Any

from textual.app import ComposeResult, RenderResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.geometry import NULL_OFFSET, NULL_SPACING, Region, Size
from textual.layout import ArrangeResult, Layout, WidgetPlacement
from textual.reactive import reactive
from textual.widget import Widget

from lbtui.charts.layout import Panels, place
from lbtui.charts.model import Panel
from lbtui.widgets.bars import Choices
from lbtui.widgets.chart import Chart

_WORDS_HEIGHT = 3


class _Rows(Layout):
    """The children where `charts.layout.place` puts their panels."""

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
        self.panels: tuple[Panel[Any], ...] = ()
        self._rows = _Rows()

    @property
    def layout(self) -> Layout:
        """Rows of charts, as on a page of text."""
        return self._rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As high as the panels need."""
        return max((spot.y + spot.height for spot in place(self.panels, width)), default=_WORDS_HEIGHT)

    def render(self) -> RenderResult:
        """The words, where there is no panel yet."""
        return Content("") if self.panels else Content.styled(f"\n  {self.words}", "$foreground 70%")

    async def show(self, panels: Panels, waiting: str = "", *, fresh: bool = False) -> None:
        """Show these panels; those that need TMDB and are empty say what they are `waiting` for.

        Cursors stay with their bars, unless something else was asked for (`fresh`).
        """
        before = {chart.panel.key: chart for chart in self.query_children(Chart)}
        moved = list(map(_form, panels)) != list(map(_form, self.panels))
        self.panels = tuple(panels)
        keys = [panel.key for panel in panels]
        with self.app.batch_update():
            for key, chart in before.items():
                if key not in keys:
                    await chart.remove()
            for panel in panels:
                if panel.key in before:
                    before[panel.key].panel = panel
                    if fresh:
                        before[panel.key].begin()
            for panel in panels:
                if panel.key not in before:
                    # One at a time: all of them at once would hold the keys up for a third of a second.
                    await self.mount(Chart(panel))
            self.wait_for(waiting)
            if moved:
                self.sort_children(key=lambda chart: keys.index(chart.name or ""))
                self.refresh(layout=True)

    def wait_for(self, waiting: str) -> None:
        """Say what the empty charts wait for."""
        for chart in self.query_children(Chart):
            chart.waiting = waiting


def _form(panel: Panel[Any]) -> tuple[object, ...]:
    """What sets its place."""
    return panel.key, panel.height, panel.span


class DashboardView(VerticalScroll, can_focus=False):
    """One dashboard: what can be chosen on it, and the charts below."""

    DEFAULT_CSS = """
    DashboardView { height: 1fr; scrollbar-size-vertical: 1; scrollbar-gutter: stable; }
    """

    def __init__(self, *, id: str) -> None:
        super().__init__(id=id)
        self.grid = PanelGrid()
        self.choices = Choices()

    def compose(self) -> ComposeResult:
        """The choices, then the charts."""
        yield self.choices
        yield self.grid
