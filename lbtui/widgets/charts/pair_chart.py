"""Two series side by side: one year against another, first watch against rewatch."""

from collections.abc import Sequence
from typing import ClassVar, Unpack

from textual.binding import Binding, BindingType

from lbtui.charts import Bar, Lines, Pair, draw_pairs
from lbtui.charts.data import flat
from lbtui.widgets.charts.chart import Options
from lbtui.widgets.charts.row_chart import RowChart


class PairChart(RowChart[Sequence[Pair]]):
    """Bars to both sides of their labels; the cursor moves by rows and between the sides."""

    ABREAST = 2
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "side(0)", "Left", show=False),
        Binding("right,l", "side(1)", "Right", show=False),
    ]

    def __init__(
        self,
        data: Sequence[Pair] | None = None,
        *,
        names: tuple[str, str] = ("", ""),
        top: float | None = None,
        **options: Unpack[Options],
    ) -> None:
        """Make a chart; `names` are those of the two series, `top` the value of a full bar, else the largest."""
        super().__init__(data, **options)
        self._names, self._top = names, top
        self.header = int(any(names))

    def rename(self, names: tuple[str, str]) -> None:
        """Give the two series other names."""
        if names != self._names:
            self._names, self.header = names, int(any(names))
            self.redraw()

    def action_side(self, side: int) -> None:
        """Move the cursor to the left (0) or the right (1) bar of its row."""
        self.cursor = self.cursor // 2 * 2 + side

    def bars(self, data: Sequence[Pair]) -> Sequence[Bar]:
        """Left, right, left, right."""
        return flat(data)

    def draw(self, data: Sequence[Pair], width: int, height: int) -> Lines:
        """The rows in sight."""
        return draw_pairs(
            data,
            width,
            height,
            names=self._names,
            first=self.first,
            top=self._top,
            cursor=self.cursor,
            look=self.look,
        )
