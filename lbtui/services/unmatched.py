"""Films whose match is missing or doubtful: which they are, and as a CSV with the reasons."""

from collections.abc import Iterable
from enum import StrEnum
from pathlib import Path
from typing import Any, TextIO

from lbtui.films.fields import film_json
from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow
from lbtui.services.spreadsheet import write_rows
from lbtui.storage.matches import AUTO, PERSON

CERTAIN = 1.0
"""The score of an equal title in the same year; whatever is below it may be another film."""

_KEYS = (
    "uri", "name", "year", "status", "reason", "match_score", "match_reason", "tmdb_kind", "tmdb_id", "title",
    "watched", "watchlist", "viewings",
)  # fmt: skip


class ReviewFilter(StrEnum):
    """Why a film is looked at again."""

    REVIEW = "needs review"
    NOT_FOUND = "not found"
    FAILED = "failed"
    LEAST_CERTAIN = "least certain"
    YOURS = "your decisions"


_STATUS = {
    ReviewFilter.REVIEW: FilmStatus.NEEDS_REVIEW,
    ReviewFilter.NOT_FOUND: FilmStatus.NOT_FOUND,
    ReviewFilter.FAILED: FilmStatus.FAILED,
}


def holds(review_filter: ReviewFilter, row: FilmRow) -> bool:
    """Whether the film belongs to those."""
    match review_filter:
        case ReviewFilter.LEAST_CERTAIN:
            return row.decided_by == AUTO and _uncertain(row)
        case ReviewFilter.YOURS:
            return row.decided_by == PERSON
        case ReviewFilter.NOT_FOUND:
            return row.status is FilmStatus.NOT_FOUND and row.decided_by != PERSON
    return row.status is _STATUS[review_filter]


def films_of(review_filter: ReviewFilter, rows: Iterable[FilmRow]) -> list[FilmRow]:
    """Those films, in the order of `rows`; the least certain ones by their scores, the lowest first."""
    found = [row for row in rows if holds(review_filter, row)]
    if review_filter is ReviewFilter.LEAST_CERTAIN:
        return sorted(found, key=lambda row: row.match_score or 0.0)
    return found


def _uncertain(row: FilmRow) -> bool:
    """Whether the match rests on less than title and year; a film without a year has only its title."""
    return row.match_score is not None and (row.match_score < CERTAIN or row.year is None)


def misses(rows: Iterable[FilmRow]) -> list[FilmRow]:
    """Every film without a match: to be reviewed, not found, failed, in this order."""
    rows = list(rows)
    return [row for status in _STATUS.values() for row in rows if row.status is status]


def write_misses(rows: Iterable[FilmRow], write: TextIO) -> None:
    """Write films as a CSV that tells of each why it has no match, or how sure its match is."""
    write_rows(write, _KEYS, (list(miss_json(row).values()) for row in rows))


def save_misses(path: Path, rows: Iterable[FilmRow]) -> None:
    """As `write_misses`, to a new file; blocks. Raises OSError, also where there is such a file."""
    with path.open("x", encoding="utf-8", newline="") as file:
        write_misses(rows, file)


def miss_json(row: FilmRow) -> dict[str, Any]:
    """What is told of such a film, as JSON types."""
    told = film_json(row)
    return {key: told[key] for key in _KEYS}
