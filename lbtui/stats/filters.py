"""The filter texts that open the films behind a bar, a cell or a row, in the language of the query room.

A text names only what the item adds: it is joined with the filter of the dashboard and with the
scope (`watched` as a rule) by a blank. It is empty where the language has no field for the item.
"""

from collections.abc import Hashable
from datetime import date


def quote(value: str) -> str:
    """Any text as one quoted value."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def named(field: str, name: str) -> str:
    """Films that carry exactly this name: `genre="Science Fiction"`."""
    return f"{field}={quote(name)}"


def at(field: str, value: object) -> str:
    """Films at this number or day: `rating:4.5`, `watched:2024-05`."""
    return f"{field}:{value}"


def person(key: Hashable, _name: str = "") -> str:
    """Films that this person is credited on, in any role."""
    return at("person", key)


def between(first: date, last: date) -> str:
    """Films watched from the first to the last day, both included; a whole year gets its short form."""
    if first == last:
        return at("watched", first.isoformat())
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31) and first.year == last.year:
        return at("watched", f"{first.year:04}")
    return at("watched", f"{first.isoformat()}..{last.isoformat()}")
