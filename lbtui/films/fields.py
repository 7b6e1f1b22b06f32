"""The fields of a film: where the store has each, and how it is told in JSON, in a CSV and on the film's page.

One entry here makes a field known everywhere. One that TMDB tells is also a field of `Metadata`, a column of the table
`metadata` (a step in storage/schema.py), something that tmdb/models.py reads, and an attribute of `FilmRow`.
"""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from operator import attrgetter
from typing import Any

from lbtui.model import FilmRow, FilmStatus, Kind, Role

CAST = 10
"""Actors of a row, in the order of billing; the film page has all of them."""


class Kept(Enum):
    """What a row keeps of a value that SQLite has."""

    PLAIN = auto()
    """The value itself."""
    FEW = auto()
    """The value itself; films that have equal ones share one object."""
    TEXT = auto()
    """A text, empty where there is none; equal ones are one object."""
    NUMBER = auto()
    """A number, 0 where there is none."""
    FLAG = auto()
    DAY = auto()
    STATUS = auto()
    KIND = auto()


@dataclass(frozen=True, slots=True)
class Labels:
    """Names that TMDB gives a film by way of a table `metadata_{table}`: genres, countries."""

    table: str
    key: str = "id"
    """The column by which the names' own table knows them."""


@dataclass(frozen=True, slots=True)
class Credited:
    """The names of those who had a role, in the order of billing, all or the first `limit`."""

    role: Role
    limit: int | None = None


@dataclass(frozen=True, slots=True)
class Fact:
    """A line of the film page: a label, and the value as a text, names joined by commas, at most `most` of them."""

    label: str
    most: int | None = None
    text: Callable[[FilmRow], str] | None = None
    """What to say, where it is not simply the value."""


@dataclass(frozen=True, slots=True)
class Field:
    """An attribute or property of `FilmRow`, and what is known of it. What it has no entry for, it is not part of."""

    name: str
    source: str | Labels | Credited | None = None
    """Where the store has it. A text is an expression in SQL over `f` (film), `m` (metadata), `l` (its original
    language) and `c` (its collection). None: it follows from others, or has a query of its own in storage/rows.py."""
    kept: Kept = Kept.PLAIN
    json: str = ""
    """Its key in JSON, and its column in a CSV."""
    fact: Fact | None = None
    value: Callable[[FilmRow], Any] | None = None
    """What readers find, where it is not simply the attribute."""

    @property
    def of(self) -> Callable[[FilmRow], Any]:
        """Reads the field from a row."""
        return self.value or attrgetter(self.name)


def _if_matched(name: str) -> Callable[[FilmRow], Any]:
    """A number that is 0 on a row while nothing is known: of a film without a match it is unknown."""
    read = attrgetter(name)
    return lambda row: None if row.tmdb_id is None else read(row)


def _languages(row: FilmRow) -> str:
    """The original language before the others that are spoken."""
    return ", ".join(filter(None, dict.fromkeys((row.language, *row.languages))))


def _waiting(row: FilmRow) -> str:
    """How long the film has been on the watchlist."""
    return (f"since {row.listed_on}" if row.listed_on else "yes") if row.watchlist else ""


