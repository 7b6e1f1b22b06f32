"""The library: the one filter on top, the table of films below, and beside it the film where there is room."""

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.geometry import Size
from textual.getters import query_one
from textual.reactive import Reactive

from lbtui.films.fields import OF_TMDB, USUAL_COLUMNS
from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow
from lbtui.query import Query, sorting_of
from lbtui.screens.film import FilmBindings
from lbtui.services import events
from lbtui.services.enrichment_status import State, without_films
from lbtui.services.events import Event
from lbtui.services.streaming import lacking
from lbtui.widgets.film_table import FilmTable
from lbtui.widgets.film_view import FilmView
from lbtui.widgets.filter_field import FilterField

if TYPE_CHECKING:
    from lbtui.widgets.poster_wall import PosterWall

_PANE_DELAY = 0.12
"""Seconds that the cursor rests on a film before it is shown beside the table."""
_SORT, _BESIDE = "library.sort", "library.film_beside"


class _Films(Horizontal):
    """The table and the film beside it. Another size is theirs to paint, not also that of what holds them."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0), repaint=False)


class LibraryScreen(FilmBindings):
    """Browse: type to filter, sort, open."""

    MODE = "library"
    AUTO_FOCUS = "FilmTable"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding(
            "slash", "filter", "Filter", key_display="/", tooltip="Type a filter", id="library.filter", priority=True
        ),
        Binding("escape", "back", "Back", tooltip="Back to where these films were asked for", id="library.back"),
        Binding("escape", "clear", "Clear filter", show=False, tooltip="Show all films again", id="library.clear"),
        Binding("e", "export", "Export", tooltip="Write the films shown to a file", id="library.export"),
        Binding("c", "columns", "Columns", show=False, tooltip="Which columns, in which order", id="library.columns"),
        Binding("w", "wall", "Posters", show=False, tooltip="The films as a wall of posters", id="library.wall"),
        Binding("escape", "table", "Table", show=False, tooltip="Back to the table", id="library.table"),
        Binding("v", "view", "Film beside", show=False, tooltip="Show the film beside the table", id="library.view"),
    ]

    DEFAULT_CSS = """
    LibraryScreen FilmView {
        width: 32%; min-width: 50; max-width: 60; height: 1fr; display: none;
    }
    LibraryScreen.-huge.-beside FilmView { display: block; }
    LibraryScreen PosterWall { display: none; }
    LibraryScreen.-wall FilmTable { display: none; }
    LibraryScreen.-wall PosterWall { display: block; }
    """

    table = query_one(FilmTable)
    field = query_one(FilterField)
    view = query_one(FilmView)
    """The film beside the table."""

    def __init__(self) -> None:
        super().__init__()
        self.add_class("-beside", update=False)
        self._late: dict[int, None] = {}
        """Films that changed while another screen was shown."""
        self._loaded = False
        """Whether the whole library is in the table, not only its first page."""
        self._sorting: tuple[str, bool] | None = None
        """What the member chose to sort by, and whether the greatest comes first."""
        self._dated = False
        """Whether the library has a diary."""
        self._restored = False
        """Whether the order of the last time has been looked up."""
        self._wall: PosterWall | None = None
        """The same films as posters, made when it is first asked for."""

    def body(self) -> ComposeResult:
        yield FilterField(id="filter")
        with _Films(id="films"):
            yield FilmTable(self._columns())
            yield FilmView(self.app.film_page, self.session.posters, delay=_PANE_DELAY)

    def on_mount(self) -> None:
        self.watch(self.app, "query_now", self._show, init=False)
        if self.session.library.rows:
            self._load()
        else:
            self.table.empty_message = without_films(self.session.enrichment_status)

    def handle(self, event: Event) -> None:
        super().handle(event)
        match event:
            case events.FirstFilms(rows):
                self.run_worker(self._show_first(rows), group="load", exclusive=True)
            case events.Predicted():
                self._show(self._asked)
            case events.Loaded():
                self._load()
            case events.FilmsChanged(rows):
                self._update(rows)
            case events.SettingChanged("columns" | "region"):
                self.table.choose_columns(self._columns())
                self._show(self._asked)

    @property
    def _asked(self) -> Query:
        """The filter; what has just been typed is not the app's yet, and must not be taken out of the field again."""
        return self.field.query_now or self.app.query_now

    def _columns(self) -> tuple[str, ...]:
        """Those that the member has chosen; else the usual, but none that stays empty without a key or a region."""
        if self.session.settings.columns:
            return self.session.settings.columns
        counts = self.session.library.counts
        told = counts[FilmStatus.MATCHED] + counts[FilmStatus.ENRICHED]
        hidden = OF_TMDB if self.session.enrichment_status.state is State.NO_KEY and not told else frozenset[str]()
        hidden |= set() if self.session.settings.region else {"streaming"}
        return tuple(key for key in USUAL_COLUMNS if key not in hidden)

    def show_enrichment_status(self) -> None:
        """As everywhere; and the columns that there is something to show in."""
        super().show_enrichment_status()
        if (columns := self._columns()) != self.table.columns:
            self.table.choose_columns(columns)

    @property
    def film_row(self) -> FilmRow | None:
        return self.table.cursor_row

    def on_screen_resume(self) -> None:
        if self._late:
            by_id = self.session.library.by_id
            rows = [row for film in self._late if (row := by_id(film))]
            self._late.clear()
            self._update(rows)

    def go_to_film(self) -> None:
        super().go_to_film()
        self.app.film_now = None

    def on_resize(self) -> None:
        """There may be room for the film beside the table now."""
        self.call_after_refresh(self._follow)

    def _load(self) -> None:
        self._late.clear()
        self.run_worker(self._take_over(), group="load", exclusive=True)

    async def _show_first(self, films: Sequence[FilmRow]) -> None:
        """Show the first page of a library that is still being read, unless another order or a filter is wanted."""
        await self._restore()
        self._dated = bool(films and films[0].dates)
        if self._sorting is None and not self.app.query_now:
            self.table.set_rows(films)
            self._sort(self.app.query_now)
            self.field.note(without_films(self.session.enrichment_status))

    async def _restore(self) -> None:
        if not self._restored and self.session.database is not None:
            key, _, way = (await self.session.load_value(_SORT)).partition(" ")
            beside = await self.session.load_value(_BESIDE) != "no"
            # Another loading may have taken the place of this one meanwhile, which then finds all of it still to do.
            self._restored = True
            self.set_class(beside, "-beside")
            if sorting := sorting_of(key):
                self._sorting = (sorting.name, way == "down")

    async def _take_over(self) -> None:
        """Show the library, at first in the order and the layout of the last time."""
        await self._restore()
        table = self.table
        self._loaded = True
        self.field.index = self.session.library.index
        table.empty_message = without_films(self.session.enrichment_status)
        table.set_rows(self.session.library.index)
        self._dated = any(row.dates for row in self.session.library.rows)
        self._show(self._asked)
        self._follow()
        self.view.reload()

    def _update(self, rows: Sequence[FilmRow]) -> None:
        if self.is_current:
            self.table.update_rows(rows)
            if self._wall is not None:
                self._wall.update_rows(rows)
            if any(row.id == self.view.film for row in rows):
                self.view.reload()
        else:
            self._late.update(dict.fromkeys(row.id for row in rows))

    def _show(self, query: Query) -> None:
        if query != self.field.query_now:
            self.field.text = str(query)
        if query and not self._loaded:
            # What the first page holds would be no answer.
            self.table.set_rows(())
        else:
            self._sort(query)
            if "predicted" in (*self.table.columns, self.table.sorting[0]) or query.asks_for("predicted"):
                self.app.predicting.want()
            self.table.filter_lacks = lacking(self.session.settings, query) or self._unpredicted(query)
            if query != self.table.filter:
                self.table.show(query)
                # At once, to be painted in one go with the films: the table's message comes after them.
                self._note_count()

    def _unpredicted(self, query: Query) -> str:
        """Why a filter finds no predictions, where there are none."""
        return self.app.predicting.missing if query.asks_for("predicted") else ""

    def _sort(self, query: Query) -> None:
        """Sort as the filter says, else as the member chose, else the newest watched first where there is a diary."""
        name, descending = self._sorting or (("watched", True) if self._dated else (None, False))
        if query.sort:
            name, descending = query.sort.name, query.sort.descending
        if (name, descending) != self.table.sorting:
            self.table.sort_by(name, descending)

    @on(FilterField.Changed)
    def _typed(self, event: FilterField.Changed) -> None:
        self.app.query_now = event.query

    @on(FilterField.Left)
    def _left(self) -> None:
        (self._wall if self._wall is not None and self._wall.display else self.table).focus()

    def _note_count(self) -> None:
        """How many films are shown."""
        if self._loaded:
            shown, total = self.table.line_count, self.table.film_count
            self.field.note(f"{shown:,} of {total:,} films" if shown != total else f"{total:,} films")

    @on(FilmTable.Filtered)
    def _refiltered(self) -> None:
        self._note_count()
        if self._wall is not None:
            self._wall.rearrange()
        self._follow()

    @on(FilmTable.Highlighted)
    def _follow(self) -> None:
        """Show the film under the cursor beside the table, where there is room for it, and on the wall."""
        if self._wall is not None:
            self._wall.follow()
        if self.view.display:
            row = self.table.cursor_row
            self.view.show(row.id if row else None)

    @on(FilmTable.Sorted)
    def _sorted(self, event: FilmTable.Sorted) -> None:
        self._sorting = (event.name, event.descending)
        if event.name == "predicted":
            self.app.predicting.want()
        self.remember(_SORT, f"{event.name} {'down' if event.descending else 'up'}")
        # What was chosen last holds: an order in the filter would say otherwise.
        self.app.query_now = replace(self.app.query_now, sort=None)

    def action_filter(self) -> None:
        self.field.focus()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Escape leads from the wall to the table, else back where the films were asked for, else to all films."""
        if action == "table":
            return self.has_class("-wall")
        if action in ("back", "clear"):
            return self.app.can_go_back is (action == "back") and not self.has_class("-wall")
        return super().check_action(action, parameters)

    def action_back(self) -> None:
        self.app.go_back()

    def action_clear(self) -> None:
        self.field.text = ""

    def action_columns(self) -> None:
        from lbtui.screens.film_dialogs import ColumnsDialog

        self.app.push_screen(ColumnsDialog(self.session.settings.columns), self._choose_columns)

    def _choose_columns(self, keys: tuple[str, ...] | None) -> None:
        if keys is not None:
            self.session.change_setting("columns", keys)

    async def action_wall(self, shown: bool | None = None) -> None:
        """Show the films as a wall of posters, or as the table; None: as the other one."""
        if self._wall is None:
            from lbtui.widgets.poster_wall import PosterWall

            self._wall = PosterWall(self.table, self.session.posters)
            await self.query_one("#films").mount(self._wall, before=self.view)
        self.set_class(not self.has_class("-wall") if shown is None else shown, "-wall")
        self._left()
        self.call_after_refresh(self._follow)
        self.refresh_bindings()

    async def action_table(self) -> None:
        await self.action_wall(shown=False)

    def action_view(self) -> None:
        """Show or hide the film beside the table; open its page where there is no room for both."""
        if not self.has_class("-huge"):
            self.table.action_open()
            return
        self.toggle_class("-beside")
        self.remember(_BESIDE, "yes" if self.has_class("-beside") else "no")
        self.call_after_refresh(self._follow)
