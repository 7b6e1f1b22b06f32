"""The films of the library as rows for the table, the filter and the shell, read in one go.

Plain sqlite3 for a thread: on the event loop a hundred thousand films would freeze the screen. The
labels of a film come joined in one text, so that there are few rows to fetch, equal texts make one
shared tuple, and other threads run while SQLite joins them. Rows are made column by column, in C, and
what only filters and film pages ask for stays in columns.
"""

import json
import sqlite3
from array import array
from collections import defaultdict
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping
from dataclasses import fields
from datetime import date
from functools import cache
from itertools import repeat
from operator import attrgetter
from pathlib import Path
from typing import Any

from lbtui.films.columns import title_key
from lbtui.films.fields import FIELDS, Credited, Field, Kept, Labels
from lbtui.gc_tuning import uncollected
from lbtui.model.columns import InColumns, NameLists, TitleColumns
from lbtui.model.enums import STREAMING, FilmStatus, Kind, Way
from lbtui.model.films import FilmRow
from lbtui.storage.database import reading
from lbtui.storage.offers import Chosen, read_chosen

Names = tuple[str, ...]
Columns = dict[str, Iterable[Any]]
Found = dict[str, tuple[Mapping[int, object], object]]
"""By the name of a field what was found for each film or metadata, and what the others have."""

_PIECE = 5_000
"""Films that are made into rows at a time."""


FILMS = """
FROM film f LEFT JOIN metadata m ON m.kind = f.kind AND m.tmdb_id = f.tmdb_id
LEFT JOIN language l ON l.code = m.original_language LEFT JOIN collection c ON c.id = m.collection
"""
"""The films with all that the sources of fields are about."""

_DEFAULTS = {Kept.TEXT: "''", Kept.NUMBER: "0"}


def _selected(field: Field) -> str:
    default = _DEFAULTS.get(field.kept)
    return f"{f'coalesce({field.source}, {default})' if default else field.source} AS {field.name}"


_IN_COLUMNS = frozenset(name for name, value in vars(FilmRow).items() if isinstance(value, InColumns))
_IN_ROWS = [field for field in FIELDS if field.name not in _IN_COLUMNS]
_FILMS = f"""
SELECT {", ".join(_selected(field) for field in _IN_ROWS if isinstance(field.source, str))}, m.id AS metadata
{FILMS} WHERE f.id {{films}} AND f.removed <= :removed
"""


def _persons(credited: Credited) -> str:
    billed = "" if credited.limit is None else f" AND position < {credited.limit}"
    return f"group_concat(CASE WHEN role = '{credited.role}'{billed} THEN person END)"


# Grouped by the start of their primary keys, these are read in the order of the keys: labels keep their places.
_LABELS = "SELECT metadata, group_concat({0}) FROM metadata_{0} WHERE metadata {{metadata}} GROUP BY metadata"
_LABELS_OF_ALL = """
SELECT group_concat({0}) FROM metadata m LEFT JOIN metadata_{0} ON metadata = m.id
WHERE m.id {{metadata}} GROUP BY m.id ORDER BY m.id
"""
_CREDITED = {field.name: field.source for field in FIELDS if isinstance(field.source, Credited)}
_CREDITS_OF_ALL = f"""
SELECT group_concat(person), {", ".join(map(_persons, _CREDITED.values()))}
FROM metadata m LEFT JOIN credit ON metadata = m.id WHERE m.id {{metadata}} GROUP BY m.id ORDER BY m.id
"""
_TITLES = """
SELECT id, coalesce(poster_path, ''), coalesce(popularity, 0) FROM metadata WHERE id {metadata} ORDER BY id
"""
_OFFERS = f"""
SELECT o.* FROM (
    SELECT metadata, {", ".join(f"group_concat(CASE WHEN way = '{way}' THEN service END)" for way in Way)}
    FROM offer WHERE metadata {{metadata}} GROUP BY metadata
) o CROSS JOIN metadata m ON m.id = o.metadata WHERE m.region = :region
"""
_VIEWINGS = """
SELECT film, group_concat(watched_on), sum(rewatch) FROM viewing WHERE removed = 0 AND film {films} GROUP BY film
"""
_TAGS = """
SELECT v.film, t.tag FROM viewing v JOIN viewing_tag t ON t.viewing = v.id
WHERE v.removed = 0 AND v.film {films} ORDER BY v.watched_on, v.id
"""
_REVIEWS = """
SELECT r.film, iif(r.viewing IS NULL, r.tags, '') FROM review r LEFT JOIN viewing v ON v.id = r.viewing
WHERE r.film {films} AND coalesce(v.removed, 0) = 0 ORDER BY r.id
"""
_LISTS = """
SELECT e.film, l.name FROM list l JOIN list_entry e ON e.list = l.id WHERE e.film {films} ORDER BY l.name, l.id
"""


_LATEST = """
SELECT f.id FROM viewing v JOIN film f ON f.id = v.film WHERE v.removed = 0 AND f.removed = 0
GROUP BY f.id ORDER BY max(v.watched_on) DESC, f.id LIMIT ?
"""
_FIRST = """
SELECT id FROM film WHERE removed = 0 ORDER BY name COLLATE NOCASE, coalesce(year, 0), id LIMIT ?
"""


