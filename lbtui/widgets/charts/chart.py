"""What every chart has: data, a cursor on one of its bars, the value at the cursor, and the way to the films."""

import textwrap
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any, ClassVar, Generic, TypedDict, TypeVar, Unpack

from rich.cells import cell_len
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from lbtui.cells import cut, fit_centre
from lbtui.charts import Bar, Lines, Look, Span, Tone
from lbtui.charts.lines import NOTHING, item_at
from lbtui.widgets.charts.look import CHART_CSS
from lbtui.widgets.charts.palette import COMPONENTS, Mark, Palette

Data = TypeVar("Data")


class Options(TypedDict, total=False):
    """What any chart can be told besides its data."""

    title: str
    """Stands in the upper edge."""
    note: str
    """Stands in the lower edge while no bar is pointed at: what is counted, of how many."""
    empty: str
    """What an empty chart says instead."""
    unit: tuple[str, str]
    """What one and what several are called: `("film", "films")`."""
    name: str | None
    id: str | None
    classes: str | None


class Chart(Widget, Generic[Data], can_focus=True):
    """A chart of `data`: None while it is being counted, empty where there is nothing to count.

    The cursor stands on a bar by name: when the data change, it stays with the bar's label and query.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = COMPONENTS
    DEFAULT_CSS = CHART_CSS
    CENTRED: ClassVar[bool] = False
    """Whether spare height is shared above and below instead of left below."""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("enter", "select", "Films", tooltip="Open the films behind the bar at the cursor"),
        Binding("home,g", "first", "First", show=False),
        Binding("end,G", "last", "Last", show=False),
    ]

    data: reactive[Data | None] = reactive(None, init=False)
    cursor: reactive[int] = reactive(0, init=False)
    """Index of the bar that the keys act on."""
    hovered: reactive[int] = reactive(NOTHING, init=False)
    """Index of the bar under the mouse."""
    note: reactive[str] = reactive("", init=False)
    """What the lower edge says while no bar is pointed at."""

    empty: reactive[str] = reactive("", init=False)
    """What an empty chart says instead: why, or what it waits for."""

    @dataclass
    class Selected(Message):
        """A bar was chosen with enter or a click; its `query`, where it has one, opens the films behind it."""

        chart: "Chart[Any]"
        bar: Bar

        @property
        def control(self) -> "Chart[Any]":
            """The chart, for `@on(Chart.Selected, "#genres")`."""
            return self.chart

    def __init__(self, data: Data | None = None, **options: Unpack[Options]) -> None:
        """Make a chart of `data`, or one that waits for it."""
        super().__init__(name=options.get("name"), id=options.get("id"), classes=options.get("classes"))
        self._unit = options.get("unit", ("", ""))
        self._palette = Palette(self)
        self._drawn: tuple[Size, Lines] | None = None
        self._bars = () if data is None else tuple(self.bars(data))
        if title := options.get("title"):
            self.border_title = Content(title)
        self.set_reactive(type(self).data, data)
        self.set_reactive(Chart.empty, options.get("empty", "nothing to show yet"))
        self.set_reactive(Chart.note, options.get("note", ""))
        self.set_reactive(Chart.cursor, self.start(self._bars))

    @property
    def look(self) -> Look:
        """What the terminal can show."""
        return self._palette.look

    def bars(self, data: Data) -> Sequence[Bar]:
        """The bars that the cursor can stand on, in the order of the drawn items."""
        raise NotImplementedError

    def draw(self, data: Data, width: int, height: int) -> Lines:
        """The chart as lines of `width` cells, at most `height` of them."""
        raise NotImplementedError

    def start(self, bars: Sequence[Bar]) -> int:
        """Where the cursor stands before it has been moved."""
        return 0

    def action_move(self, steps: int) -> None:
        """Move the cursor by bars; it stops at the first and the last."""
        self.cursor += steps

    def action_first(self) -> None:
        """Move the cursor to the first bar."""
        self.cursor = 0

    def action_last(self) -> None:
        """Move the cursor to the last bar."""
        self.cursor = len(self._bars) - 1

    def action_select(self) -> None:
        """Tell that the bar at the cursor was chosen."""
        if self._bars:
            self.post_message(self.Selected(self, self._bars[self.cursor]))

    def on_mouse_move(self, event: events.MouseMove) -> None:
        """Show the value under the mouse."""
        self.hovered = self._item_under(event)

    def on_leave(self) -> None:
        """Show the value at the cursor again."""
        self.hovered = NOTHING

    def on_click(self, event: events.Click) -> None:
        """Choose the bar under the mouse."""
        item = self._item_under(event)
        if item != NOTHING:
            self.cursor = item
            self.action_select()

    def _item_under(self, event: events.MouseEvent) -> int:
        offset = event.get_content_offset(self)
        if offset is None:
            return NOTHING
        lines = self._lines()
        row = offset.y - self._above(lines)
        return item_at(lines[row], offset.x) if 0 <= row < len(lines) else NOTHING

    def validate_cursor(self, cursor: int) -> int:
        """The cursor never leaves the bars."""
        return max(0, min(cursor, len(self._bars) - 1))

    def watch_data(self, data: Data | None) -> None:
        """Draw the new data, with the cursor on the bar that it was on."""
        before, self._bars = self._bars, () if data is None else tuple(self.bars(data))
        self.hovered = NOTHING
        self.cursor = self._found(before)
        self.redraw()

    def begin(self) -> None:
        """Put the cursor where it stands before it is moved."""
        self.cursor = self.start(self._bars)

    def _found(self, before: Sequence[Bar]) -> int:
        """Where the bar at the cursor is now; the same place where it is gone."""
        if not before or not self._bars:
            return self.start(self._bars)
        if not self.has_focus and self.cursor == self.start(before):
            # Nobody has moved it: a list whose first row has fallen back is shown from its first row on.
            return self.start(self._bars)
        held = before[self.cursor]
        same = (index for index, bar in enumerate(self._bars) if bar.names == held.names)
        return next(same, self.cursor)

    def watch_cursor(self) -> None:
        """Draw the cursor where it is."""
        self.redraw()

    def watch_hovered(self) -> None:
        """Draw what the mouse points at."""
        self.redraw()

    def watch_note(self) -> None:
        """Say the new note."""
        self._say()

    def watch_empty(self) -> None:
        """Say the new reason."""
        self.redraw()

    def on_resize(self) -> None:
        """Say as much as the lower edge has room for now."""
        self._say()

    def watch_has_focus(self, has_focus: bool) -> None:
        """Show the cursor, or hide it."""
        super().watch_has_focus(has_focus)
        self.redraw()

    def notify_style_update(self) -> None:
        """Take the colours of the new theme."""
        self._palette = Palette(self)
        self._drawn = None
        super().notify_style_update()

    def redraw(self) -> None:
        """Draw again what depends on the data, the cursor or the mouse."""
        self._drawn = None
        self._say()
        self.refresh()

    def _say(self) -> None:
        """The value pointed at, or the note, into the lower edge."""
        shown = self.hovered if self.hovered != NOTHING else self.cursor if self.has_focus else NOTHING
        text = self.describe(self._bars[shown]) if 0 <= shown < len(self._bars) else self.note
        self.border_subtitle = Content(cut(text, max(1, self.size.width - 2))) if text else None

    def describe(self, bar: Bar) -> str:
        """One line on a bar: `1972 · 31 films · ★ 3.9`. A long label is cut, the value is not."""
        unit = self._unit[bar.value != 1] if not bar.shown else ""
        value = " · ".join(filter(None, (f"{bar.text} {unit}".rstrip(), bar.note, *(() if bar.note else bar.cells))))
        return f"{cut(bar.label, max(4, self.size.width - 5 - cell_len(value)))} · {value}"

    def render_line(self, y: int) -> Strip:
        """One line of the chart in the theme's colours."""
        lines = self._lines()
        y -= self._above(lines)
        if not 0 <= y < len(lines):
            return Strip.blank(self.size.width, self.visual_style.rich_style)
        marks, palette = self._marks(), self._palette
        return Strip(
            [segment for span in lines[y] for segment in palette.segments(span, marks.get(span.item, Mark.NONE))],
            self.size.width,
        )

    def _marks(self) -> dict[int, Mark]:
        """The items that stand out."""
        marks = {self.hovered: Mark.HOVER} if self.hovered != NOTHING else {}
        return marks | {self.cursor: Mark.CURSOR} if self.has_focus else marks

    def _lines(self) -> Lines:
        if self._drawn is None or self._drawn[0] != self.size:
            width, height = self.size
            lines = self.draw(self.data, width, height) if self._bars and self.data is not None else []
            self._drawn = (self.size, (lines or self._notice(width))[:height])
        return self._drawn[1]

    def _notice(self, width: int) -> Lines:
        text = "counting…" if self.data is None else self.empty
        return [(Span(fit_centre(part, width), Tone.NOTE),) for part in textwrap.wrap(text, max(1, width))]

    def _above(self, lines: Lines) -> int:
        """Empty lines above the chart."""
        return (self.size.height - len(lines)) // 2 if self.CENTRED or not self._bars else 0
