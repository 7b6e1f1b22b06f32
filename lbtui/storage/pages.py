"""All that is known of a film, of a person and of a list, for their pages; and the entries of films, for an export."""

import json
import sqlite3
from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lbtui.films.fields import RATING
from lbtui.model.enums import Role
from lbtui.model.films import FilmRow
from lbtui.model.metadata import Candidate, Metadata
from lbtui.storage.database import Database, reading
from lbtui.storage.matches import read_candidates
from lbtui.storage.metadata import read_metadata
from lbtui.storage.offers import read_chosen
from lbtui.storage.rows import read_rows


@dataclass(frozen=True, slots=True)
class Entry:
    """A viewing, or a review of a viewing or, without a day, of the film."""

    film: int
    watched_on: date | None
    rating: float | None = None
    rewatch: bool = False
    tags: tuple[str, ...] = ()
    review: str | None = None
    """Letterboxd's HTML."""
    uri: str | None = None
    orphaned: bool = False
    """Whether Letterboxd has removed the film."""


@dataclass(frozen=True, slots=True)
class FilmPage:
    """A film with its viewings and reviews, newest first, what TMDB tells of it, and its candidates, best first."""

    row: FilmRow
    viewings: tuple[Entry, ...] = ()
    reviews: tuple[Entry, ...] = ()
    metadata: Metadata | None = None
    candidates: tuple[Candidate, ...] = ()
    region: str = ""
    """Where the member watches, empty where they have not said so."""
    services: tuple[str, ...] = ()
    """The streaming services that they have."""


async def film_page(database: Database, film_id: int) -> FilmPage | None:
    """All that is known of a film, or None where there is no such film."""
    return await database.read(lambda connection: _page(connection, film_id))


def _page(connection: sqlite3.Connection, film_id: int) -> FilmPage | None:
    rows = read_rows(connection, [film_id], removed=True)
    if not rows:
        return None
    row, chosen = rows[0], read_chosen(connection)
    return FilmPage(
        row,
        viewings=_viewings(connection, film_id),
        reviews=_reviews(connection, film_id),
        metadata=read_metadata(connection, row.kind, row.tmdb_id) if row.kind and row.tmdb_id else None,
        candidates=tuple(read_candidates(connection, film_id)),
        region=chosen.region,
        services=chosen.services,
    )


def _viewings(connection: sqlite3.Connection, film_id: int) -> tuple[Entry, ...]:
    rows = connection.execute(
        f"SELECT watched_on, {RATING.format('v')}, rewatch, "
        "(SELECT group_concat(tag, ', ') FROM viewing_tag WHERE viewing = v.id), uri, orphaned "
        "FROM viewing v WHERE film = ? AND removed = 0 ORDER BY watched_on DESC, log_id DESC, id DESC",
        (film_id,),
    )
    return tuple(
        Entry(film_id, date.fromisoformat(day), rating, bool(rewatch), _tags(tags), uri=uri, orphaned=bool(orphaned))
        for day, rating, rewatch, tags, uri, orphaned in rows
    )


def _reviews(connection: sqlite3.Connection, film_id: int) -> tuple[Entry, ...]:
    rows = connection.execute(
        f"SELECT r.text, v.watched_on, {RATING.format('r')}, r.tags, r.uri "
        "FROM review r LEFT JOIN viewing v ON v.id = r.viewing WHERE r.film = ? AND v.removed IS NOT 1 "
        "ORDER BY coalesce(v.watched_on, r.logged_on) DESC, r.log_id DESC, r.id DESC",
        (film_id,),
    )
    return tuple(
        Entry(film_id, date.fromisoformat(day) if day else None, rating, tags=_tags(tags), review=text, uri=uri)
        for text, day, rating, tags, uri in rows
    )


def _tags(joined: str | None) -> tuple[str, ...]:
    """Tags hold no comma: it parts them in the export."""
    return tuple(joined.split(", ")) if joined else ()


_ALL_VIEWINGS = f"""
SELECT v.film, v.watched_on, {RATING.format("v")}, v.rewatch, r.text,
       (SELECT json_group_array(tag) FROM viewing_tag WHERE viewing = v.id)
FROM viewing v LEFT JOIN review r ON r.viewing = v.id
WHERE v.removed = 0 ORDER BY v.film, v.watched_on, v.log_id, v.id
"""
_ALL_NOTES = f"SELECT film, {RATING.format('review')}, text FROM review WHERE viewing IS NULL ORDER BY film, id"


