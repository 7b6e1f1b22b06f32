"""`lbtui taste`: how far off predictions are, what weighs with the member, and too few ratings."""

from pathlib import Path

import pytest

from lbtui.model import Kind
from tests.letterboxd.maker import film_uri, make_export_zip
from tests.shell.conftest import Run
from tests.tmdb.catalogue import Film
from tests.tmdb.server import FakeTmdb

RATED = 50


@pytest.fixture
def rated(run: Run, tmdb: FakeTmdb, tmp_path: Path) -> None:
    """Fifty rated films, found: whatever one director makes is loved, what the other makes is not."""
    films = [(f"Film of {number:02}", str(1960 + number)) for number in range(RATED)]
    for number, (name, year) in enumerate(films):
        director = ((9003, "Andrei Tarkovsky"),) if number % 2 else ((9004, "Steven Soderbergh"),)
        tmdb.films[Kind.MOVIE, 5_000 + number] = Film(5_000 + number, name, int(year), directors=director)
    rows = [("2024-01-01", *film, film_uri(number)) for number, film in enumerate(films)]
    ratings = [(*row, "5" if number % 2 else "1.5") for number, row in enumerate(rows)]
    assert run("import", make_export_zip(tmp_path / "fifty.zip", watched=rows, ratings=ratings)).code == 0
    assert run("enrich", "-q").code == 0


def test_what_was_learnt_is_told_as_json_and_in_words(run: Run, rated: None) -> None:
    found = run("taste", "--json").json

    assert list(found) == ["ratings", "held_out", "effects"]
    assert found["ratings"] == RATED
    assert list(found["held_out"]) == ["rmse", "line_rmse", "mean_rmse", "lift", "line_lift", "interval80"]
    assert found["held_out"]["rmse"] < found["held_out"]["line_rmse"]
    assert list(found["effects"]) == ["directors", "genres", "decades", "countries", "languages", "studios"]
    effects = {name: (films, stars, sd) for name, films, stars, sd in found["effects"]["directors"]}
    assert effects.keys() == {"Andrei Tarkovsky", "Steven Soderbergh"}
    films, stars, sd = effects["Andrei Tarkovsky"]
    assert films == RATED / 2
    assert stars > sd > 0
    assert effects["Steven Soderbergh"][1] < 0

    told = run("taste")
    assert (told.code, told.err) == (0, "")
    assert told.out.startswith(f"Learnt from {RATED} ratings")
    assert "stars on average, TMDB's line by" in told.out
    assert "\nAndrei Tarkovsky\tdirector\t+" in told.out


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
