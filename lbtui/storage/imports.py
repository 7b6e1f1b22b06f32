"""Storing an export: one transaction, or nothing."""

import asyncio
from dataclasses import asdict, dataclass, replace

import aiosqlite

from lbtui.model import Export, FilmStatus, Part, SessionStatus, Skipped
from lbtui.storage import sessions, settings
from lbtui.storage.database import Database
from lbtui.storage.merge import Changes, FilmFields, ViewingFields, as_of, compare

_FILM = ", ".join(FilmFields._fields)
_VIEWING = ", ".join(ViewingFields._fields)
_SET_FILM = ", ".join(f"{name} = ?" for name in FilmFields._fields)
_SET_VIEWING = ", ".join(f"{name} = ?" for name in ViewingFields._fields)


@dataclass(frozen=True, slots=True)
class ImportSummary:
    """What an import read and what it changed.

    The counts up to `orphaned` are those of the export: `watched` and `viewings` leave out the
    entries of films that Letterboxd has removed, which `orphaned` counts. `new`, `updated` and
    `removed` count films of the library.
    """

    session: str
    status: SessionStatus
    films: int
    watched: int
    rated: int
    liked: int
    viewings: int
    reviews: int
    watchlist: int
    lists: int
    orphaned: int
    new: int
    updated: int
    removed: int
    new_viewings: int
    older: bool
    """Whether the library already holds a newer export, so that this one only added to it."""
    unchanged: bool
    """Whether the same export had been imported before: nothing was changed."""
    skipped: tuple[Skipped, ...]
    notes: tuple[str, ...]

    def as_json(self) -> dict[str, object]:
        """The shape of `lbtui import --json`."""
        return {**asdict(self), "skipped": [asdict(row) for row in self.skipped], "notes": list(self.notes)}


async def same_as_last(database: Database, export: Export) -> str | None:
    """The session that already holds exactly this export as the library's newest, or None."""
    rows = await database.fetch(
        "SELECT id, digest FROM session WHERE digest IS NOT NULL AND status <> 'failed' ORDER BY rowid DESC LIMIT 1"
    )
    return str(rows[0]["id"]) if rows and rows[0]["digest"] == export.digest else None


async def store_export(database: Database, session: str, export: Export) -> ImportSummary:
    """Merge an export into the library and move its session to `enriching`; all in one transaction.

    Raises StorageError with a sentence; the library is then as it was.
    """

    async def work(connection: aiosqlite.Connection) -> ImportSummary:
        latest = await settings.get(connection, "as_of")
        moment = as_of(export)
        newer = not (latest and moment and moment < latest)
        films = await _films(connection)
        viewings = await _viewings(connection)
        changes = await asyncio.to_thread(compare, export, films, viewings, newer=newer)
        await _write_films(connection, changes)
        await _write_viewings(connection, export, changes, newer)
        await _write_reviews(connection, export, changes, newer)
        await _write_lists(connection, export, changes, newer)
        if newer:
            await _write_profile(connection, export, changes, moment)
        summary = _summary(session, export, changes, newer)
        counts = {name: value for name, value in summary.as_json().items() if name not in ("session", "status")}
        await sessions.set_counts(connection, session, counts)
        await connection.execute(
            "UPDATE session SET digest = ?, as_of = ? WHERE id = ?", (export.digest, moment, session)
        )
        await sessions.change_within(connection, session, SessionStatus.ENRICHING)
        await _end_earlier(connection, session)
        return summary

    return await database.write(work)


async def _films(connection: aiosqlite.Connection) -> dict[int, FilmFields]:
    found = await connection.execute_fetchall(f"SELECT id, {_FILM} FROM film")
    return {row[0]: FilmFields._make(row[1:]) for row in found}


async def _viewings(connection: aiosqlite.Connection) -> dict[int, ViewingFields]:
    found = await connection.execute_fetchall(f"SELECT id, {_VIEWING} FROM viewing")
    return {row[0]: ViewingFields._make(row[1:]) for row in found}


async def _write_films(connection: aiosqlite.Connection, changes: Changes) -> None:
    marks = ", ".join("?" * (len(FilmFields._fields) + 1))
    await connection.executemany(
        f"INSERT INTO film (id, {_FILM}) VALUES ({marks})", [(id_, *fields) for id_, fields in changes.new_films]
    )
    await connection.executemany(
        f"UPDATE film SET {_SET_FILM} WHERE id = ?", [(*fields, id_) for id_, fields in changes.changed_films]
    )
    # A better name is a new chance; a match that stands, or that a person decided, is kept.
    await connection.executemany(
        "UPDATE film SET status = ?, reason = '' WHERE id = ? AND decided_by <> 'person' "
        "AND status IN ('not_found', 'needs_review', 'failed')",
        [(FilmStatus.PENDING.value, id_) for id_ in changes.renamed],
    )


