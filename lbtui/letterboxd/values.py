"""The cells of a row as values; what cannot be read raises `BadRow` with the reason."""

import re
from collections.abc import Iterable
from datetime import date
from enum import Enum

from lbtui.text import clean_line

from .errors import BadRow

_RATINGS = {f"{halves / 2:{form}}": halves / 2 for halves in range(1, 11) for form in ("g", ".1f")}
_NUMBERS = re.compile(r"(\d{1,2})([/.-])(\d{1,2})\2(\d{4}|\d{2})(?:[ T].*)?")
_YEAR_FIRST = re.compile(r"(\d{4})[/.-](\d{1,2})[/.-](\d{1,2})(?:[ T].*)?")


FIRST_DAY, LAST_DAY = date(1874, 1, 1), date(2100, 12, 31)
"""Days outside of these are mistakes: the first film that Letterboxd has is of 1874."""


def plausible(day: date) -> bool:
    """Whether something of a film may have happened on that day."""
    return FIRST_DAY <= day <= LAST_DAY


class DateForm(Enum):
    """How a spreadsheet wrote the dates of a file."""

    MONTH_FIRST = "month/day/year"
    DAY_FIRST = "day/month/year"


def rating(text: str) -> float | None:
    """Stars from 0.5 to 5 in halves, also with a decimal comma; None for an empty cell."""
    if not text:
        return None
    if (stars := _RATINGS.get(text)) is None and (stars := _RATINGS.get(text.strip().replace(",", "."))) is None:
        if not text.strip():
            return None
        raise BadRow(f"its rating is {quoted(text)}, but ratings go from 0.5 to 5 in halves")
    return stars


def year(text: str) -> int | None:
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


def yes(text: str) -> bool:
    """A flag: `Yes` or empty in exports, `true` or `false` in files for the importer."""
    word = text.strip().lower()
    if word in ("yes", "true", "1"):
        return True
    if word in ("", "no", "false", "0"):
        return False
    raise BadRow(f"its Rewatch is {quoted(text)}, neither Yes nor empty")


def tags(text: str) -> tuple[str, ...]:
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


def day(text: str, form: DateForm) -> date | None:
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
