"""Rows of a search as TMDB gives them, in few words."""

from datetime import date

from lbtui.model.enums import Kind
from lbtui.model.metadata import Summary


def movie(tmdb_id: int, title: str, year: int | None, votes: int = 0, original: str = "") -> Summary:
    """A movie released on the first of July of its year, or without a date."""
    return Summary(Kind.MOVIE, tmdb_id, title, original or title, date(year, 7, 1) if year else None, vote_count=votes)


def series(tmdb_id: int, title: str, year: int | None, votes: int = 0, original: str = "") -> Summary:
    """A series first aired on the first of July of its year, or without a date."""
    return Summary(Kind.TV, tmdb_id, title, original or title, date(year, 7, 1) if year else None, vote_count=votes)
