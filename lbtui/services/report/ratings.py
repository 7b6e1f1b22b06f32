"""The ratings screen as text."""

from lbtui.charts import Bar
from lbtui.services.report import bars
from lbtui.services.report.page import FAIR, Page, known
from lbtui.stats.ratings import Ratings

_STARS = 5.0


def ratings(page: Page, figures: Ratings) -> None:
    """How the films were rated."""
    page.head("ratings")
    against = figures.against_tmdb
    page.cards(
        [
            bars.number("mean", figures.mean, digits=2),
            bars.number("median", figures.median, digits=1),
            bars.percent("rated", figures.rated),
            Bar("against TMDB", 0, _difference(against.mean_difference), note="mean, out of 10"),
        ]
    )
    page.columns("Ratings", bars.of_chart(figures.histogram), "films")
    for title, groups in (("Decades", figures.by_decade), ("Runtimes", figures.by_runtime)):
        page.bars(title, bars.of_means(groups), "mean rating", top=_STARS)
    for title, groups in (
        ("Genres", figures.by_genre),
        ("Countries", figures.by_country),
        ("Languages", figures.by_language),
        (f"Directors of {figures.minimum} films and more", figures.by_director),
    ):
        page.bars(title, bars.of_fair(groups), FAIR, top=_STARS)
    page.area("Over time", bars.of_mean(figures.over_time), "mean rating of the viewings of a year", low=None)
    watches = [one for one in bars.of_mean((figures.first_watch, figures.rewatch)) if one.note != "0"]
    page.bars("First watch against rewatch", watches, "mean rating, viewings", top=_STARS)
    page.ranked("You like better than TMDB does", bars.of_films(against.kinder, digits=1), known(against.coverage))
    page.ranked("You like less", bars.of_films(against.harsher, digits=1))
    page.ranked("Rated high, not liked", bars.of_films(figures.highest_not_liked), top=_STARS)
    page.ranked("Liked, rated low", bars.of_films(figures.lowest_liked), top=_STARS)
    page.ranked("Five stars", bars.of_films(figures.five_stars), f"{len(figures.five_stars):,} films", top=_STARS)


def _difference(value: float | None) -> str:
    return "–" if value is None else f"{value:+.2f}"
