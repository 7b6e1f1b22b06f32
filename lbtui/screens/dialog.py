"""What the dialogs share, a bordered box over the dimmed screen, and the question answered with yes or no."""

from typing import ClassVar, TypeVar

from textual import getters, on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Static

from lbtui.screens.navigation import Navigation
from lbtui.services.session import LibrarySession

Result = TypeVar("Result")


class Dialog(ModalScreen[Result]):
    """A box in the middle with a title in its border; subclasses give its `body`."""

    app = getters.app(Navigation)
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


class ConfirmScreen(Dialog[bool]):
    """True for yes; no is the button that has the focus."""

    AUTO_FOCUS = "#no"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("y", "answer(True)", "Yes", id="confirm.yes"),
        Binding("n", "answer(False)", "No", id="confirm.no"),
    ]

    def __init__(self, question: str, yes: str) -> None:
        super().__init__()
        self._question, self._yes = question, yes

    def body(self) -> ComposeResult:
        """The question and both answers."""
        yield Static(Content(self._question))
        with Horizontal(classes="dialog--buttons"):
            yield Button(Content(f"{self._yes} (y)"), id="yes", variant="error")
            yield Button("Leave it (n)", id="no")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.action_answer(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        """Close with the answer."""
        self.dismiss(answer)
