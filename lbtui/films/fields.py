"""The fields of a film: where the store has each, how it is filtered, sorted and shown, and what JSON calls it.

One entry here makes a field known everywhere. One that TMDB tells is also a field of `Metadata`, a column of the table
`metadata` (a step in storage/schema.py), something that tmdb/models.py reads, and an attribute of `FilmRow`.
"""

from collections.abc import Callable, Hashable, Iterable
from dataclasses import dataclass
from datetime import date
from enum import Enum, auto
from operator import attrgetter
from typing import Any, TypeVar

from lbtui.films.columns import (
    STATUS_MARKS,
    Column,
    Sorting,
    first_name,
    minutes,
    short_countries,
    stars,
    status,
    times,
    title_key,
    undated,
)
from lbtui.films.filters import DaysFilter, Filter, NumberFilter, PersonFilter, TextFilter, fold_all
from lbtui.films.folding import fold
from lbtui.films.scales import COUNTS, DAYS, DECADES, MINUTES, STARS, TENTHS, YEARS
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
    """What JSON and the film page tell, where it is not simply the attribute."""
    filters: tuple[Filter, ...] = ()
    """What the filter can ask of it, each under a name of its own."""
    column: Column | None = None
    sorting: Sorting | None = None
    """What films can be sorted by, where no column does."""

    @property
    def of(self) -> Callable[[FilmRow], Any]:
        """Reads what is told of the field from a row."""
        return self.value or attrgetter(self.name)

    @property
    def from_tmdb(self) -> bool:
        """Whether it is unknown until TMDB has been asked."""
        return isinstance(self.source, Labels | Credited) or (self.source or "f.")[:2] != "f."


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _one(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(values) if value)


def _titles(row: FilmRow) -> tuple[str, ...]:
    return _distinct((row.name, row.title, row.original_title))


def _stars(row: FilmRow) -> int | None:
    return None if row.rating is None else round(row.rating * 2)


def _tenths(row: FilmRow) -> int | None:
    return None if row.tmdb_rating is None else round(row.tmdb_rating * 10)


def _days(row: FilmRow) -> tuple[int, ...]:
    return tuple(map(date.toordinal, row.dates))


def _weekdays(row: FilmRow) -> tuple[str, ...]:
    return _distinct(WEEKDAYS[day.weekday()] for day in row.dates)


def _released(row: FilmRow) -> int | None:
    return row.release_date.toordinal() if row.release_date else None


def _votes(row: FilmRow) -> int | None:
    return row.tmdb_votes if row.tmdb_id else None


def _popularity(row: FilmRow) -> float | None:
    return row.popularity if row.tmdb_id else None


def _spoken(row: FilmRow) -> str:
    """The original language before the others that are spoken."""
    return ", ".join(_distinct((row.language, *row.languages)))


def _waiting(row: FilmRow) -> str:
    """How long the film has been on the watchlist."""
    return (f"since {row.listed_on}" if row.listed_on else "yes") if row.watchlist else ""


_STATES = {status: place for place, status in enumerate(FilmStatus)}

