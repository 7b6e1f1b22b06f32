"""`lbtui taste`: how far off predictions are, what weighs with the member, and too few ratings."""

from pathlib import Path

import pytest

from tests.shell.conftest import Run
from tests.statistics.library import build_rated
from tests.tmdb.server import FakeTmdb

RATED = 50


@pytest.fixture
def rated(data: Path) -> None:
    """Fifty rated films: what one director makes is loved, what the other makes is not."""
    build_rated(data / "library.db", RATED, 0)


def test_what_was_learnt_is_told_as_json_and_in_words(run: Run, rated: None) -> None:
    found = run("taste", "--json").json

    assert list(found) == ["ratings", "held_out", "effects"]
    assert found["ratings"] == RATED
    assert list(found["held_out"]) == ["rmse", "line_rmse", "mean_rmse", "lift", "line_lift", "interval80"]
    assert found["held_out"]["rmse"] < found["held_out"]["line_rmse"]
    assert list(found["effects"]) == ["directors", "genres", "decades", "countries", "languages", "studios"]
    effects = {name: (films, stars, sd) for name, films, stars, sd in found["effects"]["directors"]}
    assert effects.keys() == {"Agnès Varda", "Stanley Kubrick"}
    films, stars, sd = effects["Agnès Varda"]
    assert films == RATED / 2
    assert stars > sd > 0
    assert effects["Stanley Kubrick"][1] < 0

    told = run("taste")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"Learnt from {RATED} ratings")
    assert "stars on average, TMDB alone by" in told.out
    assert "\nAgnès Varda\tdirector\t+" in told.out


def test_too_few_ratings_are_a_sentence_and_no_error(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    run("enrich", "-q")
    sentence = "A prediction needs 50 ratings of films that TMDB knows: 48 more to go.\n"
    told = run("taste")
    assert (told.code, told.out, told.err) == (0, sentence, "")
    found = run("taste", "--json")
    assert (found.code, found.err) == (0, sentence)
    assert found.json == {"ratings": 2, "held_out": None, "effects": {}}


def test_without_a_library_it_is_said_what_to_do(run: Run) -> None:
    found = run("taste")
    assert (found.code, found.out) == (1, "")
    assert "import an export first" in found.err
