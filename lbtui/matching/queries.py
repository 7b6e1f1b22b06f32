"""The searches for a film, in the order in which they are worth a request.

How often each is sent, and what becomes of the films without it, tells `tests/benchmarks/searches.py`.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from lbtui.matching import limits
from lbtui.matching.titles import ampersand, first_part, fold, variants
from lbtui.model.enums import Kind

_EDGES = re.compile(r"^\W+|\W+$")


@dataclass(frozen=True, slots=True)
class Search:
    """One search to send. `year` goes into `year` for movies and `first_air_date_year` for series."""

    kind: Kind
    query: str
    year: int | None
    why: str
    """What makes this search differ from the one before, for the log."""
    page: int = 1
    part: bool = False
    """Whether the query is only the part of the title before its colon."""

    def covers(self, other: "Search") -> bool:
        """Whether this finds all that the other does, unless there is more than a page: fewer words, or all years."""
        wider = self.year in (None, other.year) and _as_searched(self.query) <= _as_searched(other.query)
        return self.kind is other.kind and self != other and wider


def searches(name: str, year: int | None) -> Iterator[Search]:
    """All searches for a film, best first, none twice; take the next only when all before gave nothing good."""
    seen: set[tuple[Kind, frozenset[str], int | None]] = set()
    for search in _ordered(name, year):
        # A query that TMDB does not tell from another is not asked again.
        key = (search.kind, _as_searched(search.query), search.year)
        if search.query and key not in seen:
            seen.add(key)
            yield search


def _ordered(name: str, year: int | None) -> Iterator[Search]:
    if year is not None:
        yield Search(Kind.MOVIE, name, year, "with the year")
    yield Search(Kind.MOVIE, name, None, "without a year")
    if year is not None:
        yield Search(Kind.MOVIE, name, year + 1, "a year later")
    for part in variants(name)[1:]:
        yield Search(Kind.MOVIE, part, year, "in one script")
    yield Search(Kind.MOVIE, first_part(name), year, "before the colon", part=True)
    yield Search(Kind.MOVIE, ampersand(name), year, "& for and")
    yield Search(Kind.MOVIE, fold(name), year, "without punctuation, and for &")
    if year is None or year >= limits.FIRST_SERIES:
        yield Search(Kind.TV, name, year, "series")
        yield Search(Kind.TV, name, None, "series without a year")


def _as_searched(query: str) -> frozenset[str]:
    """The words that TMDB looks for: all of them, in any order. Case, accents and punctuation around them do not
    matter, but "&" is a word of its own, and punctuation inside a word may be."""
    words = frozenset(map(_word, query.split())) - {""}
    return words or frozenset({query})


def _word(text: str) -> str:
    bare = text if text == "&" else _EDGES.sub("", text)
    return fold(bare) if bare.isalnum() else bare.casefold()
