"""Reads the frames from the database."""

import sqlite3
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbtui.model import FIRST_DAY, LAST_DAY, FilmStatus, Kind, Role
from lbtui.statistics.frames import ROLES, Days, Floats, Frames, Ints, Links
from lbtui.storage import database
from lbtui.storage.offers import IN_REGION, STREAMED, read_chosen

BILLED = 15
"""Actors count down to this place in the billing: those past it are on screen for moments, and extras would rank."""

_FILMS = f"""
SELECT f.id, f.name, f.year, f.rating, f.liked, f.watched, f.watchlist, f.status, f.kind, f.listed_on,
       m.runtime, m.release_date, m.vote_average, m.vote_count, m.popularity,
       m.{IN_REGION} AS offers, m.id, m.original_language, m.collection
FROM film f LEFT JOIN metadata m ON m.kind = f.kind AND m.tmdb_id = f.tmdb_id
WHERE f.removed = 0 OR :removed
ORDER BY f.id
"""

_VIEWINGS = """
SELECT id, film, watched_on, rating, rewatch FROM viewing
WHERE removed = 0 ORDER BY watched_on, log_id, id
"""

# All keys of an owner in one text: a tenth of the rows, and SQLite lets other threads run while it joins them.
_OF_METADATA = "SELECT metadata, COUNT(*), group_concat({0}) FROM metadata_{0} GROUP BY metadata"
_CREDITS = (
    "SELECT metadata, COUNT(*), group_concat(person * 8 + CASE role {} END) FROM credit "
    f"WHERE role IN {tuple(role.value for role in ROLES)} "
    f"AND (role <> '{Role.ACTOR.value}' OR position < {BILLED}) GROUP BY metadata"
).format(" ".join(f"WHEN '{role.value}' THEN {number}" for number, role in enumerate(ROLES)))
"""Each key is a person's id times eight plus the number of the role: all roles in one walk through the table."""
_STREAMING = (
    "SELECT metadata, COUNT(*), group_concat(service) FROM offer "
    f"WHERE {STREAMED} AND metadata IN (SELECT id FROM metadata WHERE {IN_REGION}) GROUP BY metadata"
)
_LISTS = "SELECT film, COUNT(*), group_concat(list) FROM list_entry GROUP BY film"


def load(path: Path, *, removed: bool = False) -> Frames:
    """Reads the library from its database, read-only and in one snapshot; to be run in a thread.

    Args:
        path: The database.
        removed: Whether films that newer exports no longer hold are read too.

    Raises:
        StorageError: The file is missing, or is no library.
    """
    with database.reading(path) as connection:
        films, titles, languages, collections = _films(connection, removed=removed)
        ids = films["id"]
        viewings, viewed, days, given, rewatch = _viewings(connection, ids)
        films["seen"] = films["watched"] | (np.bincount(viewed, minlength=ids.size) > 0)

        def names(table: str, key: str = "id") -> dict[Any, str]:
            return dict(connection.execute(f"SELECT {key}, name FROM {table}").fetchall())

        def of_metadata(label: str) -> tuple[Ints, NDArray[Any]]:
            return _pairs(connection, _OF_METADATA.format(label), titles, coded=label == "country")

        return Frames(
            films=pd.DataFrame(films),
            viewed=viewed,
            watched_on=days,
            given=given,
            rewatch=rewatch,
            tags=_tags(connection, viewings),
            genres=Links.of(*of_metadata("genre"), names("genre")),
            countries=Links.of(*of_metadata("country"), names("country", "code")),
            languages=_of_each(languages, names("language", "code")),
            keywords=Links.of(*of_metadata("keyword"), names("keyword")),
            companies=Links.of(*of_metadata("company"), names("company")),
            collections=_of_each(collections, names("collection")),
            lists=Links.of(*_pairs(connection, _LISTS, ids), names("list")),
            streaming=_streaming(*_pairs(connection, _STREAMING, titles), names("service")),
            credits=_credits(connection, titles, names("person")),
            services=read_chosen(connection).services,
        )


def _films(
    connection: sqlite3.Connection, *, removed: bool
) -> tuple[dict[str, NDArray[Any]], Ints, tuple[Any, ...], tuple[Any, ...]]:
    """The films with what TMDB says of them, by film id, ascending; the id of that metadata (-1 where there is none),
    the original language and the collection of each.
    """
    rows = connection.execute(_FILMS, {"removed": removed}).fetchall()
    (ids, names, years, ratings, liked, watched, watchlist, statuses, kinds, listed, *rest) = _columns(rows, 19)
    runtimes, released, averages, votes, popularity, offers, titles, languages, collections = rest
    series = Kind.TV.value
    numbers = {status.value: number for number, status in enumerate(FilmStatus)}
    films: dict[str, NDArray[Any]] = {
        "id": np.array(ids, dtype=np.int64),
        "name": np.array([name or "" for name in names], dtype=np.object_),
        "year": _numbers(years),
        "rating": _numbers(ratings),
        "liked": np.array(liked, dtype=np.bool_),
        "watched": np.array(watched, dtype=np.bool_),
        "watchlist": np.array(watchlist, dtype=np.bool_),
        "status": np.array([numbers[status] for status in statuses], dtype=np.int8),
        "series": np.array([kind == series for kind in kinds], dtype=np.bool_),
        "listed_on": _days(listed),
        "runtime": _numbers(runtimes),
        "released": _days(released),
        "tmdb_rating": _numbers(averages),
        "votes": _numbers(votes),
        "popularity": _numbers(popularity),
        "offers": np.array([bool(known) for known in offers], dtype=np.bool_),
    }
    return films, np.array([-1 if title is None else title for title in titles], dtype=np.int64), languages, collections


