"""What TMDB says of films: written once a film, in one transaction with the film's status."""

from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from typing import Any

import aiosqlite

from lbtui.model import METADATA_VERSION, Credit, Kind, Metadata, Role, Summary
from lbtui.storage.database import Database
from lbtui.storage.sessions import now


async def put_summary(connection: aiosqlite.Connection, summary: Summary) -> None:
    """Keep a row of a page, so that charts and tables have genres and votes before the details; never over details."""
    cursor = await connection.execute(
        "INSERT INTO metadata (kind, tmdb_id, detailed, fetched_at, title, original_title, original_language, "
        "release_date, overview, vote_average, vote_count, popularity, poster_path) "
        "VALUES (?, ?, 0, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?) ON CONFLICT (kind, tmdb_id) DO NOTHING",
        (
            summary.kind.value,
            summary.tmdb_id,
            now().isoformat(),
            summary.title,
            summary.original_title,
            summary.original_language,
            _day(summary.release_date),
            summary.overview,
            summary.vote_average,
            summary.vote_count,
            summary.popularity,
            summary.poster_path,
        ),
    )
    if cursor.rowcount and cursor.lastrowid is not None:
        # A page tells genres by id alone: their names were stored with the list of genres.
        await connection.executemany(
            "INSERT INTO metadata_genre (metadata, position, genre) SELECT ?, ?, id FROM genre WHERE id = ?",
            [(cursor.lastrowid, n, genre) for n, genre in enumerate(summary.genre_ids)],
        )


async def put_names(database: Database, genres: Mapping[int, str], languages: Mapping[str, str]) -> None:
    """Store the names of genres (by TMDB id) and of languages (by ISO 639-1 code), which film answers lack."""

    async def work(connection: aiosqlite.Connection) -> None:
        await connection.executemany(_NAMED.format(table="genre", key="id"), list(genres.items()))
        await connection.executemany(_NAMED.format(table="language", key="code"), list(languages.items()))

    await database.write_at_once(work)


_NAMED = (
    "INSERT INTO {table} ({key}, name) VALUES (?, ?) ON CONFLICT ({key}) DO UPDATE SET name = excluded.name "
    "WHERE name <> excluded.name"
)


async def put_metadata(connection: aiosqlite.Connection, m: Metadata) -> None:
    """Keep all that a details answer tells, in place of what was known; what it lacks stays as it was known."""
    if m.collection:
        await connection.execute(_NAMED.format(table="collection", key="id"), m.collection)
    columns = {
        "detailed": 1,
        "details_version": 0 if m.missing else METADATA_VERSION,
        "fetched_at": now().isoformat(),
        "imdb_id": m.imdb_id,
        "title": m.title,
        "original_title": m.original_title,
        "original_language": m.original_language,
        "release_date": _day(m.release_date),
        "overview": m.overview,
        "tagline": m.tagline,
        "runtime": m.runtime,
        "episodes": m.episodes,
        "seasons": m.seasons,
        "vote_average": m.vote_average,
        "vote_count": m.vote_count,
        "popularity": m.popularity,
        "budget": m.budget,
        "revenue": m.revenue,
        "poster_path": m.poster_path,
        "backdrop_path": m.backdrop_path,
        "homepage": m.homepage,
        "collection": m.collection[0] if m.collection else None,
    }
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in m.missing)
    async with connection.execute(
        f"INSERT INTO metadata (kind, tmdb_id, {', '.join(columns)}) VALUES (?, ?{', ?' * len(columns)}) "
        f"ON CONFLICT (kind, tmdb_id) DO UPDATE SET {updates} RETURNING id",
        (m.kind.value, m.tmdb_id, *columns.values()),
    ) as cursor:
        row = await cursor.fetchone()
    assert row is not None
    await _put_links(connection, int(row[0]), m)


async def _put_links(connection: aiosqlite.Connection, id_: int, m: Metadata) -> None:
    for table, key, pairs in (
        ("genre", "id", m.genres),
        ("country", "code", m.countries),
        ("language", "code", m.languages),
        ("company", "id", m.companies),
    ):
        await _put_named(connection, id_, table, key, pairs)
    if "keywords" not in m.missing:
        await _put_named(connection, id_, "keyword", "id", m.keywords)
    if "alternative_titles" not in m.missing:
        await connection.execute("DELETE FROM alternative_title WHERE metadata = ?", (id_,))
        await connection.executemany(
            "INSERT INTO alternative_title (metadata, position, title) VALUES (?, ?, ?)",
            [(id_, n, title) for n, title in enumerate(m.alternative_titles)],
        )
    if "credits" not in m.missing:
        await connection.execute("DELETE FROM credit WHERE metadata = ?", (id_,))
    await _put_credits(connection, id_, m.credits)


