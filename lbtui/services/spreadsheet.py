"""CSV for spreadsheets: a text that they would run as a formula is written so that it stays a text."""

import csv
import re
from collections.abc import Iterable
from typing import TextIO

_FORMULA = re.compile(r"(^\s*|[;\t\r\n]\s*)(?=[=+\-@＝＋－＠])|^(?=[\t\r])")
"""Where a cell begins that would be run, also in a spreadsheet that parts cells at semicolons instead of commas."""


def write_rows(write: TextIO, header: Iterable[str], rows: Iterable[Iterable[object]]) -> None:
    """Write a line of names and a line for each row."""
    out = csv.writer(write, lineterminator="\n")
    out.writerow(header)
    out.writerows([cell(value) for value in row] for row in rows)


def cell(value: object) -> str:
    """A value as the text of a cell: a list joined by `; `, yes and no as true and false, what is unknown empty.

    Foreign text that begins like a formula gets an apostrophe before it; a number stays a number, below 0 too.
    """
    match value:
        case None:
            return ""
        case bool():
            return "true" if value else "false"
        case list():
            return "; ".join(map(cell, value))
        case str():
            return _FORMULA.sub(r"\1'", value)
        case _:
            return str(value)
