"""The people screen: who made the films, each role in the order that was asked for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import TypeAlias

from lbtui.charts.data import Bar
from lbtui.charts.panel import Panel, Shape
from lbtui.model import Role
from lbtui.services.dashboards.parts import FAIR, by_films, by_rating, count, people, stars
from lbtui.stats.asked import Order
from lbtui.stats.groups import Group
from lbtui.stats.people import PLURALS, People, RoleFigures

Rank: TypeAlias = Callable[[Role], Sequence[Group]]
"""The people of a role in the order asked for, best first."""

TITLES: Mapping[Order, str] = {
    Order.FILMS: "Most watched",
    Order.RATING: "Highest rated",
    Order.LIKES: "Most liked",
    Order.HOURS: "Most hours with",
}


def panels(figures: People, role: Role, order: Order, rank: Rank) -> tuple[Panel, ...]:
    """The role asked for with all that is known of its people, and the other roles beside it."""
    main, groups = _panel(figures, role, order, rank), rank(role)
    told = [replace(bar, note=_details(group, order)) for group, bar in zip(groups, _bars(order, groups), strict=False)]
    return (
        replace(main, key="people", data=told, height=26, span=(2, 2)),
        *(_panel(figures, other, order, rank) for other in figures.roles if other is not role),
    )


def _panel(figures: People, role: Role, order: Order, rank: Rank) -> Panel:
    found, plural = figures.roles[role], PLURALS[role]
    return Panel(
        role.value,
        f"{TITLES[order]} {plural}",
        Shape.BARS,
        _bars(order, rank(role)),
        note=_note(found, order, figures.minimum),
        empty=f"no {role.value} with {figures.minimum} films" if order is Order.RATING else f"no {role.value} is known",
        height=26 if role in (Role.DIRECTOR, Role.ACTOR) else 14,
        top=5 if order is Order.RATING else None,
        needs_tmdb=True,
    )


def _note(found: RoleFigures, order: Order, minimum: int) -> str:
    coverage, plural = found.coverage, PLURALS[found.role]
    told = "" if coverage.complete else f", known for {coverage.known:,} of {coverage.of:,} films"
    if order is Order.RATING:
        return f"{minimum}+ films · {FAIR} · {found.people:,} {plural}{told}"
    return f"{found.people:,} {plural}{told}"


def _bars(order: Order, groups: Iterable[Group]) -> list[Bar]:
    makers: dict[Order, Callable[[Iterable[Group]], list[Bar]]] = {
        Order.FILMS: by_films,
        Order.RATING: by_rating,
        Order.LIKES: _by_likes,
        Order.HOURS: _by_hours,
    }
    return people(groups, makers[order])


def _by_likes(groups: Iterable[Group]) -> list[Bar]:
    return [
        Bar(group.name, group.liked, query=group.filter, note=f"of {count(group.films, 'film')}")
        for group in groups
        if group.liked
    ]


def _by_hours(groups: Iterable[Group]) -> list[Bar]:
    return [
        Bar(group.name, group.hours, f"{group.hours:,.1f} h", group.filter, count(group.films, "film"))
        for group in groups
        if group.hours
    ]


def _details(group: Group, order: Order) -> str:
    """All that is known of a person, the figure of the bar aside."""
    parts = {
        Order.FILMS: count(group.films, "film"),
        Order.RATING: stars(group.mean),
        Order.LIKES: f"{group.liked:,} liked" if group.liked else "",
        Order.HOURS: f"{group.hours:,.0f} h" if group.hours else "",
    }
    told = [text for by, text in parts.items() if text and (by is not order or order is Order.RATING)]
    wanted = [f"{group.watchlist:,} on watchlist"] if group.watchlist else []
    return " · ".join([*told, *wanted])
