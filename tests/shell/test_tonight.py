"""`lbtui tonight`: the films of the app's screen for this evening, narrowed by a filter."""

from pathlib import Path

import pytest

from lbtui.statistics.tonight import PICKS
from tests.shell.conftest import Run
from tests.statistics.library import build_rated
from tests.tmdb.server import FakeTmdb


@pytest.fixture
def rated(data: Path) -> None:
    """Sixty rated films, and forty on the watchlist of which the even ones are by whom the member does not like."""
    build_rated(data / "library.db", 60, 40)


def test_five_films_of_the_watchlist_with_their_predictions(run: Run, rated: None) -> None:
    told = run("tonight", "--json")
    assert told.err == "Picked from 40 films by how you might rate them.\n"
    assert len(told.json) == PICKS
    for film in told.json:
        assert film["watchlist"]
        assert film["predicted"] == pytest.approx(sum(part for _, part in film["predicted_parts"]), abs=0.01)
        low, high = film["predicted_interval"]
        assert low < film["predicted"] <= high
    assert "Agnès Varda +" in run("tonight", "-q").out
    assert run("tonight", "--json").json == told.json
    assert run("tonight", "--json", "--roll", "1").json != told.json


def test_films_are_filtered_and_sorted_by_predictions(run: Run, rated: None) -> None:
    lines = [
        line.split("\t")
        for line in run("films", "predicted>=3.5", "runtime<150", "--sort", "predicted").out.splitlines()
    ]
    assert lines[0][-1] == "predicted"
    stars = [float(line[-1]) for line in lines[1:]]
    assert stars == sorted(stars, reverse=True)
    assert min(stars) >= 3.5
    found = run("films", "sort:predicted", "--limit", "1", "--json").json
    assert round(found[0]["predicted"], 1) == stars[0]
    assert found[0]["predicted_parts"]


@pytest.mark.parametrize("command", ["films", "export"])
def test_predictions_are_told_where_they_are_asked_for(run: Run, rated: None, command: str) -> None:
    told = run(command, "--json", "--predicted").json
    assert sum(film["predicted"] is not None for film in told) == 40
    assert sum(bool(film["predicted_parts"]) for film in told) == 40
    assert all("predicted" in film for film in run(command, "--json", "predicted>=3.5").json)
    assert "predicted" in run(command, "--predicted").out.splitlines()[0]


@pytest.mark.parametrize("command", ["films", "export"])
def test_nothing_is_learnt_where_no_prediction_is_asked_for(
    run: Run, rated: None, command: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("lbtui.commands.films.learn_taste", lambda _options: pytest.fail("learnt"))
    assert not any(key.startswith("predicted") for film in run(command, "--json").json for key in film)
    assert "predicted" not in run(command).out


def test_a_filter_narrows_them(run: Run, rated: None) -> None:
    found = run("tonight", "genre:horror", "or", "genre:western", "runtime<150", "--json").json
    assert found
    assert all("Horror" in film["genres"] for film in found)
    none = run("tonight", "runtime<10")
    assert (none.code, none.err) == (0, "No film fits: lbtui tonight --unseen looks beyond the watchlist.\n")


def test_with_few_ratings_tmdb_decides(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    run("enrich", "-q")
    found = run("tonight", "--json")
    assert [film["name"] for film in found.json] == ["Late Film"]
    assert "48 more to go" in found.err
