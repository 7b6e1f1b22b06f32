"""Reads the frames from the database.

SQLite joins each column into one text, which is parsed in C, while other threads run. A tuple for each of two million
credits would take longer than all the rest.
"""

import json
import sqlite3
from collections.abc import Iterable, Mapping
from functools import cache
from itertools import pairwise
from pathlib import Path
from typing import Any

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbtui.films.fields import FIELDS, RATING
from lbtui.gc_tuning import freeze
from lbtui.model.enums import FilmStatus, Kind, Role
from lbtui.model.exports import FIRST_DAY, LAST_DAY
from lbtui.statistics.frames import ROLES, Days, Frames, Ints, Links, Names
from lbtui.storage import database
from lbtui.storage.offers import IN_REGION, STREAMED, read_chosen
from lbtui.storage.rows import FILMS

BILLED = 15
"""Actors count down to this place in the billing: those past it are on screen for moments, and extras would rank."""

Columns = dict[str, NDArray[Any]]


def _number(column: str, values: Iterable[str]) -> str:
    """SQL for the number of a text among those that it can be."""
    return f"CASE {column} {' '.join(f'''WHEN '{value}' THEN {at}''' for at, value in enumerate(values))} END"


_FIELDS = "id year rating liked watched watchlist listed_on runtime release_date tmdb_rating tmdb_votes popularity"
_SOURCES = {field.name: field.source for field in FIELDS}
_FILMS = f"""(
SELECT {", ".join(f"{_SOURCES[name]} AS {name}" for name in _FIELDS.split())},
       {_number("f.status", FilmStatus)} AS status, f.kind IS '{Kind.TV.value}' AS series,
       ifnull(m.id, -1) AS title, ifnull(m.collection, -1) AS collection, m.original_language AS language,
       ifnull(m.{IN_REGION}, 0) AS offers
{FILMS} WHERE f.removed <= :removed ORDER BY f.id)
"""
_VIEWINGS = f"""(
SELECT id, film, watched_on, {RATING.format("viewing")} AS rating, rewatch
FROM viewing WHERE removed = 0 ORDER BY watched_on, log_id, id)
"""
_CREDITS = f"""(
SELECT metadata, ifnull(person * {len(ROLES)} + {_number("role", ROLES)}, -1) AS person_in_role FROM credit
WHERE metadata >= :first AND metadata < :end AND (role <> '{Role.ACTOR.value}' OR position < {BILLED}))
"""
"""People and roles in one number: each column takes a fifth of the time."""
_STREAMING = f"""(
SELECT metadata, first FROM offer JOIN (SELECT id AS service, min(id) OVER (PARTITION BY name) AS first FROM service)
USING (service) WHERE {STREAMED} AND metadata IN (SELECT id FROM metadata WHERE {IN_REGION}))
"""
"""The services that stream films. Of those with one name, one stands for all, as the filter has it."""
_AT_ONCE = 10_000
"""Titles whose credits are read at a time: the text of all would take more memory than the numbers."""


def load(path: Path, *, removed: bool = False) -> Frames:
    """Reads the library from its database, read-only and in one snapshot; to be run in a thread.

    Args:
        path: The database.
        removed: Whether films that newer exports no longer hold are read too.

    Raises:
        StorageError: The file is missing, or is no library.
    """
    freeze_libraries()
    with database.reading(path) as connection:
        films = _films(connection, removed=removed)
        titles, languages, collections = (films.pop(name) for name in ("title", "language", "collection"))
        viewings = _viewings(connection, films["id"])
        films["seen"] = films["watched"] | (np.bincount(viewings["film"], minlength=titles.size) > 0)

        def names(table: str, key: str = "id") -> dict[Any, str]:
            return dict(connection.execute(f"SELECT {key}, name FROM {table}").fetchall())

        def labels(table: str) -> Links:
            found = _read(connection, f"metadata_{table}", whole=f"metadata {table}")
            return Links.of(*_linked(titles, *found.values()), names(table))

        countries = _read(connection, "metadata_country", whole="metadata", texts="country")
        lists = _read(connection, "list_entry", whole="film list")
        streaming = _read(connection, _STREAMING, whole="metadata first")
        tags = _read(connection, "viewing_tag", whole="viewing", texts="tag")
        return Frames(
            names=Names.of(connection.execute("SELECT id, name FROM film ORDER BY id")),
            films=pd.DataFrame(films).rename(columns={"release_date": "released", "tmdb_votes": "votes"}),
            viewed=viewings["film"],
            watched_on=viewings["watched_on"],
            given=viewings["rating"],
            rewatch=viewings["rewatch"],
            tags=Links.of(*_linked(viewings["id"], *tags.values()), {}),
            genres=labels("genre"),
            countries=Links.of(*_linked(titles, *countries.values()), names("country", "code")),
            languages=_of_each(languages, languages.astype(np.bool_), names("language", "code")),
            keywords=labels("keyword"),
            companies=labels("company"),
            collections=_of_each(collections, collections >= 0, names("collection")),
            lists=Links.of(*_linked(films["id"], *lists.values()), names("list")),
            streaming=Links.of(*_linked(titles, *streaming.values()), names("service")),
            services=read_chosen(connection).services,
            credits=_credits(
                connection, titles, Names.of(connection.execute("SELECT id, name FROM person ORDER BY id"))
            ),
        )


