"""From bytes to rows, a table at a time: the session's `parsing`."""

from collections import Counter
from dataclasses import dataclass
from datetime import datetime
from itertools import islice

from lbtui.gc_tuning import uncollected
from lbtui.model import Part, Skipped
from lbtui.text import clean_line

from .archive import Progress, RawExport, RawFile
from .errors import ExportError, counted
from .lists import ListTable, newest, read_list
from .places import Table
from .rows import Findings, Row, Sheet, read_rows
from .uri import Address, Target

_LEFT_OUT = {Table.DELETED_DIARY: "viewing", Table.DELETED_REVIEWS: "review", Table.DELETED_LIST: "list"}


@dataclass(frozen=True, slots=True)
class Sheaf:
    """The good rows of one file, and what notes call it."""

    file: str
    table: Table
    rows: tuple[Row, ...]


@dataclass(frozen=True, slots=True)
class Tables:
    """All rows of an export, cleaned and typed, not yet one library."""

    source: str
    digest: str
    sheaves: tuple[Sheaf, ...]
    lists: tuple[ListTable, ...]
    parts: frozenset[Part]
    username: str | None = None
    favourites: tuple[Address, ...] = ()
    exported_at: datetime | None = None
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


@uncollected()
def parse(raw: RawExport, *, on_progress: Progress | None = None) -> Tables:
    """Reads every table; raises `ExportError` where not one row of them can be used."""
    findings = Findings(list(raw.skipped), list(raw.notes))
    sheaves: list[Sheaf] = []
    lists: list[ListTable] = []
    deleted: Counter[Table] = Counter()
    username, favourites = raw.username, tuple[Address, ...]()
    for file in raw.files:
        if on_progress:
            on_progress(f"Reading {file.path}")
        if file.table.deleted:
            deleted[file.table] += 1 if file.table.many else sum(1 for _ in Sheet(file, Findings()).sound()) - 1
        elif file.table is Table.PROFILE:
            username, favourites = read_profile(file, findings, raw.username)
        elif file.table is Table.LIST:
            lists.append(read_list(file, findings))
        else:
            sheaves.append(Sheaf(file.path, file.table, read_rows(file, findings)))
    if not any(sheaf.rows for sheaf in sheaves) and not any(table.rows for table in lists):
        raise ExportError(_nothing(raw, findings))
    findings.notes += _left_out(deleted)
    lists, twice = newest(lists)
    findings.notes += twice
    parts = frozenset(part for file in raw.files if (part := file.table.part))
    return Tables(
        raw.source, raw.digest, tuple(sheaves), tuple(lists), parts, username, favourites, raw.exported_at,
        tuple(findings.skipped), tuple(findings.notes),
    )  # fmt: skip


def read_profile(file: RawFile, findings: Findings, known: str | None = None) -> tuple[str | None, tuple[Address, ...]]:
    """Username and favourite films. Everything else of a profile, the e-mail address above all, is not looked at."""
    sheet = Sheet(file, findings)
    record = next(islice(sheet.sound(), 1, None), None)
    if record is None:
        return known, ()

    def cell(name: str) -> str:
        place = file.header.columns.get(name, len(record.cells))
        return record.cells[place] if place < len(record.cells) else ""

    found = (sheet.address(part, Target.FILM, record.line) for part in cell("favorite films").split(","))
    favourites = tuple(address for address in found if address)
    sheet.close()
    return clean_line(cell("username")) or known, favourites


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
