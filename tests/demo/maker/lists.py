"""The member's lists, as files of the export."""

from collections.abc import Mapping
from typing import Any

from tests.demo.maker.films import rows
from tests.demo.maker.member import MemberFilm
from tests.demo.maker.tables import Code, table, uri

_HEADER = ("Date", "Name", "Tags", "URL", "Description")
_ENTRIES = ("Position", "Name", "Year", "URL", "Description")
_FIRST = 91_000_101


def list_files(films: Mapping[str, MemberFilm]) -> dict[str, str]:
    """Path and text of each list; a title without letters gives the file name `null` and the list's number."""
    return dict(_file(_FIRST + at, row, films) for at, row in enumerate(rows("lists.jsonl")))


def _file(number: int, row: dict[str, Any], films: Mapping[str, MemberFilm]) -> tuple[str, str]:
    slug = row["slug"] if row["slug"] != "null" else f"null-{number}"
    description = row["description"].replace("\n", "\r\n")
    head = (row["created"], row["name"], ", ".join(row["tags"]), uri(number, Code.LIST), description)
    named = [(films[name], note) for name, note in row["films"]]
    body = [
        (at, film.name, film.year, uri(film.number, Code.FILM), note) for at, (film, note) in enumerate(named, start=1)
    ]
    return f"lists/{slug}.csv", f"Letterboxd list export v7\r\n{table(_HEADER, [head])}\r\n{table(_ENTRIES, body)}"
