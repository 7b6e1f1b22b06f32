"""The watchlist screen: what is still to be seen. Counts are all films on the watchlist, seen ones included.

Letterboxd takes a film off the watchlist when it is logged, so a seen film on it has been put back on purpose.
"""

import random
from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.model import FULL, Bar, Panel
from lbtui.model.enums import Role
from lbtui.services.streaming import CREDIT
from lbtui.statistics.frames import Frames
from lbtui.statistics.measures import (
    FilterFor,
    decade_filter,
    decades,
    of_field,
    ranked,
    runtime_filter,
    runtimes,
    tally,
)
from lbtui.statistics.panels import card, days, film, known, of, stars, tmdb_panel
from lbtui.statistics.people import ranking
from lbtui.statistics.records import Coverage, Figures, FilmRef, Group
from lbtui.statistics.request import Order, Scope, StatisticsRequest
from lbtui.text import counted

SHOWN = 20
FAVOURITES = 50
"""How many of the highest rated people of a role the watchlist is looked through for."""
FAVOURITE_ROLES = (Role.DIRECTOR, Role.ACTOR)


@dataclass(frozen=True, slots=True)
class Favourite:
    """A highly rated person and the films of theirs on the watchlist."""

    role: Role
    person: Group
    """As rated over the films seen; its `watchlist` counts `films` before they are cut."""
    films: tuple[FilmRef, ...]

    @property
    def filter(self) -> str:
        return f"watchlist {self.person.filter}"


@dataclass(frozen=True, slots=True)
class Promising:
    """A film on the watchlist and the highly rated people who made it, best first."""

    film: FilmRef
    people: tuple[Group, ...]


@dataclass(frozen=True, slots=True)
class Watchlist(Figures):
    """The films on the watchlist."""

    films: int
    seen: int
    """Those watched before."""
    hours: float
    """How long all of them take once."""
    hours_coverage: Coverage
    by_decade: tuple[Group, ...]
    by_genre: tuple[Group, ...]
    by_runtime: tuple[Group, ...]
    by_service: tuple[Group, ...]
    """Who streams them in the member's region."""
    on_services: int
    """Those that the member's own services stream."""
    offers_coverage: Coverage
    """Those of which TMDB was asked who offers them there."""
    favourites: tuple[Favourite, ...]
    """Directors and actors whom the member rates highest (Bayesian mean), best first."""
    promising: tuple[Promising, ...]
    """The films of these people, those of the best first, among equals those of more of them."""
    waiting: tuple[FilmRef, ...]
    """On the watchlist for longest, by the day they were put on it; the value is the days since."""

    tonight: FilmRef | None
    """A film to watch now, picked by the request's seed; the screen for this evening knows better."""

    @property
    def counted(self) -> int:
        """All of them, whatever the scope."""
        return self.films

    @property
    def days(self) -> float:
        return self.hours / 24

    def panels(self, request: StatisticsRequest) -> Iterable[Panel[Any]]:
        """The pick, how long it all takes, what kinds of films, by whom, and what waits longest."""
        empty = "the watchlist is empty"
        yield Panel("totals", "Totals", Cards(), _cards(self), span=FULL)
        yield Panel(
            "promising",
            "By people you rate highest",
            Ranked(),
            [_promise(row) for row in self.promising],
            note="★ how you rate films by the first person named",
            empty="nobody of them is rated high yet",
            height=14,
            span=(2, 2),
            needs_tmdb=True,
        )
        yield Panel(
            "waiting",
            "Waiting longest",
            Ranked(),
            [film(ref, ref.value, _waited(ref.value or 0)) for ref in self.waiting],
            note="since they were put on the watchlist",
            empty=empty,
            height=14,
            limit=SHOWN,
        )
        yield Panel(
            "decades", "By decade", Columns(), _films(self.by_decade), note=counted(self.films, "film"), empty=empty
        )
        yield tmdb_panel("genres", "By genre", _films(self.by_genre), "films", "genre")
        yield Panel(
            "services",
            "By service",
            BarRows(),
            _services(self),
            note=CREDIT,
            empty="no film is known to stream",
            limit=SHOWN + 1,
        )
        note = f"minutes · {known(self.hours_coverage, 'runtime')}"
        yield tmdb_panel("runtimes", "By runtime", _films(self.by_runtime), note, "runtime", Columns())


