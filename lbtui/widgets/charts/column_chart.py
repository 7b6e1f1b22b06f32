"""Vertical bars: ratings, weekdays, months, decades."""

from collections.abc import Sequence
from typing import Unpack

from lbtui.charts import Bar, Lines, draw_columns
from lbtui.widgets.charts.across_chart import AcrossChart
from lbtui.widgets.charts.chart import Options


class ColumnChart(AcrossChart):
    """One column a bar, values above and labels below."""

    def __init__(
        self, data: Sequence[Bar] | None = None, *, top: float | None = None, **options: Unpack[Options]
    ) -> None:
        """Make a chart; `top` is the value of a full column (5 for ratings), else the largest value."""
        super().__init__(data, **options)
        self._top = top

    def draw(self, data: Sequence[Bar], width: int, height: int) -> Lines:
        """All columns; of more than there are cells those around the cursor."""
        return draw_columns(data, width, height, first=self.cursor - width // 2, top=self._top, look=self.look)
