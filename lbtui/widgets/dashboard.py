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
from lbtui.widgets.poster_chart import FilmPosters, PosterChart

_WORDS_HEIGHT = 3
_FRAME = 1 / 60
"""Seconds from one frame to the next."""
_AT_ONCE = 2
"""Charts out of sight that are mounted in one frame."""


class _Rows(Layout):
    """The children where `charts.layout.place` puts their panels."""

    name = "rows"

    def arrange(self, parent: Widget, children: list[Widget], size: Size, greedy: bool = True) -> ArrangeResult:
        parent.pre_layout(self)
        assert isinstance(parent, PanelGrid)
        placed = place(parent.panels, size.width, size.height)
        spots = {panel.key: spot for panel, spot in zip(parent.panels, placed, strict=True)}
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

    def __init__(self, posters: FilmPosters | None = None) -> None:
        super().__init__()
        self.panels: tuple[Panel[Any], ...] = ()
        """As they are shown."""
        self._given: tuple[Panel[Any], ...] = ()
        """As they were counted."""
        self._posters = posters
        self._waiting = ""
        self._rows = _Rows()

    @property
    def layout(self) -> Layout:
        """Rows of charts, as on a page of text."""
        return self._rows

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        page, lines = self.parent, container.height
        if isinstance(page, DashboardView) and page.choices.display:
            lines -= page.choices.get_content_height(container, viewport, width - page.choices.gutter.width)
        return max((spot.y + spot.height for spot in place(self.panels, width, lines)), default=_WORDS_HEIGHT)

    def render(self) -> RenderResult:
        return Content("") if self.panels else Content.styled(f"\n  {self.words}", "$foreground 70%")

    async def show(self, panels: Panels, waiting: str = "", *, fresh: bool = False) -> None:
        """Show these panels; those that need TMDB and are empty say what they are `waiting` for.

        The charts in sight are there when it returns. The others are mounted in the frames after it, at the places
        that are kept for them: all at once would hold the keys up for a tenth of a second.

        Cursors stay with their bars, unless something else was asked for (`fresh`).
        """
        self._given = tuple(panels)
        panels = self._dressed()
        moved = list(map(_form, panels)) != list(map(_form, self.panels))
        self.panels = panels
        by_key = {panel.key: panel for panel in panels}
        with self.app.batch_update():
            for chart in self.query_children(Chart):
                panel = by_key.get(chart.panel.key)
                if panel is None:
                    await chart.remove()
                    continue
                chart.panel = panel
                if fresh:
                    chart.begin()
            self.wait_for(waiting)
            await self._mount([panel for lines, panel in self._missing() if not lines])
            if moved:
                self._in_order()
                self.refresh(layout=True)
        self.set_timer(_FRAME, self._mount_next)

    def _dressed(self) -> tuple[Panel[Any], ...]:
        posters, screen = self._posters, self.app.size
        return tuple(posters.dress(panel, screen) for panel in self._given) if posters else self._given

    def dress(self) -> None:
        """Choose anew what is shown by posters: the room, the setting or what there is of them may be another."""
        panels, before = self._dressed(), self.panels
        self.panels, by_key = panels, {panel.key: panel for panel in panels}
        for chart in self.query_children(PosterChart):
            chart.retry(by_key[chart.panel.key])
        if list(map(_form, panels)) != list(map(_form, before)):
            self.refresh(layout=True)

    def _missing(self) -> list[tuple[int, Panel[Any]]]:
        """The panels without a chart, nearest first, each with the lines from the visible ones to it; 0 is in sight."""
        page = self.parent
        assert isinstance(page, Widget)
        size = page.size or self.screen.size
        top = page.scroll_offset.y - self.virtual_region.y
        mounted = {chart.panel.key for chart in self.query_children(Chart)}
        away = [
            (max(0, spot.y - top - size.height + 1, top - spot.y - spot.height + 1), panel)
            for panel, spot in zip(self.panels, place(self.panels, size.width, self.size.height), strict=True)
            if panel.key not in mounted
        ]
        return sorted(away, key=lambda found: found[0])

    async def _mount_next(self) -> None:
        if missing := self._missing():
            await self._mount([panel for _, panel in missing[:_AT_ONCE]])
            self._in_order()
            self.set_timer(_FRAME, self._mount_next)

    async def _mount(self, panels: Panels) -> None:
        posters = self._posters
        charts = [PosterChart(panel, posters) if panel.posters and posters else Chart(panel) for panel in panels]
        await self.mount_all(charts)
        for chart in charts:
            chart.waiting = self._waiting

    def _in_order(self) -> None:
        keys = [panel.key for panel in self.panels]
        self.sort_children(key=lambda chart: keys.index(chart.name or ""))

    def wait_for(self, waiting: str) -> None:
        """Say what the empty charts wait for."""
        self._waiting = waiting
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

    def __init__(self, posters: FilmPosters | None = None, *, id: str) -> None:
        super().__init__(id=id)
        self.grid = PanelGrid(posters)
        self.choices = Choices()

    def compose(self) -> ComposeResult:
        yield self.choices
        yield self.grid

    def on_resize(self) -> None:
        self.grid.dress()