async def _write_viewings(connection: aiosqlite.Connection, export: Export, changes: Changes, newer: bool) -> None:
    marks = ", ".join("?" * (len(ViewingFields._fields) + 1))
    await connection.executemany(
        f"INSERT INTO viewing (id, {_VIEWING}) VALUES ({marks})",
        [(id_, *fields) for id_, fields in changes.new_viewings],
    )
    await connection.executemany(
        f"UPDATE viewing SET {_SET_VIEWING} WHERE id = ?", [(*fields, id_) for id_, fields in changes.changed_viewings]
    )
    fresh = {id_ for id_, _ in changes.new_viewings}
    rows = [
        (id_, tag)
        for id_, viewing in zip(changes.viewing_ids, export.viewings, strict=True)
        if newer or id_ in fresh
        for tag in viewing.tags
    ]
    if newer:
        await connection.executemany(
            "DELETE FROM viewing_tag WHERE viewing = ?", [(id_,) for id_ in changes.viewing_ids]
        )
    await connection.executemany("INSERT OR IGNORE INTO viewing_tag (viewing, tag) VALUES (?, ?)", rows)


async def _write_reviews(connection: aiosqlite.Connection, export: Export, changes: Changes, newer: bool) -> None:
    """Reviews of viewings follow their viewing; undated ones are known again by log id, URI, or film and text."""
    fresh = {id_ for id_, _ in changes.new_viewings}
    pairs = list(zip(changes.viewing_ids, export.viewings, strict=True))
    if newer and Part.REVIEWS in export.parts:
        await connection.executemany("DELETE FROM review WHERE viewing = ?", [(id_,) for id_, _ in pairs])
        await connection.execute("DELETE FROM review WHERE viewing IS NULL")
    await connection.executemany(
        "INSERT OR IGNORE INTO review (film, viewing, log_id, uri, logged_on, rating, tags, text) "
        "VALUES (?, ?, ?, ?, ?, ?, ?, ?)",
        [
            (changes.film_ids[v.film], id_, v.log_id, v.uri, _day(v.logged_on), v.rating, ", ".join(v.tags), v.review)
            for id_, v in pairs
            if v.review and (newer or id_ in fresh)
        ],
    )
    held = {
        (film, text)
        for film, text in await connection.execute_fetchall("SELECT film, text FROM review WHERE viewing IS NULL")
    }
    await connection.executemany(
        "INSERT INTO review (film, log_id, uri, logged_on, rating, tags, text) VALUES (?, ?, ?, ?, ?, ?, ?)",
        [
            (changes.film_ids[r.film], r.log_id, r.uri, _day(r.logged_on), r.rating, ", ".join(r.tags), r.text)
            for r in export.reviews
            if (changes.film_ids[r.film], r.text) not in held
        ],
    )


async def _write_lists(connection: aiosqlite.Connection, export: Export, changes: Changes, newer: bool) -> None:
    if Part.LISTS not in export.parts:
        return
    if newer:
        await connection.execute("DELETE FROM list")
    held = await connection.execute_fetchall("SELECT list_id, name FROM list")
    known = {row[0] for row in held if row[0] is not None} | {row[1] for row in held}
    for made in export.lists:
        if (made.list_id if made.list_id is not None else made.name) in known:
            continue
        cursor = await connection.execute(
            "INSERT INTO list (list_id, uri, name, description, tags, created_on) VALUES (?, ?, ?, ?, ?, ?)",
            (made.list_id, made.uri, made.name, made.description, ", ".join(made.tags), _day(made.created_on)),
        )
        await connection.executemany(
            "INSERT OR IGNORE INTO list_entry (list, position, film, note) VALUES (?, ?, ?, ?)",
            [(cursor.lastrowid, e.position, changes.film_ids[e.film], e.note) for e in made.entries],
        )


async def _write_profile(
    connection: aiosqlite.Connection, export: Export, changes: Changes, moment: str | None
) -> None:
    if moment:
        await settings.put(connection, "as_of", moment)
    if export.username:
        await settings.put(connection, "username", export.username)
    if Part.PROFILE in export.parts:
        favourites = ",".join(str(changes.film_ids[film]) for film in export.favourites)
        await settings.put(connection, "favourites", favourites)


async def _end_earlier(connection: aiosqlite.Connection, session: str) -> None:
    """Sessions still enriching end here: their films are the library's, and go on in the new session."""
    earlier = await connection.execute_fetchall(
        "SELECT id FROM session WHERE id <> ? AND status IN ('enriching', 'paused')", (session,)
    )
    for (id_,) in earlier:
        await sessions.change_within(connection, id_, SessionStatus.COMPLETED, "its films go on in a newer session")


def _day(day: object) -> str | None:
    return str(day) if day else None


def _summary(session: str, export: Export, changes: Changes, newer: bool) -> ImportSummary:
    films = export.films
    return ImportSummary(
        session=session,
        status=SessionStatus.ENRICHING,
        films=len(films),
        watched=sum(film.watched and not film.orphaned for film in films),
        rated=sum(film.rating is not None and not film.orphaned for film in films),
        liked=sum(film.liked for film in films),
        viewings=sum(not viewing.orphaned for viewing in export.viewings),
        reviews=len(export.reviews) + sum(viewing.review is not None for viewing in export.viewings),
        watchlist=sum(film.watchlist for film in films),
        lists=len(export.lists),
        orphaned=sum(viewing.orphaned for viewing in export.viewings),
        new=len(changes.new_films),
        updated=len(changes.changed_films) - changes.removed,
        removed=changes.removed,
        new_viewings=len(changes.new_viewings),
        older=not newer,
        unchanged=False,
        skipped=export.skipped,
        notes=export.notes,
    )


def unchanged_summary(session: str, status: SessionStatus, export: Export) -> ImportSummary:
    """The summary of an export that the library already holds."""
    return replace(_summary(session, export, Changes(), newer=True), status=status, unchanged=True)
