"""Import sessions: what each read, how its states followed one another, and what the log says of it."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.widgets import DataTable, RichLog, Static

from lbtui.model import FilmStatus
from lbtui.screens.base import Page
from lbtui.screens.confirm import ConfirmScreen
from lbtui.screens.session_words import HEADINGS, cells, story
from lbtui.services.enrichment_status import EnrichmentStatus, State
from lbtui.services.logs import log_of
from lbtui.storage.database import StorageError
from lbtui.storage.sessions import Change, Session

_QUESTION = (
    "Clear the sessions that have ended? Their counts and logs go, your films and everything about them stay. "
    "The latest one is kept. Ended sessions are cleared by themselves after 30 days."
)


class SessionsScreen(Page):
    """A table of sessions, and the one under the cursor in full."""

    MODE = "import"
    AUTO_FOCUS = "#sessions"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("r", "retry", "Retry failed films", tooltip="Ask TMDB once more", id="sessions.retry"),
        Binding(
            "c", "clear", "Clear", tooltip="Clear the sessions that have ended; the films stay", id="sessions.clear"
        ),
        Binding("j", "move(1)", "Down", show=False, id="sessions.down"),
        Binding("k", "move(-1)", "Up", show=False, id="sessions.up"),
        Binding("escape", "app.pop_screen", "Back", id="sessions.back"),
    ]
    CSS = """
    SessionsScreen {
        & #sessions, & #story, & #session-log { border: round $primary 40%; background: $background; padding: 0 1; }
        & #sessions:focus, & #story:focus, & #session-log:focus { border: round $accent; }
        & #sessions { height: 2fr; scrollbar-size-vertical: 1; }
        & #session { height: 3fr; }
        & #story { width: 2fr; scrollbar-size-vertical: 1; }
        & #session-log { width: 3fr; scrollbar-size: 1 1; }
        &.-narrow #session { layout: vertical; }
        &.-narrow #story, &.-narrow #session-log { width: 1fr; height: 1fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sessions: Mapping[str, tuple[Session, Sequence[Change]]] = {}
        self._state: State | None = None

    def body(self) -> ComposeResult:
        """The sessions, the story of one, its log."""
        yield DataTable(id="sessions", cursor_type="row")
        with Horizontal(id="session"):
            with VerticalScroll(id="story", can_focus=True):
                yield Static(markup=False)
            yield RichLog(id="session-log", markup=False, wrap=True, auto_scroll=False, min_width=20)

    def on_mount(self) -> None:
        """Read them, and again whenever one moves on."""
        super().on_mount()
        titles = {"sessions": "Sessions", "story": "What happened", "session-log": "Log"}
        for name, title in titles.items():
            self.query_one(f"#{name}").border_title = title
        self.table.add_columns(*HEADINGS)
        self.app.imported.subscribe(self, lambda _: self._load())
        self.app.library_loaded.subscribe(self, lambda _: self._load())
        self.app.enrichment_status_changed.subscribe(self, self._moved)

    def on_resize(self) -> None:
        """Read them for the first time, and again where there is another room for the reasons."""
        self.call_after_refresh(self._load)

    def _moved(self, enrichment_status: EnrichmentStatus) -> None:
        if enrichment_status.state is not self._state:
            self._state = enrichment_status.state
            self._load()

    @property
    def table(self) -> "DataTable[object]":
        """The sessions."""
        return self.query_one(DataTable)

    @work(exclusive=True, group="sessions")
    async def _load(self) -> None:
        """Read all sessions; the cursor stays on its own."""
        try:
            found = await self.session.import_sessions()
        except StorageError:  # The library is being closed.
            return
        if found is None:
            return
        self._sessions = {one.id: (one, changes) for one, changes in found}
        table, now = self.table, datetime.now(UTC)
        line = table.cursor_row
        table.clear()
        for session, changes in self._sessions.values():
            table.add_row(*cells(session, changes, now, table.size.width), key=session.id)
        table.move_cursor(row=min(line, max(0, len(found) - 1)))
        if not found:
            self.query_one("#story Static", Static).update("No import yet. Press 5 to import an export.")

    @on(DataTable.RowHighlighted)
    def _highlighted(self, event: DataTable.RowHighlighted) -> None:
        if (chosen := self._sessions.get(event.row_key.value or "")) is not None:
            self._show(*chosen)

    @work(exclusive=True, group="session")
    async def _show(self, session: Session, changes: Sequence[Change]) -> None:
        """Tell what happened, then what the log holds."""
        self.query_one("#story Static", Static).update(story(session, changes, datetime.now(UTC)))
        lines = await asyncio.to_thread(log_of, self.session.paths.log, session.trace)
        log = self.query_one(RichLog)
        log.clear()
        log.write("\n".join(lines) if lines else "The log holds no line of this session.", scroll_end=True)

    def action_move(self, lines: int) -> None:
        """Move the cursor."""
        self.table.move_cursor(row=self.table.cursor_row + lines)

    def action_retry(self) -> None:
        """Try failed films again."""
        if self.session.library.counts.get(FilmStatus.FAILED):
            self.session.enrichment.retry()
        elif not self.session.enrichment_status.unknown:
            self.notify("No film failed.")

    @work
    async def action_clear(self) -> None:
        """Clear the sessions that have ended, if that is meant."""
        if self.session.writable is None:
            self.notify("Another lbtui writes to this library: clear there.", severity="warning")
            return
        if await self.app.push_screen_wait(ConfirmScreen(_QUESTION, "Clear")):
            number = await self.session.clear_ended_sessions()
            self.notify(f"{number:,} session{'s' * (number != 1)} cleared." if number else "There was none to clear.")
            self._load()
