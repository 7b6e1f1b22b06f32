"""Years below one another, a cell a month or a week."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from lbtui.charts import Bar, Grid, Lines, draw_grid
from lbtui.charts.data import cells_of
from lbtui.widgets.charts.row_chart import RowChart


class GridChart(RowChart[Grid]):
    """The cursor moves by cells and by years, with all four arrows."""

    header = 1
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Left", show=False),
        Binding("right,l", "move(1)", "Right", show=False),
    ]

    @property
    def abreast(self) -> int:
        """The cells of a year."""
        return max(1, len(self.data.columns)) if self.data else 1

    def bars(self, data: Grid) -> Sequence[Bar]:
        """All cells, also those of periods that there are not."""
        return cells_of(data)

    def start(self, bars: Sequence[Bar]) -> int:
        """The cursor begins at the latest period that has a value."""
        return max((index for index, bar in enumerate(bars) if bar.value > 0), key=lambda at: bars[at].label, default=0)

    def draw(self, data: Grid, width: int, height: int) -> Lines:
        """The years in sight."""
        return draw_grid(data, width, height, first=self.first, look=self.look)
