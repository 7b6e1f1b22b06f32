"""The command palette: every action by name, and the filters that are kept by name."""

from collections.abc import Callable, Iterator
from functools import partial
from typing import Any, cast

from textual.app import SystemCommand
from textual.command import DiscoveryHit, Hit, Hits, Provider
from textual.content import Content
from textual.screen import Screen

from lbtui.screens.dialog import LineDialog
from lbtui.screens.film import FilmBindings
from lbtui.screens.navigation import Navigation
from lbtui.text import clean_line
from lbtui.widgets.bars import MODES
from lbtui.widgets.film_table import FilmTable


def commands(app: Navigation, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """What can be done on this screen, by its keys, and what can be done everywhere."""
    yield from _of_screen(app, screen)
    for number, (mode, name) in enumerate(MODES.items(), 1):
        yield SystemCommand(
            f"Go to {name} ({number})", "One of the five screens", lambda m=mode: app.run_action(f"mode('{m}')")
        )
    if isinstance(screen, FilmBindings) and (table := screen.query_one_optional(FilmTable)):
        for name, sorting in table.sortings.items():
            said = f"Once more turns the order round; in a filter: sort:{name}"
            yield SystemCommand(f"Sort by {sorting.label.lower()}", said, partial(screen.sort_by, table, name))
    enrichment = app.session.enrichment
    yield SystemCommand("Pause the enrichment", "Stop asking TMDB; what is stored stays", enrichment.pause)
    yield SystemCommand("Go on with the enrichment", "Start it, or go on after a pause", enrichment.start)
    yield SystemCommand(
        "Retry failed films", "Ask TMDB once more for every film that failed", app.session.enrichment.retry
    )
    yield SystemCommand("Sync with Letterboxd (R)", "Your newest diary entries, by your feed", app.action_sync)
    yield SystemCommand("What is new (W)", "The films that the last sync brought viewings of", app.action_news)
    yield SystemCommand("Tonight (T)", "Five films for this evening, by what you might give them", app.action_tonight)
    yield SystemCommand("Lists (L)", "Your Letterboxd lists with your progress", app.action_lists)
    yield SystemCommand("Sessions", "What each import read, its states and its log", app.action_sessions)
    yield SystemCommand("Settings (,)", "Theme, rate, language, columns, data", app.action_settings)
    yield SystemCommand("TMDB key (K)", "Add, change or remove the key", app.action_key)
    for tab, (name, said) in _HELP.items():
        yield SystemCommand(name, said, partial(app.action_help, tab))
    if app.session.options.demo:
        yield SystemCommand("Leave the demo", "Go to your own library", app.action_demo)
    else:
        yield SystemCommand("Try the demo", "A made-up library of its own; yours stays as it is", app.action_demo)


_HELP = {
    "keys": ("Help: keys (?)", "The keys of this screen"),
    "words": ("Help: words", "What the words on the screens mean"),
    "filters": ("Help: filters", "How to filter, by example"),
    "about": ("About", "Version, TMDB's notice, licences"),
}


def _of_screen(app: Navigation, screen: Screen[Any]) -> Iterator[SystemCommand]:
    """The actions that have keys on this screen or where its focus is."""
    seen = set()
    for active in screen.active_bindings.values():
        binding = active.binding
        ours = binding.id is not None and active.node is not app
        if ours and active.enabled and binding.action not in seen and not _is_movement(binding.id or ""):
            seen.add(binding.action)
            run = partial(app.run_action, binding.action, active.node)
            yield SystemCommand(f"{binding.description} ({app.get_key_display(binding)})", binding.tooltip, run)


def _is_movement(name: str) -> bool:
    return name.startswith(("table.", "list.")) and name != "table.open"


Command = tuple[str, str, Callable[[], None]]
"""Name, help, and what it does."""


class SavedFilters(Provider):
    """The commands around saved filters."""

    @property
    def _app(self) -> Navigation:
        return cast(Navigation, self.app)

    async def _commands(self) -> list[Command]:
        app, session = self._app, self._app.session
        kept = await session.saved_filters()
        found: list[Command] = [(f"Filter: {name}", text, partial(app.show_films, text)) for name, text in kept.items()]
        if app.query_now and session.writable:
            found.append(("Save this filter", str(app.query_now), self._save))
        if session.writable:
            found += [(f"Forget filter: {name}", text, partial(self._forget, name)) for name, text in kept.items()]
        return found

    async def discover(self) -> Hits:
        for name, said, run in await self._commands():
            yield DiscoveryHit(Content(name), run, text=name, help=_literal(said))

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for name, said, run in await self._commands():
            score, offsets = matcher.fuzzy_search.match(query, name)
            if score > 0:
                shown = Content(name)
                # Not matcher.highlight, which takes the name for markup.
                for at in offsets:
                    shown = shown.stylize(matcher.match_style, at, at + 1)
                yield Hit(score, shown, run, text=name, help=_literal(said))

    def _save(self) -> None:
        text = str(self._app.query_now)
        self._app.push_screen(NameDialog(text), partial(self._keep, text))

    def _keep(self, text: str, name: str | None) -> None:
        if name:
            self._put(name, text)
            self._app.notify(f"Saved: ctrl+p, “{name}” shows it again.", markup=False)

    def _forget(self, name: str) -> None:
        self._put(name, None)
        self._app.notify(f"Forgotten: {name}", markup=False)

    def _put(self, name: str, text: str | None) -> None:
        self._app.run_worker(self._app.session.save_filter(name, text), group="remember")


def _literal(text: str) -> str:
    """Text that the palette shows as it is: it parses what is a `str`, and takes `Content` as well."""
    return cast(str, Content(text))


class NameDialog(LineDialog[str]):
    """Asks for a name of a filter."""

    HEADING, LABEL, LONGEST = "Save this filter", "Name", 60

    def __init__(self, text: str) -> None:
        super().__init__(text, placeholder="a name, then enter")

    def read(self, text: str) -> str:
        if name := clean_line(text):
            return name
        raise ValueError("A name is needed.")
