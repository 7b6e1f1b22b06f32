"""Counts of many periods in a row: films by release year."""

from collections.abc import Sequence

from lbtui.charts import Bar, Lines, draw_steps
from lbtui.widgets.charts.across_chart import AcrossChart


class StepChart(AcrossChart):
    """A step an item, with round values at the side; more of them than fit are scrolled with the cursor."""

    def start(self, bars: Sequence[Bar]) -> int:
        """The cursor begins at the latest."""
        return max(0, len(bars) - 1)

    def draw(self, data: Sequence[Bar], width: int, height: int) -> Lines:
        """The steps with their axes."""
        return draw_steps(data, width, height, cursor=self.cursor, look=self.look)
