"""The fields of a film: where the store has each, how it is filtered, sorted and shown, and what JSON calls it.

One entry here makes a field known everywhere. One that TMDB tells is also a field of `Metadata`, a column of the table
`metadata` (a step in storage/schema.py), something that tmdb/models.py reads, and an attribute of `FilmRow`.
"""

import re
from collections.abc import Callable, Hashable, Iterable
from datetime import date
from enum import Enum, auto
from operator import attrgetter
from typing import Any, NamedTuple, TypeVar

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
from lbtui.films.scales import COUNTS, DAYS, DECADES, MINUTES, STARS, TENTHS, TENTHS_OF_STARS, YEARS, Scale
from lbtui.model.enums import FilmStatus, Kind, Role
from lbtui.model.films import FilmRow

CAST = 10
"""Actors of a row, in the order of billing; the film page has all of them."""


Reader = Callable[[FilmRow], Any]
"""Reads a value from a row."""


RATING = "iif({0}.rating BETWEEN 0.5 AND 5, {0}.rating, NULL)"
"""A rating in SQL, in stars, of the table or alias `{0}`: a number that lbtui cannot have stored is none."""


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


class Labels(NamedTuple):
    """Names that TMDB gives a film by way of a table `metadata_{table}`: genres, countries."""

    table: str
    key: str = "id"
    """The column by which the names' own table knows them."""


class Credited(NamedTuple):
    """The names of those who had a role, in the order of billing, all or the first `limit`."""

    role: Role
    limit: int | None = None


class Fact(NamedTuple):
    """A line of the film page: a label, and the value as a text, names joined by commas, at most `most` of them."""

    label: str
    most: int | None = None
    text: Callable[[FilmRow], str] | None = None
    """What to say, where it is not simply the value."""


class Field(NamedTuple):
    """An attribute or property of `FilmRow`, and what is known of it. What it has no entry for, it is not part of."""

    name: str
    source: str | Labels | Credited | None
    """Where the store has it. A text is an expression in SQL over `f` (film), `m` (metadata), `l` (its original
    language) and `c` (its collection). None: it follows from others, or has a query of its own in storage/rows.py."""
    kept: Kept
    json: str | None
    """Its key in JSON, and its column in a CSV."""
    read: Reader
    """Reads from a row what JSON and the film page tell of it."""
    filters: tuple[Filter, ...]
    """What the filter can ask of it, each under a name of its own."""
    column: Column | None
    sorting: Sorting | None
    """What films can be sorted by, also where there is no column."""
    fact: Fact | None

    @property
    def from_tmdb(self) -> bool:
        """Whether it is unknown until TMDB has been asked."""
        return isinstance(self.source, Labels | Credited) or bool(re.search(r"\b[mlc]\.", self.source or ""))


T = TypeVar("T")
Of = Callable[[Reader], T]
"""A part of a field's description, made once it is known how the field is read."""


def _field(
    name: str,
    source: str | Labels | Credited | None = None,
    kept: Kept = Kept.PLAIN,
    *,
    json: str | None = "",
    value: Reader | None = None,
    filters: tuple[Of[Filter], ...] = (),
    column: Of[Column] | None = None,
    sorting: Of[Sorting] | None = None,
    fact: Fact | None = None,
) -> Field:
    """A field, whose parts read the attribute `name` of a row where they are not told what else to read.

    `json` is the name unless it is given, None for a field that JSON does not tell; `value` is what JSON and the film
    page tell where that is not the attribute; a column brings its own sorting.
    """
    read: Reader = attrgetter(name)
    made = column(read) if column else None
    order = made.sorting if made else sorting(read) if sorting else None
    asked = tuple(make(read) for make in filters)
    return Field(name, source, kept, name if json == "" else json, value or read, asked, made, order, fact)


def _names(
    example: str, values: Reader | None = None, *, prefixes: bool = False, choices: tuple[str, ...] = ()
) -> Of[Filter]:
    """A filter of names, called as its example calls it."""
    return lambda read: TextFilter(_name_of(example), values or read, example, prefixes, choices)


def _name(example: str, value: Reader | None = None, *, choices: tuple[str, ...] = ()) -> Of[Filter]:
    """A filter of one name a film at most, empty for none; where its `choices` are known, by their beginnings."""

    def made(read: Reader) -> TextFilter:
        text = value or read
        return TextFilter(_name_of(example), lambda row: _one(text(row)), example, bool(choices), choices)

    return made


