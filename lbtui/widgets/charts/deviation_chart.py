"""Deviations from a mean: what is rated above it, and what below."""

from collections.abc import Sequence
from typing import Unpack

from lbtui.charts import Bar, Lines, draw_deviation
from lbtui.widgets.charts.chart import Options
from lbtui.widgets.charts.row_chart import RowChart


class DeviationChart(RowChart[Sequence[Bar]]):
    """One row a bar, to the right of the axis or to the left."""

    def __init__(
        self,
        data: Sequence[Bar] | None = None,
        *,
        centre: str = "",
        heads: Sequence[str] = (),
        **options: Unpack[Options],
    ) -> None:
        """Make a chart; `centre` names the axis, `heads` the columns."""
        super().__init__(data, **options)
        self._centre, self._heads = centre, heads
        self.header = 1

    def move_axis(self, centre: str) -> None:
        """Name another mean."""
        if centre != self._centre:
            self._centre = centre
            self.redraw()

    def bars(self, data: Sequence[Bar]) -> Sequence[Bar]:
        """The data are the bars."""
        return data

    def draw(self, data: Sequence[Bar], width: int, height: int) -> Lines:
        """The rows in sight."""
        return draw_deviation(
            data, width, height, centre=self._centre, heads=self._heads, first=self.first, look=self.look
        )
