"""What TMDB might say of a film."""

from datetime import date
from typing import Any

from lbtui.model.enums import Kind, Role
from lbtui.model.metadata import Candidate, Credit, Metadata, Summary
from lbtui.storage.matches import Match

VARDA = Credit(6818, "Agnès Varda", Role.DIRECTOR, 0, job="Director", profile_path="/varda.jpg")


def summary(tmdb_id: int = 499, title: str = "Cleo from 5 to 7", /, **more: Any) -> Summary:
    """A row of a page of results."""
    return Summary(more.pop("kind", Kind.MOVIE), tmdb_id, title, **more)


def match(film: int, tmdb_id: int = 499, title: str = "Cleo from 5 to 7", /, **more: Any) -> Match:
    """A match that matching is sure of."""
    return Match(film, summary(tmdb_id, title, **more), 0.98, "title equal, year equal")


def candidate(tmdb_id: int, title: str = "Cleo", score: float = 0.6) -> Candidate:
    """One of several possible matches."""
    return Candidate(summary(tmdb_id, title), score, "title similar")


def metadata(tmdb_id: int = 499, **more: Any) -> Metadata:
    """The answer of a details request."""
    told = {
        "kind": Kind.MOVIE, "title": "Cleo from 5 to 7", "original_title": "Cléo de 5 à 7", "original_language": "fr",
        "release_date": date(1962, 4, 11), "runtime": 90, "vote_average": 7.6, "vote_count": 900, "popularity": 11.5,
        "genres": ((35, "Comedy"), (18, "Drama")), "countries": (("FR", "France"), ("IT", "Italy")),
        "languages": (("fr", "French"),), "poster_path": "/cleo.jpg", "credits": (VARDA,),
    }  # fmt: skip
    return Metadata(tmdb_id=tmdb_id, **(told | more))  # type: ignore[arg-type]
