"""What the dialogs share, a bordered box over the dimmed screen; and three kinds: yes or no, a line, a list."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, VerticalScroll
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Button, Input, OptionList, Static
from textual.widgets.option_list import Option

from lbtui.films.folding import fold
from lbtui.screens.base import LatestSize, Result
from lbtui.services.session import LibrarySession


class Dialog(ModalScreen[Result], LatestSize[Result]):
    """A box in the middle with a title in its border; subclasses give its `body`."""

    HEADING: ClassVar[str] = ""
    """The title of the box, unless there is another one for what it is opened on."""
    DEFAULT_CSS = """
    Dialog {
        align: center middle;
        & > .dialog--box {
            width: 76; max-width: 94%; height: auto; max-height: 94%; padding: 1 2;
            border: round $accent; background: $surface; scrollbar-size-vertical: 1;
        }
        & Input { border: round $primary 40%; background: $surface; height: 3; }
        & Input:focus { border: round $accent; }
        & OptionList { height: auto; border: none; padding: 0; background: $surface; }
        & OptionList:focus { border: none; }
        & .dialog--buttons { height: auto; margin-top: 1; }
        & Button { margin-right: 2; }
        & .quiet { color: $foreground 70%; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape,q", "leave", "Close", id="dialog.leave")]

    def __init__(self, heading: str = "") -> None:
        super().__init__()
        self._heading = heading or self.HEADING

    @property
    def session(self) -> LibrarySession:
        return self.app.session

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="dialog--box", can_focus=False) as box:
            box.border_title = Content(self._heading)
            box.border_subtitle = Content("esc closes")
            yield from self.body()

    def body(self) -> ComposeResult:
        """What the box holds."""
        raise NotImplementedError

    def action_leave(self) -> None:
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
        yield Static(Content(self._question))
        with Horizontal(classes="dialog--buttons"):
            yield Button(Content(f"{self._yes} (y)"), id="yes", variant="error")
            yield Button("Leave it (n)", id="no")

    @on(Button.Pressed)
    def _pressed(self, event: Button.Pressed) -> None:
        self.action_answer(event.button.id == "yes")

    def action_answer(self, answer: bool) -> None:
        self.dismiss(answer)


class LineDialog(Dialog[Result | None]):
    """A line to type in above a sentence, in whose place is told what cannot be read; subclasses read the line."""

    AUTO_FOCUS = "Input"
    LABEL: ClassVar[str] = ""
    LONGEST: ClassVar[int] = 0
    """Characters that can be typed at most; 0: any number."""

    def __init__(self, sentence: str, text: str = "", placeholder: str = "") -> None:
        super().__init__()
        self._sentence, self._text, self._placeholder = sentence, text, placeholder

    def read(self, text: str) -> Result:
        """The answer. Raises ValueError with a sentence."""
        raise NotImplementedError

    def body(self) -> ComposeResult:
        entry = Input(self._text, placeholder=self._placeholder, max_length=self.LONGEST)
        entry.border_title = self.LABEL
        yield entry
        yield Static(self._sentence, classes="quiet", markup=False)

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        try:
            self.dismiss(self.read(event.value))
        except ValueError as error:
            self.query_one(Static).update(Content.styled(str(error), "$text-error"))


class SearchDialog(Dialog[Result | None]):
    """A line to type in above a list that shows what has it in its name; subclasses hear what is chosen."""

    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "move(1)", "Down", show=False, priority=True, id="search.down"),
        Binding("up", "move(-1)", "Up", show=False, priority=True, id="search.up"),
    ]
    DEFAULT_CSS = """
    SearchDialog {
        & OptionList { max-height: 22; text-wrap: nowrap; text-overflow: ellipsis; }
        & OptionList:ansi > .option-list--option-highlighted {
            background: $block-cursor-background;
            color: $block-cursor-foreground;
        }
        & #search-none { display: none; color: $foreground 70%; }
    }
    """
    PLACEHOLDER: ClassVar[str] = "type a part of a name"

    def __init__(self, heading: str = "") -> None:
        super().__init__(heading)
        self.names: Mapping[str, str] = {}
        """What can be chosen: the name by the key."""

    def body(self) -> ComposeResult:
        yield Input(placeholder=self.PLACEHOLDER)
        options = OptionList(markup=False)
        # Its cursor moves from the line: tab goes on to what is below.
        options.can_focus = False
        yield options
        yield Static("None has that in its name.", id="search-none")

    def offer(self, names: Mapping[str, str], at: str = "") -> None:
        """Offer other choices, names by key, with the cursor on `at`."""
        self.names = names
        with self.prevent(Input.Changed):
            self.query_one(Input).value = ""
        self._show("", at)

    def _show(self, wanted: str, at: str = "") -> None:
        found = [key for key, name in self.names.items() if wanted in fold(name)]
        options = self.query_one(OptionList)
        options.set_options(Option(self.line(key), id=f"-{key}") for key in found)
        options.highlighted = found.index(at) if at in found else 0 if found else None
        self.query_one("#search-none").display = bool(self.names) and not found

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._show(fold(event.value.strip()))

    @on(Input.Submitted)
    def _entered(self) -> None:
        self.query_one(OptionList).action_select()

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.chosen((event.option.id or "-")[1:])

    def line(self, key: str) -> Content:
        """The line of a choice."""
        return Content(self.names[key])

    def chosen(self, key: str) -> None:
        """A choice was taken."""
        raise NotImplementedError

    def action_move(self, lines: int) -> None:
        """Go through the list while the cursor stays in the line to type in."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if lines > 0 else options.action_cursor_up()
