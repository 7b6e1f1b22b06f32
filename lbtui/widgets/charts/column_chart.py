"""Vertical bars: ratings, weekdays, months, decades."""

from collections.abc import Sequence
from typing import ClassVar, Unpack

from textual.binding import Binding, BindingType

from lbtui.charts import Bar, Lines, draw_columns
from lbtui.widgets.charts.chart import Chart, Options


class ColumnChart(Chart[Sequence[Bar]]):
    """One column a bar, values above and labels below."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Left", show=False),
        Binding("right,l", "move(1)", "Right", show=False),
    ]

    def __init__(
        self, data: Sequence[Bar] | None = None, *, top: float | None = None, **options: Unpack[Options]
    ) -> None:
        """Make a chart; `top` is the value of a full column (5 for ratings), else the largest value."""
        super().__init__(data, **options)
        self._top = top

    def bars(self, data: Sequence[Bar]) -> Sequence[Bar]:
        """The data are the columns."""
        return data

    def draw(self, data: Sequence[Bar], width: int, height: int) -> Lines:
        """All columns; of more than there are cells those around the cursor."""
        return draw_columns(data, width, height, first=self.cursor - width // 2, top=self._top)
