"""From bytes to rows, a table at a time, the member's lists among them: the session's `parsing`."""

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime
from itertools import islice
from pathlib import PurePosixPath

from lbtui.gc_tuning import uncollected
from lbtui.model.enums import Part
from lbtui.model.exports import Skipped
from lbtui.text import clean_line, clean_lines, counted

from .archive import Progress, RawExport, RawFile, Table
from .csv_rows import Findings, Row, Sheet, date_form, day_of, fitted, iso_day, quoted, read_rows, tags_of, year_of
from .csv_text import Record
from .errors import BadRow, ExportError
from .headers import Header, header_from
from .uri import Address, Target


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


@dataclass(frozen=True, slots=True)
class TableRows:
    """The good rows of one file; `file` is what notes call it."""

    file: str
    table: Table
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class ParsedExport:
    """All rows of an export, cleaned and typed, not yet one library."""

    source: str
    digest: str
    tables: tuple[TableRows, ...]
    lists: tuple[ListTable, ...]
    parts: frozenset[Part]
    username: str | None = None
    exported_at: datetime | None = None
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


_LEFT_OUT = {Table.DELETED_DIARY: "viewing", Table.DELETED_REVIEWS: "review", Table.DELETED_LIST: "list"}


@uncollected()
def parse(raw: RawExport, *, on_progress: Progress | None = None) -> ParsedExport:
    """Reads every table; raises `ExportError` where not one row of them can be used."""
    findings = Findings(list(raw.skipped), list(raw.notes))
    tables: list[TableRows] = []
    lists: list[ListTable] = []
    deleted: Counter[Table] = Counter()
    username = raw.username
    for file in raw.files:
        if on_progress:
            on_progress(f"Reading {file.path}")
        if file.table.deleted:
            deleted[file.table] += 1 if file.table.many else sum(1 for _ in Sheet(file, Findings()).readable()) - 1
        elif file.table is Table.PROFILE:
            username = read_username(file, findings) or username
        elif file.table is Table.LIST:
            lists.append(read_list(file, findings))
        else:
            tables.append(TableRows(file.path, file.table, read_rows(file, findings)))
    if not any(table.rows for table in tables) and not any(made.rows for made in lists):
        raise ExportError(_nothing(raw, findings))
    findings.notes += _left_out(deleted)
    lists, twice = newest(lists)
    findings.notes += twice
    parts = frozenset(part for file in raw.files if (part := file.table.part))
    return ParsedExport(
        raw.source, raw.digest, tuple(tables), tuple(lists), parts, username, raw.exported_at,
        tuple(findings.skipped), tuple(findings.notes),
    )  # fmt: skip


def read_username(file: RawFile, findings: Findings) -> str | None:
    """The username in a profile. Everything else of it, the e-mail address above all, is not looked at."""
    sheet = Sheet(file, findings)
    record = next(islice(sheet.readable(), 1, None), None)
    sheet.close()
    place = file.header.columns["username"]
    return (clean_line(record.cells[place]) or None) if record and place < len(record.cells) else None


def _left_out(deleted: Counter[Table]) -> list[str]:
    counts = [counted(count, _LEFT_OUT[table]) for table, count in deleted.items() if count > 0]
    return [f"Left out {' and '.join(counts)} of deleted/: you deleted them on Letterboxd."] if counts else []


def _nothing(raw: RawExport, findings: Findings) -> str:
    if bad := findings.skipped:
        line = f" line {bad[0].line}" if bad[0].line else ""
        return (
            f"Nothing in {raw.source} can be read: {counted(len(bad), 'bad row')}, the first in {bad[0].file}{line}: "
            f"{bad[0].reason}. Put the file right, or choose the ZIP as Letterboxd made it."
        )
    if len(raw.files) == 1:
        return f"{raw.source} has a header and no rows: choose the whole export, or another file of it."
    return f"{raw.source} holds no films, its tables have headers and no rows: log a film, then export again."


def read_list(file: RawFile, findings: Findings) -> ListTable:
    """The list in a file; one whose second table is missing has no films."""
    sheet = Sheet(file, findings)
    about: list[Record] = []
    films: Header | None = None
    rows: list[ListRow] = []
    for record in sheet.readable():
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
    film = Row(record.line, name, year_of(cells[column("year", -1)]), address)
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
        created_on = iso_day(text) or day_of(text, date_form([text])[0])
        sheet.check_day(about[0].line, created_on)
        return ListTable(
            file.path,
            clean_line(cells[column("name", -1)]) or plain.name,
            rows,
            sheet.address(cells[column("uri", -1)], Target.LIST, about[0].line),
            clean_lines(cells[column("description", -1)]),
            tags_of(cells[column("tags", -1)]),
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