def _viewings(connection: sqlite3.Connection, films: Ints) -> tuple[NDArray[Any], ...]:
    """The diary entries of these films in the order they happened: id, row of the film, day, rating, rewatch.

    Those of days that cannot be true are left out: their films are seen, and not in the diary.
    """
    ids, owners, days, ratings, rewatches = _columns(connection.execute(_VIEWINGS).fetchall(), 5)
    rows, watched_on = _rows(films, np.array(owners, dtype=np.int64)), _days(days)
    columns = (np.array(ids, dtype=np.int64), rows, watched_on, _numbers(ratings), np.array(rewatches, dtype=np.bool_))
    kept = (rows >= 0) & ~np.isnat(watched_on)
    return tuple(column[kept] for column in columns)


def _credits(connection: sqlite3.Connection, titles: Ints, people: dict[Any, str]) -> dict[Role, Links]:
    """The people of each of `ROLES`; a person with two jobs in one role counts once."""
    rows, keys = _pairs(connection, _CREDITS, titles)
    roles = keys % 8
    return {role: Links.of(rows[roles == at], keys[roles == at] // 8, people) for at, role in enumerate(ROLES)}


def _streaming(rows: Ints, keys: Ints, names: dict[Any, str]) -> Links:
    """The services that stream films. Of those with one name, one stands for all, as the filter has it."""
    first = {name: key for key, name in reversed(names.items())}
    ids, places = np.unique(keys, return_inverse=True)
    return Links.of(rows, np.array([first[names[key]] for key in ids.tolist()], dtype=np.int64)[places], names)


def _of_each(keys: tuple[Any, ...], names: dict[Any, str]) -> Links:
    """Links from one key a film, where it has one."""
    rows = np.flatnonzero(np.array([key not in (None, "") for key in keys], dtype=np.bool_))
    return Links.of(rows, np.array([keys[row] for row in rows.tolist()]), names)


def _tags(connection: sqlite3.Connection, viewings: Ints) -> Links:
    """The tags of the viewings with these ids, whose rows are numbered in this order."""
    order = np.argsort(viewings, kind="stable")
    owners, words = _columns(connection.execute("SELECT viewing, tag FROM viewing_tag").fetchall(), 2)
    rows = _rows(viewings[order], np.array(owners, dtype=np.int64))
    known = rows >= 0
    return Links.of(order[rows[known]], np.array(words, dtype=np.object_)[known], {})


def _pairs(connection: sqlite3.Connection, sql: str, ids: Ints, *, coded: bool = False) -> tuple[Ints, NDArray[Any]]:
    """Rows and keys, from a query for owners, the number of their keys, and these joined by commas.

    `ids` holds the owner of each row, and several rows may have the same one; keys are numbers, or `coded` in letters.
    """
    owners, counts, texts = _columns(connection.execute(sql).fetchall(), 3)
    wanted, sizes = np.array(owners, dtype=np.int64), np.array(counts, dtype=np.int64)
    keys = _split(",".join(texts), coded=coded)
    order = np.argsort(ids, kind="stable")
    first, last = (np.searchsorted(ids, wanted, side, sorter=order) for side in ("left", "right"))
    rows, kept = [np.empty(0, dtype=np.int64)], [keys[:0]]
    for nth in range(int((last - first).max(initial=0))):
        has = last - first > nth
        rows.append(np.repeat(order[first[has] + nth], sizes[has]))
        kept.append(keys[np.repeat(has, sizes)])
    found = np.concatenate(rows)
    by_row = np.argsort(found, kind="stable")
    return found[by_row], np.concatenate(kept)[by_row]


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


def _columns(rows: list[tuple[Any, ...]], width: int) -> list[tuple[Any, ...]]:
    return list(zip(*rows, strict=True)) if rows else [()] * width


def _numbers(values: tuple[Any, ...]) -> Floats:
    return np.array(values, dtype=np.float64)


def _days(values: tuple[Any, ...]) -> Days:
    """Days out of ISO texts; one that cannot be true is unknown, or charts would reach from year 1 to 9999."""
    first, last = FIRST_DAY.isoformat(), LAST_DAY.isoformat()
    return np.array([value if value and first <= value <= last else "NaT" for value in values], dtype="datetime64[D]")
