"""Matches of films with titles of TMDB: decided ones, candidates left to a person, and titles that several films claim.

One film alone is a title of TMDB, unless a person says otherwise: the less certain one waits for review.
"""

import sqlite3
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from lbtui.model.enums import FilmStatus, Kind
from lbtui.model.metadata import Candidate, Metadata, Summary
from lbtui.storage.database import Database
from lbtui.storage.metadata import SUMMARY_COLUMNS, put_metadata, put_summary, summary_of, summary_values

_SUMMARY = ", ".join(SUMMARY_COLUMNS)

MATCH_COLUMNS = ("status", "reason", "kind", "tmdb_id", "match_score", "match_reason", "decided_by")
"""Columns of a film that say what it is on TMDB, how sure that is, and who decided it."""
AUTO, LETTERBOXD, PERSON = "auto", "letterboxd", "person"
"""Who decided a match. What a person decided nothing changes, and what Letterboxd tells no search does."""
TOLD = "told by Letterboxd"
SHARED = "another film of your library is this title too"
"""Why a film waits for review whose match another one has with better reason."""


@dataclass(frozen=True, slots=True)
class Match:
    """The decision that a film is this title on TMDB, with the score from 0 to 1 and a reason to read."""

    film: int
    summary: Summary
    score: float
    reason: str
    others: tuple[Candidate, ...] = ()
    """What else the film may be, should another film of the library have this title with better reason."""


async def store_matches(database: Database, matches: Sequence[Match]) -> dict[int, FilmStatus]:
    """Store decided matches and what the page told of them; the films' states, but for those a person has decided.

    A film whose details are already known is enriched at once. Where two films would be one title the less certain
    one waits for review, be it one of these or one that was matched before: it is among the films as well.
    """
    return await database.write(lambda connection: put_matches(connection, matches))


def put_matches(connection: sqlite3.Connection, matches: Iterable[Match]) -> dict[int, FilmStatus]:
    """As `store_matches`, inside a running transaction."""
    states: dict[int, FilmStatus] = {}
    for match in matches:
        status = _put_match(connection, match)
        if status is None:
            continue
        states[match.film] = status
        waiting = resolve_shared(connection, match.summary.kind, match.summary.tmdb_id)
        states |= dict.fromkeys(waiting, FilmStatus.NEEDS_REVIEW)
        if match.film in waiting:
            one = Candidate(match.summary, match.score, match.reason)
            put_candidates(connection, match.film, [one, *match.others])
    return states


def _put_match(connection: sqlite3.Connection, match: Match) -> FilmStatus | None:
    """The film's state, None where the decision of a person or of Letterboxd stands."""
    put_summary(connection, match.summary)
    key = (match.summary.kind, match.summary.tmdb_id)
    match_values = (round(match.score, 4), match.reason, AUTO)
    return _set_match(connection, match.film, key, match_values, "decided_by IN (?, ?)", (PERSON, LETTERBOXD))


def put_letterboxd_matches(connection: sqlite3.Connection, told: Mapping[int, tuple[Kind, int]]) -> None:
    """Match films with what Letterboxd says that they are, inside a running transaction; a person's decisions stand."""
    stands = "decided_by = ? OR (kind, tmdb_id, decided_by) IS (?, ?, ?)"
    for film, key in told.items():
        _set_match(connection, film, key, (1, TOLD, LETTERBOXD), stands, (PERSON, *key, LETTERBOXD))


def _set_match(
    connection: sqlite3.Connection,
    film: int,
    key: tuple[Kind, int],
    match_values: tuple[float, str, str],
    stands: str,
    parameters: tuple[object, ...],
) -> FilmStatus | None:
    """Match a film, unless what it is `stands` (a condition in SQL); its state, or None. The values are score, reason
    and who decided."""
    changed = connection.execute(
        "UPDATE film SET kind = ?, tmdb_id = ?, match_score = ?, match_reason = ?, decided_by = ?, reason = '', "
        "status = CASE WHEN (SELECT detailed FROM metadata WHERE kind = ? AND tmdb_id = ?) THEN 'enriched' "
        f"ELSE 'matched' END WHERE id = ? AND NOT ({stands}) RETURNING status",
        (*key, *match_values, *key, film, *parameters),
    ).fetchall()
    if not changed:
        return None
    connection.execute("DELETE FROM candidate WHERE film = ?", (film,))
    return FilmStatus(changed[0][0])


