"""`lbtui misses`: the films without a match, each with its reason, and the least certain matches."""

import io
import sys
from argparse import Namespace

from lbtui.commands.console import Column, write_table
from lbtui.commands.films import find, read_query
from lbtui.commands.running import DONE
from lbtui.config import from_home
from lbtui.model.films import FilmRow
from lbtui.options import Options
from lbtui.query import Sort
from lbtui.services.film_export import save, write_json_list
from lbtui.services.unmatched import ReviewFilter, holds, miss_json, misses, write_misses

_COLUMNS = (
    Column("name", least=16), Column("year", right=True), Column("status"), Column("score", right=True, drop=1),
    Column("reason", least=20), Column("uri", drop=2),
)  # fmt: skip


def run(arguments: Namespace, options: Options) -> int:
    rows = find(options, read_query(arguments.filter))
    certain = [row for row in rows if holds(ReviewFilter.LEAST_CERTAIN, row)]
    chosen = misses(rows) + Sort("match").films(certain)[: arguments.lowest]
    path = from_home(arguments.output) if arguments.output else None
    if arguments.json or arguments.csv or path:
        text = io.StringIO(newline="")
        if arguments.json:
            write_json_list(map(miss_json, chosen), text)
        else:
            write_misses(chosen, text)
        if path:
            save(path, text.getvalue())
        else:
            sys.stdout.write(text.getvalue())
    else:
        write_table(_COLUMNS, [_cells(row) for row in chosen])
    if not arguments.quiet and not chosen:
        print("No film is without a match.", file=sys.stderr)
    return DONE


def _cells(row: FilmRow) -> list[str]:
    score = f"{row.match_score:.2f}" if row.match_score is not None else ""
    reason = row.reason or row.match_reason
    return [row.name, str(row.year or ""), row.status.words, score, reason, row.uri or ""]
