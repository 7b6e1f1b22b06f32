"""Films for this evening: good ones, others at each roll, and without what was refused or is not out."""

from datetime import date
from pathlib import Path
from statistics import mean

import pytest

from lbtui.model.films import FilmRow
from lbtui.statistics.predictions import Taste, learn
from lbtui.statistics.tonight import PICKS, Wish, fitting, genres, pick, seed_of
from lbtui.storage.rows import load_rows
from tests.statistics.library import build_rated

TODAY = date(2026, 6, 17)


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return build_rated(tmp_path / "library.db", 60, waiting=60)


@pytest.fixture
def taste(store: Path) -> Taste:
    return learn(store, series=False)


@pytest.fixture
def waiting(store: Path) -> list[FilmRow]:
    return Wish().query.filter(load_rows(store))


def test_rolls_differ_and_stay_good(taste: Taste, waiting: list[FilmRow]) -> None:
    rolls = [pick(waiting, taste, seed_of(TODAY, roll)).films for roll in range(10)]

    assert all(len(films) == PICKS for films in rolls)
    assert len({frozenset(row.id for row in films) for films in rolls}) > 5
    usual = mean(one.stars for one in taste.predictions.values())
    for films in rolls:
        # Those of the director who is loved.
        assert all(row.id % 2 for row in films)
        assert mean(row.predicted or 0 for row in films) > usual + 0.5
        assert all(row.predicted_parts for row in films)


def test_the_same_roll_of_a_day_is_the_same_and_another_day_has_another(taste: Taste, waiting: list[FilmRow]) -> None:
    first, again = (pick(waiting, taste, seed_of(TODAY, 0)) for _ in range(2))
    assert first == again
    assert first.how == "Picked from 60 films by how you might rate them."
    assert pick(waiting, taste, seed_of(date(2026, 6, 18), 0)).films != first.films


def test_who_is_refused_makes_room_for_one_more_and_the_others_stay(taste: Taste, waiting: list[FilmRow]) -> None:
    before = pick(waiting, taste, 1).films
    after = pick(fitting(waiting, TODAY, {before[1].id}), taste, 1).films
    assert list(after[:4]) == [row for row in before if row is not before[1]]


def test_without_a_taste_tmdb_decides_and_without_tmdb_chance(waiting: list[FilmRow]) -> None:
    found = pick(waiting, None, 1, missing="A prediction needs 50 ratings: 3 more to go.")
    assert found.how == "A prediction needs 50 ratings: 3 more to go. Until then: by TMDB's average, of 60 films."
    assert mean(row.tmdb_rating or 0 for row in found.films) > 7.2
    assert pick(waiting, None, 2).films != found.films
    bare = [FilmRow(number, f"Film {number}", year=2000) for number in range(20)]
    at_random = pick(bare, None, 1)
    assert len(at_random.films) == PICKS
    assert at_random.how == "At random, of 20 films that TMDB has not rated yet."
    assert pick([], None, 1).films == []


def test_films_that_are_not_out_are_not_for_this_evening() -> None:
    rows = [
        FilmRow(1, "Out", year=2026, release_date=date(2026, 6, 17)),
        FilmRow(2, "Soon", year=2026, release_date=date(2026, 6, 18)),
        FilmRow(3, "Old", year=1962),
        FilmRow(4, "Without a year"),
    ]
    assert [row.name for row in fitting(rows, TODAY)] == ["Out", "Old"]


def test_a_wish_is_a_filter(store: Path) -> None:
    rows = load_rows(store)
    assert str(Wish(minutes=100, genre="Horror", on_services=True).query) == (
        "unseen unrated watchlist runtime<=100 genre=Horror streaming"
    )
    assert len(Wish().query.filter(rows)) == len(Wish(watchlist=False).query.filter(rows)) == 60
    assert len(Wish(genre="Horror").query.filter(rows)) == 20
    assert genres(Wish().query.filter(rows)) == ["Drama", "Comedy", "Horror"]