async def _put_named(
    connection: aiosqlite.Connection, id_: int, table: str, key: str, pairs: Iterable[tuple[object, str]]
) -> None:
    pairs = list(dict.fromkeys(pairs))
    await connection.executemany(_NAMED.format(table=table, key=key), pairs)
    await connection.execute(f"DELETE FROM metadata_{table} WHERE metadata = ?", (id_,))
    await connection.executemany(
        f"INSERT INTO metadata_{table} (metadata, position, {table}) VALUES (?, ?, ?)",
        [(id_, n, value) for n, (value, _) in enumerate(pairs)],
    )


async def _put_credits(connection: aiosqlite.Connection, id_: int, credits: Sequence[Credit]) -> None:
    await connection.executemany(
        "INSERT INTO person (id, name, profile_path) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE "
        "SET name = excluded.name, profile_path = coalesce(excluded.profile_path, profile_path)",
        [(c.person_id, c.name, c.profile_path) for c in credits],
    )
    await connection.executemany(
        "INSERT OR IGNORE INTO credit (metadata, role, position, person, job, character) VALUES (?, ?, ?, ?, ?, ?)",
        [(id_, c.role.value, c.position, c.person_id, c.job, c.character) for c in credits],
    )


_PLAIN = (
    *("imdb_id", "title", "original_title", "original_language", "overview", "tagline", "homepage"),
    *("runtime", "episodes", "seasons", "vote_average", "vote_count", "popularity", "budget", "revenue"),
    *("poster_path", "backdrop_path"),
)
"""Columns that are fields of `Metadata` as they are."""


async def load_metadata(database: Database, kind: Kind, tmdb_id: int) -> Metadata | None:
    """All that the store knows of a film or series on TMDB, or None; credits ordered by role, then billing."""
    rows = await database.fetch(
        "SELECT m.*, c.name AS collection_name FROM metadata m LEFT JOIN collection c ON c.id = m.collection "
        "WHERE m.kind = ? AND m.tmdb_id = ?",
        (kind.value, tmdb_id),
    )
    if not rows:
        return None
    row = rows[0]
    return Metadata(
        kind=kind,
        tmdb_id=tmdb_id,
        release_date=_date(row["release_date"]),
        collection=(row["collection"], row["collection_name"]) if row["collection"] is not None else None,
        genres=await _pairs(database, row["id"], "genre", "id"),
        countries=await _pairs(database, row["id"], "country", "code"),
        languages=await _pairs(database, row["id"], "language", "code"),
        keywords=await _pairs(database, row["id"], "keyword", "id"),
        companies=await _pairs(database, row["id"], "company", "id"),
        credits=await _credits(database, row["id"]),
        alternative_titles=await _alternative_titles(database, row["id"]),
        **{name: row[name] for name in _PLAIN},
    )


async def _pairs(database: Database, id_: int, table: str, key: str) -> tuple[tuple[Any, str], ...]:
    rows = await database.fetch(
        f"SELECT t.{key}, t.name FROM metadata_{table} l JOIN {table} t ON t.{key} = l.{table} "
        "WHERE l.metadata = ? ORDER BY l.position",
        (id_,),
    )
    return tuple((row[0], row[1]) for row in rows)


async def _credits(database: Database, id_: int) -> tuple[Credit, ...]:
    rows = await database.fetch(
        "SELECT c.person, p.name, c.role, c.position, c.job, c.character, p.profile_path "
        "FROM credit c JOIN person p ON p.id = c.person WHERE c.metadata = ? ORDER BY c.role, c.position",
        (id_,),
    )
    return tuple(Credit(r[0], r[1], Role(r[2]), r[3], r[4], r[5], r[6]) for r in rows)


async def _alternative_titles(database: Database, id_: int) -> tuple[str, ...]:
    rows = await database.fetch("SELECT title FROM alternative_title WHERE metadata = ? ORDER BY position", (id_,))
    return tuple(row["title"] for row in rows)


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