def load_rows(
    path: Path, ids: Collection[int] | None = None, *, removed: bool = False, columns: TitleColumns | None = None
) -> list[FilmRow]:
    """All films, or those of `ids` that there are, in the order of a library: by title as on a shelf, then by year.

    Removed ones come only where they are asked for; `columns` takes what the rows have in columns, else new ones do.
    Blocks, some 40 µs a film. Raises StorageError with a sentence.
    """
    with reading(path) as connection, uncollected():
        rows = read_rows(connection, ids, removed=removed, columns=columns)
    # One key after the other: tuples of them take twice as long to compare.
    rows.sort(key=attrgetter("id"))
    rows.sort(key=lambda row: row.year or 0)
    rows.sort(key=lambda row: title_key(row.name))
    return rows


def first_rows(path: Path, limit: int) -> list[FilmRow]:
    """The films watched last, `limit` of them, to be seen while all are read; some 50 ms of 100,000.

    Without a diary they are the first by title. SQLite knows no case beyond ASCII and no articles, so that a film may
    be missing here that the library has among the first.
    """
    with reading(path) as connection:
        ids = connection.execute(_LATEST, (limit,)).fetchall() or connection.execute(_FIRST, (limit,)).fetchall()
    return load_rows(path, [id_ for (id_,) in ids])


class _Source:
    """Queries, each limited to some films and metadata, or to none."""

    def __init__(self, connection: sqlite3.Connection) -> None:
        self._connection = connection
        self._ids: dict[str, str] = {}

    def limit(self, name: str, ids: Collection[int] | None) -> None:
        """From now on `{name}` in a query stands for these ids; without ids for all."""
        if ids is not None:
            self._ids[name] = json.dumps(list(ids))

    def _among(self, name: str) -> str:
        return f"IN (SELECT value FROM json_each(:{name}))" if name in self._ids else "IS NOT NULL"

    def read(self, sql: str, **parameters: object) -> sqlite3.Cursor:
        """The rows of a query, one after the other."""
        limited = sql.format(films=self._among("films"), metadata=self._among("metadata"))
        return self._connection.execute(limited, {**self._ids, **parameters})

    def pieces(self, sql: str, **parameters: object) -> Iterator[Columns]:
        """The columns of a query, some thousand rows at a time: all at once would take more memory than the films."""
        cursor = self.read(sql, **parameters)
        names = [column[0] for column in cursor.description]
        while rows := cursor.fetchmany(_PIECE):
            yield dict(zip(names, zip(*rows, strict=True), strict=True))

    def labels(self, table: str, key: str) -> dict[int, Names]:
        """The names that each metadata has in a table of labels; equal ones are one tuple."""
        names = self.names(table, key)
        split = cache(lambda keys: tuple([names[key] for key in keys.split(",")]))
        return {id_: split(keys) for id_, keys in self.read(_LABELS.format(table))}

    def names(self, table: str, key: str = "id", linked: str = "") -> dict[str, str]:
        """All names of a table by their keys, or, which is quicker for a few films, those that belong to them."""
        theirs = f"{key} IN (SELECT {table} FROM {linked or f'metadata_{table}'} WHERE metadata {{metadata}})"
        where = f" WHERE {theirs}" if "metadata" in self._ids else ""
        return dict(self.read(f"SELECT CAST({key} AS TEXT), name FROM {table}{where}"))


def read_rows(
    connection: sqlite3.Connection,
    ids: Collection[int] | None = None,
    *,
    removed: bool = False,
    columns: TitleColumns | None = None,
) -> list[FilmRow]:
    """As `load_rows`, by a connection and in no order."""
    source = _Source(connection)
    source.limit("films", ids)
    chosen = read_chosen(connection)
    pieces: Iterable[Columns] = source.pieces(_FILMS, removed=removed, region=chosen.region)
    if ids is not None:
        pieces = list(pieces)
        source.limit("metadata", {id_ for piece in pieces for id_ in piece["metadata"] if id_ is not None})
    convert = _converter()
    columns = TitleColumns() if columns is None else columns
    places = _fill(columns, source)
    from_export, from_tmdb = _from_export(source), _labels(source) | _offers(source, chosen)
    names = [field.name for field in fields(FilmRow) if field.init]
    rows: list[FilmRow] = []
    for piece in pieces:
        columns.put(piece["id"], map(places.get, piece["metadata"], repeat(0)))
        values = piece | convert(piece) | _found(from_export, piece["id"]) | _found(from_tmdb, piece["metadata"])
        values["columns"] = repeat(columns)
        rows.extend(map(FilmRow, *(values[name] for name in names)))
    return rows


