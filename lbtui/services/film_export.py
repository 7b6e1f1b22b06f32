"""Films written to files: as JSON, as a CSV for a spreadsheet, or as a CSV that Letterboxd imports."""

import errno
import io
import json
import os
from collections.abc import Callable, Collection, Iterable, Iterator, Mapping, Sequence
from contextlib import suppress
from enum import StrEnum
from pathlib import Path
from typing import TextIO

from lbtui.films.fields import film_json, json_keys
from lbtui.letterboxd.import_file import ImportRow, import_csv
from lbtui.model.enums import Kind
from lbtui.model.films import FilmRow
from lbtui.services.spreadsheet import write_rows
from lbtui.storage.pages import Entry, load_entries


class Format(StrEnum):
    """What films can be written as."""

    CSV = "csv"
    JSON = "json"
    LETTERBOXD = "letterboxd"


def write_json(value: object, write: TextIO) -> None:
    """A JSON value on lines of its own, letters as they are."""
    json.dump(value, write, ensure_ascii=False, indent=2, allow_nan=False)
    write.write("\n")


_encode = json.JSONEncoder(ensure_ascii=False, allow_nan=False).encode


def write_json_list(records: Iterable[object], write: TextIO) -> None:
    """A JSON list, each of its records on a line of its own: indented JSON of a library takes seconds."""
    between = "["
    for record in records:
        write.write(between + _encode(record))
        between = ",\n "
    write.write("[]\n" if between == "[" else "]\n")


def write_films(rows: Iterable[FilmRow], fmt: Format, write: TextIO, *, predicted: bool = False) -> None:
    """Write films as JSON or CSV; what Letterboxd imports is made of viewings, by `letterboxd_parts`.

    `predicted` adds what the member might give each.
    """
    films = (film_json(row, predicted=predicted) for row in rows)
    match fmt:
        case Format.JSON:
            write_json_list(films, write)
        case Format.CSV:
            write_rows(write, json_keys(predicted=predicted), (film.values() for film in films))
        case Format.LETTERBOXD:
            raise ValueError("Letterboxd's CSV has a row a viewing: use letterboxd_parts.")


def save_parts(path: Path, make: Callable[[], Sequence[str | bytes]], *, replace: Collection[Path] = ()) -> list[Path]:
    """Write what `make` gives, as `write_parts`; the files that were made.

    A file that is there already is replaced only where `replace` holds it; else this raises FileExistsError with its
    name before anything is written. Raises OSError too, and what `make` raises.
    """

    def refuse(files: Iterable[Path]) -> None:
        for file in files:
            if file not in replace and file.exists():
                raise FileExistsError(errno.EEXIST, "there is such a file already", str(file))

    refuse([path])
    parts = make()
    refuse(_part_paths(path, len(parts)))
    return write_parts(path, parts)


def write_parts(path: Path, parts: Sequence[str | bytes]) -> list[Path]:
    """Write a file, or where there are several parts as many (`import.csv`, `import-2.csv`); the files that were made.

    Raises OSError.
    """
    paths = _part_paths(path, len(parts))
    for file, part in zip(paths, parts, strict=True):
        save(file, part)
    return paths


def _part_paths(path: Path, count: int) -> list[Path]:
    return [path, *(path.with_name(f"{path.stem}-{number}{path.suffix}") for number in range(2, count + 1))][:count]


def save(path: Path, data: str | bytes) -> None:
    """Write a file that takes its place once it is whole: a full disk costs no file that was there before.

    Raises OSError with the file's name.
    """
    direct = path.exists() and not path.is_file()  # such as /dev/stdout
    target = path.resolve()
    part = path if direct else target.with_name(f"{target.name}.part")
    try:
        with part.open("wb") as file:
            file.write(data.encode() if isinstance(data, str) else data)
        if not direct:
            os.replace(part, target)
    except OSError as error:
        if not direct:
            with suppress(OSError):
                part.unlink(missing_ok=True)
        raise OSError(error.errno, error.strerror, str(path)) from error


def film_texts(rows: Sequence[FilmRow], fmt: Format, store: Path, *, predicted: bool = False) -> list[str]:
    """Films as the text of one file, or for Letterboxd of as many as its limit asks for.

    `predicted` adds what the member might give each, but not for Letterboxd.
    Raises StorageError where `store`, which holds their viewings, cannot be read.
    """
    if fmt is Format.LETTERBOXD:
        return list(letterboxd_parts(rows, load_entries(store, [row.id for row in rows])))
    out = io.StringIO(newline="")
    write_films(rows, fmt, out, predicted=predicted)
    return [out.getvalue()]


def letterboxd_parts(rows: Iterable[FilmRow], entries: Mapping[int, Sequence[Entry]]) -> Iterator[str]:
    """The films as the text of one or more CSV files for Letterboxd's importer, each below 1 MB."""
    return import_csv(line for row in rows for line in _import_rows(row, entries.get(row.id, ())))


def _import_rows(row: FilmRow, entries: Sequence[Entry]) -> Iterator[ImportRow]:
    """One row a viewing, and one without a day where no viewing tells the film's rating or there is none at all."""
    # What tmdbID names is a movie; the id of a series is that of some other movie.
    tmdb_id = row.tmdb_id if row.kind is Kind.MOVIE else None
    for entry in entries:
        yield ImportRow(
            row.name,
            row.year,
            row.uri,
            tmdb_id,
            entry.rating if entry.watched_on else row.rating,
            entry.watched_on,
            entry.rewatch,
            entry.tags,
            entry.review,
        )
    told = [entry.rating if entry.watched_on else row.rating for entry in entries]
    if not entries or (row.rating is not None and row.rating not in told):
        yield ImportRow(row.name, row.year, row.uri, tmdb_id, row.rating)
