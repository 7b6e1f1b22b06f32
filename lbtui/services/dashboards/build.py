"""From figures to the panels of one dashboard."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING

from lbtui.charts.panel import Panel
from lbtui.model import Role
from lbtui.services.dashboards import overview, people, ratings, taste, time, watchlist, years
from lbtui.stats.asked import Order, Screen
from lbtui.stats.figures import Statistics, in_scope
from lbtui.stats.frames import Frames
from lbtui.stats.groups import Group
from lbtui.stats.people import ranking
from lbtui.stats.watchlist import pick

if TYPE_CHECKING:
    from lbtui.services.statistics import Asked


def build(figures: Statistics, library: Frames, asked: "Asked") -> tuple[Panel, ...]:
    """The panels of the dashboard asked for, whose figures were computed from `library`."""
    match asked.screen:
        case Screen.OVERVIEW if figures.overview:
            return overview.panels(figures.overview)
        case Screen.TIME if figures.time:
            return time.panels(figures.time)
        case Screen.RATINGS if figures.ratings:
            return ratings.panels(figures.ratings)
        case Screen.TASTE if figures.taste:
            return taste.panels(figures.taste)
        case Screen.PEOPLE if figures.people:
            return _people(figures, library, asked)
        case Screen.YEARS if figures.years:
            return years.panels(figures.years)
        case Screen.WATCHLIST if figures.watchlist:
            return watchlist.panels(figures.watchlist, pick(library, asked.seed, asked.today))
    return ()


def _people(figures: Statistics, library: Frames, asked: "Asked") -> tuple[Panel, ...]:
    """The two orders that the figures hold are taken from them."""
    assert figures.people is not None
    found, frames = figures.people, in_scope(library, asked.scope)

    @cache
    def rank(role: Role) -> Sequence[Group]:
        if asked.order is Order.FILMS:
            return found.roles[role].most_watched
        if asked.order is Order.RATING:
            return found.roles[role].highest_rated
        return ranking(frames, library, role, asked.order)

    return people.panels(found, asked.role, asked.order, rank)
