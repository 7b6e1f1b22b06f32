"""A person's work on matches: candidates told in full, looked for by other words, chosen, and undone."""

import asyncio
import re
from collections.abc import Awaitable, Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from lbtui.matching.candidates import score
from lbtui.model.enums import FilmStatus, Kind
from lbtui.model.films import FilmRow
from lbtui.model.metadata import Candidate, Metadata, Summary
from lbtui.storage import decisions, matches
from lbtui.storage.database import Database
from lbtui.storage.decisions import Holder, MatchState
from lbtui.storage.metadata import load_metadata
from lbtui.tmdb.errors import NotFoundError, TmdbError

if TYPE_CHECKING:
    from lbtui.tmdb.client import Client

_TITLE = re.compile(r"(?:(?:https?://)?(?:www\.)?themoviedb\.org/)?(movie|tv)[/ :]+(\d{1,9})(?:\D.*)?", re.IGNORECASE)
_NUMBER = re.compile(r"\d{1,9}")
_IMDB = re.compile(r"(?:.*\bimdb\.com/.*?)?(tt\d{5,10})(?:\D.*)?", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class Reference:
    """A title of TMDB as a person names it: by its id there, or by its id at IMDb."""

    tmdb_id: int | None = None
    kind: Kind | None = None
    """None where only a number was given: a movie, if there is one."""
    imdb_id: str = ""


def read_reference(text: str) -> Reference:
    """What `593`, `tv/87108`, `tt0069293` or an address of TMDB or IMDb names; raises ValueError with a sentence."""
    text = text.strip()
    if _NUMBER.fullmatch(text):
        return Reference(int(text))
    if found := _TITLE.fullmatch(text):
        return Reference(int(found[2]), Kind(found[1].lower()))
    if found := _IMDB.fullmatch(text):
        return Reference(imdb_id=found[1].lower())
    raise ValueError(
        f"{text} is no TMDB id or address: give a number such as 593, movie/593, tv/87108, an IMDb id such as "
        "tt0069293, or the address of the page."
    )


def shared(holders: Sequence[Holder], *, chosen: bool = False) -> str:
    """A sentence on the other films that are this title, or were until it was `chosen` for another; else empty."""
    yours = ", ".join(one.name for one in holders if one.by_person)
    others = ", ".join(one.name for one in holders if not one.by_person)
    if not chosen:
        names = ", ".join(filter(None, (yours, others)))
        return f"{names} of your library is this title already" if names else ""
    told = f"You chose this title for {yours} too: only one of them can be right." if yours else ""
    moved = f"{others} was this title too and needs review now." if others else ""
    return " ".join(filter(None, (told, moved)))


SHOWN = 9
"""Candidates shown at once: each has a number key."""
NO_KEY = "Asking TMDB needs a key: K adds one."

_WITH_YEAR = re.compile(r"(.*\S)\s+\(?((?:18|19|20)\d\d)\)?")
_SHORT = 4
"""Digits of a number that is searched for as a title first."""


@dataclass(frozen=True, slots=True)
class Decided:
    """What came of a decision."""

    films: tuple[int, ...]
    """Whose state has changed."""
    sentence: str
    """On other films that are the title too, or were; else empty."""


@dataclass(frozen=True, slots=True)
class Wording:
    """What a person typed to look for: words with or without a year, an id or address, or, as `1917`, either."""

    words: str = ""
    year: int | None = None
    reference: Reference | None = None


def read_wording(text: str) -> Wording:
    """What the text asks for: `solaris 1972`, `solaris`, `tv/87108`, `593`, an address of TMDB or IMDb."""
    text = text.strip()
    try:
        reference = read_reference(text)
    except ValueError:
        reference = None
    if reference and not text.isdigit():
        return Wording(reference=reference)
    if found := _WITH_YEAR.fullmatch(text):
        return Wording(found[1], int(found[2]), reference)
    return Wording(text, None, reference)


class Matching:
    """The decisions of one sitting, for all screens, so that undoing works across them."""

    def __init__(self, database: Database, client: "Callable[[], Awaitable[Client | None]]") -> None:
        """`client` gives the way to TMDB, or None while there is no key."""
        self._database, self._client = database, client
        self._before: list[MatchState] = []

    async def candidates(self, film: FilmRow) -> list[Candidate]:
        """What the store knows the film is or might be, its match first, then the best."""
        kept = await matches.candidates(self._database, film.id)
        match = await self._match_of(film)
        others = [one for one in kept if not match or one.key != match.key]
        return [await self._known(film, one) for one in ([match] if match else []) + others]

    async def search(self, film: FilmRow, text: str) -> list[Candidate]:
        """What TMDB finds by other words, or has under that id, likeliest first; raises TmdbError."""
        wording, client = read_wording(text), await self._connected()
        referred = await find(client, wording.reference) if wording.reference else []
        for one in referred:
            if one.details:
                await matches.store_details(self._database, one.details)
        found = await _worded(client, film, wording, text)
        # A short number is sooner a title, such as 1917, than an id.
        both = [*found, *referred] if len(text.strip()) <= _SHORT else [*referred, *found]
        unique = {one.key: one for one in reversed(both)}
        shown = [one for one in both if unique[one.key] is one][:SHOWN]
        return [replace(await self._known(film, one), chosen=_is_match(film, one)) for one in shown]

    async def fetch_details(self, candidate: Candidate) -> tuple[Candidate, list[int]]:
        """The candidate with its details, fetched and stored; and the films that they complete. Raises TmdbError."""
        client = await self._connected()
        details = await client.details(*candidate.key)
        return replace(candidate, details=details), await matches.store_details(self._database, details)

    async def choose(self, film: int, candidate: Candidate) -> Decided:
        """Decide that the film is this; it is enriched at once where the details are known."""
        holders = await decisions.holders(self._database, film, *candidate.key)
        before = await decisions.choose(self._database, film, candidate.summary)
        self._before.append(before)
        return Decided(_films(before), shared(holders, chosen=True))

    async def none(self, film: int) -> None:
        """Decide that TMDB does not have the film."""
        self._before.append(await decisions.none(self._database, film))

    async def search_again(self, film: int) -> None:
        """Forget what was decided, so that the next enrichment searches again."""
        self._before.append(await decisions.read(self._database, film))
        await decisions.restore(self._database, MatchState(film=film, status=FilmStatus.PENDING))

    async def undo(self) -> tuple[int, ...]:
        """Take the last decision back; the film that it was on and those it moved, none where there is none left."""
        if not self._before:
            return ()
        before = self._before.pop()
        await decisions.restore(self._database, before)
        return _films(before)

    async def _connected(self) -> "Client":
        client = await self._client()
        if client is None:
            raise TmdbError(NO_KEY)
        return client

    async def _known(self, film: FilmRow, candidate: Candidate) -> Candidate:
        """The candidate with its details where the store has them, and with the other films that are this title."""
        held = shared(await decisions.holders(self._database, film.id, *candidate.key))
        candidate = replace(candidate, reason="; ".join(filter(None, (candidate.reason, held))))
        if candidate.details:
            return candidate
        stored = await load_metadata(self._database, *candidate.key)
        return replace(candidate, details=stored) if stored and _in_full(stored) else candidate

    async def _match_of(self, film: FilmRow) -> Candidate | None:
        if film.kind is None or film.tmdb_id is None:
            return None
        stored = await load_metadata(self._database, film.kind, film.tmdb_id)
        if stored is None:
            return None
        details = stored if _in_full(stored) else None
        return Candidate(stored.summary, film.match_score, film.match_reason, details=details, chosen=True)


def _films(decision: MatchState) -> tuple[int, ...]:
    return (decision.film, *(one.film for one in decision.moved))


def _in_full(metadata: Metadata) -> bool:
    """Whether this is more than a row of a page: a details answer has people, countries or a runtime."""
    return bool(metadata.credits or metadata.countries or metadata.runtime or metadata.episodes)


def _is_match(film: FilmRow, candidate: Candidate) -> bool:
    return (film.kind, film.tmdb_id) == candidate.key


async def _worded(client: "Client", film: FilmRow, wording: Wording, text: str) -> list[Candidate]:
    """What a search by words finds; where nothing is of the year, the year was part of the title."""
    if not wording.words:
        return []
    summaries = await _searched(client, wording)
    if not summaries and wording.year is not None:
        wording = Wording(text.strip())
        summaries = await _searched(client, wording)
    return _scored(film, wording, summaries)


async def _searched(client: "Client", wording: Wording) -> list[Summary]:
    """Movies and series, in TMDB's order."""
    pages = await asyncio.gather(*(client.search(kind, wording.words, wording.year) for kind in Kind))
    return [summary for page in pages for summary in page.results]


def _scored(film: FilmRow, wording: Wording, summaries: Iterable[Summary]) -> list[Candidate]:
    """Likeliest first: by the words as typed, near the film's own year, and by votes."""
    year = wording.year if wording.year is not None else film.year
    scored = [score(wording.words, year, summary) for summary in summaries]
    scored.sort(key=lambda one: (-one.score, -one.summary.vote_count, one.summary.tmdb_id))
    return list(scored)


async def find(client: "Client", reference: Reference) -> list[Candidate]:
    """What is under an id, of a bare number both the movie and the series; raises TmdbError."""
    if reference.imdb_id:
        found = await client.find_imdb(reference.imdb_id)
        return [Candidate(summary, None, f"IMDb {reference.imdb_id}") for summary in found]
    assert reference.tmdb_id is not None
    kinds = (reference.kind,) if reference.kind else (Kind.MOVIE, Kind.TV)
    told = await asyncio.gather(*(_details(client, kind, reference.tmdb_id) for kind in kinds))
    return [
        Candidate(one.summary, None, f"TMDB id {one.kind}/{one.tmdb_id}", details=one)
        for one in told
        if one is not None
    ]


async def look_up(client: "Client", reference: Reference) -> Metadata:
    """All that TMDB tells of the title; raises TmdbError, NotFoundError where TMDB does not have it."""
    found = await find(client, reference)
    if not found:
        raise NotFoundError(f"TMDB has no title with the id {reference.imdb_id or reference.tmdb_id}.")
    return found[0].details or await client.details(*found[0].key)


async def _details(client: "Client", kind: Kind, tmdb_id: int) -> Metadata | None:
    try:
        return await client.details(kind, tmdb_id)
    except NotFoundError:
        return None
