"""What TMDB says of films: written once a film, in one transaction with the film's status."""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from datetime import date
from typing import Any

from lbtui.model.enums import Kind, Role
from lbtui.model.metadata import METADATA_VERSION, Credit, Metadata, Summary
from lbtui.storage.database import Database
from lbtui.storage.offers import put_offers, read_offers
from lbtui.storage.sessions import now

SUMMARY_COLUMNS = (
    *("kind", "tmdb_id", "title", "original_title", "release_date", "original_language", "overview", "poster_path"),
    *("vote_average", "vote_count", "popularity"),
)
"""Columns of metadata, and of a candidate, that make a `Summary`."""


def summary_values(summary: Summary) -> tuple[object, ...]:
    """The values of `SUMMARY_COLUMNS`."""
    day = _day(summary.release_date)
    return tuple(day if name == "release_date" else getattr(summary, name) for name in SUMMARY_COLUMNS)


def summary_of(values: Iterable[Any]) -> Summary:
    """The summary in the values of `SUMMARY_COLUMNS`."""
    named = dict(zip(SUMMARY_COLUMNS, values, strict=True))
    return Summary(**{**named, "kind": Kind(named["kind"]), "release_date": _date(named["release_date"])})


def put_summary(connection: sqlite3.Connection, summary: Summary) -> None:
    """Keep a row of a page, so that charts and tables have genres and votes before the details; never over details."""
    cursor = connection.execute(
        f"INSERT INTO metadata (detailed, fetched_at, {', '.join(SUMMARY_COLUMNS)}) "
        f"VALUES (0, ?{', ?' * len(SUMMARY_COLUMNS)}) ON CONFLICT (kind, tmdb_id) DO NOTHING",
        (now().isoformat(), *summary_values(summary)),
    )
    if cursor.rowcount and cursor.lastrowid is not None:
        # A page tells genres by id alone: their names were stored with the list of genres.
        connection.executemany(
            "INSERT INTO metadata_genre (metadata, position, genre) SELECT ?, ?, id FROM genre WHERE id = ?",
            [(cursor.lastrowid, n, genre) for n, genre in enumerate(summary.genre_ids)],
        )


async def put_names(database: Database, genres: Mapping[int, str], languages: Mapping[str, str]) -> None:
    """Store the names of genres (by TMDB id) and of languages (by ISO 639-1 code), which film answers lack."""

    def work(connection: sqlite3.Connection) -> None:
        connection.executemany(_NAMED.format(table="genre", key="id"), list(genres.items()))
        connection.executemany(_NAMED.format(table="language", key="code"), list(languages.items()))

    await database.write(work)


_NAMED = (
    "INSERT INTO {table} ({key}, name) VALUES (?, ?) ON CONFLICT ({key}) DO UPDATE SET name = excluded.name "
    "WHERE name <> excluded.name"
)


def put_metadata(connection: sqlite3.Connection, m: Metadata) -> None:
    """Keep all that a details answer tells, in place of what was known; what it lacks stays as it was known."""
    if m.collection:
        connection.execute(_NAMED.format(table="collection", key="id"), m.collection)
    columns = {
        "detailed": 1,
        "details_version": 0 if m.missing else METADATA_VERSION,
        "fetched_at": now().isoformat(),
        "release_date": _day(m.release_date),
        **{name: getattr(m, name) for name in _PLAIN},
        "collection": m.collection[0] if m.collection else None,
    }
    updates = ", ".join(f"{name} = excluded.{name}" for name in columns if name not in m.missing)
    (id_,) = connection.execute(
        f"INSERT INTO metadata (kind, tmdb_id, {', '.join(columns)}) VALUES (?, ?{', ?' * len(columns)}) "
        f"ON CONFLICT (kind, tmdb_id) DO UPDATE SET {updates} RETURNING id",
        (m.kind.value, m.tmdb_id, *columns.values()),
    ).fetchone()
    _put_links(connection, id_, m)
    if m.offers:
        put_offers(connection, id_, m.offers)