def _number(example: str, scale: Scale, value: Reader | None = None) -> Of[Filter]:
    """A filter of numbers in the steps of the scale."""
    return lambda read: NumberFilter(_name_of(example), value or read, scale, example)


def _name_of(example: str) -> str:
    return re.split("[:<>=]", example)[0]


def _column(
    key: str,
    label: str,
    letter: str,
    width: int | tuple[int, int],
    priority: int,
    *,
    text: Callable[[FilmRow], str] | None = None,
    sort: Reader | None = None,
    by_first_name: bool = False,
    sort_name: str = "",
    sort_label: str = "",
    descending: bool = False,
    unknown: Reader | None = None,
    right: bool = False,
    look: str = "text",
    field: str = "",
    narrow: Callable[[FilmRow], str] | None = None,
) -> Of[Column]:
    """A column of a width, or of a least and an ideal one, that sorts by `sort` under its own name and label."""
    least, ideal = width if isinstance(width, tuple) else (width, width)

    def made(read: Reader) -> Column:
        order = sort or ((lambda row: first_name(read(row))) if by_first_name else read)
        sorting = Sorting(sort_name or key, sort_label or label, letter, order, descending, unknown)
        shown = text or (lambda row: _as_text(read(row)))
        return Column(key, label, shown, sorting, least, ideal, priority, right, look, field, narrow)

    return made


WEEKDAYS = ("Monday", "Tuesday", "Wednesday", "Thursday", "Friday", "Saturday", "Sunday")


def _one(text: str | None) -> tuple[str, ...]:
    return (text,) if text else ()


def _distinct(values: Iterable[str]) -> tuple[str, ...]:
    return tuple(value for value in dict.fromkeys(values) if value)


def _predicted(row: FilmRow) -> int | None:
    return None if row.prediction is None else round(row.prediction.stars * 10)


def _days(row: FilmRow) -> tuple[int, ...]:
    return tuple(map(date.toordinal, row.dates))


def _tenths(row: FilmRow) -> int | None:
    return None if row.tmdb_rating is None else round(row.tmdb_rating * 10)


def _released(row: FilmRow) -> int | None:
    return row.release_date.toordinal() if row.release_date else None


def _votes(row: FilmRow) -> int | None:
    return row.tmdb_votes if row.tmdb_id else None


def _by_services(row: FilmRow) -> tuple[bool, str] | None:
    """Films on the member's services come before others."""
    return (not row.on_services, fold(row.streaming[0])) if row.streaming else None


def _waiting(row: FilmRow) -> str:
    """How long the film has been on the watchlist."""
    return (f"since {row.listed_on}" if row.listed_on else "yes") if row.watchlist else ""


_STATES = {status: place for place, status in enumerate(FilmStatus)}

