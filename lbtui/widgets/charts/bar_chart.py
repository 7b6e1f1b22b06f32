"""Ranked horizontal bars: genres, countries, directors."""

from collections.abc import Sequence
from typing import Unpack

from lbtui.charts import Bar, Lines, draw_bars
from lbtui.widgets.charts.chart import Options
from lbtui.widgets.charts.row_chart import RowChart


class BarChart(RowChart[Sequence[Bar]]):
    """One row a bar: label, bar, value and a second figure."""

    def __init__(
        self,
        data: Sequence[Bar] | None = None,
        *,
        heads: Sequence[str] = (),
        top: float | None = None,
        **options: Unpack[Options],
    ) -> None:
        """Make a chart; `heads` name the columns, `top` is the value of a full bar, else the largest value."""
        super().__init__(data, **options)
        self._heads, self._top = heads, top
        self.header = int(bool(heads))

    def name_columns(self, heads: Sequence[str]) -> None:
        """Give the columns other names."""
        if tuple(heads) != tuple(self._heads):
            self._heads, self.header = heads, int(bool(heads))
            self.redraw()

    def bars(self, data: Sequence[Bar]) -> Sequence[Bar]:
        """The data are the bars."""
        return data

    def draw(self, data: Sequence[Bar], width: int, height: int) -> Lines:
        """The rows in sight."""
        return draw_bars(data, width, height, heads=self._heads, first=self.first, top=self._top, look=self.look)
