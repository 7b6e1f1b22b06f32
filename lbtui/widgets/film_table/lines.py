"""A header and any number of lines with a cursor, drawn line by line: the table without the films."""

from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Region, Size
from textual.scroll_view import ScrollView
from textual.strip import Strip


class LineTable(ScrollView, can_focus=True):
    """Moves a cursor over `line_count` lines below a header; a subclass draws them and hears where the cursor goes.

    The header takes the widget's first line, line 0 of the table stands below it: the virtual size
    is one more than the lines, so that Textual's scroll offset is the first line in sight.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open what is under the cursor", id="table.open"),
        Binding("up,k", "move(-1)", "Up", show=False, tooltip="One line up", id="table.up"),
        Binding("down,j", "move(1)", "Down", show=False, tooltip="One line down", id="table.down"),
        Binding("pageup", "page(-1)", "Page up", show=False, tooltip="A page up", id="table.page_up"),
        Binding("pagedown", "page(1)", "Page down", show=False, tooltip="A page down", id="table.page_down"),
        Binding("ctrl+u", "page(-0.5)", "Half up", show=False, tooltip="Half a page up", id="table.half_up"),
        Binding("ctrl+d", "page(0.5)", "Half down", show=False, tooltip="Half a page down", id="table.half_down"),
        Binding("g,home", "first", "First", show=False, tooltip="To the first line", id="table.first"),
        Binding("G,end", "last", "Last", show=False, tooltip="To the last line", id="table.last"),
    ]

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._line = 0
        self._hover: int | None = None

    @property
    def line_count(self) -> int:
        """How many lines there are."""
        raise NotImplementedError

    @property
    def cursor_line(self) -> int:
        """The line under the cursor, from 0; 0 where there are none."""
        return self._line

    @property
    def page_lines(self) -> int:
        """How many lines fit below the header."""
        return max(1, self.size.height - 1)

    def draw_header(self) -> Strip:
        """The header."""
        raise NotImplementedError

    def draw_line(self, line: int, ground: str) -> Strip:
        """A line, on the ground `odd`, `even`, `cursor` or `hover`."""
        raise NotImplementedError

    def draw_beyond(self, y: int) -> Strip:
        """What stands `y` lines below the header where there are no lines any more."""
        raise NotImplementedError

    def cursor_moved(self) -> None:
        """The cursor came to another line."""

    def header_clicked(self, x: int) -> None:
        """The header was clicked at a cell."""

    def action_open(self) -> None:
        """Opens what is under the cursor."""

    def action_move(self, lines: int) -> None:
        self.go(self._line + lines)

    def action_page(self, pages: float) -> None:
        """Moves the cursor and the view by pages."""
        lines = int(self.page_lines * pages)
        self.scroll_to(y=self.scroll_offset.y + lines, animate=False, force=True)
        self.go(self._line + lines)

    def action_first(self) -> None:
        self.go(0)

    def action_last(self) -> None:
        self.go(self.line_count - 1)

    def go(self, line: int) -> None:
        """Moves the cursor to a line, or the nearest that there is, and scrolls it into sight."""
        line = max(0, min(line, self.line_count - 1))
        if line != self._line:
            self._redraw(self._line, line)
            self._line = line
            self.reveal()
            self.cursor_moved()

    def rearrange(self, line: int, offset: int) -> None:
        """Other lines are there now: puts the cursor on a line, `offset` lines below the header if it can be there.

        A cursor that was scrolled out of sight (an `offset` outside of the page) stays out of sight.
        """
        self.measure()
        self._line = max(0, min(line, self.line_count - 1))
        self.scroll_to(y=self._line - offset, animate=False, force=True)
        if 0 <= offset < self.page_lines:
            self.reveal()
        self.refresh()

    def measure(self) -> None:
        """Tells Textual how much there is to scroll.

        The widget's own place never depends on that, so the layout of the whole screen, which Textual
        would do, is only wanted where the scrollbar comes or goes: it costs two more paints a key.
        """
        size = Size(self.scrollable_content_region.width, self.line_count + 1)
        if self.show_vertical_scrollbar and size.height > self.size.height:
            self.set_reactive(LineTable.virtual_size, size)
            self.vertical_scrollbar.window_virtual_size = size.height
        else:
            self.virtual_size = size

    def reveal(self) -> None:
        """Scrolls as little as brings the cursor in sight."""
        top = self.scroll_offset.y
        if self._line < top:
            self.scroll_to(y=self._line, animate=False, force=True)
        elif self._line >= top + self.page_lines:
            self.scroll_to(y=self._line - self.page_lines + 1, animate=False, force=True)

    def render_lines(self, crop: Region) -> list[Strip]:
        """Its lines as they are drawn: they have no border, and whoever draws them keeps those that still hold.

        Textual's own way goes through styles and filters for each line, and took half of the time of a key.
        """
        strips = [self.render_line(y) for y in crop.line_range]
        if not self.show_vertical_scrollbar:  # What it would cover is empty.
            ground = self.visual_style.rich_style
            strips = [strip.extend_cell_length(self.size.width, ground) for strip in strips]
        whole = crop.column_span == (0, self.size.width)
        return strips if whole else [strip.crop(crop.x, crop.right) for strip in strips]

    def render_line(self, y: int) -> Strip:
        if y == 0:
            return self.draw_header()
        line = self.scroll_offset.y + y - 1
        if line >= self.line_count:
            return self.draw_beyond(y - 1)
        if line == self._line:
            return self.draw_line(line, "cursor")
        if line == self._hover:
            return self.draw_line(line, "hover")
        return self.draw_line(line, "even" if line % 2 else "odd")

    def on_click(self, event: events.Click) -> None:
        """Selects a line, opens it at the second click, or passes a click on the header on."""
        line = self._line_under(event)
        if line is None:
            self.header_clicked(event.x)
        elif line < self.line_count:
            self.go(line)
            if event.chain == 2:
                self.action_open()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._hover_at(self._line_under(event))

    def on_leave(self) -> None:
        self._hover_at(None)

    def _line_under(self, event: events.MouseEvent) -> int | None:
        """The line under the pointer; None for the header."""
        return self.scroll_offset.y + event.y - 1 if event.y else None

    def _hover_at(self, line: int | None) -> None:
        if line != self._hover:
            self._redraw(self._hover, line)
            self._hover = line

    def _redraw(self, *lines: int | None) -> None:
        for line in lines:
            if line is not None:
                self.refresh_line(line + 1)
