"""The people screen: who made the films. Counts are films; people are told apart by TMDB's id, never by name."""

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, NamedTuple

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.deviation import Deviations
from lbtui.charts.model import Bar, Drawing, Panel
from lbtui.model.enums import Role
from lbtui.statistics.frames import ROLES, Frames
from lbtui.statistics.measures import Tally, coverage_of, mean_of, person, ranked, tally
from lbtui.statistics.panels import DEVIATION, FAIR, by_films, deviations, people, stars, two
from lbtui.statistics.records import Coverage, Figures, Group, fields_of
from lbtui.statistics.request import PLURALS, Order, StatisticsRequest
from lbtui.text import counted

SHOWN = 100


@dataclass(frozen=True, slots=True)
class RoleFigures:
    """The people of one role. Actors count down to the 15th place of the billing."""

    role: Role
    people: int
    """All who have the role in at least one film."""
    coverage: Coverage
    """Films with at least one credit of the role."""
    most_watched: tuple[Group, ...]
    """By films, one film is enough."""
    highest_rated: tuple[Group, ...]
    """By Bayesian mean, with at least the minimum number of films."""


@dataclass(frozen=True, slots=True)
class People(Figures):
    """Who made the films, role by role."""

    minimum: int
    roles: Mapping[Role, RoleFigures]
    mean: float | None
    """Mean rating of the films."""
    ranked: Mapping[Role, tuple[Group, ...]]
    """The people of every role in the order asked for, best first."""

    def as_json(self) -> Mapping[str, Any]:
        """The roles by their plurals: the short list, and both rankings in full."""
        roles = self.as_rows()
        return {
            **{name: role.most_watched for name, role in roles.items()},
            "minimum": self.minimum,
            "counts": {name: role.people for name, role in roles.items()},
            "coverage": {name: role.coverage for name, role in roles.items()},
            "most_watched": {name: [fields_of(group) for group in role.most_watched] for name, role in roles.items()},
            "highest_rated": {name: [fields_of(group) for group in role.highest_rated] for name, role in roles.items()},
        }

    def as_rows(self) -> Mapping[str, Any]:
        """The roles by their plurals."""
        return {PLURALS[role]: found for role, found in self.roles.items()}

    def panels(self, request: StatisticsRequest) -> Iterable[Panel[Any]]:
        """The role asked for with all that is known of its people, and the other roles beside it."""
        main, groups, order = _panel(self, request.role, request.order), self.ranked[request.role], request.order
        shown = [
            replace(bar, note=_details(group, order), cells=tuple(column.cell(group) for column in _columns(order)))
            for group, bar in zip(groups, _bars(order, groups, self.mean), strict=False)
        ]
        heads = (HEADS[order], *(column.head for column in _columns(order)))
        kind = _kind(order, self.mean, heads)
        yield replace(main, key="people", kind=kind, data=shown, height=26, span=(2, 2))
        yield from (_panel(self, role, order) for role in self.roles if role is not request.role)


def measure(frames: Frames, library: Frames, request: StatisticsRequest) -> People:
    """Both rankings of every role; `library` also holds the unseen films, for the watchlist column."""
    sums = {role: _tally(frames, library, role) for role in ROLES}
    roles = {role: _figures(frames, role, sums[role], request.minimum) for role in ROLES}
    order = request.order
    rankings = {
        role: found.most_watched
        if order is Order.FILMS
        else found.highest_rated
        if order is Order.RATING
        else ranked(sums[role], person, order=order, limit=SHOWN)
        for role, found in roles.items()
    }
    return People(request.minimum, roles, mean_of(frames.numbers("rating")), rankings)


def ranking(
    frames: Frames, library: Frames, role: Role, order: Order, *, minimum: int = 1, limit: int = SHOWN
) -> tuple[Group, ...]:
    """The people of one role in any order, each with the films of the library's watchlist that are theirs."""
    return ranked(_tally(frames, library, role), person, order=order, minimum=minimum, limit=limit)


def _figures(frames: Frames, role: Role, sums: Tally, minimum: int) -> RoleFigures:
    links = frames.credits[role]
    return RoleFigures(
        role=role,
        people=links.labels_used(),
        coverage=coverage_of(frames, links),
        most_watched=ranked(sums, person, limit=SHOWN),
        highest_rated=ranked(sums, person, order=Order.RATING, minimum=minimum, limit=SHOWN),
    )


def _tally(frames: Frames, library: Frames, role: Role) -> Tally:
    wanted = library.credits[role].counts(library.flags("watchlist"))
    return tally(frames, frames.credits[role], wanted)


TITLES: Mapping[Order, str] = {
    Order.FILMS: "Most watched",
    Order.RATING: "Highest rated",
    Order.LIKES: "Most liked",
    Order.HOURS: "Most hours with",
}


HEADS: Mapping[Order, str] = {Order.FILMS: "films", Order.RATING: "", Order.LIKES: "liked", Order.HOURS: "hours"}


def _panel(figures: People, role: Role, order: Order) -> Panel[Any]:
    found, plural, by_rating = figures.roles[role], PLURALS[role], order is Order.RATING
    return Panel(
        role.value,
        f"{TITLES[order]} {plural}",
        _kind(order, figures.mean, DEVIATION if by_rating else ()),
        _bars(order, figures.ranked[role], figures.mean),
        note=_note(found, order, figures.minimum),
        empty=f"no {role.value} with {figures.minimum} films" if by_rating else f"no {role.value} is known",
        height=26 if role in (Role.DIRECTOR, Role.ACTOR) else 14,
        needs_tmdb=True,
        limit=SHOWN,
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
        Bar(group.name, group.liked, query=group.filter, note=f"of {counted(group.films, 'film')}")
        for group in groups
        if group.liked
    ]


def _by_hours(groups: Iterable[Group]) -> list[Bar]:
    return [
        Bar(group.name, group.hours, f"{group.hours:,.1f} h", group.filter, counted(group.films, "film"))
        for group in groups
        if group.hours
    ]


class _Column(NamedTuple):
    """What is known of a person beside what is ordered by."""

    order: Order | None
    head: str
    cell: Callable[[Group], str]
    told: Callable[[Group], str]
    """The same in one line on the person."""


_COLUMNS = (
    _Column(Order.RATING, "mean", lambda group: two(group.mean) if group.mean else "", lambda group: stars(group.mean)),
    _Column(Order.FILMS, "films", lambda group: f"{group.films:,}", lambda group: counted(group.films, "film")),
    _Column(Order.LIKES, "liked", lambda group: _count(group.liked), lambda group: _count(group.liked, " liked")),
    _Column(Order.HOURS, "hours", lambda group: _count(group.hours), lambda group: _count(group.hours, " h")),
    _Column(
        None, "watchlist", lambda group: _count(group.watchlist), lambda group: _count(group.watchlist, " on watchlist")
    ),
)


def _columns(order: Order) -> list[_Column]:
    """The mean stays beside its deviation."""
    return [column for column in _COLUMNS if column.order is not order or order is Order.RATING]


def _count(number: float, what: str = "") -> str:
    return f"{number:,.0f}{what}" if number else ""


def _details(group: Group, order: Order) -> str:
    """All that is known of a person, the figure of the bar aside, films first."""
    columns = sorted(_columns(order), key=lambda column: column.order is not Order.FILMS)
    return " · ".join(filter(None, (column.told(group) for column in columns)))