FIELDS: tuple[Field, ...] = (
    Field("id", "f.id"),
    Field("uri", "f.uri", json="uri"),
    Field(
        "name",
        "f.name",
        json="name",
        filters=(TextFilter("title", _titles, "title:ghost"),),
        column=Column(
            "title",
            "Title",
            attrgetter("name"),
            Sorting("title", "Title", "t", lambda row: title_key(row.name)),
            least=20,
            ideal=46,
            priority=0,
            field="title",
        ),
    ),
    Field(
        "year",
        "f.year",
        Kept.FEW,
        json="year",
        filters=(
            NumberFilter("year", attrgetter("year"), YEARS, "year:1968..1975"),
            NumberFilter("decade", attrgetter("decade"), DECADES, "decade:1970s"),
        ),
        column=Column(
            "year",
            "Year",
            lambda row: str(row.year or ""),
            Sorting("year", "Year", "y", attrgetter("year"), descending=True),
            least=4,
            ideal=4,
            priority=1,
            look="muted",
        ),
    ),
    Field(
        "rating",
        "f.rating",
        Kept.FEW,
        json="rating",
        filters=(NumberFilter("rating", _stars, STARS, "rating>=4"),),
        column=Column(
            "rating",
            "Rating",
            lambda row: stars(row.rating),
            Sorting("rating", "Rating", "r", attrgetter("rating"), descending=True),
            least=6,
            ideal=6,
            priority=2,
            look="stars",
        ),
    ),
    Field(
        "liked",
        "f.liked",
        Kept.FLAG,
        json="liked",
        column=Column(
            "like",
            "♥",
            lambda row: "♥" if row.liked else "",
            Sorting("liked", "Liked", "i", attrgetter("liked"), descending=True),
            least=1,
            ideal=1,
            priority=3,
            look="like",
        ),
    ),
    Field("watched", "f.watched", Kept.FLAG, json="watched"),
    Field("watchlist", "f.watchlist", Kept.FLAG, json="watchlist", fact=Fact("Watchlist", text=_waiting)),
    Field(
        "viewings",
        json="viewings",
        filters=(NumberFilter("viewings", attrgetter("viewings"), COUNTS, "viewings>=2"),),
        column=Column(
            "viewings",
            "Times",
            times,
            Sorting("viewings", "Viewings", "v", lambda row: row.viewings or None, descending=True, unknown=undated),
            least=5,
            ideal=5,
            priority=10,
            right=True,
            look="muted",
        ),
    ),
    Field(
        "status",
        "f.status",
        Kept.STATUS,
        json="status",
        filters=(
            TextFilter(
                "status",
                lambda row: _one(row.status.words),
                "status:pending",
                prefixes=True,
                choices=tuple(status.words for status in FilmStatus),
            ),
        ),
        column=Column(
            "status",
            "State",
            status,
            Sorting("status", "State", "s", lambda row: _STATES[row.status]),
            least=5,
            ideal=14,
            priority=9,
            look="status",
            narrow=lambda row: STATUS_MARKS[row.status],
        ),
    ),
    Field("reason", "f.reason", Kept.TEXT, json="reason"),
    Field(
        "kind",
        "f.kind",
        Kept.KIND,
        json="tmdb_kind",
        filters=(TextFilter("kind", lambda row: _one(row.kind), "kind:tv", prefixes=True, choices=tuple(Kind)),),
    ),
    Field("tmdb_id", "f.tmdb_id", json="tmdb_id"),
    Field(
        "match_score",
        "f.match_score",
        json="match_score",
        sorting=Sorting("match", "Match score", "m", attrgetter("match_score")),
    ),
    Field("match_reason", "f.match_reason", Kept.TEXT, json="match_reason"),
    Field("decided_by", "f.decided_by", Kept.TEXT, json="decided_by"),
    Field("title", "m.title", Kept.TEXT, json="title"),
    Field("original_title", "m.original_title", Kept.TEXT, json="original_title"),
    Field(
        "genres",
        Labels("genre"),
        json="genres",
        filters=(TextFilter("genre", attrgetter("genres"), "genre:horror", prefixes=True),),
        column=Column(
            "genres",
            "Genres",
            lambda row: ", ".join(row.genres),
            Sorting("genre", "Genre", "e", lambda row: first_name(row.genres)),
            least=14,
            ideal=30,
            priority=5,
            field="genre",
        ),
    ),
    Field(
        "directors",
        Credited(Role.DIRECTOR),
        json="directors",
        filters=(TextFilter("director", attrgetter("directors"), "director:varda"),),
        column=Column(
            "director",
            "Director",
            lambda row: ", ".join(row.directors),
            Sorting("director", "Director", "d", lambda row: first_name(row.directors)),
            least=16,
            ideal=24,
            priority=4,
            field="director",
        ),
    ),
    Field(
        "writers",
        Credited(Role.WRITER),
        json="writers",
        filters=(TextFilter("writer", attrgetter("writers"), "writer:kaufman"),),
    ),
    Field(
        "cast",
        Credited(Role.ACTOR, CAST),
        json="cast",
        filters=(TextFilter("actor", attrgetter("cast"), "actor:huppert"),),
    ),
    Field(
        "countries",
        Labels("country", "code"),
        json="countries",
        fact=Fact("Country"),
        filters=(TextFilter("country", attrgetter("countries"), "country:france", prefixes=True),),
        column=Column(
            "country",
            "Country",
            short_countries,
            Sorting("country", "Country", "c", lambda row: first_name(row.countries)),
            least=8,
            ideal=18,
            priority=12,
            look="muted",
            field="country",
        ),
    ),
    Field("languages", Labels("language", "code"), json="languages"),
    Field(
        "language",
        "coalesce(l.name, m.original_language)",
        Kept.TEXT,
        json="original_language",
        fact=Fact("Language", text=_spoken),
        filters=(
            TextFilter("language", lambda row: _one(row.language) or row.languages, "language:korean", prefixes=True),
        ),
        column=Column(
            "language",
            "Language",
            attrgetter("language"),
            Sorting("language", "Language", "a", lambda row: fold(row.language) or None),
            least=8,
            ideal=11,
            priority=11,
            look="muted",
        ),
    ),
    Field(
        "runtime",
        "m.runtime",
        Kept.FEW,
        json="runtime",
        filters=(NumberFilter("runtime", attrgetter("runtime"), MINUTES, "runtime<90"),),
        column=Column(
            "runtime",
            "Min",
            lambda row: minutes(row.runtime),
            Sorting("runtime", "Runtime", "u", attrgetter("runtime"), descending=True),
            least=4,
            ideal=4,
            priority=6,
            right=True,
            look="muted",
        ),
    ),
    Field(
        "release_date",
        "m.release_date",
        Kept.DAY,
        json="release_date",
        fact=Fact("Released"),
        filters=(NumberFilter("released", _released, DAYS, "released:1999-03"),),
    ),
    Field(
        "tmdb_rating",
        "m.vote_average",
        json="tmdb_rating",
        filters=(NumberFilter("tmdb", _tenths, TENTHS, "tmdb>7"),),
        column=Column(
            "tmdb",
            "TMDB",
            lambda row: "" if row.tmdb_rating is None else f"{row.tmdb_rating:.1f}",
            Sorting("tmdb", "TMDB's rating", "b", attrgetter("tmdb_rating"), descending=True),
            least=4,
            ideal=4,
            priority=7,
            right=True,
            look="muted",
        ),
    ),
    Field(
        "tmdb_votes",
        "m.vote_count",
        Kept.NUMBER,
        json="tmdb_votes",
        value=_votes,
        filters=(NumberFilter("votes", _votes, COUNTS, "votes<1000"),),
    ),
    Field("popularity", "m.popularity", Kept.NUMBER, json="popularity", value=_popularity),
    Field(
        "collection",
        "c.name",
        Kept.TEXT,
        json="collection",
        fact=Fact("Collection"),
        filters=(TextFilter("collection", lambda row: _one(row.collection), "collection:bond"),),
    ),
    Field("poster_path", "m.poster_path", json="poster_path"),
    Field(
        "dates",
        json="watched_dates",
        filters=(
            DaysFilter("watched", _days, DAYS, "watched:2024-05"),
            TextFilter("weekday", _weekdays, "weekday:friday", prefixes=True, choices=WEEKDAYS),
        ),
    ),
    Field(
        "last_watched",
        json="last_watched",
        column=Column(
            "watched",
            "Watched on",
            lambda row: row.last_watched.isoformat() if row.dates and row.last_watched else "",
            Sorting("watched", "Watched", "w", attrgetter("last_watched"), descending=True, unknown=undated),
            least=10,
            ideal=10,
            priority=8,
            look="muted",
        ),
    ),
    Field("rewatches", json="rewatches"),
    Field("reviewed", json="reviewed"),
    Field("tags", json="tags", filters=(TextFilter("tag", attrgetter("tags"), "tag:cinema"),)),
    Field(
        "lists", json="lists", fact=Fact("Lists"), filters=(TextFilter("list", attrgetter("lists"), 'list="Top 100"'),)
    ),
    Field("orphaned", "f.orphaned", Kept.FLAG, json="orphaned"),
    Field("removed", "f.removed", Kept.FLAG),
    Field("logged_on", "f.logged_on", Kept.DAY),
    Field("listed_on", "f.listed_on", Kept.DAY),
    Field(
        "keywords",
        Labels("keyword"),
        fact=Fact("Keywords", most=12),
        filters=(TextFilter("keyword", attrgetter("keywords"), "keyword:heist"),),
    ),
    Field(
        "studios",
        Labels("company"),
        fact=Fact("Studio", most=4),
        filters=(TextFilter("studio", attrgetter("studios"), "studio:ghibli"),),
    ),
    Field("people", filters=(PersonFilter("person", attrgetter("people"), COUNTS, "person:6818"),)),
)
"""All fields, in the order of their keys in JSON."""