def load_entries(path: Path, films: Collection[int]) -> dict[int, list[Entry]]:
    """The entries of these films, viewings in the order they happened before reviews without a day.

    Films without any are left out. Blocks, so for a thread or a shell command. Raises StorageError.
    """
    found: dict[int, list[Entry]] = {}
    wanted = frozenset(films)
    with reading(path) as connection:
        for film, day, rating, rewatch, text, tags in connection.execute(_ALL_VIEWINGS):
            if film in wanted:
                entry = Entry(film, date.fromisoformat(day), rating, bool(rewatch), tuple(json.loads(tags)), text)
                found.setdefault(film, []).append(entry)
        for film, rating, text in connection.execute(_ALL_NOTES):
            if film in wanted:
                found.setdefault(film, []).append(Entry(film, None, rating, review=text))
    return found


@dataclass(frozen=True, slots=True)
class PersonPart:
    """What a person did on one film of the library."""

    film_id: int
    roles: tuple[Role, ...]
    jobs: tuple[str, ...]
    characters: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PersonPage:
    """A person, known by TMDB's id, with the films of the library that credit them, oldest first."""

    id: int
    name: str
    profile_path: str | None
    parts: tuple[PersonPart, ...]


@dataclass(frozen=True, slots=True)
class MemberList:
    """A list that the member made. `films` are ids in the list's order, `seen` how many of them are watched."""

    id: int
    name: str
    uri: str | None
    description: str
    tags: tuple[str, ...]
    created_on: date | None
    films: tuple[int, ...]
    seen: int


async def person_page(database: Database, person_id: int) -> PersonPage | None:
    """A person with their films, or None where no film credits them."""
    return await database.read(lambda connection: _person(connection, person_id))


def _person(connection: sqlite3.Connection, person_id: int) -> PersonPage | None:
    person = connection.execute("SELECT id, name, profile_path FROM person WHERE id = ?", (person_id,)).fetchone()
    if person is None:
        return None
    rows = connection.execute(
        "SELECT f.id, c.role, c.job, c.character FROM credit c JOIN metadata m ON m.id = c.metadata "
        "JOIN film f ON f.kind = m.kind AND f.tmdb_id = m.tmdb_id WHERE c.person = ? AND f.removed = 0 "
        "ORDER BY f.year IS NULL, f.year, f.name, f.id, c.position",
        (person_id,),
    )
    credits: defaultdict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        credits[row["id"]].append(row)
    id_, name, profile_path = person
    return PersonPage(id_, name, profile_path, tuple(_part(film, held) for film, held in credits.items()))


def _part(film: int, rows: list[sqlite3.Row]) -> PersonPart:
    order = {role.value: place for place, role in enumerate(Role)}
    rows.sort(key=lambda row: order[row["role"]])
    return PersonPart(
        film,
        roles=tuple(Role(role) for role in _each_once([row["role"] for row in rows])),
        jobs=_each_once([row["job"] for row in rows]),
        characters=_each_once([row["character"] for row in rows]),
    )


async def member_lists(database: Database) -> list[MemberList]:
    """The member's lists by name."""
    return await database.read(_lists)


def _lists(connection: sqlite3.Connection) -> list[MemberList]:
    entries = connection.execute(
        "SELECT e.list, f.id, f.watched FROM list_entry e JOIN film f ON f.id = e.film "
        "WHERE f.removed = 0 ORDER BY e.list, e.position"
    )
    films: defaultdict[int, list[int]] = defaultdict(list)
    seen: defaultdict[int, int] = defaultdict(int)
    for list_id, film, watched in entries:
        films[list_id].append(film)
        seen[list_id] += watched
    return [
        MemberList(
            id=row["id"],
            name=row["name"],
            uri=row["uri"],
            description=row["description"],
            tags=tuple(row["tags"].split(", ")) if row["tags"] else (),
            created_on=date.fromisoformat(row["created_on"]) if row["created_on"] else None,
            films=tuple(films[row["id"]]),
            seen=seen[row["id"]],
        )
        for row in connection.execute("SELECT * FROM list ORDER BY name COLLATE NOCASE, id")
    ]


def _each_once(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
