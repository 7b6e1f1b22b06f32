"""The rows of a table: its cells as values, and what was set aside on the way to them.

A cell that cannot be read raises `BadRow` with the reason, and costs its row alone.
"""

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import date
from enum import Enum
from itertools import islice
from sys import intern
from typing import NamedTuple

from lbtui.model.exports import FIRST_DAY, LAST_DAY, Skipped
from lbtui.text import clean_line, clean_lines, counted

from . import uri as addresses
from .archive import RawFile, Table
from .csv_text import Record, encoding_of, once_encoded, records
from .errors import BadRow
from .uri import Address, Target

_RATINGS = {f"{halves / 2:{form}}": halves / 2 for halves in range(1, 11) for form in ("g", ".1f")}
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[ T].*)?")


def plausible(day: date) -> bool:
    """Whether something of a film may have happened on that day."""
    return FIRST_DAY <= day <= LAST_DAY


class DateForm(Enum):
    """How a spreadsheet wrote the dates of a file."""

    MONTH_FIRST = "month/day/year"
    DAY_FIRST = "day/month/year"


def rating_of(text: str) -> float | None:
    """Stars from 0.5 to 5 in halves, also with a decimal comma; None for an empty cell."""
    if not text:
        return None
    if (stars := _RATINGS.get(text)) is None and (stars := _RATINGS.get(text.strip().replace(",", "."))) is None:
        if not text.strip():
            return None
        raise BadRow(f"its rating is {quoted(text)}, but ratings go from 0.5 to 5 in halves")
    return stars


def year_of(text: str) -> int | None:
    """A year of four digits, None for an empty cell (a film that is not out yet)."""
    if len(text) == 4 and text.isascii() and text.isdigit():
        return int(text) or None
    if not text.strip():
        return None
    try:
        number = float(text)  # 1999.0 is what a spreadsheet makes of 1999
    except ValueError:
        number = 0
    if 1000 <= number <= 9999 and number == int(number):
        return int(number)
    raise BadRow(f"its year is {quoted(text)}, not a year of four digits")


def yes_of(text: str) -> bool:
    """A flag: `Yes` or empty in exports, `true` or `false` in files for the importer."""
    word = text.strip().lower()
    if word in ("yes", "true", "1"):
        return True
    if word in ("", "no", "false", "0"):
        return False
    raise BadRow(f"its Rewatch is {quoted(text)}, neither Yes nor empty")


def tags_of(text: str) -> tuple[str, ...]:
    """Tags without doubles; Letterboxd allows no comma inside a tag."""
    if not text:
        return ()
    return tuple(dict.fromkeys(tag for part in text.split(",") if (tag := clean_line(part))))


def iso_day(text: str) -> date | None:
    """A date as exports write it, None for anything else."""
    try:
        return date.fromisoformat(text) if _is_iso(text) else None
    except ValueError:
        return None


def day_of(text: str, form: DateForm) -> date | None:
    """A date as spreadsheets write it; None for an empty cell."""
    text = text.strip()
    if not text:
        return None
    try:
        return _spreadsheet_day(text, form)
    except ValueError:
        raise BadRow(f"it has {quoted(text)} where a date should be") from None


def _is_iso(text: str) -> bool:
    return len(text) == 10 and text[4] == "-"


def _spreadsheet_day(text: str, form: DateForm) -> date:
    if match := _YEAR_FIRST.fullmatch(text):
        return date(int(match[1]), int(match[2]), int(match[3]))
    if not (match := _NUMBERS.fullmatch(text)):
        raise ValueError(text)
    first, second, written = int(match[1]), int(match[3]), int(match[4])
    full = written if len(match[4]) == 4 else written + (2000 if written < 70 else 1900)
    return date(full, first, second) if form is DateForm.MONTH_FIRST else date(full, second, first)


def date_form(texts: Iterable[str]) -> tuple[DateForm, str]:
    """How the dates of one file are written, and a half sentence on it where they are not ISO.

    A first number above 12 can only be a day, a second one only means month first; where no date tells, dots mean
    day first and anything else is what Excel writes in the United States.
    """
    pairs = [match for text in texts if not _is_iso(text) and (match := _NUMBERS.fullmatch(text.strip()))]
    if not pairs:
        return DateForm.MONTH_FIRST, ""
    firsts = any(int(match[1]) > 12 for match in pairs)
    seconds = any(int(match[3]) > 12 for match in pairs)
    if firsts != seconds:
        form = DateForm.DAY_FIRST if firsts else DateForm.MONTH_FIRST
        return form, f"its dates were read as {form.value}"
    form = DateForm.DAY_FIRST if pairs[0][2] == "." else DateForm.MONTH_FIRST
    why = "some fit only the other way round" if firsts else "none of them tells which way round"
    return form, f"its dates were read as {form.value}, but {why}: check them"


