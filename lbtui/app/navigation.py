"""The ways between the screens: which there are, the keys that lead to them, and what is opened on top."""

from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from importlib import import_module
from typing import Any, ClassVar

from textual.binding import Binding, BindingType
from textual.screen import Screen

from lbtui.model import FilmRow
from lbtui.options import Options
from lbtui.query import Query, QueryError, parse
from lbtui.screens.base import Page
from lbtui.screens.host import Host
from lbtui.services.enrichment_status import without_films
from lbtui.widgets.mode_bar import MODES


def _screen(module: str, name: str, *arguments: Any) -> Screen[Any]:
    """A screen, imported when it is first shown: the first frame waits for one of them only."""
    screen: Screen[Any] = getattr(import_module(f"lbtui.screens.{module}"), name)(*arguments)
    return screen


@dataclass(frozen=True, slots=True)
class WayBack:
    """From films that were drilled down to, back to where that began, with the filter as it was."""

    mode: str
    query: Query
    drilled: Query
    """The filter that the drilling set."""
    film: int | None
    """The film that had the cursor."""
    pages: tuple[Page, ...]
    """What was open on top of the library, made anew."""


class Navigation(Host):
    """The part of the app that leads from screen to screen."""

    MODES: ClassVar[dict[str, str | Callable[[], Screen[Any]]]] = {
        "library": partial(_screen, "library", "LibraryScreen"),
        "statistics": partial(_screen, "statistics", "StatisticsScreen"),
        "enrichment": partial(_screen, "enrichment", "EnrichmentScreen"),
        "review": partial(_screen, "review", "ReviewScreen"),
        "import": partial(_screen, "importing", "ImportScreen"),
    }
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
        super().__init__(options)
        self._ways_back: list[WayBack] = []

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
        pages = tuple(page.again() for page in opened if isinstance(page, Page))
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
        if isinstance(self.screen, Page):
            self.screen.go_to_film()
        for page in way.pages:
            await self.push_screen(page)

    def _forget_ways_back(self) -> None:
        """The charts are asked for by their key: a filter that only opened the films of a bar leaves them."""
        bars = [way.query for way in self._ways_back if way.mode == "statistics"]
        if bars and self.query_now == self._ways_back[-1].drilled:
            self.set_query(bars[0])
        self._ways_back.clear()

    def open_film(self, film: int, among: Sequence[int] = ()) -> None:
        """Open a film's page."""
        self.push_screen(_screen("film", "FilmScreen", film, among))

    def open_match(self, film: int) -> None:
        """Open the dialog that changes a match."""
        self.push_screen(_screen("match", "MatchScreen", film))

    def open_person(self, person: int) -> None:
        """Open a person's page."""
        self.push_screen(_screen("person", "PersonScreen", person))

    def export(self, films: Sequence[FilmRow] | None = None) -> None:
        """Write films to a file."""
        chosen = self.library.index.filter(self.query_now) if films is None else films
        if not chosen:
            self.notify("There is no film to export." if self.library.rows else without_films(self.enrichment_status))
            return
        self.push_screen(_screen("export", "ExportDialog", chosen))

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

    def action_demo(self) -> None:
        """Into the demo, or out of it."""
        self.change_demo()

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
