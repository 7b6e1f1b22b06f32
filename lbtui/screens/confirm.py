"""A question that is answered with yes or no."""

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Static

from lbtui.screens.dialog import Dialog


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
