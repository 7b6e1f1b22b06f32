"""The taste screen: what kinds of films. Counts are films."""

from collections.abc import Hashable
from dataclasses import dataclass
from itertools import combinations
from typing import cast

import numpy as np

from lbtui.model import Kind
from lbtui.stats.asked import Order
from lbtui.stats.bands import decade_filter, decades, runtime_filter, runtimes
from lbtui.stats.filters import named
from lbtui.stats.frames import Frames
from lbtui.stats.groups import Group, ranked, tally
from lbtui.stats.links import Flags, Floats, Links
from lbtui.stats.values import Coverage, FilmRef, number

SHOWN = 50
"""Rows of the long tails: pairs, keywords, studios, collections, lists."""
ENDS = 20
"""Films in each list of extremes."""


@dataclass(frozen=True, slots=True)
class Completion:
    """A collection or list: `seen` of the `films` that the library knows of it (TMDB may count more parts)."""

    id: Hashable
    name: str
    seen: int
    films: int
    filter: str


@dataclass(frozen=True, slots=True)
class Taste:
    """What the films have in common. Groups are ranked by films, decades and runtimes in ascending order."""

    genres: tuple[Group, ...]
    genres_coverage: Coverage
    pairs: tuple[Group, ...]
    """Two genres that meet in one film, named "Drama + Romance", in alphabetical order; their id is both genre ids."""
    countries: tuple[Group, ...]
    countries_coverage: Coverage
    languages: tuple[Group, ...]
    """Original languages."""
    languages_coverage: Coverage
    decades: tuple[Group, ...]
    decades_coverage: Coverage
    runtimes: tuple[Group, ...]
    runtimes_coverage: Coverage
    longest: tuple[FilmRef, ...]
    """Series aside; the value is minutes."""
    shortest: tuple[FilmRef, ...]
    keywords: tuple[Group, ...]
    keywords_coverage: Coverage
    studios: tuple[Group, ...]
    studios_coverage: Coverage
    collections: tuple[Completion, ...]
    """With at least two films in the library, the most seen first."""
    lists: tuple[Completion, ...]
    obscure: tuple[FilmRef, ...]
    """Fewest votes at TMDB first, of films with a vote; the value is the number of votes."""
    popular: tuple[FilmRef, ...]
    """Most votes at TMDB first. Votes, because TMDB's popularity is that of the current week."""
    age: float | None
    """Mean age of a film when watched: years from its release year to that of the viewing, over viewings."""
    age_coverage: Coverage
    """Viewings of films with a year, of all viewings."""


def taste(frames: Frames, library: Frames | None = None) -> Taste:
    """The figures of the taste screen; `library` also holds the unseen films of collections and lists."""
    whole = library or frames
    by_decade, by_runtime = decades(frames), runtimes(frames)
    age, age_coverage = _age(frames)
    return Taste(
        genres=_named(frames, frames.genres, "genre"),
        genres_coverage=_coverage(frames, frames.genres),
        pairs=_genre_pairs(frames),
        countries=_named(frames, frames.countries, "country"),
        countries_coverage=_coverage(frames, frames.countries),
        languages=_named(frames, frames.languages, "language"),
        languages_coverage=_coverage(frames, frames.languages),
        decades=ranked(tally(frames, by_decade), decade_filter, order=Order.LABEL),
        decades_coverage=_coverage(frames, by_decade),
        runtimes=ranked(tally(frames, by_runtime), runtime_filter, order=Order.LABEL),
        runtimes_coverage=_coverage(frames, by_runtime),
        longest=_extremes(frames, -frames.numbers("runtime"), "runtime", _films_only(frames)),
        shortest=_extremes(frames, frames.numbers("runtime"), "runtime", _films_only(frames)),
        keywords=_named(frames, frames.keywords, "keyword", SHOWN),
        keywords_coverage=_coverage(frames, frames.keywords),
        studios=_named(frames, frames.companies, "studio", SHOWN),
        studios_coverage=_coverage(frames, frames.companies),
        collections=_completions(whole, whole.collections, "collection"),
        lists=_completions(whole, whole.lists, "list"),
        obscure=_extremes(frames, frames.numbers("votes"), "votes", frames.numbers("votes") > 0),
        popular=_extremes(frames, -frames.numbers("votes"), "votes"),
        age=age,
        age_coverage=age_coverage,
    )


def _named(frames: Frames, links: Links, field: str, limit: int | None = None) -> tuple[Group, ...]:
    return ranked(tally(frames, links), lambda _, name: named(field, name), limit=limit)


def _coverage(frames: Frames, links: Links) -> Coverage:
    return Coverage(links.rows_known(), len(frames))


def _genre_pairs(frames: Frames) -> tuple[Group, ...]:
    genres = frames.genres

    def both(pair: Hashable, _name: str) -> str:
        return " ".join(
            named("genre", str(genres.names.get(genre, genre))) for genre in cast(tuple[Hashable, Hashable], pair)
        )

    return ranked(tally(frames, _pairs(genres)), both, limit=SHOWN)


def _pairs(genres: Links) -> Links:
    """Links of films with every two of their genres, for genres that some film has."""
    width = len(genres.ids)
    by_name = sorted(range(width), key=genres.name)
    member = np.zeros((width, int(genres.row.max(initial=-1)) + 1), dtype=np.bool_)
    member[genres.label, genres.row] = True
    found = [(a, b, np.flatnonzero(member[a] & member[b])) for a, b in combinations(by_name, 2)]
    found = [pair for pair in found if pair[2].size]
    empty = np.empty(0, dtype=np.int64)
    return Links(
        np.concatenate([rows for _, _, rows in found] or [empty]),
        np.repeat(np.arange(len(found)), [rows.size for _, _, rows in found]),
        tuple((genres.ids[a], genres.ids[b]) for a, b, _ in found),
        {(genres.ids[a], genres.ids[b]): f"{genres.name(a)} + {genres.name(b)}" for a, b, _ in found},
    )


def _films_only(frames: Frames) -> Flags:
    return (frames.films["kind"] != Kind.TV.value).to_numpy(dtype=np.bool_)


def _extremes(frames: Frames, by: Floats, column: str, among: Flags | None = None) -> tuple[FilmRef, ...]:
    """The films with the least of `by`, unknown ones aside, each with its number of `column`."""
    usable = np.flatnonzero(~np.isnan(by) if among is None else ~np.isnan(by) & among)
    chosen = usable[np.argsort(by[usable], kind="stable")][:ENDS]
    return frames.refs(chosen, frames.numbers(column))


def _completions(library: Frames, links: Links, field: str) -> tuple[Completion, ...]:
    films, seen = links.counts(), links.counts(library.flags("seen"))
    chosen = np.flatnonzero(films >= 2)
    chosen = chosen[np.lexsort((films[chosen], -seen[chosen]))][:SHOWN].tolist()
    rows = [(links.ids[at], links.name(at), int(seen[at]), int(films[at])) for at in chosen]
    rows.sort(key=lambda row: (-row[2], row[3], row[1]))
    return tuple(Completion(*row, named(field, row[1])) for row in rows)


def _age(frames: Frames) -> tuple[float | None, Coverage]:
    years = frames.numbers("year")[frames.viewed()]
    ages = frames.watched_on().astype("datetime64[Y]").astype(np.int64) + 1970 - years
    known = ~np.isnan(ages)
    mean = number(ages[known].mean()) if known.any() else None
    return mean, Coverage(int(known.sum()), int(known.size))
