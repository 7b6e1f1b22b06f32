"""Every action by name, for the command palette."""

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, Any

from textual.app import SystemCommand
from textual.screen import Screen

from lbtui.screens.film_bindings import FilmBindings
from lbtui.widgets.film_table import FilmTable
from lbtui.widgets.mode_bar import MODES

if TYPE_CHECKING:
    from lbtui.app.main import LbtuiApp


def of(app: "LbtuiApp", screen: Screen[Any]) -> Iterator[SystemCommand]:
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
    yield SystemCommand("Pause the enrichment", "Stop asking TMDB; what is stored stays", app.pause_enrichment)
    yield SystemCommand("Go on with the enrichment", "Start it, or go on after a pause", app.start_enrichment)
    yield SystemCommand("Retry failed films", "Ask TMDB once more for every film that failed", app.retry)
    yield SystemCommand("Sync with Letterboxd (R)", "Your newest diary entries, by your feed", app.action_sync)
    yield SystemCommand("What is new (W)", "The films that the last sync brought viewings of", app.action_news)
    yield SystemCommand("Lists (L)", "Your Letterboxd lists with your progress", app.action_lists)
    yield SystemCommand("Sessions", "What each import read, its states and its log", app.action_sessions)
    yield SystemCommand("Settings (,)", "Theme, rate, language, columns, data", app.action_settings)
    yield SystemCommand("TMDB key (K)", "Add, change or remove the key", app.action_key)
    for tab, (name, said) in _HELP.items():
        yield SystemCommand(name, said, partial(app.action_help, tab))
    if app.options.demo:
        yield SystemCommand("Leave the demo", "Go to your own library", app.action_demo)
    else:
        yield SystemCommand("Try the demo", "A made-up library of its own; yours stays as it is", app.action_demo)


_HELP = {
    "keys": ("Help: keys (?)", "The keys of this screen"),
    "words": ("Help: words", "What the words on the screens mean"),
    "filters": ("Help: filters", "How to filter, by example"),
    "about": ("About", "Version, TMDB's notice, licences"),
}


def _of_screen(app: "LbtuiApp", screen: Screen[Any]) -> Iterator[SystemCommand]:
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
    return name.startswith("table.") and name != "table.open"
