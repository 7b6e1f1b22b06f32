"""A small dialog in which the days of the years screen are typed."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, Static

from lbtui.services.spans import HELP, read_spans
from lbtui.stats.asked import Span

Spans = tuple[Span, Span | None]


class SpanDialog(ModalScreen[Spans | None]):
    """Asks for one span of days, or two to compare."""

    DEFAULT_CSS = """
    SpanDialog { align: center middle; background: $background 60%; }
    SpanDialog > Vertical {
        width: 64; max-width: 95%; height: auto; padding: 1 2; background: $surface; border: round $accent;
        & Input { border: round $primary 40%; background: $surface; height: 3; }
        & Input:focus { border: round $accent; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "dismiss", "Close", id="span.close")]

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def compose(self) -> ComposeResult:
        """The line to type in, and how."""
        with Vertical() as box:
            box.border_title = "Date range"
            yield Input(self._text, id="span")
            yield Static(Content.styled(HELP[0].upper() + HELP[1:] + ".", "$foreground 70%"), id="span-words")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(read_spans(event.value))
        except ValueError as error:
            self.query_one("#span-words", Static).update(Content.styled(str(error), "$text-error"))
