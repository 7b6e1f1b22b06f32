"""Deleting the library: only for who types the word."""

from textual import on
from textual.app import ComposeResult
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, Input, Static

from lbtui.screens.dialog import Dialog

_WORD = "delete"


class DeleteScreen(Dialog[bool]):
    """True once the word is typed."""

    HEADING = "Delete the library"
    AUTO_FOCUS = "#word"

    def body(self) -> ComposeResult:
        """What goes, what stays, the word."""
        films = len(self.session.library.rows)
        what = f"{films:,} film{'s' * (films != 1)}" if films else "Your library"
        yield Static(
            Content.from_markup(
                "[b]$what[/] with everything that TMDB told of it, your matches and saved filters go. "
                "Your export, your settings and your key stay, and lbtui begins anew.\n\n"
                "Type [b $text-error]$word[/] to go on.",
                what=what,
                word=_WORD,
            )
        )
        yield Input(id="word", placeholder=_WORD)
        with Horizontal(classes="dialog--buttons"):
            yield Button("Delete", id="sure", variant="error", disabled=True)
            yield Button("Keep it", id="keep")

    @on(Input.Changed, "#word")
    def _typed(self, event: Input.Changed) -> None:
        self.query_one("#sure", Button).disabled = event.value.strip().lower() != _WORD

    @on(Input.Submitted, "#word")
    @on(Button.Pressed, "#sure")
    def _sure(self) -> None:
        if not self.query_one("#sure", Button).disabled:
            self.dismiss(True)

    @on(Button.Pressed, "#keep")
    def _keep(self) -> None:
        self.dismiss(False)
