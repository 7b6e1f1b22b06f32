"""The log of films as the enrichment deals with them."""

from collections import deque
from collections.abc import Sequence

from rich.text import Text
from textual.events import Resize
from textual.widgets import RichLog

from lbtui.enrichment.events import FilmEvent
from lbtui.films.columns import STATUS_MARKS
from lbtui.model import FilmStatus

_LINES = 1000
_COLOURS = {
    FilmStatus.ENRICHED: "success",
    FilmStatus.MATCHED: "primary",
    FilmStatus.NEEDS_REVIEW: "warning",
    FilmStatus.NOT_FOUND: "warning",
    FilmStatus.FAILED: "error",
}


class FilmLog(RichLog):
    """One line a film: what became of it, its title, and why."""

    DEFAULT_CSS = """
    FilmLog {
        height: 1fr; padding: 0 1; border: round $primary 40%; background: $background; scrollbar-size-vertical: 1;
        overflow-x: hidden;
        &:focus { border: round $accent; }
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, max_lines=_LINES, markup=False, wrap=False, auto_scroll=True)
        self._events: deque[FilmEvent] = deque(maxlen=_LINES)
        self._width = 0
        """Columns of a line as drawn: a line is cut when it is written."""
        self._said = ""
        """The text of the line above: what many films in a row have in common is said once."""

    def write_films(self, events: Sequence[FilmEvent]) -> None:
        """Add lines; drawn once for all of them."""
        self._events.extend(events)
        self._draw(events)

    def on_resize(self, _event: Resize) -> None:
        """Cut the lines anew where the width has changed."""
        if self._width != (width := self.scrollable_content_region.width):
            self._width, self._said = width, ""
            self.clear()
            self._draw(self._events)

    def _draw(self, events: Sequence[FilmEvent]) -> None:
        if not events or not self._width:
            return
        variables = self.app.theme_variables
        lines = Text("\n", no_wrap=True, overflow="ellipsis").join(self._line(event, variables) for event in events)
        self.write(lines, width=self._width, scroll_end=self.is_vertical_scroll_end)

    def _line(self, event: FilmEvent, variables: dict[str, str]) -> Text:
        colour = variables.get(_COLOURS.get(event.status, ""), "")
        mark = STATUS_MARKS.get(event.status, "") or "✓"
        year = f" ({event.year})" if event.year else ""
        line = Text(f"{mark} ", style=colour)
        line.append(f"{event.name}{year}", style="bold")
        if event.text != self._said:
            line.append(f"  {event.text}", style="dim")
        self._said = event.text
        return line
