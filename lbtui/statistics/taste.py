"""The taste screen: what kinds of films. Counts are films."""

from collections.abc import Hashable, Iterable
from dataclasses import dataclass
from itertools import combinations
from typing import Any, cast

import numpy as np

from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.model import FULL, Bar, Panel
from lbtui.statistics.frames import Flags, Floats, Frames, Links
from lbtui.statistics.measures import (
    by_name,
    coverage_of,
    decade_filter,
    decades,
    mean_of,
    named,
    ranked,
    runtime_filter,
    runtimes,
    tally,
)
from lbtui.statistics.panels import by_films, card, film, known, of, share, tmdb_panel
from lbtui.statistics.records import Coverage, Figures, FilmRef, Group
from lbtui.statistics.request import Order, StatisticsRequest

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
class Taste(Figures):
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

    def panels(self, request: StatisticsRequest) -> Iterable[Panel[Any]]:
        """Totals, genres and pairs of them, origins, decades, lengths, subjects, series of films, fame."""
        yield Panel("figures", "Figures", Cards(), _cards(self), span=FULL)
        genres = known(self.genres_coverage, "genres")
        countries = f"{known(self.countries_coverage, 'countries')} · ★ mean"
        yield tmdb_panel("genres", "Genres", by_films(self.genres), f"{genres} · ★ mean", "genre", height=16)
        yield tmdb_panel(
            "pairs", "Pairs of genres", by_films(self.pairs), "films of both · ★ mean", "genre", limit=SHOWN, height=16
        )
        yield tmdb_panel("countries", "Countries", by_films(self.countries), countries, "country", height=16)
        yield Panel(
            "decades",
            "Decades",
            Columns(),
            by_films(self.decades),
            note=known(self.decades_coverage, "year"),
            empty="no film has a year",
            span=(1, 2),
        )
        languages = known(self.languages_coverage, "language")
        yield tmdb_panel("languages", "Original languages", by_films(self.languages), languages, "language", height=12)
        note = f"minutes · {known(self.runtimes_coverage, 'runtime')}"
        yield tmdb_panel("runtimes", "Runtime", by_films(self.runtimes), note, "runtime", Columns())
        lengths = ("films, series aside", "no runtime is known", " min")
        yield _extreme("longest", "Longest", self.longest, *lengths)
        yield _extreme("shortest", "Shortest", self.shortest, *lengths)
        keywords, studios = known(self.keywords_coverage, "keywords"), known(self.studios_coverage, "studios")
        yield tmdb_panel("keywords", "Keywords", by_films(self.keywords), keywords, "keyword", limit=SHOWN, height=16)
        yield tmdb_panel("studios", "Studios", by_films(self.studios), studios, "studio", limit=SHOWN, height=16)
        yield Panel(
            "collections",
            "Collections",
            Ranked(top=1),
            list(map(_completion, self.collections)),
            note="watched of those in the library",
            empty="no two films of one collection",
            height=16,
            needs_tmdb=True,
            limit=SHOWN,
        )
        if self.lists:
            lists, note = list(map(_completion, self.lists)), "watched of those on the list"
            yield Panel("lists", "Lists", Ranked(top=1), lists, note=note, height=14, limit=SHOWN)
        votes = ("votes at TMDB", "no votes are known")
        yield _extreme("obscure", "Most obscure", self.obscure, *votes, height=14)
        yield _extreme("popular", "Most popular", self.popular, *votes, height=14)


