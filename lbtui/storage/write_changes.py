"""Writes what an export changes, table by table, inside the transaction of its import."""

import sqlite3
from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from lbtui.model.enums import Kind, Part
from lbtui.model.exports import Export, ExportList, ExportReview, ExportViewing
from lbtui.storage import ages, feed_state, settings
from lbtui.storage.ages import Authority
from lbtui.storage.comparison import Changes, Held, authority_of, day_text, review_authority
from lbtui.storage.identity import FilmFields, ViewingFields
from lbtui.storage.matches import MATCH_COLUMNS, PERSON, put_letterboxd_matches, resolve_all_shared


@dataclass(frozen=True, slots=True)
class Outcome:
    """How many films an export brought, changed and took away, as the member sees them."""

    new: int = 0
    updated: int = 0
    removed: int = 0


_FILM = ", ".join(FilmFields._fields)
_VIEWING = ", ".join(ViewingFields._fields)


def load_held(connection: sqlite3.Connection) -> Held:
    """What the library holds."""
    films = connection.execute(f"SELECT id, {_FILM} FROM film")
    viewings = connection.execute(f"SELECT id, {_VIEWING} FROM viewing")
    logged = connection.execute(_LOGGED).fetchall()
    on_tmdb: dict[tuple[Kind, int], list[int]] = defaultdict(list)
    for id_, kind, tmdb_id in connection.execute(_ON_TMDB):
        on_tmdb[Kind(kind), tmdb_id].append(id_)
    return Held(
        {row[0]: FilmFields._make(row[1:]) for row in films},
        {row[0]: ViewingFields._make(row[1:]) for row in viewings},
        dict(logged),
        ages.load(connection),
        feed_state.load(connection),
        on_tmdb,
    )


_ON_TMDB = "SELECT id, kind, tmdb_id FROM film WHERE tmdb_id IS NOT NULL AND removed = 0"


_LOGGED = (
    "SELECT log_id, film FROM review WHERE log_id IS NOT NULL UNION ALL "
    "SELECT log_id, film FROM viewing WHERE log_id IS NOT NULL"
)


def apply(connection: sqlite3.Connection, export: Export, changes: Changes) -> Outcome:
    """Write all changes, and see to it that every film's flags are what its tables say."""
    _join(connection, changes)
    _write_rows(connection, "film", FilmFields._fields, changes.new_films, changes.changed_films)
    # A better name is a new chance; a match that stands, or that a person decided, is kept.
    connection.executemany(
        "UPDATE film SET status = CASE WHEN tmdb_id IS NULL THEN 'pending' ELSE 'matched' END, reason = '' "
        "WHERE id = ? AND decided_by <> ? AND status IN ('not_found', 'needs_review', 'failed')",
        [(id_, PERSON) for id_ in changes.renamed],
    )
    _write_rows(connection, "viewing", ViewingFields._fields, changes.new_viewings, changes.changed_viewings)
    _write_tags(connection, export, changes)
    _write_reviews(connection, export, changes)
    _write_notes(connection, export, changes)
    _write_lists(connection, export, changes)
    _write_member(connection, export, changes)
    ages.save(connection, changes.ages)
    feed_state.save(connection, changes.feed)
    put_letterboxd_matches(connection, changes.on_tmdb)
    outcome = _settle(connection, changes)
    resolve_all_shared(connection)  # A film that comes back may meet another one that has become its title meanwhile.
    return outcome


_MATCH = ", ".join(MATCH_COLUMNS)


def _join(connection: sqlite3.Connection, changes: Changes) -> None:
    """Make one film of two: all that hangs on the one that goes, and its match where that is the better one."""
    pairs = [(kept, gone) for gone, kept in changes.joined.items()]
    connection.executemany(
        f"UPDATE film SET ({_MATCH}) = (SELECT {_MATCH} FROM film g WHERE g.id = ?2) WHERE id = ?1 AND decided_by <> "
        "?3 AND EXISTS (SELECT 1 FROM film g WHERE g.id = ?2 AND (g.decided_by = ?3 OR film.tmdb_id IS NULL))",
        [(kept, gone, PERSON) for kept, gone in pairs],
    )
    for table in ("viewing", "review", "list_entry"):
        connection.executemany(f"UPDATE {table} SET film = ? WHERE film = ?", pairs)
    connection.executemany("DELETE FROM film WHERE id = ?", [(gone,) for _, gone in pairs])