def _put_links(connection: sqlite3.Connection, id_: int, m: Metadata) -> None:
    for table, key, pairs in (
        ("genre", "id", m.genres),
        ("country", "code", m.countries),
        ("language", "code", m.languages),
        ("company", "id", m.companies),
    ):
        _put_named(connection, id_, table, key, pairs)
    if "keywords" not in m.missing:
        _put_named(connection, id_, "keyword", "id", m.keywords)
    if "alternative_titles" not in m.missing:
        connection.execute("DELETE FROM alternative_title WHERE metadata = ?", (id_,))
        connection.executemany(
            "INSERT INTO alternative_title (metadata, position, title) VALUES (?, ?, ?)",
            [(id_, n, title) for n, title in enumerate(m.alternative_titles)],
        )
    if "credits" not in m.missing:
        connection.execute("DELETE FROM credit WHERE metadata = ?", (id_,))
    _put_credits(connection, id_, m.credits)


def _put_named(
    connection: sqlite3.Connection, id_: int, table: str, key: str, pairs: Iterable[tuple[object, str]]
) -> None:
    pairs = list(dict.fromkeys(pairs))
    connection.executemany(_NAMED.format(table=table, key=key), pairs)
    connection.execute(f"DELETE FROM metadata_{table} WHERE metadata = ?", (id_,))
    connection.executemany(
        f"INSERT INTO metadata_{table} (metadata, position, {table}) VALUES (?, ?, ?)",
        [(id_, n, value) for n, (value, _) in enumerate(pairs)],
    )


def _put_credits(connection: sqlite3.Connection, id_: int, credits: Sequence[Credit]) -> None:
    connection.executemany(
        "INSERT INTO person (id, name, profile_path) VALUES (?, ?, ?) ON CONFLICT (id) DO UPDATE "
        "SET name = excluded.name, profile_path = coalesce(excluded.profile_path, profile_path)",
        [(c.person_id, c.name, c.profile_path) for c in credits],
    )
    connection.executemany(
        "INSERT OR IGNORE INTO credit (metadata, role, position, person, job, character) VALUES (?, ?, ?, ?, ?, ?)",
        [(id_, c.role.value, c.position, c.person_id, c.job, c.character) for c in credits],
    )


_PLAIN = tuple(
    field.name
    for field in fields(Metadata)
    if field.name != "tmdb_id" and field.type in (str, str | None, int, int | None, float, float | None)
)
"""Columns that are fields of `Metadata` as they are: texts and numbers."""


async def load_metadata(database: Database, kind: Kind, tmdb_id: int) -> Metadata | None:
    """As `read_metadata`, in a visit of its own."""
    return await database.read(lambda connection: read_metadata(connection, kind, tmdb_id))


def read_metadata(connection: sqlite3.Connection, kind: Kind, tmdb_id: int) -> Metadata | None:
    """All that the store knows of a film or series on TMDB, or None; credits ordered by role, then billing.

    The connection gives rows by name, as a reader's does.
    """
    row = connection.execute(
        "SELECT m.*, c.name AS collection_name FROM metadata m LEFT JOIN collection c ON c.id = m.collection "
        "WHERE m.kind = ? AND m.tmdb_id = ?",
        (kind.value, tmdb_id),
    ).fetchone()
    if row is None:
        return None

    def pairs(table: str, key: str) -> tuple[tuple[Any, str], ...]:
        sql = f"SELECT t.{key}, t.name FROM metadata_{table} l JOIN {table} t ON t.{key} = l.{table}"
        return tuple(
            (key, name) for key, name in connection.execute(f"{sql} WHERE l.metadata = ? ORDER BY l.position", id_)
        )

    id_ = (row["id"],)
    credits = connection.execute(
        "SELECT c.person, p.name, c.role, c.position, c.job, c.character, p.profile_path "
        "FROM credit c JOIN person p ON p.id = c.person WHERE c.metadata = ? ORDER BY c.role, c.position",
        id_,
    )
    titles = connection.execute("SELECT title FROM alternative_title WHERE metadata = ? ORDER BY position", id_)
    return Metadata(
        kind=kind,
        tmdb_id=tmdb_id,
        release_date=_date(row["release_date"]),
        collection=(row["collection"], row["collection_name"]) if row["collection"] is not None else None,
        genres=pairs("genre", "id"),
        countries=pairs("country", "code"),
        languages=pairs("language", "code"),
        keywords=pairs("keyword", "id"),
        companies=pairs("company", "id"),
        credits=tuple(Credit(r[0], r[1], Role(r[2]), *r[3:]) for r in credits),
        alternative_titles=tuple(title for (title,) in titles),
        offers=read_offers(connection, row["id"]),
        **{name: row[name] for name in _PLAIN},
    )


def _day(day: date | None) -> str | None:
    return day.isoformat() if day else None


def _date(text: str | None) -> date | None:
    return date.fromisoformat(text) if text else None
