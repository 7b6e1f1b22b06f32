"""Reads the frames from the database."""

import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
from numpy.typing import NDArray

from lbtui.model import FIRST_DAY, LAST_DAY, FilmStatus, Kind, Role
from lbtui.statistics.frames import LINKS, ROLES, Days, Floats, Frames, Ints, Links
from lbtui.storage import database

BILLED = 15
"""Actors count down to this place in the billing: those past it are on screen for moments, and extras would rank."""

_FILMS = """
SELECT f.id, f.name, f.year, f.rating, f.liked, f.watched, f.watchlist, f.status, f.kind, f.listed_on,
       m.runtime, m.release_date, m.vote_average, m.vote_count
FROM film f LEFT JOIN metadata m ON m.kind = f.kind AND m.tmdb_id = f.tmdb_id
WHERE f.removed = 0 OR :removed
ORDER BY f.id
"""

_VIEWINGS = """
SELECT id, film, watched_on, rating, rewatch FROM viewing
WHERE removed = 0 ORDER BY watched_on, log_id, id
"""

# All labels of a film in one text: a tenth of the rows, and SQLite lets other threads run while it joins them.
# Grouping by film also keeps it walking from films to their labels, where it would otherwise go the other way round.
_OF_METADATA = (
    "SELECT f.id, COUNT(*), {0} FROM film f JOIN metadata m ON m.kind = f.kind AND m.tmdb_id = f.tmdb_id {1} "
    "GROUP BY f.id"
)
_OF_TABLE = _OF_METADATA.format("group_concat(x.{0})", "JOIN metadata_{0} x ON x.metadata = m.id")

_LINKS = {
    "genres": (_OF_TABLE.format("genre"), "SELECT id, name FROM genre"),
    "countries": (_OF_TABLE.format("country"), "SELECT code, name FROM country"),
    "languages": (
        _OF_METADATA.format("m.original_language", "AND m.original_language <> ''"),
        "SELECT code, name FROM language",
    ),
    "keywords": (_OF_TABLE.format("keyword"), "SELECT id, name FROM keyword"),
    "companies": (_OF_TABLE.format("company"), "SELECT id, name FROM company"),
    "collections": (
        _OF_METADATA.format("CAST(m.collection AS TEXT)", "AND m.collection IS NOT NULL"),
        "SELECT id, name FROM collection",
    ),
    "lists": ("SELECT film, COUNT(*), group_concat(list) FROM list_entry GROUP BY film", "SELECT id, name FROM list"),
}
_CODED = ("countries", "languages")
"""Links whose keys are letters, not numbers."""

_CREDITS = _OF_METADATA.format(
    "group_concat(x.person)", "JOIN credit x ON x.metadata = m.id AND x.role = ? AND x.position < ?"
)


def load(path: Path, *, removed: bool = False) -> Frames:
    """Reads the library from its database, read-only and in one snapshot; to be run in a thread.

    Args:
        path: The database.
        removed: Whether films that newer exports no longer hold are read too.

    Raises:
        StorageError: The file is missing, or is no library.
    """
    with database.reading(path) as connection:
        films = _films(connection, removed=removed)
        ids = films["id"]
        viewings, viewed, days, given, rewatch = _viewings(connection, ids)
        films["seen"] = films["watched"] | (np.bincount(viewed, minlength=ids.size) > 0)
        return Frames(
            films=films,
            viewed=viewed,
            watched_on=days,
            given=given,
            rewatch=rewatch,
            tags=_tags(connection, viewings),
            credits=_credits(connection, ids),
            **{name: _links(connection, name, ids) for name in LINKS},
        )


def _films(connection: sqlite3.Connection, *, removed: bool) -> dict[str, NDArray[Any]]:
    """The films with what TMDB says of them, by film id, ascending."""
    rows = connection.execute(_FILMS, {"removed": removed}).fetchall()
    (ids, names, years, ratings, liked, watched, watchlist, statuses, kinds, listed, *rest) = _columns(rows, 14)
    runtimes, released, averages, votes = rest
    numbers = {status.value: number for number, status in enumerate(FilmStatus)}
    return {
        "id": np.array(ids, dtype=np.int64),
        "name": np.array([name or "" for name in names], dtype=np.object_),
        "year": _numbers(years),
        "rating": _numbers(ratings),
        "liked": np.array(liked, dtype=np.bool_),
        "watched": np.array(watched, dtype=np.bool_),
        "watchlist": np.array(watchlist, dtype=np.bool_),
        "status": np.array([numbers[status] for status in statuses], dtype=np.int8),
        "series": np.array([kind == Kind.TV.value for kind in kinds], dtype=np.bool_),
        "listed_on": _days(listed),
        "runtime": _numbers(runtimes),
        "released": _days(released),
        "tmdb_rating": _numbers(averages),
        "votes": _numbers(votes),
    }


