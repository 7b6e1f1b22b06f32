"""Writes what an export changes, table by table, inside the transaction of its import."""

import asyncio
from collections.abc import Iterable

import aiosqlite

from lbtui.model import Export, ExportList, ExportReview, ExportViewing, Part
from lbtui.storage import settings
from lbtui.storage.films import PERSON
from lbtui.storage.known import FilmFields, ViewingFields
from lbtui.storage.merge import Changes

_FILM = ", ".join(FilmFields._fields)
_VIEWING = ", ".join(ViewingFields._fields)


async def held(connection: aiosqlite.Connection) -> tuple[dict[int, FilmFields], dict[int, ViewingFields]]:
    """The films and the viewings of the library, by id."""
    films = await connection.execute_fetchall(f"SELECT id, {_FILM} FROM film")
    viewings = await connection.execute_fetchall(f"SELECT id, {_VIEWING} FROM viewing")

    def by_id() -> tuple[dict[int, FilmFields], dict[int, ViewingFields]]:
        return (
            {row[0]: FilmFields._make(row[1:]) for row in films},
            {row[0]: ViewingFields._make(row[1:]) for row in viewings},
        )

    return await asyncio.to_thread(by_id)


async def apply(connection: aiosqlite.Connection, export: Export, changes: Changes) -> None:
    """Write all changes. An older export changes nothing that is there."""
    await _write_rows(connection, "film", FilmFields._fields, changes.new_films, changes.changed_films)
    # A better name is a new chance; a match that stands, or that a person decided, is kept.
    await connection.executemany(
        "UPDATE film SET status = CASE WHEN tmdb_id IS NULL THEN 'pending' ELSE 'matched' END, reason = '' "
        "WHERE id = ? AND decided_by <> ? AND status IN ('not_found', 'needs_review', 'failed')",
        [(id_, PERSON) for id_ in changes.renamed],
    )
    await _write_rows(connection, "viewing", ViewingFields._fields, changes.new_viewings, changes.changed_viewings)
    await _write_tags(connection, export, changes)
    await _write_reviews(connection, export, changes)
    await _write_notes(connection, export, changes)
    await _write_lists(connection, export, changes)
    if changes.newer:
        await _write_member(connection, export, changes)


async def _write_rows(
    connection: aiosqlite.Connection,
    table: str,
    columns: tuple[str, ...],
    new: Iterable[tuple[int, tuple[object, ...]]],
    changed: Iterable[tuple[int, tuple[object, ...]]],
) -> None:
    marks, names = ", ".join("?" * len(columns)), ", ".join(columns)
    await connection.executemany(
        f"INSERT INTO {table} (id, {names}) VALUES (?, {marks})", ((id_, *fields) for id_, fields in new)
    )
    await connection.executemany(
        f"UPDATE {table} SET ({names}) = ({marks}) WHERE id = ?", ((*fields, id_) for id_, fields in changed)
    )


def _told(export: Export, changes: Changes) -> list[tuple[int, ExportViewing]]:
    """The viewings of which the export has the last word, with their ids: all of a newer one, else the new ones."""
    fresh = {id_ for id_, _ in changes.new_viewings}
    pairs = zip(changes.viewing_ids, export.viewings, strict=True)
    return [(id_, viewing) for id_, viewing in pairs if changes.newer or id_ in fresh]


async def _write_tags(connection: aiosqlite.Connection, export: Export, changes: Changes) -> None:
    told = _told(export, changes)
    await connection.executemany("DELETE FROM viewing_tag WHERE viewing = ?", ((id_,) for id_, _ in told))
    await connection.executemany(
        "INSERT OR IGNORE INTO viewing_tag (viewing, tag) VALUES (?, ?)",
        ((id_, tag) for id_, viewing in told for tag in viewing.tags),
    )


