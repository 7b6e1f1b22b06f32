"""A library made ready to be filtered at each keystroke.

Columns (folded texts, numbers in steps) are read from the rows once, when a filter first asks for
them, and patched when a row is replaced. A filter that only narrows a recent one starts from its result.
"""

from array import array
from collections import Counter, OrderedDict
from collections.abc import Callable, Iterable, Sequence
from functools import partial, reduce
from itertools import compress, islice, repeat
from operator import and_, contains, or_, xor
from typing import Any

from lbtui.films.fields import FILTERS, filter_reader
from lbtui.films.filters import TextFilter
from lbtui.films.folding import fold
from lbtui.model.films import FilmRow
from lbtui.query.query import Query
from lbtui.query.terms import All, Either, Leaf, Named, Needle, Node, Not, Range, Word, matcher

_KEPT_RESULTS = 8
_MOST_ASKED = 200
"""Films that change at once of which each kept result is renewed; more take longer than finding it again."""


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
        self._results: OrderedDict[Node, bytes] = OrderedDict()
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
        """Reads what bare words look at for `limit` more rows (some 5 µs each); whether that was the rest."""
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
        self._renew_results(changed)
        return changed

    def _renew_results(self, changed: Sequence[int]) -> None:
        """Asks the latest filters about these films again, so that typing while films come in is no slower."""
        if len(changed) > _MOST_ASKED:
            self._results.clear()
        for node, before in self._results.items():
            matches, marks = matcher(node), bytearray(before)
            for place in changed:
                marks[place] = matches(self.rows[place])
            self._results[node] = bytes(marks)

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
        return list(compress(self.rows, self.marks(query)))

    def count(self, query: Query) -> int:
        """How many films match."""
        return self.marks(query).count(1)

    def marks(self, query: Query) -> bytes:
        """1 for each film that matches, 0 for each that does not, in the order of `rows`.

        A few milliseconds for 100,000 films: what is done once for each film is done by C alone.
        """
        node = query.whole if self._holds_removed else query.node
        everything = bytes((1,)) * len(self.rows)
        if node == All():
            return everything
        if node not in self._results:
            start = next((kept for old, kept in reversed(self._results.items()) if _narrows(node, old)), everything)
            self._results[node] = self._narrow(node, start)
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

    def _credited(self, person: int) -> bytes:
        """The films that a person is credited on, as marks."""
        marks = bytearray(len(self.rows))
        for table in {row.columns for row in self.rows}:
            for film in table.films_with(person) if table else ():
                if (place := self.place(film)) is not None and self.rows[place].columns is table:
                    marks[place] = 1
        return bytes(marks)

    def _narrow(self, node: Node, among: bytes) -> bytes:
        """Those of the films marked in `among` that match."""
        if isinstance(node, All):
            for part in node.nodes:
                among = self._narrow(part, among)
            return among
        if isinstance(node, Either):
            return reduce(partial(_combined, or_), (self._narrow(part, among) for part in node.nodes))
        if isinstance(node, Not):
            return _combined(xor, among, self._narrow(node.node, among))
        if isinstance(node, Range) and node.of_person:
            # The people of every film as a column of their own would be more than all other columns.
            return _combined(and_, among, self._credited(node.low or 0))
        column = self._column(node.column)
        if 4 * among.count(1) > 3 * len(among):
            # Reading a column from end to end is faster than picking most of it.
            return _combined(and_, among, bytes(_tested(node, column)))
        marks = bytearray(len(among))
        hits = _tested(node, compress(column, among))
        for place in compress(compress(range(len(among)), among), hits):
            marks[place] = 1
        return bytes(marks)


def _tested(node: Leaf, values: Iterable[Any]) -> Iterable[bool]:
    """Whether each value of the leaf's column matches."""
    # Twice as fast as comprehensions, and needle in text is all that there is to do.
    return map(contains, values, repeat(node.needle)) if isinstance(node, Needle) else map(node.test(), values)


def _combined(how: Callable[[int, int], int], one: bytes, other: bytes) -> bytes:
    """Marks combined bit by bit, all of them at once as one great number."""
    return how(int.from_bytes(one), int.from_bytes(other)).to_bytes(len(one))


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
