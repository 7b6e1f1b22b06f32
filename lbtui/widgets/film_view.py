"""A film on one page: poster, story, people, my viewings and reviews, and how it was matched."""

from collections.abc import Awaitable, Callable, Sequence
from datetime import UTC, datetime
from functools import partial
from typing import TYPE_CHECKING, Any, ClassVar, cast

from rich.cells import cell_len
from textual import events
from textual.app import ComposeResult, RenderResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.geometry import Size
from textual.timer import Timer
from textual.widget import Widget
from textual.widgets import Static

from lbtui.cells import wrapped
from lbtui.films.fields import facts_of
from lbtui.services.posters import Posters
from lbtui.storage.database import StorageError
from lbtui.widgets.people import People
from lbtui.widgets.poster import Poster, ShowsPictures

_GAP = 2


class FactList(Widget):
    """Labels and texts."""

    DEFAULT_CSS = "FactList { width: 1fr; height: auto; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._facts: Sequence[tuple[str, str]] = ()

    def show(self, facts: Sequence[tuple[str, str]]) -> None:
        if facts != self._facts:
            self._facts = facts
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> RenderResult:
        lines = (Content.assemble((label, "$foreground 60%"), text) for label, text in self._lines(self.size.width))
        return Content("\n").join(lines)

    def _lines(self, width: int) -> list[tuple[str, str]]:
        """Label, or as many blanks, and text of each line."""
        room = max((cell_len(label) for label, _ in self._facts), default=0) + _GAP
        return [
            ("".ljust(room) if number else label.ljust(room), text)
            for label, fact in self._facts
            for number, text in enumerate(wrapped(fact, max(8, width - room)))
        ]


if TYPE_CHECKING:  # What reads the store is not in the first frame.
    from lbtui.storage.pages import FilmPage

Load = Callable[[int], Awaitable["FilmPage | None"]]

_ROOMY = 84
"""Cells from which a large poster leaves enough room beside it."""
_TALL = 34
"""Lines from which people stand below a large poster without scrolling."""
_WIDE = 140
"""Cells from which what the film is and who made it stand side by side."""
_GREAT = (180, 50)
"""Cells and lines from which the poster is half as large again."""
_SLIM = 70
"""Cells up to which even beside a small poster a story would be a narrow column."""

_GONE = "This film is not in the library any more."


class Section(Static):
    """A titled part of the page; out of sight while it is empty."""

    DEFAULT_CSS = """
    Section { height: auto; border-top: solid $primary 40%; border-title-color: $foreground 80%; margin-top: 1; }
    """

    def show(self, title: str, content: Content) -> None:
        self.border_title = Content(title)
        self.display = bool(content.plain)
        self.update(content)


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
        & #film-head { height: auto; }
        & Poster { width: 32; height: 24; margin-right: 2; }
        & #film-words, & .film-rest { width: 1fr; height: auto; }
        & #film-nothing { padding: 1 2; color: $foreground 60%; display: none; }
        & .film-story { height: auto; }
        & .film-story, & .film-more { margin-top: 1; }
        & .film-below { display: none; }
        &.-small Poster { width: 20; height: 15; margin-right: 2; }
        &.-great Poster { width: 48; height: 36; }
        &.-wide .film-beside { layout: horizontal; }
        & .film-about, & .film-people { width: 1fr; height: auto; }
        &.-wide .film-about { margin-right: 4; }
        &.-slim .film-below { display: block; }
        &.-slim .film-beside { display: none; }
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

    def compose(self) -> ComposeResult:
        """A sentence where there is no film. The parts come with the first one: they are most of a screen's widgets."""
        yield Static(id="film-nothing", markup=False)

    def on_mount(self) -> None:
        """The terminal may show a larger picture than was fetched."""
        if isinstance(self.app, ShowsPictures):
            self.app.pictures_changed.subscribe(self, lambda _: self.reload())

    async def _add_parts(self) -> None:
        words = Vertical(Static(id="film-facts", markup=False), self._rest("film-beside"), id="film-words")
        await self.mount(Horizontal(Poster(), words, id="film-head"), self._rest("film-below"))

    def _rest(self, place: str) -> Vertical:
        """All that is not at the head: right of the poster, or where that would be too narrow, below it."""
        sections = [Section(classes=section) for section in ("film-diary", "film-reviews", "film-status")]
        story = (Static(classes="film-story", markup=False), Section(classes="film-offers"))
        about = Vertical(*story, FactList(classes="film-more"), classes="film-about")
        return Vertical(about, Vertical(People(), *sections, classes="film-people"), classes=f"film-rest {place}")

    def on_resize(self, event: events.Resize) -> None:
        self._fit(event.size)

    def _fit(self, size: Size) -> None:
        small = size.width < _ROOMY or size.height < _TALL
        great = size.width >= _GREAT[0] and size.height >= _GREAT[1]
        wide, slim = size.width >= _WIDE, size.width < _SLIM
        self.update_classes({"-small": small, "-slim": slim, "-wide": wide, "-great": great}, animate=False)

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
        if not self.query(Poster):
            await self._add_parts()
        self._fill(page)
        path = page.metadata.poster_path if page.metadata else None
        await self.query_one(Poster).load(self._posters, path, page.row.name)

    def _nothing(self, words: str) -> None:
        self.page = None
        self.query_one("#film-nothing", Static).update(Content(words))
        self.add_class("-empty")

    def _fill(self, page: "FilmPage") -> None:
        from lbtui.widgets import film_facts

        other = self.page is None or self.page.row.id != page.row.id
        self.page = page
        self.remove_class("-empty")
        parts = (film_facts.heading(page), film_facts.summary(page))
        self.query_one("#film-facts", Static).update(Content("\n\n").join(part for part in parts if part.plain))
        for rest in self.query(".film-rest"):
            self._fill_rest(rest, page)
        if other:
            self.scroll_home(animate=False)

    def _fill_rest(self, rest: Widget, page: "FilmPage") -> None:
        from lbtui.widgets import film_facts

        rest.query_one(".film-story", Static).update(film_facts.story(page))
        rest.query_one(".film-offers", Section).show(
            "Where to watch", film_facts.offers(page, datetime.now(UTC).date())
        )
        rest.query_one(FactList).show(facts_of(page.row))
        rest.query_one(People).show(page.metadata.credits if page.metadata else ())
        number = len(page.viewings)
        seen = f"Diary · {number} viewings" if number > 1 else "Diary"
        rest.query_one(".film-diary", Section).show(seen, film_facts.diary(page.viewings))
        written = "Review" if len(page.reviews) == 1 else "Reviews"
        rest.query_one(".film-reviews", Section).show(written, film_facts.reviews(page.reviews))
        rest.query_one(".film-status", Section).show("Match", film_facts.status(page))
