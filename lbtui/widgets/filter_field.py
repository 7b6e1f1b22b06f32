"""The field in which a filter is typed: it says what is wrong and where, and offers what could come next."""

from dataclasses import dataclass
from typing import ClassVar

from rich.cells import cell_len, set_cell_size
from textual import events, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import HorizontalGroup
from textual.content import Content
from textual.geometry import Region, Size
from textual.getters import query_one
from textual.message import Message
from textual.reactive import Reactive
from textual.widget import Widget
from textual.widgets import Input, Label, Static

from lbtui.query import Index, Query, QueryError, Suggestion, parse, suggest
from lbtui.text import clean_line

_PROMPT = "/ "


class _Entry(Input):
    """A line of one width, whatever is typed: Textual would lay out the whole screen anew at each key."""

    virtual_size: Reactive[Size] = Reactive(Size(0, 0))


class FilterField(Widget):
    """A line to type a filter in, with a second line for what is wrong or could come next.

    While a filter is wrong, `query` stays the last one that was right.
    """

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("tab", "complete", "Complete", tooltip="Take the suggestion, again for the next", id="filter.complete"),
        Binding("escape", "clear", "Clear", tooltip="Clear the filter, then leave it", id="filter.clear"),
        Binding("down", "leave", "To the films", show=False, tooltip="Go to the films", id="filter.leave"),
    ]
    DEFAULT_CSS = """
    FilterField {
        height: auto;
        background: $surface;
        & HorizontalGroup { padding: 0 1; }
        & Input { width: 1fr; border: none; height: 1; padding: 0; background: transparent; }
        & Input:focus { background-tint: transparent; }
        & Label { width: auto; color: $foreground 70%; }
        & #filter-note { margin-left: 2; }
        & #filter-hint { height: auto; min-height: 1; max-height: 3; padding: 0 1; display: none; }
        &:focus-within { background: $panel; }
        &:focus-within #filter-prompt { color: $text-accent; text-style: bold; }
        &:focus-within #filter-hint, &.-wrong #filter-hint { display: block; }
    }
    """

    @dataclass
    class Changed(Message):
        """Another filter holds; a later one takes the place of one that still waits."""

        field: "FilterField"
        query: Query

        @property
        def control(self) -> "FilterField":
            """The field that speaks."""
            return self.field

        def can_replace(self, message: Message) -> bool:
            """Only the latest one matters."""
            return isinstance(message, FilterField.Changed) and message.field is self.field

    @dataclass
    class Left(Message):
        """The field was left by enter, down, or escape while it was empty: the films want the focus."""

        field: "FilterField"

        @property
        def control(self) -> "FilterField":
            """The field that speaks."""
            return self.field

    entry = query_one("#filter-entry", Input)
    hint = query_one("#filter-hint", Static)

    def __init__(self, index: Index | None = None, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self.index = index or Index()
        """The library whose names are offered."""
        self.query_now = Query()
        """The last filter that was right."""
        self.error: QueryError | None = None
        """What is wrong with the text as it stands."""
        self._offers: list[Suggestion] = []
        self._taken: tuple[str, int] | None = None
        """The text before the last completion, and which of the offers was taken."""
        self._note_width = 0
        """Cells of the longest note so far: one that came and went would have the whole screen laid out anew."""
        self._extents: list[tuple[int, int]] = []
        """First and last cell of each offer in the second line."""

    def compose(self) -> ComposeResult:
        with HorizontalGroup():
            yield Label(_PROMPT, id="filter-prompt", markup=False)
            placeholder = "words, director:varda, decade:1970s, rating>=4, liked …"
            yield _Entry(id="filter-entry", placeholder=placeholder, compact=True, select_on_focus=False)
            yield Label("", id="filter-note", markup=False)
        yield Static("", id="filter-hint", markup=False)

    def on_mount(self) -> None:
        """Keeps the mark below its place when a long text scrolls."""
        self.watch(self.entry, "scroll_x", self._show_hint, init=False)

    @property
    def text(self) -> str:
        """The filter as it is typed."""
        return self.entry.value

    @text.setter
    def text(self, text: str) -> None:
        text = clean_line(text)
        self._put(text, len(text))

    def note(self, text: str) -> None:
        """Shows a few words at the right end: how many films match."""
        self._note_width = max(self._note_width, cell_len(text))
        label, note = self.query_one("#filter-note", Label), Content(text.rjust(self._note_width))
        if note != label.content:
            label.update(note, layout=label.size.width != self._note_width)

    def focus(self, scroll_visible: bool = True) -> "FilterField":
        """Puts the cursor into the line, at once: Textual's own way comes after the keys that were typed meanwhile."""
        self.screen.set_focus(self.entry, scroll_visible)
        return self

    def action_complete(self) -> None:
        """Takes the first suggestion, or the next one where the last key took one; else goes to the next widget."""
        if self._taken is None and not self._offers:
            self.app.action_focus_next()
            return
        before, number = self._taken or (self.text, -1)
        self._take(before, (number + 1) % len(self._offers))

    def action_clear(self) -> None:
        """Clears the text; leaves where there is none."""
        if self.text:
            self.text = ""
        else:
            self.action_leave()

    def action_leave(self) -> None:
        self.post_message(self.Left(self))

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        event.stop()
        self.action_leave()

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        event.stop()
        if not event.value.isprintable():
            self.text = event.value
            return
        self._read()
        if self._taken is None or self._offers[self._taken[1]].apply(self._taken[0]).strip() != event.value.strip():
            self._taken = None
            self._offers = suggest(event.value, self.entry.cursor_position, self.index)
        self._show_hint()

    @on(events.Click, "#filter-hint")
    def _offer_clicked(self, event: events.Click) -> None:
        for number, (first, last) in enumerate(self._extents):
            if first <= event.x <= last:
                self._take(self._taken[0] if self._taken else self.text, number)

    def _take(self, text: str, number: int) -> None:
        """Puts an offer into `text`, with a blank behind a finished term."""
        offer = self._offers[number]
        completed = offer.apply(text)
        cursor = offer.start + len(offer.text)
        if not offer.text.endswith(":") and completed[cursor : cursor + 1] != " ":
            completed = f"{completed[:cursor]} {completed[cursor:]}"
            cursor += 1
        self._taken = None if offer.text.endswith(":") else (text, number)
        self._put(completed, cursor)

    def _put(self, text: str, cursor: int) -> None:
        """Sets the text and the cursor; Input can scroll to it only once it knows the new width."""
        self.entry.value = text
        self.entry.cursor_position = cursor
        place = Region(cell_len(text[:cursor]), 0, 1, 1)
        self.call_after_refresh(self.entry.scroll_to_region, place, animate=False, force=True)

    def _read(self) -> None:
        """Reads the text; tells the screen of a filter that differs from the last one."""
        try:
            query = parse(self.text)
        except QueryError as error:
            self.error = error
        else:
            self.error = None
            if query != self.query_now:
                self.query_now = query
                self.post_message(self.Changed(self, query))
        self.set_class(self.error is not None, "-wrong")

    def _show_hint(self) -> None:
        """The second line: offers while one types, else what is wrong."""
        self._extents = []
        if self._offers and (self.error is None or self.entry.cursor_position >= self.error.end):
            hint = self._offer_line()
        else:
            hint = self._error_line() if self.error else Content("")
        # One line takes the room that one line had; laying out the whole screen at each key would take longer.
        one = "\n" not in hint.plain and hint.cell_length <= self.hint.size.width and self.hint.size.height == 1
        self.hint.update(hint, layout=not one)

    def _offer_line(self) -> Content:
        """All offers that fit, the taken one marked."""
        parts: list[tuple[str, str]] = [("tab ", "$foreground 50%")]
        x = 1 + len("tab ")
        for number, offer in enumerate(self._offers):
            chosen = self._taken is not None and self._taken[1] == number
            label = set_cell_size(offer.label, min(cell_len(offer.label), 32))
            width = cell_len(label) + len(offer.detail) + 4
            if x + width > self.size.width:
                break
            parts += [(label, "$text-accent bold reverse" if chosen else "$text-accent")]
            parts += [(f" {offer.detail}   " if offer.detail else "   ", "$foreground 50%")]
            self._extents.append((x, x + width - 4))
            x += width if offer.detail else width - 1
        return Content.assemble(*parts)

    def _error_line(self) -> Content:
        """A mark under what is wrong, and the sentence beside it where there is room, else below."""
        assert self.error
        error, width = self.error, self.size.width - 2
        start = len(_PROMPT) + cell_len(self.text[: error.start]) - self.entry.scroll_offset.x
        start = max(0, min(start, width - 1))
        mark = "^" * max(1, min(cell_len(self.text[error.start : error.end]), width - start))
        marked, said = (mark, "$text-error bold"), (error.message, "$text-error")
        needed = cell_len(error.message) + 1
        if start + len(mark) + needed <= width:
            return Content.assemble(" " * start, marked, " ", said)
        if needed <= start:
            return Content.assemble(" " * (start - needed), said, " ", marked)
        return Content.assemble(" " * start, marked, "\n", said)
