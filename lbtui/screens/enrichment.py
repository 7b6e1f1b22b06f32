"""The live enrichment: how far, how fast, what holds it up, and the films as they arrive."""

from collections import deque
from collections.abc import Sequence
from typing import ClassVar

from rich.text import Text
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.events import Resize
from textual.widgets import RichLog, Static

from lbtui.charts.draw.cards import Cards
from lbtui.charts.model import Bar, Panel
from lbtui.enrichment.events import FilmEvent
from lbtui.films.columns import STATUS_MARKS
from lbtui.model.enums import FilmStatus
from lbtui.query import term
from lbtui.screens.base import Page
from lbtui.services import events
from lbtui.services.enrichment_status import State, share_done, share_known, speeds
from lbtui.services.events import Event
from lbtui.widgets.chart import Chart
from lbtui.widgets.progress import ProgressBar

_LINES = 1000
_COLOURS = {
    FilmStatus.ENRICHED: "text-success",
    FilmStatus.MATCHED: "text-primary",
    FilmStatus.NEEDS_REVIEW: "text-warning",
    FilmStatus.NOT_FOUND: "text-warning",
    FilmStatus.FAILED: "text-error",
}


class FilmLog(RichLog):
    """One line a film: what became of it, its title, and why."""

    DEFAULT_CSS = """
    FilmLog {
        height: 1fr; padding: 0 1; overflow-x: hidden;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id, classes="pane", max_lines=_LINES, markup=False, wrap=False, auto_scroll=True)
        self._events: deque[FilmEvent] = deque(maxlen=_LINES)
        self._width = 0
        """Columns of a line as drawn: a line is cut when it is written."""
        self._said = ""
        """The text of the line above: what many films in a row have in common is said once."""

    def write_films(self, events: Sequence[FilmEvent]) -> None:
        """Add lines; drawn once for all of them."""
        self._events.extend(events)
        self._draw(events)

    def on_mount(self) -> None:
        self.app.theme_changed_signal.subscribe(self, lambda _: self._draw_again())

    def on_resize(self, _event: Resize) -> None:
        if self._width != (width := self.scrollable_content_region.width):
            self._width = width
            self._draw_again()

    def _draw_again(self) -> None:
        """A line keeps the colours and the width that it was written with."""
        self._said = ""
        self.clear()
        self._draw(self._events)

    def _draw(self, events: Sequence[FilmEvent]) -> None:
        if not events or not self._width:
            return
        variables = self.app.theme_variables
        lines = Text("\n", no_wrap=True, overflow="ellipsis").join(self._line(event, variables) for event in events)
        self.write(lines, width=self._width, scroll_end=self.is_vertical_scroll_end)

    def _line(self, event: FilmEvent, variables: dict[str, str]) -> Text:
        # Rich knows the terminal's own colours without Textual's prefix.
        colour = variables.get(_COLOURS.get(event.status, ""), "").removeprefix("ansi_")
        mark = STATUS_MARKS.get(event.status, "") or "✓"
        year = f" ({event.year})" if event.year else ""
        line = Text.assemble((f"{mark} ", colour), (f"{event.name}{year}", f"bold {colour}"))
        if event.text != self._said:
            line.append(f"  {event.text}", style="dim")
        self._said = event.text
        return line


_STATES = (
    FilmStatus.ENRICHED,
    FilmStatus.MATCHED,
    FilmStatus.PENDING,
    FilmStatus.NEEDS_REVIEW,
    FilmStatus.NOT_FOUND,
    FilmStatus.FAILED,
)


class EnrichmentScreen(Page):
    """Watch, pause, go on, retry."""

    MODE = "enrichment"
    AUTO_FOCUS = "FilmLog"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("p", "pause", "Pause / go on", tooltip="Stop asking TMDB, or go on", id="enrichment.pause"),
        Binding("r", "retry", "Retry failed", tooltip="Try failed films again", id="enrichment.retry"),
    ]
    DEFAULT_CSS = """
    EnrichmentScreen {
        & #enrichment-head { height: auto; padding: 1 2; }
        & #enrichment-words { height: auto; margin-top: 1; }
        & #enrichment-counts { height: 5; padding: 0 1; }
        &.-narrow #enrichment-head { padding: 0 1; }
        &.-narrow #enrichment-counts { height: 2; }
        &.-low #enrichment-words { margin-top: 0; }
    }
    """

    def body(self) -> ComposeResult:
        with Vertical(id="enrichment-head"):
            yield ProgressBar(id="enrichment-bar")
            yield Static(id="enrichment-words", markup=False)
        yield Chart(_counts(None), id="enrichment-counts")
        yield FilmLog(id="enrichment-log")

    def on_mount(self) -> None:
        self.query_one(FilmLog).border_title = "As they arrive"
        self.query_one(FilmLog).write_films(list(self.session.enrichment.log))

    def handle(self, event: Event) -> None:
        super().handle(event)
        if isinstance(event, events.Logged):
            self.query_one(FilmLog).write_films(event.films)

    def show_enrichment_status(self) -> None:
        super().show_enrichment_status()
        if not self.is_current:
            return
        counts = self.session.library.counts
        bar = self.query_one(ProgressBar)
        bar.share, bar.begun = share_done(counts), share_known(counts)
        cards = self.query_one(Chart)
        bar.display = cards.display = bool(sum(counts.values()))
        cards.panel = _counts([_card(status, counts.get(status, 0)) for status in _STATES])
        self.query_one("#enrichment-words", Static).update(self._words(self.headline()))

    def _words(self, first: str) -> Content:
        """What goes on, how fast, and why it waits."""
        enrichment_status = self.session.enrichment_status
        progress = enrichment_status.progress
        lines = [Content.from_markup("[b]$words[/]", words=_sentence(first))]
        if progress is not None and enrichment_status.state is State.RUNNING:
            pace = f"pace {progress.current_rate:.0f} of {progress.rate:.0f} requests/s"
            lines.append(Content(" · ".join([*speeds(progress), pace])))
        if self.session.enrichment.requests:
            asked = [f"{self.session.enrichment.requests:,} requests"]
            asked.append(f"{self.session.enrichment.refused:,} refused for the rate limit")
            if progress is not None and progress.retrying:
                asked.append(f"{progress.retrying} waiting for another try")
            lines.append(Content.styled(" · ".join(asked), "$foreground 60%"))
        return Content("\n").join(lines)

    def on_chart_selected(self, event: Chart.Selected) -> None:
        if event.bar.query is not None:
            self.app.show_films(event.bar.query)

    def action_pause(self) -> None:
        if self.session.enrichment_status.state is State.RUNNING:
            self.session.enrichment.pause()
        else:
            self.session.enrichment.start()

    def action_retry(self) -> None:
        self.session.enrichment.retry()


def _counts(cards: list[Bar] | None) -> Panel[Sequence[Bar]]:
    return Panel("counts", "", Cards(), cards)


def _card(status: FilmStatus, number: int) -> Bar:
    return Bar(status.words, number, query=term("status", status.words) if number else None)


def _sentence(words: str) -> str:
    return words[:1].upper() + words[1:]
