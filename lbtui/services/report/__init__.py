"""A dashboard as plain text, for the shell and for taking out of the app."""

from collections.abc import Callable
from typing import TypeVar

from lbtui.services.report.page import Page
from lbtui.services.report.people import people
from lbtui.services.report.ratings import ratings
from lbtui.services.report.screens import overview, timeline, watchlist
from lbtui.services.report.taste import taste
from lbtui.services.report.years import years
from lbtui.stats.figures import Statistics

__all__ = ["report"]

T = TypeVar("T")


def report(statistics: Statistics, width: int = 80) -> str:
    """The screens that were computed, one below the other, in lines of at most `width` cells."""
    page = Page(width)
    _write(page, statistics.overview, overview)
    _write(page, statistics.time, timeline)
    _write(page, statistics.ratings, ratings)
    _write(page, statistics.taste, taste)
    _write(page, statistics.people, people)
    _write(page, statistics.years, years)
    _write(page, statistics.watchlist, watchlist)
    return page.text()


def _write(page: Page, figures: T | None, writer: Callable[[Page, T], None]) -> None:
    if figures is not None:
        writer(page, figures)