def _viewings(connection: sqlite3.Connection, films: Ints) -> tuple[NDArray[Any], ...]:
    """The diary entries of these films in the order they happened: id, row of the film, day, rating, rewatch.

    Those of days that cannot be true are left out: their films are seen, and not in the diary.
    """
    ids, owners, days, ratings, rewatches = _columns(connection.execute(_VIEWINGS).fetchall(), 5)
    rows, watched_on = _rows(films, np.array(owners, dtype=np.int64)), _days(days)
    columns = (np.array(ids, dtype=np.int64), rows, watched_on, _numbers(ratings), np.array(rewatches, dtype=np.bool_))
    kept = (rows >= 0) & ~np.isnat(watched_on)
    return tuple(column[kept] for column in columns)


def _links(connection: sqlite3.Connection, name: str, films: Ints) -> Links:
    """The links of one of `_LINKS` for the films with these ids (ascending)."""
    pairs, labels = _LINKS[name]
    return _linked(connection.execute(pairs).fetchall(), films, _names(connection, labels), coded=name in _CODED)


def _credits(connection: sqlite3.Connection, films: Ints) -> dict[Role, Links]:
    """The people of each of `ROLES`; a person with two jobs in one role counts once."""
    people = _names(connection, "SELECT id, name FROM person")
    limits = [(role, BILLED if role is Role.ACTOR else 1_000) for role in ROLES]
    return {
        role: _linked(connection.execute(_CREDITS, (role.value, limit)).fetchall(), films, people)
        for role, limit in limits
    }


def _tags(connection: sqlite3.Connection, viewings: Ints) -> Links:
    """The tags of the viewings with these ids, whose rows are numbered in this order."""
    order = np.argsort(viewings, kind="stable")
    owners, words = _columns(connection.execute("SELECT viewing, tag FROM viewing_tag").fetchall(), 2)
    rows = _rows(viewings[order], np.array(owners, dtype=np.int64))
    known = rows >= 0
    return Links.of(order[rows[known]], np.array(words, dtype=np.object_)[known], {})


def _linked(found: list[tuple[int, int, str]], ids: Ints, names: dict[Any, str], *, coded: bool = False) -> Links:
    """Links from each film's id, the number of its keys, and its keys (numbers, or codes) joined by commas."""
    owners, counts, texts = _columns(found, 3)
    rows = _rows(ids, np.repeat(np.array(owners, dtype=np.int64), np.array(counts, dtype=np.int64)))
    known = rows >= 0
    return Links.of(rows[known], _split(",".join(texts), coded=coded)[known], names)


def _split(joined: str, *, coded: bool) -> NDArray[Any]:
    if not joined:
        return np.empty(0, dtype=np.int64)
    if coded:
        return np.array(joined.split(","), dtype=np.object_)
    return np.fromstring(joined, dtype=np.int64, sep=",")


def _rows(ids: Ints, wanted: Ints) -> Ints:
    """The place of each wanted id among the ascending ids, -1 where it is not."""
    if not ids.size:
        return np.full(wanted.size, -1, dtype=np.int64)
    places = np.minimum(np.searchsorted(ids, wanted), ids.size - 1)
    return np.where(ids[places] == wanted, places, -1).astype(np.int64)


def _names(connection: sqlite3.Connection, sql: str) -> dict[Any, str]:
    return dict(connection.execute(sql).fetchall())


def _columns(rows: list[tuple[Any, ...]], width: int) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _numbers(values: tuple[Any, ...]) -> Floats:
    return np.array(values, dtype=np.float64)


def _days(values: tuple[Any, ...]) -> Days:
    """Days out of ISO texts; one that cannot be true is unknown, or charts would reach from year 1 to 9999."""
    first, last = FIRST_DAY.isoformat(), LAST_DAY.isoformat()
    return np.array([value if value and first <= value <= last else "NaT" for value in values], dtype="datetime64[D]")
