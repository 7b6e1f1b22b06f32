"""The people screen: who made the films, each role in the order that was asked for."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import replace
from typing import Any, TypeAlias

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.deviation import Deviations
from lbtui.charts.model import Bar, Drawing, Panel
from lbtui.model import Role
from lbtui.services.dashboards.parts import DEVIATION, FAIR, by_films, count, deviations, people, stars
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


HEADS: Mapping[Order, str] = {Order.FILMS: "films", Order.RATING: "", Order.LIKES: "liked", Order.HOURS: "hours"}


def panels(figures: People, role: Role, order: Order, rank: Rank) -> tuple[Panel[Any], ...]:
    """The role asked for with all that is known of its people, and the other roles beside it."""
    main, groups = _panel(figures, role, order, rank), rank(role)
    shown = [
        replace(bar, note=_details(group, order), cells=_cells(group, order))
        for group, bar in zip(groups, _bars(order, groups, figures.mean), strict=False)
    ]
    heads = (HEADS[order], *(head for by, head in _HEADS if by is not order or order is Order.RATING))
    return (
        replace(main, key="people", kind=_kind(order, figures.mean, heads), data=shown, height=26, span=(2, 2)),
        *(_panel(figures, other, order, rank) for other in figures.roles if other is not role),
    )


def _panel(figures: People, role: Role, order: Order, rank: Rank) -> Panel[Any]:
    found, plural, by_rating = figures.roles[role], PLURALS[role], order is Order.RATING
    return Panel(
        role.value,
        f"{TITLES[order]} {plural}",
        _kind(order, figures.mean, DEVIATION if by_rating else ()),
        _bars(order, rank(role), figures.mean),
        note=_note(found, order, figures.minimum),
        empty=f"no {role.value} with {figures.minimum} films" if by_rating else f"no {role.value} is known",
        height=26 if role in (Role.DIRECTOR, Role.ACTOR) else 14,
        needs_tmdb=True,
    )


def _kind(order: Order, mean: float | None, heads: tuple[str, ...]) -> Drawing[Sequence[Bar]]:
    if order is not Order.RATING:
        return BarRows(heads)
    return Deviations("your mean" if mean is None else f"your mean {mean:.2f}", heads)


def _note(found: RoleFigures, order: Order, minimum: int) -> str:
    coverage, plural = found.coverage, PLURALS[found.role]
    told = "" if coverage.complete else f", known for {coverage.known:,} of {coverage.of:,} films"
    if order is Order.RATING:
        return f"{minimum}+ films · {FAIR} · {found.people:,} {plural}{told}"
    return f"{found.people:,} {plural}{told}"


def _bars(order: Order, groups: Iterable[Group], mean: float | None) -> list[Bar]:
    makers: dict[Order, Callable[[Iterable[Group]], list[Bar]]] = {
        Order.FILMS: by_films,
        Order.RATING: lambda groups: deviations(groups, mean),
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


_HEADS = (
    (Order.RATING, "mean"),
    (Order.FILMS, "films"),
    (Order.LIKES, "liked"),
    (Order.HOURS, "hours"),
    (None, "watchlist"),
)
"""The columns of a person, the one that is ordered by aside."""


def _cells(group: Group, order: Order) -> tuple[str, ...]:
    """The same as columns; empty for none."""
    texts = {
        Order.RATING: "" if group.mean is None else f"{group.mean:.2f}",
        Order.FILMS: f"{group.films:,}",
        Order.LIKES: f"{group.liked:,}" if group.liked else "",
        Order.HOURS: f"{group.hours:,.0f}" if group.hours else "",
        None: f"{group.watchlist:,}" if group.watchlist else "",
    }
    return tuple(texts[by] for by, _ in _HEADS if by is not order or order is Order.RATING)


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
