"""How far the enrichment is: the line on every screen, and the wide bar of its own screen."""

from collections.abc import Sequence

from rich.cells import cell_len
from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.app import RenderResult
from textual.color import Color
from textual.content import Content
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from lbtui.cells import cut
from lbtui.services.enrichment_status import percent

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


class ProgressBar(Widget):
    """One line: a gradient as far as things have got, and the percentage."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    ProgressBar {
        height: 1; width: 1fr;
        & > .bar--low { color: $primary; }
        & > .bar--high { color: $accent; }
        & > .bar--rest { background: $foreground 12%; }
        & > .bar--begun { background: $primary 35%; }
    }
    """
    COMPONENT_CLASSES = {"bar--low", "bar--high", "bar--rest", "bar--begun"}  # noqa: RUF012 Textual's own way

    share: reactive[float] = reactive(0.0)
    """How far, 0 to 1."""
    begun: reactive[float] = reactive(0.0)
    """How much is on its way, 0 to 1, drawn behind `share` in a quieter tone; it counts half."""

    def render_line(self, y: int) -> Strip:
        low, high = self.get_component_styles("bar--low").color, self.get_component_styles("bar--high").color
        behind = self.background_colors[1]
        text = percent((self.share + self.begun) / 2, tenths=True)
        cells = max(1, self.size.width - 8)
        # Neither the terminal's own colours nor none can be mixed: signs stand for grounds, one colour for a gradient.
        plain = self.app.native_ansi_color
        parts = tones(self.share, self.begun, cells, plain=plain)
        grounds = [behind + self.get_component_styles(f"bar--{part}").background for part in ("begun", "rest")]
        signs = [
            (sign, behind if plain else ground) for part, ground in zip(parts, grounds, strict=True) for sign in part
        ]
        segments = [
            Segment(sign, Style(color=self._shade(low, high, place / max(1, cells - 1)), bgcolor=ground.rich_color))
            for place, (sign, ground) in enumerate(signs)
        ]
        segments.append(
            Segment(text.rjust(8), Style(color=self.colors[3].rich_color, bgcolor=behind.rich_color, bold=True))
        )
        return Strip(segments, self.size.width)

    def _shade(self, low: Color, high: Color, share: float) -> RichColor:
        # Not at the top: this line of progress is in the first frame, charts are not.
        from lbtui.widgets.chart_palette import gradient

        return (low if self.app.native_ansi_color else gradient(low, high, share)).rich_color

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        return 1