def _write_rows(
    connection: sqlite3.Connection,
    table: str,
    columns: tuple[str, ...],
    new: Mapping[int, tuple[object, ...]],
    changed: Mapping[int, tuple[object, ...]],
) -> None:
    marks, names = ", ".join("?" * len(columns)), ", ".join(columns)
    connection.executemany(
        f"INSERT INTO {table} (id, {names}) VALUES (?, {marks})", ((id_, *fields) for id_, fields in new.items())
    )
    connection.executemany(
        f"UPDATE {table} SET ({names}) = ({marks}) WHERE id = ?", ((*fields, id_) for id_, fields in changed.items())
    )


def _with_last_word(export: Export, changes: Changes) -> list[tuple[int, ExportViewing]]:
    """The viewings of which the export has the last word, with their ids: those that it decides, and the new ones.

    A feed has no word on tags.
    """
    if export.is_feed:
        return []
    pairs = zip(changes.viewing_ids, export.viewings, strict=True)
    return [
        (id_, viewing)
        for id_, viewing in pairs
        if id_ in changes.new_viewings or authority_of(viewing, changes) is Authority.DECIDES
    ]


def _write_tags(connection: sqlite3.Connection, export: Export, changes: Changes) -> None:
    told = _with_last_word(export, changes)
    connection.executemany("DELETE FROM viewing_tag WHERE viewing = ?", ((id_,) for id_, _ in told))
    connection.executemany(
        "INSERT OR IGNORE INTO viewing_tag (viewing, tag) VALUES (?, ?)",
        ((id_, tag) for id_, viewing in told for tag in viewing.tags),
    )


_REVIEWS = {False: Part.REVIEWS, True: Part.ORPHANED}
"""The tables of reviews, by whether their films are removed from Letterboxd."""


def _write_reviews(connection: sqlite3.Connection, export: Export, changes: Changes) -> None:
    """Reviews follow their viewing; only a table that is whole and the newest can tell that one is gone."""
    for orphaned, part in _REVIEWS.items():
        if part in changes.whole:
            connection.execute(
                "DELETE FROM review WHERE viewing IN (SELECT id FROM viewing WHERE orphaned = ? AND removed = 0)",
                (orphaned,),
            )
    reviewed = {
        id_: viewing for id_, viewing in zip(changes.viewing_ids, export.viewings, strict=True) if viewing.review
    }
    said = {id_: review_authority(v, changes, _REVIEWS[v.orphaned]) for id_, v in reviewed.items()}
    decided = [(id_,) for id_, authority in said.items() if authority is Authority.DECIDES]
    connection.executemany("DELETE FROM review WHERE viewing = ?", decided)
    there = {row[0] for row in connection.execute("SELECT viewing FROM review").fetchall()}
    connection.executemany(
        _REVIEW,
        [
            (changes.film_ids[v.film], id_, *_review_values(v), v.review)
            for id_, v in reviewed.items()
            if id_ not in there and (id_ in changes.new_viewings or said[id_] is not Authority.SILENT)
        ],
    )


def _write_notes(connection: sqlite3.Connection, export: Export, changes: Changes) -> None:
    """Undated reviews are known again by log id, else by film and text."""
    if changes.authorities.silent(Part.REVIEWS):
        return
    for orphaned, part in _REVIEWS.items():
        if part in changes.whole:
            of_these = "film IN (SELECT id FROM film WHERE orphaned = ?)"
            connection.execute(f"DELETE FROM review WHERE viewing IS NULL AND {of_these}", (orphaned,))
    said = {review.log_id: review_authority(review, changes, Part.REVIEWS) for review in export.reviews}
    again = [(log_id,) for log_id, authority in said.items() if authority is Authority.DECIDES]
    connection.executemany("DELETE FROM review WHERE viewing IS NULL AND log_id = ?", again)
    rows = connection.execute("SELECT film, log_id, text FROM review WHERE viewing IS NULL").fetchall()
    ids, texts = {row[1] for row in rows if row[1] is not None}, {(row[0], row[2]) for row in rows}
    notes = [(changes.film_ids[review.film], review) for review in export.reviews]
    connection.executemany(
        _REVIEW,
        [
            (film, None, *_review_values(note), note.text)
            for film, note in notes
            if said[note.log_id] is not Authority.SILENT and note.log_id not in ids and (film, note.text) not in texts
        ],
    )


_REVIEW = (
    "INSERT INTO review (film, viewing, log_id, uri, logged_on, rating, tags, text) VALUES (?, ?, ?, ?, ?, ?, ?, ?)"
)


