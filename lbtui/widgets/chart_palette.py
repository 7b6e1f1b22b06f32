"""The colours of a chart in the theme at hand: the style sheet of all charts, and styles for drawn spans."""

import math
import os
from dataclasses import dataclass, field
from enum import IntEnum, auto

from rich.segment import Segment
from rich.style import Style
from textual.color import Color, Lab, lab_to_rgb, rgb_to_lab
from textual.widget import Widget

from lbtui.charts.lines import Span, Tone
from lbtui.charts.model import Look, has_fine_blocks

CHART_CSS = """
Chart {
    height: 1fr;
    border: round $foreground 20%;
    border-title-color: $foreground;
    border-title-style: bold;
    border-subtitle-color: $foreground 70%;
    padding: 0 1;
    &:focus { border: round $accent; border-subtitle-color: $foreground; border-subtitle-style: bold; }
    & > .chart--label { color: $foreground; }
    & > .chart--value { color: $foreground; text-style: bold; }
    & > .chart--note { color: $foreground 60%; }
    & > .chart--axis { color: $foreground 75%; }
    & > .chart--frame { color: $foreground 25%; }
    & > .chart--low { color: $primary; }
    & > .chart--middle { color: $secondary; }
    & > .chart--high { color: $accent; }
    & > .chart--figure-low { color: $text-primary; }
    & > .chart--figure-high { color: $text-accent; }
    & > .chart--empty { color: $foreground 10%; }
    & > .chart--to-come { color: $foreground 35%; }
    & > .chart--cursor { color: auto; background: $block-cursor-background; text-style: bold; }
    & > .chart--band { background: $foreground 14%; }
    &:nocolor {
        & > .chart--cursor { text-style: bold reverse; }
        & > .chart--low, & > .chart--middle, & > .chart--high { color: $foreground; }
        & > .chart--figure-low, & > .chart--figure-high { color: $foreground; }
    }
    &.-unframed { height: 5; padding: 0; }
    &.-unframed, &.-unframed:focus { border: none; }
    &:ansi {
        border: round ansi_bright_black;
        &:focus { border: round $accent; }
        & > .chart--note, & > .chart--axis, & > .chart--frame { color: ansi_bright_black; }
        & > .chart--empty, & > .chart--to-come { color: ansi_bright_black; }
        & > .chart--cursor { color: ansi_default; background: ansi_default; text-style: bold reverse; }
        &.-unframed, &.-unframed:focus { border: none; }
    }
}
"""
"""`chart--low` is the colour of bars and cells, `chart--high` that of a second series and of what lies below a mean;
the parts of a whole are shades between both (by `chart--middle` where the terminal's own colours do not blend).
`chart--empty` is a day of the calendar without anything, `chart--band` the ground of what is pointed at."""

COMPONENTS = {
    "chart--label",
    "chart--value",
    "chart--note",
    "chart--axis",
    "chart--frame",
    "chart--low",
    "chart--middle",
    "chart--high",
    "chart--figure-low",
    "chart--figure-high",
    "chart--empty",
    "chart--to-come",
    "chart--cursor",
    "chart--band",
}
_PLAIN = {
    Tone.LABEL: "chart--label",
    Tone.VALUE: "chart--value",
    Tone.NOTE: "chart--note",
    Tone.AXIS: "chart--axis",
    Tone.FRAME: "chart--frame",
    Tone.TO_COME: "chart--to-come",
}
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
            return self._component("chart--cursor")
        if tone is Tone.HEAT:
            style = self._heat(level)
        elif tone in (*_INKS, Tone.FIGURE, Tone.CELL):
            style = Style(color=self._ink(tone, level).rich_color, bgcolor=self._ground("").rich_color)
        else:
            style = self._component(_PLAIN[tone]) if tone in _PLAIN else Style(bgcolor=self._ground("").rich_color)
        return style if mark is Mark.NONE else style + Style(bgcolor=self._ground("chart--band").rich_color)

    def _ink(self, tone: Tone, level: float) -> Color:
        if tone is Tone.CELL:
            return self._day(level)
        ends = "chart--figure" if tone is Tone.FIGURE else "chart-"
        low, high = self._colour(f"{ends}-low"), self._colour(f"{ends}-high")
        if low.ansi is None and high.ansi is None:
            return gradient(low, high, level)
        # The terminal's own colours do not blend.
        return (low, self._colour("chart--middle"), high)[min(2, int(level * 3))]

    def _heat(self, level: float) -> Style:
        """A figure on the ground of its level; bold where there are no such grounds."""
        if self.limited:
            style = self._component("chart--value" if level else "chart--note")
            return style + Style(bold=level > 0.5)
        ground = self._ground("").blend(self._ink(Tone.INK, 0), 0.15 + 0.7 * level) if level else self._ground("")
        ink = ground + ground.get_contrast_text(0.95 if level else 0.5)
        return Style(color=ink.rich_color, bgcolor=ground.rich_color)

    def _day(self, level: float) -> Color:
        """The calendar's colours, from the ground's to the ink's; full where marks tell the levels apart."""
        if self.limited:
            return self._ink(Tone.INK, 0) if level else self._colour("chart--note")
        empty = self._colour("chart--empty")
        return empty.blend(self._ink(Tone.INK, 0), _FAINTEST_DAY + (1 - _FAINTEST_DAY) * level) if level else empty

    def _component(self, name: str) -> Style:
        text_style = self.widget.get_component_styles(name).text_style
        return self.widget.get_visual_style(name).rich_style + text_style

    def _colour(self, name: str) -> Color:
        style = self.widget.get_visual_style(name)
        return style.background + style.foreground if style.foreground and style.background else Color(255, 255, 255)

    def _ground(self, name: str) -> Color:
        background = self.widget.get_visual_style(*([name] if name else [])).background
        return background or Color(0, 0, 0)


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
