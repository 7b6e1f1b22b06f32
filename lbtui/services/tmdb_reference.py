"""A person's decision on what a film is on TMDB: what they typed or pasted, looked up and stored."""

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from lbtui.model import Kind, Metadata, Summary
from lbtui.storage import decisions
from lbtui.storage.database import Database
from lbtui.storage.decisions import Holder, MatchState
from lbtui.storage.matches import store_details
from lbtui.tmdb.errors import NotFoundError

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


async def look_up(client: "Client", reference: Reference) -> Metadata:
    """All that TMDB tells of the title; raises TmdbError, NotFoundError where TMDB does not have it."""
    if reference.imdb_id:
        found = await client.find_imdb(reference.imdb_id)
        if not found:
            raise NotFoundError(f"TMDB knows nothing with the IMDb id {reference.imdb_id}.")
        return await client.details(found[0].kind, found[0].tmdb_id)
    assert reference.tmdb_id is not None
    if reference.kind is not None:
        return await client.details(reference.kind, reference.tmdb_id)
    try:
        return await client.details(Kind.MOVIE, reference.tmdb_id)
    except NotFoundError:
        return await client.details(Kind.TV, reference.tmdb_id)


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


async def choose(database: Database, film: int, metadata: Metadata) -> MatchState:
    """Decide that the film is this title, and store what TMDB tells of it; the decision before, for undoing."""
    before = await decisions.choose(database, film, summary_of(metadata))
    await store_details(database, metadata)
    return before


def summary_of(metadata: Metadata) -> Summary:
    """The part of the details that a page of search results would have told."""
    m = metadata
    return Summary(
        kind=m.kind,
        tmdb_id=m.tmdb_id,
        title=m.title,
        original_title=m.original_title,
        release_date=m.release_date,
        original_language=m.original_language,
        genre_ids=tuple(genre for genre, _ in m.genres),
        overview=m.overview,
        poster_path=m.poster_path,
        vote_average=m.vote_average,
        vote_count=m.vote_count,
        popularity=m.popularity,
    )
