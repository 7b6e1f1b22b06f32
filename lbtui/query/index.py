"""A library made ready to be filtered at each keystroke.

Columns (folded texts, numbers in steps) are read from the rows once, when a filter first asks for
them, and patched when a row is replaced. A filter that only narrows a recent one starts from its result.
"""

from array import array
from collections import Counter, OrderedDict
from collections.abc import Iterable, Sequence
from itertools import compress, islice, repeat
from operator import contains
from typing import Any

from lbtui.films.fields import FILTERS, filter_reader
from lbtui.films.filters import TextFilter
from lbtui.films.folding import fold
from lbtui.model.films import FilmRow
from lbtui.query.query import Query
from lbtui.query.terms import All, Either, Named, Needle, Node, Not, Range, Word

_KEPT_RESULTS = 8


class Index:
    """Rows in their order, the columns that filters asked for, and the latest results."""

    def __init__(self, rows: Iterable[FilmRow] = ()) -> None:
        self.rows: list[FilmRow] = list(rows)
        # Ids are counted up by the store: an array of them takes a tenth of the memory of a dict.
        self._places = array("l", [-1]) * (1 + max((row.id for row in self.rows), default=-1))
        for place, row in enumerate(self.rows):
            self._places[row.id] = place
        self._columns: dict[str, list[Any]] = {}
        self._words: list[str] = []
        """The column of bare words, which `warm` reads ahead bit by bit."""
        self._holds_removed = any(row.removed for row in self.rows)
        self._results: OrderedDict[Node, array[int]] = OrderedDict()
        self._values: dict[str, Counter[str]] = {}
        self._vocabularies: dict[str, list[tuple[str, str]]] = {}

    def __len__(self) -> int:
        """How many films there are to filter, removed ones among them."""
        return len(self.rows)

    def place(self, film_id: int) -> int | None:
        """The position of a film in `rows`."""
        place = self._places[film_id] if 0 <= film_id < len(self._places) else -1
        return None if place < 0 else place

    @property
    def warm(self) -> bool:
        """Whether bare words can be looked for at once."""
        return len(self._words) == len(self.rows)

    def warm_up(self, limit: int) -> bool:
        """Reads what bare words look at for `limit` more rows (some 3 µs each); whether that was the rest."""
        self._words.extend(map(filter_reader("words"), islice(self.rows, len(self._words), len(self._words) + limit)))  # type: ignore[arg-type]
        return self.warm

    def replace(self, rows: Iterable[FilmRow]) -> list[int]:
        """Puts changed rows in the place of those with the same id; unknown ids are left out. Returns the places."""
        changed = [place for row in rows if (place := self._put(row)) is not None]
        for name, column in self._columns.items():
            read = filter_reader(name)
            for place in changed:
                column[place] = read(self.rows[place])
        for place in changed:
            if place < len(self._words):
                self._words[place] = filter_reader("words")(self.rows[place])  # type: ignore[call-overload]
        self._results.clear()
        return changed

    def _put(self, row: FilmRow) -> int | None:
        place = self.place(row.id)
        if place is None:
            return None
        for name, counts in self._values.items():
            values = _text_filter(name).values
            counts.subtract(values(self.rows[place]))
            counts.update(values(row))
        self.rows[place] = row
        self._holds_removed = self._holds_removed or row.removed
        return place

    def reread(self, column: str) -> None:
        """What filters ask for under this name may be another for each film."""
        self._columns.pop(column, None)
        self._results.clear()

    def filter(self, query: Query) -> list[FilmRow]:
        """The films that match, in their order."""
        rows = self.rows
        return [rows[place] for place in self.places(query)]

    def places(self, query: Query) -> Sequence[int]:
        """The positions of the films that match, ascending."""
        node = query.whole if self._holds_removed else query.node
        if node == All():
            return range(len(self.rows))
        if node not in self._results:
            everything = range(len(self.rows))
            start = next((kept for old, kept in reversed(self._results.items()) if _narrows(node, old)), everything)
            # Reading a column from end to end is twice as fast as picking places from it.
            start = everything if 2 * len(start) > len(everything) else start
            # A tenth of the memory of a list and its numbers.
            self._results[node] = array("i", self._narrow(node, start))
            if len(self._results) > _KEPT_RESULTS:
                self._results.popitem(last=False)
        self._results.move_to_end(node)
        return self._results[node]

    def values(self, field: str) -> Counter[str]:
        """How many films hold each value of a text field; counts of values that went away may be 0."""
        if field not in self._values:
            read = _text_filter(field).values
            counts: Counter[str] = Counter()
            for row in self.rows:
                counts.update(read(row))
            self._values[field] = counts
        return self._values[field]

    def vocabulary(self, field: str) -> list[tuple[str, str]]:
        """The values of a text field, each after its folded form."""
        values = self.values(field)
        if field not in self._vocabularies or len(self._vocabularies[field]) != len(values):
            self._vocabularies[field] = [(fold(value), value) for value in values]
        return self._vocabularies[field]

    def _column(self, name: str) -> list[Any]:
        if name == "words":
            self.warm_up(len(self.rows))
            return self._words
        if name not in self._columns:
            self._columns[name] = list(map(filter_reader(name), self.rows))
        return self._columns[name]

    def _credited(self, person: int) -> set[int]:
        """The places of the films that a person is credited on."""
        tables = {row.columns for row in self.rows}
        found = (
            (table, self.place(film)) for table in tables if table is not None for film in table.films_with(person)
        )
        return {place for table, place in found if place is not None and self.rows[place].columns is table}

    def _narrow(self, node: Node, places: Sequence[int]) -> list[int]:
        """Those of `places` whose films match."""
        if isinstance(node, All):
            for part in node.nodes:
                places = self._narrow(part, places)
            return list(places)
        if isinstance(node, Either):
            hits = {place for part in node.nodes for place in self._narrow(part, places)}
            return [place for place in places if place in hits]
        if isinstance(node, Not):
            out = set(self._narrow(node.node, places))
            return [place for place in places if place not in out]
        if isinstance(node, Range) and node.of_person:
            # The people of every film as a column of their own would be more than all other columns.
            found = self._credited(node.low or 0)
            return [place for place in places if place in found]
        column = self._column(node.column)
        if isinstance(node, Needle):
            needle = node.needle
            # Twice as fast as comprehensions, and needle in text is all that there is to do.
            texts = column if len(places) == len(column) else map(column.__getitem__, places)
            return list(compress(places, map(contains, texts, repeat(needle))))
        test = node.test()
        return [place for place in places if test(column[place])]


def _text_filter(name: str) -> TextFilter:
    field = FILTERS[name]
    assert isinstance(field, TextFilter)
    return field


def _narrows(new: Node, old: Node) -> bool:
    """Whether all that matches `new` surely matches `old`, as when a word has grown by a letter."""
    parts = new.nodes if isinstance(new, All) else (new,)
    wanted = old.nodes if isinstance(old, All) else (old,)
    return all(any(_implies(part, want) for part in parts) for want in wanted)


def _implies(new: Node, old: Node) -> bool:
    if isinstance(new, Word) and isinstance(old, Word):
        return old.needle in new.needle
    if isinstance(new, Named) and isinstance(old, Named) and new.field == old.field:
        return old.needle in new.needle
    return new == old
