"""`lbtui export`: write films to a file or to standard output."""

import sys
from argparse import Namespace
from pathlib import Path

from lbtui.commands.films import add_predictions, find, read_query
from lbtui.commands.running import DONE
from lbtui.config import from_home
from lbtui.options import Options
from lbtui.services.film_export import Format, film_texts, write_films, write_parts
from lbtui.text import counted, path_line, print_error


def run(arguments: Namespace, options: Options) -> int:
    query = read_query(arguments.filter)
    predicted = arguments.predicted or query.asks_for("predicted")
    rows = find(options, query)
    path = from_home(arguments.output) if arguments.output else None
    fmt = _format(arguments, path)
    if fmt is not Format.LETTERBOXD:
        if predicted:
            add_predictions(options, rows)
    elif not query.flags & {"unseen", "-watched", "watchlist"}:
        # Letterboxd marks every film that is imported as watched.
        rows = [row for row in rows if row.watched or row.dates]
    if path:
        written = write_parts(path, film_texts(rows, fmt, options.paths.database, predicted=predicted))
        if written and not arguments.quiet:
            print_error(f"Wrote {counted(len(rows), 'film')} to {', '.join(map(path_line, written))}.")
    elif fmt is Format.LETTERBOXD:
        parts = film_texts(rows, fmt, options.paths.database)
        sys.stdout.writelines(parts[:1] + [part.partition("\n")[2] for part in parts[1:]])
        if len(parts) > 1:
            print_error("lbtui: more than the 1 MB that Letterboxd takes: -o FILE writes it in parts.")
    else:
        write_films(rows, fmt, sys.stdout, predicted=predicted)
    return DONE


def _format(arguments: Namespace, path: Path | None) -> Format:
    """The format that was asked for, else that of the file's name, else CSV."""
    if arguments.format:
        return Format(arguments.format)
    named = path is not None and path.suffix.lower() == ".json"
    return Format.JSON if arguments.json or named else Format.CSV
