"""The films of the library as rows for the table, the filter and the shell, read in one go.

Plain sqlite3 for a thread: on the event loop a hundred thousand films would freeze the screen. The
labels of a film come joined in one text, so that there are few rows to fetch, equal texts make one
shared tuple, and other threads run while SQLite joins them. Rows are made column by column, in C.
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
from pathlib import Path
from typing import Any

from lbtui.gc_tuning import uncollected
from lbtui.model import FilmRow, FilmStatus, Kind, Role
from lbtui.storage.database import reading

CAST = 10
"""Actors of a row, in the order of billing; the film page has all of them."""

Names = tuple[str, ...]
Columns = dict[str, Iterable[Any]]
Fields = dict[str, tuple[Mapping[int, object], object]]
"""By the name of a field what was found for each film or metadata, and what the others have."""

_PIECE = 5_000
"""Films that are made into rows at a time."""

_FILMS = """
SELECT f.*, m.id AS metadata, coalesce(m.title, '') AS title, coalesce(m.original_title, '') AS original_title,
       coalesce(l.name, m.original_language, '') AS language, m.runtime, m.release_date,
       m.vote_average AS tmdb_rating, coalesce(m.vote_count, 0) AS tmdb_votes,
       m.popularity, m.poster_path, coalesce(c.name, '') AS collection
FROM film f LEFT JOIN metadata m ON m.kind = f.kind AND m.tmdb_id = f.tmdb_id
LEFT JOIN language l ON l.code = m.original_language LEFT JOIN collection c ON c.id = m.collection
WHERE f.id {films} AND f.removed <= :removed
"""
_FLAGS = ("liked", "watched", "watchlist", "orphaned", "removed")
_DAYS = ("logged_on", "listed_on", "release_date")
_NUMBERS = ("year", "rating", "runtime")
"""Of few values; those that differ from film to film would only fill a dict."""
_TEXTS = ("reason", "match_reason", "decided_by", "title", "original_title", "language", "collection")

# Grouped by the start of their primary keys, these are read in the order of the keys: labels keep their places.
_LABELS = "SELECT metadata, group_concat({0}) FROM metadata_{0} WHERE metadata {{metadata}} GROUP BY metadata"
_CREDITS = f"""
SELECT metadata, group_concat(CASE WHEN role = '{Role.DIRECTOR}' THEN person END),
       group_concat(CASE WHEN role = '{Role.ACTOR}' AND position < {CAST} THEN person END),
       group_concat(CASE WHEN role = '{Role.WRITER}' THEN person END), group_concat(person)
FROM credit WHERE metadata {{metadata}} GROUP BY metadata
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


_FIRST = """
SELECT id FROM film WHERE removed = 0 ORDER BY name COLLATE NOCASE, coalesce(year, 0), id LIMIT ?
"""


def load_rows(path: Path, ids: Collection[int] | None = None, *, removed: bool = False) -> list[FilmRow]:
    """All films, or those of `ids` that there are, by title and year; removed ones only where asked for.

    Blocks, some 40 µs a film. Raises StorageError with a sentence.
    """
    with reading(path) as connection, uncollected():
        rows = _rows(_Source(connection), ids, removed)
    rows.sort(key=lambda row: (row.name.casefold(), row.year or 0, row.id))
    return rows


def first_rows(path: Path, limit: int) -> list[FilmRow]:
    """The films that come first by title, `limit` of them, to be seen while all are read; some 50 ms of 100,000.

    SQLite knows no case beyond ASCII, so that a film may be missing here that `load_rows` has among the first.
    """
    with reading(path) as connection:
        ids = [id_ for (id_,) in connection.execute(_FIRST, (limit,))]
    return load_rows(path, ids)


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
        names = self._names(table, f"CAST({key} AS TEXT)", f"{key} IN (SELECT {table} FROM metadata_{table}")
        split = cache(lambda keys: tuple([names[key] for key in keys.split(",")]))
        return {id_: split(keys) for id_, keys in self.read(_LABELS.format(table))}

    def people(self) -> dict[int, str]:
        """The names of people by their ids."""
        return self._names("person", "id", "id IN (SELECT person FROM credit")

    def _names(self, table: str, key: str, theirs: str) -> dict[Any, str]:
        """All names of a table, or, which is quicker for a few films, those that belong to them."""
        where = f" WHERE {theirs} WHERE metadata {{metadata}})" if "metadata" in self._ids else ""
        return dict(self.read(f"SELECT {key}, name FROM {table}{where}"))


