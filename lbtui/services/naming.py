"""Finding the film that a person names."""

import re
from collections.abc import Sequence

from lbtui.films.folding import fold
from lbtui.letterboxd import uri
from lbtui.model import FilmRow

_WITH_YEAR = re.compile(r"(.+?)[\s(]+(\d{4})\)?")


def named(rows: Sequence[FilmRow], text: str) -> list[FilmRow]:
    """The films that `text` names: by Letterboxd address, by whole name, by name and year, else by part of a name.

    A whole name goes before its reading as name and year, for the sake of `Blade Runner 2049`.
    """
    text = text.strip()
    if address := uri.read(text):
        return [row for row in rows if row.uri and uri.read(row.uri) == address]
    wanted = fold(text)
    if whole := [row for row in rows if wanted in _names(row)]:
        return whole
    if (split := _WITH_YEAR.fullmatch(text)) and (found := _of_year(rows, fold(split[1]), int(split[2]))):
        return found
    return [row for row in rows if any(wanted in name for name in _names(row))]


def _of_year(rows: Sequence[FilmRow], name: str, year: int) -> list[FilmRow]:
    films = [row for row in rows if row.year == year]
    return [row for row in films if name in _names(row)] or [r for r in films if any(name in n for n in _names(r))]


def _names(row: FilmRow) -> tuple[str, ...]:
    return tuple(fold(name) for name in (row.name, row.title, row.original_title) if name)


def full_name(row: FilmRow) -> str:
    """The name with the year behind it: `Solaris (1972)`."""
    return f"{row.name} ({row.year})" if row.year else row.name