@cache
def freeze_libraries() -> None:
    """Once, no walk of the cycle collector comes by pandas any more, which is as many objects as all else."""
    freeze(walk=False)


def _read(
    connection: sqlite3.Connection,
    rows: str,
    *,
    whole: str = "",
    numbers: str = "",
    texts: str = "",
    **parameters: object,
) -> Columns:
    """Columns of a table or a query in brackets by name: whole numbers, floats (NaN for NULL), and objects."""
    kinds: Mapping[str, type] = {
        **dict.fromkeys(whole.split(), np.int64),
        **dict.fromkeys(numbers.split(), np.float64),
        **dict.fromkeys(texts.split(), np.object_),
    }
    joined = (
        f"json_group_array({name})" if kind is np.object_ else f"group_concat(ifnull({name}, 'nan'))"
        for name, kind in kinds.items()
    )
    (found,) = connection.execute(f"SELECT {', '.join(joined)} FROM {rows}", parameters)
    return {name: _parsed(text or "", kind) for (name, kind), text in zip(kinds.items(), found, strict=True)}


def _parsed(text: str, kind: type) -> NDArray[Any]:
    if kind is np.object_:
        return np.array(json.loads(text), dtype=kind)
    return np.fromstring(text, dtype=kind, sep=",") if text else np.empty(0, dtype=kind)


def _films(connection: sqlite3.Connection, *, removed: bool) -> Columns:
    """The films by film id, ascending; `title` (the id of their metadata) and `collection` are -1 for none."""
    films = _read(
        connection,
        _FILMS,
        whole="id liked watched watchlist status series title collection offers",
        numbers="year rating runtime tmdb_rating tmdb_votes popularity",
        texts="listed_on release_date language",
        removed=removed,
    )
    for name in ("liked", "watched", "watchlist", "series", "offers"):
        films[name] = films[name].astype(np.bool_)
    for name in ("listed_on", "release_date"):
        films[name] = _days(films[name])
    for name in ("year", "rating", "runtime", "tmdb_votes"):
        films[name] = films[name].astype(np.float32)  # exact for all that these can be
    return films


def _viewings(connection: sqlite3.Connection, films: Ints) -> Columns:
    """The diary entries of these films in the order they happened; `film` is the row of the film.

    Those of days that cannot be true are left out: their films are seen, and not in the diary.
    """
    viewings = _read(connection, _VIEWINGS, whole="id film rewatch", numbers="rating", texts="watched_on")
    viewings["film"] = _places(films, viewings["film"])
    viewings["watched_on"] = _days(viewings["watched_on"])
    viewings["rewatch"] = viewings["rewatch"].astype(np.bool_)
    kept = (viewings["film"] >= 0) & ~np.isnat(viewings["watched_on"])
    return {name: column[kept] for name, column in viewings.items()}


def _credits(connection: sqlite3.Connection, titles: Ints, names: Names) -> dict[Role, Links]:
    """The people of each of `ROLES`; a person with two jobs in one role counts once."""
    known = np.unique(titles[titles >= 0])
    ends = [*known[::_AT_ONCE].tolist(), *(known[-1:] + 1).tolist()]
    rows: list[list[NDArray[np.int32]]] = [[] for _ in ROLES]
    keys: list[list[Ints]] = [[] for _ in ROLES]
    for first, end in pairwise(ends):
        credits = _read(connection, _CREDITS, whole="metadata person_in_role", first=first, end=end)
        of, person_in_role = _linked(titles, *credits.values())
        for at in range(len(ROLES)):
            chosen = (person_in_role >= 0) & (person_in_role % len(ROLES) == at)
            rows[at].append(of[chosen])
            keys[at].append(person_in_role[chosen] // len(ROLES))
    # What a role was made of is let go before the next one.
    return {
        role: Links.of(np.concatenate([known[:0], *rows.pop(0)]), np.concatenate([known[:0], *keys.pop(0)]), names)
        for role in ROLES
    }


def _of_each(keys: NDArray[Any], known: NDArray[np.bool_], names: dict[Any, str]) -> Links:
    """Links from one key a film, where it has one."""
    return Links.of(np.flatnonzero(known), keys[known], names)


def _linked(ids: Ints, owners: Ints, keys: NDArray[Any]) -> tuple[NDArray[np.int32], NDArray[Any]]:
    """Rows and keys by row. `ids` holds the owner of each row; several rows may have the same one."""
    order = np.argsort(ids, kind="stable")
    first, last = (np.searchsorted(ids, owners, side, sorter=order) for side in ("left", "right"))
    times = last - first
    pairs = np.repeat(np.arange(owners.size), times)
    nth = np.arange(pairs.size) - np.repeat(np.cumsum(times) - times, times)
    return order[first[pairs] + nth].astype(np.int32), keys[pairs]


def _places(ids: Ints, wanted: Ints) -> Ints:
    """The place of each wanted id among the ascending ids, -1 where it is not."""
    places = np.minimum(np.searchsorted(ids, wanted), max(0, ids.size - 1))
    return np.where(ids[places] == wanted, places, -1) if ids.size else np.full(wanted.size, -1)


def _days(values: NDArray[Any]) -> Days:
    """Days out of ISO texts; one that cannot be true is unknown, or charts would reach from year 1 to 9999."""
    first, last = FIRST_DAY.isoformat(), LAST_DAY.isoformat()
    return np.array([value if value and first <= value <= last else "NaT" for value in values], dtype="datetime64[D]")
