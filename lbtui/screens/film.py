"""The page of a film, with ways to the previous and the next one."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content

from lbtui.model import FilmRow
from lbtui.screens.film_bindings import FilmBindings
from lbtui.widgets.film_view import FilmView
from lbtui.widgets.people import People


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
    FilmScreen FilmView {
        border: round $primary 40%; padding: 0 1; height: 1fr;
        &:focus { border: round $accent; }
    }
    """

    def __init__(self, film: int, among: Sequence[int] = ()) -> None:
        super().__init__()
        self._film = film
        self._among = among
        self._place = among.index(film) if film in among else None

    def body(self) -> ComposeResult:
        """The film alone."""
        yield FilmView(self.session.film_page, self.session.posters)

    def on_mount(self) -> None:
        """Show the film, and follow what happens to it."""
        super().on_mount()
        app = self.app
        app.library_loaded.subscribe(self, lambda _: self._view.reload())
        app.films_changed.subscribe(self, self._changed)
        self._show()

    def again(self) -> "FilmScreen":
        """The same film, among the same."""
        return FilmScreen(self._film, self._among)

    @property
    def _view(self) -> FilmView:
        return self.query_one(FilmView)

    @property
    def film_row(self) -> FilmRow | None:
        """The film on this page."""
        return self.session.library.by_id(self._film)

    def _show(self) -> None:
        self.app.film_now = self._film
        self._view.show(self._film)
        if self._place is not None:
            self._view.border_subtitle = Content(f"{self._place + 1:,} of {len(self._among):,}")

    def _changed(self, rows: Sequence[FilmRow]) -> None:
        if any(row.id == self._film for row in rows):
            self._view.reload()

    @on(People.Chosen)
    def _chosen(self, event: People.Chosen) -> None:
        self.app.open_person(event.person)

    def action_step(self, films: int) -> None:
        """Go to the next or the previous film of the list."""
        if self._place is None:
            return
        place = self._place + films
        if 0 <= place < len(self._among):
            self._place, self._film = place, self._among[place]
            self._show()

    def action_back(self) -> None:
        """Close the page."""
        self.dismiss()
