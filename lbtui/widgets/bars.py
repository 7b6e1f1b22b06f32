"""Lines of things to choose from, the present one marked: screens, tabs, choices of a dashboard."""

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.style import Style
from textual.widget import Widget

from lbtui.model.enums import FilmStatus

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


class Bar(Widget):
    """One line with parts that can be clicked."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Bar {
        height: 1; width: 1fr; padding: 0 1; color: $foreground;
        link-style: none; link-color: $foreground; link-background: transparent;
    }
    """


def clickable(text: str | Content, action: str, *, here: bool = False) -> Content:
    """A part of a line that does something when it is clicked; `here` marks the present one of several."""
    content = Content(text) if isinstance(text, str) else text
    return content.stylize(Style.from_meta({"@click": action})).stylize("b reverse" if here else "")


class ModeBar(Bar):
    """The screens by number, the present one marked, and how many films wait for a decision."""

    DEFAULT_CSS = "ModeBar { background: $panel; }"

    waiting: reactive[int] = reactive(0)
    """Films that need review."""
    demo: reactive[bool] = reactive(False)

    def __init__(self, active: str) -> None:
        super().__init__()
        self._active = active

    def show(self, counts: Mapping[FilmStatus, int], demo: bool) -> None:
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
            parts.append(clickable(f" {number} {label} ", f"app.mode('{mode}')", here=mode == self._active))
        line = Content.assemble(*parts)
        tonight = clickable(" T Tonight ", "app.tonight", here=self._active == "tonight")
        if line.cell_length + tonight.cell_length + _SIGN <= self.size.width:
            line += tonight
        if self.demo:
            wide = line.cell_length + len("  demo library") <= self.size.width
            line += Content.from_markup("  [$text-warning]$sign[/]", sign="demo library" if wide else "demo")
        return line


class Tab(NamedTuple):
    """A tab: its name, and the letter of it that is its key."""

    id: str
    name: str
    key: str

    @property
    def label(self) -> Content:
        """The name with its letter underlined."""
        at = self.name.lower().index(self.key)
        return Content.assemble(self.name[:at], (self.name[at], "u b"), self.name[at + 1 :])


class TabBar(Bar):
    """Tabs, the active one marked; a click is the screen's action of this name, with the tab's id."""

    DEFAULT_CSS = "TabBar { background: $surface; }"

    active: reactive[str] = reactive("")

    def __init__(self, tabs: Sequence[Tab], action: str, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._tabs, self._action = tabs, action

    def render(self) -> RenderResult:
        """The tabs, closer together where there is little room."""
        names = sum(len(tab.name) for tab in self._tabs)
        gap = "  " if names + 4 * len(self._tabs) <= self.size.width else " "
        parts = (
            clickable(
                Content.assemble(gap, tab.label, gap),
                f"screen.{self._action}('{tab.id}')",
                here=tab.id == self.active,
            )
            for tab in self._tabs
        )
        return Content.assemble(*parts)


class Option(NamedTuple):
    """One thing to choose: its name, the screen's action behind a click, and whether it is chosen."""

    name: str
    action: str
    chosen: bool = False


class Choice(NamedTuple):
    """A name, the keys, and the options; without options the name alone is a button."""

    name: str
    keys: str
    options: tuple[Option, ...] = ()


_ROOM = "    "
"""Between two choices."""


class Choices(Bar):
    """Choices side by side, on as many lines as they need."""

    DEFAULT_CSS = "Choices { height: auto; padding: 0 2; }"

    choices: reactive[Sequence[Choice]] = reactive((), layout=True)

    def show(self, choices: Sequence[Choice]) -> None:
        self.display = bool(choices)
        self.choices = tuple(choices)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """The lines."""
        return Content("\n").join(self._lines(self.size.width))

    def _lines(self, width: int) -> list[Content]:
        """The choices with room between them, none of them broken in two where it fits a line."""
        lines: list[Content] = []
        for choice in map(_choice, self.choices):
            if lines and lines[-1].cell_length + len(_ROOM) + choice.cell_length <= width:
                lines[-1] += Content(_ROOM) + choice
            else:
                lines.append(choice)
        return lines


def _choice(choice: Choice) -> Content:
    parts = [Content.assemble((f"{choice.name} ", "$foreground 60%"), (choice.keys, "$text-accent b"))]
    parts += [clickable(f" {one.name} ", f"screen.{one.action}", here=one.chosen) for one in choice.options]
    return Content(" ").join(parts)
