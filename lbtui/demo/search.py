"""Finding films as TMDB's search does: every word must be there, and what is popular comes first."""

import math
import unicodedata
from collections.abc import Iterable, Mapping
from functools import lru_cache

from lbtui.demo.films import DemoFilm


def search(films: Iterable[DemoFilm], params: Mapping[str, str]) -> list[DemoFilm]:
    """The films whose title, original or alternative title holds all words of `query`, in the wanted year if any.

    `year` looks at any showing (here: first showing and release), `primary_release_year` and
    `first_air_date_year` at the release alone.
    """
    query = params.get("query", "").strip()
    found = [film for film in films if _holds(film, query) and _in_year(film, params)]
    return sorted(found, key=lambda film: (-_weight(film, query), film.id))


def discover(films: Iterable[DemoFilm], params: Mapping[str, str]) -> list[DemoFilm]:
    """The films of a year or a range of days, in the order of `sort_by`."""
    first, last = params.get("primary_release_date.gte", ""), params.get("primary_release_date.lte", "9999")
    votes = float(params.get("vote_count.gte", 0))
    found = [film for film in films if _in_year(film, params) and first <= film.date <= last and film.votes >= votes]
    field, _, way = params.get("sort_by", "popularity.desc").partition(".")
    sign = -1 if way == "desc" else 1
    return sorted(found, key=lambda film: (sign * _measure(film, field), film.id))


def _measure(film: DemoFilm, field: str) -> float:
    measures = {
        "vote_count": film.votes,
        "vote_average": film.rating,
        "revenue": film.revenue,
        "primary_release_date": int(film.date.replace("-", "")),
    }
    return measures.get(field, film.popularity)


def _in_year(film: DemoFilm, params: Mapping[str, str]) -> bool:
    primary = params.get("primary_release_year") or params.get("first_air_date_year")
    showing = params.get("year")
    if primary and primary != str(film.year):
        return False
    return not showing or showing in (str(film.year), str(film.letterboxd_year))


def _holds(film: DemoFilm, query: str) -> bool:
    titles = (film.title, film.original, *film.also)
    words = _words(query)
    if not words:  # a title without letters, such as ★
        return any(query in title for title in titles)
    return any(words <= _words(title) for title in titles)


@lru_cache(maxsize=4096)
def _words(text: str) -> frozenset[str]:
    return frozenset(_fold(text).split())


def _weight(film: DemoFilm, query: str) -> float:
    """Relevance and popularity mixed: an exact title helps, and does not always win."""
    exact = _fold(query) in (_fold(film.title), _fold(film.original))
    return math.log1p(film.popularity) + exact


@lru_cache(maxsize=4096)
def _fold(text: str) -> str:
    plain = unicodedata.normalize("NFKD", text).casefold()
    letters = (char if char.isalnum() else " " for char in plain if not unicodedata.combining(char))
    return " ".join("".join(letters).split())
