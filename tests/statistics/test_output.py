import json
from datetime import date
from pathlib import Path
from typing import Any

import numpy as np
import pytest

from lbtui.model.enums import Role
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.export import HEADER, Computed, to_json, to_rows
from lbtui.statistics.frames import Frames
from lbtui.statistics.reading import load
from lbtui.statistics.request import DateRange, Scope
from tests.statistics.library import compute, create


@pytest.fixture(scope="module")
def statistics(library: Frames) -> Computed:
    return compute(library, dates=DateRange.years(2024), other=DateRange.years(2025))


def test_the_json_has_the_shape_that_scripts_rely_on(statistics: Computed) -> None:
    found = to_json(statistics)

    expected: dict[str, Any] = {
        "films": 34, "viewings": 60, "rated": 26, "liked": 7, "mean_rating": 3.3846, "median_rating": 3.5,
        "hours": 125.2833, "hours_coverage": [31, 34], "countries": 4, "languages": 3, "directors": 6,
    }  # fmt: skip
    assert {key: found["overview"][key] for key in expected} == expected
    assert list(found["ratings"]["histogram"]) == ["0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"]
    assert found["ratings"]["histogram"]["4.5"] == 3
    assert found["time"]["by_year"] == {
        "2000": 13, "2020": 2, "2021": 6, "2022": 3, "2023": 1, "2024": 13, "2025": 12, "2026": 10,
    }  # fmt: skip
    assert found["time"]["by_weekday"] == {"Mon": 5, "Tue": 10, "Wed": 7, "Thu": 4, "Fri": 2, "Sat": 27, "Sun": 5}
    assert found["time"]["longest_streak_weeks"] == 5
    assert found["taste"]["genres"][0] == ["Drama", 19, 3.5]
    assert found["taste"]["decades"][0] == ["1950s", 1, None]
    assert found["people"]["directors"][0] == ["Stanley Kubrick", 10, 3.375]
    assert list(found) == [screen.value for screen in Dashboard]


def test_the_json_is_plain(statistics: Computed) -> None:
    assert json.loads(json.dumps(to_json(statistics), allow_nan=False)) == to_json(statistics)


def test_no_figure_holds_a_number_of_numpy(statistics: Computed) -> None:
    for row in to_rows(statistics):
        assert not isinstance(row[-1], np.generic), row


def test_the_rows_hold_every_screen_and_one_plain_value_each(statistics: Computed) -> None:
    rows = to_rows(statistics)

    assert {row[0] for row in rows} == {screen.value for screen in Dashboard}
    assert all(len(row) == len(HEADER) for row in rows)
    assert all(isinstance(row[-1], int | float | str | None) for row in rows)
    assert ("overview", "films", "", "value", 34) in rows
    assert ("overview", "hours", "", "coverage known", 31) in rows
    assert ("overview", "histogram", "4.5", "films", 3) in rows
    assert ("time", "by_weekday", "Sat", "viewings", 27) in rows
    assert ("taste", "genres", "Drama", "mean", 3.5) in rows
    assert ("taste", "decades", "1950s", "mean", None) in rows
    assert ("people", "directors", "most_watched / Stanley Kubrick", "films", 10) in rows


def test_only_the_screens_asked_for_are_computed(library: Frames) -> None:
    assert list(to_json(compute(library, [Dashboard.RATINGS]))) == ["ratings"]


def test_the_scope_may_be_all_films_of_the_filter(library: Frames) -> None:
    unseen = library.narrow(range(32, 41))

    assert to_json(compute(unseen))["overview"]["films"] == 0
    figures = to_json(compute(unseen, scope=Scope.ALL))["overview"]
    assert (figures["films"], figures["hours"], figures["hours_coverage"]) == (9, 0.0, [0, 0])


def test_an_empty_library_has_figures_for_every_screen(database: Path) -> None:
    create(database).close()

    found = to_json(compute(load(database)))

    json.dumps(found, allow_nan=False)
    overview = found["overview"]
    assert (overview["films"], overview["mean_rating"], overview["median_rating"], overview["hours"]) == (
        0,
        None,
        None,
        0,
    )
    assert found["ratings"]["histogram"]["5"] == 0
    assert found["time"]["by_year"] == {}
    assert found["time"]["longest_streak_weeks"] == 0
    assert found["taste"]["genres"] == found["people"]["directors"] == []
    assert found["years"]["review"]["span"]["first"] == "2026-01-01"
    assert to_rows(compute(load(database)))


def test_without_tmdb_the_export_still_tells_its_figures(bare: Frames, statistics: Computed) -> None:
    found = compute(bare, dates=DateRange.years(2024), other=DateRange.years(2025))
    full, plain = to_json(statistics), to_json(found)

    for key in ("films", "viewings", "rated", "liked", "mean_rating", "median_rating", "release_years", "latest"):
        assert plain["overview"][key] == full["overview"][key], key
    for key in ("by_year", "by_weekday", "longest_streak", "busiest_day", "longest_gap", "double_bills", "milestones"):
        assert plain["time"][key] == full["time"][key], key
    for key in ("histogram", "by_decade", "over_time", "first_watch", "rewatch", "five_stars", "rated_not_liked"):
        assert plain["ratings"][key] == full["ratings"][key], key
    assert plain["taste"]["decades"] == full["taste"]["decades"]
    assert plain["taste"]["age"] == full["taste"]["age"]
    assert plain["taste"]["lists"] == full["taste"]["lists"]
    assert plain["years"]["review"]["tags"] == full["years"]["review"]["tags"]
    assert plain["watchlist"]["by_decade"] == full["watchlist"]["by_decade"]


def test_without_tmdb_the_other_figures_say_what_they_wait_for(bare: Frames) -> None:
    found = compute(bare, today=date(2026, 6, 17))

    assert (found[Dashboard.OVERVIEW].hours.total, found[Dashboard.OVERVIEW].hours.coverage.known) == (0, 0)
    assert found[Dashboard.OVERVIEW].hours.coverage.of == 34
    assert found[Dashboard.OVERVIEW].enriched.known == 0
    assert found[Dashboard.TASTE].genres == ()
    assert (found[Dashboard.TASTE].genres_coverage.known, found[Dashboard.TASTE].genres_coverage.of) == (0, 34)
    assert found[Dashboard.PEOPLE].roles[Role.DIRECTOR].coverage.known == 0
    assert found[Dashboard.RATINGS].against_tmdb.mean_difference is None
