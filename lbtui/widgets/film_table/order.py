"""Which films of the library the table shows, and in which order, kept true while films change."""

from array import array
from bisect import bisect_left
from collections.abc import Sequence
from itertools import compress, islice
from typing import Any

from lbtui.films.columns import Sorting
from lbtui.query import Index, Query

_FEW = 64
"""Where fewer films than one in so many match, they are sorted by themselves, else picked from the order of all."""


class Order:
    """A library, filtered and sorted. Films are known by their place in the index.

    Films that are alike keep the library's order; what is unknown comes last in both directions.
    """

    def __init__(self, index: Index) -> None:
        self.index = index
        self.query = Query()
        self.sorting: Sorting | None = None
        self.descending = False
        self._shown: Sequence[int] = range(len(index))
        """The places of the films to show, from top to bottom, as far as somebody asked for them."""
        self._rest = iter(range(0))
        """Those after them: at a key in the filter only the first page is asked for."""
        self._count = len(index)
        self._marks: bytes | None = None
        """1 for each film that matches, 0 for each other; None while all are shown without a question."""
        self._sortings: dict[str, Sorting] = {}
        self._keys: dict[str, list[Any]] = {}
        self._orders: dict[tuple[str, bool], array[int]] = {}
        """All places in an order; a tenth of the memory of a list and its numbers."""

    def __len__(self) -> int:
        """How many films are shown."""
        return self._count

    def places(self, first: int = 0, end: int | None = None) -> Sequence[int]:
        """The places of the films on these lines."""
        end = self._count if end is None else end
        if isinstance(self._shown, array):
            self._shown.extend(islice(self._rest, max(0, end - len(self._shown))))
        return self._shown[first:end]

    def line(self, place: int | None) -> int | None:
        """The line of the film at a place; None where it is not shown."""
        if place is None or (self._marks is not None and not self._marks[place]):
            return None
        end = _FEW
        while place not in (walked := self.places(0, end)):
            end *= 2
        return walked.index(place)

    def filter(self, query: Query) -> None:
        """Shows the films that match."""
        self.query = query
        marks = self.index.marks(query)
        self._marks = marks if query or 0 in marks else None
        self._arrange()

    def sort(self, sorting: Sorting | None, descending: bool) -> None:
        """Sorts by a column, or back to the library's order."""
        self.sorting, self.descending = sorting, descending
        self._arrange()

    def update(self, changed: Sequence[int]) -> bool:
        """Films at these places have changed in the index; whether that changed which are shown, or their order."""
        moved = self._moved(changed)
        if self.sorting and moved:
            current = (self.sorting.name, self.descending)
            order = self._orders.get(current)
            self._orders = {} if order is None else {current: self._replaced(order, set(moved))}
        if not self._refilter() and not moved:
            return False
        self._pick()
        return True

    def reread(self, name: str) -> bool:
        """What films are sorted by under this name, and asked for in the filter, may be another for each.

        Returns whether that may change which are shown, or their order.
        """
        self._keys.pop(name, None)
        for way in (False, True):
            self._orders.pop((name, way), None)
        if not self.query.asks_for(name) and (self.sorting is None or self.sorting.name != name):
            return False
        self.filter(self.query)
        return True

    def warm_up(self, sorting: Sorting, limit: int) -> bool:
        """Reads what a column sorts by for `limit` more films; whether that was the rest."""
        self._sortings[sorting.name] = sorting
        keys, rows = self._keys.setdefault(sorting.name, []), self.index.rows
        if len(keys) < len(rows):
            keys.extend(map(sorting.value, islice(rows, len(keys), len(keys) + limit)))
        return len(keys) == len(rows)

    def _arrange(self) -> None:
        """Finds the films to show in their order: few are sorted by themselves, many picked from the order of all."""
        if self.sorting is None or self._marks is None or _FEW * self._marks.count(1) > len(self._marks):
            self._pick()
        else:
            self._shown = self._sort_few(list(compress(range(len(self._marks)), self._marks)))
            self._count, self._rest = len(self._shown), iter(range(0))

    def _pick(self) -> None:
        """Shows the films that match in the order of all."""
        everything, marks = self._sorted(range(len(self.index))), self._marks
        if marks is None:
            self._shown, self._count, self._rest = everything, len(everything), iter(range(0))
        else:
            self._shown, self._count = array("i"), marks.count(1)
            self._rest = compress(everything, map(marks.__getitem__, everything))

    def _sort_few(self, places: Sequence[int]) -> Sequence[int]:
        if self.sorting is None:
            return places
        keys = self._sort_keys(self.sorting)
        known = [place for place in places if keys[place] is not None]
        known.sort(key=keys.__getitem__, reverse=self.descending)
        return known + self._sort_unknown([place for place in places if keys[place] is None])

    def _sort_unknown(self, places: list[int]) -> list[int]:
        if self.sorting and (unknown := self.sorting.unknown):
            places.sort(key=lambda place: unknown(self.index.rows[place]))
        return places

    def _sorted(self, places: Sequence[int]) -> Sequence[int]:
        """All places in order, from the cache where possible."""
        if self.sorting is None:
            return places
        wanted = (self.sorting.name, self.descending)
        if wanted not in self._orders:
            # A list sorted the other way round is sorted much faster than one in no order.
            self._orders[wanted] = array("i", self._sort_few(self._orders.get((wanted[0], not wanted[1]), places)))
        return self._orders[wanted]

    def _sort_keys(self, sorting: Sorting) -> list[Any]:
        self.warm_up(sorting, len(self.index))
        return self._keys[sorting.name]

    def _moved(self, changed: Sequence[int]) -> list[int]:
        """Renews the sort keys; the films whose key in the current column changed."""
        moved = []
        for name, keys in self._keys.items():
            current = self.sorting is not None and name == self.sorting.name
            for place in (place for place in changed if place < len(keys)):
                key = self._sortings[name].value(self.index.rows[place])
                if current and key != keys[place]:
                    moved.append(place)
                elif key != keys[place]:
                    self._orders.pop((name, False), None)
                    self._orders.pop((name, True), None)
                keys[place] = key
        return moved

    def _refilter(self) -> bool:
        """Asks the filter again, which the index has renewed; whether any answer changed."""
        before = self._marks
        if before is not None:
            self._marks = self.index.marks(self.query)
        return before != self._marks

    def _replaced(self, order: Sequence[int], moved: set[int]) -> "array[int]":
        """The current order with films moved to where they belong now."""
        kept = array("i", [place for place in order if place not in moved])
        for place in sorted(moved):
            kept.insert(bisect_left(kept, True, key=lambda other: not self._before(other, place)), place)
        return kept

    def _before(self, one: int, other: int) -> bool:
        assert self.sorting
        keys = self._sort_keys(self.sorting)
        a, b = keys[one], keys[other]
        if a is None and b is None and (unknown := self.sorting.unknown):
            a, b = unknown(self.index.rows[one]), unknown(self.index.rows[other])
            return bool(a < b if a != b else one < other)
        if a == b:
            return one < other
        if a is None or b is None:
            return b is None
        return bool(a > b if self.descending else a < b)
