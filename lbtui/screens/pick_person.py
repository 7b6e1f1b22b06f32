"""A dialog that offers the people of a film."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from lbtui.films.folding import fold
from lbtui.model import Credit
from lbtui.screens.dialog import Dialog
from lbtui.widgets.people import HEADINGS, by_role


class PickPerson(Dialog[int | None]):
    """Type a part of a name, choose; the answer is the person's TMDB id, or None."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, priority=True, id="pick.down"),
        Binding("up", "move(-1)", "Up", show=False, priority=True, id="pick.up"),
    ]
    DEFAULT_CSS = """
    PickPerson OptionList { height: auto; max-height: 22; border: none; padding: 0; background: $surface; }
    PickPerson OptionList { text-wrap: nowrap; text-overflow: ellipsis; }
    PickPerson OptionList:focus { border: none; }
    """

    def __init__(self, film: str, credits: Sequence[Credit]) -> None:
        super().__init__()
        self._film = film
        self._people = [(credit, role) for role, people in by_role(credits).items() for credit in people]

    def body(self) -> ComposeResult:
        """The line to type in above the people."""
        yield Input(placeholder="type a part of a name, enter shows their films")
        yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Offer everybody."""
        self.query_one(".dialog--box").border_title = Content(f"People of {self._film}")
        self._offer("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(fold(event.value.strip()))

    def _offer(self, wanted: str) -> None:
        options = self.query_one(OptionList)
        options.set_options(
            Option(
                Content.assemble(
                    (f"{HEADINGS[role]:<13}", "dim"),
                    credit.name,
                    (f"  {credit.character or credit.job}", "dim"),
                ),
                id=f"{number}",
            )
            for number, (credit, role) in enumerate(self._people)
            if wanted in fold(credit.name)
        )
        options.highlighted = 0 if options.option_count else None

    def action_move(self, lines: int) -> None:
        """Go through the people while the cursor stays in the line to type in."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if lines > 0 else options.action_cursor_up()

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(self._people[int(event.option.id or 0)][0].person_id)
