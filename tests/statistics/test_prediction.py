"""Predictions: the algebra beside a plain dense solution, their reasons, their error, and libraries of little."""

from dataclasses import asdict, replace
from math import isfinite

import numpy as np
import pytest

from lbtui.films.prediction import too_few
from lbtui.statistics.frames import Floats, Frames, Links
from lbtui.statistics.prediction import (
    LEVEL,
    MOST,
    NOISE,
    NUMBERS,
    TOKENS,
    Features,
    HeldOut,
    Model,
    TooFewRatings,
    features,
    fit,
    held_out,
    learnt,
    what_weighs,
)
from tests.statistics.members import member

SCALE, NOISE_FACTOR = 0.5, 1.4


def dense(films: Features) -> Floats:
    """All features as one matrix of columns."""
    columns = [films.numbers]
    for links in films.tokens.values():
        found = np.zeros((len(films), len(links.ids)))
        found[links.row, links.label] = 1
        columns.append(found)
    return np.hstack(columns)


def variances(films: Features) -> Floats:
    """The prior variance of each of those columns."""
    each = [np.full(len(links.ids), TOKENS[group]) for group, links in films.tokens.items()]
    return SCALE * np.concatenate([list(NUMBERS.values()), *each])


def no_links() -> Links:
    empty = np.empty(0, dtype=np.int64)
    return Links(empty, empty, (), {})


@pytest.fixture
def one_choice(monkeypatch: pytest.MonkeyPatch) -> None:
    """The factors on variances and noise are given."""
    monkeypatch.setattr("lbtui.statistics.prediction._SCALES", (SCALE,))
    monkeypatch.setattr("lbtui.statistics.prediction._NOISES", (NOISE_FACTOR,))


@pytest.mark.parametrize("ratings", [60, 200])
@pytest.mark.usefixtures("one_choice")
def test_the_model_is_the_plain_dense_solution(ratings: int) -> None:
    someone = member(ratings + 60, seed=3)
    known, given = someone.part(0, ratings)
    films, _ = someone.part(ratings, ratings + 60)
    model = Model(known, given)

    noise = NOISE_FACTOR * NOISE
    x, new = dense(known), dense(films)
    covariance = np.linalg.inv(x.T @ x / noise + np.diag(1 / variances(known)))
    weights = covariance @ x.T @ ((given - given.mean()) / given.std()) / noise
    expected = given.mean() + given.std() * new @ weights
    spread = given.std() * np.sqrt(np.einsum("ij,jk,ik->i", new, covariance, new) + noise)

    assert np.allclose(model.predict(films), expected, atol=1e-9)
    assert np.allclose(model.deviations(films), spread, atol=1e-9)
    at = len(NUMBERS)  # directors come first of the tokens
    sds = given.std() * np.sqrt(np.diag(covariance))
    assert model.effects("director")
    for effect in model.effects("director"):
        assert effect.stars == pytest.approx(given.std() * weights[at + int(effect.name)])
        assert effect.sd == pytest.approx(sds[at + int(effect.name)])
        assert effect.films == known.tokens["director"].counts()[int(effect.name)] >= 3


def test_many_films_at_once_are_as_uncertain_as_few(monkeypatch: pytest.MonkeyPatch) -> None:
    someone = member(200)
    model = fit(*someone.part(0, 80))
    together = model.deviations(someone.films)
    monkeypatch.setattr("lbtui.statistics.prediction._AT_ONCE", 7)
    assert np.allclose(model.deviations(someone.films), together)


def test_the_parts_of_a_prediction_add_up() -> None:
    someone = member(200)
    model = fit(*someone.part(0, 100))
    films, _ = someone.part(100, 200)
    sums = [model.mean + sum(part.stars for part in model.parts(films, row)) for row in range(100)]
    assert np.allclose(sums, model.predict(films), atol=0.01)


@pytest.mark.usefixtures("one_choice")
def test_draws_have_the_mean_and_the_spread_of_what_is_not_known() -> None:
    someone = member(160, seed=1)
    model = Model(*someone.part(0, 120))
    films, _ = someone.part(120, 160)
    draws = np.array([model.draw(films, np.random.default_rng(seed)) for seed in range(800)])
    unknown = np.sqrt(model.deviations(films) ** 2 - NOISE_FACTOR * NOISE * model.spread**2)
    assert np.abs(draws.mean(axis=0) - model.predict(films)).max() < 0.1
    assert np.abs(draws.std(axis=0) / unknown - 1).max() < 0.12


def test_a_taste_is_learnt_better_than_by_the_line_and_the_interval_holds() -> None:
    someone = member(1_000, seed=2)
    known, given = someone.part(0, 500)
    model = fit(known, given)
    films, real = someone.part(500, 1_000)
    off = np.abs(model.predict(films) - real)
    assert 0.74 < (off <= LEVEL * model.deviations(films)).mean() < 0.88

    found = held_out(known, given)
    assert found.ratings == 500
    assert found.rmse < found.line_rmse < found.mean_rmse
    assert found.lift >= found.line_lift > 0
    assert 0.74 < found.interval80 < 0.88
    assert held_out(known, given) == found
    assert found.rmse == pytest.approx(np.sqrt((off**2).mean()), abs=0.08)