# Their other orders. What is not named in one of them comes last there.
_COLUMNS = "title year rating like runtime genres director language country tmdb watched viewings status"
_SORTINGS = "title year watched rating liked viewings runtime genre director language country tmdb status match"
_FILTERS = (
    "title director actor writer genre country language year decade rating tmdb votes runtime watched weekday released "
    "viewings tag list keyword studio collection status kind person"
)
_FACTS = "release_date countries language collection studios keywords watchlist lists"

T = TypeVar("T")


def _in_order(found: dict[str, T], names: str) -> dict[str, T]:
    order = {name: place for place, name in enumerate(names.split())}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))


COLUMNS: dict[str, Column] = _in_order({one.column.key: one.column for one in FIELDS if one.column}, _COLUMNS)
"""All columns of the table by key, in their usual order."""

OF_TMDB = frozenset(field.column.key for field in FIELDS if field.column and field.from_tmdb)
"""The columns that are empty until TMDB has been asked."""

SORTINGS: dict[str, Sorting] = _in_order(
    {sorting.name: sorting for field in FIELDS if (sorting := field.column.sorting if field.column else field.sorting)},
    _SORTINGS,
)
"""All that films can be sorted by, by name."""

FILTERS: dict[str, Filter] = _in_order({one.name: one for field in FIELDS for one in field.filters}, _FILTERS)
"""All that a filter can ask with a value, by name."""

