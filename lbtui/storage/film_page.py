"""All that is known of one film, one person or one list, for its page."""

import sqlite3
from collections import defaultdict
from dataclasses import dataclass
from datetime import date
from typing import Any

from lbtui.model import FilmStatus, Kind, Metadata, Role
from lbtui.storage.database import Database
from lbtui.storage.matches import StoredCandidate, candidates
from lbtui.storage.metadata import load_metadata


@dataclass(frozen=True, slots=True)
class Viewing:
    """A diary entry."""

    watched_on: date
    rating: float | None
    rewatch: bool
    tags: tuple[str, ...]
    uri: str | None
    orphaned: bool


@dataclass(frozen=True, slots=True)
class Review:
    """A review of a viewing or, without a day, of the film. `text` is Letterboxd's HTML."""

    text: str
    watched_on: date | None
    rating: float | None
    tags: tuple[str, ...]
    uri: str | None


@dataclass(frozen=True, slots=True)
class FilmPage:
    """A film with its viewings and reviews, newest first, its match, and what TMDB tells of it."""

    id: int
    name: str
    year: int | None
    uri: str | None
    rating: float | None
    liked: bool
    watched: bool
    watchlist: bool
    orphaned: bool
    removed: bool
    logged_on: date | None
    listed_on: date | None
    status: FilmStatus
    reason: str
    kind: Kind | None
    tmdb_id: int | None
    match_score: float | None
    match_reason: str
    decided_by: str
    viewings: tuple[Viewing, ...] = ()
    reviews: tuple[Review, ...] = ()
    lists: tuple[str, ...] = ()
    metadata: Metadata | None = None
    candidates: tuple[StoredCandidate, ...] = ()


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


async def film_page(database: Database, film_id: int) -> FilmPage | None:
    """All that is known of a film, or None where there is no such film."""
    rows = await database.fetch("SELECT * FROM film WHERE id = ?", (film_id,))
    if not rows:
        return None
    film = rows[0]
    kind = Kind(str(film["kind"])) if film["kind"] else None
    return FilmPage(
        **_own_columns(film),
        kind=kind,
        viewings=await _viewings(database, film_id),
        reviews=await _reviews(database, film_id),
        lists=await _lists_with(database, film_id),
        metadata=await load_metadata(database, kind, film["tmdb_id"]) if kind else None,
        candidates=tuple(await candidates(database, film_id)),
    )


def _own_columns(film: sqlite3.Row) -> dict[str, Any]:
    texts = {name: film[name] for name in ("id", "name", "year", "uri", "rating", "reason", "decided_by")}
    match = {name: film[name] for name in ("tmdb_id", "match_score", "match_reason")}
    flags = {name: bool(film[name]) for name in ("liked", "watched", "watchlist", "orphaned", "removed")}
    days = {name: _day(film[name]) for name in ("logged_on", "listed_on")}
    return {"status": FilmStatus(str(film["status"])), **texts, **match, **flags, **days}


async def _viewings(database: Database, film_id: int) -> tuple[Viewing, ...]:
    rows = await database.fetch(
        "SELECT v.*, (SELECT group_concat(tag, ', ') FROM viewing_tag WHERE viewing = v.id) AS tags FROM viewing v "
        "WHERE film = ? AND removed = 0 ORDER BY watched_on DESC, log_id DESC, id DESC",
        (film_id,),
    )
    return tuple(
        Viewing(
            watched_on=date.fromisoformat(row["watched_on"]),
            rating=row["rating"],
            rewatch=bool(row["rewatch"]),
            tags=_tags(row["tags"]),
            uri=row["uri"],
            orphaned=bool(row["orphaned"]),
        )
        for row in rows
    )


async def _reviews(database: Database, film_id: int) -> tuple[Review, ...]:
    rows = await database.fetch(
        "SELECT r.*, v.watched_on FROM review r LEFT JOIN viewing v ON v.id = r.viewing "
        "WHERE r.film = ? AND v.removed IS NOT 1 "
        "ORDER BY coalesce(v.watched_on, r.logged_on) DESC, r.log_id DESC, r.id DESC",
        (film_id,),
    )
    return tuple(
        Review(row["text"], _day(row["watched_on"]), row["rating"], _tags(row["tags"]), row["uri"]) for row in rows
    )


async def _lists_with(database: Database, film_id: int) -> tuple[str, ...]:
    rows = await database.fetch(
        "SELECT name FROM list WHERE id IN (SELECT list FROM list_entry WHERE film = ?) ORDER BY name, id", (film_id,)
    )
    return tuple(row["name"] for row in rows)


async def person_page(database: Database, person_id: int) -> PersonPage | None:
    """A person with their films, or None where no film credits them."""
    people = await database.fetch("SELECT id, name, profile_path FROM person WHERE id = ?", (person_id,))
    if not people:
        return None
    rows = await database.fetch(
        "SELECT f.id, c.role, c.job, c.character FROM credit c JOIN metadata m ON m.id = c.metadata "
        "JOIN film f ON f.kind = m.kind AND f.tmdb_id = m.tmdb_id WHERE c.person = ? AND f.removed = 0 "
        "ORDER BY f.year IS NULL, f.year, f.name, f.id, c.position",
        (person_id,),
    )
    credits: defaultdict[int, list[sqlite3.Row]] = defaultdict(list)
    for row in rows:
        credits[row["id"]].append(row)
    id_, name, profile_path = people[0]
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
    entries = await database.fetch(
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
            tags=_tags(row["tags"]),
            created_on=_day(row["created_on"]),
            films=tuple(films[row["id"]]),
            seen=seen[row["id"]],
        )
        for row in await database.fetch("SELECT * FROM list ORDER BY name COLLATE NOCASE, id")
    ]


def _day(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None


def _tags(joined: str | None) -> tuple[str, ...]:
    """Tags hold no comma: it parts them in the export."""
    return tuple(joined.split(", ")) if joined else ()


def _each_once(texts: list[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(text for text in texts if text))
