"""The years screen as text."""

import math

from lbtui.charts import Bar, Pair
from lbtui.services.report import bars
from lbtui.services.report.page import Page
from lbtui.stats.values import Watch
from lbtui.stats.years import Difference, Review, Years


def years(page: Page, figures: Years) -> None:
    """The year in review, beside another where one was asked for."""
    _review(page, figures.review)
    if figures.other:
        names = (figures.review.span.name, figures.other.span.name)
        page.pairs("Side by side", [_pair(row, names) for row in figures.differences], names)
        _review(page, figures.other)


def _review(page: Page, review: Review) -> None:
    page.head(review.span.name)
    page.cards(
        [
            bars.number("viewings", review.viewings, note=f"{review.rewatches:,} again"),
            bars.number("films", review.films),
            bars.hours(review.hours, review.hours_coverage),
            bars.number("mean rating", review.mean_rating, digits=2),
            bars.percent("liked", review.liked),
            bars.number("new releases", review.new_releases, note=f"{review.older:,} older"),
        ]
    )
    for title, watch in (("First", review.first), ("Last", review.last)):
        if watch:
            page.say(f"{title}: {_watch(watch)}")
    page.say("")
    page.columns("Months", bars.of_chart(review.months), "viewings")
    page.ranked("Best", bars.of_films(review.bests), top=5.0)
    page.bars("Genres", bars.of_groups(review.genres))
    page.bars("Directors", bars.of_groups(review.directors))
    page.bars("Actors", bars.of_groups(review.actors))
    page.bars("Countries", bars.of_groups(review.countries))
    page.bars("Tags", bars.of_chart(review.tags), "viewings")


def _watch(watch: Watch) -> str:
    return f"{watch.watched_on}  {watch.film.name}" + (f" ({watch.film.year})" if watch.film.year else "")


def _pair(row: Difference, names: tuple[str, str]) -> Pair:
    left, right = (math.nan if value is None else value for value in (row.first, row.second))
    return Pair(row.label, Bar(f"{row.label}, {names[0]}", left), Bar(f"{row.label}, {names[1]}", right))
