"""The overview: the library in one screen."""

from datetime import date
from typing import Any

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.calendar import Calendar
from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.draw.share import Share
from lbtui.charts.draw.steps import Steps
from lbtui.charts.model import FULL, VIEWINGS, Bar, Panel, YearDays
from lbtui.model import FilmStatus
from lbtui.query import term
from lbtui.services.dashboards.parts import (
    bars,
    by_films,
    card,
    count,
    day,
    days,
    film,
    half,
    known,
    of,
    people,
    rating,
    share,
)
from lbtui.stats.overview import Overview
from lbtui.stats.values import Coverage, Hours, Watch


def panels(figures: Overview, today: date) -> tuple[Panel[Any], ...]:
    """Totals, ratings, release years, top genres and directors, latest viewings, this year's calendar."""
    return (
        Panel("totals", "Totals", Cards(), _cards(figures), span=FULL),
        Panel(
            "ratings",
            "Ratings",
            Columns(),
            bars(figures.histogram, half),
            note=f"films · rated {figures.rated.known:,} of {figures.rated.of:,}",
            empty="no film is rated",
            height=13,
        ),
        Panel(
            "release-years",
            "Films by release year",
            Steps(),
            bars(figures.release_years),
            note=count(figures.release_years.total, "film"),
            height=13,
            span=(1, 2),
        ),
        *_tops(figures),
        Panel(
            "latest",
            "Latest viewings",
            Ranked(top=5),
            [_watch(watch) for watch in figures.latest],
            note="diary entries",
            empty="the diary is empty",
        ),
        _calendar(figures, today),
        _enriched(figures),
    )


def _cards(figures: Overview) -> list[Bar]:
    hours, rated, liked = figures.hours, figures.rated, figures.liked
    mean, median = figures.mean_rating, figures.median_rating
    return [
        card("Films", figures.films, query="", note="watched"),
        card("Viewings", figures.viewings, query="viewings>=1", note=f"{figures.rewatches:,} rewatches"),
        card("Hours", _if(hours.coverage, round(hours.total)), note=_days(hours), query="runtime>=1"),
        card(
            "Mean rating",
            mean,
            "–" if mean is None else f"{mean:.2f}",
            note="" if median is None else f"median {median:g}",
            query="rated",
        ),
        card("Rated", rated.known, share(rated), note=count(rated.known, "film"), query="rated"),
        card("Liked", liked.known, share(liked), note=count(liked.known, "film"), query="liked"),
        _origins("Countries", figures.countries, figures.countries_coverage),
        _origins("Languages", figures.languages, figures.languages_coverage),
        _origins("Directors", figures.directors, figures.directors_coverage),
    ]


def _days(hours: Hours) -> str:
    """`38.9 days`, or of how many films the runtime is known where that is not of all."""
    return f"{days(hours.days)} days" if hours.coverage.complete else of(hours.coverage)


def _if(coverage: Coverage, number: float) -> float | None:
    """Unknown while nothing is known of any film."""
    return number if coverage.known else None


def _origins(title: str, number: int, coverage: Coverage) -> Bar:
    return card(title, _if(coverage, number), note=of(coverage))


def _tops(figures: Overview) -> tuple[Panel[Any], ...]:
    return (
        Panel(
            "genres",
            "Top genres",
            BarRows(),
            by_films(figures.genres),
            note="films · ★ mean rating",
            empty="no genre is known",
            needs_tmdb=True,
        ),
        Panel(
            "directors",
            "Top directors",
            BarRows(),
            people(figures.top_directors),
            note=known(figures.directors_coverage, "director"),
            empty="no director is known",
            needs_tmdb=True,
        ),
    )


def _watch(watch: Watch) -> Bar:
    again = " rewatch" if watch.rewatch else ""
    said = rating(watch.rating) if watch.rating is not None else "–"
    return film(watch.film, watch.rating or 0.0, said, f"{day(watch.watched_on)}{again}")


def _enriched(figures: Overview) -> Panel[Any]:
    shown = [
        Bar(status.words, number, query=term("status", status.words))
        for status in FilmStatus
        if (number := figures.statuses[status])
    ]
    return Panel(
        "enriched",
        "Enriched from TMDB",
        Share(),
        shown,
        note=f"{figures.enriched.known:,} of {figures.enriched.of:,} films",
        height=4,
        span=FULL,
    )


def _calendar(figures: Overview, today: date) -> Panel[Any]:
    year = figures.calendar_year
    return Panel(
        "calendar",
        f"Activity {year}",
        Calendar(),
        YearDays(year, figures.calendar, today),
        note=count(sum(figures.calendar.values()), "viewing"),
        empty=f"no viewing in {year} yet",
        unit=VIEWINGS,
        height=11,
        span=FULL,
    )
