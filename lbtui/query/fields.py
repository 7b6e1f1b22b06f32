"""What a filter can ask of a film: the fields and flags, and how each is read from a row."""

from collections.abc import Callable, Collection, Hashable
from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import Any

from lbtui.model import FilmRow, FilmStatus, Kind
from lbtui.query.folding import fold
from lbtui.query.scales import COUNTS, DAYS, DECADES, MINUTES, STARS, TENTHS, YEARS, Scale

WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


@dataclass(frozen=True, slots=True)
class TextField:
    """A field that holds names: `director:varda` finds a part of one, `director="Agnès Varda"` a whole one."""

    name: str
    values: Callable[[FilmRow], tuple[str, ...]]
    example: str
    prefixes: bool = False
    """Whether a part must start a word: `country:us` is not Australia."""
    choices: tuple[str, ...] = ()
    """All values that there can be, where that is known."""

    def column(self, row: FilmRow) -> str:
        """The row's values folded, each between line breaks and with a blank before it; empty without any."""
        return _few_columns(self.values(row)) if self.prefixes else _column(self.values(row))

    def needle(self, value: str, exact: bool) -> str:
        """What must occur in `column` for the value to match."""
        folded = _ALIASES.get(fold(value), fold(value)) if self.prefixes else fold(value)
        if exact:
            return f"\n {folded}\n"
        return f" {folded}" if self.prefixes else folded


@dataclass(frozen=True, slots=True)
class NumberField:
    """A field with at most one number a film, in the steps of its scale."""

    name: str
    value: Callable[[FilmRow], int | None]
    scale: Scale
    example: str


@dataclass(frozen=True, slots=True)
class DaysField:
    """A field with any number of days a film, ascending; one in the range is enough."""

    name: str
    value: Callable[[FilmRow], tuple[int, ...]]
    scale: Scale
    example: str


@dataclass(frozen=True, slots=True)
class PersonField:
    """Everybody credited, by TMDB person id."""

    name: str
    value: Callable[[FilmRow], Collection[int]]
    scale: Scale
    example: str


Field = TextField | NumberField | DaysField | PersonField

# Short names that people type for what TMDB spells out.
_ALIASES = {
    "sci-fi": "science fiction", "scifi": "science fiction", "us": "united states", "usa": "united states",
    "uk": "united kingdom", "film": "movie", "series": "tv",
}  # fmt: skip


def _column(values: tuple[str, ...]) -> str:
    return _fold_all(("", *values), "\n ") + "\n" if values else ""


# Genres, countries and the like come in few combinations, which the rows then share.
_few_columns = lru_cache(maxsize=4096)(_column)


def _fold_all(values: tuple[str, ...], between: str) -> str:
    """The values folded and joined. Folding one by one profits from names that were folded before."""
    text = between.join(values)
    return text.lower() if text.isascii() else between.join(map(fold, values))


def _one(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _titles(row: FilmRow) -> tuple[str, ...]:
    return _distinct((row.name, row.title, row.original_title))


def _languages(row: FilmRow) -> tuple[str, ...]:
    return _one(row.language) or row.languages


def _weekdays(row: FilmRow) -> tuple[str, ...]:
    return _distinct(tuple(WEEKDAYS[day.weekday()] for day in row.dates))


def _distinct(values: tuple[str, ...]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(values) if value)


def _stars(row: FilmRow) -> int | None:
    return None if row.rating is None else round(row.rating * 2)


def _tenths(row: FilmRow) -> int | None:
    return None if row.tmdb_rating is None else round(row.tmdb_rating * 10)


def _days(row: FilmRow) -> tuple[int, ...]:
    return tuple(map(date.toordinal, row.dates))


def _released(row: FilmRow) -> int | None:
    return row.release_date.toordinal() if row.release_date else None


def haystack(row: FilmRow) -> str:
    """All that a bare word looks at: titles, directors, cast and tags, folded, on lines of their own."""
    name, title, original = row.name, row.title, row.original_title
    titles = (name,) if name == title == original else (name, title, original)
    return _fold_all((*titles, *row.directors, *row.cast, *row.tags), "\n")


_FIELDS: tuple[Field, ...] = (
    TextField("title", _titles, "title:ghost"),
    TextField("director", lambda row: row.directors, "director:varda"),
    TextField("actor", lambda row: row.cast, "actor:huppert"),
    TextField("writer", lambda row: row.writers, "writer:kaufman"),
    TextField("genre", lambda row: row.genres, "genre:horror", prefixes=True),
    TextField("country", lambda row: row.countries, "country:france", prefixes=True),
    TextField("language", _languages, "language:korean", prefixes=True),
    NumberField("year", lambda row: row.year, YEARS, "year:1968..1975"),
    NumberField("decade", lambda row: row.decade, DECADES, "decade:1970s"),
    NumberField("rating", _stars, STARS, "rating>=4"),
    NumberField("tmdb", _tenths, TENTHS, "tmdb>7"),
    NumberField("votes", lambda row: row.tmdb_votes if row.tmdb_id else None, COUNTS, "votes<1000"),
    NumberField("runtime", lambda row: row.runtime, MINUTES, "runtime<90"),
    DaysField("watched", _days, DAYS, "watched:2024-05"),
    TextField("weekday", _weekdays, "weekday:friday", prefixes=True, choices=WEEKDAYS),
    NumberField("released", _released, DAYS, "released:1999-03"),
    NumberField("viewings", lambda row: row.viewings, COUNTS, "viewings>=2"),
    TextField("tag", lambda row: row.tags, "tag:cinema"),
    TextField("list", lambda row: row.lists, 'list="Top 100"'),
    TextField("keyword", lambda row: row.keywords, "keyword:heist"),
    TextField("studio", lambda row: row.studios, "studio:ghibli"),
    TextField("collection", lambda row: _one(row.collection), "collection:bond"),
    TextField(
        "status",
        lambda row: _one(row.status.words),
        "status:pending",
        prefixes=True,
        choices=tuple(status.words for status in FilmStatus),
    ),
    TextField("kind", lambda row: _one(row.kind), "kind:tv", prefixes=True, choices=tuple(Kind)),
    PersonField("person", lambda row: row.people, COUNTS, "person:6818"),
)

FIELDS: dict[str, Field] = {field.name: field for field in _FIELDS}
"""Every field by its name."""

FLAGS: dict[str, Callable[[FilmRow], bool]] = {
    "liked": lambda row: row.liked,
    "rated": lambda row: row.rating is not None,
    "unrated": lambda row: row.rating is None,
    "rewatched": lambda row: row.rewatches > 0 or row.viewings > 1,
    "reviewed": lambda row: row.reviewed,
    "watched": lambda row: row.watched,
    "unseen": lambda row: not row.watched,
    "watchlist": lambda row: row.watchlist,
    "orphaned": lambda row: row.orphaned,
    "removed": lambda row: row.removed,
}
"""Every flag, as a bare word, and the question it asks."""

SEARCHED_BY_WORDS = ("title", "director", "actor", "tag")
"""The fields that a bare word looks at."""


def column_reader(name: str) -> Callable[[FilmRow], Hashable]:
    """What reads the column `name` (a field, a flag as `?flag`, or `words`) from a row."""
    if name == "words":
        return haystack
    if name.startswith("?"):
        return FLAGS[name[1:]]
    field: Any = FIELDS[name]
    reader: Callable[[FilmRow], Hashable] = field.column if isinstance(field, TextField) else field.value
    return reader
