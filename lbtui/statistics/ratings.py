"""The ratings screen. Means are over the films' current ratings, except where they speak of viewings."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

import numpy as np

from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.deviation import Deviations
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.draw.wall import Wall
from lbtui.charts.model import FULL, VIEWINGS, Bar, Panel
from lbtui.model import Role
from lbtui.statistics.frames import Flags, Floats, Frames, Links
from lbtui.statistics.measures import (
    at,
    decade_filter,
    decades,
    histogram,
    mean_of,
    named,
    person,
    ranked,
    runtime_filter,
    runtimes,
    tally,
)
from lbtui.statistics.panels import (
    DEVIATION,
    FAIR,
    amount,
    bars,
    card,
    deviations,
    film,
    half,
    people,
    rated_films,
    rating,
    share,
    signed,
    stars,
)
from lbtui.statistics.records import Counts, Coverage, Figures, FilmRef, Group, number
from lbtui.statistics.request import Order, StatisticsRequest

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
        return _panels(self)


def measure(frames: Frames, _library: Frames, request: StatisticsRequest) -> Ratings:
    """How these films were rated; directors need the request's minimum of films."""
    minimum = request.minimum
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


def _panels(figures: Ratings) -> tuple[Panel[Any], ...]:
    by_decade, *by_others = _by(figures)
    return (
        Panel("figures", "Figures", Cards(), _cards(figures), span=FULL),
        # Decades and years are in the order of time: the last ones tell most.
        replace(by_decade, height=max(14, len(figures.by_decade) + 3)),
        Panel(
            "histogram",
            "Ratings",
            Columns(),
            bars(figures.histogram, half),
            note=f"films · rated {figures.rated.known:,} of {figures.rated.of:,}",
            empty="no film is rated",
            height=14,
        ),
        *by_others,
        *_over(figures),
        *_against(figures.against_tmdb),
        *_likes(figures),
    )


def _cards(figures: Ratings) -> list[Bar]:
    against, high = figures.against_tmdb, figures.rated_not_liked
    return [
        card("Mean", figures.mean, _two(figures.mean), note=amount(figures.rated.known, "film"), query="rated"),
        card("Median", figures.median, "–" if figures.median is None else f"{figures.median:g}", note="stars"),
        card(
            "Rated", figures.rated.known, share(figures.rated), note=amount(figures.rated.known, "film"), query="rated"
        ),
        card(
            "Against TMDB",
            against.mean_difference,
            "–" if against.mean_difference is None else signed(against.mean_difference),
            note="of 10, kinder is +",
        ),
        card(
            f"{HIGH:g}+ not liked", high.known, note=f"of {amount(high.of, 'film')}", query=f"rating>={HIGH:g} -liked"
        ),
        card(
            "Liked, not rated",
            figures.liked_not_rated.known,
            note=f"of {figures.liked_not_rated.of:,} liked",
            query="liked unrated",
        ),
    ]


def _two(number: float | None) -> str:
    return "–" if number is None else f"{number:.2f}"


def _by(figures: Ratings) -> Iterator[Panel[Any]]:
    rows = (
        ("decade", figures.by_decade, "no rated film has a year", False),
        ("genre", figures.by_genre, "no genre is known", True),
        ("country", figures.by_country, "no country is known", True),
        ("language", figures.by_language, "no language is known", True),
        ("runtime", figures.by_runtime, "no runtime is known", True),
    )
    for key, groups, empty, needs_tmdb in rows:
        data = deviations(groups, figures.mean)
        yield replace(_deviation(f"by-{key}", f"By {key}", data, figures.mean), empty=empty, needs_tmdb=needs_tmdb)
    directors = people(figures.by_director, lambda groups: deviations(groups, figures.mean))
    note = f"{figures.minimum}+ films · {FAIR}"
    found = _deviation("by-director", "By director", directors, figures.mean, note)
    yield replace(found, empty=f"no director with {figures.minimum} films is known", needs_tmdb=True)


def _deviation(key: str, title: str, data: list[Bar], mean: float | None, note: str = FAIR) -> Panel[Any]:
    return Panel(
        key,
        title,
        Deviations(f"your mean {_two(mean)}", DEVIATION),
        data,
        note=note,
        empty="no film is rated",
        height=14,
    )


def _over(figures: Ratings) -> Iterator[Panel[Any]]:
    """Years, and first watch against rewatch, from the mean of the ratings that were given with viewings."""
    rows = (
        ("over-time", "Over time", figures.over_time),
        (
            "rewatches",
            "First watch and rewatch",
            (replace(figures.first_watch, filter="-rewatched"), replace(figures.rewatch, filter="rewatched")),
        ),
    )
    for key, title, means in rows:
        given = sum(mean.count for mean in means)
        centre = sum((mean.mean or 0) * mean.count for mean in means) / given if given else None
        yield Panel(
            key,
            title,
            Deviations(f"their mean {_two(centre)}", ("", "mean", "viewings")),
            [_mean(mean, centre) for mean in means if mean.mean is not None and centre is not None],
            note="ratings given with viewings",
            empty="no viewing has a rating",
            unit=VIEWINGS,
            height=14,
        )


def _mean(mean: Mean, centre: float) -> Bar:
    away = (mean.mean or 0) - centre
    note = f"{stars(mean.mean)} of {amount(mean.count, 'viewing')}"
    return Bar(
        mean.label, round(away, 2), signed(away), mean.filter or None, note, (_two(mean.mean), f"{mean.count:,}")
    )


def _against(against: AgainstTmdb) -> Iterator[Panel[Any]]:
    coverage = against.coverage
    note = f"stars × 2 − TMDB · {coverage.known:,} of {coverage.of:,} rated films"
    empty = f"no rated film has {MINIMUM_VOTES} votes at TMDB"
    for key, title, refs in (
        ("kinder", "Kinder than TMDB", against.kinder),
        ("harsher", "Harsher than TMDB", against.harsher),
    ):
        data = [film(ref, abs(ref.value or 0), signed(ref.value or 0, 1), rating(ref.rating)) for ref in refs]
        yield Panel(key, title, Ranked(), data, note=note, empty=empty, needs_tmdb=True)


def _likes(figures: Ratings) -> Iterator[Panel[Any]]:
    yield Panel(
        "not-liked",
        "Rated high, not liked",
        Ranked(top=5),
        rated_films(figures.highest_not_liked),
        note=f"{figures.rated_not_liked.known:,} of {figures.rated_not_liked.of:,} films rated {HIGH:g} or more",
        empty=f"every film rated {HIGH:g} or more is liked",
    )
    yield Panel(
        "lowest-liked",
        "Liked, rated lowest",
        Ranked(top=5),
        rated_films(figures.lowest_liked),
        note=f"liked films rated below {HIGH:g}",
        empty=f"no liked film is rated below {HIGH:g}",
    )
    yield Panel(
        "not-rated",
        "Liked, not rated",
        Ranked(top=5),
        rated_films(figures.liked_without_rating),
        note=f"{figures.liked_not_rated.known:,} of {amount(figures.liked_not_rated.of, 'liked film')}",
        empty="every liked film is rated",
    )
    yield Panel(
        "five-stars",
        "Five-star wall",
        Wall(),
        rated_films(figures.five_stars),
        note=amount(len(figures.five_stars), "film"),
        empty="no film has five stars",
        height=14,
        span=FULL,
    )
