"""`lbtui films`: list films."""

import sys
from argparse import Namespace
from collections.abc import Iterable, Sequence
from pathlib import Path

from lbtui.commands.console import Column, write_table
from lbtui.commands.running import DONE, finish, prepare
from lbtui.model import FilmRow
from lbtui.options import Options
from lbtui.query import Sort, parse
from lbtui.services.film_export import Format, write_films
from lbtui.storage.database import StorageError
from lbtui.storage.rows import load_rows
from lbtui.text import path_line

_COLUMNS = (
    Column("name", least=24),
    Column("year", right=True),
    Column("rating", right=True),
    Column("liked", drop=3),
    Column("seen", right=True, drop=5),
    Column("directors", least=12, drop=1),
    Column("genres", least=10, drop=6),
    Column("min", right=True, drop=4),
    Column("tmdb", right=True, drop=2),
    Column("status"),
)


def run(arguments: Namespace, options: Options) -> int:
    """Print the films that the filter finds."""
    rows = find(options, arguments.filter)
    rows = (sort(rows, arguments.sort) if arguments.sort else rows)[: arguments.limit]
    if arguments.json:
        write_films(rows, Format.JSON, sys.stdout)
    else:
        write_table(_COLUMNS, [_cells(row) for row in rows])
    return DONE


def find(options: Options, words: Sequence[str]) -> list[FilmRow]:
    """The films that match all words of a filter, by title or as it says.

    Raises QueryError, or StorageError without a library.
    """
    query = parse(" ".join(words))
    # Films that are gone from the newest export are found only where the filter asks for them.
    found = query.filter(load_rows(library_path(options), removed="removed" in query.flags))
    return query.sort.films(found) if query.sort else found


def library_path(options: Options) -> Path:
    """Where the library lies; the demo's is made first. Raises StorageError where there is none."""
    finish(_prepared(options))
    path = options.paths.database
    if not path.exists():
        raise StorageError(
            f"There is no library at {path_line(path)} yet: import an export first (lbtui import EXPORT)."
        )
    return path


async def _prepared(options: Options) -> int:
    await prepare(options)
    return DONE


def sort(rows: Iterable[FilmRow], by: str) -> list[FilmRow]:
    """The films with the most of a figure first, names from A, with `match` the least certain; the unknown last."""
    return Sort(by).films(rows)


def _cells(row: FilmRow) -> list[str]:
    return [
        row.name,
        str(row.year or ""),
        f"{row.rating:g}" if row.rating is not None else "",
        "♥" if row.liked else "",
        str(row.viewings or ("1" if row.watched else "")),
        ", ".join(row.directors),
        ", ".join(row.genres),
        str(row.runtime or ""),
        f"{row.tmdb_rating:.1f}" if row.tmdb_rating is not None else "",
        row.status.words,
    ]
