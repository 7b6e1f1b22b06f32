"""Facts one below the other, each after its label, long ones going on below where they began."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

from lbtui.cells import wrapped

_GAP = 2


class FactList(Widget):
    """Labels and texts."""

    DEFAULT_CSS = "FactList { width: 1fr; height: auto; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._facts: Sequence[tuple[str, str]] = ()

    def show(self, facts: Sequence[tuple[str, str]]) -> None:
        """Show other facts."""
        if facts != self._facts:
            self._facts = facts
            self.refresh(layout=True)

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """As many lines as the facts need."""
        return len(self._lines(width))

    def render(self) -> RenderResult:
        """The lines."""
        lines = (Content.assemble((label, "$foreground 60%"), text) for label, text in self._lines(self.size.width))
        return Content("\n").join(lines)

    def _lines(self, width: int) -> list[tuple[str, str]]:
        """Label, or as many blanks, and text of each line."""
        room = max((cell_len(label) for label, _ in self._facts), default=0) + _GAP
        return [
            ("".ljust(room) if number else label.ljust(room), text)
            for label, fact in self._facts
            for number, text in enumerate(wrapped(fact, max(8, width - room)))
        ]
