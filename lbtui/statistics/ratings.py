"""The ratings screen. Means are over the films' current ratings, except where they speak of viewings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.deviation import Deviations
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.draw.wall import Wall
from lbtui.charts.model import FULL, VIEWINGS, Bar, Panel
from lbtui.model.enums import Role
from lbtui.statistics.frames import Flags, Floats, Frames
from lbtui.statistics.measures import (
    at,
    by_name,
    decade_filter,
    decades,
    histogram,
    mean_of,
    person,
    ranked,
    runtime_filter,
    runtimes,
    tally,
)
from lbtui.statistics.panels import (
    DEVIATION,
    FAIR,
    card,
    deviations,
    film,
    people,
    rated_films,
    rating,
    ratings,
    share_card,
    signed,
    stars,
    two,
)
from lbtui.statistics.records import Counts, Coverage, Figures, FilmRef, Group, number
from lbtui.statistics.request import Order, StatisticsRequest
from lbtui.text import counted

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
class Ratings(Figures):
    """How the films were rated."""

    histogram: Counts
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

    def panels(self, request: StatisticsRequest) -> Iterable[Panel[Any]]:
        """Means by everything, the histogram, over time, against TMDB, likes, and the five-star wall."""
        yield Panel("figures", "Figures", Cards(), _cards(self), span=FULL)
        by_decade, *by_others = _by(self)
        # Decades and years are in the order of time: the last ones tell most.
        yield replace(by_decade, height=max(14, len(self.by_decade) + 3))
        yield ratings("histogram", self.histogram, self.rated, height=14)
        yield from by_others
        yield from _over(self)
        yield from _against(self.against_tmdb)
        yield from _likes(self)


def measure(frames: Frames, _library: Frames, request: StatisticsRequest) -> Ratings:
    """How these films were rated; directors need the request's minimum of films."""
    minimum, directors = request.minimum, tally(frames, frames.credits[Role.DIRECTOR])
    rating, liked = frames.numbers("rating"), frames.flags("liked")
    scored = ~np.isnan(rating)
    high = np.nan_to_num(rating) >= HIGH
    known = rating[scored]
    return Ratings(
        histogram=histogram(rating),
        mean=mean_of(rating),
        median=number(np.median(known)) if known.size else None,
        rated=Coverage(int(known.size), len(frames)),
        by_decade=ranked(tally(frames, decades(frames)), decade_filter, order=Order.LABEL),
        by_runtime=ranked(tally(frames, runtimes(frames)), runtime_filter, order=Order.LABEL),
        by_genre=by_name(frames, frames.genres, "genre", order=Order.RATING),
        by_country=by_name(frames, frames.countries, "country", order=Order.RATING),
        by_language=by_name(frames, frames.languages, "language", order=Order.RATING),
        by_director=ranked(directors, person, order=Order.RATING, minimum=minimum, limit=SHOWN),
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


def _over_time(frames: Frames) -> tuple[Mean, ...]:
    given = frames.given
    scored = ~np.isnan(given)
    years = frames.watched_on[scored].astype("datetime64[Y]").astype(np.int64) + 1970
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
    given = frames.given
    chosen = given[(frames.rewatch == rewatch) & ~np.isnan(given)]
    return Mean(label, mean_of(chosen), int(chosen.size))


def _against_tmdb(frames: Frames) -> AgainstTmdb:
    rating = frames.numbers("rating")
    difference = np.round(rating * 2 - frames.numbers("tmdb_rating"), 3)
    difference[~(frames.numbers("votes") >= MINIMUM_VOTES)] = np.nan
    known = ~np.isnan(difference)
    return AgainstTmdb(
        mean_difference=mean_of(difference),
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


def _cards(figures: Ratings) -> list[Bar]:
    difference, high, unrated = figures.against_tmdb.mean_difference, figures.rated_not_liked, figures.liked_not_rated
    return [
        card("Mean", figures.mean, form=".2f", note=counted(figures.rated.known, "film"), query="rated"),
        card("Median", figures.median, form="g", note="stars"),
        share_card("Rated", figures.rated, "rated"),
        card("Against TMDB", difference, f"{signed((difference or 0) / 2)} ★", note="kinder is +"),
        card(
            f"{HIGH:g}+ not liked", high.known, note=f"of {counted(high.of, 'film')}", query=f"rating>={HIGH:g} -liked"
        ),
        card("Liked, not rated", unrated.known, note=f"of {unrated.of:,} liked", query="liked unrated"),
    ]


def _by(figures: Ratings) -> Iterator[Panel[Any]]:
    mean = figures.mean
    for what, groups, empty in (
        ("decade", figures.by_decade, "no rated film has a year"),
        ("genre", figures.by_genre, "no genre is known"),
        ("country", figures.by_country, "no country is known"),
        ("language", figures.by_language, "no language is known"),
        ("runtime", figures.by_runtime, "no runtime is known"),
    ):
        yield _deviation(what, deviations(groups, mean), mean, FAIR, empty, needs_tmdb=what != "decade")
    directors = people(figures.by_director, lambda groups: deviations(groups, mean))
    least, empty = f"{figures.minimum}+ films · {FAIR}", f"no director with {figures.minimum} films is known"
    yield replace(_deviation("director", directors, mean, least, empty), limit=SHOWN)


def _deviation(
    what: str, data: list[Bar], mean: float | None, note: str, empty: str, *, needs_tmdb: bool = True
) -> Panel[Any]:
    kind = Deviations(f"your mean {two(mean)}", DEVIATION)
    title = f"By {what}"
    return Panel(f"by-{what}", title, kind, data, note=note, empty=empty, height=14, needs_tmdb=needs_tmdb)


def _over(figures: Ratings) -> Iterator[Panel[Any]]:
    """Years, and first watch against rewatch, from the mean of the ratings that were given with viewings."""
    again = (replace(figures.first_watch, filter="-rewatched"), replace(figures.rewatch, filter="rewatched"))
    for key, title, means in (
        ("over-time", "Over time", figures.over_time),
        ("rewatches", "First watch and rewatch", again),
    ):
        given = sum(mean.count for mean in means)
        centre = sum((mean.mean or 0) * mean.count for mean in means) / given if given else None
        yield Panel(
            key,
            title,
            Deviations(f"mean of viewings {two(centre)}", ("", "mean", "viewings")),
            [_mean(mean, centre) for mean in means if mean.mean is not None and centre is not None],
            note="ratings given with viewings",
            empty="no viewing has a rating",
            unit=VIEWINGS,
            height=14,
        )


def _mean(mean: Mean, centre: float) -> Bar:
    away = (mean.mean or 0) - centre
    note = f"{stars(mean.mean)} of {counted(mean.count, 'viewing')}"
    return Bar(mean.label, round(away, 2), signed(away), mean.filter or None, note, (two(mean.mean), f"{mean.count:,}"))


def _against(against: AgainstTmdb) -> Iterator[Panel[Any]]:
    coverage = against.coverage
    note = f"stars − TMDB ÷ 2 · {coverage.known:,} of {coverage.of:,} rated films"
    empty = f"no rated film has {MINIMUM_VOTES} votes at TMDB"
    for which, refs in (("kinder", against.kinder), ("harsher", against.harsher)):
        data = [_away(ref, (ref.value or 0) / 2) for ref in refs]
        title = f"{which.capitalize()} than TMDB"
        yield Panel(which, title, Ranked(), data, note=note, empty=empty, needs_tmdb=True, limit=SHOWN)


def _away(ref: FilmRef, stars: float) -> Bar:
    """A film that was rated so many stars above what TMDB's average would be in stars."""
    return film(ref, abs(stars), f"{signed(stars, 1)} ★", rating(ref.rating))


def _likes(figures: Ratings) -> Iterator[Panel[Any]]:
    high, unrated = figures.rated_not_liked, figures.liked_not_rated
    for key, title, refs, note, empty in (
        (
            "not-liked",
            "Rated high, not liked",
            figures.highest_not_liked,
            f"{high.known:,} of {high.of:,} films rated {HIGH:g} or more",
            f"every film rated {HIGH:g} or more is liked",
        ),
        (
            "lowest-liked",
            "Liked, rated lowest",
            figures.lowest_liked,
            f"liked films rated below {HIGH:g}",
            f"no liked film is rated below {HIGH:g}",
        ),
        (
            "not-rated",
            "Liked, not rated",
            figures.liked_without_rating,
            f"{unrated.known:,} of {counted(unrated.of, 'liked film')}",
            "every liked film is rated",
        ),
    ):
        yield Panel(key, title, Ranked(top=5), rated_films(refs), note=note, empty=empty, limit=SHOWN)
    yield Panel(
        "five-stars",
        "Five-star wall",
        Wall(),
        rated_films(figures.five_stars),
        note=counted(len(figures.five_stars), "film"),
        empty="no film has five stars",
        query="rating:5",
        posters=2,
        height=14,
        span=FULL,
    )
