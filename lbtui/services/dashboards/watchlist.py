"""The watchlist screen: what is still to be seen, and what to see tonight."""

from typing import Any

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.model import FULL, Bar, Panel
from lbtui.services.dashboards.parts import card, count, days, film, known, of, stars
from lbtui.stats.values import FilmRef
from lbtui.stats.watchlist import Promising, Watchlist


def panels(figures: Watchlist, tonight: FilmRef | None) -> tuple[Panel[Any], ...]:
    """The pick, how long it all takes, what kinds of films, by whom, and what waits longest."""
    empty = "the watchlist is empty"
    return (
        Panel("totals", "Totals", Cards(), _cards(figures, tonight), span=FULL),
        Panel(
            "promising",
            "By people you rate highest",
            Ranked(),
            [_promising(row) for row in figures.promising],
            note="your rating of what you have watched of the best of them",
            empty="nobody of them is rated high yet",
            height=14,
            span=(2, 2),
            needs_tmdb=True,
        ),
        Panel(
            "waiting",
            "Waiting longest",
            Ranked(),
            [film(ref, ref.value, _waited(ref.value or 0)) for ref in figures.waiting],
            note="since they were put on the watchlist",
            empty=empty,
            height=14,
        ),
        Panel(
            "decades",
            "By decade",
            Columns(),
            [Bar(group.name, group.films, query=group.filter) for group in figures.by_decade],
            note=count(figures.films, "film"),
            empty=empty,
        ),
        Panel(
            "genres",
            "By genre",
            BarRows(),
            [Bar(group.name, group.films, query=group.filter) for group in figures.by_genre],
            note="films",
            empty="no genre is known",
            needs_tmdb=True,
        ),
        Panel(
            "runtimes",
            "By runtime",
            Columns(),
            [Bar(group.name, group.films, query=group.filter) for group in figures.by_runtime],
            note=f"minutes · {known(figures.hours_coverage, 'runtime')}",
            empty="no runtime is known",
            needs_tmdb=True,
        ),
    )


def _cards(figures: Watchlist, tonight: FilmRef | None) -> list[Bar]:
    runtimes = figures.hours_coverage
    return [
        card("Films", figures.films, note=f"{figures.seen:,} watched before", query="watchlist"),
        card("Hours", round(figures.hours) if runtimes.known else None, note=of(runtimes)),
        card("Days", figures.days if runtimes.known else None, days(figures.days), note="of 24 hours"),
        _tonight(tonight),
    ]


def _tonight(pick: FilmRef | None) -> Bar:
    if pick is None:
        return card("Tonight", None, note="nothing fits")
    year = f" ({pick.year})" if pick.year else ""
    return Bar("Tonight", 1, f"{pick.name}{year}", None, "enter opens it · n picks another", film=pick.id)


def _waited(days: float) -> str:
    """`12 days`, `8 months`, `5.2 years`."""
    if days < 60:
        return f"{days:,.0f} days"
    return f"{days / 30.44:.0f} months" if days < 730 else f"{days / 365.25:.1f} years"


def _promising(row: Promising) -> Bar:
    # Without a bar: all of them are rated high, and their names need the room.
    return film(row.film, None, stars(row.people[0].fair), ", ".join(person.name for person in row.people))