# fmt: off
FIELDS: tuple[Field, ...] = (
    _field("id", "f.id", json=None),
    _field("uri", "f.uri"),
    _field("name", "f.name",
           filters=(_names("title:ghost", lambda row: _distinct((row.name, row.title, row.original_title))),),
           column=_column("title", "Title", "t", (20, 46), 0, sort=lambda row: title_key(row.name), field="title")),
    _field("year", "f.year", Kept.FEW,
           filters=(_number("year:1968..1975", YEARS), _number("decade:1970s", DECADES, attrgetter("decade"))),
           column=_column("year", "Year", "y", 4, 1, descending=True, look="muted")),
    _field("rating", RATING.format("f"), Kept.FEW,
           filters=(_number("rating>=4", STARS, lambda row: None if row.rating is None else round(row.rating * 2)),),
           column=_column("rating", "Rating", "r", 6, 2, text=lambda row: stars(row.rating),
                          descending=True, look="stars")),
    _field("liked", "f.liked", Kept.FLAG,
           column=_column("like", "♥", "i", 1, 3, text=lambda row: "♥" if row.liked else "",
                          sort_name="liked", sort_label="Liked", descending=True, look="like")),
    _field("watched", "f.watched", Kept.FLAG),
    _field("watchlist", "f.watchlist", Kept.FLAG, fact=Fact("Watchlist", text=_waiting)),
    _field("viewings", filters=(_number("viewings>=2", COUNTS),),
           column=_column("viewings", "Times", "v", 5, 10, text=times, sort=lambda row: row.viewings or None,
                          sort_label="Viewings", descending=True, unknown=undated, right=True, look="muted")),
    _field("status", "f.status", Kept.STATUS,
           filters=(_name("status:pending", lambda row: row.status.words, choices=tuple(s.words for s in FilmStatus)),),
           column=_column("status", "State", "s", (5, 14), 9, text=status, sort=lambda row: _STATES[row.status],
                          look="status", narrow=lambda row: STATUS_MARKS[row.status])),
    _field("reason", "f.reason", Kept.TEXT),
    _field("kind", "f.kind", Kept.KIND, json="tmdb_kind", filters=(_name("kind:tv", choices=tuple(Kind)),)),
    _field("tmdb_id", "f.tmdb_id"),
    _field("match_score", "f.match_score", Kept.FEW, sorting=lambda read: Sorting("match", "Match score", "m", read)),
    _field("match_reason", "f.match_reason", Kept.TEXT),
    _field("decided_by", "f.decided_by", Kept.TEXT),
    _field("title", "m.title", Kept.TEXT),
    _field("original_title", "m.original_title", Kept.TEXT),
    _field("genres", Labels("genre"), filters=(_names("genre:horror", prefixes=True),),
           column=_column("genres", "Genres", "e", (14, 30), 5, by_first_name=True,
                          sort_name="genre", sort_label="Genre", field="genre")),
    _field("directors", Credited(Role.DIRECTOR), filters=(_names("director:varda"),),
           column=_column("director", "Director", "d", (16, 24), 4, by_first_name=True,
                          field="director")),
    _field("writers", Credited(Role.WRITER), filters=(_names("writer:kaufman"),)),
    _field("cast", Credited(Role.ACTOR, CAST), filters=(_names("actor:huppert"),)),
    _field("countries", Labels("country", "code"), fact=Fact("Country"),
           filters=(_names("country:france", prefixes=True),),
           column=_column("country", "Country", "c", (8, 18), 12, text=short_countries,
                          by_first_name=True, look="muted", field="country")),
    _field("languages", Labels("language", "code")),
    _field("language", "coalesce(l.name, m.original_language)", Kept.TEXT, json="original_language",
           # The original language before the others that are spoken.
           fact=Fact("Language", text=lambda row: ", ".join(_distinct((row.language, *row.languages)))),
           filters=(_names("language:korean", lambda row: _one(row.language) or row.languages, prefixes=True),),
           column=_column("language", "Language", "a", (8, 11), 11, sort=lambda row: fold(row.language) or None,
                          look="muted")),
    _field("runtime", "m.runtime", Kept.FEW, filters=(_number("runtime<90", MINUTES),),
           column=_column("runtime", "Min", "u", 4, 6, text=lambda row: minutes(row.runtime), sort_label="Runtime",
                          descending=True, right=True, look="muted")),
    _field("release_date", "m.release_date", Kept.DAY, fact=Fact("Released"),
           filters=(_number("released:1999-03", DAYS, _released),)),
    _field("tmdb_rating", "m.vote_average", Kept.FEW,
           filters=(_number("tmdb>7", TENTHS, _tenths),),
           column=_column("tmdb", "TMDB", "b", 4, 7, sort_label="TMDB's rating", descending=True, right=True,
                          text=lambda row: "" if row.tmdb_rating is None else f"{row.tmdb_rating:.1f}", look="muted")),
    _field("tmdb_votes", "m.vote_count", Kept.NUMBER, value=_votes, filters=(_number("votes<1000", COUNTS, _votes),)),
    _field("popularity", "m.popularity", Kept.NUMBER, value=lambda row: row.popularity if row.tmdb_id else None),
    _field("collection", "c.name", Kept.TEXT, fact=Fact("Collection"), filters=(_name("collection:bond"),)),
    _field("poster_path", "m.poster_path"),
    _field("dates", json="watched_dates",
           filters=(lambda _read: DaysFilter("watched", _days, DAYS, "watched:2024-05"),
                    _names("weekday:friday", lambda row: _distinct(WEEKDAYS[day.weekday()] for day in row.dates),
                           prefixes=True, choices=WEEKDAYS))),
    _field("last_watched",
           column=_column("watched", "Watched on", "w", 10, 8, sort_label="Watched", descending=True, unknown=undated,
                          look="muted")),
    _field("rewatches"),
    _field("reviewed"),
    _field("tags", filters=(_names("tag:cinema"),)),
    _field("lists", fact=Fact("Lists"), filters=(_names('list="Top 100"'),)),
    _field("orphaned", "f.orphaned", Kept.FLAG),
    _field("removed", "f.removed", Kept.FLAG, json=None),
    _field("logged_on", "f.logged_on", Kept.DAY, json=None),
    _field("listed_on", "f.listed_on", Kept.DAY, json=None),
    _field("keywords", Labels("keyword"), json=None, fact=Fact("Keywords", most=12),
           filters=(_names("keyword:heist"),)),
    _field("studios", Labels("company"), json=None, fact=Fact("Studio", most=4), filters=(_names("studio:ghibli"),)),
    # In figures: stars are what the member has given.
    _field("predicted", filters=(_number("predicted>=4", TENTHS_OF_STARS, _predicted),),
           column=_column("predicted", "Predicted", "p", 9, 2, sort_label="Predicted rating", descending=True,
                          right=True, text=lambda row: "" if row.prediction is None else f"{row.prediction.stars:.1f}",
                          look="muted")),
    _field("predicted_interval"),
    _field("predicted_parts"),
    _field("prediction", json=None),
    _field("people", json=None, filters=(lambda read: PersonFilter("person", read, COUNTS, "person:6818"),)),
    _field("streaming", filters=(_names("on:mubi", prefixes=True),),
           column=_column("streaming", "Streams on", "o", (12, 22), 13, sort=_by_services, field="on")),
    _field("rent"),
    _field("buy"),
    _field("on_services"),
    _field("streaming_as_of", "iif(m.region = :region, substr(m.streams_at, 1, 10), NULL)", Kept.DAY),
)
# fmt: on
"""All fields, in the order of their keys in JSON."""

