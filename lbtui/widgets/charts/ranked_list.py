"""A ranked list with small bars: the longest films, the highest rated people."""

from collections.abc import Sequence
from typing import Unpack

from lbtui.charts import Bar, Lines, draw_ranked
from lbtui.widgets.charts.chart import Options
from lbtui.widgets.charts.row_chart import RowChart


class RankedList(RowChart[Sequence[Bar]]):
    """One row a film or a person: rank, name with a note, small bar, value."""

    def __init__(
        self, data: Sequence[Bar] | None = None, *, top: float | None = None, **options: Unpack[Options]
    ) -> None:
        """Make a list; `top` is the value of a full bar (5 for ratings), else the largest value."""
        super().__init__(data, **options)
        self._top = top

    def bars(self, data: Sequence[Bar]) -> Sequence[Bar]:
        """The data are the rows."""
        return data

    def draw(self, data: Sequence[Bar], width: int, height: int) -> Lines:
        """The rows in sight."""
        return draw_ranked(data, width, height, first=self.first, top=self._top, look=self.look)
