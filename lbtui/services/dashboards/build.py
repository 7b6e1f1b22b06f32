"""From figures to the panels of one dashboard."""

from typing import TYPE_CHECKING

from lbtui.charts.panel import Panel
from lbtui.services.dashboards import overview, ratings, time
from lbtui.stats.asked import Screen
from lbtui.stats.figures import Statistics
from lbtui.stats.frames import Frames

if TYPE_CHECKING:
    from lbtui.services.statistics import Asked


def build(figures: Statistics, library: Frames, asked: "Asked") -> tuple[Panel, ...]:
    """The panels of a dashboard whose figures were computed."""
    match asked.screen:
        case Screen.OVERVIEW if figures.overview:
            return overview.panels(figures.overview)
        case Screen.TIME if figures.time:
            return time.panels(figures.time)
        case Screen.RATINGS if figures.ratings:
            return ratings.panels(figures.ratings)
    return ()