def _review_values(source: ExportViewing | ExportReview) -> tuple[object, ...]:
    return (source.log_id, source.uri, day_text(source.logged_on), source.rating, ", ".join(source.tags))


def _write_lists(connection: sqlite3.Connection, export: Export, changes: Changes) -> None:
    """Lists keep their ids. Only a whole export can tell that one is gone; some lists alone say nothing of others."""
    if changes.authorities.silent(Part.LISTS):
        return
    rows = connection.execute("SELECT id, list_id, uri, name FROM list ORDER BY id").fetchall()
    known = _known_lists(export.lists, {row[0]: (row[1], row[2], row[3]) for row in rows})
    decides = changes.authorities.decides(Part.LISTS)
    for made, (id_, list_id) in zip(export.lists, known, strict=True):
        if id_ is None or decides:
            connection.execute("DELETE FROM list WHERE id = ?", (id_,))
            _write_list(connection, changes, made, id_, list_id)
    if Part.LISTS in changes.whole:
        kept = {id_ for id_, _ in known}
        connection.executemany("DELETE FROM list WHERE id = ?", [(row[0],) for row in rows if row[0] not in kept])


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


def _write_list(
    connection: sqlite3.Connection, changes: Changes, made: ExportList, id_: int | None, list_id: int | None
) -> None:
    cursor = connection.execute(
        "INSERT INTO list (id, list_id, uri, name, description, tags, created_on) VALUES (?, ?, ?, ?, ?, ?, ?)",
        (
            id_,
            list_id,
            made.uri,
            made.name,
            made.description,
            ", ".join(made.tags),
            day_text(made.created_on),
        ),
    )
    position = 0
    entries = []
    for entry in sorted(made.entries, key=lambda entry: entry.position):
        # Two films at one place are two films of the list.
        position = max(entry.position, position + 1)
        entries.append((cursor.lastrowid, position, changes.film_ids[entry.film], entry.note))
    connection.executemany("INSERT INTO list_entry (list, position, film, note) VALUES (?, ?, ?, ?)", entries)


def _write_member(connection: sqlite3.Connection, export: Export, changes: Changes) -> None:
    if export.username and changes.authorities.names:
        settings.put(connection, "username", export.username)


_LOGS = "(id IN (SELECT film FROM viewing WHERE removed = 0) OR id IN (SELECT film FROM review WHERE viewing IS NULL))"
_LATEST_RATING = (
    "coalesce((SELECT rating FROM viewing WHERE film = film.id AND removed = 0 AND rating IS NOT NULL "
    "ORDER BY watched_on DESC, log_id DESC LIMIT 1), "
    "(SELECT rating FROM review WHERE film = film.id AND +viewing IS NULL AND rating IS NOT NULL LIMIT 1), rating)"
)


def _settle(connection: sqlite3.Connection, changes: Changes) -> Outcome:
    """What follows from all rows together: which films the member still has, and what for.

    A film that is gone stays as it was.
    """
    gone = f"(tables = '' AND NOT {_LOGS} AND id NOT IN (SELECT film FROM list_entry))"
    turned = connection.execute(
        f"UPDATE film SET removed = {gone} WHERE removed <> {gone} RETURNING id, removed"
    ).fetchall()
    if changes.rated:
        rating = "iif(instr(tables, 'ratings'), rating, NULL)"
    else:
        rating = "rating" if Part.RATINGS in changes.ages else _LATEST_RATING
    columns = {
        "watched": f"(instr(tables, 'watched') OR instr(tables, 'ratings') OR {_LOGS})",
        "liked": "(instr(tables, 'likes') > 0)",
        "watchlist": "(instr(tables, 'watchlist') > 0)",
        "listed_on": "iif(instr(tables, 'watchlist'), listed_on, NULL)",
        "rating": rating,
    }
    names, values = ", ".join(columns), ", ".join(columns.values())
    set_right = connection.execute(
        f"UPDATE film SET ({names}) = ({values}) WHERE removed = 0 AND ({names}) IS NOT ({values}) RETURNING id"
    ).fetchall()
    now_gone = {id_ for id_, removed in turned if removed}
    changed = changes.renewed | {row[0] for row in (*turned, *set_right)}
    return Outcome(
        new=len(changes.new_films.keys() - now_gone),
        updated=len(changed - now_gone - changes.new_films.keys()),
        removed=len(now_gone - changes.new_films.keys()),
    )
