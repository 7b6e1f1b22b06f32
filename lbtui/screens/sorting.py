"""A dialog that offers what films can be sorted by."""

from collections.abc import Mapping
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lbtui.films.columns import Sorting
from lbtui.films.fields import SORTINGS
from lbtui.screens.dialog import Dialog

_HELP = "The same once more turns the order round, as S does."


class SortDialog(Dialog[str | None]):
    """Choose by letter or enter; the answer is the name of what was chosen."""

    HEADING = "Sort by"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(one.letter, f"choose('{one.name}')", f"By {one.name}", show=False) for one in SORTINGS.values()),
        Binding("p", "choose('part')", "By part", show=False),  # What the films of a person can be sorted by as well.
        Binding("j", "step(1)", "Down", show=False),
        Binding("k", "step(-1)", "Up", show=False),
    ]
    DEFAULT_CSS = """
    SortDialog {
        & > .dialog--box { width: 40; }
        & OptionList { height: auto; max-height: 18; border: none; padding: 0; background: $surface; }
        & OptionList:focus { border: none; }
        & Static { margin-top: 1; }
    }
    """

    def __init__(self, sortings: Mapping[str, Sorting], name: str | None, descending: bool) -> None:
        super().__init__()
        self._sortings = sortings
        self._name, self._descending = name, descending

    def body(self) -> ComposeResult:
        """All of them, that which sorts now marked."""
        options = OptionList(*(Option(self._line(sorting), id=name) for name, sorting in self._sortings.items()))
        yield options
        yield Static(_HELP, classes="quiet", markup=False)

    def on_mount(self) -> None:
        """Begin at what sorts now."""
        names = list(self._sortings)
        self.query_one(OptionList).highlighted = names.index(self._name) if self._name in names else 0

    def _line(self, sorting: Sorting) -> Content:
        mark = ("▼" if self._descending else "▲") if sorting.name == self._name else " "
        at = sorting.label.lower().index(sorting.letter)
        name, key = sorting.label, sorting.letter
        return Content.assemble(
            (f"{mark} ", "$text-accent"), (f"{key}  ", "$text-accent b"), name[:at], (name[at], "u"), name[at + 1 :]
        )

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_choose(self, name: str) -> None:
        """Take the one with the letter."""
        if name in self._sortings:
            self.dismiss(name)

    def action_step(self, lines: int) -> None:
        """A line up or down."""
        options = self.query_one(OptionList)
        options.action_cursor_down() if lines > 0 else options.action_cursor_up()