def test_too_few_ratings_are_told_with_what_is_missing() -> None:
    known, given = member(49).part(0, 49)
    for ask in (fit, held_out):
        with pytest.raises(TooFewRatings, match=r"needs 50 ratings of films that TMDB knows: 1 more to go\."):
            ask(known, given)
    assert fit(*member(50).part(0, 50)).ratings == 50
    assert too_few(0).endswith("the enrichment has found none that you rated yet.")


def test_the_newest_ratings_are_learnt_from(monkeypatch: pytest.MonkeyPatch) -> None:
    assert MOST == 3_000
    monkeypatch.setattr("lbtui.statistics.prediction.MOST", 100)
    someone = member(180)
    newest = fit(*someone.part(80, 180))
    model = fit(someone.films, someone.ratings)
    assert model.ratings == 100
    assert np.allclose(model.predict(someone.films), newest.predict(someone.films))
    assert held_out(someone.films, someone.ratings) == held_out(*someone.part(80, 180))


@pytest.mark.parametrize("given", ["equal", "varied"])
@pytest.mark.parametrize("told", ["all", "no cast", "nothing"])
def test_little_to_learn_from_is_no_error(told: str, given: str) -> None:
    someone = member(60)
    films = someone.films
    bare = {group: no_links() for group in films.tokens}
    if told == "no cast":
        films = replace(films, tokens=dict(films.tokens) | {"actor": no_links()})
    if told == "nothing":
        films = Features(np.zeros_like(films.numbers), bare)
    ratings = np.full(60, 4.0) if given == "equal" else someone.ratings
    model, found = fit(films, ratings), held_out(films, ratings)
    assert np.isfinite(model.predict(films)).all()
    assert np.isfinite(model.deviations(films)).all()
    assert np.isfinite(model.draw(films, np.random.default_rng(1))).all()
    assert all(map(isfinite, asdict(found).values()))
    if given == "equal":
        assert np.allclose(model.predict(films), 4)
        assert found.rmse == found.line_rmse == found.lift == 0
        assert all(effect.stars == 0 for group in TOKENS for effect in model.effects(group))


def test_what_is_told_of_the_error() -> None:
    found = HeldOut(100, 0.71, 0.78, 0.9, 0.7, 0.6, 0.8)
    assert found.sentence == "Off by 0.71 stars on average, TMDB alone by 0.78."
    worse = replace(found, rmse=0.779)
    assert worse.sentence == "No better than TMDB alone: off by 0.78 stars on average, TMDB alone by 0.78."


def test_votes_without_an_average_are_no_average_of_nought(library: Frames) -> None:
    unknown = replace(library, films=library.films.assign(tmdb_rating=np.nan, votes=305))
    names = list(NUMBERS)
    found = features(unknown).numbers[:, [names.index("tmdb"), names.index("votes")]]
    assert np.allclose(found, [-0.1, 0])


def test_features_of_a_library(library: Frames, bare: Frames) -> None:
    found = features(library)
    row = {film: at for at, film in enumerate(library.films["id"].tolist())}
    told = dict(zip(NUMBERS, found.numbers[row[1]], strict=True))
    assert told["tmdb"] == pytest.approx((7.5 * 10_000 + 6.4 * 30) / 10_030 - 6.5)
    assert told["votes"] == pytest.approx(np.log1p(10_000) - 6)
    assert (told["year"], told["runtime"]) == pytest.approx(((1962 - 2000) / 25, (90 - 105) / 30))
    directors = found.tokens["director"]
    assert [directors.name(at) for at in directors.label[directors.row == row[7]]] == ["Stanley Kubrick"]
    assert dict(zip(NUMBERS, found.numbers[row[37]], strict=True))["runtime"] == 0
    assert np.isfinite(features(bare).numbers).all()


def test_what_is_learnt_is_rated_and_known_to_tmdb_with_the_film_watched_last_at_the_end(
    library: Frames, bare: Frames
) -> None:
    known, ratings = learnt(library)
    # 26 films are rated, and one of them is not at TMDB. 41 and 42 are in no diary; 21, 22 and 11 were seen last.
    assert len(known) == ratings.size == 25
    assert (ratings[:2].tolist(), ratings[-3:].tolist()) == ([3, 3], [2.5, 3, 3])
    directors = known.tokens["director"]
    assert [directors.name(at) for at in directors.label[directors.row == 24]] == ["Stanley Kubrick"]
    assert learnt(bare)[1].size == 0


def test_only_what_is_larger_than_its_uncertainty_weighs() -> None:
    model = fit(*member(300).part(0, 300))
    found = what_weighs(model)
    assert list(found) == ["directors", "genres", "decades", "countries", "languages", "studios"]
    assert found["genres"]
    assert all(abs(effect.stars) > effect.sd for those in found.values() for effect in those)
