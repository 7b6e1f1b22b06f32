"""The demo's member: what they own up to, film by film.

Everything is drawn from one seeded generator, by `random()` alone, whose sequence Python keeps from release to release.
"""

import random
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import TypeVar

from lbtui.model.enums import Kind
from tests.demo.maker.films import DemoFilm, Shelf, films

T = TypeVar("T")

JOINED = date(2020, 11, 2)
"""The member's first day, when the films of the years before were ticked off."""
LAST_DAY = date(2026, 10, 31)
"""The last day of the diary; the export is of the morning after, in UTC."""

_LOVED = {
    "Agnès Varda": 0.9,
    "Akira Kurosawa": 0.5,
    "Wong Kar-wai": 0.9,
    "Krzysztof Kieślowski": 0.8,
    "Hayao Miyazaki": 0.6,
    "Céline Sciamma": 0.8,
    "Claire Denis": 0.7,
    "Andrei Tarkovsky": 0.4,
    "Jacques Tati": 0.8,
    "Kelly Reichardt": 0.9,
    "Billy Wilder": 0.5,
    "Greta Gerwig": 0.5,
    "Lynne Ramsay": 0.6,
    "Yasujirō Ozu": 0.5,
    "Christopher Nolan": -0.7,
    "Quentin Tarantino": -0.5,
    "David Fincher": -0.3,
    "Wes Anderson": -0.2,
    "Zack Snyder": -1.6,
}
_GENRES = {"Horror": -0.25, "Animation": 0.15, "War": -0.3, "Romance": 0.2, "Action": -0.35, "Comedy": -0.1}


@dataclass(frozen=True, slots=True, eq=False)
class MemberFilm:
    """A film as the member's export names it, known by identity."""

    name: str
    year: int | None
    number: int
    """Letterboxd's numeric id, far above those in use, so that no link leads to a stranger's page."""
    film: DemoFilm | None = None
    """None where the catalogue has no such film, or two."""
    rating: float | None = None
    liked: bool = False

    @property
    def key(self) -> tuple[str, int | None]:
        """What diary rows know of a film."""
        return self.name, self.year


class Chance:
    """Choices by `random()` alone."""

    def __init__(self, seed: str) -> None:
        """The same seed, the same choices."""
        self.random = random.Random(seed).random

    def below(self, count: int) -> int:
        """A whole number from 0 to `count` - 1."""
        return int(self.random() * count)

    def pick(self, items: Sequence[T]) -> T:
        """One of the items."""
        return items[self.below(len(items))]

    def spread(self) -> float:
        """Around 0, seldom beyond 1 either way."""
        return (self.random() + self.random() + self.random() - 1.5) * 1.1

    def shuffled(self, items: Sequence[T]) -> list[T]:
        """The items in another order."""
        return sorted(items, key=lambda _: self.random())


def watched() -> list[MemberFilm]:
    """The films that the member has seen."""
    seen = [_rated(film) for film in films() if film.shelf is Shelf.LIBRARY]
    unknown = MemberFilm("Nine Minutes of the Number 12 Tram", 2022, 97_000_001, rating=5.0, liked=True)
    ambiguous = MemberFilm("Carmen", 2022, 97_000_002, rating=3.0)
    return [*seen, unknown, ambiguous]


def wanted() -> list[MemberFilm]:
    """The films on the watchlist, one of them without a title and a year yet, one seen before."""
    listed = [_named(film) for film in films() if film.shelf is Shelf.WATCHLIST]
    again = [_named(film) for film in films() if film.title == "Lawrence of Arabia"]
    return [*listed, *again, MemberFilm("Untitled Heist Project", None, 97_000_003)]


def _named(film: DemoFilm) -> MemberFilm:
    number = 95_000_000 + film.id * 7 + (500_000 if film.kind is Kind.TV else 0)
    return MemberFilm(film.letterboxd_name, film.letterboxd_year, number, film)


def _rated(film: DemoFilm) -> MemberFilm:
    chance = Chance(f"rating {film.id}")
    love = sum(_LOVED.get(name, 0.0) for name in film.directors) + sum(_GENRES.get(name, 0.0) for name in film.genres)
    stars = 3.6 + (film.rating - 7.7) * 0.9 + love + chance.spread() * 1.5
    rating = min(5.0, max(0.5, round(stars * 2) / 2))
    liked = rating >= 4.5 or (rating >= 3.5 and chance.random() < 0.25)
    named = _named(film)
    rated = chance.random() < 0.92
    return MemberFilm(named.name, named.year, named.number, film, rating if rated else None, liked)
