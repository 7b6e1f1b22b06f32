"""The order that a filter asks for: one for the table, the filter and the shell."""

from collections.abc import Iterable
from typing import NamedTuple

from lbtui.films.columns import Sorting
from lbtui.films.fields import SORTINGS
from lbtui.model.films import FilmRow

_OTHER_NAMES = {"like": "liked", "genres": "genre", "seen": "viewings", "state": "status"}


def sorting_of(name: str) -> Sorting | None:
    """The one of that name, also by the name of its column."""
    return SORTINGS.get(_OTHER_NAMES.get(name, name))


class Sort(NamedTuple):
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
