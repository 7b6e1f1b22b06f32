"""A film on one page, or beside a table: loaded when it is asked for, and shown from its top."""

from collections.abc import Awaitable, Callable
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.timer import Timer
from textual.widgets import Static

from lbtui.services.posters import Posters
from lbtui.storage.database import StorageError

if TYPE_CHECKING:  # What shows a film, and what reads the store, is not in the first frame.
    from lbtui.storage.pages import FilmPage
    from lbtui.widgets.film_content import FilmContent

Load = Callable[[int], Awaitable["FilmPage | None"]]

_GONE = "This film is not in the library any more."


class FilmView(VerticalScroll):
    """Loads a film and shows it; a film asked for meanwhile takes its place."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "scroll_down", "Down", show=False, id="film.down"),
        Binding("k", "scroll_up", "Up", show=False, id="film.up"),
        Binding("g", "scroll_home", "Top", show=False, id="film.top"),
        Binding("G", "scroll_end", "End", show=False, id="film.end"),
        Binding("ctrl+d", "page_down", "Page down", show=False, id="film.page_down"),
        Binding("ctrl+u", "page_up", "Page up", show=False, id="film.page_up"),
    ]
    DEFAULT_CSS = """
    FilmView {
        scrollbar-gutter: stable;
        padding: 0 0 0 1;
        & > * { padding-right: 1; }
        & #film-nothing { padding: 1 2; color: $foreground 60%; display: none; }
        &.-empty > * { display: none; }
        &.-empty > #film-nothing { display: block; }
    }
    """

    def __init__(self, load: Load, posters: Posters, *, delay: float = 0.0, id: str | None = None) -> None:
        """`delay` is how many seconds a film must be asked for before it is loaded."""
        super().__init__(id=id, classes="pane -empty")
        self._load, self._posters, self._delay = load, posters, delay
        self._timer: Timer | None = None
        self.film: int | None = None
        """The film that was asked for last."""
        self.page: FilmPage | None = None
        """The film that is shown."""
        self._content: FilmContent | None = None
        """Made for the first film: it is most of a screen's widgets."""

    def compose(self) -> ComposeResult:
        """A sentence where there is no film."""
        yield Static(id="film-nothing", markup=False)

    def on_resize(self) -> None:
        if self._content is not None:
            self._content.fit(self.outer_size)

    def show(self, film: int | None) -> None:
        """Show another film, from its top, as soon as it is loaded."""
        if film != self.film:
            self.film = film
            self.reload()

    def reload(self) -> None:
        """Load the film again, because something about it has changed; the view stays where it is."""
        if self._timer is not None:
            self._timer.stop()
        if self._delay:
            self._timer = self.set_timer(self._delay, self._start)
        else:
            self._start()

    def _start(self) -> None:
        # A function, for a coroutine that never starts, as at the end of the app, would be complained about.
        self.run_worker(cast(Any, partial(self._show, self.film)), group="film", exclusive=True)

    async def _show(self, film: int | None) -> None:
        try:
            page = await self._load(film) if film is not None else None
        except StorageError as error:
            self._nothing(str(error))
            return
        if page is None:
            self._nothing("" if film is None else _GONE)
            return
        content = await self._content_shown()
        other = self.page is None or self.page.row.id != page.row.id
        self.page = page
        self.remove_class("-empty")
        content.show(page)
        if other:
            self.scroll_home(animate=False)
        await content.show_poster(page, self._posters)

    async def _content_shown(self) -> "FilmContent":
        from lbtui.widgets.film_content import FilmContent
        from lbtui.widgets.poster import ShowsPictures

        if self._content is None:
            self._content = FilmContent()
            self._content.fit(self.outer_size)
            self._mounting = self.mount(self._content)
            if isinstance(self.app, ShowsPictures):
                # The terminal may show a larger picture than was fetched.
                self.app.pictures_changed.subscribe(self, lambda _: self.reload())
        if not self._content.is_mounted:  # Another film may be asked for before the first one's parts are there.
            await self._mounting
        return self._content

    def _nothing(self, words: str) -> None:
        self.page = None
        self.query_one("#film-nothing", Static).update(Content(words))
        self.add_class("-empty")
