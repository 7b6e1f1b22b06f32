"""What films can be sorted by, and how: one order for the table, the filter and the shell."""

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from lbtui.model import FilmRow, FilmStatus
from lbtui.query.folding import fold

_ARTICLES = ("the ", "a ", "an ")


@dataclass(frozen=True, slots=True)
class Sorting:
    """One thing to sort by."""

    name: str
    """As the filter writes it: `sort:name`."""
    label: str
    value: Callable[[FilmRow], Any]
    """What to compare; None is unknown and comes last both ways."""
    descending: bool = False
    """Whether the greatest comes first, unless it is turned round."""
    unknown: Callable[[FilmRow], Any] | None = None
    """The order among those that are unknown, else it is that of the library."""


def title_key(title: str) -> str:
    """A title as a shelf orders it: no case, no accents, no leading article or punctuation."""
    folded = fold(title)
    bare = folded if folded[:1].isalnum() else (folded.lstrip(" .,…'\"¡¿([{<-*#!?") or folded)
    return bare.partition(" ")[2] if bare.startswith(_ARTICLES) else bare


def by_title(rows: Iterable[FilmRow]) -> list[FilmRow]:
    """The films by title and year: the order of a library."""
    return sorted(rows, key=lambda row: (title_key(row.name), row.year or 0, row.id))


def _first(names: tuple[str, ...]) -> str | None:
    return fold(names[0]) if names else None


def _undated(row: FilmRow) -> tuple[bool, int]:
    """Films without a diary entry: those seen, the last marked as such first, then those to see."""
    day = row.logged_on or row.listed_on or date.min
    return not row.watched, -day.toordinal()


_STATES = {status: place for place, status in enumerate(FilmStatus)}

SORTINGS: dict[str, Sorting] = {
    sorting.name: sorting
    for sorting in (
        Sorting("title", "Title", lambda row: title_key(row.name)),
        Sorting("year", "Year", lambda row: row.year, descending=True),
        Sorting("watched", "Watched", lambda row: row.last_watched, descending=True, unknown=_undated),
        Sorting("rating", "Rating", lambda row: row.rating, descending=True),
        Sorting("liked", "Liked", lambda row: row.liked, descending=True),
        Sorting("viewings", "Viewings", lambda row: row.viewings or None, descending=True, unknown=_undated),
        Sorting("runtime", "Runtime", lambda row: row.runtime, descending=True),
        Sorting("genre", "Genre", lambda row: _first(row.genres)),
        Sorting("director", "Director", lambda row: _first(row.directors)),
        Sorting("language", "Language", lambda row: fold(row.language) or None),
        Sorting("country", "Country", lambda row: _first(row.countries)),
        Sorting("tmdb", "TMDB's rating", lambda row: row.tmdb_rating, descending=True),
        Sorting("status", "State", lambda row: _STATES[row.status]),
        Sorting("match", "Match score", lambda row: row.match_score),
    )
}
"""All by name."""
_OTHER_NAMES = {"like": "liked", "genres": "genre", "seen": "viewings", "state": "status"}


def sorting_of(name: str) -> Sorting | None:
    """The one of that name, also by the name of its column."""
    return SORTINGS.get(_OTHER_NAMES.get(name, name))


@dataclass(frozen=True, slots=True)
class Sort:
    """An order that was asked for: the greatest, newest, best or most first, names from A; or turned round."""

    name: str
    turned: bool = False

    def __str__(self) -> str:
        return f"sort:{'-' if self.turned else ''}{self.name}"

    @property
    def descending(self) -> bool:
        """Whether the greatest comes first."""
        return SORTINGS[self.name].descending is not self.turned

    def films(self, rows: Iterable[FilmRow]) -> list[FilmRow]:
        """The films in this order, those that are alike in the order that they had."""
        return arranged(list(rows), SORTINGS[self.name], self.descending)


def arranged(rows: list[FilmRow], sorting: Sorting, descending: bool) -> list[FilmRow]:
    """The films sorted, the unknown last."""
    known = [row for row in rows if sorting.value(row) is not None]
    unknown = [row for row in rows if sorting.value(row) is None]
    known.sort(key=sorting.value, reverse=descending)
    return known + (sorted(unknown, key=sorting.unknown) if sorting.unknown else unknown)
