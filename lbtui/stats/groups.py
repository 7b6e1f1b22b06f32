"""Films that share a label, as ranked rows: how many, how rated, how liked, how long."""

from collections.abc import Callable, Hashable
from dataclasses import dataclass
from typing import TypeAlias

import numpy as np

from lbtui.stats.asked import Order
from lbtui.stats.frames import Frames
from lbtui.stats.links import Floats, Links
from lbtui.stats.values import number

WEIGHT = 5
"""How many films at the library's own mean are added to a group before it is ranked by rating (Bayesian mean)."""

FilterFor: TypeAlias = Callable[[Hashable, str], str]
"""Makes the filter text from the id and the name of a label."""


@dataclass(frozen=True, slots=True)
class Group:
    """Films that share something, as one bar or row."""

    id: Hashable
    name: str
    films: int
    rated: int
    mean: float | None
    """Mean rating of the rated films, from 0.5 to 5."""
    fair: float | None
    """Bayesian mean: (WEIGHT * mean of the library + sum of ratings) / (WEIGHT + rated)."""
    liked: int
    hours: float
    """Hours watched, rewatches included; a film of unknown runtime adds nothing."""
    filter: str
    watchlist: int = 0
    """Films on the watchlist, seen or not; 0 where the figure does not count them."""


@dataclass(frozen=True, slots=True)
class Beside:
    """The films of one label in two spans of days; None where a span has none."""

    name: str
    first: Group | None
    second: Group | None

    @property
    def films(self) -> tuple[int, int]:
        """How many films each span has."""
        return (self.first.films if self.first else 0, self.second.films if self.second else 0)


@dataclass(frozen=True, slots=True)
class Tally:
    """The sums of every label of some links, by label number."""

    links: Links
    films: Floats
    rated: Floats
    mean: Floats
    fair: Floats
    liked: Floats
    hours: Floats
    watchlist: Floats


def fair_mean(rated: Floats, total: Floats, prior: float) -> Floats:
    """Bayesian means of sums of ratings, NaN where nothing is rated."""
    fair = (WEIGHT * prior + total) / (WEIGHT + rated)
    return np.where(rated > 0, fair, np.nan)


def tally(frames: Frames, links: Links, watchlist: Floats | None = None) -> Tally:
    """Counts the films of every label; `watchlist` holds, for each, its films on the watchlist."""
    rating, runtime = frames.numbers("rating"), frames.numbers("runtime")
    scored = ~np.isnan(rating)
    rated = links.counts(scored)
    total = links.counts(np.where(scored, rating, 0.0))
    prior = float(rating[scored].mean()) if scored.any() else np.nan
    mean = np.divide(total, rated, out=np.full(total.shape, np.nan), where=rated > 0)
    hours = links.counts(np.nan_to_num(runtime) * frames.times() / 60)
    liked = links.counts(frames.flags("liked"))
    wanted = np.zeros(total.shape) if watchlist is None else watchlist
    return Tally(links, links.counts(), rated, mean, fair_mean(rated, total, prior), liked, hours, wanted)


def ranked(
    sums: Tally,
    filter_for: FilterFor,
    *,
    order: Order = Order.FILMS,
    minimum: int = 1,
    limit: int | None = None,
) -> tuple[Group, ...]:
    """The labels of a tally as rows, best first.

    Args:
        minimum: Labels with fewer films are left out; by rating also those without a rated film.
        limit: The most rows to return.
    """
    chosen = np.flatnonzero(sums.films >= max(minimum, 1))
    if order is Order.RATING:
        chosen = chosen[sums.rated[chosen] > 0]
    if order is Order.LABEL:
        return tuple(_group(sums, int(at), filter_for) for at in chosen[:limit])
    by = _measures(sums)[order]
    if limit is not None and chosen.size > limit > 0:
        least = np.partition(by[chosen], chosen.size - limit)[chosen.size - limit]
        chosen = chosen[by[chosen] >= least]
    chosen = chosen[np.lexsort((-np.nan_to_num(sums.fair[chosen]), -sums.films[chosen], -by[chosen]))][:limit]
    rows = [_group(sums, int(at), filter_for) for at in chosen]
    return tuple(sorted(rows, key=lambda row: _rank(row, order)))


def beside(one: Tally, two: Tally, filter_for: FilterFor, *, limit: int) -> tuple[Beside, ...]:
    """Two tallies of the same labels side by side: the labels of most films in either, both sides looked up."""
    most = np.maximum(one.films, two.films)
    chosen = np.flatnonzero(most > 0)
    if chosen.size > limit:
        chosen = chosen[most[chosen] >= np.partition(most[chosen], chosen.size - limit)[chosen.size - limit]]
    sides = [[_group(side, int(at), filter_for) if side.films[at] else None for side in (one, two)] for at in chosen]
    rows = [Beside(one.links.name(int(at)), *pair) for at, pair in zip(chosen, sides, strict=True)]
    return tuple(sorted(rows, key=lambda row: (-max(row.films), -sum(row.films), row.name))[:limit])


def _measures(sums: Tally) -> dict[Order, Floats]:
    return {
        Order.FILMS: sums.films,
        Order.RATING: np.nan_to_num(sums.fair),
        Order.LIKES: sums.liked,
        Order.HOURS: sums.hours,
    }


def _rank(row: Group, order: Order) -> tuple[float, int, float, str]:
    by = {Order.RATING: row.fair, Order.LIKES: row.liked, Order.HOURS: row.hours}.get(order, row.films)
    return (-(by or 0.0), -row.films, -(row.fair or 0.0), row.name)


def _group(sums: Tally, at: int, filter_for: FilterFor) -> Group:
    key, name = sums.links.ids[at], sums.links.name(at)
    return Group(
        id=key,
        name=name,
        films=int(sums.films[at]),
        rated=int(sums.rated[at]),
        mean=number(sums.mean[at]),
        fair=number(sums.fair[at]),
        liked=int(sums.liked[at]),
        hours=float(sums.hours[at]),
        filter=filter_for(key, name),
        watchlist=int(sums.watchlist[at]),
    )
