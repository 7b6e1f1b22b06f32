"""The bar of screens on top: where one is, and the keys to the others."""

from collections.abc import Mapping

from textual.app import RenderResult
from textual.content import Content
from textual.reactive import reactive
from textual.widget import Widget

from lbtui.model import FilmStatus

MODES = {
    "library": "Library",
    "statistics": "Statistics",
    "enrichment": "Enrichment",
    "review": "Review",
    "import": "Import",
}
"""The screens behind the keys 1 to 5, in this order."""


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
        if self.demo:
            wide = line.cell_length + len("  demo library") <= self.size.width
            line += Content.from_markup("  [$text-warning]$sign[/]", sign="demo library" if wide else "demo")
        return line
