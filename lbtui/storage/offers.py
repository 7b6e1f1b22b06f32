"""Who offers a title in the member's region: what was told and when, and the region and services that they chose.

The choice is of the settings file; the library keeps what it was opened with last, so that whoever reads films knows
which of them stream on the member's own services. Offers of another region are as if nothing was known.
"""

import json
import sqlite3
from collections.abc import Collection, Mapping
from dataclasses import dataclass
from datetime import datetime

from lbtui.config import Settings
from lbtui.model.enums import STREAMING, Kind, Way
from lbtui.model.metadata import Offers, Service
from lbtui.storage import settings
from lbtui.storage.database import Database
from lbtui.storage.sessions import now

_SETTING = "streaming"
STREAMED = f"way IN ({', '.join(repr(way.value) for way in STREAMING)})"
"""The offers that are streaming, in SQL."""
IN_REGION = f"region = (SELECT json_extract(value, '$[0]') FROM setting WHERE name = '{_SETTING}')"
"""The metadata of which it is known who offers it in the member's region, in SQL."""


@dataclass(frozen=True, slots=True)
class Chosen:
    """The member's region (ISO 3166-1, empty for none) and the names of the services that they have."""

    region: str = ""
    services: tuple[str, ...] = ()


def chosen(settings: Settings) -> Chosen:
    """What the settings say."""
    return Chosen(settings.region, settings.services)


def read_chosen(connection: sqlite3.Connection) -> Chosen:
    """What the library was opened with last; no region for what cannot be read."""
    try:
        region, services = json.loads(settings.get(connection, _SETTING) or "[]")
        return Chosen(str(region), tuple(map(str, services)))
    except (ValueError, TypeError):
        return Chosen()


async def keep_chosen(database: Database, chosen: Chosen) -> bool:
    """Keep the choice with the library; whether it is another one than before."""
    if await database.read(read_chosen) == chosen:
        return False
    await settings.save(database, _SETTING, json.dumps([chosen.region, chosen.services]))
    return True


def put_offers(connection: sqlite3.Connection, metadata: int, offers: Offers) -> None:
    """Keep who offers a title, in place of what was known, inside a running transaction."""
    moment = now().isoformat()
    connection.execute(
        "UPDATE metadata SET region = ?, offers_at = ?, streams_at = ? WHERE id = ?",
        (offers.region, moment, moment, metadata),
    )
    connection.executemany(
        "INSERT INTO service (id, name) VALUES (?, ?) ON CONFLICT (id) DO UPDATE SET name = excluded.name "
        "WHERE name <> excluded.name",
        [(service.id, service.name) for _, service in offers.services],
    )
    connection.execute("DELETE FROM offer WHERE metadata = ?", (metadata,))
    connection.executemany(
        "INSERT INTO offer (metadata, way, position, service) VALUES (?, ?, ?, ?)",
        [(metadata, way.value, position, service.id) for position, (way, service) in enumerate(offers.services)],
    )


def read_offers(connection: sqlite3.Connection, metadata: int) -> Offers | None:
    """Who offers a title, in whatever region was asked for last; None where none was."""
    region, asked, streams = connection.execute(
        "SELECT region, offers_at, streams_at FROM metadata WHERE id = ?", (metadata,)
    ).fetchone()
    if region is None:
        return None
    found = connection.execute(
        "SELECT o.way, s.id, s.name FROM offer o JOIN service s ON s.id = o.service WHERE o.metadata = ? "
        "ORDER BY o.position",
        (metadata,),
    )
    services = tuple((Way(way), Service(id_, name)) for way, id_, name in found)
    return Offers(region, services, datetime.fromisoformat(asked), datetime.fromisoformat(streams))


async def store_offers(database: Database, kind: Kind, tmdb_id: int, offers: Offers) -> list[int]:
    """Store who offers a title; the films of the library that are this title."""

    def work(connection: sqlite3.Connection) -> list[int]:
        for (metadata,) in connection.execute(f"SELECT id FROM metadata {_KEY}", (kind.value, tmdb_id)).fetchall():
            put_offers(connection, metadata, offers)
        return [id_ for (id_,) in connection.execute(f"SELECT id FROM film {_KEY}", (kind.value, tmdb_id))]

    return await database.write(work)


_KEY = "WHERE kind = ? AND tmdb_id = ?"


@dataclass(frozen=True, slots=True)
class Outdated:
    """A title of which it is to be asked who offers it."""

    kind: Kind
    tmdb_id: int
    votes: int
    known: bool
    """Whether it was asked for this region before."""


async def outdated(
    database: Database, region: str, before: datetime, *, watchlist: bool, limit: int = -1
) -> list[Outdated]:
    """Titles of films with metadata, on the watchlist or off it, of which nothing is known in a region since then.

    Those that were never asked for come first, of others than the watchlist's those that the member rates highest.
    """
    rows = await database.fetch(
        "SELECT m.kind, m.tmdb_id, m.vote_count, m.region IS ? AS known FROM metadata m "
        "JOIN film f ON f.kind = m.kind AND f.tmdb_id = m.tmdb_id WHERE f.removed = 0 AND m.detailed = 1 "
        "AND (m.region IS NOT ? OR m.streams_at < ?) GROUP BY m.id HAVING max(f.watchlist) = ? "
        "ORDER BY known, max(f.rating) DESC, m.streams_at, m.id LIMIT ?",
        (region, region, before.isoformat(), watchlist, limit),
    )
    return [Outdated(Kind(kind), tmdb_id, votes, bool(known)) for kind, tmdb_id, votes, known in rows]


async def store_streamed(
    database: Database, looked_at: Collection[int], streamed: Mapping[Service, Collection[int]]
) -> list[int]:
    """Store of movies (TMDB ids) which of some services stream them; the films of the library that they are.

    What else is known of who offers them stays, with its age.
    """

    def work(connection: sqlite3.Connection) -> list[int]:
        moment, movies = now().isoformat(), json.dumps(list(looked_at))
        connection.execute(f"UPDATE metadata SET streams_at = ? {_MOVIES}", (moment, movies))
        for service, ids in streamed.items():
            _put_streamed(connection, service, movies, json.dumps(list(ids)))
        return [id_ for (id_,) in connection.execute(f"SELECT id FROM film {_MOVIES}", (movies,))]

    return await database.write(work)


def _put_streamed(connection: sqlite3.Connection, service: Service, movies: str, streamed: str) -> None:
    ours = f"metadata IN (SELECT id FROM metadata {_MOVIES}) AND service = ? AND {STREAMED}"
    theirs = f"metadata NOT IN (SELECT id FROM metadata {_MOVIES})"
    connection.execute(f"DELETE FROM offer WHERE {ours} AND {theirs}", (movies, service.id, streamed))
    connection.execute("INSERT OR IGNORE INTO service (id, name) VALUES (?, ?)", (service.id, service.name))
    connection.execute(
        "INSERT INTO offer (metadata, way, position, service) SELECT id, ?, "
        "(SELECT coalesce(max(position) + 1, 0) FROM offer WHERE metadata = m.id), ? FROM metadata m "
        f"{_MOVIES} AND tmdb_id IN (SELECT value FROM json_each(?)) "
        f"AND NOT EXISTS (SELECT 1 FROM offer WHERE metadata = m.id AND service = ? AND {STREAMED})",
        (Way.FLATRATE.value, service.id, movies, streamed, service.id),
    )


_MOVIES = f"WHERE kind = '{Kind.MOVIE.value}' AND tmdb_id IN (SELECT value FROM json_each(?))"
