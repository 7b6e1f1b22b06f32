"""A CSV for Letterboxd's importer (letterboxd.com/about/importing-data): one row a viewing, in parts below 1 MB."""

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date

LIMIT = 1_000_000
"""Bytes (UTF-8) that every part stays below; Letterboxd refuses files above 1 MB."""

_HEADER = ("LetterboxdURI", "tmdbID", "Title", "Year", "Rating", "WatchedDate", "Rewatch", "Tags", "Review")


@dataclass(frozen=True, slots=True)
class ImportRow:
    """A viewing, or a film without one (`watched_on` is None)."""

    title: str
    year: int | None = None
    film_uri: str | None = None
    """The film's address: that of a log entry would change the entry instead."""
    tmdb_id: int | None = None
    """Of a movie; Letterboxd's tmdbID means movies only, so leave it out for a series."""
    rating: float | None = None
    watched_on: date | None = None
    rewatch: bool = False
    tags: tuple[str, ...] = ()
    review: str | None = None
    """Letterboxd's HTML, as it came."""


def import_csv(rows: Iterable[ImportRow]) -> Iterator[str]:
    """The rows as the text of one or more CSV files, each with a header and below `LIMIT`; none for no rows.

    A review that would fill a part by itself is cut: Letterboxd could not take it.
    """
    header = _line(_HEADER)
    part: list[str] = []
    size = 0
    for row in rows:
        line = _fitting(row, LIMIT - 1 - len(header))
        length = len(line.encode())
        if part and size + length >= LIMIT:
            yield "".join(part)
            part = []
        if not part:
            part, size = [header], len(header)
        part.append(line)
        size += length
    if part:
        yield "".join(part)


def _fitting(row: ImportRow, room: int) -> str:
    """The line of a row, its review cut to fit into so many bytes."""
    review = row.review or ""
    line = _line(_cells(row, review))
    while len(line.encode()) > room and review:
        review = review[: len(review) // 2]
        line = _line(_cells(row, review))
    return line


def _cells(row: ImportRow, review: str) -> tuple[str, ...]:
    """The cells by `_HEADER`. Rewatch and tags belong to a diary entry, so they need a date."""
    day = row.watched_on
    return (
        row.film_uri or "",
        str(row.tmdb_id or ""),
        row.title,
        str(row.year or ""),
        f"{row.rating:g}" if row.rating else "",
        day.isoformat() if day else "",
        ("true" if row.rewatch else "false") if day else "",
        ", ".join(row.tags) if day else "",
        review,
    )


def _line(cells: Iterable[str]) -> str:
    out = io.StringIO(newline="")
    csv.writer(out, lineterminator="\r\n").writerow(cells)
    return out.getvalue()
