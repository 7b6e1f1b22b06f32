"""The dialogs over films: the columns of a table, what it is sorted by, and the people of a film."""

from collections.abc import Iterable, Mapping, Sequence
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from lbtui.films.columns import Sorting
from lbtui.films.fields import COLUMNS, SORTINGS, USUAL_COLUMNS
from lbtui.model.metadata import Credit
from lbtui.screens.dialog import Dialog, SearchDialog
from lbtui.widgets.inputs import KeyedList
from lbtui.widgets.people import HEADINGS, by_role

_HELP = "What does not fit is left out, the least important first."
_NAMES = {
    "like": "♥ liked",
    "viewings": "Times watched",
    "tmdb": "TMDB's rating",
    "streaming": "Streams on (JustWatch)",
}
_FIXED = "title"


class ColumnsDialog(Dialog[tuple[str, ...] | None]):
    """Columns with a tick; the answer are the keys of those that were ticked, in order."""

    HEADING = "Columns"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("space", "turn", "Show / hide", id="columns.toggle"),
        Binding("shift+down,J", "move(1)", "Move down", id="columns.down"),
        Binding("shift+up,K", "move(-1)", "Move up", id="columns.up"),
        Binding("r", "reset", "As at first", id="columns.reset"),
    ]
    DEFAULT_CSS = """
    ColumnsDialog {
        & > .dialog--box { width: 70; }
        & OptionList { max-height: 16; }
        & #columns-keys { margin-top: 1; color: $foreground 70%; }
    }
    """

    def __init__(self, chosen: Iterable[str]) -> None:
        super().__init__()
        self._shown = list(dict.fromkeys([key for key in chosen if key in COLUMNS])) or list(USUAL_COLUMNS)
        self._order = [*self._shown, *(key for key in COLUMNS if key not in self._shown)]

    def body(self) -> ComposeResult:
        yield KeyedList(markup=False)
        keys = "[b]space[/] shows or hides, [b]J K[/] move, [b]r[/] as at first, [b]enter[/] takes over\n"
        yield Static(Content.assemble(Content.from_markup(keys), _HELP), id="columns-keys")

    def on_mount(self) -> None:
        self._list(0)

    @property
    def _options(self) -> OptionList:
        return self.query_one(OptionList)

    def _list(self, at: int) -> None:
        self._options.set_options(Option(self._line(key), id=key) for key in self._order)
        self._options.highlighted = at

    def _line(self, key: str) -> Content:
        name = _NAMES.get(key, COLUMNS[key].label)
        if key == _FIXED:
            return Content.assemble("✓ ", name, "  always shown")
        shown = key in self._shown
        return Content.assemble("✓ " if shown else "  ", (name, "bold" if shown else ""))

    def action_turn(self) -> None:
        at = self._options.highlighted
        if at is not None and (key := self._order[at]) != _FIXED:
            self._shown.remove(key) if key in self._shown else self._shown.append(key)
            self._list(at)

    def action_move(self, places: int) -> None:
        at = self._options.highlighted
        if at is not None and 0 <= at + places < len(self._order):
            self._order.insert(at + places, self._order.pop(at))
            self._list(at + places)

    def action_reset(self) -> None:
        self._shown, self._order = list(USUAL_COLUMNS), list(COLUMNS)
        self._list(0)

    @on(OptionList.OptionSelected)
    def _taken(self) -> None:
        keys = tuple(key for key in self._order if key in self._shown)
        # The usual columns are no choice: a later lbtui may have more of them.
        self.dismiss(() if keys == USUAL_COLUMNS else keys)


class SortDialog(Dialog[str | None]):
    """Choose by letter or enter; the answer is the name of what was chosen."""

    HEADING = "Sort by"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        *(Binding(one.letter, f"choose('{one.name}')", f"By {one.name}", show=False) for one in SORTINGS.values()),
        Binding("p", "choose('part')", "By part", show=False),  # What the films of a person can be sorted by as well.
    ]
    DEFAULT_CSS = """
    SortDialog {
        & > .dialog--box { width: 40; }
        & OptionList { max-height: 18; }
        & Static { margin-top: 1; }
    }
    """

    def __init__(self, sortings: Mapping[str, Sorting], name: str | None, descending: bool) -> None:
        super().__init__()
        self._sortings = sortings
        self._name, self._descending = name, descending

    def body(self) -> ComposeResult:
        options = KeyedList(*(Option(self._line(sorting), id=name) for name, sorting in self._sortings.items()))
        yield options
        yield Static("The same again turns it round.", classes="quiet", markup=False)

    def on_mount(self) -> None:
        names = list(self._sortings)
        self.query_one(OptionList).highlighted = names.index(self._name) if self._name in names else 0

    def _line(self, sorting: Sorting) -> Content:
        mark = ("▼" if self._descending else "▲") if sorting.name == self._name else " "
        at = sorting.label.lower().index(sorting.letter)
        name, key = sorting.label, sorting.letter
        # No colours of their own: they would not be readable under the cursor.
        return Content.assemble(f"{mark} ", (f"{key}  ", "b"), name[:at], (name[at], "u"), name[at + 1 :])

    @on(OptionList.OptionSelected)
    def _selected(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option.id)

    def action_choose(self, name: str) -> None:
        if name in self._sortings:
            self.dismiss(name)


class PickPerson(SearchDialog[int]):
    """Type a part of a name, choose; the answer is the person's TMDB id, or None."""

    PLACEHOLDER = "type a part of a name, enter shows their films"

    def __init__(self, film: str, credits: Sequence[Credit]) -> None:
        super().__init__(f"People of {film}")
        self._people = [(credit, role) for role, people in by_role(credits).items() for credit in people]

    def on_mount(self) -> None:
        self.offer({str(place): credit.name for place, (credit, _) in enumerate(self._people)})

    def line(self, key: str) -> Content:
        """The role, the name, and what they did or played."""
        credit, role = self._people[int(key)]
        return Content.assemble(f"{HEADINGS[role]:<13}", (credit.name, "bold"), f"  {credit.character or credit.job}")

    def chosen(self, key: str) -> None:
        self.dismiss(self._people[int(key)][0].person_id)
