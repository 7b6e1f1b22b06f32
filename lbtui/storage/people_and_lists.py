"""A person with the films that credit them, and the lists that the member made, for their pages."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import date

from lbtui.model import Role
from lbtui.storage.database import Database


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
