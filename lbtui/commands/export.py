"""`lbtui export`: write films to a file or to standard output."""

import io
import sys
from argparse import Namespace
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TextIO

from lbtui.commands.films import explain, find
from lbtui.commands.running import DONE
from lbtui.config import from_home
from lbtui.model import FilmRow
from lbtui.options import Options
from lbtui.query import parse
from lbtui.services.film_export import Format, letterboxd_parts, part_path, save, write_films
from lbtui.storage.pages import load_entries
from lbtui.text import counted, path_line, print_error


def run(arguments: Namespace, options: Options) -> int:
    """Write the films that the filter finds."""
    rows = find(options, arguments.filter)
    path = from_home(arguments.output) if arguments.output else None
    fmt = _format(arguments, path)
    if fmt is Format.LETTERBOXD:
        written = _write_letterboxd(rows, arguments, options, path)
    else:
        explain(options, rows)
        with output(path) as write:
            write_films(rows, fmt, write)
        written = [path] if path else []
    if written and not arguments.quiet:
        print_error(f"Wrote {counted(len(rows), 'film')} to {', '.join(map(path_line, written))}.")
    return DONE


def _format(arguments: Namespace, path: Path | None) -> Format:
    """The format that was asked for, else that of the file's name, else CSV."""
    if arguments.format:
        return Format(arguments.format)
    named = path is not None and path.suffix.lower() == ".json"
    return Format.JSON if arguments.json or named else Format.CSV


@contextmanager
def output(path: Path | None) -> Iterator[TextIO]:
    """What to write to: the text of a file that is saved at the end, or standard output, which stays open."""
    if path is None:
        yield sys.stdout
        return
    text = io.StringIO(newline="")
    yield text
    save(path, text.getvalue())


def _write_letterboxd(rows: list[FilmRow], arguments: Namespace, options: Options, path: Path | None) -> list[Path]:
    """Write the parts of the CSV; the files that were made."""
    if not parse(" ".join(arguments.filter)).flags & {"unseen", "-watched", "watchlist"}:
        # Letterboxd marks every film that is imported as watched.
        rows[:] = [row for row in rows if row.watched or row.dates]
    parts = list(letterboxd_parts(rows, load_entries(options.paths.database, [row.id for row in rows])))
    if path is None:
        sys.stdout.writelines(parts[:1] + [part.partition("\n")[2] for part in parts[1:]])
        if len(parts) > 1:
            print("lbtui: more than the 1 MB that Letterboxd takes: -o FILE writes it in parts.", file=sys.stderr)
        return []
    paths = [part_path(path, number) for number in range(1, len(parts) + 1)]
    for file, part in zip(paths, parts, strict=True):
        save(file, part)
    return paths
