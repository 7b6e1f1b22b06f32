"""`lbtui misses`: the films without a match, each with its reason, and the least certain matches."""

import csv
import sys
from argparse import Namespace
from pathlib import Path
from typing import Any

from lbtui.commands.console import Column, write_table
from lbtui.commands.export import output
from lbtui.commands.films import find, sort
from lbtui.commands.running import DONE
from lbtui.model import FilmRow, FilmStatus
from lbtui.options import Options
from lbtui.services.taking_out import cell, film_json, write_json

MISSES = (FilmStatus.NEEDS_REVIEW, FilmStatus.NOT_FOUND, FilmStatus.FAILED)

_COLUMNS = (
    Column("name", least=16), Column("year", right=True), Column("status"), Column("score", right=True, drop=1),
    Column("reason", least=20), Column("uri", drop=2),
)  # fmt: skip
_KEYS = (
    "uri", "name", "year", "status", "reason", "match_score", "match_reason", "tmdb_kind", "tmdb_id", "title",
    "watched", "watchlist", "viewings",
)  # fmt: skip


def run(arguments: Namespace, options: Options) -> int:
    """Print or write the misses that the filter finds."""
    rows = find(options, arguments.filter)
    misses = [row for row in rows if row.status in MISSES]
    misses.sort(key=lambda row: MISSES.index(row.status))
    certain = [row for row in rows if row.match_score is not None and row.decided_by == "auto"]
    chosen = misses + sort(certain, "match")[: arguments.lowest]
    path = Path(arguments.output).expanduser() if arguments.output else None
    if arguments.json or arguments.csv or path:
        with output(path) as write:
            records = [miss_json(row) for row in chosen]
            if arguments.json:
                write_json(records, write)
            else:
                out = csv.writer(write, lineterminator="\n")
                out.writerow(_KEYS)
                out.writerows([cell(value) for value in record.values()] for record in records)
    else:
        write_table(_COLUMNS, [_cells(row) for row in chosen])
    if not arguments.quiet and not chosen:
        print("No film is without a match.", file=sys.stderr)
    return DONE


def miss_json(row: FilmRow) -> dict[str, Any]:
    """What the list of misses tells of a film."""
    told = film_json(row)
    return {key: told[key] for key in _KEYS}


def _cells(row: FilmRow) -> list[str]:
    score = f"{row.match_score:.2f}" if row.match_score is not None else ""
    reason = row.reason or row.match_reason
    return [row.name, str(row.year or ""), row.status.words, score, reason, row.uri or ""]
