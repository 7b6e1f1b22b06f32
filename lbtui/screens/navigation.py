"""The app as its screens know it: the library, the one filter, the ways between the screens and out of them."""

import asyncio
from collections.abc import Callable, Coroutine, Iterable, Sequence
from dataclasses import replace
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import TYPE_CHECKING, Any, ClassVar, NamedTuple, Protocol, cast, runtime_checkable

from textual.app import App
from textual.binding import Binding, BindingType
from textual.reactive import var
from textual.screen import Screen
from textual.signal import Signal
from textual.worker import Worker

from lbtui.model.films import FilmRow
from lbtui.options import Options, as_demo, as_own
from lbtui.query import Query, QueryError, parse
from lbtui.query.terms import quote
from lbtui.services import events
from lbtui.services.enrichment_status import without_films
from lbtui.services.events import Event
from lbtui.services.session import LibrarySession
from lbtui.statistics.predicting import Predicting
from lbtui.terminal import no_colours
from lbtui.text import path_line
from lbtui.widgets.bars import MODES

if TYPE_CHECKING:
    from lbtui.statistics.tonight import Wish
    from lbtui.storage.pages import FilmPage


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


def naming(rows: Iterable[FilmRow]) -> str:
    """The filter that finds just these films."""
    return " or ".join(f"title={quote(row.name)} year:{row.year or 'none'}" for row in rows)


@runtime_checkable
class Returnable(Protocol):
    """A screen that can be returned to."""

    def again(self) -> Screen[None]:
        """The same screen once more."""

    def go_to_film(self) -> None:
        """Put the cursor on the film whose page was open."""


