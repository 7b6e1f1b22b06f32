"""The member's lists as an export tells them, written inside the transaction of its import."""

from collections.abc import Sequence

import aiosqlite

from lbtui.model import Export, ExportList, Part
from lbtui.storage.merge import Changes


async def write_lists(connection: aiosqlite.Connection, export: Export, changes: Changes) -> None:
    """Lists keep their ids. Only a whole export can tell that one is gone; some lists alone say nothing of others."""
    if changes.voices.silent(Part.LISTS):
        return
    rows = await connection.execute_fetchall("SELECT id, list_id, uri, name FROM list ORDER BY id")
    known = _known_lists(export.lists, {row[0]: (row[1], row[2], row[3]) for row in rows})
    decides = changes.voices.decides(Part.LISTS)
    for made, (id_, list_id) in zip(export.lists, known, strict=True):
        if id_ is None or decides:
            await connection.execute("DELETE FROM list WHERE id = ?", (id_,))
            await _write_list(connection, changes, made, id_, list_id)
    if Part.LISTS in changes.whole:
        kept = {id_ for id_, _ in known}
        await connection.executemany("DELETE FROM list WHERE id = ?", [(row[0],) for row in rows if row[0] not in kept])


_ListFields = tuple[int | None, str | None, str]
"""Letterboxd's id of a list, its address and its name."""


def _known_lists(lists: Sequence[ExportList], held: dict[int, _ListFields]) -> list[tuple[int | None, int | None]]:
    """For each list the stored one that it is and Letterboxd's id: by this id, by address, else by name.

    No two lists are one stored list, and no two get one id of Letterboxd's.
    """
    found: dict[int, int] = {}
    for same in (_same_id, _same_address, _same_name):
        for index, made in enumerate(lists):
            if index not in found:
                free = (id_ for id_, fields in held.items() if id_ not in found.values() and same(made, fields))
                if (id_ := next(free, None)) is not None:
                    found[index] = id_
    stored = {list_id for list_id, _, _ in held.values()}
    known: list[tuple[int | None, int | None]] = []
    for index, made in enumerate(lists):
        if index in found:
            known.append((found[index], held[found[index]][0] or _fresh(made.list_id, stored)))
        else:
            known.append((None, _fresh(made.list_id, stored)))
    return known


def _fresh(list_id: int | None, taken: set[int | None]) -> int | None:
    """An id of Letterboxd's that no list has yet, which is then taken."""
    if list_id in taken:
        return None
    taken.add(list_id)
    return list_id


def _same_id(made: ExportList, fields: _ListFields) -> bool:
    return made.list_id is not None and made.list_id == fields[0]


def _same_address(made: ExportList, fields: _ListFields) -> bool:
    return made.uri is not None and made.uri == fields[1]


def _same_name(made: ExportList, fields: _ListFields) -> bool:
    return made.name == fields[2] and (made.list_id is None or fields[0] is None)


async def _write_list(
    connection: aiosqlite.Connection, changes: Changes, made: ExportList, id_: int | None, list_id: int | None
) -> None:
    cursor = await connection.execute(
        "INSERT INTO list (id, list_id, uri, name, description, tags, created_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            id_,
            list_id,
            made.uri,
            made.name,
            made.description,
            ", ".join(made.tags),
            str(made.created_on) if made.created_on else None,
        ),
    )
    position = 0
    entries = []
    for entry in sorted(made.entries, key=lambda entry: entry.position):
        # Two films at one place are two films of the list.
        position = max(entry.position, position + 1)
        entries.append((cursor.lastrowid, position, changes.film_ids[entry.film], entry.note))
    await connection.executemany("INSERT INTO list_entry (list, position, film, note) VALUES (?, ?, ?, ?)", entries)
