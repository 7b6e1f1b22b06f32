"""My Letterboxd lists, and how much of each I have seen."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from lbtui.films.columns import title_key
from lbtui.letterboxd.reviews import plain
from lbtui.query import term
from lbtui.screens.base import Page
from lbtui.services import events
from lbtui.services.enrichment_status import percent
from lbtui.services.events import Event
from lbtui.storage.pages import MemberList
from lbtui.text import clean_line
from lbtui.widgets.inputs import KeyedList

_BAR = 20
_NONE = "There are no lists in your exports. Letterboxd puts those that you made into the folder lists of the ZIP."


class ListsScreen(Page):
    """One line a list; enter shows its films in the library."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "back", "Back", tooltip="Back to where the lists were opened", id="lists.back"),
        Binding("u", "unseen", "Not watched", tooltip="Films of the list that you have not watched", id="lists.unseen"),
        Binding("o", "letterboxd", "Letterboxd", tooltip="Open the list on Letterboxd", id="lists.letterboxd"),
        Binding("s", "sort", "Sort", tooltip="By name, by films, by progress", id="lists.sort"),
    ]
    DEFAULT_CSS = """
    ListsScreen OptionList {
        height: 1fr; padding: 0 1;
        text-wrap: nowrap; text-overflow: ellipsis;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._lists: list[MemberList] = []
        self._order = 0

    def body(self) -> ComposeResult:
        yield KeyedList(classes="pane", markup=False)

    def on_mount(self) -> None:
        self._load()

    def handle(self, event: Event) -> None:
        super().handle(event)
        if isinstance(event, events.Loaded):
            self._load()

    @property
    def _options(self) -> OptionList:
        return self.query_one(OptionList)

    @work(group="lists", exclusive=True)
    async def _load(self) -> None:
        lists = await self.session.member_lists()
        if lists is not None:
            self._lists = lists
            self._show()

    def _show(self) -> None:
        name, key = _ORDERS[self._order]
        at = self._options.highlighted
        self._lists.sort(key=key)
        self._options.set_options([Option(_line(each), id=str(each.id)) for each in self._lists])
        if not self._lists:
            self._options.add_option(Option(_NONE, disabled=True))
        else:
            self._options.highlighted = min(at or 0, len(self._lists) - 1)
        self._options.border_title = f"Lists · {len(self._lists)}"
        self._options.border_subtitle = f"sorted by {name}"

    @property
    def _list(self) -> MemberList | None:
        at = self._options.highlighted
        return self._lists[at] if self._lists and at is not None else None

    @on(OptionList.OptionSelected)
    def _selected(self) -> None:
        if each := self._list:
            self.app.show_films(term("list", each.name))

    def action_unseen(self) -> None:
        if each := self._list:
            self.app.show_films(f"{term('list', each.name)} unseen")

    def action_letterboxd(self) -> None:
        if (each := self._list) and each.uri:
            self.app.open_url(each.uri)
            self.notify(f"Opened {each.uri}", markup=False, timeout=3)

    def action_sort(self) -> None:
        self._order = (self._order + 1) % len(_ORDERS)
        self._show()


def _share(each: MemberList) -> float:
    return each.seen / len(each.films) if each.films else 0.0


_ORDERS = (
    ("name", lambda each: (title_key(each.name), each.id)),
    ("films", lambda each: -len(each.films)),
    ("progress", lambda each: -_share(each)),
)


def _line(each: MemberList) -> Content:
    """Bar, seen of all, name, description."""
    share = _share(each)
    said = clean_line(plain(each.description))
    # A line and not a block, which would run into those above and below; not full and not empty before it is so.
    full = min(max(int(share * _BAR), share > 0), _BAR - (share < 1))
    return Content.assemble(
        ("━" * full, "$success" if share >= 1 else "$text-primary"),
        ("─" * (_BAR - full), "dim"),
        (f" {each.seen:>5,} of {len(each.films):<5,}", ""),
        f"{percent(share):>6}   ",
        (each.name, "bold"),
        f"  {said}" if said else "",
    )