class WayBack(NamedTuple):
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
        Binding("T", "tonight", "Tonight", show=False, tooltip="Five films for this evening", id="app.tonight"),
        Binding("comma", "settings", "Settings", key_display=",", show=False, id="app.settings"),
        Binding("ctrl+z", "suspend_process", "Suspend", show=False, tooltip="To the shell; fg comes back"),
        Binding("q", "quit", "Quit", tooltip="Quit; unfinished work goes on at the next start", id="app.quit"),
        Binding("ctrl+q", "quit", "Quit", show=False, priority=True),
        # Copying a selection comes first: the screen takes ctrl+c while there is one.
        Binding("ctrl+c", "quit", "Quit", show=False, system=True),
    ]

    query_now: var[Query] = var(Query, init=False)
    """The one filter: the table, the dashboards and what is exported all show it."""

    def __init__(self, options: Options) -> None:
        # The first screen is Textual's own first one: a mode to switch to would be composed beside that, and shown
        # 50 ms later. Until then the mode is unknown to Textual, which asks for its screen by `get_default_screen`.
        self.DEFAULT_MODE = "library" if _shows_library(options) else "import"  # type: ignore[misc]  # of this app
        # Without colours Textual would paint in greys, where the terminal's own two are meant.
        super().__init__(ansi_color=True if no_colours(options.environment) else None)
        for mode, screen in _SCREENS.items():
            if mode != self.DEFAULT_MODE:
                self.add_mode(mode, screen)
        self.session = LibrarySession(options, self.handle, self.in_background)
        self.predicting = Predicting(self.session, lambda: self.handle(events.Predicted()), self.in_background)
        self.film_now: int | None = None
        """The film whose page was shown last: lists that are returned to put their cursor on it."""
        self.wish: Wish | None = None
        """What films are wanted for this evening; None until the member has said."""
        self.roll = 0
        """How often other films for this evening were asked for."""
        self._ways_back: list[WayBack] = []
        self.session_events: Signal[Event] = Signal(self, "session_events")
        """What happens in the library, as it happens."""
        self.again: Options | None = None
        """How to begin anew after the end, if at all."""
        self.last_words = ""
        """A sentence for the terminal that is left behind."""
        self._ending = False
        self._shutting: asyncio.Task[None] | None = None

    def screen_shown(self) -> None:
        """Called when another screen is shown than before; here nothing has to be done."""

    def get_default_screen(self) -> Screen[Any]:
        return _SCREENS[self.DEFAULT_MODE]()

    def on_mount(self) -> None:
        """From now on there is a way back to the first screen."""
        self.add_mode(self.DEFAULT_MODE, _SCREENS[self.DEFAULT_MODE])

    def in_background(self, name: str, work: Callable[[], Coroutine[Any, Any, None]]) -> Worker[None]:
        """Start work of the app itself, which outlives every screen."""
        # Any, because mypy cannot tell Textual's two kinds of functions apart.
        return self.run_worker(cast(Any, work), name=name, group=name)

    def handle(self, event: Event) -> None:
        """Tell the screens what has happened in the library; a notice is shown on whichever is in front."""
        self.session_events.publish(event)
        if isinstance(event, events.Notice):
            self.notify(event.sentence, title=event.title, severity=event.severity, timeout=event.seconds, markup=False)
        if isinstance(event, events.Loaded | events.FilmsChanged):
            self.predicting.changed()

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Leave digits to a dialog. What has the focus and can use them gets them anyway."""
        return not (action == "mode" and self.screen.is_modal)

    def watch_query_now(self, query: Query) -> None:
        """All films are shown again: nobody is among those of a bar any more."""
        if not query and self._ways_back and self._ways_back[-1].drilled:
            self._ways_back.clear()

    def show_films(self, text: str, *, as_posters: bool = False) -> None:
        """Go to the library with this filter; `go_back` leads back here."""
        try:
            query = parse(text)
        except QueryError as error:
            self.notify(error.message, severity="error", markup=False)
            return
        self._ways_back.append(self._way_back(query))
        self.call_later(self._to_films, query, as_posters)

    async def _to_films(self, query: Query, as_posters: bool) -> None:
        """Go to the library before its filter is set: charts that are left need not be counted for it."""
        with self.batch_update():
            await self._to_mode("library")
            self.query_now = query
            if as_posters:
                await self.screen.run_action("wall(True)")

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
            self.query_now = way.query
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
            self.query_now = bars[0]
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
        explain = self.predicting.taste.explain if self.predicting.taste else None
        self.push_screen(_screen("export", "film_dialog", chosen, session.paths.database, explain))

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
        self.push_screen(_screen("help", "HelpScreen", self.screen, tab))

    def action_key(self) -> None:
        self.push_screen(_screen("api_key", "KeyScreen"))

    def action_tonight(self) -> None:
        if type(self.screen).__name__ != "TonightScreen":
            self.push_screen(_screen("tonight", "TonightScreen"))

    def action_lists(self) -> None:
        self.push_screen(_screen("lists", "ListsScreen"))

    def action_settings(self, focus: str = "themes") -> None:
        """Show the settings, with the cursor on this one."""
        if type(self.screen).__name__ != "SettingsScreen":
            self.push_screen(_screen("settings", "SettingsScreen", focus))

    def action_sessions(self) -> None:
        self.push_screen(_screen("sessions", "SessionsScreen"))

    def action_sync(self) -> None:
        """Bring the member's newest diary entries by the feed."""
        if not self.session.sync():
            self.action_settings("member")

    def action_news(self) -> None:
        """Show the films that the last sync brought viewings of; the line need not say any more that there are some."""
        said = self.session.news
        self.session.show_news("")
        by_id = self.session.library.by_id
        rows = [row for film in self.session.new_films if (row := by_id(film))]
        if rows:
            self.show_films(naming(rows))
        else:
            # The sentence of a failure is too long for a narrow line.
            self.notify(said or "No sync has brought new viewings yet: R looks for some.", markup=False, timeout=15)

    async def action_quit(self) -> None:
        """End cleanly: stop the enrichment, let its last writes end, close the library."""
        await self.end(0)

    async def end(self, code: int) -> None:
        """As `action_quit`, with an exit code."""
        if self._ending:
            return
        self._ending = True
        await self.shut()
        self.exit(code)

    async def shut(self) -> None:
        """Stop all work and close the library, once; whoever asks again waits for the same end."""
        if self._shutting is None:
            self._shutting = asyncio.create_task(self.session.close())
        await asyncio.shield(self._shutting)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import an export and enrich it; from the demo, in a library of one's own."""
        if self.session.options.demo:
            self._begin_anew(as_own(self.session.options, paths[0]))
        else:
            self.session.import_paths(paths)

    def action_demo(self) -> None:
        """Begin anew as the demo, or from the demo in one's own library."""
        self._begin_anew(as_own(self.session.options) if self.session.options.demo else as_demo(self.session.options))

    def delete_library(self) -> None:
        """Remove the library from the disk and begin anew."""
        self.in_background("delete", self._delete)

    async def _delete(self) -> None:
        from lbtui.services import places

        await self.shut()
        try:
            await asyncio.to_thread(places.delete_library, self.session.paths)
        except OSError as error:
            where = path_line(error.filename or self.session.paths.data)
            self.last_words = f"lbtui: the library could not be deleted: {where}: {error.strerror}."
            self.exit(1)
            return
        self._begin_anew(replace(self.session.options, export=None, settings=self.session.settings))

    def _begin_anew(self, options: Options) -> None:
        self.again = options
        self.in_background("end", partial(self.end, 0))


def _shows_library(options: Options) -> bool:
    return options.demo or (options.export is None and options.paths.database.exists())
