"""What the dashboard of taste tells of predictions: how far off they are, and what weighs."""

from dataclasses import replace
from pathlib import Path

import pytest

from lbtui.query import parse
from lbtui.statistics.checked import Checked, check, panels
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.reading import load
from lbtui.statistics.service import Counting
from lbtui.storage.rows import load_rows
from tests.statistics.library import build, build_rated, request


@pytest.fixture
def store(tmp_path: Path) -> Path:
    return build_rated(tmp_path / "library.db", 60, 0)


def test_it_is_counted_and_then_told(store: Path) -> None:
    counting = Counting(store, checks=True)
    counting.load(1)
    asked = request(Dashboard.TASTE)
    waiting = {panel.key: panel for panel in counting.count(asked).panels}
    assert waiting["prediction"].data is None

    counting.check(series=False)
    assert counting.checked == counting.loaded
    told = {panel.key: panel for panel in counting.count(asked).panels}
    assert told["prediction"].note.startswith("Off by ")
    assert [bar.label for bar in told["prediction"].bars][:2] == ["Predictions off by", "TMDB alone off by"]
    assert "prediction" not in {panel.key for panel in Counting(store).count(asked).panels}


def test_what_weighs_leads_to_its_films(store: Path) -> None:
    told = {panel.key: panel for panel in panels(check(load(store)))}
    directors = {bar.label: bar for bar in told["liked-directors"].bars}
    assert directors["Agnès Varda"].value > 0 > directors["Stanley Kubrick"].value
    assert directors["Agnès Varda"].cells[1] == "30"
    films = parse(directors["Agnès Varda"].query or "").filter(load_rows(store))
    assert len(films) == 30


def test_a_model_that_is_no_better_says_so(store: Path) -> None:
    found = check(load(store))
    assert found.held_out
    worse = Checked(60, replace(found.held_out, rmse=found.held_out.line_rmse), {"directors": [], "genres": []} | {
        group: [] for group in ("decades", "countries", "languages")
    })  # fmt: skip
    told = next(iter(panels(worse)))
    assert told.note.startswith("No better than TMDB alone")
    assert told.bars[0].note == "no better than TMDB alone"


def test_too_few_ratings_are_a_sentence(tmp_path: Path) -> None:
    found = list(panels(check(load(build(tmp_path / "library.db")))))
    assert len(found) == 1
    assert "25 more to go" in found[0].bars[0].note
