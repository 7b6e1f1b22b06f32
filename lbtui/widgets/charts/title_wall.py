"""The five-star wall: titles side by side."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from lbtui.charts import Bar, Lines, draw_wall
from lbtui.charts.wall import titles_abreast
from lbtui.widgets.charts.row_chart import RowChart


class TitleWall(RowChart[Sequence[Bar]]):
    """Titles, as many abreast as fit; the cursor moves by all four arrows."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Left", show=False),
        Binding("right,l", "move(1)", "Right", show=False),
    ]

    @property
    def abreast(self) -> int:
        """How many titles stand side by side."""
        return titles_abreast(self.size.width)

    def bars(self, data: Sequence[Bar]) -> Sequence[Bar]:
        """The data are the titles."""
        return data

    def draw(self, data: Sequence[Bar], width: int, height: int) -> Lines:
        """The rows in sight."""
        return draw_wall(data, width, height, first=self.first)