def _rows(source: _Source, ids: Collection[int] | None, removed: bool) -> list[FilmRow]:
    source.limit("films", ids)
    pieces: Iterable[Columns] = source.pieces(_FILMS, removed=removed)
    if ids is not None:
        pieces = list(pieces)
        source.limit("metadata", {id_ for piece in pieces for id_ in piece["metadata"] if id_ is not None})
    convert = _converter()
    from_export, from_tmdb = _from_export(source), _from_tmdb(source)
    names = [field.name for field in fields(FilmRow)]
    rows: list[FilmRow] = []
    for piece in pieces:
        columns = piece | convert(piece) | _found(from_export, piece["id"]) | _found(from_tmdb, piece["metadata"])
        rows.extend(map(FilmRow, *(columns[name] for name in names)))
    return rows


def _converter() -> Callable[[Columns], Columns]:
    """Turns SQLite's values into those of a row; equal ones become one object."""
    day: Callable[[str | None], date | None] = cache(lambda text: date.fromisoformat(text) if text else None)
    status = {status.value: status for status in FilmStatus}
    kind = {kind.value: kind for kind in Kind}
    # Titles are mostly the film's name again.
    shared: dict[str, str] = {}
    numbers: dict[str, dict[float | None, float | None]] = {name: {} for name in _NUMBERS}

    def convert(columns: Columns) -> Columns:
        shared.update(zip(columns["name"], columns["name"], strict=True))
        return {
            "status": map(status.__getitem__, columns["status"]),
            "kind": map(kind.get, columns["kind"]),
            **{name: map(bool, columns[name]) for name in _FLAGS},
            **{name: map(day, columns[name]) for name in _DAYS},
            **{name: map(shared.setdefault, columns[name], columns[name]) for name in _TEXTS},
            **{name: map(kept.setdefault, columns[name], columns[name]) for name, kept in numbers.items()},
            "popularity": [popularity or 0.0 for popularity in columns["popularity"]],
        }

    return convert


def _found(fields: Fields, ids: Iterable[int | None]) -> Columns:
    """What was found for each id."""
    return {name: map(found.get, ids, repeat(missing)) for name, (found, missing) in fields.items()}  # type: ignore[arg-type]  # None is no key, and not found


def _from_export(source: _Source) -> Fields:
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


def _from_tmdb(source: _Source) -> Fields:
    return {
        "genres": (source.labels("genre", "id"), ()),
        "countries": (source.labels("country", "code"), ()),
        "languages": (source.labels("language", "code"), ()),
        "keywords": (source.labels("keyword", "id"), ()),
        "studios": (source.labels("company", "id"), ()),
        **{name: (found, ()) for name, found in _credits(source).items()},
    }


def _credits(source: _Source) -> dict[str, Mapping[int, object]]:
    """Names by role, and the ids of everybody, of each metadata."""
    names = source.people()
    few = cache(lambda keys: tuple([names[int(key)] for key in keys.split(",")]) if keys else ())
    directors, cast, writers, people = {}, {}, {}, {}
    for id_, directed, acted, written, everybody in source.read(_CREDITS):
        directors[id_], writers[id_] = few(directed), few(written)
        cast[id_] = tuple([names[int(key)] for key in acted.split(",")]) if acted else ()
        # A set would take ten times the memory, and is no quicker for so few.
        people[id_] = array("q", map(int, everybody.split(",")))
    return {"directors": directors, "cast": cast, "writers": writers, "people": people}


def _grouped(pairs: Iterable[tuple[int, str]]) -> dict[int, Names]:
    """The texts of each film, each once, in their order; equal texts are one object."""
    found: defaultdict[int, dict[str, None]] = defaultdict(dict)
    shared: dict[str, str] = {}
    for film, text in pairs:
        found[film][shared.setdefault(text, text)] = None
    return {film: tuple(texts) for film, texts in found.items()}
