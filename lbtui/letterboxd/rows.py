"""Rows of the tables of films and of log entries, and what was set aside on the way to them."""

from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from itertools import islice
from sys import intern
from typing import NamedTuple

from lbtui.model import Skipped
from lbtui.text import clean_line, clean_lines

from . import uri as addresses
from . import values
from .archive import RawFile
from .encoding import encoding_of, once_encoded
from .errors import BadRow, counted
from .places import Table
from .records import Record, records
from .uri import Address, Target

_YEAR = 366
_LISTED = 1_000
"""Skipped rows that are listed of one file; further ones are only counted."""

_WORDS = {Target.FILM: "a film", Target.LOG: "a diary entry", Target.LIST: "a list"}
_LOGS = (Table.DIARY, Table.REVIEWS, Table.ORPHANED_DIARY, Table.ORPHANED_REVIEWS)


class Row(NamedTuple):
    """A row of a table of films or of log entries; what a table has no column for is empty.

    A tuple, not a dataclass: there may be half a million.
    """

    line: int
    name: str
    year: int | None
    address: Address | None
    logged_on: date | None = None
    rating: float | None = None
    watched_on: date | None = None
    rewatch: bool = False
    tags: tuple[str, ...] = ()
    review: str = ""

    @property
    def title(self) -> tuple[str, int | None]:
        """Name and year, which all files of one export spell alike."""
        return self.name, self.year


@dataclass(slots=True)
class Findings:
    """What the member shall hear about the reading."""

    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)


class Sheet:
    """One file being read: its records, and what is wrong with it, told once per file by `close`."""

    def __init__(self, file: RawFile, findings: Findings) -> None:
        encoding = encoding_of(file.data)
        self.path = file.path
        self._source = file.data, encoding.codec, file.header.delimiter
        self._findings = findings
        self._bad = 0
        self._strange: dict[Target, list[tuple[int, str]]] = {}
        self._odd_days: list[tuple[int, date]] = []
        self._twice: list[tuple[str, str]] = []
        if encoding.guess:
            self.note(encoding.guess)

    def note(self, half: str) -> None:
        """Notes half a sentence about the file."""
        self._findings.notes.append(f"{self.path}: {half}.")

    def skip(self, line: int | None, reason: str) -> None:
        """Sets a row aside."""
        self._bad += 1
        if self._bad <= _LISTED:
            self._findings.skipped.append(Skipped(self.path, line, reason))

    def sound(self) -> Iterator[Record]:
        """The records whose cells can be read."""
        for record in self.again():
            if record.damage:
                self.skip(record.line, record.damage)
            else:
                yield self._mended(record)

    def _mended(self, record: Record) -> Record:
        """The record with its texts encoded once."""
        for place, cell in enumerate(record.cells):
            if (mended := once_encoded(cell)) is not cell:
                self._twice.append((cell, mended))
                record.cells[place] = mended
        return record

    def again(self) -> Iterator[Record]:
        """All records from the first, skipping nothing."""
        return records(*self._source)

    def address(self, text: str, target: Target, line: int) -> Address | None:
        """The address in a cell, if it names what it should; an invented one is not trusted, and noted."""
        if not text:
            return None
        address = addresses.read(text.strip())
        if address and address.kind is target:
            return address
        if text.strip():
            self._strange.setdefault(target, []).append((line, text))
        return None

    def doubt(self, line: int, day: date | None, logged_on: date | None = None) -> None:
        """Remembers a day that cannot be true, or lies more than a year after the day of its own entry."""
        if day is None:
            return
        late = logged_on is not None and values.plausible(logged_on) and (day - logged_on).days > _YEAR
        if late or not values.plausible(day):
            self._odd_days.append((line, day))

    def close(self) -> None:
        """Tells what concerns the file as a whole."""
        if self._odd_days:
            line, day = self._odd_days[0]
            days = f"{len(self._odd_days)} days in it are" if len(self._odd_days) > 1 else "a day in it is"
            first, last = values.FIRST_DAY.year, values.LAST_DAY.year
            self.note(
                f"{days} hardly true (line {line}: {day}); statistics leave out those before {first} or after {last}"
            )
        if self._twice:
            bad, good = map(values.quoted, self._twice[0])
            self.note(f"{counted(len(self._twice), 'text')} that had been encoded twice put right: {bad} is {good}")
        for target, found in self._strange.items():
            line, text = found[0]
            times = f"{len(found)} addresses in it do" if len(found) > 1 else "an address in it does"
            self.note(f"{times} not name {_WORDS[target]} and are not trusted (line {line}: {values.quoted(text)})")
        if self._bad > _LISTED:
            self._findings.skipped.append(
                Skipped(self.path, None, f"and {counted(self._bad - _LISTED, 'more row')} that cannot be read")
            )


