"""Films that TMDB does not have, made up of the words of a library, of the kinds that members have logged."""

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from random import Random

from lbtui.matching.titles import fold

_EAST = (
    "夏",
    "冬",
    "雨",
    "夜",
    "海",
    "空",
    "花",
    "月",
    "東京",
    "少年",
    "少女",
    "物語",
    "記憶",
    "手紙",
    "旅",
    "家族",
    "夢",
)
_LETTERS = 4
"""That a word has at least: "of" and "the" make no title."""
_NAMESAKES = (15, 40)
"""Years between a film and another of its name."""


@dataclass(frozen=True, slots=True)
class Made:
    """A made-up film."""

    name: str
    year: int | None
    kind: str
    """What it is like: "two words", "an episode"."""


@dataclass
class Maker:
    """Makes up films in the years of those given, of the words of their names, so that no word gives them away."""

    films: Sequence[tuple[str, int | None]]
    """Name and year of all films that there are."""
    random: Random = field(default_factory=lambda: Random(1))

    def __post_init__(self) -> None:
        self._taken = {fold(name) for name, _ in self.films}
        words = [word for name, _ in self.films for word in name.split() if word.isascii() and word.isalpha()]
        self._words = [word for word in words if len(word) >= _LETTERS]

    def make(self, years: Sequence[int | None]) -> Iterator[Made]:
        """A film for each year; the kinds take turns."""
        for number, year in enumerate(years):
            kind = list(_KINDS)[number % len(_KINDS)]
            yield self._namesake() if kind == _NAMESAKE else Made(self._name(kind), year, kind)

    def _name(self, kind: str) -> str:
        """A name that no film has yet."""
        while fold(name := _KINDS[kind](self)) in self._taken:
            pass
        self._taken.add(fold(name))
        return name

    def _namesake(self) -> Made:
        """A film with the name of another that is decades away: an obscure one, or one that TMDB has dropped."""
        name, year = self.random.choice(self.films)
        apart = self.random.randint(*_NAMESAKES)
        earlier = (year or 1990) - apart
        return Made(name, earlier if earlier > 1900 else earlier + 2 * apart, _NAMESAKE)

    def words(self, number: int) -> str:
        """Some words of titles."""
        return " ".join(word.capitalize() for word in self.random.sample(self._words, number))

    def east(self) -> str:
        """A title in Chinese characters."""
        return "の".join(self.random.sample(_EAST, self.random.randint(2, 3)))

    def film(self) -> str:
        """The name of a film."""
        return self.random.choice(self.films)[0]


_NAMESAKE = "a namesake's"
_KINDS: Mapping[str, Callable[[Maker], str]] = {
    "one word": lambda maker: maker.words(1),
    "two words": lambda maker: maker.words(2),
    "three words": lambda maker: maker.words(3),
    "four words": lambda maker: maker.words(4),
    "five words": lambda maker: maker.words(5),
    _NAMESAKE: Maker.film,
    "an episode": lambda maker: f"{maker.film()}: {maker.words(2)}",
    "a subtitle": lambda maker: f"{maker.words(2)}: The {maker.words(1)} and the {maker.words(1)}",
    "parentheses": lambda maker: f"{maker.words(2)} ({maker.words(2)})",
    "two scripts": lambda maker: f"{maker.words(1)} ({maker.east()})",
    "Chinese": Maker.east,
    "a project": lambda maker: f"Untitled {maker.words(2)} Project",
}
