"""Charts as lines of plain text, for the screens to colour and the shell to print.

Every `draw_…` function takes data, a width and a height in cells and returns at most that many lines of exactly
that width; without a height the chart takes what it needs. Nothing here knows of Textual.
"""

from lbtui.charts.bars import draw_bars
from lbtui.charts.calendar import draw_calendar, year_bars
from lbtui.charts.cards import draw_cards
from lbtui.charts.columns import draw_columns
from lbtui.charts.data import Bar, Grid, Pair, YearDays
from lbtui.charts.deviation import draw_deviation
from lbtui.charts.grid import draw_grid
from lbtui.charts.lines import Line, Lines, Span, Tone, plain
from lbtui.charts.look import RICH, Look
from lbtui.charts.pairs import draw_pairs
from lbtui.charts.ranked import draw_ranked
from lbtui.charts.share import draw_share
from lbtui.charts.steps import draw_steps
from lbtui.charts.wall import draw_wall

__all__ = [
    "RICH",
    "Bar",
    "Grid",
    "Line",
    "Lines",
    "Look",
    "Pair",
    "Span",
    "Tone",
    "YearDays",
    "draw_bars",
    "draw_calendar",
    "draw_cards",
    "draw_columns",
    "draw_deviation",
    "draw_grid",
    "draw_pairs",
    "draw_ranked",
    "draw_share",
    "draw_steps",
    "draw_wall",
    "plain",
    "year_bars",
]
