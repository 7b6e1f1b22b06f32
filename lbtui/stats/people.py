"""The people screen: who made the films. Counts are films; people are told apart by TMDB's id, never by name."""

from collections.abc import Mapping
from dataclasses import dataclass

import numpy as np

from lbtui.model import Role
from lbtui.stats.asked import MINIMUM, Order
from lbtui.stats.filters import person
from lbtui.stats.frames import Frames
from lbtui.stats.groups import Group, Tally, ranked, tally
from lbtui.stats.reading import ROLES
from lbtui.stats.values import Coverage, number

SHOWN = 100

PLURALS: Mapping[Role, str] = {
    Role.DIRECTOR: "directors",
    Role.ACTOR: "actors",
    Role.WRITER: "writers",
    Role.CINEMATOGRAPHER: "cinematographers",
    Role.COMPOSER: "composers",
}


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
class People:
    """The figures of every role of the screen."""

    minimum: int
    roles: Mapping[Role, RoleFigures]
    mean: float | None
    """Mean rating of the films."""


def people(frames: Frames, library: Frames | None = None, *, minimum: int = MINIMUM, limit: int = SHOWN) -> People:
    """Both rankings of every role; `library` also holds the unseen films, for the watchlist column."""
    whole = library or frames
    roles = {role: _figures(frames, whole, role, minimum, limit) for role in ROLES}
    rating = frames.numbers("rating")
    scored = rating[~np.isnan(rating)]
    return People(minimum, roles, number(scored.mean()) if scored.size else None)


def ranking(
    frames: Frames,
    library: Frames,
    role: Role,
    order: Order = Order.FILMS,
    *,
    minimum: int = 1,
    limit: int = SHOWN,
) -> tuple[Group, ...]:
    """The people of one role in any order, each with the films of the library's watchlist that are theirs."""
    return ranked(_tally(frames, library, role), person, order=order, minimum=minimum, limit=limit)


def _figures(frames: Frames, library: Frames, role: Role, minimum: int, limit: int) -> RoleFigures:
    links, sums = frames.credits[role], _tally(frames, library, role)
    return RoleFigures(
        role=role,
        people=links.labels_used(),
        coverage=Coverage(links.rows_known(), len(frames)),
        most_watched=ranked(sums, person, limit=limit),
        highest_rated=ranked(sums, person, order=Order.RATING, minimum=minimum, limit=limit),
    )


def _tally(frames: Frames, library: Frames, role: Role) -> Tally:
    wanted = library.credits[role].counts(library.flags("watchlist"))
    return tally(frames, frames.credits[role], wanted)