def measure(frames: Frames, library: Frames, request: StatisticsRequest) -> Taste:
    """What these films have in common; `library` also holds the unseen films of collections and lists."""
    by_decade, by_runtime = decades(frames), runtimes(frames)
    age, age_coverage = _age(frames)
    return Taste(
        genres=by_name(frames, frames.genres, "genre"),
        genres_coverage=coverage_of(frames, frames.genres),
        pairs=_genre_pairs(frames),
        countries=by_name(frames, frames.countries, "country"),
        countries_coverage=coverage_of(frames, frames.countries),
        languages=by_name(frames, frames.languages, "language"),
        languages_coverage=coverage_of(frames, frames.languages),
        decades=ranked(tally(frames, by_decade), decade_filter, order=Order.LABEL),
        decades_coverage=coverage_of(frames, by_decade),
        runtimes=ranked(tally(frames, by_runtime), runtime_filter, order=Order.LABEL),
        runtimes_coverage=coverage_of(frames, by_runtime),
        longest=_extremes(frames, -frames.numbers("runtime"), "runtime", ~frames.flags("series")),
        shortest=_extremes(frames, frames.numbers("runtime"), "runtime", ~frames.flags("series")),
        keywords=by_name(frames, frames.keywords, "keyword", SHOWN),
        keywords_coverage=coverage_of(frames, frames.keywords),
        studios=by_name(frames, frames.companies, "studio", SHOWN),
        studios_coverage=coverage_of(frames, frames.companies),
        collections=_completions(library, library.collections, "collection"),
        lists=_completions(library, library.lists, "list"),
        obscure=_extremes(frames, frames.numbers("votes"), "votes", frames.numbers("votes") > 0),
        popular=_extremes(frames, -frames.numbers("votes"), "votes"),
        age=age,
        age_coverage=age_coverage,
    )


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
        tuple((genres.id(a), genres.id(b)) for a, b, _ in found),
        {(genres.id(a), genres.id(b)): f"{genres.name(a)} + {genres.name(b)}" for a, b, _ in found},
    )


def _extremes(frames: Frames, by: Floats, column: str, among: Flags | None = None) -> tuple[FilmRef, ...]:
    """The films with the least of `by`, unknown ones aside, each with its number of `column`."""
    usable = np.flatnonzero(~np.isnan(by) if among is None else ~np.isnan(by) & among)
    chosen = usable[np.argsort(by[usable], kind="stable")][:ENDS]
    return frames.refs(chosen, frames.numbers(column))


def _completions(library: Frames, links: Links, field: str) -> tuple[Completion, ...]:
    films, seen = links.counts(), links.counts(library.flags("seen"))
    chosen = np.flatnonzero(films >= 2)
    chosen = chosen[np.lexsort((films[chosen], -seen[chosen]))][:SHOWN].tolist()
    rows = [(links.id(at), links.name(at), int(seen[at]), int(films[at])) for at in chosen]
    rows.sort(key=lambda row: (-row[2], row[3], row[1]))
    return tuple(Completion(*row, named(field, row[1])) for row in rows)


def _age(frames: Frames) -> tuple[float | None, Coverage]:
    years = frames.numbers("year")[frames.viewed]
    ages = frames.watched_on.astype("datetime64[Y]").astype(np.int64) + 1970 - years
    known = ~np.isnan(ages)
    return mean_of(ages), Coverage(int(known.sum()), int(known.size))


def _cards(figures: Taste) -> list[Bar]:
    longest = figures.longest[0] if figures.longest else None
    return [
        card("Film age", None if figures.age is None else round(figures.age, 1), form="g", note="mean years"),
        card("Genres", len(figures.genres) or None, note=of(figures.genres_coverage)),
        card("Countries", len(figures.countries) or None, note=of(figures.countries_coverage)),
        card("Languages", len(figures.languages) or None, note=of(figures.languages_coverage)),
        card("Decades", len(figures.decades) or None, note=of(figures.decades_coverage)),
        card("Longest", longest.value if longest else None, note="minutes"),
    ]


def _extreme(
    key: str, title: str, refs: Iterable[FilmRef], note: str, empty: str, unit: str = "", *, height: int = 12
) -> Panel[Any]:
    films = [film(ref, ref.value or 0, f"{ref.value or 0:,.0f}{unit}") for ref in refs]
    return Panel(key, title, Ranked(), films, note=note, empty=empty, height=height, needs_tmdb=True, limit=ENDS)


def _completion(row: Completion) -> Bar:
    part = share(Coverage(row.seen, row.films))
    return Bar(row.name, row.seen / row.films, f"{row.seen:,} of {row.films:,}", row.filter, part)
