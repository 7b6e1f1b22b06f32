"""Which table of an export a file is, told by its header; the name decides only where headers are the same.

Headers have not changed since 2017, but members rename files, spreadsheets change delimiters, and hands
write `Title` for `Name`.
"""

import csv
import re
from dataclasses import dataclass
from enum import Enum, auto

from lbtui.text import clean_line

from .csv_text import encoding_of

HEAD = 4096
"""Bytes of a file that are enough to see its header."""

_ALIASES = {
    "title": "name",
    "letterboxd uri": "uri",
    "letterboxduri": "uri",
    "url": "uri",
    "watcheddate": "watched date",
}
_DELIMITERS = ",;\t"


_NO_TEXT = re.compile("[\x00-\x08\x0e-\x1a\x1c-\x1f]")


class Form(Enum):
    """What the header alone tells."""

    FILMS = auto()
    """`Date,Name,Year,Letterboxd URI`: watched, watchlist and likes share it."""
    RATINGS = auto()
    DIARY = auto()
    REVIEWS = auto()
    LIST = auto()
    PROFILE = auto()
    UNUSED = auto()
    """Comments, and likes of other people's reviews and lists: an export has them, a library does not."""


@dataclass(frozen=True, slots=True)
class Header:
    """A recognised header: its delimiter, and where the columns stand by their names in lower case."""

    form: Form
    delimiter: str
    columns: dict[str, int]
    width: int


def header_of(head: bytes) -> Header | None:
    """The header in the first bytes of a file, or None for anything that is no table of an export."""
    lines = [line for line in _text(head).splitlines() if line.strip(_DELIMITERS + ' "')]
    if lines and lines[0].lower().lstrip('"').startswith("letterboxd list export"):
        del lines[0]
    return read_header(lines[0]) if lines else None


def first_line(head: bytes) -> str:
    """The first line of a file, short and fit to be shown; empty for what is no text."""
    line = _text(head).lstrip("\ufeff \t\r\n").partition("\n")[0]
    return "" if _NO_TEXT.search(line) else clean_line(line)[:60].strip()


def read_header(line: str) -> Header | None:
    """The header in one line, whatever separates its cells."""
    for delimiter in _DELIMITERS:
        if header := header_from(_cells(line, delimiter), delimiter):
            return header
    return None


def header_from(cells: list[str], delimiter: str) -> Header | None:
    """The header that these cells are, or None where they are something else."""
    columns: dict[str, int] = {}
    for place, cell in enumerate(cells):
        name = clean_line(cell).lower()
        columns.setdefault(_ALIASES.get(name, name), place)
    columns.pop("", None)
    form = _form(frozenset(columns))
    return Header(form, delimiter, columns, len(cells)) if form else None


def _text(head: bytes) -> str:
    # A cut in the middle of a letter must not look like another encoding.
    for cut in range(4):
        encoding = encoding_of(head[: len(head) - cut] if cut else head)
        if not encoding.guess:
            break
    return head.decode(encoding.codec, "replace")


def _cells(line: str, delimiter: str) -> list[str]:
    try:
        return next(csv.reader([line], delimiter=delimiter), [])
    except csv.Error:
        return []


def _form(columns: frozenset[str]) -> Form | None:
    has = columns.issuperset
    if has(("name", "uri", "description")):
        return Form.LIST if has(("position",)) or "year" not in columns else None
    if has(("name", "review")) and columns & {"uri", "watched date"}:
        return Form.REVIEWS
    if has(("name", "watched date")):
        return Form.DIARY
    if has(("name", "uri", "rating")):
        return Form.RATINGS
    if has(("name", "uri")):
        return Form.FILMS
    if "username" in columns and columns & {"favorite films", "date joined"}:
        return Form.PROFILE
    return (
        Form.UNUSED if columns in (frozenset(("date", "content")), frozenset(("date", "content", "comment"))) else None
    )
