"""The app as the screens know it: its library, the one filter, what they may follow, and the ways between them."""

from collections.abc import Callable, Coroutine, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import TYPE_CHECKING, Any, ClassVar, Protocol, cast, runtime_checkable

from textual.app import App
from textual.binding import Binding, BindingType
from textual.constants import DRIVER
from textual.driver import Driver
from textual.screen import Screen
from textual.signal import Signal
from textual.worker import Worker

from lbtui.app.painting import Painting, painting
from lbtui.graphics.canvas import Canvas
from lbtui.graphics.terminal import Protocol as Graphics
from lbtui.graphics.terminal import choose, worth_asking
from lbtui.model import FilmRow, SessionStatus
from lbtui.options import Options
from lbtui.query import Query, QueryError, parse
from lbtui.services import events
from lbtui.services.enrichment_status import EnrichmentStatus, without_films
from lbtui.services.events import Event
from lbtui.services.session import LibrarySession
from lbtui.statistics.predicting import Predicting
from lbtui.terminal import no_colours
from lbtui.widgets.bars import MODES
from lbtui.widgets.poster import repaint_posters

if TYPE_CHECKING:
    from lbtui.enrichment.events import FilmEvent
    from lbtui.storage.film_page import FilmPage
    from lbtui.storage.imports import ImportSummary


def _screen(module: str, name: str, *arguments: Any) -> Screen[Any]:
    """A screen, imported when it is first shown: the first frame waits for one of them only."""
    screen: Screen[Any] = getattr(import_module(f"lbtui.screens.{module}"), name)(*arguments)
    return screen


_SCREENS: dict[str, Callable[[], Screen[Any]]] = {
    "library": partial(_screen, "library", "LibraryScreen"),
    "statistics": partial(_screen, "statistics", "StatisticsScreen"),
    "enrichment": partial(_screen, "enrichment", "EnrichmentScreen"),
    "review": partial(_screen, "review", "ReviewScreen"),
    "import": partial(_screen, "importing", "ImportScreen"),
}
"""The screens of the bar by their mode."""


@runtime_checkable
class Returnable(Protocol):
    """A screen that can be returned to."""

    def again(self) -> Screen[None]:
        """The same screen once more."""

    def go_to_film(self) -> None:
        """Put the cursor on the film whose page was open."""


@dataclass(frozen=True, slots=True)
class WayBack:
    """From films that were drilled down to, back to where that began, with the filter as it was."""

    mode: str
    query: Query
    drilled: Query
    """The filter that the drilling set."""
    film: int | None
    """The film that had the cursor."""
    pages: tuple[Screen[None], ...]
    """What was open on top of the library, made anew."""