def resolve_shared(connection: sqlite3.Connection, kind: Kind, tmdb_id: int) -> list[int]:
    """Let one film alone be this title, inside a running transaction; the films that wait for review from now on.

    A person's decisions stand, even two of them. Else the film stays of which Letterboxd says so, or the one with the
    higher score, of equals the first.
    """
    key = (kind.value, tmdb_id)
    films = connection.execute(
        "SELECT id, name, year, decided_by, match_score, match_reason FROM film WHERE kind = ? AND tmdb_id = ? "
        "AND removed = 0 ORDER BY decided_by = ? DESC, decided_by = ? DESC, match_score DESC, id",
        (*key, PERSON, LETTERBOXD),
    ).fetchall()
    leave = [row for row in films[1:] if row[3] != PERSON]
    for id_, _, _, _, score, why in leave:
        _, name, year, *_ = films[0]
        stays = f"{name} ({year})" if year else name
        _put_review(connection, id_, f"{SHARED}: {stays}; best: {why}", ())
        connection.execute(
            f"INSERT INTO candidate (film, position, score, reason, {_SUMMARY}) "
            f"SELECT ?, 0, ?, ?, {_SUMMARY} FROM metadata WHERE kind = ? AND tmdb_id = ?",
            (id_, score or 0.0, why, *key),
        )
    return [row[0] for row in leave]


def resolve_all_shared(connection: sqlite3.Connection) -> list[int]:
    """As `resolve_shared`, for every title that several films of the library are."""
    keys = connection.execute(
        "SELECT kind, tmdb_id FROM film WHERE tmdb_id IS NOT NULL AND removed = 0 GROUP BY kind, tmdb_id "
        "HAVING count(*) > 1 AND sum(decided_by <> ?) > 0",
        (PERSON,),
    ).fetchall()
    return [film for kind, tmdb_id in keys for film in resolve_shared(connection, Kind(kind), tmdb_id)]


async def store_shared_resolved(database: Database) -> dict[int, FilmStatus]:
    """As `resolve_all_shared`, in a transaction of its own; the films' states."""
    return dict.fromkeys(await database.write(resolve_all_shared), FilmStatus.NEEDS_REVIEW)


async def store_details(database: Database, metadata: Metadata, matches: Sequence[Match] = ()) -> list[int]:
    """Store a details answer and mark all films matched to it as enriched; their ids."""

    def work(connection: sqlite3.Connection) -> list[int]:
        put_metadata(connection, metadata)
        put_matches(connection, matches)
        key = (metadata.kind.value, metadata.tmdb_id)
        rows = connection.execute(
            "UPDATE film SET status = 'enriched', reason = '' WHERE kind = ? AND tmdb_id = ? RETURNING id", key
        ).fetchall()
        return [row[0] for row in rows]

    return await database.write(work)


async def store_review(database: Database, film: int, reason: str, candidates: Sequence[Candidate]) -> bool:
    """Leave a film to a person, with its candidates, best first; not one that a person has decided already."""
    return await database.write(lambda connection: _put_review(connection, film, reason, candidates))


def _put_review(connection: sqlite3.Connection, film: int, reason: str, candidates: Sequence[Candidate]) -> bool:
    cursor = connection.execute(
        "UPDATE film SET status = 'needs_review', reason = ?, kind = NULL, tmdb_id = NULL, match_score = NULL, "
        "match_reason = '', decided_by = '' WHERE id = ? AND decided_by <> ?",
        (reason, film, PERSON),
    )
    if left := cursor.rowcount > 0:
        put_candidates(connection, film, candidates)
    return left


def put_candidates(connection: sqlite3.Connection, film: int, candidates: Sequence[Candidate]) -> None:
    """Keep the candidates of a film in place of earlier ones, inside a running transaction."""
    connection.execute("DELETE FROM candidate WHERE film = ?", (film,))
    connection.executemany(
        f"INSERT INTO candidate (film, position, score, reason, {_SUMMARY}) "
        f"VALUES (?, ?, ?, ?{', ?' * len(SUMMARY_COLUMNS)})",
        [(film, n, round(c.score or 0.0, 4), c.reason, *summary_values(c.summary)) for n, c in enumerate(candidates)],
    )


def read_candidates(connection: sqlite3.Connection, film: int) -> list[Candidate]:
    """The candidates of a film, best first."""
    sql = f"SELECT score, reason, {_SUMMARY} FROM candidate WHERE film = ? ORDER BY position"
    rows = connection.execute(sql, (film,))
    return [Candidate(summary_of(values), score, reason) for score, reason, *values in rows]


async def candidates(database: Database, film: int) -> list[Candidate]:
    """As `read_candidates`, in a visit of its own."""
    return await database.read(lambda connection: read_candidates(connection, film))
