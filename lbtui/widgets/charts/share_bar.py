"""A whole and its parts: watched and not, languages, runtime bands."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from lbtui.charts import Bar, Lines, draw_share
from lbtui.widgets.charts.across_chart import AcrossChart


class ShareBar(AcrossChart):
    """A stacked bar with a legend; the cursor moves from part to part, by all four arrows."""

    CENTRED = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "move(-1)", "Up", show=False),
        Binding("down,j", "move(1)", "Down", show=False),
    ]

    def draw(self, data: Sequence[Bar], width: int, height: int) -> Lines:
        """The bar and as much of the legend as there is height for."""
        return draw_share(data, width, height, look=self.look)
