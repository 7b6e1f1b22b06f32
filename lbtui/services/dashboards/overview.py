"""The overview: the library in one screen."""

from lbtui.charts.data import Bar, YearDays
from lbtui.charts.panel import FULL, VIEWINGS, Panel, Shape
from lbtui.model import FilmStatus
from lbtui.query import term
from lbtui.services.dashboards.parts import bars, by_films, card, count, day, film, half, known, people, rating, share
from lbtui.stats.overview import Overview


def panels(figures: Overview) -> tuple[Panel, ...]:
    """Totals, ratings, release years, top genres and directors, latest viewings, this year's calendar."""
    return (
        Panel("totals", "Totals", Shape.CARDS, _cards(figures), span=FULL),
        Panel(
            "ratings",
            "Ratings",
            Shape.COLUMNS,
            bars(figures.histogram, half),
            note=f"films · rated {figures.rated.known:,} of {figures.rated.of:,}",
            empty="no film is rated",
            height=13,
        ),
        Panel(
            "release-years",
            "Films by release year",
            Shape.AREA,
            bars(figures.release_years),
            note=count(figures.release_years.total, "film"),
            height=13,
            span=(1, 2),
        ),
        *_tops(figures),
        Panel(
            "latest",
            "Latest viewings",
            Shape.RANKED,
            [_watch(watch) for watch in figures.latest],
            note="diary entries",
            empty="the diary is empty",
            top=5,
        ),
        _enriched(figures),
        _calendar(figures),
    )


def _cards(figures: Overview) -> list[Bar]:
    hours = figures.hours
    runtimes = "rewatches included" if hours.coverage.complete else _of(hours.coverage.known, hours.coverage.of)
    return [
        card("Films", figures.films, query="", note="seen"),
        card("Viewings", figures.viewings, query="viewings>=1", note=count(figures.rewatches, "rewatch", "rewatches")),
        card("Hours", round(hours.total), note=runtimes, query="runtime>=1"),
        card("Days", hours.days, f"{hours.days:.1f}" if hours.days < 100 else f"{hours.days:,.0f}", note="of 24 hours"),
        card(
            "Mean rating",
            figures.mean_rating,
            "–" if figures.mean_rating is None else f"{figures.mean_rating:.2f}",
            note="" if figures.median_rating is None else f"median {figures.median_rating:g}",
            query="rated",
        ),
        card(
            "Rated", figures.rated.known, share(figures.rated), note=count(figures.rated.known, "film"), query="rated"
        ),
        card(
            "Liked", figures.liked.known, share(figures.liked), note=count(figures.liked.known, "film"), query="liked"
        ),
        card("Countries", figures.countries, note=_of(figures.countries_coverage.known, figures.films)),
        card("Languages", figures.languages, note=_of(figures.languages_coverage.known, figures.films)),
        card("Directors", figures.directors, note=_of(figures.directors_coverage.known, figures.films)),
    ]


def _of(known_films: int, of: int) -> str:
    return count(of, "film") if known_films == of else f"{known_films:,} of {of:,} films"


def _tops(figures: Overview) -> tuple[Panel, Panel]:
    return (
        Panel(
            "genres",
            "Top genres",
            Shape.BARS,
            by_films(figures.genres),
            note=f"films · mean rating · {figures.films:,} films",
            empty="no genre is known",
            needs_tmdb=True,
        ),
        Panel(
            "directors",
            "Top directors",
            Shape.BARS,
            people(figures.top_directors),
            note=f"films · {known(figures.directors_coverage, 'director')}",
            empty="no director is known",
            needs_tmdb=True,
        ),
    )


def _watch(watch: object) -> Bar:
    from lbtui.stats.values import Watch

    assert isinstance(watch, Watch)
    again = " again" if watch.rewatch else ""
    said = rating(watch.rating) if watch.rating is not None else "–"
    return film(watch.film, watch.rating or 0.0, said, f"{day(watch.watched_on)}{again}")


def _enriched(figures: Overview) -> Panel:
    shown = [
        Bar(status.words, number, query=term("status", status.words))
        for status in FilmStatus
        if (number := figures.statuses[status])
    ]
    return Panel(
        "enriched",
        "Enriched from TMDB",
        Shape.SHARE,
        shown,
        note=f"{figures.enriched.known:,} of {figures.enriched.of:,} films",
        height=5,
        span=FULL,
    )


def _calendar(figures: Overview) -> Panel:
    year = figures.calendar_year
    return Panel(
        "calendar",
        f"{year}, day by day",
        Shape.CALENDAR,
        YearDays(year, figures.calendar),
        note=count(sum(figures.calendar.values()), "viewing"),
        empty=f"no viewing in {year} yet",
        unit=VIEWINGS,
        height=11,
        span=FULL,
    )
