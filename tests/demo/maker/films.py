"""The embedded films and series, as records."""

import json
import math
from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum
from functools import cache
from hashlib import blake2b
from importlib.resources import files
from typing import Any

from lbtui.model.enums import Kind


class Shelf(StrEnum):
    """Where the demo's member has a film."""

    LIBRARY = "library"
    WATCHLIST = "watchlist"
    CATALOGUE = "catalogue"
    """Not at all: only the catalogue knows it."""


@dataclass(frozen=True, slots=True, eq=False)
class DemoFilm:
    """A film or series with its facts, known by identity.

    Names of people end in `#2` where two people share a name.
    """

    id: int
    title: str
    date: str
    """TMDB's primary release, ISO."""
    shelf: Shelf
    kind: Kind = Kind.MOVIE
    name: str = ""
    """Letterboxd's title where it differs."""
    original: str = ""
    also: tuple[str, ...] = ()
    first_shown: int | None = None
    """Letterboxd's year where it differs from that of `date`."""
    imdb: str | None = None
    runtime: int = 0
    """Minutes; of one episode for a series."""
    genres: tuple[str, ...] = ()
    countries: tuple[str, ...] = ()
    """ISO 3166-1 codes."""
    languages: tuple[str, ...] = ()
    """ISO 639-1 codes as TMDB uses them, the original language first."""
    directors: tuple[str, ...] = ()
    writers: tuple[str, ...] = ()
    camera: tuple[str, ...] = ()
    music: tuple[str, ...] = ()
    creators: tuple[str, ...] = ()
    cast: tuple[tuple[str, str], ...] = ()
    """(person, character), leads first; the character may be empty."""
    companies: tuple[str, ...] = ()
    collection: str = ""
    keywords: tuple[str, ...] = ()
    overview: str = ""
    votes: int = 0
    rating: float = 0.0
    budget: int = 0
    revenue: int = 0
    last_date: str = ""
    episodes: int = 0
    seasons: int = 0

    @property
    def year(self) -> int:
        """Year of the primary release."""
        return int(self.date[:4])

    @property
    def letterboxd_name(self) -> str:
        """The title in the member's export."""
        return self.name or self.title

    @property
    def letterboxd_year(self) -> int:
        """The year in the member's export."""
        return self.first_shown or self.year

    @property
    def popularity(self) -> float:
        """A stand-in for TMDB's figure: grows with votes, and a little with the year."""
        return round(0.6 + math.sqrt(self.votes) / 6 + max(0, self.year - 2015) / 4, 4)


@cache
def films() -> tuple[DemoFilm, ...]:
    """All films and series of the catalogue."""
    return tuple(_film(row) for name in ("films.jsonl", "series.jsonl") for row in rows(name))


def rows(name: str) -> Iterator[dict[str, Any]]:
    """The JSON records of an embedded file."""
    text = files(__package__).joinpath("data", name).read_text(encoding="utf-8")
    return (json.loads(line) for line in text.splitlines())


def number(what: str, name: str) -> int:
    """A stable id for a named thing of one sort: `number("person", "Agnès Varda")`."""
    digest = blake2b(f"{what}:{name}".encode(), digest_size=5).digest()
    return int.from_bytes(digest, "big") % 90_000_000 + 100_000


def _film(row: dict[str, Any]) -> DemoFilm:
    cast = tuple((person, *character, "")[:2] for person, *character in row.pop("cast", ()))
    lists = {key: tuple(value) for key, value in row.items() if isinstance(value, list)}
    kind, shelf = Kind(row.pop("kind", "movie")), Shelf(row.pop("shelf"))
    return DemoFilm(**{**row, **lists, "cast": cast, "kind": kind, "shelf": shelf})
