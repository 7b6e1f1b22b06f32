"""Import sessions: what each read, how its states followed one another, and what the log says of it."""

import asyncio
from collections.abc import Mapping, Sequence
from datetime import UTC, datetime
from typing import ClassVar

from rich.text import Text
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.widgets import DataTable, RichLog, Static

from lbtui.cells import cut
from lbtui.model.enums import FilmStatus, SessionStatus
from lbtui.screens.base import Page
from lbtui.screens.dialog import ConfirmScreen
from lbtui.services import events
from lbtui.services.enrichment_status import State, duration
from lbtui.services.events import Event
from lbtui.services.logs import log_of
from lbtui.storage.database import StorageError
from lbtui.storage.sessions import Change, Session
from lbtui.text import counted

_STYLES = {
    SessionStatus.COMPLETED: "$text-success",
    SessionStatus.FAILED: "$text-error",
    SessionStatus.PAUSED: "$text-warning",
}
_COUNTED = {
    "films": "films",
    "new": "new",
    "updated": "changed",
    "removed": "no longer in the export",
    "watched": "watched",
    "rated": "rated",
    "liked": "liked",
    "viewings": "viewings",
    "reviews": "reviews",
    "watchlist": "on the watchlist",
    "lists": "lists",
    "orphaned": "orphaned viewings",
}
_NOT_WORKING = (SessionStatus.PAUSED, SessionStatus.COMPLETED, SessionStatus.FAILED)

_OTHERS, _SOURCE = 64, 40
"""Cells of the other columns together, and of the name of an export at most."""
HEADINGS = ("Started", "Status", "Films", "New", "Took", "Export", "Reason")


def cells(session: Session, changes: Sequence[Change], now: datetime, width: int) -> list[Text]:
    """A line of the table, by its `HEADINGS`, for a table of `width` cells; the reason may have no room."""
    films, new = (session.counts.get(name) for name in ("films", "new"))
    numbers = [f"{number:,}" if isinstance(number, int) else "" for number in (films, new)]
    took = duration(worked(changes, now))
    started = session.created_at.astimezone().strftime("%Y-%m-%d %H:%M")
    room = max(8, width - _OTHERS)
    source = cut(session.source, min(_SOURCE, room))
    texts = [started, session.status.value, *numbers, took, source, cut(session.reason, room - _SOURCE)]
    return [Text(text, justify="right" if place in (2, 3, 4) else "left") for place, text in enumerate(texts)]


def worked(changes: Sequence[Change], now: datetime) -> float:
    """Seconds that a session was at work: neither paused nor ended."""
    ends = [change.at for change in changes[1:]] + [now]
    spans = zip(changes, ends, strict=True)
    return sum((end - change.at).total_seconds() for change, end in spans if change.status not in _NOT_WORKING)


def story(session: Session, changes: Sequence[Change], now: datetime) -> Content:
    """Which export, what was read, and each state with its time and how long it lasted."""
    head = Content.from_markup(
        "[b]$source[/]\n[$foreground 60%]session $id · trace $trace[/]",
        source=session.source, id=session.id[:8], trace=session.trace,
    )  # fmt: skip
    return Content("\n").join([head, _counts(session), Content(""), *_lines(changes, now)])


def _counts(session: Session) -> Content:
    numbers = ((session.counts.get(name), words) for name, words in _COUNTED.items())
    # A number and what it counts stay on one line, and the dot at its end.
    said = [
        f"{number:,}\u00a0{_plural(number, words)}" for number, words in numbers if isinstance(number, int) and number
    ]
    skipped = session.counts.get("skipped")
    if isinstance(skipped, list) and skipped:
        said.append(f"{len(skipped):,}\u00a0rows left out")
    return Content("\u00a0· ".join(said) or ("Nothing was read." if session.status.ended else ""))


def _plural(number: int, words: str) -> str:
    return words.removesuffix("s") if number == 1 else words


def _lines(changes: Sequence[Change], now: datetime) -> list[Content]:
    ends: list[datetime | None] = [change.at for change in changes[1:]]
    last = changes[-1].status if changes else None
    ends.append(None if last in _NOT_WORKING else now)
    return [_line(change, end) for change, end in zip(changes, ends, strict=False)]


def _line(change: Change, end: datetime | None) -> Content:
    lasted = (end - change.at).total_seconds() if end else None
    said = "" if lasted is None else f"{lasted * 1000:.0f} ms" if lasted < 1 else duration(lasted)
    style = _STYLES.get(change.status, "$text-primary")
    return Content.from_markup(
        f"[$foreground 60%]$at[/]  [b {style}]$status[/]  $lasted  $note",
        at=change.at.astimezone().strftime("%d %b %H:%M:%S"), status=f"{change.status.value:<10}", lasted=f"{said:>10}",
        note=change.note,
    )  # fmt: skip


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
        & .pane { padding: 0 1; }
        & #sessions { height: 2fr; }
        & #session { height: 3fr; }
        & #story { width: 2fr; padding: 0 0 0 1; }
        & #story Static { padding-right: 1; }
        & #session-log { width: 3fr; overflow-y: auto; scrollbar-size: 1 1; }
        &.-narrow #session { layout: vertical; }
        &.-narrow #story, &.-narrow #session-log { width: 1fr; height: 1fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._sessions: Mapping[str, tuple[Session, Sequence[Change]]] = {}
        self._state: State | None = None

    def body(self) -> ComposeResult:
        yield DataTable(id="sessions", classes="pane", cursor_type="row")
        with Horizontal(id="session"):
            with VerticalScroll(id="story", classes="pane", can_focus=True):
                yield Static(markup=False)
            yield RichLog(id="session-log", classes="pane", markup=False, wrap=True, auto_scroll=False, min_width=20)

    def on_mount(self) -> None:
        titles = {"sessions": "Sessions", "story": "What happened", "session-log": "Log"}
        for name, title in titles.items():
            self.query_one(f"#{name}").border_title = title
        self.table.add_columns(*HEADINGS)

    def handle(self, event: Event) -> None:
        super().handle(event)
        match event:
            case events.Loaded() | events.Imported():
                self._load()
            case events.StatusChanged(status) if status.state is not self._state:
                self._state = status.state
                self._load()

    def on_resize(self) -> None:
        """Read them for the first time, and again where there is another room for the reasons."""
        self.call_after_refresh(self._load)

    @property
    def table(self) -> "DataTable[object]":
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
        self.table.move_cursor(row=self.table.cursor_row + lines)

    def action_retry(self) -> None:
        if self.session.library.counts.get(FilmStatus.FAILED):
            self.session.enrichment.retry()
        elif not self.session.enrichment_status.unknown:
            self.notify("No film failed.")

    @work
    async def action_clear(self) -> None:
        if self.session.writable is None:
            self.notify("Another lbtui writes to this library: clear there.", severity="warning")
            return
        if await self.app.push_screen_wait(ConfirmScreen(_QUESTION, "Clear")):
            number = await self.session.clear_ended_sessions()
            self.notify(f"{counted(number, 'session')} cleared." if number else "There was none to clear.")
            self._load()