# Their other orders. What is not named in one of them comes last there.
_COLUMNS = (
    "title year rating predicted like runtime genres director language country tmdb watched viewings streaming status"
)
_SORTINGS = (
    "title year watched rating predicted liked viewings runtime genre director language country tmdb streaming status "
    "match"
)
_FILTERS = (
    "title director actor writer genre country language year decade rating predicted tmdb votes runtime watched "
    "weekday released viewings on tag list keyword studio collection status kind person"
)
_FACTS = "release_date countries language collection studios keywords watchlist lists"


def _in_order(found: dict[str, T], names: str) -> dict[str, T]:
    order = {name: place for place, name in enumerate(names.split())}
    return dict(sorted(found.items(), key=lambda item: order.get(item[0], len(order))))


COLUMNS: dict[str, Column] = _in_order({one.column.key: one.column for one in FIELDS if one.column}, _COLUMNS)
"""All columns of the table by key, in their usual order."""

USUAL_COLUMNS = tuple(key for key in COLUMNS if key != "predicted")
"""Those of the table until the member has chosen others: a prediction is for who asks for it."""

OF_TMDB = frozenset(field.column.key for field in FIELDS if field.column and field.from_tmdb)
"""The columns that are empty until TMDB has been asked."""

SORTINGS: dict[str, Sorting] = _in_order({one.sorting.name: one.sorting for one in FIELDS if one.sorting}, _SORTINGS)
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
    "streaming": attrgetter("on_services"),
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

_TOLD_WITH_PREDICTED = {field.json: field.read for field in FIELDS if field.json}
_TOLD = {key: read for key, read in _TOLD_WITH_PREDICTED.items() if not key.startswith("predicted")}


def json_keys(*, predicted: bool = False) -> tuple[str, ...]:
    """The keys of a film in JSON, the columns of a CSV."""
    return tuple(_TOLD_WITH_PREDICTED if predicted else _TOLD)


def film_json(row: FilmRow, *, predicted: bool = False) -> dict[str, Any]:
    """A film as JSON types, in the shape of `lbtui films --json`; unknown is None, a list that is empty is [].

    `predicted` adds what the member might give it.
    """
    return {key: as_json(read(row)) for key, read in (_TOLD_WITH_PREDICTED if predicted else _TOLD).items()}


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


_TELLING = list(_in_order({one.name: (one.read, one.fact) for one in FIELDS if one.fact}, _FACTS).values())
