"""Every action by name, for the command palette."""

from collections.abc import Iterator
from typing import TYPE_CHECKING

from textual.app import SystemCommand

from lbtui.widgets.mode_bar import MODES

if TYPE_CHECKING:
    from lbtui.app.main import LbtuiApp


def of(app: "LbtuiApp") -> Iterator[SystemCommand]:
    """The app's own commands; screens add theirs by their bindings."""
    for number, (mode, name) in enumerate(MODES.items(), 1):
        yield SystemCommand(
            f"Go to {name}", f"The screen behind the key {number}", lambda m=mode: app.run_action(f"mode('{m}')")
        )
    yield SystemCommand("Pause the enrichment", "Stop asking TMDB; what is stored stays", app.pause_enrichment)
    yield SystemCommand("Go on with the enrichment", "Start it, or go on after a pause", app.start_enrichment)
    yield SystemCommand("Retry failed films", "Ask TMDB once more for every film that failed", app.retry)
    yield SystemCommand("Lists", "Your Letterboxd lists with your progress", app.action_lists)
    yield SystemCommand("Sessions", "Past imports with their counts, states and logs", app.action_sessions)
    yield SystemCommand("Settings", "Theme, rate, language, columns, data", app.action_settings)
    yield SystemCommand("TMDB key", "Add or change the key", app.action_key)
