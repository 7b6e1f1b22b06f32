"""The ratings screen. Means are over the films' current ratings, except where they speak of viewings."""

from dataclasses import dataclass

import numpy as np

from lbtui.model import Role
from lbtui.stats.asked import Order
from lbtui.stats.bands import decade_filter, decades, runtime_filter, runtimes
from lbtui.stats.filters import at, named, person
from lbtui.stats.frames import Frames
from lbtui.stats.groups import Group, ranked, tally
from lbtui.stats.links import Flags, Floats, Links
from lbtui.stats.overview import histogram
from lbtui.stats.values import Chart, Coverage, FilmRef, number

MINIMUM_VOTES = 50
"""TMDB averages over fewer votes are not compared with."""
SHOWN = 20
HIGH = 4.0
"""From here on a rating without a like is worth a look."""


@dataclass(frozen=True, slots=True)
class Mean:
    """A mean rating and the number of ratings behind it, None where there is none."""

    label: str
    mean: float | None
    count: int
    filter: str = ""


@dataclass(frozen=True, slots=True)
class AgainstTmdb:
    """My ratings, doubled, minus TMDB's averages (both out of 10); positive where I am kinder."""

    mean_difference: float | None
    coverage: Coverage
    """Rated films that at least `MINIMUM_VOTES` rated at TMDB, of the rated films."""
    kinder: tuple[FilmRef, ...]
    """Where I differ most upwards; the value is the difference."""
    harsher: tuple[FilmRef, ...]


@dataclass(frozen=True, slots=True)
class Ratings:
    """How the films were rated."""

    histogram: Chart
    mean: float | None
    median: float | None
    rated: Coverage
    by_decade: tuple[Group, ...]
    by_runtime: tuple[Group, ...]
    by_genre: tuple[Group, ...]
    """Best first by Bayesian mean, as are the next ones."""
    by_country: tuple[Group, ...]
    by_language: tuple[Group, ...]
    by_director: tuple[Group, ...]
    """Directors with at least the minimum number of films."""
    minimum: int
    over_time: tuple[Mean, ...]
    """Mean of the ratings given with the viewings of each year, years without one in between included."""
    first_watch: Mean
    """Ratings of viewings without the rewatch flag."""
    rewatch: Mean
    """Ratings of viewings that carry the rewatch flag."""
    against_tmdb: AgainstTmdb
    rated_not_liked: Coverage
    """Films rated 4 and more that are not liked, of the films rated 4 and more."""
    highest_not_liked: tuple[FilmRef, ...]
    liked_not_rated: Coverage
    """Liked films without a rating, of the liked films."""
    liked_without_rating: tuple[FilmRef, ...]
    lowest_liked: tuple[FilmRef, ...]
    """Liked films rated below 4, the lowest first."""
    five_stars: tuple[FilmRef, ...]
    """All of them, the earliest release first."""


def ratings(frames: Frames, *, minimum: int) -> Ratings:
    """The figures of the ratings screen; directors need `minimum` films."""
    rating, liked = frames.numbers("rating"), frames.flags("liked")
    scored = ~np.isnan(rating)
    high = np.nan_to_num(rating) >= HIGH
    known = rating[scored]
    return Ratings(
        histogram=histogram(rating),
        mean=number(known.mean()) if known.size else None,
        median=number(np.median(known)) if known.size else None,
        rated=Coverage(int(known.size), len(frames)),
        by_decade=ranked(tally(frames, decades(frames)), decade_filter, order=Order.LABEL),
        by_runtime=ranked(tally(frames, runtimes(frames)), runtime_filter, order=Order.LABEL),
        by_genre=_best(frames, frames.genres, "genre"),
        by_country=_best(frames, frames.countries, "country"),
        by_language=_best(frames, frames.languages, "language"),
        by_director=_directors(frames, minimum),
        minimum=minimum,
        over_time=_over_time(frames),
        first_watch=_viewings(frames, "first watch", rewatch=False),
        rewatch=_viewings(frames, "rewatch", rewatch=True),
        against_tmdb=_against_tmdb(frames),
        rated_not_liked=_share(high & ~liked, high),
        highest_not_liked=_films(frames, high & ~liked, -rating, SHOWN),
        liked_not_rated=_share(liked & ~scored, liked),
        liked_without_rating=_films(frames, liked & ~scored, -frames.numbers("year"), SHOWN),
        lowest_liked=_films(frames, liked & scored & ~high, rating, SHOWN),
        five_stars=_films(frames, rating == 5, frames.numbers("year")),
    )


def _best(frames: Frames, links: Links, field: str) -> tuple[Group, ...]:
    return ranked(tally(frames, links), lambda _, name: named(field, name), order=Order.RATING)


def _directors(frames: Frames, minimum: int) -> tuple[Group, ...]:
    sums = tally(frames, frames.credits[Role.DIRECTOR])
    return ranked(sums, person, order=Order.RATING, minimum=minimum, limit=SHOWN)


def _over_time(frames: Frames) -> tuple[Mean, ...]:
    given = frames.viewings["rating"].to_numpy(dtype=np.float64)
    scored = ~np.isnan(given)
    years = frames.watched_on()[scored].astype("datetime64[Y]").astype(np.int64) + 1970
    if not years.size:
        return ()
    first = int(years[0])
    counts = np.bincount(years - first).tolist()
    sums = np.bincount(years - first, weights=given[scored]).tolist()
    return tuple(
        Mean(f"{year:04}", total / count if count else None, count, at("watched", f"{year:04}"))
        for year, (count, total) in enumerate(zip(counts, sums, strict=True), first)
    )


def _viewings(frames: Frames, label: str, *, rewatch: bool) -> Mean:
    given = frames.viewings["rating"].to_numpy(dtype=np.float64)
    chosen = given[(frames.viewings["rewatch"].to_numpy(dtype=np.bool_) == rewatch) & ~np.isnan(given)]
    return Mean(label, number(chosen.mean()) if chosen.size else None, int(chosen.size))


def _against_tmdb(frames: Frames) -> AgainstTmdb:
    rating = frames.numbers("rating")
    difference = np.round(rating * 2 - frames.numbers("tmdb_rating"), 3)
    difference[~(frames.numbers("votes") >= MINIMUM_VOTES)] = np.nan
    known = ~np.isnan(difference)
    return AgainstTmdb(
        mean_difference=number(difference[known].mean()) if known.any() else None,
        coverage=Coverage(int(known.sum()), int((~np.isnan(rating)).sum())),
        kinder=_films(frames, difference > 0, -difference, SHOWN, difference),
        harsher=_films(frames, difference < 0, difference, SHOWN, difference),
    )


def _share(part: Flags, whole: Flags) -> Coverage:
    return Coverage(int(part.sum()), int(whole.sum()))


def _films(
    frames: Frames, chosen: Flags, by: Floats, limit: int | None = None, values: Floats | None = None
) -> tuple[FilmRef, ...]:
    """The marked films with the least of `by` first, in the order of the library where it is the same."""
    rows = np.flatnonzero(chosen)
    return frames.refs(rows[np.argsort(by[rows], kind="stable")][:limit], values)
