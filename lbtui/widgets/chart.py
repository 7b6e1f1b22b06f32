"""A chart on the screen: a panel with a cursor on one of its bars, the value there, and the way to its films."""

import textwrap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from itertools import chain
from typing import Any, ClassVar

from rich.cells import cell_len
from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from lbtui.cells import cut, fit_centre
from lbtui.charts.lines import NOTHING, Lines, Span, Tone, item_at
from lbtui.charts.model import Bar, Panel, View
from lbtui.charts.rows import rows_seen
from lbtui.widgets.chart_palette import Mark, Palette


class Chart(Widget, can_focus=True):
    """A panel of any kind, drawn by its kind, that the keys walk through.

    The cursor stands on a bar by name: when the data change, it stays with the bar's label and query.
    """

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Chart {
        height: 1fr;
        border: round $foreground 20%;
        border-title-color: $foreground;
        border-title-style: bold;
        border-subtitle-color: $foreground 70%;
        padding: 0 1;
        &:ansi { border: round ansi_bright_black; }
        &:focus { border: round $accent; border-subtitle-color: $foreground; border-subtitle-style: bold; }
        &.-unframed { height: 5; padding: 0; }
        &.-unframed, &.-unframed:ansi, &.-unframed:focus { border: none; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Films", tooltip="Open the films behind the bar at the cursor"),
        Binding("left,h", "across(-1)", "Left", show=False),
        Binding("right,l", "across(1)", "Right", show=False),
        Binding("up,k", "down(-1)", "Up", show=False),
        Binding("down,j", "down(1)", "Down", show=False),
        Binding("pageup,ctrl+u", "page(-1)", "Page up", show=False),
        Binding("pagedown,ctrl+d", "page(1)", "Page down", show=False),
        Binding("home,g", "first", "First", show=False),
        Binding("end,G", "last", "Last", show=False),
    ]

    panel: reactive[Panel[Any]] = reactive(None, init=False)  # type: ignore[arg-type]  # set when it is made
    cursor: reactive[int] = reactive(0, init=False)
    """Index of the bar that the keys act on."""
    first: reactive[int] = reactive(0, init=False)
    """The first row in sight, where rows are scrolled."""
    hovered: reactive[int] = reactive(NOTHING, init=False)
    """Index of the bar under the mouse."""
    waiting: reactive[str] = reactive("", init=False)
    """What an empty chart that needs TMDB's data waits for, instead of the panel's own reason."""

    @dataclass
    class Selected(Message):
        """A bar was chosen with enter or a click; its `query`, where it has one, opens the films behind it."""

        chart: "Chart"
        bar: Bar

        @property
        def control(self) -> "Chart":
            """The chart, for `@on(Chart.Selected, "#genres")`."""
            return self.chart

    def __init__(self, panel: Panel[Any], *, id: str | None = None) -> None:
        super().__init__(name=panel.key, id=id)
        self._palette = Palette(self)
        self._drawn: tuple[Size, Lines] | None = None
        self._bars = panel.bars
        self.set_reactive(Chart.panel, panel)
        self.set_reactive(Chart.cursor, panel.kind.start(self._bars))
        self._dress()

    def _dress(self) -> None:
        framed = self.panel.kind.framed
        self.set_class(not framed, "-unframed")
        self.border_title = Content(self.panel.title) if framed and self.panel.title else None

    def begin(self) -> None:
        """Put the cursor where it stands before it is moved."""
        self.cursor = self.panel.kind.start(self._bars)

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Keys that mean nothing to this kind of chart are left to the page."""
        kind = self.panel.kind
        match action:
            case "across":
                return bool(kind.across)
            case "down":
                return self._abreast > 0
            case "page":
                return kind.scrolled
        return super().check_action(action, parameters)

    def action_across(self, steps: int) -> None:
        self.cursor = self.panel.kind.sideways(self.cursor, steps)

    def action_down(self, steps: int) -> None:
        """Move the cursor up or down; at the edge it stays."""
        target = self.cursor + steps * self._abreast
        if 0 <= target < len(self._bars):
            self.cursor = target

    def action_page(self, pages: int) -> None:
        row = max(0, min(self._row + pages * self._rows_seen, self._rows - 1))
        self.cursor = row * self._abreast + self.cursor % self._abreast

    def action_first(self) -> None:
        self.cursor = 0

    def action_last(self) -> None:
        self.cursor = len(self._bars) - 1

    @property
    def bar(self) -> Bar | None:
        return self._bars[self.cursor] if self._bars else None

    def action_select(self) -> None:
        if self.bar is not None:
            self.post_message(self.Selected(self, self.bar))

    @property
    def _abreast(self) -> int:
        """How many bars up and down pass."""
        return self.panel.kind.down(self.panel.data, *self.size) if self._bars else int(self.panel.kind.scrolled)

    @property
    def _row(self) -> int:
        return self.cursor // max(1, self._abreast)

    @property
    def _rows(self) -> int:
        return -(-len(self._bars) // max(1, self._abreast))

    @property
    def _rows_seen(self) -> int:
        kind = self.panel.kind
        return rows_seen(self._rows, max(1, self.size.height - kind.header), kind.pitch)

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self.hovered = self._item_under(event)

    def on_leave(self) -> None:
        self.hovered = NOTHING

    def on_click(self, event: events.Click) -> None:
        item = self._item_under(event)
        if item != NOTHING:
            self.cursor = item
            self.action_select()

    def on_mouse_scroll_down(self, event: events.MouseScrollDown) -> None:
        """Scroll the rows; at their end the page scrolls."""
        self._scroll(1, event)

    def on_mouse_scroll_up(self, event: events.MouseScrollUp) -> None:
        """Scroll the rows; at their beginning the page scrolls."""
        self._scroll(-1, event)

    def _scroll(self, rows: int, event: events.MouseEvent) -> None:
        before = self.first
        self.first += rows
        if self.first != before:
            event.stop()

    def _item_under(self, event: events.MouseEvent) -> int:
        offset = event.get_content_offset(self)
        if offset is None:
            return NOTHING
        lines = self._lines()
        row = offset.y - self._above(lines)
        return item_at(lines[row], offset.x) if 0 <= row < len(lines) else NOTHING

    def validate_cursor(self, cursor: int) -> int:
        return max(0, min(cursor, len(self._bars) - 1))

    def validate_first(self, first: int) -> int:
        """The last row is never scrolled further up than the lowest line."""
        return max(0, min(first, self._rows - self._rows_seen)) if self.panel.kind.scrolled else 0

    def watch_panel(self, before: Panel[Any], panel: Panel[Any]) -> None:
        """Draw the new panel, with the cursor on the bar that it was on, which stays on its line of the screen."""
        line = self._row - self.first
        bars, self._bars = self._bars, panel.bars
        self.hovered = NOTHING
        self.cursor = self._found(bars) if type(before.kind) is type(panel.kind) else panel.kind.start(self._bars)
        if self.has_focus:
            self.first = self._row - line
        self._follow()
        self._dress()
        self.redraw()

    def _found(self, before: Sequence[Bar]) -> int:
        """Where the bar at the cursor is now; the same place where it is gone."""
        start = self.panel.kind.start
        if not before or not self._bars:
            return start(self._bars)
        if not self.has_focus and self.cursor == start(before):
            # Nobody has moved it: a list whose first row has fallen back is shown from its first row on.
            return start(self._bars)
        held = before[self.cursor]
        same = (index for index, bar in enumerate(self._bars) if bar.names == held.names)
        return next(same, self.cursor)

    def watch_cursor(self) -> None:
        self._follow()
        self.redraw()

    def on_resize(self) -> None:
        """Keep the cursor's row in sight, and say as much as the lower edge has room for now."""
        self._follow()
        self._say()

    def _follow(self) -> None:
        if self.panel.kind.scrolled and self.size != Size(0, 0):
            self.first = max(self._row - self._rows_seen + 1, min(self.first, self._row))

    def watch_has_focus(self, has_focus: bool) -> None:
        super().watch_has_focus(has_focus)
        self.redraw()

    def notify_style_update(self) -> None:
        self._palette = Palette(self)
        self._drawn = None
        super().notify_style_update()

    def redraw(self) -> None:
        """Draw again what depends on the data, the cursor or the mouse."""
        self._drawn = None
        self._say()
        self.refresh()

    watch_first = watch_hovered = watch_waiting = redraw

    def _say(self) -> None:
        """The value pointed at, or the note, into the lower edge."""
        shown = self.hovered if self.hovered != NOTHING else self.cursor if self.has_focus else NOTHING
        text = self.describe(self._bars[shown]) if 0 <= shown < len(self._bars) else self.panel.note
        self.border_subtitle = Content(cut(text, max(1, self.size.width - 2))) if text else None

    def describe(self, bar: Bar) -> str:
        """One line on a bar: `1972 · 31 films · ★ 3.9`. A long label is cut, the value is not."""
        unit = self.panel.unit[bar.value != 1] if not bar.shown else ""
        value = " · ".join(filter(None, (f"{bar.text} {unit}".rstrip(), bar.note, *(() if bar.note else bar.cells))))
        return f"{cut(bar.label, max(4, self.size.width - 5 - cell_len(value)))} · {value}"

    def render_line(self, y: int) -> Strip:
        lines = self._lines()
        y -= self._above(lines)
        if not 0 <= y < len(lines):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        marks = self._marks()
        segments = (self._paint(span, y, marks.get(span.item, Mark.NONE)) for span in lines[y])
        return Strip(chain.from_iterable(segments), self.size.width)

    def _paint(self, span: Span, y: int, mark: Mark) -> Iterable[Segment]:
        """A span of line `y` of the chart in colour."""
        return self._palette.segments(span, mark)

    def _marks(self) -> dict[int, Mark]:
        marks = {self.hovered: Mark.HOVER} if self.hovered != NOTHING else {}
        return marks | {self.cursor: Mark.CURSOR} if self.has_focus else marks

    def _lines(self) -> Lines:
        if self._drawn is None or self._drawn[0] != self.size:
            width, height = self.size
            lines = self.panel.draw(View(width, height, self.first, self.cursor, self._palette.look))
            self._drawn = (self.size, (lines or self._notice(width))[:height])
        return self._drawn[1]

    def _notice(self, width: int) -> Lines:
        panel = self.panel
        why = self.waiting if self.waiting and panel.needs_tmdb else panel.empty
        text = "counting…" if panel.data is None else why
        return [(Span(fit_centre(part, width), Tone.NOTE),) for part in textwrap.wrap(text, max(1, width))]

    def _above(self, lines: Lines) -> int:
        """Empty lines above the chart."""
        return (self.size.height - len(lines)) // 2 if self.panel.kind.centred or not self._bars else 0
