"""The ratings screen: how the films were rated, by what, over time, and against TMDB."""

from collections.abc import Iterator
from dataclasses import replace
from typing import Any

from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.deviation import Deviations
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.draw.wall import Wall
from lbtui.charts.model import FULL, VIEWINGS, Bar, Panel
from lbtui.services.dashboards.parts import (
    DEVIATION,
    FAIR,
    bars,
    card,
    count,
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
from lbtui.stats.ratings import HIGH, MINIMUM_VOTES, AgainstTmdb, Mean, Ratings


def panels(figures: Ratings) -> tuple[Panel[Any], ...]:
    """Means by everything, the histogram, over time, against TMDB, likes, and the five-star wall."""
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
        card("Mean", figures.mean, _two(figures.mean), note=count(figures.rated.known, "film"), query="rated"),
        card("Median", figures.median, "–" if figures.median is None else f"{figures.median:g}", note="stars"),
        card(
            "Rated", figures.rated.known, share(figures.rated), note=count(figures.rated.known, "film"), query="rated"
        ),
        card(
            "Against TMDB",
            against.mean_difference,
            "–" if against.mean_difference is None else signed(against.mean_difference),
            note="of 10, kinder is +",
        ),
        card(
            f"{HIGH:g}+ not liked",
            high.known,
            note=f"of {count(high.of, 'film')}",
            query=f"rating>={HIGH:g} -liked",
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
    note = f"{stars(mean.mean)} of {count(mean.count, 'viewing')}"
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
        note=f"{figures.liked_not_rated.known:,} of {count(figures.liked_not_rated.of, 'liked film')}",
        empty="every liked film is rated",
    )
    yield Panel(
        "five-stars",
        "Five-star wall",
        Wall(),
        rated_films(figures.five_stars),
        note=count(len(figures.five_stars), "film"),
        empty="no film has five stars",
        height=14,
        span=FULL,
    )
