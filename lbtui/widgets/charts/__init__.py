"""Charts to walk through with the keys and to open: drawn by `lbtui.charts`, in the theme's colours."""

from lbtui.widgets.charts.bar_chart import BarChart
from lbtui.widgets.charts.chart import Chart
from lbtui.widgets.charts.column_chart import ColumnChart
from lbtui.widgets.charts.deviation_chart import DeviationChart
from lbtui.widgets.charts.figure_cards import FigureCards
from lbtui.widgets.charts.grid_chart import GridChart
from lbtui.widgets.charts.pair_chart import PairChart
from lbtui.widgets.charts.ranked_list import RankedList
from lbtui.widgets.charts.share_bar import ShareBar
from lbtui.widgets.charts.step_chart import StepChart
from lbtui.widgets.charts.title_wall import TitleWall
from lbtui.widgets.charts.year_calendar import YearCalendar

__all__ = [
    "BarChart",
    "Chart",
    "ColumnChart",
    "DeviationChart",
    "FigureCards",
    "GridChart",
    "PairChart",
    "RankedList",
    "ShareBar",
    "StepChart",
    "TitleWall",
    "YearCalendar",
]
