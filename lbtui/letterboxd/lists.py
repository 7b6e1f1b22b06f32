"""Files of `lists/`: a first line with a version or nothing, one record on the list, a second table of its films."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import PurePosixPath

from lbtui.text import clean_line, clean_lines

from . import values
from .archive import RawFile
from .errors import BadRow
from .headers import Header, header_from
from .records import Record
from .rows import Findings, Row, Sheet, fitted
from .uri import Address, Target
from .values import quoted


@dataclass(frozen=True, slots=True)
class ListRow:
    """A film of a list."""

    position: int
    film: Row
    note: str


@dataclass(frozen=True, slots=True)
class ListTable:
    """A list as its file tells it."""

    file: str
    name: str
    rows: tuple[ListRow, ...]
    address: Address | None = None
    description: str = ""
    tags: tuple[str, ...] = ()
    created_on: date | None = None
    modified: float = 0.0
    """When the file was written."""


def read_list(file: RawFile, findings: Findings) -> ListTable:
    """The list in a file; one whose second table is missing has no films."""
    sheet = Sheet(file, findings)
    about: list[Record] = []
    films: Header | None = None
    rows: list[ListRow] = []
    for record in sheet.sound():
        if films is None:
            header = header_from(record.cells, file.header.delimiter)
            films = header if header and "position" in header.columns else None
            if not header and not record.cells[0].lower().startswith("letterboxd list export"):
                about.append(record)
            continue
        try:
            rows.append(_film(record, films, sheet, len(rows) + 1))
        except BadRow as error:
            sheet.skip(record.line, str(error))
    if films is None:
        sheet.skip(None, "the films of the list are missing: download the export again")
    table = _list(file, about, tuple(rows), sheet)
    sheet.close()
    return table


def _film(record: Record, header: Header, sheet: Sheet, place: int) -> ListRow:
    cells, column = fitted(record, header.width), header.columns.get
    name = clean_line(cells[column("name", -1)])
    if not name:
        raise BadRow("it has no name")
    address = sheet.address(cells[column("uri", -1)], Target.FILM, record.line)
    position = cells[column("position", -1)].strip()
    number = int(position) if position.isascii() and position.isdigit() and len(position) < 10 else place
    film = Row(record.line, name, values.year(cells[column("year", -1)]), address)
    return ListRow(number, film, clean_lines(cells[column("description", -1)]))


def _list(file: RawFile, about: list[Record], rows: tuple[ListRow, ...], sheet: Sheet) -> ListTable:
    """The list with what its first record says; its file's name where that cannot be read."""
    plain = ListTable(file.path, PurePosixPath(file.path).stem, rows, modified=file.modified)
    header = file.header
    if not about or "position" in header.columns:
        return plain
    try:
        cells, column = fitted(about[0], header.width), header.columns.get
        text = cells[column("date", -1)]
        created_on = values.iso_day(text) or values.day(text, values.date_form([text])[0])
        sheet.doubt(about[0].line, created_on)
        return ListTable(
            file.path,
            clean_line(cells[column("name", -1)]) or plain.name,
            rows,
            sheet.address(cells[column("uri", -1)], Target.LIST, about[0].line),
            clean_lines(cells[column("description", -1)]),
            values.tags(cells[column("tags", -1)]),
            created_on,
            file.modified,
        )
    except BadRow as error:
        sheet.skip(about[0].line, str(error))
        return plain


_SAME_TIME = 60
"""Seconds within which files of one unpacking, or of one copy, are written: their order then tells nothing."""


def newest(tables: Sequence[ListTable]) -> tuple[list[ListTable], list[str]]:
    """One table a list, with a sentence on each that was passed over.

    A renamed list has a new file name, so that an export unpacked over an older one leaves two files of one list.
    """
    kept: dict[Address | str, ListTable] = {}
    notes = []
    for table in tables:
        key = table.address or table.file
        other = kept.setdefault(key, table)
        if other is not table:
            kept[key], left = (table, other) if _newer(table, other) else (other, table)
            notes.append(f"Left out {left.file} ({quoted(left.name)}): {kept[key].file} is the same list, and newer.")
    return list(kept.values()), notes


def _newer(one: ListTable, other: ListTable) -> bool:
    """By the days in them, else by when they were written, else the one with more films."""
    if one.created_on and other.created_on and one.created_on != other.created_on:
        return one.created_on > other.created_on
    if abs(one.modified - other.modified) > _SAME_TIME:
        return one.modified > other.modified
    return len(one.rows) > len(other.rows)
