from dataclasses import replace

import pytest

from lbtui.statistics.frames import Frames
from lbtui.statistics.records import Coverage
from lbtui.statistics.taste import Taste, measure
from tests.statistics.library import request
from tests.statistics.shapes import counted, ids, rated, valued


@pytest.fixture(scope="module")
def figures(seen: Frames, library: Frames) -> Taste:
    return measure(seen, library, request())


def test_genres_have_films_means_likes_and_hours(figures: Taste) -> None:
    drama = figures.genres[0]

    assert (drama.name, drama.films, drama.rated, drama.mean, drama.liked) == ("Drama", 19, 18, 3.5, 6)
    # 9 x 90 + 25 x 120 + 12 x 150 + 600 minutes.
    assert drama.hours == pytest.approx(6210 / 60)
    assert figures.genres_coverage == Coverage(31, 34)


def test_pairs_are_genres_that_meet_in_a_film(figures: Taste) -> None:
    assert counted(figures.pairs) == [("Drama + Science Fiction", 6), ("Drama + Romance", 6)]
    assert figures.pairs[0].filter == 'genre="Drama" genre="Science Fiction"'


def test_a_film_of_two_countries_counts_for_both(figures: Taste) -> None:
    assert counted(figures.countries) == [("USA", 20), ("France", 12), ("Hong Kong", 4), ("United Kingdom", 1)]
    assert counted(figures.languages) == [("English", 15), ("French", 12), ("Cantonese", 4)]
    assert figures.countries[3].filter == 'country="United Kingdom"'


def test_decades_go_by_the_year_of_letterboxd(figures: Taste) -> None:
    assert counted(figures.decades) == [
        ("1950s", 1), ("1960s", 6), ("1970s", 6), ("1980s", 4), ("1990s", 6), ("2000s", 4), ("2010s", 1), ("2020s", 5),
    ]  # fmt: skip
    assert rated(figures.decades)[4] == ("1990s", 2.583)
    assert figures.decades_coverage == Coverage(33, 34)
    assert figures.decades[2].filter == "decade:1970s"


def test_runtime_bands_hold_their_first_minute_and_not_their_last(figures: Taste) -> None:
    assert [(band.name, band.films, band.filter) for band in figures.runtimes] == [
        ("<60", 1, "runtime<60"),
        ("60–89", 2, "runtime:60..89"),
        ("90–119", 14, "runtime:90..119"),
        ("120–149", 6, "runtime:120..149"),
        ("150–179", 6, "runtime:150..179"),
        ("180+", 2, "runtime>=180"),
    ]


def test_longest_and_shortest_leave_series_out(figures: Taste) -> None:
    assert valued(figures.longest)[:2] == [(22, 180.0), (13, 150.0)]
    assert valued(figures.shortest)[:3] == [(19, 59.0), (20, 60.0), (21, 89.0)]


def test_keywords_and_studios_tell_their_films(seen: Frames, figures: Taste) -> None:
    assert counted(figures.keywords) == [("space", 3), ("love & loss", 2)]
    assert figures.keywords_coverage == Coverage(5, 34)
    assert counted(figures.studios) == [("Studio Q", 6)]
    assert (figures.keywords[1].filter, figures.studios[0].filter) == ('keyword="love & loss"', 'studio="Studio Q"')
    assert ids(seen.refs(seen.companies.rows_of(figures.studios[0].id))) == [7, 8, 9, 10, 11, 12]


def test_collections_count_the_unseen_films_of_the_library_too(figures: Taste) -> None:
    assert [(part.name, part.seen, part.films) for part in figures.collections] == [("Odyssey", 2, 3)]
    assert [(part.name, part.seen, part.films) for part in figures.lists] == [("Best of", 1, 3)]
    assert figures.lists[0].filter == 'list="Best of"'


def test_obscure_and_popular_go_by_votes(figures: Taste) -> None:
    assert valued(figures.obscure)[:4] == [(19, 5.0), (20, 40.0), (21, 40.0), (22, 40.0)]
    assert ids(figures.popular)[:3] == [1, 7, 8]


def test_the_age_of_films_is_taken_at_each_viewing(figures: Taste) -> None:
    assert figures.age == pytest.approx(2101 / 59)
    assert figures.age_coverage == Coverage(59, 60)


def test_a_film_without_votes_is_not_obscure_but_unknown(seen: Frames) -> None:
    votes = seen.films["votes"].copy()
    votes[:3] = 0
    frames = replace(seen, films=seen.films.assign(votes=votes))
    rows = measure(frames, frames, request()).obscure

    assert rows
    assert all(row.value and row.value > 0 for row in rows)
