"""The help: the keys of the screen it was called on, the words, the filter language, and About."""

from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Static, TabbedContent, TabPane

from lbtui.screens import help_texts
from lbtui.screens.about import about
from lbtui.screens.dialog import Dialog
from lbtui.widgets.mode_bar import MODES

_TABS = {"keys": "Keys", "words": "Words", "filters": "Filters", "about": "About"}


class HelpScreen(Dialog[None]):
    """Four tabs; arrows change between them, up and down scroll."""

    HEADING = "Help"
    AUTO_FOCUS = "Tabs"
    CSS = """
    HelpScreen > .dialog--box { width: 96; height: 94%; padding: 0 1; overflow: hidden; }
    HelpScreen TabbedContent { height: 1fr; }
    HelpScreen TabPane { padding: 1 1 0 1; }
    HelpScreen VerticalScroll { scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "leave", "Close", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("pagedown,ctrl+d,space", "scroll(10)", "Page down", show=False),
        Binding("pageup,ctrl+u", "scroll(-10)", "Page up", show=False),
    ]

    def __init__(self, screen: Screen[Any], tab: str = "keys") -> None:
        """Takes down the keys of `screen` now: later this screen is in front."""
        super().__init__()
        self._bindings_there = dict(screen.active_bindings)
        self._place = MODES.get(getattr(screen, "MODE", ""), "") or getattr(screen, "HEADING", "") or "This screen"
        self._tab = tab

    def body(self) -> ComposeResult:
        """The tabs."""
        texts: dict[str, Content] = {
            "keys": help_texts.keys_of(self.app, self._bindings_there, self._place),
            "words": help_texts.words(),
            "filters": help_texts.filters(),
            "about": about(),
        }
        with TabbedContent(initial=self._tab):
            for tab, name in _TABS.items():
                with TabPane(name, id=tab), VerticalScroll(can_focus=False):
                    yield Static(texts[tab])

    def action_scroll(self, lines: int) -> None:
        """Move the text."""
        pane = self.query_one(TabbedContent).active_pane
        if pane is not None:
            pane.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
