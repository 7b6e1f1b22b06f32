"""A small dialog in which the days of the years screen are typed."""

from textual import on
from textual.app import ComposeResult
from textual.content import Content
from textual.widgets import Input, Static

from lbtui.screens.dialog import Dialog
from lbtui.statistics.request import HELP, DateRange, read_date_ranges

DateRanges = tuple[DateRange, DateRange | None]


class DateRangeDialog(Dialog[DateRanges | None]):
    """Asks for one range of days, or two to compare."""

    HEADING = "Date range"
    AUTO_FOCUS = "Input"
    DEFAULT_CSS = "DateRangeDialog > .dialog--box { width: 64; }"

    def __init__(self, text: str) -> None:
        super().__init__()
        self._text = text

    def body(self) -> ComposeResult:
        """The line to type in, and how."""
        yield Input(self._text, id="span")
        yield Static(Content.styled(HELP[0].upper() + HELP[1:] + ".", "$foreground 70%"), id="span-words")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(read_date_ranges(event.value))
        except ValueError as error:
            self.query_one("#span-words", Static).update(Content.styled(str(error), "$text-error"))
