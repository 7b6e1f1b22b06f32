"""The ratings screen: how the films were rated, by what, over time, and against TMDB."""

import math
from collections.abc import Iterator

from lbtui.charts.data import Bar
from lbtui.charts.panel import FULL, Panel, Shape
from lbtui.services.dashboards.parts import (
    FAIR,
    bars,
    by_rating,
    card,
    count,
    film,
    half,
    means,
    people,
    rated_films,
    rating,
    share,
)
from lbtui.stats.ratings import HIGH, MINIMUM_VOTES, AgainstTmdb, Mean, Ratings
from lbtui.stats.values import FilmRef


def panels(figures: Ratings) -> tuple[Panel, ...]:
    """The histogram, means by everything, over time, against TMDB, likes, and the five-star wall."""
    return (
        Panel("figures", "Figures", Shape.CARDS, _cards(figures), span=FULL),
        Panel(
            "histogram",
            "Ratings",
            Shape.COLUMNS,
            bars(figures.histogram, half),
            note=f"films · rated {figures.rated.known:,} of {figures.rated.of:,}",
            empty="no film is rated",
            height=13,
        ),
        *_over(figures),
        *_by(figures),
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
            "–" if against.mean_difference is None else f"{against.mean_difference:+.2f}",
            note="of 10, kinder is +",
        ),
        card(
            f"{HIGH:g}+ but not liked",
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


def _over(figures: Ratings) -> Iterator[Panel]:
    yield Panel(
        "over-time",
        "Over time",
        Shape.LINE,
        [_mean(mean) for mean in figures.over_time],
        note="mean of ratings given with viewings",
        empty="no viewing has a rating",
        unit=("star", "stars"),
        height=13,
        low=None,
    )
    both = [_mean(figures.first_watch, "-rewatched"), _mean(figures.rewatch, "rewatched")]
    yield Panel(
        "rewatches",
        "First watch and rewatch",
        Shape.COLUMNS,
        [bar for bar in both if not math.isnan(bar.value)],
        note="mean of ratings given with viewings",
        empty="no viewing has a rating",
        height=13,
        top=5,
    )


def _mean(mean: Mean, query: str = "") -> Bar:
    value = math.nan if mean.mean is None else mean.mean
    return Bar(mean.label, value, _two(mean.mean), mean.filter or query or None, count(mean.count, "viewing"))


def _by(figures: Ratings) -> Iterator[Panel]:
    yield Panel(
        "by-decade", "By decade", Shape.COLUMNS, means(figures.by_decade), note="mean rating", top=5, span=(1, 2)
    )
    yield Panel(
        "by-runtime",
        "By runtime",
        Shape.COLUMNS,
        means(figures.by_runtime),
        note="mean rating · minutes",
        empty="no runtime is known",
        top=5,
        needs_tmdb=True,
    )
    for key, groups in (
        ("genre", figures.by_genre),
        ("country", figures.by_country),
        ("language", figures.by_language),
    ):
        empty = f"no {key} is known"
        yield Panel(
            f"by-{key}", f"By {key}", Shape.BARS, by_rating(groups), note=FAIR, empty=empty, top=5, needs_tmdb=True
        )
    yield Panel(
        "by-director",
        "By director",
        Shape.BARS,
        people(figures.by_director, by_rating),
        note=f"{figures.minimum}+ films · {FAIR}",
        empty=f"no director with {figures.minimum} films is known",
        top=5,
        needs_tmdb=True,
    )


def _against(against: AgainstTmdb) -> Iterator[Panel]:
    coverage = against.coverage
    note = f"stars × 2 − TMDB · {coverage.known:,} of {coverage.of:,} rated films"
    empty = f"no rated film has {MINIMUM_VOTES} votes at TMDB"
    for key, title, refs in (
        ("kinder", "Kinder than TMDB", against.kinder),
        ("harsher", "Harsher than TMDB", against.harsher),
    ):
        data = [film(ref, abs(ref.value or 0), f"{ref.value or 0:+.1f}", _mine(ref)) for ref in refs]
        yield Panel(key, title, Shape.RANKED, data, note=note, empty=empty, needs_tmdb=True)


def _mine(ref: FilmRef) -> str:
    return f"{ref.year or ''} {rating(ref.rating)}".strip()


def _likes(figures: Ratings) -> Iterator[Panel]:
    yield Panel(
        "not-liked",
        "Rated high, not liked",
        Shape.RANKED,
        rated_films(figures.highest_not_liked),
        note=f"{figures.rated_not_liked.known:,} of {figures.rated_not_liked.of:,} films rated {HIGH:g} or more",
        empty=f"every film rated {HIGH:g} or more is liked",
        top=5,
    )
    yield Panel(
        "lowest-liked",
        "Liked, rated lowest",
        Shape.RANKED,
        rated_films(figures.lowest_liked),
        note=f"liked films rated below {HIGH:g}",
        empty=f"no liked film is rated below {HIGH:g}",
        top=5,
    )
    yield Panel(
        "not-rated",
        "Liked, not rated",
        Shape.RANKED,
        rated_films(figures.liked_without_rating),
        note=f"{figures.liked_not_rated.known:,} of {count(figures.liked_not_rated.of, 'liked film')}",
        empty="every liked film is rated",
        top=5,
    )
    yield Panel(
        "five-stars",
        "Five-star wall",
        Shape.WALL,
        rated_films(figures.five_stars),
        note=count(len(figures.five_stars), "film"),
        empty="no film has five stars",
        height=14,
        span=FULL,
    )
