"""The outer form of Letterboxd's tables: CSV with CRLF, and boxd.it codes."""

import csv
import io
from collections.abc import Iterable
from enum import IntEnum

_DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

Row = tuple[object, ...]


class Code(IntEnum):
    """What a boxd.it code names: the last decimal digit of its value."""

    FILM = 0
    LOG = 1
    LIST = 2


def uri(number: int, code: Code) -> str:
    """The short address of a film, log entry or list with this Letterboxd number."""
    value, text = number * 10 + code, ""
    while value:
        value, digit = divmod(value, len(_DIGITS))
        text = _DIGITS[digit] + text
    return f"https://boxd.it/{text}"


def table(header: Iterable[str], body: Iterable[Row] = ()) -> str:
    """A CSV table as Letterboxd writes it."""
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(body)
    return out.getvalue()


def stars(rating: float | None) -> str:
    """A rating without a needless `.0`, empty for none."""
    return "" if rating is None else f"{rating:g}"
