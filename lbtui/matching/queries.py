"""The searches for a film, in the order in which they are worth a request.

How often each is sent, and what becomes of the films without it, tells `tests/benchmarks/searches.py`.
"""

from collections.abc import Iterator
from dataclasses import dataclass

from lbtui.matching.titles import ampersand, first_part, fold, variants
from lbtui.model.enums import Kind


@dataclass(frozen=True, slots=True)
class Search:
    """One search to send. `year` goes into `year` for movies and `first_air_date_year` for series."""

    kind: Kind
    query: str
    year: int | None
    why: str
    """What makes this search differ from the one before, for the log."""
    page: int = 1


def searches(name: str, year: int | None) -> Iterator[Search]:
    """All searches for a film, best first, none twice; take the next only when all before gave nothing good."""
    seen: set[tuple[Kind, str, int | None]] = set()
    for search in _ordered(name, year):
        # TMDB does not mind case and accents, so a query that differs in these alone is not asked again.
        key = (search.kind, _as_searched(search.query), search.year)
        if search.query and key not in seen:
            seen.add(key)
            yield search


def _ordered(name: str, year: int | None) -> Iterator[Search]:
    if year is not None:
        yield Search(Kind.MOVIE, name, year, "with the year")
    yield Search(Kind.MOVIE, name, None, "without a year")
    yield Search(Kind.MOVIE, ampersand(name), year, "& for and")
    yield Search(Kind.MOVIE, fold(name), year, "without punctuation, and for &")
    for part in variants(name)[1:]:
        yield Search(Kind.MOVIE, part, year, "in one script")
    yield Search(Kind.MOVIE, first_part(name), year, "before the colon")
    yield Search(Kind.TV, name, year, "series")
    yield Search(Kind.TV, name, None, "series without a year")


def _as_searched(query: str) -> str:
    """A query as TMDB's search tells it from others: by "&" and punctuation, not by case and accents."""
    return query.casefold() if any(not c.isalnum() and c != " " for c in query) else fold(query)
