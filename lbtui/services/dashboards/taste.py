"""The taste screen: what kinds of films."""

from collections.abc import Callable, Iterable, Iterator
from typing import Any

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.model import FULL, Bar, Panel
from lbtui.services.dashboards.parts import by_films, card, film, known, of, share
from lbtui.stats.taste import Completion, Taste
from lbtui.stats.values import Coverage, FilmRef


def panels(figures: Taste) -> tuple[Panel[Any], ...]:
    """Totals, genres and their pairs, origins, decades, lengths, subjects, series of films, the known and unknown."""
    return (
        Panel("figures", "Figures", Cards(), _cards(figures), span=FULL),
        *_kinds(figures),
        *_lengths(figures),
        *_subjects(figures),
        *_completions(figures),
        *_fame(figures),
    )


def _cards(figures: Taste) -> list[Bar]:
    age = None if figures.age is None else round(figures.age, 1)
    longest = figures.longest[0] if figures.longest else None
    return [
        card("Film age", age, "" if age is None else f"{age:g}", note="mean years"),
        card("Genres", len(figures.genres) or None, note=of(figures.genres_coverage)),
        card("Countries", len(figures.countries) or None, note=of(figures.countries_coverage)),
        card("Languages", len(figures.languages) or None, note=of(figures.languages_coverage)),
        card("Decades", len(figures.decades) or None, note=of(figures.decades_coverage)),
        card("Longest", longest.value if longest else None, note="minutes"),
    ]


def _kinds(figures: Taste) -> Iterator[Panel[Any]]:
    rows = (
        ("genres", "Genres", figures.genres, known(figures.genres_coverage, "genres")),
        ("pairs", "Pairs of genres", figures.pairs, "films of both"),
        ("countries", "Countries", figures.countries, known(figures.countries_coverage, "countries")),
    )
    for key, title, groups, note in rows:
        yield Panel(
            key,
            title,
            BarRows(),
            by_films(groups),
            note=f"{note} · ★ mean",
            empty="no genre is known" if key != "countries" else "no country is known",
            height=16,
            needs_tmdb=True,
        )
    yield Panel(
        "decades",
        "Decades",
        Columns(),
        by_films(figures.decades),
        note=known(figures.decades_coverage, "year"),
        empty="no film has a year",
        span=(1, 2),
    )
    yield Panel(
        "languages",
        "Original languages",
        BarRows(),
        by_films(figures.languages),
        note=known(figures.languages_coverage, "language"),
        empty="no language is known",
        needs_tmdb=True,
    )


def _lengths(figures: Taste) -> Iterator[Panel[Any]]:
    yield Panel(
        "runtimes",
        "Runtime",
        Columns(),
        by_films(figures.runtimes),
        note=f"minutes · {known(figures.runtimes_coverage, 'runtime')}",
        empty="no runtime is known",
        needs_tmdb=True,
    )
    for key, title, refs in (("longest", "Longest", figures.longest), ("shortest", "Shortest", figures.shortest)):
        yield Panel(
            key,
            title,
            Ranked(),
            _films(refs, lambda value: f"{value:,.0f} min"),
            note="films, series aside",
            empty="no runtime is known",
            needs_tmdb=True,
        )


def _subjects(figures: Taste) -> Iterator[Panel[Any]]:
    rows = (
        ("keywords", "Keywords", figures.keywords, known(figures.keywords_coverage, "keywords")),
        ("studios", "Studios", figures.studios, known(figures.studios_coverage, "studios")),
    )
    for key, title, groups, note in rows:
        yield Panel(
            key,
            title,
            BarRows(),
            by_films(groups),
            note=note,
            empty=f"no {key[:-1]} is known",
            height=16,
            needs_tmdb=True,
        )


def _completions(figures: Taste) -> Iterator[Panel[Any]]:
    yield Panel(
        "collections",
        "Collections",
        Ranked(top=1),
        [_completion(row) for row in figures.collections],
        note="watched of those in the library",
        empty="no two films of one collection",
        height=16,
        needs_tmdb=True,
    )
    if figures.lists:
        yield Panel(
            "lists",
            "Lists",
            Ranked(top=1),
            [_completion(row) for row in figures.lists],
            note="watched of those on the list",
            height=14,
        )


def _completion(row: Completion) -> Bar:
    part = share(Coverage(row.seen, row.films))
    return Bar(row.name, row.seen / row.films, f"{row.seen:,} of {row.films:,}", row.filter, part)


def _fame(figures: Taste) -> Iterator[Panel[Any]]:
    for key, title, refs in (
        ("obscure", "Most obscure", figures.obscure),
        ("popular", "Most popular", figures.popular),
    ):
        yield Panel(
            key,
            title,
            Ranked(),
            _films(refs, lambda value: f"{value:,.0f}"),
            note="votes at TMDB",
            empty="no votes are known",
            height=14,
            needs_tmdb=True,
        )


def _films(refs: Iterable[FilmRef], said: Callable[[float], str]) -> list[Bar]:
    return [film(ref, ref.value or 0, said(ref.value or 0)) for ref in refs]
