"""From figures to the panels of one dashboard."""

from collections.abc import Sequence
from functools import cache
from typing import TYPE_CHECKING, Any

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.model import FULL, Panel
from lbtui.model import FilmStatus, Role
from lbtui.services.dashboards import overview, people, ratings, taste, time, watchlist, years
from lbtui.stats.asked import Order, Screen
from lbtui.stats.figures import Statistics, in_scope
from lbtui.stats.frames import Frames
from lbtui.stats.groups import Group
from lbtui.stats.people import ranking
from lbtui.stats.watchlist import pick

if TYPE_CHECKING:
    from lbtui.services.statistics import Asked


def build(figures: Statistics, library: Frames, asked: "Asked") -> tuple[Panel[Any], ...]:
    """The panels of the dashboard asked for, whose figures were computed from `library`; no empty ones.

    One panel, in the place of the first of them, stands for all that wait for TMDB.
    """
    panels = _panels(figures, library, asked)
    waiting = [panel for panel in panels if panel.bare and panel.needs_tmdb and _more_to_come(library)]
    shown: list[Panel[Any]] = []
    for panel in panels:
        if not panel.bare:
            shown.append(panel)
        elif panel in waiting[:1]:
            shown.append(_to_come(waiting))
    return tuple(shown)


def _to_come(waiting: Sequence[Panel[Any]]) -> Panel[Any]:
    titles = ", ".join(dict.fromkeys(panel.title for panel in waiting))
    empty = "these need what TMDB tells of the films"
    return Panel("to-come", "To come", BarRows(), [], titles, empty, height=3, span=FULL, needs_tmdb=True)


def _more_to_come(library: Frames) -> bool:
    """Whether TMDB has not told of all films yet."""
    found = set(library.films["status"].unique())
    return any(status.value in found for status in FilmStatus if not status.ended)


def _panels(figures: Statistics, library: Frames, asked: "Asked") -> tuple[Panel[Any], ...]:
    match asked.screen:
        case Screen.OVERVIEW if figures.overview:
            return overview.panels(figures.overview, asked.today)
        case Screen.TIME if figures.time:
            return time.panels(figures.time, asked.today)
        case Screen.RATINGS if figures.ratings:
            return ratings.panels(figures.ratings)
        case Screen.TASTE if figures.taste:
            return taste.panels(figures.taste)
        case Screen.PEOPLE if figures.people:
            return _people(figures, library, asked)
        case Screen.YEARS if figures.years:
            return years.panels(figures.years, asked.today)
        case Screen.WATCHLIST if figures.watchlist:
            return watchlist.panels(figures.watchlist, pick(library, asked.seed, asked.today))
    return ()


def _people(figures: Statistics, library: Frames, asked: "Asked") -> tuple[Panel[Any], ...]:
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
