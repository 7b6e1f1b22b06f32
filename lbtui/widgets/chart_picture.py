"""A page of charts as an SVG picture in the colours of the theme at hand."""

import re
from collections.abc import Iterator, Sequence
from io import StringIO

from rich.console import Console
from rich.segment import Segment, Segments
from rich.style import Style
from rich.terminal_theme import DEFAULT_TERMINAL_THEME, SVG_EXPORT_THEME, TerminalTheme
from textual.color import Color
from textual.widget import Widget

from lbtui.charts.lines import Line
from lbtui.widgets.chart_palette import Mark, Palette

_ASPECT = 0.61
"""Width of a character by its height, in the fonts that the picture names."""
_FORMAT = """\
<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {width} {height}">
<style>
.{unique_id}-matrix {{
    font-family: "Fira Code", "DejaVu Sans Mono", Menlo, Consolas, monospace;
    font-size: {char_height}px; line-height: {line_height}px; font-variant-east-asian: full-width;
}}
{styles}
</style>
<defs>
<clipPath id="{unique_id}-clip-terminal">
<rect x="0" y="0" width="{terminal_width}" height="{terminal_height}"/>
</clipPath>
{lines}
</defs>
<rect width="{width}" height="{height}" rx="8" fill="GROUND"/>
<g transform="translate({terminal_x}, 24)" clip-path="url(#{unique_id}-clip-terminal)">
{backgrounds}
<g class="{unique_id}-matrix">
{matrix}
</g>
</g>
</svg>
"""
"""As Rich's own, without its window and without fonts from the network: a picture tells nobody that it is looked at."""


def draw_svg(lines: Sequence[Line], width: int, chart: Widget) -> str:
    """Lines of `width` cells as a picture; `chart` is any chart on the screen, for its colours."""
    palette = Palette(chart)
    ground = chart.background_colors[1]
    console = Console(
        width=width, file=StringIO(), record=True, force_terminal=True, color_system="truecolor", legacy_windows=False
    )
    for line in lines:
        segments = [part for span in line for whole in palette.segments(span, Mark.NONE) for part in _parts(whole)]
        console.print(Segments([*segments, Segment("\n", Style())]), end="")
    console.print(end="\n")
    theme = _theme(ground, chart)
    hexed = theme.background_color.hex
    return console.export_svg(
        title="", theme=theme, code_format=_FORMAT.replace("GROUND", hexed), font_aspect_ratio=_ASPECT
    )


def _parts(segment: Segment) -> Iterator[Segment]:
    """The segment with its stars apart: few fonts have them, and a text is drawn in a font that has all of it."""
    return (Segment(text, segment.style) for text in re.split("(★)", segment.text) if text)


def _theme(ground: Color, chart: Widget) -> TerminalTheme:
    """The colours that stand for the terminal's own."""
    if ground.ansi is not None:
        return SVG_EXPORT_THEME if chart.app.current_theme.dark else DEFAULT_TERMINAL_THEME
    ink = ground + ground.get_contrast_text()
    colours = [SVG_EXPORT_THEME.ansi_colors[number] for number in range(16)]
    triples = [(colour.red, colour.green, colour.blue) for colour in colours]
    return TerminalTheme(ground.rgb, ink.rgb, triples[:8], triples[8:])