FLAGS: dict[str, Callable[[FilmRow], bool]] = {
    "liked": attrgetter("liked"),
    "rated": lambda row: row.rating is not None,
    "unrated": lambda row: row.rating is None,
    "rewatched": lambda row: row.rewatches > 0 or row.viewings > 1,
    "reviewed": attrgetter("reviewed"),
    "watched": attrgetter("watched"),
    "unseen": lambda row: not row.watched,
    "watchlist": attrgetter("watchlist"),
    "orphaned": attrgetter("orphaned"),
    "removed": attrgetter("removed"),
}
"""All that a filter can ask by a bare word."""

SEARCHED_BY_WORDS = ("title", "director", "actor", "tag")
"""The filters whose values any other bare word is looked for in."""


def haystack(row: FilmRow) -> str:
    """All that a bare word looks at: titles, directors, cast and tags, folded, on lines of their own."""
    name, title, original = row.name, row.title, row.original_title
    titles = (name,) if name == title == original else (name, title, original)
    return fold_all((*titles, *row.directors, *row.cast, *row.tags), "\n")


def filter_reader(name: str) -> Callable[[FilmRow], Hashable]:
    """What reads the values that a filter compares (`name`, a flag as `?flag`, or `words`) from a row."""
    if name == "words":
        return haystack
    if name.startswith("?"):
        return FLAGS[name[1:]]
    found: Any = FILTERS[name]
    reader: Callable[[FilmRow], Hashable] = found.column if isinstance(found, TextFilter) else found.value
    return reader


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
    told = [(fact.label, fact.text(row) if fact.text else _as_text(read(row), fact.most)) for read, fact in _TELLING]
    return [(label, text) for label, text in told if text]


def _as_text(value: Any, most: int | None = None) -> str:
    """A value of a row as a text: names joined by commas, at most `most` of them; unknown is empty."""
    if isinstance(value, tuple):
        return ", ".join(map(str, value[:most]))
    return "" if value is None else str(value)


_TELLING = list(_in_order({one.name: (one.of, one.fact) for one in FIELDS if one.fact}, _FACTS).values())
