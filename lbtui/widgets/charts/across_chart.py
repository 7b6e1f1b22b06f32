"""Charts that run from left to right, and whose cursor does."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from lbtui.charts import Bar
from lbtui.widgets.charts.chart import Chart


class AcrossChart(Chart[Sequence[Bar]]):
    """A chart of bars side by side."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Left", show=False),
        Binding("right,l", "move(1)", "Right", show=False),
    ]

    def bars(self, data: Sequence[Bar]) -> Sequence[Bar]:
        """The data are the bars."""
        return data
