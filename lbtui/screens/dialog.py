"""What the dialogs share: a bordered box over the dimmed screen, left with escape."""

from typing import ClassVar, TypeVar

from textual import getters
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen

from lbtui.app.main import LbtuiApp
from lbtui.services.session import LibrarySession

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A box in the middle with a title in its border; subclasses give its `body`."""

    app = getters.app(LbtuiApp)
    HEADING: ClassVar[str] = ""
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > .dialog--box {
            width: 76; max-width: 94%; height: auto; max-height: 94%; padding: 1 2;
            border: round $accent; background: $surface; scrollbar-size-vertical: 1;
        }
        & Input { border: round $primary 40%; background: $surface; height: 3; }
        & Input:focus { border: round $accent; }
        & .dialog--buttons { height: auto; margin-top: 1; }
        & Button { margin-right: 2; }
        & .quiet { color: $foreground 70%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "Close", id="dialog.leave")]

    @property
    def session(self) -> LibrarySession:
        """The library at work."""
        return self.app.session

    def compose(self) -> ComposeResult:
        """The box around the body."""
        with VerticalScroll(classes="dialog--box", can_focus=False) as box:
            box.border_title = Content(self.HEADING)
            box.border_subtitle = Content("esc closes")
            yield from self.body()

    def body(self) -> ComposeResult:
        """What the box holds."""
        raise NotImplementedError

    def action_leave(self) -> None:
        """Close without a result."""
        self.dismiss(None)
