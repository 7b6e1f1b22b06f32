"""A dialog that offers the people of a film."""

from collections.abc import Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Input, OptionList
from textual.widgets.option_list import Option

from lbtui.model import Credit
from lbtui.query import fold
from lbtui.widgets.people import HEADINGS, by_role


class PickPerson(ModalScreen[int | None]):
    """Type a part of a name, choose; the answer is the person's TMDB id, or None."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "dismiss(None)", "Back", id="pick.back"),
        Binding("down", "move(1)", "Down", show=False, priority=True, id="pick.down"),
        Binding("up", "move(-1)", "Up", show=False, priority=True, id="pick.up"),
    ]
    DEFAULT_CSS = """
    PickPerson {
        align: center middle;
        & > Vertical {
            width: 72; max-width: 94%; height: 80%; max-height: 32;
            border: round $accent; background: $surface; padding: 0 1;
        }
        & Input { border: none; height: 1; padding: 0; background: $panel; }
        & OptionList { height: 1fr; border: none; padding: 0; background: $surface; margin-top: 1; }
    }
    """

    def __init__(self, film: str, credits: Sequence[Credit]) -> None:
        super().__init__()
        self._film = film
        self._people = [(credit, role) for role, people in by_role(credits).items() for credit in people]

    def compose(self) -> ComposeResult:
        """The line to type in above the people."""
        with Vertical() as box:
            box.border_title = Content(f"People of {self._film}")
            box.border_subtitle = "enter: their films"
            yield Input(placeholder="type a part of a name", compact=True)
            yield OptionList(markup=False)

    def on_mount(self) -> None:
        """Offer everybody."""
        self._offer("")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._offer(fold(event.value.strip()))

    def _offer(self, wanted: str) -> None:
        options = self.query_one(OptionList)
        options.set_options(
            Option(
                Content.assemble(
                    (f"{HEADINGS[role]:<13}", "$foreground 60%"),
                    credit.name,
                    (f"  {credit.character or credit.job}", "$foreground 60%"),
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
