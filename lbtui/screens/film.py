"""The page of a film, and what can be done with a film wherever it is shown."""

from collections.abc import Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from lbtui.model.enums import Kind, Role
from lbtui.model.films import FilmRow
from lbtui.query import term
from lbtui.screens.base import Page
from lbtui.services import events
from lbtui.services.events import Event
from lbtui.widgets.film_table import FilmTable
from lbtui.widgets.film_view import FilmView

if TYPE_CHECKING:
    from lbtui.widgets.people import People


class FilmBindings(Page):
    """A screen with a film that is meant: `film_row`."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "people", "People", show=False, tooltip="Choose one of the film's people", id="film.people"),
        Binding(
            "d", "director", "Director's films", show=False, tooltip="All films by its director", id="film.director"
        ),
        Binding("m", "match", "Match", show=False, tooltip="Choose what the film is on TMDB", id="film.match"),
        Binding(
            "o", "letterboxd", "Letterboxd", show=False, tooltip="Open its page on Letterboxd", id="film.letterboxd"
        ),
        Binding("O", "tmdb", "TMDB", show=False, tooltip="Open its page on TMDB", id="film.tmdb"),
        Binding("y", "copy_title", "Copy title", show=False, tooltip="Copy title and year", id="film.copy_title"),
        Binding("Y", "copy_address", "Copy address", show=False, tooltip="Copy its address", id="film.copy_address"),
        Binding("r", "retry", "Retry", show=False, tooltip="Ask TMDB again if that failed", id="film.retry"),
    ]

    def go_to_film(self) -> None:
        for table in self.query(FilmTable):  # None before the page is composed.
            if self.app.film_now is not None:
                table.move_to(self.app.film_now)

    @on(FilmTable.Opened)
    def _open(self, event: FilmTable.Opened) -> None:
        self.app.open_film(event.row.id, [row.id for row in event.table.rows])

    def on_people_chosen(self, event: "People.Chosen") -> None:
        self.app.open_person(event.person)

    def action_export(self) -> None:
        self.app.export(self.query_one(FilmTable).rows)

    def handle(self, event: Event) -> None:
        super().handle(event)
        if isinstance(event, events.Predicted):
            for table in self.query(FilmTable):
                table.reread("predicted")
            for view in self.query(FilmView):
                view.reload()

    @property
    def film_row(self) -> FilmRow | None:
        """The film that the keys are about."""
        raise NotImplementedError

    async def action_people(self) -> None:
        from lbtui.screens.film_dialogs import PickPerson

        if (row := self.film_row) is None:
            return
        page = await self.session.film_page(row.id)
        if page is None or page.metadata is None or not page.metadata.credits:
            self._say("Nobody is known of this film yet.")
            return
        await self.app.push_screen(PickPerson(row.name, page.metadata.credits), self._person)

    def _person(self, person: int | None) -> None:
        if person is not None:
            self.app.open_person(person)

    def action_director(self) -> None:
        row = self.film_row
        if row is None:
            return
        if row.directors:
            self.app.show_films(" or ".join(term(Role.DIRECTOR.value, name) for name in row.directors))
        else:
            self._say("The director of this film is not known yet.")

    def action_match(self) -> None:
        if row := self.film_row:
            self.app.open_match(row.id)

    def action_letterboxd(self) -> None:
        if row := self.film_row:
            self._open_address(letterboxd_address(row), "Letterboxd")

    def action_tmdb(self) -> None:
        if row := self.film_row:
            self._open_address(tmdb_address(row), "TMDB")

    def _open_address(self, address: str | None, site: str) -> None:
        if address:
            self.app.open_url(address)
            self._say(f"Opened {address}")
        else:
            self._say(f"The address of this film on {site} is not known.")

    def action_copy_title(self) -> None:
        if row := self.film_row:
            self._copy(row.full_name)

    def action_copy_address(self) -> None:
        if address := letterboxd_address(self.film_row) or tmdb_address(self.film_row):
            self._copy(address)

    def _copy(self, text: str) -> None:
        self.app.copy_to_clipboard(text)
        self._say(f"Copied: {text}")

    def action_retry(self) -> None:
        if row := self.film_row:
            self.session.enrichment.retry([row.id])

    @on(FilmTable.SortAsked)
    def _ask_sorting(self, event: FilmTable.SortAsked) -> None:
        from lbtui.screens.film_dialogs import SortDialog

        table = event.table
        self.app.push_screen(SortDialog(table.sortings, *table.sorting), lambda name: self.sort_by(table, name))

    def sort_by(self, table: FilmTable, name: str | None) -> None:
        """Sort a table as the member has chosen, where anything was."""
        if name is not None:
            table.sort_as_asked(name)

    def _say(self, words: str) -> None:
        self.notify(words, markup=False, timeout=3)


def letterboxd_address(row: FilmRow | None) -> str | None:
    """The film's address on Letterboxd: as the export tells it, else by way of its TMDB id."""
    if row is None or row.uri:
        return row.uri if row else None
    return f"https://letterboxd.com/tmdb/{row.tmdb_id}" if row.tmdb_id and row.kind is Kind.MOVIE else None


def tmdb_address(row: FilmRow | None) -> str | None:
    """The film's address on TMDB."""
    return f"https://www.themoviedb.org/{row.kind}/{row.tmdb_id}" if row and row.tmdb_id and row.kind else None


class FilmScreen(FilmBindings):
    """A film, and its neighbours in the list that it was opened from."""

    AUTO_FOCUS = "FilmView"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Back to where the film was opened", id="film.back"),
        Binding("p", "people", "People", tooltip="Choose one of the film's people", id="film.people"),
        Binding("m", "match", "Match", tooltip="Choose what the film is on TMDB", id="film.match"),
        Binding("o", "letterboxd", "Web", tooltip="Open its page on Letterboxd", id="film.letterboxd"),
        Binding("n,right_square_bracket", "step(1)", "Next", key_display="n", tooltip="The next film", id="film.next"),
        Binding(
            "N,left_square_bracket",
            "step(-1)",
            "Previous",
            key_display="N",
            tooltip="The film before",
            id="film.previous",
        ),
    ]
    DEFAULT_CSS = """
    FilmScreen FilmView { height: 1fr; }
    """

    def __init__(self, film: int, among: Sequence[int] = ()) -> None:
        super().__init__()
        self._film = film
        self._among = among
        self._place = among.index(film) if film in among else None

    def body(self) -> ComposeResult:
        yield FilmView(self.app.film_page, self.session.posters)

    def on_mount(self) -> None:
        self._show()

    def handle(self, event: Event) -> None:
        super().handle(event)
        match event:
            case events.Loaded():
                self._view.reload()
            case events.FilmsChanged(rows) if any(row.id == self._film for row in rows):
                self._view.reload()

    def again(self) -> "FilmScreen":
        return FilmScreen(self._film, self._among)

    @property
    def _view(self) -> FilmView:
        return self.query_one(FilmView)

    @property
    def film_row(self) -> FilmRow | None:
        return self.session.library.by_id(self._film)

    def go_to_film(self) -> None:
        """What was opened from here is left: the way back leads to this film."""
        self.app.film_now = self._film

    def _show(self) -> None:
        self.app.film_now = self._film
        self._view.show(self._film)
        if self._place is not None:
            self._view.border_subtitle = Content(f"{self._place + 1:,} of {len(self._among):,}")

    def action_step(self, films: int) -> None:
        if self._place is None:
            return
        place = self._place + films
        if 0 <= place < len(self._among):
            self._place, self._film = place, self._among[place]
            self._show()
