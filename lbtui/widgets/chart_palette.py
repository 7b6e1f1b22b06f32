"""The colours of charts in the theme at hand.

They are parsed from the theme's variables, not component classes: Textual matches every class of every widget with all
rules of the app, which took most of the time of opening a dashboard, and of coming back to one.
"""

import math
import os
from dataclasses import dataclass, field
from enum import IntEnum, auto

from rich.segment import Segment
from rich.style import Style
from textual.color import Color, Lab, lab_to_rgb, rgb_to_lab
from textual.style import Style as VisualStyle
from textual.widget import Widget

from lbtui.charts.lines import Span, Tone
from lbtui.charts.model import Look, has_fine_blocks

_WORDS = {
    Tone.LABEL: "$foreground",
    Tone.VALUE: "bold $foreground",
    Tone.NOTE: "$foreground 60%",
    Tone.AXIS: "$foreground 75%",
    Tone.FRAME: "$foreground 25%",
    Tone.TO_COME: "$foreground 35%",
}
_DIM = (Tone.NOTE, Tone.AXIS, Tone.FRAME, Tone.TO_COME)
_GREY = "ansi_bright_black"
"""What is dim where the terminal's own colours do not blend."""
_EMPTY_DAY = "$foreground 10%"
_BAND = "on $foreground 14%"
"""The ground of what is pointed at."""
_CURSOR = "$block-cursor-background"
_BARS = ("$primary", "$secondary", "$accent")
"""The colour of bars and cells, and, last, of a second series and of what lies below a mean; the parts of a whole are
shades between both, by the second where the terminal's own colours do not blend."""
_FIGURES = ("$text-primary", "$secondary", "$text-accent")
_INKS = (Tone.INK, Tone.BAR)
_MARKED = (Tone.LABEL, Tone.AXIS, Tone.CELL, Tone.TO_COME, Tone.HEAT)
"""What is painted as the cursor; the rest of a bar stands on a band."""
_SHADES = 32
_FAINTEST_DAY = 0.3


class Mark(IntEnum):
    """How a span stands out from the others."""

    NONE = auto()
    HOVER = auto()
    CURSOR = auto()


@dataclass(slots=True)
class Palette:
    """Styles by tone, level and mark, made when they are first needed. It holds for one theme and one background."""

    widget: Widget
    _styles: dict[tuple[Tone, int, Mark], Style] = field(default_factory=dict)

    def segments(self, span: Span, mark: Mark) -> list[Segment]:
        """The span in colour. Full blocks are painted on their own colour, so that no seam shows between lines."""
        text, tone, level, _ = span
        style = self._style(tone, round(level * _SHADES), mark)
        if not text.startswith("█") or tone not in _INKS:
            return [Segment(text, style)]
        solid = len(text) - len(text.lstrip("█"))
        segments = [Segment(text[:solid], style + Style(bgcolor=style.color))]
        return [*segments, Segment(text[solid:], style)] if text[solid:] else segments

    @property
    def look(self) -> Look:
        """What the terminal can show."""
        return Look(colours=not self.limited, fine=has_fine_blocks(os.environ))

    @property
    def limited(self) -> bool:
        """Whether colours cannot be relied on: no colour at all, or the terminal's own sixteen."""
        return self.widget.app.no_color or self.widget.app.native_ansi_color

    def _style(self, tone: Tone, shade: int, mark: Mark) -> Style:
        style = self._styles.get((tone, shade, mark))
        if style is None:
            style = self._styles[tone, shade, mark] = self._make(tone, shade / _SHADES, mark)
        return style

    def _make(self, tone: Tone, level: float, mark: Mark) -> Style:
        if mark is Mark.CURSOR and tone in _MARKED:
            return self._cursor()
        if tone is Tone.HEAT:
            style = self._heat(level)
        elif tone in _WORDS:
            style = self._rich(_GREY if self._ansi and tone in _DIM else _WORDS[tone])
        elif tone is Tone.BLANK:
            style = Style(bgcolor=self._ground.rich_color)
        else:
            style = Style(color=self._ink(tone, level).rich_color, bgcolor=self._ground.rich_color)
        return style if mark is Mark.NONE else style + Style(bgcolor=self._rich(_BAND).bgcolor)

    def _cursor(self) -> Style:
        """Reversed where the colours are the terminal's own, which do not tell what stands out from what."""
        ground = self._parse("on ansi_default" if self._ansi else f"on {_CURSOR}").background
        assert ground is not None
        ink = Color.parse("ansi_default") if self._ansi else ground.get_contrast_text(1)
        return Style(color=ink.rich_color, bgcolor=ground.rich_color, bold=True, reverse=self._ansi or None)

    def _ink(self, tone: Tone, level: float) -> Color:
        if tone is Tone.CELL:
            return self._day(level)
        if self.widget.app.no_color:
            return self._colour("$foreground")
        low, middle, high = map(self._colour, _FIGURES if tone is Tone.FIGURE else _BARS)
        if low.ansi is None and high.ansi is None:
            return gradient(low, high, level)
        return (low, middle, high)[min(2, int(level * 3))]

    def _heat(self, level: float) -> Style:
        """A figure on the ground of its level; bold where there are no such grounds."""
        if self.limited:
            style = self._style(Tone.VALUE if level else Tone.NOTE, 0, Mark.NONE)
            return style + Style(bold=level > 0.5)
        ground = self._ground.blend(self._ink(Tone.INK, 0), 0.15 + 0.7 * level) if level else self._ground
        ink = ground + ground.get_contrast_text(0.95 if level else 0.5)
        return Style(color=ink.rich_color, bgcolor=ground.rich_color)

    def _day(self, level: float) -> Color:
        """The calendar's colours, from the ground's to the ink's; full where marks tell the levels apart."""
        if self.limited:
            return self._ink(Tone.INK, 0) if level else self._colour(_GREY if self._ansi else _WORDS[Tone.NOTE])
        empty = self._colour(_EMPTY_DAY)
        return empty.blend(self._ink(Tone.INK, 0), _FAINTEST_DAY + (1 - _FAINTEST_DAY) * level) if level else empty

    @property
    def _ansi(self) -> bool:
        return self.widget.app.native_ansi_color

    @property
    def _ground(self) -> Color:
        return self.widget.get_visual_style().background or Color(0, 0, 0)

    def _parse(self, text: str) -> VisualStyle:
        """A style as in markup, on the chart's ground."""
        return VisualStyle(self._ground) + VisualStyle.parse(text, self.widget.app.theme_variables)

    def _rich(self, text: str) -> Style:
        return self._parse(text).rich_style

    def _colour(self, text: str) -> Color:
        ink = self._parse(text).foreground
        assert ink is not None
        return self._ground + ink


def gradient(low: Color, high: Color, level: float) -> Color:
    """The colour at `level` (0 to 1) between two, by lightness, chroma and the shorter way round the hues.

    Straight through RGB, opposite colours (the blue and orange of many themes) would meet in a muddy grey.
    """
    if level <= 0 or level >= 1:
        return high if level >= 1 else low
    one, two = rgb_to_lab(low), rgb_to_lab(high)
    chroma = _between(math.hypot(one.a, one.b), math.hypot(two.a, two.b), level)
    start, end = math.atan2(one.b, one.a), math.atan2(two.b, two.a)
    hue = start + math.remainder(end - start, math.tau) * level
    return lab_to_rgb(Lab(_between(one.L, two.L, level), chroma * math.cos(hue), chroma * math.sin(hue))).clamped


def _between(one: float, two: float, level: float) -> float:
    return one + (two - one) * level
