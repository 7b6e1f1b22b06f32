"""`lbtui films`: list films."""

import sys
from argparse import Namespace
from collections.abc import Sequence
from dataclasses import replace
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING

from lbtui.commands.console import Column, write_table
from lbtui.commands.running import DONE, prepare, run_async
from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow
from lbtui.options import Options
from lbtui.query import Query, Sort, parse
from lbtui.services.film_export import Format, write_films
from lbtui.services.streaming import lacking
from lbtui.storage.database import StorageError
from lbtui.storage.rows import load_rows
from lbtui.text import path_line, print_error

if TYPE_CHECKING:
    from lbtui.statistics.predictions import Taste

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
_PREDICTED = Column("predicted", right=True)


def run(arguments: Namespace, options: Options) -> int:
    query = read_query(arguments.filter, arguments.sort)
    # Only where they are asked for: it takes half a second to learn.
    predicted = arguments.predicted or query.asks_for("predicted")
    rows = find(options, query, predicted=predicted)[: arguments.limit]
    if arguments.json:
        if predicted:
            add_predictions(options, rows)
        write_films(rows, Format.JSON, sys.stdout, predicted=predicted)
    else:
        columns = (*_COLUMNS, _PREDICTED) if predicted else _COLUMNS
        write_table(columns, [_cells(row, predicted=predicted) for row in rows])
    return DONE


def read_query(words: Sequence[str], by: str | None = None) -> Query:
    """The filter that all these words are, and the order `by` or as they say. Raises QueryError."""
    query = parse(" ".join(words))
    return replace(query, sort=Sort(by)) if by else query


def find(options: Options, query: Query, *, predicted: bool = False) -> list[FilmRow]:
    """The films that match, in the order that the query asks for, else by title.

    They have the stars that the member might give them where `predicted` or the query asks for these. Raises
    StorageError without a library.
    """
    # Films that are gone from the newest export are found only where the filter asks for them.
    rows = load_rows(library_path(options), removed="removed" in query.flags)
    if predicted or query.asks_for("predicted"):
        taste = learn_taste(options)
        for row in rows:
            row.prediction = taste.predictions.get(row.id) if taste else None
    found = query.filter(rows)
    if not found and (lacks := lacking(options.as_chosen(), query)):
        print_error(lacks)
    return query.sort.films(found) if query.sort else found


def add_predictions(options: Options, rows: Sequence[FilmRow]) -> None:
    """Give films that are not rated, where there are any, their predictions in full."""
    unrated = any(row.rating is None and row.status is FilmStatus.ENRICHED for row in rows)
    if unrated and (taste := learn_taste(options)):
        taste.explain(rows)


def learn_taste(options: Options) -> "Taste | None":
    """What the library tells of the member's taste; None, and a sentence, where that is too little."""
    return _learn(options.paths.database, options.settings.count_series)


@cache
def _learn(path: Path, series: bool) -> "Taste | None":
    # pandas takes longer to import than a list of films to be printed.
    from lbtui.statistics.prediction import TooFewRatings
    from lbtui.statistics.predictions import learn

    try:
        return learn(path, series=series)
    except TooFewRatings as few:
        print_error(str(few))
        return None


def library_path(options: Options) -> Path:
    """Where the library lies; the demo's is made first. Raises StorageError where there is none."""
    run_async(_prepared(options))
    path = options.paths.database
    if not path.exists():
        raise StorageError(
            f"There is no library at {path_line(path)} yet: import an export first (lbtui import EXPORT)."
        )
    return path


async def _prepared(options: Options) -> int:
    await prepare(options)
    return DONE


def _cells(row: FilmRow, *, predicted: bool) -> list[str]:
    cells = [
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
    return [*cells, f"{row.prediction.stars:.1f}" if row.prediction else ""] if predicted else cells