def quoted(text: str) -> str:
    """Foreign text as a short quotation inside a sentence."""
    shown = clean_line(text)
    return f"'{shown[:40]}…'" if len(shown) > 40 else f"'{shown}'"


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

    def readable(self) -> Iterator[Record]:
        """The records whose cells can be read."""
        for record in self.all_records():
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

    def all_records(self) -> Iterator[Record]:
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

    def check_day(self, line: int, day: date | None, logged_on: date | None = None) -> None:
        """Remembers a day that cannot be true, or lies more than a year after the day of its own entry."""
        if day is None:
            return
        late = logged_on is not None and plausible(logged_on) and (day - logged_on).days > _YEAR
        if late or not plausible(day):
            self._odd_days.append((line, day))

    def close(self) -> None:
        """Tells what concerns the file as a whole."""
        if self._odd_days:
            line, day = self._odd_days[0]
            days = f"{len(self._odd_days)} days in it are" if len(self._odd_days) > 1 else "a day in it is"
            first, last = FIRST_DAY.year, LAST_DAY.year
            self.note(
                f"{days} hardly true (line {line}: {day}); statistics leave out those before {first} or after {last}"
            )
        if self._twice:
            bad, good = map(quoted, self._twice[0])
            self.note(f"{counted(len(self._twice), 'text')} that had been encoded twice put right: {bad} is {good}")
        for target, found in self._strange.items():
            line, text = found[0]
            some = len(found) > 1
            times, trust = (f"{len(found)} addresses in it do", "are") if some else ("an address in it does", "is")
            self.note(f"{times} not name {_WORDS[target]} and {trust} not trusted (line {line}: {quoted(text)})")
        if self._bad > _LISTED:
            self._findings.skipped.append(
                Skipped(self.path, None, f"and {counted(self._bad - _LISTED, 'more row')} that cannot be read")
            )


def read_rows(file: RawFile, findings: Findings) -> tuple[Row, ...]:
    """The good rows of a table of films or of log entries."""
    sheet = Sheet(file, findings)
    reader = _RowReader(sheet, file)
    rows = []
    for record in islice(sheet.readable(), 1, None):
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
        self._form: DateForm | None = None
        self._days: dict[str, date | None] = {"": None}
        self._years: dict[str, int | None] = {"": None}

    def row(self, record: Record) -> Row:
        cells, line = fitted(record, self._width), record.line
        name = intern(clean_line(cells[self._name]))
        if not name:
            raise BadRow("it has no name")
        year = self._year_of(cells[self._year])
        rating = rating_of(cells[self._rating])
        logged_on = self._day(cells[self._date])
        self._sheet.check_day(line, logged_on)
        if rating is None and self._table is Table.RATINGS:
            raise BadRow("it has no rating")
        if not self._logs:
            address = self._sheet.address(cells[self._uri], Target.FILM, line)
            return Row(line, name, year, address, logged_on, rating)
        watched_on = self._day(cells[self._watched])
        if watched_on is None and self._table in (Table.DIARY, Table.ORPHANED_DIARY):
            raise BadRow("it has no Watched Date")
        self._sheet.check_day(line, watched_on, logged_on)
        return Row(
            line, name, year, self._sheet.address(cells[self._uri], Target.LOG, line), logged_on, rating, watched_on,
            yes_of(cells[self._rewatch]), tags_of(cells[self._tags]), clean_lines(cells[self._review]),
        )  # fmt: skip

    def _year_of(self, text: str) -> int | None:
        if text not in self._years:
            self._years[text] = year_of(text)
        return self._years[text]

    def _day(self, text: str) -> date | None:
        if text not in self._days:
            self._days[text] = iso_day(text) or day_of(text, self._form or self._decide_form())
        return self._days[text]

    def _decide_form(self) -> DateForm:
        """Looks through the whole file, once: a single date may not tell day from month."""
        places = [place for place in (self._date, self._watched) if place >= 0]
        self._form, told = date_form(
            record.cells[place]
            for record in islice(self._sheet.all_records(), 1, None)
            for place in places
            if place < len(record.cells)
        )
        if told:
            self._sheet.note(told)
        return self._form