def measure(scope: Frames, library: Frames, request: StatisticsRequest) -> Watchlist:
    """The films on the watchlist; people need the request's minimum of seen films to count as highly rated."""
    minimum, today = request.minimum, request.today
    frames = library.where(library.flags("watchlist"))
    minutes = frames.numbers("runtime")
    loved = _loved(scope if request.scope is Scope.SEEN else library.seen(), library, minimum)
    return Watchlist(
        films=len(frames),
        seen=int(frames.flags("seen").sum()),
        hours=float(np.nansum(minutes)) / 60,
        hours_coverage=Coverage(int((~np.isnan(minutes)).sum()), len(frames)),
        by_decade=ranked(tally(frames, decades(frames)), _wanted(decade_filter), order=Order.LABEL),
        by_genre=ranked(tally(frames, frames.genres), _wanted(of_field("genre"))),
        by_runtime=ranked(tally(frames, runtimes(frames)), _wanted(runtime_filter), order=Order.LABEL),
        by_service=ranked(tally(frames, frames.streaming), _wanted(of_field("on"))),
        on_services=_on_services(frames),
        offers_coverage=Coverage(int(frames.flags("offers").sum()), len(frames)),
        favourites=_favourites(frames, loved[:SHOWN]),
        promising=_promising(frames, loved),
        waiting=_waiting(frames, today),
        tonight=pick(library, request.seed, today),
    )


def pick(library: Frames, seed: int, today: date, *, at_most: int | None = None) -> FilmRef | None:
    """A film of the watchlist for tonight: the same seed, the same film; None where nothing fits.

    Films not released by `today` (or without any year) are left out, and with `at_most` (minutes)
    those that run longer or whose runtime is unknown.
    """
    released = library.days("released")
    out = np.where(np.isnat(released), library.numbers("year") <= today.year, released <= np.datetime64(today))
    fits = library.flags("watchlist") & out.astype(np.bool_)
    if at_most is not None:
        fits &= library.numbers("runtime") <= at_most
    rows = np.flatnonzero(fits)
    return library.refs([random.Random(seed).choice(rows.tolist())])[0] if rows.size else None


def _wanted(filter_for: FilterFor) -> FilterFor:
    return lambda key, name: f"watchlist {filter_for(key, name)}"


def _on_services(frames: Frames) -> int:
    streaming = frames.streaming
    ours = np.array([streaming.name(label) in frames.services for label in range(len(streaming.ids))], dtype=np.bool_)
    return int(np.unique(streaming.row[ours[streaming.label]]).size)


def _loved(seen: Frames, library: Frames, minimum: int) -> list[tuple[Role, Group]]:
    """The highest rated directors and actors with a film on the watchlist, best first."""
    found = [
        (role, person)
        for role in FAVOURITE_ROLES
        for person in ranking(seen, library, role, Order.RATING, minimum=minimum, limit=FAVOURITES)
        if person.watchlist
    ]
    return sorted(found, key=lambda pair: -(pair[1].fair or 0))


def _favourites(frames: Frames, loved: list[tuple[Role, Group]]) -> tuple[Favourite, ...]:
    return tuple(
        Favourite(role, person, frames.refs(frames.credits[role].rows_of(person.id)[:SHOWN])) for role, person in loved
    )


def _promising(frames: Frames, loved: list[tuple[Role, Group]]) -> tuple[Promising, ...]:
    people: dict[int, dict[Hashable, Group]] = {}
    for role, person in loved:
        for row in frames.credits[role].rows_of(person.id).tolist():
            # Who directs and plays is rated twice, and named once.
            people.setdefault(row, {}).setdefault(person.id, person)
    rows = sorted(people, key=lambda row: (-(next(iter(people[row].values())).fair or 0), -len(people[row])))
    films = frames.refs(rows)
    return tuple(Promising(film, tuple(people[row].values())) for film, row in zip(films, rows, strict=True))


def _waiting(frames: Frames, today: date) -> tuple[FilmRef, ...]:
    listed = frames.days("listed_on")
    days = (np.datetime64(today) - listed).astype(np.float64)
    days[np.isnat(listed)] = np.nan
    known = np.flatnonzero(~np.isnan(days))
    return frames.refs(known[np.argsort(-days[known], kind="stable")][:SHOWN], days)


def _cards(figures: Watchlist) -> list[Bar]:
    runtimes = figures.hours_coverage
    return [
        card("Films", figures.films, note=f"{figures.seen:,} watched before", query="watchlist"),
        card("Hours", round(figures.hours) if runtimes.known else None, note=of(runtimes)),
        card("Days", figures.days if runtimes.known else None, days(figures.days), note="of 24 hours"),
    ]


def _services(figures: Watchlist) -> list[Bar]:
    """The services, after what is on the member's own."""
    of, number = figures.offers_coverage.known, figures.on_services
    if not of:
        return []
    yours = Bar("On your services", number, f"{number:,} of {of:,}", query="watchlist streaming")
    return [yours, *_films(figures.by_service[:SHOWN])]


def _films(groups: Iterable[Group]) -> list[Bar]:
    return [Bar(group.name, group.films, query=group.filter) for group in groups]


def _waited(days: float) -> str:
    """`12 days`, `8 months`, `5.2 years`."""
    if days < 60:
        return f"{days:,.0f} days"
    return f"{days / 30.44:.0f} months" if days < 730 else f"{days / 365.25:.1f} years"


def _promise(row: Promising) -> Bar:
    # Without a bar: all of them are rated high, and their names need the room.
    return film(row.film, None, stars(row.people[0].fair), ", ".join(person.name for person in row.people))
