import pytest

from lbtui.statistics.frames import Frames
from lbtui.statistics.ratings import Ratings, measure
from lbtui.statistics.records import Coverage
from tests.statistics.library import request
from tests.statistics.shapes import ids, rated, valued


@pytest.fixture(scope="module")
def figures(seen: Frames) -> Ratings:
    return measure(seen, seen, request(minimum=3))


def test_means_by_decade_and_runtime_stand_in_ascending_order(figures: Ratings) -> None:
    assert rated(figures.by_decade) == [
        ("1950s", None),
        ("1960s", 4.4),
        ("1970s", 3.5),
        ("1980s", 3.0),
        ("1990s", 2.583),
        ("2000s", 2.833),
        ("2010s", 4.5),
        ("2020s", 3.75),
    ]
    # 90–119: (22 + 7.5 + 6) / (5 + 2 + 2).
    assert rated(figures.by_runtime) == [
        ("<60", 3.0),
        ("60–89", 2.5),
        ("90–119", 3.944),
        ("120–149", 3.5),
        ("150–179", 2.583),
        ("180+", 3.75),
    ]


def test_other_means_are_ranked_by_the_bayesian_mean(figures: Ratings) -> None:
    assert rated(figures.by_genre) == [
        ("Horror", 3.75),
        ("Drama", 3.5),
        ("Science Fiction", 3.5),
        ("Comedy", 3.0),
        ("Action", 2.833),
        ("Romance", 2.583),
    ]
    assert rated(figures.by_country) == [
        ("United Kingdom", 4.5),
        ("France", 3.409),
        ("USA", 3.125),
        ("Hong Kong", 2.833),
    ]
    assert rated(figures.by_language) == [("English", 3.545), ("French", 3.409), ("Cantonese", 2.833)]


def test_the_bayesian_mean_adds_five_films_at_the_mean_of_the_library(figures: Ratings) -> None:
    british = figures.by_country[0]

    assert british.rated == 1
    assert british.fair == pytest.approx((5 * 88 / 26 + 4.5) / 6)


def test_directors_need_the_minimum_number_of_films(seen: Frames, figures: Ratings) -> None:
    three = [("Agnès Varda", 4.4), ("Stanley Kubrick", 3.375), ("Claire Denis", 2.583)]

    assert rated(figures.by_director) == three
    assert rated(measure(seen, seen, request(minimum=7)).by_director) == [("Stanley Kubrick", 3.375)]
    assert figures.by_director[0].filter == "person:1"


def test_over_time_speaks_of_the_ratings_given_with_viewings(figures: Ratings) -> None:
    assert [(year.label, year.mean, year.count) for year in figures.over_time] == [
        ("2020", 3.0, 1),
        ("2021", pytest.approx(16 / 6), 6),
        ("2022", 4.5, 2),
        ("2023", 5.0, 1),
        ("2024", pytest.approx(4.05), 10),
        ("2025", None, 0),
        ("2026", 2.875, 4),
    ]
    assert figures.over_time[0].filter == "watched:2020"


def test_first_watch_and_rewatch_go_by_the_flag(figures: Ratings) -> None:
    assert (figures.first_watch.mean, figures.first_watch.count) == (3.75, 12)
    assert (figures.rewatch.mean, figures.rewatch.count) == (40 / 12, 12)


def test_mine_against_tmdb_leaves_out_averages_of_few_votes(figures: Ratings) -> None:
    against = figures.against_tmdb

    assert against.coverage == Coverage(22, 26)
    assert against.mean_difference == pytest.approx(-2.5 / 22)
    assert valued(against.kinder) == [
        (13, 4.0), (14, 4.0), (1, 2.5), (2, 1.5), (3, 1.5), (24, 1.5), (4, 0.5), (5, 0.5), (23, 0.5),
    ]  # fmt: skip
    assert valued(against.harsher) == [
        (18, -5.0), (17, -4.0), (11, -2.0), (12, -2.0), (15, -2.0), (16, -2.0), (9, -1.0), (10, -1.0),
    ]  # fmt: skip


def test_rated_but_not_liked_and_the_reverse(figures: Ratings) -> None:
    assert figures.rated_not_liked == Coverage(6, 11)
    assert ids(figures.highest_not_liked) == [3, 27, 4, 5, 8, 24]
    assert figures.liked_not_rated == Coverage(1, 7)
    assert ids(figures.liked_without_rating) == [26]
    assert ids(figures.lowest_liked) == [15]


def test_the_five_star_wall_goes_by_release_year(figures: Ratings) -> None:
    assert ids(figures.five_stars) == [1, 13, 14]


def test_mean_and_histogram_are_those_of_the_overview(figures: Ratings) -> None:
    assert figures.mean == pytest.approx(88 / 26)
    assert figures.median == 3.5
    assert figures.histogram.total == figures.rated.known == 26
