"""Predictions of the films of a library: which films have one, and what it is made of."""

from pathlib import Path

import pytest

from lbtui.films.prediction import interval, reasons, sentence
from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow, Prediction
from lbtui.statistics.prediction import TooFewRatings
from lbtui.statistics.predictions import MOST, learn
from lbtui.storage.rows import load_rows
from tests.statistics.library import build, build_rated

RATED = 60


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return build_rated(tmp_path / "library.db", RATED, waiting=110)


def test_each_film_without_a_rating_has_one_whose_parts_add_up(store: Path) -> None:
    taste, rows = learn(store, series=False), load_rows(store)
    taste.explain(rows)

    waiting = [row for row in rows if row.rating is None]
    assert len(waiting) == 110
    for row in waiting:
        told = row.prediction
        assert told is not None
        assert told.interval is not None
        assert told.stars == taste.predictions[row.id].stars
        assert sum(part for _, part in told.parts) == pytest.approx(told.stars, abs=0.01)
        assert 0.5 <= told.interval[0] <= told.stars <= told.interval[1] <= 5
    of_varda, of_kubrick = ({row.predicted for row in waiting if row.id % 2 is odd} for odd in (1, 0))
    assert min(map(float, filter(None, of_varda))) > max(map(float, filter(None, of_kubrick)))
    assert "Agnès Varda" in dict(next(row for row in waiting if row.id % 2).predicted_parts)
    assert all(row.prediction is None for row in rows if row.rating is not None)


def test_a_film_that_was_rated_since_is_not_explained(store: Path) -> None:
    taste = learn(store, series=False)
    row = FilmRow(RATED + 1, "?", rating=3.5, status=FilmStatus.ENRICHED)
    taste.explain([row])
    assert row.prediction is None


def test_a_draw_is_another_taste_and_the_same_seed_the_same(store: Path) -> None:
    taste, rows = learn(store, series=False), [row for row in load_rows(store) if row.rating is None]
    assert taste.draw(rows, 1) == taste.draw(rows, 1) != taste.draw(rows, 2)


def test_too_few_ratings_are_said(tmp_path: Path) -> None:
    with pytest.raises(TooFewRatings, match="more to go"):
        learn(build(tmp_path / "library.db"), series=False)


def test_more_films_than_can_be_explained_have_at_least_their_stars(
    store: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert MOST == 5_000
    monkeypatch.setattr("lbtui.statistics.predictions.MOST", 10)
    rows = [row for row in load_rows(store) if row.rating is None]
    learn(store, series=False).explain(rows)
    assert [bool(row.predicted_parts) for row in rows] == [True] * 10 + [False] * 100
    assert all(row.predicted for row in rows)


def test_how_it_is_told() -> None:
    parts = (("your mean", 3.5), ("Agnès Varda", 0.31), ("190 min", -0.13), ("drama", 0.02))
    told = Prediction(3.7, (2.9, 4.52), parts)
    assert sentence(told) == "You might give it ★★★½ (3–4½): Agnès Varda +0.3, 190 min −0.1"
    assert reasons(told, 1) == [("Agnès Varda", "+0.3")]
    assert sentence(Prediction(0.6)) == "You might give it ½"
    assert interval(Prediction(0.6, (0.5, 2.2))) == "½–2"
