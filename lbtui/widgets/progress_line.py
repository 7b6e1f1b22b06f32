"""The one line of progress that stays in sight on every screen."""

from collections.abc import Sequence

from rich.cells import cell_len
from textual.app import RenderResult
from textual.content import Content
from textual.widget import Widget

from lbtui.cells import cut

_BAR = 12
_EIGHTHS = " ▏▎▍▌▋▊▉█"


def bar(share: float, cells: int) -> str:
    """A bar of `cells` cells, filled to `share` (0 to 1) in eighths; full only at 1."""
    eighths = min(int(share * cells * 8), cells * 8 - (share < 1))
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if full < cells else "")).ljust(cells)


class ProgressLine(Widget):
    """A small bar, or a tick at the end; how many films are done, what goes on, how fast; as far as there is room."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ProgressLine {
        height: 1; width: 1fr; padding: 0 1; background: $surface; color: $foreground;
        & > .progress--bar { color: $primary; background: $foreground 15%; }
        &.-done > .progress--bar { color: $text-success; background: transparent; }
    }
    """
    COMPONENT_CLASSES = {"progress--bar"}  # noqa: RUF012 Textual's own way

    def __init__(self) -> None:
        super().__init__()
        self._share, self._done, self._total = 1.0, 0, 0
        self._words: list[str] = []

    def show(self, share: float, done: int, total: int, words: Sequence[str]) -> None:
        """Say that `done` of `total` films are in an end state; `words` come in the order of their weight."""
        now = (share, done, total, [word for word in words if word])
        if now != (self._share, self._done, self._total, self._words):
            self._share, self._done, self._total, self._words = now
            self.set_class(share >= 1, "-done")
            self.refresh()

    def render(self) -> RenderResult:
        """The line."""
        if not self._total:
            return Content.assemble((cut(self._words[0] if self._words else "", self.size.width), "$foreground 70%"))
        style = self.get_visual_style("progress--bar")
        # A full bar would say nothing for ever after.
        drawn = bar(self._share, _BAR) if self._share < 1 else "✓"
        count = f" {self._done:,} of {self._total:,} films" if self._share < 1 else f" {self._total:,} films"
        parts: list[Content | tuple[str, str]] = [Content.styled(drawn, style), (count, "b")]
        room = self.size.width - cell_len(drawn) - cell_len(count)
        for word in self._words:
            if room < 12:
                break
            said = cut(word, room - 3)
            parts += [(" · ", "$foreground 40%"), (said, "$foreground 80%")]
            room -= cell_len(said) + 3
        return Content.assemble(*parts)
