"""The film table: a library of any size, filtered and sorted at each keystroke.

Only the lines in sight are ever drawn (Textual's line API), each film's strip is kept while nothing
about it changes, and a film stays under the cursor while films around it come, go and move.
"""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.cache import FIFOCache
from textual.message import Message
from textual.strip import Strip
from textual.timer import Timer

from lbtui.films.columns import Column
from lbtui.films.fields import COLUMNS, SORTINGS, USUAL_COLUMNS
from lbtui.model.films import FilmRow
from lbtui.query import Index, Query
from lbtui.widgets.film_table.lines import LineTable
from lbtui.widgets.film_table.order import Order
from lbtui.widgets.film_table.paint import COMPONENTS, CSS, GAP, Looks, Painter, Placed, chosen, fit

_AHEAD = 2000
"""Films made ready for word search in one go: some 8 ms."""

_SLOW_TO_SORT = ("title", "director")
"""Columns whose sort keys are folded names, the same for few films."""


@dataclass
class TableMessage(Message):
    """What a film table tells its screen."""

    table: "FilmTable"

    @property
    def control(self) -> "FilmTable":
        """The table that speaks."""
        return self.table


class LatestMessage(TableMessage):
    """One that takes the place of an earlier one of its kind that still waits."""

    def can_replace(self, message: Message) -> bool:
        return isinstance(message, type(self)) and message.table is self.table


