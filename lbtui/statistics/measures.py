"""What the dashboards measure films by: groups of them, decades and runtimes, ratings; and the filters that open them.

A filter names only what the item adds, in the language of the query room: it is joined with the filter of the dashboard
and with the scope (`watched` as a rule) by a blank. It is empty where the language has no field for the item.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from itertools import pairwise
from typing import TypeAlias

import numpy as np

from lbtui.charts.model import Bar
from lbtui.query import quote
from lbtui.statistics.frames import Floats, Frames, Links
from lbtui.statistics.records import Beside, Counts, Coverage, Group, Unit, number
from lbtui.statistics.request import Order

WEIGHT = 5
"""How many films at the library's own mean are added to a group before it is ranked by rating (Bayesian mean)."""

FilterFor: TypeAlias = Callable[[Hashable, str], str]
"""Makes the filter text from the id and the name of a label."""
RUNTIMES = (0, 60, 90, 120, 150, 180)
"""The first minute of each runtime band; the last band is open."""


def named(field: str, name: str) -> str:
    """Films that carry exactly this name: `genre="Science Fiction"`."""
    return f"{field}={quote(name)}"


def of_field(field: str) -> FilterFor:
    """The filter for labels that a field knows by name."""
    return lambda _, name: named(field, name)


def at(field: str, value: object) -> str:
    """Films at this number or day: `rating:4.5`, `watched:2024-05`."""
    return f"{field}:{value}"


def person(key: Hashable, _name: str = "") -> str:
    """Films that this person is credited on, in any role."""
    return at("person", key)


def between(first: date, last: date) -> str:
    """Films watched from the first to the last day, both included; a whole year gets its short form."""
    if first == last:
        return at("watched", first.isoformat())
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return at("watched", f"{first.year:04}")
    return at("watched", f"{first.isoformat()}..{last.isoformat()}")


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
    sums: Tally, filter_for: FilterFor, *, order: Order = Order.FILMS, minimum: int = 1, limit: int | None = None
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


def by_name(
    frames: Frames, links: Links, field: str, limit: int | None = None, order: Order = Order.FILMS
) -> tuple[Group, ...]:
    """The labels that a field of the filter knows by name, best first."""
    return ranked(tally(frames, links), of_field(field), order=order, limit=limit)


def coverage_of(frames: Frames, links: Links) -> Coverage:
    """The films that have a label, of all."""
    return Coverage(links.rows_known(), len(frames))


def mean_of(values: Floats) -> float | None:
    """The mean of what is known; None where nothing is."""
    known = values[~np.isnan(values)]
    return number(known.mean()) if known.size else None


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
    key, name = sums.links.id(at), sums.links.name(at)
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


def decades(frames: Frames) -> Links:
    """The decade of each film by Letterboxd's year, named "1990s"; films without a year have none."""
    years = frames.numbers("year")
    return _links(years - years % 10, lambda decade: f"{decade}s")


def runtimes(frames: Frames) -> Links:
    """The runtime band of each film of known runtime, named "90–119"; its id is the first minute."""
    minutes = frames.numbers("runtime")
    starts = np.array(RUNTIMES, dtype=np.float64)
    bands = starts[np.clip(np.searchsorted(starts, np.nan_to_num(minutes), side="right") - 1, 0, None)]
    return _links(np.where(np.isnan(minutes), np.nan, bands), runtime_name)


def runtime_name(start: int) -> str:
    """The name of the band that begins at this minute."""
    end = _end(start)
    if end is None:
        return f"{start}+"
    return f"<{end}" if start == 0 else f"{start}–{end - 1}"


def decade_filter(_id: Hashable, name: str) -> str:
    """The films of a decade."""
    return at("decade", name)


def runtime_filter(start: Hashable, _name: str) -> str:
    """The films of a runtime band."""
    end = _end(start)
    if end is None:
        return f"runtime>={start}"
    return at("runtime", f"{start}..{end - 1}") if start else f"runtime<{end}"


def _end(start: Hashable) -> int | None:
    return next((end for begin, end in pairwise(RUNTIMES) if begin == start), None)


def _links(values: Floats, name_of: Callable[[int], str]) -> Links:
    rows = np.flatnonzero(~np.isnan(values))
    found, labels = np.unique(values[rows].astype(np.int64), return_inverse=True)
    ids = tuple(found.tolist())
    return Links(rows, labels, ids, {value: name_of(value) for value in ids})


def histogram(rating: Floats) -> Counts:
    """Films by rating: all ten ratings, ascending, NaN passed over."""
    halves = np.rint(rating[~np.isnan(rating)] * 2).astype(np.int64)
    counts = np.bincount(halves, minlength=11)[1:11].tolist()
    return counts_of(Unit.FILMS, (f"{half / 2:g}" for half in range(1, 11)), counts, "rating")


def counts_of(unit: Unit, labels: Iterable[str], counts: Iterable[int], field: str) -> Counts:
    """Counts by label, each of which opens the films that have it in this field."""
    bars = (Bar(label, count, query=at(field, label)) for label, count in zip(labels, counts, strict=True))
    return Counts(unit, tuple(bars))
