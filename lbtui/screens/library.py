"""The library: the one filter on top, the table of films below, and beside it the film where there is room."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal

from lbtui.model import FilmRow
from lbtui.query import Query
from lbtui.screens.page import Page
from lbtui.widgets.film_table import COLUMNS, FilmTable
from lbtui.widgets.filter_field import FilterField


class LibraryScreen(Page):
    """Browse: type to filter, sort, open."""

    MODE = "library"
    AUTO_FOCUS = "FilmTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "filter", "Filter", key_display="/", tooltip="Type a filter", id="library.filter"),
        Binding("escape", "clear", "Clear filter", show=False, tooltip="Show all films again", id="library.clear"),
        Binding("r", "retry", "Retry", show=False, tooltip="Try the film again if it failed", id="library.retry"),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._late: dict[int, None] = {}
        """Films that changed while another screen was shown."""

    def body(self) -> ComposeResult:
        """The filter above the films."""
        yield FilterField(id="filter")
        with Horizontal(id="films"):
            yield FilmTable(self.host.settings.columns or COLUMNS)

    def on_mount(self) -> None:
        """Follow the library and the filter."""
        super().on_mount()
        host = self.host
        host.library_loaded.subscribe(self, lambda _: self._load())
        host.films_changed.subscribe(self, self._update)
        host.query_changed.subscribe(self, self._show)
        if host.library.rows:
            self._load()
        else:
            self.table.empty_message = "Opening the library…" if host.database is None else _EMPTY

    @property
    def table(self) -> FilmTable:
        """The films."""
        return self.query_one(FilmTable)

    @property
    def field(self) -> FilterField:
        """The filter."""
        return self.query_one(FilterField)

    def on_screen_resume(self) -> None:
        """Catch up with what changed meanwhile."""
        super().on_screen_resume()
        if self._late:
            by_id = self.host.library.by_id
            rows = [row for film in self._late if (row := by_id(film))]
            self._late.clear()
            self.table.update_rows(rows)

    def _load(self) -> None:
        self._late.clear()
        self.field.index = self.host.library.index
        self.table.empty_message = _EMPTY
        self.table.set_rows(self.host.library.index)
        self._show(self.host.query_now)

    def _update(self, rows: Sequence[FilmRow]) -> None:
        if self.is_current:
            self.table.update_rows(rows)
        else:
            self._late.update(dict.fromkeys(row.id for row in rows))

    def _show(self, query: Query) -> None:
        if query != self.field.query_now:
            self.field.text = str(query)
        if query != self.table.filter:
            self.table.show(query)

    @on(FilterField.Changed)
    def _typed(self, event: FilterField.Changed) -> None:
        self.host.set_query(event.query)

    @on(FilterField.Left)
    def _left(self) -> None:
        self.table.focus()

    @on(FilmTable.Filtered)
    def _count(self, event: FilmTable.Filtered) -> None:
        shown, total = event.shown, event.total
        self.field.note(f"{shown:,} of {total:,} films" if shown != total else f"{total:,} films")

    @on(FilmTable.Opened)
    def _open(self, event: FilmTable.Opened) -> None:
        self.host.open_film(event.row.id, [row.id for row in self.table.rows])

    def action_filter(self) -> None:
        """Go to the filter."""
        self.field.focus()

    def action_clear(self) -> None:
        """Show all films again."""
        self.field.text = ""

    def action_retry(self) -> None:
        """Try the film under the cursor again."""
        if row := self.table.cursor_row:
            self.host.retry([row.id])


_EMPTY = "Your library is empty. Press 5 to import an export."