FIELDS: tuple[Field, ...] = (
    Field("id", "f.id"),
    Field("uri", "f.uri", json="uri"),
    Field("name", "f.name", json="name"),
    Field("year", "f.year", Kept.FEW, json="year"),
    Field("rating", "f.rating", Kept.FEW, json="rating"),
    Field("liked", "f.liked", Kept.FLAG, json="liked"),
    Field("watched", "f.watched", Kept.FLAG, json="watched"),
    Field("watchlist", "f.watchlist", Kept.FLAG, json="watchlist", fact=Fact("Watchlist", text=_waiting)),
    Field("viewings", json="viewings"),
    Field("status", "f.status", Kept.STATUS, json="status"),
    Field("reason", "f.reason", Kept.TEXT, json="reason"),
    Field("kind", "f.kind", Kept.KIND, json="tmdb_kind"),
    Field("tmdb_id", "f.tmdb_id", json="tmdb_id"),
    Field("match_score", "f.match_score", json="match_score"),
    Field("match_reason", "f.match_reason", Kept.TEXT, json="match_reason"),
    Field("decided_by", "f.decided_by", Kept.TEXT, json="decided_by"),
    Field("title", "m.title", Kept.TEXT, json="title"),
    Field("original_title", "m.original_title", Kept.TEXT, json="original_title"),
    Field("genres", Labels("genre"), json="genres"),
    Field("directors", Credited(Role.DIRECTOR), json="directors"),
    Field("writers", Credited(Role.WRITER), json="writers"),
    Field("cast", Credited(Role.ACTOR, CAST), json="cast"),
    Field("countries", Labels("country", "code"), json="countries", fact=Fact("Country")),
    Field("languages", Labels("language", "code"), json="languages"),
    Field(
        "language",
        "coalesce(l.name, m.original_language)",
        Kept.TEXT,
        json="original_language",
        fact=Fact("Language", text=_languages),
    ),
    Field("runtime", "m.runtime", Kept.FEW, json="runtime"),
    Field("release_date", "m.release_date", Kept.DAY, json="release_date", fact=Fact("Released")),
    Field("tmdb_rating", "m.vote_average", json="tmdb_rating"),
    Field("tmdb_votes", "m.vote_count", Kept.NUMBER, json="tmdb_votes", value=_if_matched("tmdb_votes")),
    Field("popularity", "m.popularity", Kept.NUMBER, json="popularity", value=_if_matched("popularity")),
    Field("collection", "c.name", Kept.TEXT, json="collection", fact=Fact("Collection")),
    Field("poster_path", "m.poster_path", json="poster_path"),
    Field("dates", json="watched_dates"),
    Field("last_watched", json="last_watched"),
    Field("rewatches", json="rewatches"),
    Field("reviewed", json="reviewed"),
    Field("tags", json="tags"),
    Field("lists", json="lists", fact=Fact("Lists")),
    Field("orphaned", "f.orphaned", Kept.FLAG, json="orphaned"),
    Field("removed", "f.removed", Kept.FLAG),
    Field("logged_on", "f.logged_on", Kept.DAY),
    Field("listed_on", "f.listed_on", Kept.DAY),
    Field("keywords", Labels("keyword"), fact=Fact("Keywords", most=12)),
    Field("studios", Labels("company"), fact=Fact("Studio", most=4)),
    Field("people"),
)
"""All fields, in the order of their keys in JSON."""

_FACTS_ORDER = ("release_date", "countries", "language", "collection", "studios", "keywords", "watchlist", "lists")
"""The order of the facts on the film page; those that are not named here come first."""


# JSON ---------------------------------------------------------------------------------------------

_TOLD = {field.json: field.of for field in FIELDS if field.json}
JSON_KEYS = tuple(_TOLD)
"""The keys of a film in JSON, the columns of a CSV."""


def film_json(row: FilmRow) -> dict[str, Any]:
    """A film as JSON types, in the shape of `lbtui films --json`; unknown is None, a list that is empty is []."""
    return {key: as_json(read(row)) for key, read in _TOLD.items()}


def as_json(value: Any) -> Any:
    """A value of a row as JSON type: days as texts, an empty text as None, tuples as lists."""
    convert = _JSON_TYPES.get(type(value))
    return convert(value) if convert else value


_JSON_TYPES: dict[type, Callable[[Any], Any]] = {
    str: lambda text: text or None,
    tuple: lambda values: [as_json(value) for value in values],
    date: date.isoformat,
    FilmStatus: str,
    Kind: str,
}


# The film page ------------------------------------------------------------------------------------


def facts_of(row: FilmRow) -> list[tuple[str, str]]:
    """The facts of a film by their labels; what is unknown is left out."""
    told = [(fact.label, fact.text(row) if fact.text else _as_text(read(row), fact.most)) for read, fact in _FACTS]
    return [(label, text) for label, text in told if text]


def _as_text(value: Any, most: int | None = None) -> str:
    """A value of a row as a text: names joined by commas, at most `most` of them; unknown is empty."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value[:most]))
    return "" if value is None else str(value)


_FACTS = [
    (field.of, field.fact)
    for field in sorted(FIELDS, key=lambda field: field.name in _FACTS_ORDER and _FACTS_ORDER.index(field.name) + 1)
    if field.fact
]