class FilmTable(LineTable):
    """A table of films with a cursor."""

    @dataclass
    class Highlighted(LatestMessage):
        """The cursor came to a film."""

        row: FilmRow

    @dataclass
    class Opened(TableMessage):
        """A film was chosen by enter or double click."""

        row: FilmRow

    @dataclass
    class SortAsked(TableMessage):
        """The member wants to choose what to sort by."""

    @dataclass
    class Sorted(TableMessage):
        """The member sorted, which the screen may want to remember."""

        name: str
        descending: bool

    @dataclass
    class Filtered(LatestMessage):
        """Which films are shown has changed, by a filter or because films changed."""

    BINDING_GROUP_TITLE = "Films"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("s", "sort", "Sort", tooltip="Choose what to sort by", id="films.sort"),
        Binding("S", "reverse", "Reverse", show=False, tooltip="Turn the order round", id="films.reverse"),
    ]
    COMPONENT_CLASSES: ClassVar[set[str]] = COMPONENTS
    DEFAULT_CSS = CSS

    def __init__(
        self,
        columns: Iterable[str] = USUAL_COLUMNS,
        *,
        more: Iterable[Column] = (),
        id: str | None = None,
        classes: str | None = None,
    ) -> None:
        """`columns` are keys, of those in `COLUMNS` and of `more` that this table alone has."""
        super().__init__(id=id, classes=classes)
        more = list(more)
        self._known = COLUMNS | {column.key: column for column in more}
        self.sortings = SORTINGS | {column.sorting.name: column.sorting for column in more}
        """What the films can be sorted by."""
        self.empty_message = "Your library is empty. Import an export to begin."
        """What to say while there are no films at all."""
        self.filter_lacks = ""
        """What to say below a filter that no film matches."""
        self._chosen = chosen(columns, self._known)
        self._order = Order(Index())
        self._owns_index = True
        self._wanted: Query | None = None
        """A filter that waits until the words of all films have been read."""
        # Not the LRUCache, whose entries hold each other: clearing that frees nothing until the collector walks.
        self._strips: FIFOCache[tuple[int, str], tuple[FilmRow, Strip]] = FIFOCache(512)
        self._painter: Painter | None = None
        self._looks = Looks(self)
        self._warming: Timer | None = None

    @property
    def index(self) -> Index:
        return self._order.index

    @property
    def filter(self) -> Query:
        """The filter that decides what is shown."""
        return self._order.query

    @property
    def filtering(self) -> bool:
        return self._wanted is not None

    @property
    def reading_ahead(self) -> bool:
        """Whether a great library is still being made ready, a few films at a time."""
        return self._warming is not None

    @property
    def rows(self) -> list[FilmRow]:
        """The films shown, in their order."""
        return [self.index.rows[place] for place in self._order.places()]

    @property
    def line_count(self) -> int:
        return len(self._order)

    @property
    def film_count(self) -> int:
        """How many films there are without a filter."""
        return self.index.count(Query())

    @property
    def cursor_row(self) -> FilmRow | None:
        place = self._place
        return None if place is None else self.index.rows[place]

    @property
    def why_empty(self) -> tuple[str, ...]:
        """Why no film is shown, in one line to three; none where any is."""
        if not self.index.rows:
            return (self.empty_message,)
        return () if self.line_count else ("No film matches", str(self.filter), self.filter_lacks)

    def row_at(self, line: int) -> FilmRow:
        return self.index.rows[self._order.places(line, line + 1)[0]]

    @property
    def sorting(self) -> tuple[str | None, bool]:
        """The name of what sorts (None: the library's order), and whether the greatest comes first."""
        return (self._order.sorting.name if self._order.sorting else None), self._order.descending

    @property
    def columns(self) -> tuple[str, ...]:
        """The keys of the chosen columns, whether or not there is room for them."""
        return tuple(column.key for column in self._chosen)

    def set_rows(self, rows: Iterable[FilmRow] | Index) -> None:
        """Shows other films, with the same filter and order, and the cursor on the same film where it is there.

        An index is somebody else's: the table reads it, and its owner replaces the rows in it.
        """
        before, query, (key, descending) = self.cursor_row, self._wanted or self.filter, self.sorting
        index = rows if isinstance(rows, Index) else Index(rows)
        self._order, self._owns_index = Order(index), index is not rows
        self._order.sort(self.sortings[key] if key else None, descending)
        self._strips.clear()
        self._stop_warming()
        if not self.index.warm_up(_AHEAD) and self.is_attached:
            self._warming = self.set_interval(1 / 40, self._warm_up)
        place = self.index.place(before.id) if before else None
        self._show(query, place)

    def update_rows(self, rows: Iterable[FilmRow]) -> None:
        """Films have changed, which take the place of those with the same id; cursor and view stay on their film."""
        place, rows = self._place, list(rows)
        if self._owns_index:
            self.index.replace(rows)
        changed = [at for row in rows if (at := self.index.place(row.id)) is not None]
        if self._order.update(changed):
            self._rearranged(place, otherwise=self.cursor_line)
            return
        # Ten times a second while films come in: what is out of sight costs nothing.
        top = self.scroll_offset.y
        for line, shown in enumerate(self._order.places(top, top + self.page_lines), top):
            if shown in changed:
                self._redraw(line)

    def reread(self, name: str) -> None:
        """What the column of this name shows and sorts by may be another for each film; the cursor stays on its film.

        Its owner has told the index so.
        """
        place = self._place
        self._strips.clear()
        if self._order.reread(name):
            self._rearranged(place, otherwise=self.cursor_line)
        else:
            self.refresh()

    def show(self, query: Query) -> None:
        """Shows the films that match; the cursor stays on its film where that is among them."""
        self._show(query, self._place)

    def sort_by(self, name: str | None, descending: bool | None = None) -> None:
        """Sorts by one of `sortings`, None for the library's order, and goes to the top."""
        sorting = self.sortings[name] if name else None
        self._order.sort(sorting, bool(sorting and sorting.descending) if descending is None else descending)
        self._rearranged(None)

    def choose_columns(self, keys: Iterable[str]) -> None:
        """Shows these columns as far as there is room; the title is always among them."""
        self._chosen = chosen(keys, self._known)
        self._forget_look()

    def move_to(self, film_id: int) -> bool:
        """Puts the cursor on a film; False where it is not shown."""
        line = self._order.line(self.index.place(film_id))
        if line is not None:
            self.go(line)
        return line is not None

    def action_open(self) -> None:
        if row := self.cursor_row:
            self.post_message(self.Opened(self, row))

    def action_sort(self) -> None:
        self.post_message(self.SortAsked(self))

    def action_reverse(self) -> None:
        name, descending = self.sorting
        self.sort_as_asked(name or "title", not descending)

    def header_clicked(self, x: int) -> None:
        """Sorts by the column whose label was clicked; at the second click the other way round."""

        def holds(placed: Placed) -> bool:
            return placed.x <= x < placed.x + placed.width + GAP

        for placed in filter(holds, self._layout_painter().columns):
            self.sort_as_asked(placed.column.sorting.name)

    def cursor_moved(self) -> None:
        if row := self.cursor_row:
            self.post_message(self.Highlighted(self, row))

    def draw_header(self) -> Strip:
        return self._layout_painter().header(self._order.sorting, self._order.descending, filtering=self.filtering)

    def draw_line(self, line: int, ground: str) -> Strip:
        painter, (place,) = self._layout_painter(), self._order.places(line, line + 1)
        row = self.index.rows[place]
        drawn, strip = self._strips.get((place, ground), (None, Strip.blank(0)))
        if drawn is not row:  # A film that has changed is another row.
            strip = painter.row(row, ground)
            self._strips[place, ground] = row, strip
        return strip

    def draw_beyond(self, y: int) -> Strip:
        """In an empty table a sentence that says why it is empty."""
        lines = self.why_empty
        at = y - self.page_lines // 3
        line = lines[at] if 0 <= at < len(lines) else ""
        return self._layout_painter().message(line, "sorted" if at == 1 else "muted")

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._looks = Looks(self)
        self._forget_look()

    def on_mount(self) -> None:
        """Goes on reading words if films were set before."""
        if not self.index.warm:
            self._warming = self.set_interval(1 / 40, self._warm_up)

    def on_resize(self) -> None:
        self._forget_look()
        self.measure()
        self.reveal()

    @property
    def _place(self) -> int | None:
        """Where the film under the cursor stands in the index."""
        return next(iter(self._order.places(self.cursor_line, self.cursor_line + 1)), None)

    def _show(self, query: Query, place: int | None) -> None:
        """Filters, now or once the words have been read, and keeps the cursor on the film at `place`."""
        if query.words and not self.index.warm:
            self._wanted = query
            self.refresh()
            return
        self._wanted = None
        self._order.filter(query)
        if self._painter and self._painter.mark(query):
            self._strips.clear()
        self._rearranged(place)

    def _rearranged(self, place: int | None, otherwise: int = 0) -> None:
        """Other films are shown, or in another order: keeps the cursor on the film at `place`, on its screen line.

        Where the film is not shown any more, the cursor goes to the line `otherwise`.
        """
        line = self._order.line(place)
        self.rearrange(otherwise if line is None else line, self.cursor_line - self.scroll_offset.y)
        self.post_message(self.Filtered(self))
        if line is None:
            self.cursor_moved()

    def sort_as_asked(self, name: str, descending: bool | None = None) -> None:
        """Sorts as the member wants it, by what sorts already the other way round, and tells the screen."""
        if descending is None and name == self.sorting[0]:
            descending = not self.sorting[1]
        self.sort_by(name, descending)
        self.post_message(self.Sorted(self, name, self._order.descending))

    def _layout_painter(self) -> Painter:
        """The painter for the present width, filter and theme."""
        if self._painter is None:
            width = self.scrollable_content_region.width
            self._painter = Painter(fit(self._chosen, width), width, self._looks)
            self._painter.mark(self.filter)
            self._strips.clear()
        return self._painter

    def _forget_look(self) -> None:
        self._painter = None
        self.refresh()

    def _stop_warming(self) -> None:
        if self._warming:
            self._warming.stop()
        self._warming = None

    def _warm_up(self) -> None:
        """Reads the words of some more films, applies the filter that waited for them, then reads ahead for sorting."""
        if not self.index.warm_up(_AHEAD):
            return
        if self._wanted is not None:
            self.show(self._wanted)
        elif all(self._order.warm_up(SORTINGS[name], _AHEAD) for name in _SLOW_TO_SORT):
            self._stop_warming()
