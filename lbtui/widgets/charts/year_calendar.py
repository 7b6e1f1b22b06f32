"""The diary's heat map: one calendar a year."""

from collections.abc import Sequence
from typing import ClassVar

from textual.binding import Binding, BindingType

from lbtui.charts import Bar, Lines, YearDays, draw_calendar, year_bars
from lbtui.widgets.charts.chart import Chart


class YearCalendar(Chart[YearDays]):
    """A column a week, Monday to Sunday downwards; the cursor moves by days and weeks."""

    CENTRED = True
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("left,h", "move(-7)", "A week back", show=False),
        Binding("right,l", "move(7)", "A week on", show=False),
        Binding("up,k", "move(-1)", "A day back", show=False),
        Binding("down,j", "move(1)", "A day on", show=False),
    ]

    def bars(self, data: YearDays) -> Sequence[Bar]:
        """The days of the year; none where no day has a value."""
        return year_bars(data) if any(data.days.values()) else ()

    def start(self, bars: Sequence[Bar]) -> int:
        """The cursor begins at the latest day that has a value."""
        return max((index for index, bar in enumerate(bars) if bar.value), default=0)

    def draw(self, data: YearDays, width: int, height: int) -> Lines:
        """The year, or the weeks around the cursor."""
        return draw_calendar(data, width, height, cursor=self.cursor, look=self.look)
