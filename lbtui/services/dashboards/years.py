"""The years screen: one span of days in review, or two side by side."""

from collections.abc import Iterator
from datetime import date
from typing import Any

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.calendar import Calendar
from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.draw.share import Share
from lbtui.charts.model import FULL, VIEWINGS, Bar, Panel, YearDays
from lbtui.services.dashboards import side_by_side
from lbtui.services.dashboards.parts import (
    bars,
    by_films,
    card,
    count,
    day,
    film,
    half,
    of,
    people,
    rated_films,
    rating,
    share,
)
from lbtui.services.dashboards.time import MONTHS
from lbtui.stats.values import Watch
from lbtui.stats.years import Review, Years


def panels(figures: Years, today: date) -> tuple[Panel[Any], ...]:
    """The review, or both beside each other."""
    if figures.other is not None:
        return tuple(side_by_side.panels(figures, figures.other))
    return tuple(_review(figures.review, today))


def _review(review: Review, today: date) -> Iterator[Panel[Any]]:
    name, said = review.span.name, count(review.viewings, "viewing")
    empty = f"nothing in the diary of {name}"
    yield Panel("totals", f"{name} in review", Cards(), _cards(review), span=FULL)
    yield Panel(
        "months",
        f"{name} by month",
        Columns(),
        bars(review.months, lambda label: month(label, review)),
        note=said,
        empty=empty,
        unit=VIEWINGS,
        span=(1, 2),
    )
    yield Panel(
        "ratings",
        "Ratings",
        Columns(),
        bars(review.histogram, half),
        note=f"films as rated today · rated {review.rated.known:,} of {review.rated.of:,}",
        empty="no film is rated",
    )
    if review.span.first.year == review.span.last.year:
        yield _calendar(review, today)
    yield bests(review)
    yield ends(review)
    yield from _shares(review)
    yield from _tops(review)


def _cards(review: Review) -> list[Bar]:
    runtimes = review.hours_coverage
    mean = review.mean_rating
    return [
        card("Viewings", review.viewings, note="diary entries", query=review.filter),
        card("Films", review.films, query=review.filter),
        card("Hours", round(review.hours) if runtimes.known else None, note=of(runtimes), query=review.filter),
        card("Mean rating", mean, "–" if mean is None else f"{mean:.2f}", note=f"{review.rated.known:,} rated"),
        card("Liked", review.liked.known, share(review.liked), note=count(review.liked.known, "film")),
        card("Rewatches", review.rewatches, note="viewings"),
        card("Released that year", review.new_releases, note="films"),
        card("Older films", review.older, note="earlier years"),
    ]


def month(label: str, review: Review) -> str:
    """`Jan` where the span is one year, else `2024-01`."""
    return MONTHS[int(label[5:7]) - 1] if review.span.first.year == review.span.last.year else label


def _calendar(review: Review, today: date) -> Panel[Any]:
    return Panel(
        "calendar",
        f"Activity {review.span.name}",
        Calendar(),
        YearDays(review.span.first.year, review.calendar, today),
        note=count(review.viewings, "viewing"),
        empty=f"nothing in the diary of {review.span.name}",
        unit=VIEWINGS,
        height=11,
        span=FULL,
    )


def bests(review: Review, side: str = "") -> Panel[Any]:
    """The films rated highest; `side` tells two reviews apart."""
    name = review.span.name
    return Panel(
        f"bests{side}",
        f"Best of {name}",
        Ranked(top=5),
        rated_films(review.bests),
        note="films as rated today, liked ones first",
        empty=f"no film of {name} is rated",
    )


def ends(*reviews: Review) -> Panel[Any]:
    """The first and the last film."""
    watches = [(end, watch) for review in reviews for end, watch in (("first", review.first), ("last", review.last))]
    return Panel(
        "ends",
        "First and last",
        Ranked(top=5),
        [bar for end, watch in watches if (bar := _watch(end, watch)) is not None],
        note="viewings",
        empty="nothing in the diary",
        height=6,
    )


def _watch(which: str, watch: Watch | None) -> Bar | None:
    if watch is None:
        return None
    said = f"{which}, {day(watch.watched_on)}"
    return film(watch.film, watch.rating or 0.0, "–" if watch.rating is None else rating(watch.rating), said)


def _shares(review: Review) -> Iterator[Panel[Any]]:
    first = review.viewings - review.rewatches
    undated = review.films - review.new_releases - review.older
    age = [
        Bar("released that year", review.new_releases),
        Bar("released before", review.older),
        Bar("later or without a year", undated),
    ]
    again = [Bar("first watches", first), Bar("rewatches", review.rewatches)]
    for key, title, parts, note in (
        ("new", "Released that year, or before", age, count(review.films, "film")),
        ("again", "First watches and rewatches", again, count(review.viewings, "viewing")),
    ):
        yield Panel(key, title, Share(), [part for part in parts if part.value], note=note, height=7)


def _tops(review: Review) -> Iterator[Panel[Any]]:
    films = count(review.films, "film")
    rows = (
        ("genres", "Top genres", by_films(review.genres), "genre"),
        ("countries", "Top countries", by_films(review.countries), "country"),
        ("directors", "Top directors", people(review.directors), "director"),
        ("actors", "Top actors", people(review.actors), "actor"),
    )
    for key, title, data, what in rows:
        yield Panel(key, title, BarRows(), data, note=f"{films} · ★ mean", empty=f"no {what} is known", needs_tmdb=True)
    yield Panel(
        "tags", "Tags", BarRows(), bars(review.tags), note="viewings", empty="no viewing has a tag", unit=VIEWINGS
    )
