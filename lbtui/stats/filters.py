"""The filter texts that open the films behind a bar, a cell or a row.

A text names only what the item adds: it is joined with the filter of the dashboard and with the
scope (`watched` as a rule) by a blank. Weekdays and weeks of no diary have none: the text is empty.
"""

import re
from datetime import date

_PLAIN = re.compile(r"[\w.+-]+", re.ASCII)


def quote(value: str) -> str:
    """A value as the filter language reads it: as it is when plain, else in double quotes."""
    if _PLAIN.fullmatch(value):
        return value
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def term(field: str, value: object) -> str:
    """One `field:value`, quoted where needed."""
    return f"{field}:{quote(str(value))}"


def between(first: date, last: date) -> str:
    """Films watched from the first to the last day, both included; a whole year or month gets its short form."""
    if first == last:
        return term("watched", first.isoformat())
    if first.month == first.day == 1 and (last.month, last.day) == (12, 31) and first.year == last.year:
        return term("watched", f"{first.year:04}")
    return f"watched>={first.isoformat()} watched<={last.isoformat()}"