async def _write_reviews(connection: aiosqlite.Connection, export: Export, changes: Changes) -> None:
    """Reviews follow their viewing; only an export with all of its reviews can tell that one is gone."""
    told = _told(export, changes)
    reviewed = [(id_, viewing) for id_, viewing in told if viewing.review]
    replaced = told if Part.REVIEWS in changes.whole else reviewed
    await connection.executemany("DELETE FROM review WHERE viewing = ?", ((id_,) for id_, _ in replaced))
    await connection.executemany(
        _REVIEW,
        ((changes.film_ids[v.film], id_, *_review_values(v), v.review) for id_, v in reviewed),
    )


async def _write_notes(connection: aiosqlite.Connection, export: Export, changes: Changes) -> None:
    """Undated reviews are known again by log id, else by film and text."""
    if changes.newer and Part.REVIEWS in changes.whole:
        await connection.execute("DELETE FROM review WHERE viewing IS NULL")
    elif changes.newer:
        again = [(review.log_id,) for review in export.reviews]
        await connection.executemany("DELETE FROM review WHERE viewing IS NULL AND log_id = ?", again)
    rows = await connection.execute_fetchall("SELECT film, log_id, text FROM review WHERE viewing IS NULL")
    ids, texts = {row[1] for row in rows if row[1] is not None}, {(row[0], row[2]) for row in rows}
    notes = [(changes.film_ids[review.film], review) for review in export.reviews]
    await connection.executemany(
        _REVIEW,
        [
            (film, None, *_review_values(note), note.text)
            for film, note in notes
            if note.log_id not in ids and (film, note.text) not in texts
        ],
    )


_REVIEW = (
    "INSERT INTO review (film, viewing, log_id, uri, logged_on, rating, tags, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def _review_values(source: ExportViewing | ExportReview) -> tuple[object, ...]:
    return (source.log_id, source.uri, _day(source.logged_on), source.rating, ", ".join(source.tags))


async def _write_lists(connection: aiosqlite.Connection, export: Export, changes: Changes) -> None:
    """Lists keep their ids. Only a whole export can tell that one is gone; some lists alone say nothing of others."""
    rows = await connection.execute_fetchall("SELECT id, list_id, name FROM list")
    left = {row[0]: (row[1], row[2]) for row in rows}
    for made in export.lists:
        id_ = next((id_ for id_, (list_id, name) in left.items() if _same_list(made, list_id, name)), None)
        if id_ is None:
            await _write_list(connection, changes, made)
        else:
            del left[id_]
            if changes.newer:
                await connection.execute("DELETE FROM list WHERE id = ?", (id_,))
                await _write_list(connection, changes, made, id_)
    if changes.newer and Part.LISTS in changes.whole:
        await connection.executemany("DELETE FROM list WHERE id = ?", [(id_,) for id_ in left])


def _same_list(made: ExportList, list_id: int | None, name: str) -> bool:
    return made.name == name if made.list_id is None or list_id is None else made.list_id == list_id


async def _write_list(
    connection: aiosqlite.Connection, changes: Changes, made: ExportList, id_: int | None = None
) -> None:
    cursor = await connection.execute(
        "INSERT INTO list (id, list_id, uri, name, description, tags, created_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (id_, made.list_id, made.uri, made.name, made.description, ", ".join(made.tags), _day(made.created_on)),
    )
    await connection.executemany(
        "INSERT OR IGNORE INTO list_entry (list, position, film, note) VALUES (?, ?, ?, ?)",
        [(cursor.lastrowid, entry.position, changes.film_ids[entry.film], entry.note) for entry in made.entries],
    )


async def _write_member(connection: aiosqlite.Connection, export: Export, changes: Changes) -> None:
    if export.username:
        await settings.put(connection, "username", export.username)
    if Part.PROFILE in export.parts:
        favourites = ",".join(str(changes.film_ids[film]) for film in export.favourites)
        await settings.put(connection, "favourites", favourites)


def _day(day: object) -> str | None:
    return str(day) if day else None
