"""What TMDB tells of titles and only filters, film pages and exports ask for, in columns that the films share.

A tuple of names for each film and field would take three times the memory, a quarter of all that 100,000 films take.
"""

from array import array
from bisect import bisect_right
from collections.abc import Iterable, Sequence
from contextlib import suppress
from typing import TYPE_CHECKING, Generic, TypeVar

if TYPE_CHECKING:
    from lbtui.model.films import FilmRow

Names = tuple[str, ...]
T = TypeVar("T")


class NumberLists:
    """Whole numbers of titles, several each, by the place of the title; place 0 has none."""

    def __init__(self) -> None:
        self.numbers = array("i")
        """Of all titles, one after the other."""
        self.starts = array("I", [0, 0])
        """Where the numbers of each place begin, which is where those of the place before end."""

    def append(self, numbers: Iterable[int]) -> None:
        """The numbers of the next place."""
        numbers = list(numbers)
        try:
            self.numbers.extend(numbers)
        except OverflowError:  # no id of TMDB's is so large; those before it are in already
            self.numbers = array("q", self.numbers[: self.starts[-1]])
            self.numbers.extend(numbers)
        self.starts.append(len(self.numbers))

    def cut(self, place: int) -> None:
        """Forget this place and all behind it."""
        del self.starts[place + 1 :]
        del self.numbers[self.starts[-1] :]

    def __getitem__(self, place: int) -> Sequence[int]:
        return self.numbers[self.starts[place] : self.starts[place + 1]]

    def places(self, number: int) -> set[int]:
        """The places that have the number; some 50 ms of two million numbers."""
        found: set[int] = set()
        at = -1
        with suppress(ValueError):  # no more of them
            while True:
                at = self.numbers.index(number, at + 1)
                found.add(bisect_right(self.starts, at) - 1)
        return found


class NameLists(NumberLists):
    """Names of titles, several each, by the place of the title; kept as numbers into `names`."""

    def __init__(self, names: list[str]) -> None:
        super().__init__()
        self.names, self._name = names, names.__getitem__

    def __getitem__(self, place: int) -> Names:  # type: ignore[override]
        starts = self.starts
        return tuple(map(self._name, self.numbers[starts[place] : starts[place + 1]]))


class Texts:
    """Texts by their place, in UTF-8 one behind the other: a third of the memory of as many str."""

    def __init__(self, texts: Iterable[str] = ()) -> None:
        self.text, self.starts = bytearray(), array("L", [0])
        for text in texts:
            self.append(text)

    def append(self, text: str) -> None:
        """The text of the next place."""
        self.text += text.encode()
        self.starts.append(len(self.text))

    def cut(self, place: int) -> None:
        """Forget this place and all behind it."""
        del self.starts[place + 1 :]
        del self.text[self.starts[-1] :]

    def __getitem__(self, place: int) -> str:
        return self.text[self.starts[place] : self.starts[place + 1]].decode()


class TitleColumns:
    """The columns, and in which place of them each film finds its title. They only grow, until all is read anew."""

    def __init__(self) -> None:
        self.persons: list[str] = []
        """Names of those who directed, played or wrote."""
        self.directors, self.cast, self.writers = (NameLists(self.persons) for _ in range(3))
        self.keywords, self.studios = NameLists([]), NameLists([])
        self.people = NumberLists()
        self.poster_path = Texts([""])
        self.popularity = array("d", [0.0])
        self.places = array("i")
        """By the id of a film; 0 where TMDB has told nothing."""

    def __len__(self) -> int:
        """The first place that is free."""
        return len(self.popularity)

    def cut(self) -> None:
        """Forget what a reading has left that ended with an error."""
        for column in vars(self).values():
            if isinstance(column, NumberLists | Texts):
                column.cut(len(self))

    def films_with(self, person: int) -> list[int]:
        """The ids of the films that a person is credited on."""
        found = self.people.places(person)
        return [film for film, place in enumerate(self.places) if place in found]

    def put(self, films: Iterable[int], places: Iterable[int]) -> None:
        """Films find their titles in these places from now on."""
        for film, place in zip(films, places, strict=False):
            if film >= len(self.places):
                self.places += array("i", [0]) * (film + 1 - len(self.places))
            self.places[film] = place


class InColumns(Generic[T]):
    """An attribute of a row that stands in the column of its name, or is `empty` where nothing is known."""

    def __init__(self, empty: T) -> None:
        self._empty = empty

    def __set_name__(self, owner: type, name: str) -> None:
        self._name = name

    def __get__(self, row: "FilmRow", owner: type | None = None) -> T:
        if (columns := row.columns) is None:
            return self._empty
        return getattr(columns, self._name)[columns.places[row.id]] or self._empty
