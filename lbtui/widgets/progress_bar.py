"""A wide bar of progress in the theme's colours."""

from rich.color import Color as RichColor
from rich.segment import Segment
from rich.style import Style
from textual.color import Color
from textual.geometry import Size
from textual.reactive import reactive
from textual.strip import Strip
from textual.widget import Widget

from lbtui.services.enrichment_status import percent
from lbtui.widgets.chart_palette import gradient
from lbtui.widgets.progress_line import tones


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
        """The bar and its percentage."""
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
        return (low if self.app.native_ansi_color else gradient(low, high, share)).rich_color

    def get_content_height(self, container: Size, viewport: Size, width: int) -> int:
        """One line."""
        return 1
