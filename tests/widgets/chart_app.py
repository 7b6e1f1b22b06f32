"""An app that holds one chart and keeps what was chosen in it."""

from dataclasses import replace
from typing import Any, TypeVar

from textual import on
from textual.app import App, ComposeResult

from lbtui.charts.model import Bar, Drawing, Panel
from lbtui.widgets.chart import Chart

Data = TypeVar("Data")


def chart_of(kind: Drawing[Data], data: Data | None, **options: Any) -> Chart:
    """A chart with the other fields of its panel."""
    return Chart(Panel("chart", options.pop("title", ""), kind, data, **options))


def fill(chart: Chart, data: object) -> None:
    """Give the chart other data."""
    chart.panel = replace(chart.panel, data=data)


class ChartApp(App[None]):
    """One chart alone."""

    def __init__(self, chart: Chart) -> None:
        super().__init__()
        self.chart = chart
        self.chosen: list[Bar] = []

    def compose(self) -> ComposeResult:
        yield self.chart

    @on(Chart.Selected)
    def keep(self, event: Chart.Selected) -> None:
        """Keep the chosen bar."""
        assert event.control is self.chart
        self.chosen.append(event.bar)
