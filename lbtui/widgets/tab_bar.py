"""A row of tabs, each with the letter that goes to it."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.widget import Widget


@dataclass(frozen=True, slots=True)
class Tab:
    """A tab: its name, and the letter of it that is its key."""

    id: str
    name: str
    key: str

    @property
    def label(self) -> Content:
        """The name with its letter underlined."""
        at = self.name.lower().index(self.key)
        return Content.assemble(self.name[:at], (self.name[at], "u b"), self.name[at + 1 :])


class TabBar(Widget):
    """One line of tabs, the active one marked. Keys are the screen's; a click chooses."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    TabBar { height: 1; width: 1fr; padding: 0 1; background: $surface; color: $foreground; }
    """

    active: reactive[str] = reactive("")

    @dataclass
    class Chosen(Message):
        """A tab was clicked."""

        tab: str

    def __init__(self, tabs: Sequence[Tab], *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs = tabs

    def render(self) -> RenderResult:
        """The tabs, closer together where there is little room."""
        gap = " " * self._gap
        parts = [
            Content.assemble(gap, tab.label, gap).stylize("b reverse" if tab.id == self.active else "$foreground 80%")
            for tab in self._tabs
        ]
        return Content.assemble(*parts)

    @property
    def _gap(self) -> int:
        names = sum(len(tab.name) for tab in self._tabs)
        return 2 if names + 4 * len(self._tabs) <= self.size.width else 1

    def on_click(self, event: events.Click) -> None:
        """Choose the tab under the mouse."""
        offset = event.get_content_offset(self)
        x = offset.x if offset else -1
        for tab in self._tabs:
            x -= len(tab.name) + 2 * self._gap
            if x < 0:
                if offset:
                    self.post_message(self.Chosen(tab.id))
                return
