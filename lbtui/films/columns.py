"""How a field stands in a table: its column, the text of its cells, and what films are sorted by."""

from collections.abc import Callable
from datetime import date
from sys import intern
from typing import Any, NamedTuple

from lbtui.films.folding import fold
from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow

_ARTICLES = ("the ", "a ", "an ")

STATUS_MARKS = {
    FilmStatus.PENDING: "·",
    FilmStatus.MATCHED: "…",
    FilmStatus.ENRICHED: "",
    FilmStatus.NOT_FOUND: "∅",
    FilmStatus.NEEDS_REVIEW: "?",
    FilmStatus.FAILED: "!",
}
"""One sign for each state, told apart without colour."""

_SHORT_COUNTRIES = {"United States of America": "USA", "United Kingdom": "UK", "Soviet Union": "USSR"}


class Sorting(NamedTuple):
    """One thing to sort by."""

    name: str
    """As the filter writes it: `sort:name`."""
    label: str
    letter: str
    """The key that chooses it: a letter of the label, none that moves the cursor in a list."""
    value: Callable[[FilmRow], Any]
    """What to compare; None is unknown and comes last both ways."""
    descending: bool = False
    """Whether the greatest comes first, unless it is turned round."""
    unknown: Callable[[FilmRow], Any] | None = None
    """The order among those that are unknown, else it is that of the library."""


class Column(NamedTuple):
    """One column. Widths are in cells; the lowest `priority` number stays longest when room gets scarce."""

    key: str
    label: str
    text: Callable[[FilmRow], str]
    sorting: Sorting
    least: int
    ideal: int
    priority: int
    right: bool = False
    look: str = "text"
    """How its cells look: text, muted, stars, like, or status, which tells the states apart."""
    field: str = ""
    """The filter field whose matches it highlights."""
    narrow: Callable[[FilmRow], str] | None = None
    """What to show while the column is at its least width, where that differs."""


def title_key(title: str) -> str:
    """A title as a shelf orders it: no case, no accents, no leading article or punctuation."""
    folded = fold(title)
    bare = folded if folded[:1].isalnum() else (folded.lstrip(" .,…'\"¡¿([{<-*#!?") or folded)
    return bare.partition(" ")[2] if bare.startswith(_ARTICLES) else bare


def first_name(names: tuple[str, ...]) -> str | None:
    """What names are sorted by: the first of them, folded."""
    return intern(fold(names[0])) if names else None  # one text for all films that have the same name


def undated(row: FilmRow) -> tuple[bool, int]:
    """Films without a diary entry: those seen, the last marked as such first, then those to see."""
    day = row.logged_on or row.listed_on or date.min
    return not row.watched, -day.toordinal()


def stars(rating: float | None) -> str:
    """`★★★½` for 3.5; empty for none."""
    if rating is None:
        return ""
    return "★" * int(rating) + ("½" if rating % 1 else "")


def minutes(runtime: int | None) -> str:
    """Minutes up to 999, hours beyond (series)."""
    if runtime is None:
        return ""
    return str(runtime) if runtime < 1000 else f"{runtime // 60}h"


def times(row: FilmRow) -> str:
    """`3×` diary entries; a tick for watched without any; a box for what waits on the watchlist."""
    if row.dates:
        return f"{row.viewings}×"
    if row.watched:
        return "✓"
    return "☐" if row.watchlist else ""


def status(row: FilmRow) -> str:
    """`? needs review`, with the reason of a failure; empty for an enriched film."""
    mark = STATUS_MARKS[row.status]
    reason = f": {row.reason}" if row.reason and row.status is FilmStatus.FAILED else ""
    return f"{mark} {row.status.words}{reason}" if mark else ""


def short_countries(row: FilmRow) -> str:
    """The countries, those of long names by their short ones."""
    return ", ".join([_SHORT_COUNTRIES.get(country, country) for country in row.countries])
