"""An app that holds one chart and keeps what was chosen in it."""

from typing import Any

from textual import on
from textual.app import App, ComposeResult

from lbtui.charts import Bar
from lbtui.widgets.charts import Chart


class ChartApp(App[None]):
    """One chart alone."""

    def __init__(self, chart: Chart[Any]) -> None:
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
