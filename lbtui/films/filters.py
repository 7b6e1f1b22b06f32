"""The kinds of question that a filter can ask of a field, and the value that each compares."""

from collections.abc import Callable, Collection
from functools import lru_cache
from typing import NamedTuple

from lbtui.films.folding import fold
from lbtui.films.scales import Scale
from lbtui.model.films import FilmRow


class TextFilter(NamedTuple):
    """A field that holds names: `director:varda` finds a part of one, `director="Agnès Varda"` a whole one."""

    name: str
    values: Callable[[FilmRow], tuple[str, ...]]
    example: str
    prefixes: bool = False
    """Whether a part must start a word: `country:us` is not Australia."""
    choices: tuple[str, ...] = ()
    """All values that there can be, where that is known."""

    def column(self, row: FilmRow) -> str:
        """The row's values folded, each between line breaks and with a blank before it; empty without any."""
        return _few_columns(self.values(row)) if self.prefixes else _column(self.values(row))

    def needle(self, value: str, exact: bool) -> str:
        """What must occur in `column` for the value to match."""
        folded = _ALIASES.get(fold(value), fold(value)) if self.prefixes else fold(value)
        if exact:
            return f"\n {folded}\n"
        return f" {folded}" if self.prefixes else folded


class NumberFilter(NamedTuple):
    """A field with at most one number a film, in the steps of its scale."""

    name: str
    value: Callable[[FilmRow], int | None]
    scale: Scale
    example: str


class DaysFilter(NamedTuple):
    """A field with any number of days a film, ascending; one in the range is enough."""

    name: str
    value: Callable[[FilmRow], tuple[int, ...]]
    scale: Scale
    example: str


class PersonFilter(NamedTuple):
    """Everybody credited, by TMDB person id."""

    name: str
    value: Callable[[FilmRow], Collection[int]]
    scale: Scale
    example: str


Filter = TextFilter | NumberFilter | DaysFilter | PersonFilter

# Short names that people type for what TMDB spells out.
_ALIASES = {
    "sci-fi": "science fiction", "scifi": "science fiction", "us": "united states", "usa": "united states",
    "uk": "united kingdom", "film": "movie", "series": "tv",
}  # fmt: skip


def _column(values: tuple[str, ...]) -> str:
    return fold_all(("", *values), "\n ") + "\n" if values else ""


# Genres, countries and the like come in few combinations, which the rows then share.
_few_columns = lru_cache(maxsize=4096)(_column)


def fold_all(values: tuple[str, ...], between: str) -> str:
    """The values folded and joined. Folding one by one profits from names that were folded before."""
    text = between.join(values)
    return text.lower() if text.isascii() else between.join(map(fold, values))
