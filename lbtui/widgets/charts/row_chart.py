"""Charts made of rows: more of them than fit are scrolled, and the cursor's row is always in sight."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.reactive import reactive

from lbtui.charts.rows import rows_seen
from lbtui.widgets.charts.chart import Chart, Data


class RowChart(Chart[Data]):
    """A chart with a cursor that moves up and down. Bars of one row stand side by side."""

    ABREAST: ClassVar[int] = 1
    """How many bars stand side by side, where that does not depend on the width."""
    header: int = 0
    """Lines above the first row."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,k", "row(-1)", "Up", show=False),
        Binding("down,j", "row(1)", "Down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False),
    ]

    first: reactive[int] = reactive(0, init=False)
    """The first row in sight."""

    @property
    def abreast(self) -> int:
        """How many bars stand side by side."""
        return self.ABREAST

    def action_row(self, steps: int) -> None:
        """Move the cursor by rows; it stays in its row at the first and the last."""
        target = self.cursor + steps * self.abreast
        if 0 <= target < len(self._bars):
            self.cursor = target

    def action_page(self, pages: int) -> None:
        """Move the cursor by as many rows as are in sight."""
        side = self.cursor % self.abreast
        row = max(0, min(self._row + pages * self._seen, self._rows - 1))
        self.cursor = row * self.abreast + side

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the rows; at their end the screen scrolls."""
        self._scroll(1, event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the rows; at their beginning the screen scrolls."""
        self._scroll(-1, event)

    def _scroll(self, rows: int, event: events.MouseEvent) -> None:
        before = self.first
        self.first += rows
        if self.first != before:
            event.stop()

    @property
    def _row(self) -> int:
        return self.cursor // self.abreast

    @property
    def _rows(self) -> int:
        return -(-len(self._bars) // self.abreast)

    @property
    def _seen(self) -> int:
        return rows_seen(self._rows, max(1, self.size.height - self.header))

    def validate_first(self, first: int) -> int:
        """The last row is never scrolled further up than the lowest line."""
        return max(0, min(first, self._rows - self._seen))

    def watch_first(self) -> None:
        """Draw the rows in sight."""
        self.redraw()

    def watch_cursor(self) -> None:
        """Bring the cursor's row into sight."""
        self._follow()
        super().watch_cursor()

    def watch_data(self, data: Data | None) -> None:
        """Draw the new data; where the rows are scrolled, the cursor's row stays on its line of the screen."""
        line = self._row - self.first
        super().watch_data(data)
        self.first = self._row - line if self.has_focus else self.first
        self._follow()

    def on_resize(self) -> None:
        """Keep the cursor's row in sight."""
        self._follow()
        super().on_resize()

    def _follow(self) -> None:
        if self.size != Size(0, 0):
            self.first = max(self._row - self._seen + 1, min(self.first, self._row))
