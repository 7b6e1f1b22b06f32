"""The films of a table as a wall of posters, drawn line by line: only what is in sight is fetched and drawn."""

from collections.abc import Iterator, Sequence
from typing import ClassVar

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.geometry import Size
from textual.scroll_view import ScrollView
from textual.strip import Strip

from lbtui.cells import fit_centre
from lbtui.films.columns import stars
from lbtui.model.films import FilmRow
from lbtui.services.posters import Posters
from lbtui.widgets.film_table import FilmTable
from lbtui.widgets.poster import ShowsPictures
from lbtui.widgets.poster_set import PosterSet

_SIZES = (Size(12, 9), Size(16, 12), Size(20, 15))
"""Cells of a poster, small where there is little room."""
_ROOMY, _VAST = Size(100, 30), Size(200, 60)
"""From these on the larger ones."""
_FRAME, _WORDS = 1, 2
"""Cells around a poster, and lines below it: its title, and its year with the rating."""


class PosterWall(ScrollView, can_focus=True):
    """Shows what a table shows, in its order; the cursor is that of the table."""

    BINDING_GROUP_TITLE = "Posters"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "open", "Open", tooltip="Open the film under the cursor", id="wall.open"),
        Binding("s", "sort", "Sort", tooltip="Choose what to sort by", id="wall.sort"),
        Binding("S", "reverse", "Reverse", show=False, tooltip="Turn the order round", id="wall.reverse"),
        Binding("left,h", "move(-1)", "Left", show=False, tooltip="One film to the left", id="wall.left"),
        Binding("right,l", "move(1)", "Right", show=False, tooltip="One film to the right", id="wall.right"),
        Binding("up,k", "rows(-1)", "Up", show=False, tooltip="One row up", id="wall.up"),
        Binding("down,j", "rows(1)", "Down", show=False, tooltip="One row down", id="wall.down"),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False, tooltip="A page up", id="wall.page_up"),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False, tooltip="A page down", id="wall.page_down"),
        Binding("g,home", "first", "First", show=False, tooltip="To the first film", id="wall.first"),
        Binding("G,end", "last", "Last", show=False, tooltip="To the last film", id="wall.last"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = {
        "poster-card",
        "poster-wall--title",
        "poster-wall--note",
        "poster-wall--cursor",
    }
    DEFAULT_CSS = """
    PosterWall {
        background: $surface;
        overflow-x: hidden; overflow-y: auto; scrollbar-gutter: stable; scrollbar-size-vertical: 1;
        & > .poster-card { background: $primary; color: $foreground; text-style: bold; }
        & > .poster-wall--title { background: $surface; color: $foreground; }
        & > .poster-wall--note { background: $surface; color: $foreground 65%; }
        & > .poster-wall--cursor { background: $block-cursor-blurred-background; color: $foreground; }
        &:focus > .poster-wall--cursor {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
            text-style: $block-cursor-text-style;
        }
        &:nocolor:ansi > .poster-wall--cursor { text-style: reverse; }
    }
    """

    def __init__(self, table: FilmTable, posters: Posters) -> None:
        super().__init__()
        self._table = table
        self._posters = PosterSet(self, posters, _SIZES[0], self._near, self._came)
        self._line = table.cursor_line
        self._seen: tuple[int, list[tuple[int, FilmRow]], tuple[str, ...]] = (0, [], ())
        """The cursor, the films in sight and why there are none, when the table last changed its order."""

    @property
    def across(self) -> int:
        """How many films stand side by side."""
        return max(1, self.scrollable_content_region.width // self._tile.width)

    @property
    def _tile(self) -> Size:
        return Size(self._posters.size.width + 2 * _FRAME, self._posters.size.height + _FRAME + _WORDS)

    def on_mount(self) -> None:
        if isinstance(self.app, ShowsPictures):
            self.app.pictures_changed.subscribe(self, lambda _: self._posters.again())

    def on_resize(self) -> None:
        roomy = sum(self.size.width >= least.width and self.size.height >= least.height for least in (_ROOMY, _VAST))
        if self._posters.size != _SIZES[roomy]:
            self._posters.size = _SIZES[roomy]
            self._posters.again()
        self.rearrange()

    def on_show(self) -> None:
        """Back from the table: what could not be fetched then may come now."""
        self.rearrange()
        self._posters.retry()

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._posters.new_cards()

    def rearrange(self) -> None:
        """The table shows other films, or in another order."""
        rows = -(-self._table.line_count // self.across)
        self.virtual_size = Size(self.scrollable_content_region.width, rows * self._tile.height)
        before, self._line = self._seen, self._table.cursor_line
        self._reveal()
        self._seen = (self._line, list(self._in_sight()), self._table.why_empty)
        if self._seen != before:  # Films that come in out of sight paint nothing.
            self._posters.fill()
            self.refresh()

    def follow(self) -> None:
        """The cursor of the table has moved."""
        before, self._line = self._line, self._table.cursor_line
        self._reveal()
        for line in {before, self._line}:
            self._refresh_tile(line)

    def update_rows(self, rows: Sequence[FilmRow]) -> None:
        """Something about these films has changed: a poster may be known now."""
        changed = {row.id for row in rows}
        for line, row in self._in_sight():
            if row.id in changed:
                self._refresh_tile(line)
        self._posters.fill()

    def _refresh_tile(self, line: int) -> None:
        height = self._tile.height
        self.refresh_lines(line // self.across * height, height)

    def _reveal(self) -> None:
        """Scroll as little as brings the whole film under the cursor in sight."""
        height = self._tile.height
        top = self._line // self.across * height
        if top < self.scroll_offset.y:
            self.scroll_to(y=top, animate=False, force=True)
        elif top + height > self.scroll_offset.y + self.size.height:
            self.scroll_to(y=top + height - self.size.height, animate=False, force=True)

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        self._posters.moved()
        self._posters.fill()

    def _in_sight(self, *, ahead: int = 0) -> Iterator[tuple[int, FilmRow]]:
        """The films in sight, and rows of them below."""
        if not (self.display and self.size):
            return
        first = int(self.scroll_offset.y) // self._tile.height
        last = (int(self.scroll_offset.y) + self.size.height - 1) // self._tile.height + ahead
        for line in range(first * self.across, min((last + 1) * self.across, self._table.line_count)):
            yield line, self._table.row_at(line)

    def _near(self) -> Iterator[str | None]:
        return (row.poster_path for _, row in self._in_sight(ahead=1))

    def _came(self, path: str) -> None:
        for line, row in self._in_sight():
            if row.poster_path == path:
                self._refresh_tile(line)

    def render_line(self, y: int) -> Strip:
        width = self.scrollable_content_region.width
        row, line = divmod(int(self.scroll_offset.y) + y, self._tile.height)
        first, blank = row * self.across, self.get_component_rich_style("poster-wall--title")
        films = range(first, min(first + self.across, self._table.line_count))
        if not films:
            words, at = self._table.why_empty, y - self.size.height // 3
            return Strip([Segment(fit_centre(words[at] if 0 <= at < len(words) else "", width), blank)], width)
        margin = (width - self.across * self._tile.width) // 2
        sharp = self._posters.is_sharp
        segments = [Segment(" " * margin, blank)]
        for at in films:
            segments += self._part(at, line, sharp=sharp)
        return Strip(segments).adjust_cell_length(width, blank)

    def _part(self, at: int, line: int, *, sharp: bool) -> Sequence[Segment]:
        """One line of one film, as wide as a tile."""
        row, chosen = self._table.row_at(at), at == self._line
        ground = self.get_component_rich_style("poster-wall--cursor" if chosen else "poster-wall--title")
        around = Segment(" " * _FRAME, ground)
        if line == 0:
            return [Segment(" " * self._tile.width, ground)]
        if line <= self._posters.size.height:
            return [around, *self._posters.line(row.poster_path, row.name, line - 1, sharp=sharp), around]
        if line == self._posters.size.height + 1:
            return [around, Segment(fit_centre(row.name, self._posters.size.width), ground), around]
        note = " ".join(part for part in (str(row.year or ""), stars(row.rating)) if part)
        style = ground if chosen else self.get_component_rich_style("poster-wall--note")
        return [around, Segment(fit_centre(note, self._posters.size.width), style), around]

    def action_open(self) -> None:
        self._table.action_open()

    def action_sort(self) -> None:
        self._table.action_sort()

    def action_reverse(self) -> None:
        self._table.action_reverse()

    def action_move(self, films: int) -> None:
        self._table.go(self._line + films)

    def action_rows(self, rows: int) -> None:
        """Move the cursor by rows, within its column."""
        line = self._line + rows * self.across
        last = self._table.line_count - 1
        if 0 <= line <= last or line // self.across == last // self.across:
            self._table.go(line)

    def action_page(self, pages: int) -> None:
        self._table.go(self._line + pages * max(1, self.size.height // self._tile.height) * self.across)

    def action_first(self) -> None:
        self._table.go(0)

    def action_last(self) -> None:
        self._table.go(self._table.line_count - 1)

    def on_click(self, event: events.Click) -> None:
        margin = (self.scrollable_content_region.width - self.across * self._tile.width) // 2
        column = (event.x - margin) // self._tile.width
        line = (int(self.scroll_offset.y) + event.y) // self._tile.height * self.across + column
        if 0 <= column < self.across and line < self._table.line_count:
            self._table.go(line)
            if event.chain == 2:
                self.action_open()
