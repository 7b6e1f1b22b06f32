"""Values out of JSON that may hold anything: the value, or None (empty) where it is missing or of the wrong type."""

import math
import re
from collections.abc import Iterator
from datetime import date

from lbtui.text import clean_line, clean_lines
from lbtui.tmdb.errors import Fault, Unavailable

_DATE = re.compile(r"\d{4}-\d\d-\d\d")
_IMAGE = re.compile(r"/[\w.-]+", re.ASCII)
_LARGEST = 2**53
"""Larger integers are no ids, and not exact in JSON."""

Object = dict[str, object]


def wrong_shape() -> Unavailable:
    """The error for an answer that is JSON, but not what TMDB's documentation promises."""
    return Unavailable("TMDB's answer was not of the expected form. Try again in a moment.", Fault.ANSWER)


def object_of(value: object) -> Object:
    """A JSON object; raises `Unavailable` for anything else."""
    if not isinstance(value, dict):
        raise wrong_shape()
    return value


def list_of(value: object) -> list[object]:
    """A JSON list; raises `Unavailable` for anything else."""
    if not isinstance(value, list):
        raise wrong_shape()
    return value


def id_of(value: object) -> int:
    """An id; raises `Unavailable` for anything else."""
    if (number := whole(value)) is None:
        raise wrong_shape()
    return number


def objects(value: object) -> Iterator[Object]:
    """The objects in a list that need not be there."""
    if isinstance(value, list):
        yield from (item for item in value if isinstance(item, dict))


def whole(value: object) -> int | None:
    """A whole number from 1 to 2**53; 0 is TMDB's unknown."""
    if isinstance(value, float) and value.is_integer():
        value = int(value)
    return value if isinstance(value, int) and not isinstance(value, bool) and 0 < value <= _LARGEST else None


def number(value: object) -> float:
    """A finite number of at least 0, else 0."""
    if isinstance(value, bool) or not isinstance(value, int | float):
        return 0.0
    return float(value) if 0 <= value < _LARGEST and math.isfinite(value) else 0.0


def line(value: object) -> str:
    """One line of cleaned text."""
    return clean_line(value) if isinstance(value, str) else ""


def lines(value: object) -> str:
    """Cleaned text that may have line breaks."""
    return clean_lines(value) if isinstance(value, str) else ""


def day(value: object) -> date | None:
    """A date; TMDB writes an empty string where it knows none."""
    if not isinstance(value, str) or not _DATE.match(value):
        return None
    try:
        return date.fromisoformat(value[:10])
    except ValueError:
        return None


def image_path(value: object) -> str | None:
    """The path of a poster or another image, safe to put behind an address."""
    return value if isinstance(value, str) and _IMAGE.fullmatch(value) else None


def named(value: object) -> tuple[tuple[int, str], ...]:
    """(id, name) of each of a list of things that have both, each id once."""
    found: dict[int, str] = {}
    for item in objects(value):
        identity, name = whole(item.get("id")), line(item.get("name"))
        if identity and name:
            found.setdefault(identity, name)
    return tuple(found.items())
