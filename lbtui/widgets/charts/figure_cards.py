"""Figure cards: the totals at the head of a dashboard."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from lbtui.charts import Bar, Lines, draw_cards
from lbtui.charts.cards import cards_abreast
from lbtui.widgets.charts.chart import Chart


class FigureCards(Chart[Sequence[Bar]]):
    """A row of boxes with big figures, or several rows of smaller ones where there is less room."""

    DEFAULT_CSS = """
    FigureCards { height: 5; padding: 0; border: none; &:focus, &:ansi, &:ansi:focus { border: none; } }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-1)", "Left", show=False),
        Binding("right,l", "move(1)", "Right", show=False),
        Binding("up,k", "row(-1)", "Up", show=False),
        Binding("down,j", "row(1)", "Down", show=False),
    ]

    def action_row(self, rows: int) -> None:
        """Move the cursor to the card above or below."""
        target = self.cursor + rows * cards_abreast(self._bars, *self.size)
        if 0 <= target < len(self._bars):
            self.cursor = target

    def bars(self, data: Sequence[Bar]) -> Sequence[Bar]:
        """The data are the cards."""
        return data

    def draw(self, data: Sequence[Bar], width: int, height: int) -> Lines:
        """All cards."""
        return draw_cards(data, width, height, cursor=self.cursor)
