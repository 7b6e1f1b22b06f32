"""A value over time: films by release year, hours by month, mean rating by year."""

from collections.abc import Sequence
from typing import Unpack

from lbtui.charts import Bar, Lines, draw_area
from lbtui.widgets.charts.across_chart import AcrossChart
from lbtui.widgets.charts.chart import Options


class AreaChart(AcrossChart):
    """An area, or a line where the distance from zero says nothing (mean ratings)."""

    def __init__(
        self,
        data: Sequence[Bar] | None = None,
        *,
        low: float | None = 0.0,
        top: float | None = None,
        fill: bool = True,
        **options: Unpack[Options],
    ) -> None:
        """Make a chart from value `low` to `top` (None: the least and the largest); without `fill` it is a line."""
        super().__init__(data, **options)
        self._low, self._top, self._fill = low, top, fill

    def start(self, bars: Sequence[Bar]) -> int:
        """The cursor begins at the latest."""
        return max(0, len(bars) - 1)

    def draw(self, data: Sequence[Bar], width: int, height: int) -> Lines:
        """The area with its axes."""
        return draw_area(data, width, height, low=self._low, top=self._top, fill=self._fill, cursor=self.cursor)
