"""Lines of things to choose from, the present one marked: screens, tabs, choices of a dashboard."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget
from textual.widgets import Static

from lbtui.model import FilmStatus

MODES = {
    "library": "Library",
    "statistics": "Statistics",
    "enrichment": "Enrichment",
    "review": "Review",
    "import": "Import",
}
"""The screens behind the keys 1 to 5, in this order."""


_SIGN = 16
"""Cells for the sign of the demo."""


class ModeBar(Widget):
    """One line: the screens by number, the present one marked, and how many films wait for a decision."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ModeBar {
        height: 1; width: 1fr; padding: 0 1; background: $panel; color: $foreground;
        link-style: none; link-color: $foreground; link-background: transparent;
    }
    """

    waiting: reactive[int] = reactive(0)
    """Films that need review."""
    demo: reactive[bool] = reactive(False)

    def __init__(self, active: str) -> None:
        super().__init__()
        self._active = active

    def show(self, counts: Mapping[FilmStatus, int], demo: bool) -> None:
        """Say how many films wait."""
        self.waiting = counts.get(FilmStatus.NEEDS_REVIEW, 0)
        self.demo = demo

    def render(self) -> RenderResult:
        """The line, shortened where there is little room."""
        short = self.size.width < (76 if self.demo else 72)
        parts: list[Content] = [Content.from_markup("[b $text-primary]lbtui[/]  ")]
        for number, (mode, name) in enumerate(MODES.items(), 1):
            label = name[:6].rstrip() if short else name
            if mode == "review" and self.waiting:
                label = f"{label} {self.waiting}"
            here = mode == self._active
            style = "b reverse" if here else "$foreground 80%"
            parts.append(Content.from_markup(f"[@click=app.mode('{mode}')][{style}] {number} {label} [/][/]"))
        line = Content.assemble(*parts)
        style = "b reverse" if self._active == "tonight" else "$foreground 80%"
        tonight = Content.from_markup(f"[@click=app.tonight][{style}] T Tonight [/][/]")
        if line.cell_length + tonight.cell_length + _SIGN <= self.size.width:
            line += tonight
        if self.demo:
            wide = line.cell_length + len("  demo library") <= self.size.width
            line += Content.from_markup("  [$text-warning]$sign[/]", sign="demo library" if wide else "demo")
        return line


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


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its name, the screen's action behind a click, and whether it is chosen."""

    name: str
    action: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A name, the keys, and the options; without options the name alone is a button."""

    name: str
    keys: str
    options: tuple[Option, ...] = ()


class Choices(Static):
    """Choices side by side, on as many lines as they need."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Choices {
        height: auto; width: 1fr; padding: 0 2; color: $foreground;
        link-style: none; link-color: $foreground; link-background: transparent;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._choices: list[Content] = []

    def show(self, choices: Sequence[Choice]) -> None:
        """Show these."""
        self.display = bool(choices)
        self._choices = [_choice(choice) for choice in choices]
        self._arrange()

    def on_resize(self) -> None:
        """There may be room for more of them on a line, or for fewer."""
        self._arrange()

    def _arrange(self) -> None:
        """Break lines between choices only."""
        lines: list[Content] = []
        room = self.content_size.width or 1_000  # not known yet
        for choice in self._choices:
            joined = lines[-1] + _GAP + choice if lines else choice
            if lines and joined.cell_length <= room:
                lines[-1] = joined
            else:
                lines.append(choice)
        self.update(Content("\n").join(lines))


_GAP = Content(" " * 4)


def _choice(choice: Choice) -> Content:
    parts = [Content.assemble((f"{choice.name} ", "$foreground 60%"), (choice.keys, "$text-accent b"))]
    for option in choice.options:
        said = Content(f" {option.name} ").stylize("b reverse" if option.chosen else "$foreground")
        parts.append(said.stylize(Style.from_meta({"@click": f"screen.{option.action}"})))
    return Content(" ").join(parts)