def read_rows(file: RawFile, findings: Findings) -> tuple[Row, ...]:
    """The good rows of a table of films or of log entries."""
    sheet = Sheet(file, findings)
    reader = _RowReader(sheet, file)
    rows = []
    for record in islice(sheet.sound(), 1, None):
        try:
            rows.append(reader.row(record))
        except BadRow as error:
            sheet.skip(record.line, str(error))
    sheet.close()
    return tuple(rows)


def fitted(record: Record, width: int) -> list[str]:
    """The cells of a record and an empty one behind them, which absent columns point to with -1."""
    cells = record.cells
    if len(cells) != width and (len(cells) < width or any(cells[width:])):
        raise BadRow(f"it has {len(cells)} fields, but the header has {width}")
    return [*cells[:width], ""]


class _RowReader:
    """Reads the rows of one table; days and years are kept, since many films share them."""

    def __init__(self, sheet: Sheet, file: RawFile) -> None:
        column = file.header.columns.get
        self._sheet, self._table, self._width = sheet, file.table, file.header.width
        self._logs = file.table in _LOGS
        self._name, self._year, self._uri = column("name", -1), column("year", -1), column("uri", -1)
        self._date, self._rating, self._watched = column("date", -1), column("rating", -1), column("watched date", -1)
        self._rewatch, self._tags, self._review = column("rewatch", -1), column("tags", -1), column("review", -1)
        self._form: values.DateForm | None = None
        self._days: dict[str, date | None] = {"": None}
        self._years: dict[str, int | None] = {"": None}

    def row(self, record: Record) -> Row:
        cells, line = fitted(record, self._width), record.line
        name = intern(clean_line(cells[self._name]))
        if not name:
            raise BadRow("it has no name")
        year = self._year_of(cells[self._year])
        rating = values.rating(cells[self._rating])
        logged_on = self._day(cells[self._date])
        self._sheet.doubt(line, logged_on)
        if rating is None and self._table is Table.RATINGS:
            raise BadRow("it has no rating")
        if not self._logs:
            address = self._sheet.address(cells[self._uri], Target.FILM, line)
            return Row(line, name, year, address, logged_on, rating)
        watched_on = self._day(cells[self._watched])
        if watched_on is None and self._table in (Table.DIARY, Table.ORPHANED_DIARY):
            raise BadRow("it has no Watched Date")
        self._sheet.doubt(line, watched_on, logged_on)
        return Row(
            line, name, year, self._sheet.address(cells[self._uri], Target.LOG, line), logged_on, rating, watched_on,
            values.yes(cells[self._rewatch]), values.tags(cells[self._tags]), clean_lines(cells[self._review]),
        )  # fmt: skip

    def _year_of(self, text: str) -> int | None:
        if text not in self._years:
            self._years[text] = values.year(text)
        return self._years[text]

    def _day(self, text: str) -> date | None:
        if text not in self._days:
            self._days[text] = values.iso_day(text) or values.day(text, self._form or self._decide_form())
        return self._days[text]

    def _decide_form(self) -> values.DateForm:
        """Looks through the whole file, once: a single date may not tell day from month."""
        places = [place for place in (self._date, self._watched) if place >= 0]
        self._form, told = values.date_form(
            record.cells[place]
            for record in islice(self._sheet.again(), 1, None)
            for place in places
            if place < len(record.cells)
        )
        if told:
            self._sheet.note(told)
        return self._form