class Navigation(App[int]):
    """The part of the app that leads from screen to screen, and tells the screens what happens in the library."""

    BINDINGS: ClassVar[list[BindingType]] = [
        *(
            # First of all: what is typed right after it is meant for the other screen, and waits for that.
            Binding(str(number), f"mode('{mode}')", MODES[mode], show=False, priority=True, id=f"mode.{mode}")
            for number, mode in enumerate(MODES, 1)
        ),
        Binding("question_mark", "help", "Help", key_display="?", tooltip="The keys of this screen", id="app.help"),
        Binding("ctrl+p", "command_palette", "Commands", tooltip="Every action by name", id="app.commands"),
        Binding("K", "key", "TMDB key", show=False, tooltip="Add or change the TMDB key", id="app.key"),
        Binding("L", "lists", "Lists", show=False, tooltip="Your Letterboxd lists", id="app.lists"),
        Binding("R", "sync", "Sync", show=False, tooltip="Your newest diary entries from Letterboxd", id="app.sync"),
        Binding("W", "news", "What is new", show=False, tooltip="The films that the last sync brought", id="app.news"),
        Binding("comma", "settings", "Settings", key_display=",", show=False, id="app.settings"),
        Binding("q", "quit", "Quit", tooltip="Quit; unfinished work goes on at the next start", id="app.quit"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        # Copying a selection comes first: the screen takes ctrl+c while there is one.
        Binding("ctrl+c", "quit", "Quit", show=False, system=True),
    ]

    def __init__(self, options: Options) -> None:
        # The first screen is Textual's own first one: a mode to switch to would be composed beside that, and shown
        # 50 ms later. Until then the mode is unknown to Textual, which asks for its screen by `get_default_screen`.
        self.DEFAULT_MODE = "library" if _shows_library(options) else "import"  # type: ignore[misc]  # of this app
        # Without colours Textual would paint in greys, where the terminal's own two are meant.
        super().__init__(ansi_color=True if no_colours(options.environment) else None)
        for mode, screen in _SCREENS.items():
            if mode != self.DEFAULT_MODE:
                self.add_mode(mode, screen)
        self.session = LibrarySession(options, self.hear, self.in_background)
        self.predicting = Predicting(self.session, lambda: self.predicted.publish(None), self.in_background)
        self.pictures = Canvas()
        """What the terminal shows sharper than half cells, if anything."""
        self.pictures_changed: Signal[None] = Signal(self, "pictures_changed")
        """Other pictures can be shown than before, or in another size."""
        self._drawn_for = self.pictures.terminal.cell
        self.film_now: int | None = None
        """The film whose page was shown last: lists that are returned to put their cursor on it."""
        self.query_now = Query()
        """The one filter: the table, the dashboards and what is exported all show it."""
        self._ways_back: list[WayBack] = []
        self.query_changed: Signal[Query] = Signal(self, "query_changed")
        self.first_films: Signal[Sequence[FilmRow]] = Signal(self, "first_films")
        """These and the following as the events of the session."""
        self.library_loaded: Signal[None] = Signal(self, "library_loaded")
        self.films_changed: Signal[Sequence[FilmRow]] = Signal(self, "films_changed")
        self.predicted: Signal[None] = Signal(self, "predicted")
        """There are other predictions, or it is known that there are none."""
        self.enrichment_status_changed: Signal[EnrichmentStatus] = Signal(self, "enrichment_status_changed")
        self.logged: Signal[Sequence[FilmEvent]] = Signal(self, "logged")
        self.import_step: Signal[tuple[SessionStatus, str]] = Signal(self, "import_step")
        self.imported: Signal[ImportSummary] = Signal(self, "imported")
        self.settings_changed: Signal[str] = Signal(self, "settings_changed")

    def get_default_screen(self) -> Screen[Any]:
        """The first screen."""
        return _SCREENS[self.DEFAULT_MODE]()

    def on_mount(self) -> None:
        """From now on there is a way back to the first screen."""
        self.add_mode(self.DEFAULT_MODE, _SCREENS[self.DEFAULT_MODE])

    def get_driver_class(self) -> type[Driver]:
        """Textual's own for this system, with pictures; in a browser, which is a driver of its own, without."""
        driver = super().get_driver_class()
        return driver if DRIVER else painting(driver)

    def ask_terminal(self) -> None:
        """Ask what pictures the terminal shows, where it may be able to; until it answers, and else, half cells."""
        setting = self.session.settings.posters
        if isinstance(self._driver, Painting) and worth_asking(setting, self.session.options.environment):
            self._driver.ask()
        else:
            self.terminal_told()

    def terminal_told(self) -> None:
        """Show pictures as the terminal can, or as it is set."""
        canvas, before = self.pictures, (self.pictures.protocol, self._drawn_for)
        setting, environment = self.session.settings.posters, self.session.options.environment
        able = isinstance(self._driver, Painting) and worth_asking(setting, environment)
        canvas.protocol = choose(setting, canvas.terminal) if able else None
        canvas.wrapped = canvas.protocol is Graphics.KITTY and "TMUX" in environment
        self._drawn_for = canvas.terminal.cell
        self.set_class(setting == "off", "-no-posters")
        if before != (canvas.protocol, self._drawn_for):
            self.pictures_changed.publish(None)

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        """The screen as SVG, its pictures as half cells."""
        self.pictures.hidden = True
        repaint_posters(self.screen)
        try:
            return super().export_screenshot(title=title, simplify=simplify)
        finally:
            self.pictures.hidden = False
            repaint_posters(self.screen)

    def in_background(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> Worker[None]:
        """Start work of the app itself, which outlives every screen."""
        # Any, because mypy cannot tell Textual's two kinds of functions apart.
        return self.run_worker(cast(Any, work), name=name, group=name)

    def hear(self, event: Event) -> None:
        """Tell the screens what has happened in the library."""
        match event:
            case events.FirstFilms():
                self.first_films.publish(event.rows)
            case events.Loaded():
                self.library_loaded.publish(None)
                self.predicting.changed()
            case events.FilmsChanged():
                self.films_changed.publish(event.rows)
                self.predicting.changed()
            case events.StatusChanged():
                self.enrichment_status_changed.publish(event.status)
            case events.Logged():
                self.logged.publish(event.films)
            case events.ImportStep():
                self.import_step.publish((event.status, event.words))
            case events.Imported():
                self.imported.publish(event.summary)
            case events.SettingChanged():
                self.settings_changed.publish(event.name)
            case events.Notice():
                self.notify(
                    event.sentence, title=event.title, severity=event.severity, timeout=event.seconds, markup=False
                )

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave digits to a dialog. What has the focus and can use them gets them anyway."""
        return not (action == "mode" and self.screen.is_modal)

    def set_query(self, query: Query) -> None:
        """Make this the one filter."""
        if query != self.query_now:
            if not query and self._ways_back and self._ways_back[-1].drilled:
                self._ways_back.clear()  # All films are shown: nobody is among those of a bar any more.
            self.query_now = query
            self.query_changed.publish(query)

    def show_films(self, text: str) -> None:
        """Go to the library with this filter; `go_back` leads back here."""
        try:
            query = parse(text)
        except QueryError as error:
            self.notify(error.message, severity="error", markup=False)
            return
        self._ways_back.append(self._way_back(query))
        self.call_later(self._to_films, query)

    async def _to_films(self, query: Query) -> None:
        """Go to the library before its filter is set: charts that are left need not be counted for it."""
        with self.batch_update():
            await self._to_mode("library")
            self.set_query(query)

    def _way_back(self, drilled: Query) -> WayBack:
        row = getattr(self.screen, "film_row", None)
        opened = self.screen_stack[1:] if self.current_mode == "library" else ()
        pages = tuple(page.again() for page in opened if isinstance(page, Returnable))
        return WayBack(self.current_mode, self.query_now, drilled, row.id if row else None, pages)

    @property
    def can_go_back(self) -> bool:
        """Whether the films in the library were drilled down to."""
        return bool(self._ways_back)

    def go_back(self) -> None:
        """Go back to where the films in the library were asked for, with the filter as it was."""
        if self._ways_back:
            way = self._ways_back.pop()
            self.set_query(way.query)
            self.call_later(self._return, way)

    async def _return(self, way: WayBack) -> None:
        await self._to_mode(way.mode, closing=False)
        self.film_now = way.film if way.mode == "library" else self.film_now
        if isinstance(self.screen, Returnable):
            self.screen.go_to_film()
        for page in way.pages:
            await self.push_screen(page)

    def _forget_ways_back(self) -> None:
        """The charts are asked for by their key: a filter that only opened the films of a bar leaves them."""
        bars = [way.query for way in self._ways_back if way.mode == "statistics"]
        if bars and self.query_now == self._ways_back[-1].drilled:
            self.set_query(bars[0])
        self._ways_back.clear()

    async def film_page(self, film: int) -> "FilmPage | None":
        """All that is known of a film, with what the member might give it."""
        page = await self.session.film_page(film)
        if page is not None:
            await self.predicting.explain([page.row])
        return page

    def open_film(self, film: int, among: Sequence[int] = ()) -> None:
        """Open a film's page; `among` are the films that its previous and next keys walk through."""
        self.push_screen(_screen("film", "FilmScreen", film, among))

    def open_match(self, film: int) -> None:
        """Open the dialog that tells what a film is on TMDB and lets it be changed."""
        self.push_screen(_screen("match", "MatchScreen", film))

    def open_person(self, person: int) -> None:
        """Open a person's page, by TMDB id."""
        self.push_screen(_screen("person", "PersonScreen", person))

    def export(self, films: Sequence[FilmRow] | None = None) -> None:
        """Ask for a format and a path, and write these films, or those that the one filter finds."""
        session = self.session
        chosen = session.library.index.filter(self.query_now) if films is None else films
        if not chosen:
            none = without_films(session.enrichment_status)
            self.notify("There is no film to export." if session.library.rows else none)
            return
        self.push_screen(_screen("export", "film_dialog", chosen, session.paths.database))

    async def action_mode(self, mode: str) -> None:
        """Go to one of the screens of the bar, as it was left; from a film or a person opened on it back to itself."""
        if mode == "statistics":
            self._forget_ways_back()
        if mode == self.current_mode:
            self.call_later(self._to_mode, mode)
        else:
            await self.switch_mode(mode)

    async def _to_mode(self, mode: str, *, closing: bool = True) -> None:
        """Go to one of the screens of the bar, and close what was opened on it."""
        await self.switch_mode(mode)
        while closing and len(self.screen_stack) > 1:
            await self.pop_screen()
        self.screen.refresh_bindings()

    def action_help(self, tab: str = "keys") -> None:
        """Show the keys of this screen, what the words mean, or another tab of the help."""
        self.push_screen(_screen("help", "HelpScreen", self.screen, tab))

    def action_key(self) -> None:
        """Add or change the TMDB key."""
        self.push_screen(_screen("api_key", "KeyScreen"))

    def action_lists(self) -> None:
        """Show the member's lists."""
        self.push_screen(_screen("lists", "ListsScreen"))

    def action_settings(self, focus: str = "themes") -> None:
        """Show the settings, with the cursor on this one."""
        if type(self.screen).__name__ != "SettingsScreen":
            self.push_screen(_screen("settings", "SettingsScreen", focus))

    def action_sessions(self) -> None:
        """Show the import sessions."""
        self.push_screen(_screen("sessions", "SessionsScreen"))


def _shows_library(options: Options) -> bool:
    return options.demo or (options.export is None and options.paths.database.exists())