def _converter() -> Callable[[Columns], Columns]:
    """Turns SQLite's values into those of a row; equal ones become one object."""
    # Titles are mostly the film's name again.
    shared: dict[str, str] = {}
    day: Callable[[str | None], date | None] = cache(lambda text: date.fromisoformat(text) if text else None)
    convert: dict[Kept, Callable[[Any], Any]] = {
        Kept.FLAG: bool,
        Kept.DAY: day,
        Kept.STATUS: {status.value: status for status in FilmStatus}.__getitem__,
        Kept.KIND: {kind.value: kind for kind in Kind}.get,
    }
    converted = {field.name: convert[field.kept] for field in FIELDS if field.kept in convert}
    known: dict[str, dict[Any, Any]] = {field.name: shared for field in FIELDS if field.kept is Kept.TEXT}
    known |= {field.name: {} for field in FIELDS if field.kept is Kept.FEW}

    def of_rows(columns: Columns) -> Columns:
        shared.update(zip(columns["name"], columns["name"], strict=True))
        return {
            **{name: map(function, columns[name]) for name, function in converted.items()},
            **{name: map(first.setdefault, columns[name], columns[name]) for name, first in known.items()},
        }

    return of_rows


def _found(found: Found, ids: Iterable[int | None]) -> Columns:
    """What was found for each id."""
    return {name: map(known.get, ids, repeat(missing)) for name, (known, missing) in found.items()}  # type: ignore[arg-type]  # None is no key, and not found


def _from_export(source: _Source) -> Found:
    day = cache(date.fromisoformat)
    viewings = source.read(_VIEWINGS).fetchall()
    reviews = source.read(_REVIEWS).fetchall()
    noted = [(film, tag) for film, tags in reviews for tag in tags.split(", ") if tag]
    return {
        "dates": ({film: tuple(map(day, sorted(joined.split(",")))) for film, joined, _ in viewings}, ()),
        "rewatches": ({film: rewatches for film, _, rewatches in viewings}, 0),
        "reviewed": (dict.fromkeys((film for film, _ in reviews), True), False),
        "tags": (_grouped([*source.read(_TAGS), *noted]), ()),
        "lists": (_grouped(source.read(_LISTS)), ()),
    }


def _labels(source: _Source) -> Found:
    """The names that a row itself has of each metadata, by field."""
    labels = {field.name: field.source for field in _IN_ROWS if isinstance(field.source, Labels)}
    return {name: (source.labels(label.table, label.key), ()) for name, label in labels.items()}


def _fill(columns: TitleColumns, source: _Source) -> dict[int | None, int]:
    """Put all metadata into the columns; the place of each by its id."""
    columns.cut()
    places: dict[int | None, int] = {}
    popularities = array("d")
    for place, (id_, poster, popularity) in enumerate(source.read(_TITLES), len(columns)):
        places[id_] = place
        columns.poster_path.append(poster)
        popularities.append(popularity)
    for field in FIELDS:
        if isinstance(field.source, Labels) and field.name in _IN_COLUMNS:
            column: NameLists = getattr(columns, field.name)
            number = _numbered(source.names(field.source.table, field.source.key), column.names)
            for (keys,) in source.read(_LABELS_OF_ALL.format(field.source.table)):
                column.append(map(number, keys.split(",")) if keys else ())
    number = _numbered(source.names("person", linked="credit"), columns.persons)
    credited: list[NameLists] = [getattr(columns, name) for name in _CREDITED]
    for everybody, *found in source.read(_CREDITS_OF_ALL):
        columns.people.append(map(int, everybody.split(",")) if everybody else ())
        for column, keys in zip(credited, found, strict=True):
            column.append(map(number, keys.split(",")) if keys else ())
    columns.popularity.extend(popularities)  # last: by its length the next reading knows what is whole
    return places


def _numbered(names: Mapping[str, str], kept: list[str]) -> Callable[[str], int]:
    """The number of a name among those that are `kept`, by its key; it is kept when it is first asked for."""

    @cache
    def number(key: str) -> int:
        kept.append(names[key])
        return len(kept) - 1

    return number


def _offers(source: _Source, chosen: Chosen) -> Found:
    """The services of each metadata in the member's region, those that they have before others."""
    names = dict(source.read("SELECT id, name FROM service"))
    mine = frozenset(chosen.services)

    @cache
    def named(*keys: str | None) -> Names:
        found = dict.fromkeys(names[int(key)] for joined in keys if joined for key in joined.split(","))
        return tuple(sorted(found, key=lambda name: name not in mine))

    streaming: dict[int, object] = {}
    rent: dict[int, object] = {}
    buy: dict[int, object] = {}
    for id_, *ways in source.read(_OFFERS, region=chosen.region):
        found = dict(zip(Way, ways, strict=True))
        streaming[id_] = named(*(found[way] for way in STREAMING))
        rent[id_], buy[id_] = named(found[Way.RENT]), named(found[Way.BUY])
    return {
        "streaming": (streaming, ()),
        "rent": (rent, ()),
        "buy": (buy, ()),
        "on_services": ({id_: True for id_, shown in streaming.items() if not mine.isdisjoint(shown)}, False),  # type: ignore[arg-type]
    }


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, Names]:
    """The texts of each film, each once, in their order; equal texts are one object."""
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    shared: dict[str, str] = {}
    for film, text in pairs:
        found[film][shared.setdefault(text, text)] = None
    return {film: tuple(texts) for film, texts in found.items()}
