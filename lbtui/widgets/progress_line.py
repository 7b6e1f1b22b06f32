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
    """A bar of `cells` cells, filled to `share` (0 to 1) in eighths; full only at 1, empty only at 0."""
    eighths = min(max(int(share * cells * 8), share > 0), cells * 8 - (share < 1))
    full, rest = divmod(eighths, 8)
    return ("█" * full + (_EIGHTHS[rest] if full < cells else "")).ljust(cells)


def tones(done: float, begun: float, cells: int, *, plain: bool = False) -> tuple[str, str]:
    """A bar filled to `done`, in two parts: as far as things have `begun`, and the rest.

    Without colours for the grounds (`plain`) signs tell the parts apart.
    """
    drawn, reached = bar(done, cells), int(begun * cells)
    first, rest = drawn[:reached], drawn[reached:]
    return (first.replace(" ", "▒"), rest.replace(" ", "·")) if plain else (first, rest)


class ProgressLine(Widget):
    """A small bar, or a tick at the end; how many films are done, what goes on, how fast; as far as there is room."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ProgressLine {
        height: 1; width: 1fr; padding: 0 1; background: $surface; color: $foreground;
        & > .progress--bar { color: $primary; background: $foreground 15%; }
        & > .progress--begun { color: $primary; background: $primary 35%; }
        & > .progress--tick { color: $text-success; }
    }
    """
    COMPONENT_CLASSES = {"progress--bar", "progress--begun", "progress--tick"}  # noqa: RUF012 Textual's own way

    def __init__(self) -> None:
        super().__init__()
        self._done, self._begun, self._films = 0.0, 0.0, ""
        self._words: list[str] = []

    def show(self, done: float, begun: float, films: str, words: Sequence[str]) -> None:
        """Draw how much is done and begun, 0 to 1, and say of how many `films`; without any there is no bar.

        `words` come in the order of their weight.
        """
        now = (done, begun, films, [word for word in words if word])
        if now != (self._done, self._begun, self._films, self._words):
            self._done, self._begun, self._films, self._words = now
            self.refresh()

    def render(self) -> RenderResult:
        """The line."""
        if not self._films:
            return Content.assemble((cut(self._words[0] if self._words else "", self.size.width), "$foreground 70%"))
        drawn = self._drawn()
        parts: list[Content | tuple[str, str]] = [drawn, (f" {self._films}", "b")]
        room = self.size.width - drawn.cell_length - cell_len(self._films) - 1
        for word in self._words:
            if room < 12:
                break
            said = cut(word, room - 3)
            parts += [(" · ", "$foreground 40%"), (said, "$foreground 80%")]
            room -= cell_len(said) + 3
        return Content.assemble(*parts)

    def _drawn(self) -> Content:
        """The bar; at the end a tick, for a full bar would say nothing for ever after."""
        if self._done >= 1:
            return Content.styled("✓", self.get_visual_style("progress--tick"))
        begun, rest = tones(self._done, self._begun, _BAR, plain=self.app.native_ansi_color)
        styles = self.get_visual_style("progress--begun"), self.get_visual_style("progress--bar")
        return Content.styled(begun, styles[0]) + Content.styled(rest, styles[1])
