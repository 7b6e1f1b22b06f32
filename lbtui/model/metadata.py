"""What TMDB tells of a title: the client makes it, the store keeps it. Text has been cleaned (`lbtui.text`)."""

from dataclasses import dataclass, field, fields
from datetime import date, datetime

from lbtui.model.enums import Kind, Role, Way


@dataclass(frozen=True, slots=True)
class Summary:
    """A row of a search or discover page. Unknown numbers are None, never 0."""

    kind: Kind
    tmdb_id: int
    title: str
    original_title: str = ""
    release_date: date | None = None
    original_language: str = ""
    """ISO 639-1 code; TMDB adds `cn` (Cantonese) and `xx` (no language)."""
    genre_ids: tuple[int, ...] = ()
    overview: str = ""
    poster_path: str | None = None
    vote_average: float | None = None
    vote_count: int = 0
    popularity: float = 0.0

    @property
    def year(self) -> int | None:
        """Year of TMDB's primary release date."""
        return self.release_date.year if self.release_date else None


@dataclass(frozen=True, slots=True)
class Credit:
    """One person in one role on one film. `position` orders credits within a role, from 0."""

    person_id: int
    name: str
    role: Role
    position: int
    job: str = ""
    character: str = ""
    profile_path: str | None = None


@dataclass(frozen=True, slots=True)
class Service:
    """A service that streams, rents or sells films, by TMDB's id; several may have one name."""

    id: int
    name: str


@dataclass(frozen=True, slots=True)
class Offers:
    """Which services have a title in one region, as JustWatch tells TMDB; TMDB's order within a way."""

    region: str
    """ISO 3166-1 code."""
    services: tuple[tuple[Way, Service], ...] = ()
    asked_at: datetime | None = None
    """When TMDB told so. Of what the store knows."""
    streams_at: datetime | None = None
    """When it was looked at last whether the member's own services stream it: then, or later. Of the store."""


@dataclass(frozen=True, slots=True)
class Metadata:
    """All that TMDB tells of one film or series. Unknown is None or empty; TMDB's 0 for unknown is None here."""

    kind: Kind
    tmdb_id: int
    title: str
    original_title: str = ""
    original_language: str = ""
    release_date: date | None = None
    imdb_id: str | None = None
    overview: str = ""
    tagline: str = ""
    runtime: int | None = None
    """Minutes; for a series all of its episodes where both numbers are known, else None."""
    episodes: int | None = None
    seasons: int | None = None
    vote_average: float | None = None
    vote_count: int = 0
    popularity: float = 0.0
    budget: int | None = None
    """US dollars."""
    revenue: int | None = None
    """US dollars."""
    poster_path: str | None = None
    backdrop_path: str | None = None
    homepage: str = ""
    collection: tuple[int, str] | None = None
    genres: tuple[tuple[int, str], ...] = ()
    countries: tuple[tuple[str, str], ...] = ()
    """(ISO 3166-1 code, English name) of production."""
    languages: tuple[tuple[str, str], ...] = ()
    """(ISO 639-1 code, English name) spoken."""
    keywords: tuple[tuple[int, str], ...] = ()
    companies: tuple[tuple[int, str], ...] = ()
    credits: tuple[Credit, ...] = ()
    alternative_titles: tuple[str, ...] = ()
    offers: Offers | None = None
    """None where no region was asked for, or TMDB told nothing that can be read."""
    missing: frozenset[str] = frozenset()
    """Fields that TMDB was asked for and did not tell: unknown, not empty. Of what the store knows, none."""

    @property
    def makers(self) -> tuple[str, ...]:
        """Directors, of a series its creators."""
        makers = (Role.DIRECTOR, Role.CREATOR)
        return tuple(dict.fromkeys(credit.name for credit in self.credits if credit.role in makers))

    @property
    def summary(self) -> Summary:
        """What a page of search results would have told."""
        told = {one.name: getattr(self, one.name) for one in fields(Summary) if one.name != "genre_ids"}
        return Summary(**told, genre_ids=tuple(genre for genre, _ in self.genres))


@dataclass(frozen=True, slots=True)
class Candidate:
    """A title on TMDB that a film might be."""

    summary: Summary
    score: float | None
    """0 to 1; None where a person gave its id."""
    reason: str
    """What speaks for it: "title equal, year +1"."""
    details: Metadata | None = field(default=None, kw_only=True)
    """All about it, where it has been fetched. Not kept with it."""
    chosen: bool = field(default=False, kw_only=True)
    """Whether it is the film's match as things stand. Not kept with it."""

    @property
    def key(self) -> tuple[Kind, int]:
        """What TMDB knows it by."""
        return self.summary.kind, self.summary.tmdb_id

    @property
    def page(self) -> str:
        """The address of its page."""
        return f"https://www.themoviedb.org/{self.summary.kind}/{self.summary.tmdb_id}"

    @property
    def makers(self) -> tuple[str, ...]:
        """Directors, of a series its creators; empty while unknown."""
        return self.details.makers if self.details else ()


METADATA_VERSION = 1
"""Raised whenever `Metadata` gains a field or one is read better: what was fetched before is then fetched again."""
