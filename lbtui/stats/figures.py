"""All figures of the screens asked for, from one set of frames."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date

from lbtui.stats.asked import MINIMUM, Scope, Screen, Span
from lbtui.stats.frames import Frames
from lbtui.stats.overview import Overview, overview
from lbtui.stats.people import People, people
from lbtui.stats.ratings import Ratings, ratings
from lbtui.stats.taste import Taste, taste
from lbtui.stats.timeline import Timeline, timeline
from lbtui.stats.watchlist import Watchlist, watchlist
from lbtui.stats.years import Years, years


@dataclass(frozen=True, slots=True)
class Statistics:
    """The figures of the screens that were asked for; None for the others."""

    scope: Scope
    overview: Overview | None = None
    time: Timeline | None = None
    ratings: Ratings | None = None
    taste: Taste | None = None
    people: People | None = None
    years: Years | None = None
    watchlist: Watchlist | None = None


def in_scope(library: Frames, scope: Scope) -> Frames:
    """The frames whose films are counted."""
    return library if scope is Scope.ALL else library.where(library.flags("seen"))


def compute(
    library: Frames,
    *,
    today: date,
    screens: Collection[Screen] = tuple(Screen),
    scope: Scope = Scope.SEEN,
    minimum: int = MINIMUM,
    span: Span | None = None,
    other: Span | None = None,
) -> Statistics:
    """Computes the figures of some screens.

    Args:
        library: Frames narrowed by the filter, unseen films included: collections and people count them apart.
        today: The day that "this year" and a running streak are meant by.
        minimum: Films that a person needs to be ranked by rating.
        span: The days of the years screen; the latest year with viewings where None.
        other: The days to set beside them.
    """
    frames = library if set(screens) == {Screen.WATCHLIST} else in_scope(library, scope)
    return Statistics(
        scope=scope,
        overview=overview(frames, today) if Screen.OVERVIEW in screens else None,
        time=timeline(frames, today) if Screen.TIME in screens else None,
        ratings=ratings(frames, minimum=minimum) if Screen.RATINGS in screens else None,
        taste=taste(frames, library) if Screen.TASTE in screens else None,
        people=people(frames, library, minimum=minimum) if Screen.PEOPLE in screens else None,
        years=years(frames, today, span, other) if Screen.YEARS in screens else None,
        watchlist=watchlist(library, today, minimum=minimum) if Screen.WATCHLIST in screens else None,
    )
