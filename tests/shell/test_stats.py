"""`lbtui stats`: shapes for scripts, text for people."""

import csv
import io
import sqlite3
from contextlib import closing
from pathlib import Path

import pytest
from PIL import Image
from rich.cells import cell_len

from lbtui.model.enums import Kind
from lbtui.theme import colours_of, theme_named
from tests.shell.conftest import Run
from tests.tmdb.catalogue import Film
from tests.tmdb.server import FakeTmdb


def test_statistics_have_the_shape_that_scripts_rely_on(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    run("enrich")
    found = run("stats", "--json").json

    assert list(found) == ["overview", "time", "ratings", "taste", "people", "years", "watchlist"]
    overview = found["overview"]
    expected = {
        "films": 4, "viewings": 3, "rated": 2, "liked": 1, "mean_rating": 4.25, "median_rating": 4.25,
        "hours": 5.7833, "hours_coverage": [2, 4], "countries": 1, "languages": 1, "directors": 2,
    }  # fmt: skip
    assert {key: overview[key] for key in expected} == expected
    assert list(found["ratings"]["histogram"]) == [f"{half / 2:g}" for half in range(1, 11)]
    assert found["time"]["by_year"] == {"2020": 1, "2024": 2}
    assert list(found["time"]["by_weekday"]) == ["Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun"]
    assert found["time"]["longest_streak_weeks"] == 1
    assert found["taste"]["genres"] == [["Drama", 2, 4.25]]
    assert ["1970s", 1, 3.5] in found["taste"]["decades"]
    assert ["Agnès Varda", 1, 5.0] in found["people"]["directors"]


@pytest.mark.parametrize(
    ("words", "films"),
    [([], 4), (["watchlist"], 1), (["unseen"], 1), (["year>=1900"], 4), (["-watched"], 1), (["rating:5"], 1)],
)
def test_statistics_count_watched_films_unless_the_filter_says_otherwise(
    run: Run, library: Path, words: list[str], films: int
) -> None:
    assert run("stats", "overview", *words, "--json").json["overview"]["films"] == films


def test_a_dashboard_whose_name_is_mistyped_is_not_counted_in_silence(run: Run, library: Path) -> None:
    found = run("stats", "overveiw")
    assert found.err.startswith("No film fits 'overveiw'. The dashboards are overview, time, ")
    assert not run("stats", "overview").err


@pytest.mark.parametrize("number", ["1e300", "9e999", "-3", "0", "100"])
def test_a_rating_that_nobody_can_have_given_is_none(run: Run, library: Path, data: Path, number: str) -> None:
    run("enrich")
    with closing(sqlite3.connect(data / "library.db")) as connection, connection:
        for table in ("film", "viewing", "review"):
            connection.execute(f"UPDATE {table} SET rating = {number}")

    assert run("stats", "--json").json["overview"]["rated"] == 0
    assert {film["rating"] for film in run("films", "--json").json} == {None}


def test_one_screen_can_be_asked_for(run: Run, library: Path) -> None:
    assert list(run("stats", "ratings", "--json").json) == ["ratings"]
    assert list(run("stats", "Time", "solaris", "--json").json) == ["time"]


@pytest.mark.parametrize(
    ("screen", "told"),
    [
        ("overview", "Films by release year"),
        ("time", "By weekday"),
        ("ratings", "Ratings"),
        ("taste", "Decades"),
        ("people", "Most watched directors"),
        ("years", "2024 by month"),
        ("watchlist", "Waiting longest"),
    ],
)
def test_every_screen_is_told_in_plain_text(run: Run, library: Path, tmdb: FakeTmdb, screen: str, told: str) -> None:
    for _ in range(2):
        found = run("stats", screen)
        assert (found.code, found.err) == (0, "")
        assert told in found.out
        assert "\x1b" not in found.out
        assert max(map(cell_len, found.out.splitlines())) <= 100
        run("enrich", "-q")


def test_another_role_can_be_asked_for(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    run("enrich", "-q")
    assert "Most watched actors" in run("stats", "people", "--role", "actor").out.splitlines()[0]


def test_years_can_be_set_side_by_side(run: Run, library: Path) -> None:
    found = run("stats", "years", "--year", "2024", "--against", "2019..2020", "--json").json["years"]
    assert (found["review"]["viewings"], found["other"]["viewings"]) == (2, 1)


def test_figures_come_as_csv_too(run: Run, library: Path) -> None:
    rows = list(csv.reader(io.StringIO(run("stats", "--csv").out)))
    assert rows[0] == ["screen", "figure", "label", "measure", "value"]
    assert ["overview", "films", "", "value", "4"] in rows


def test_no_figure_in_the_csv_is_a_formula(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    tmdb.films[Kind.MOVIE, 593] = Film(593, "Solaris", 1972, directors=((9003, "=1+1"),))
    run("enrich", "-q")
    cells = [cell for row in csv.reader(io.StringIO(run("stats", "--csv").out)) for cell in row]
    assert "'=1+1" in cells
    assert not [cell for cell in cells if cell.startswith("=")]


def test_series_are_left_out_where_the_settings_say_so(run: Run, library: Path, tmdb: FakeTmdb, tmp_path: Path) -> None:
    tmdb.films[Kind.TV, 87108] = Film(87108, "Chernobyl", 2019, kind=Kind.TV)
    run("enrich")
    assert run("stats", "--json").json["overview"]["films"] == 4
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "config.toml").write_text("count_series = false\nbogus = 1\n")
    found = run("stats", "--json")
    assert found.json["overview"]["films"] == 3
    assert "bogus" in found.err


def test_dashboards_are_written_as_a_page(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('theme = "no longer there"\nmember = "sample"\n')
    found = run("stats", "--html", tmp_path / "all.html")
    one = run("stats", "time", "solaris", "--html", tmp_path / "one.html", "--json")

    assert (found.code, found.out) == (0, "")
    assert "all.html" in found.err
    assert one.json == {"files": [str(tmp_path / "one.html")]}
    assert (tmp_path / "all.html").read_text().count("<section") == 7
    page = (tmp_path / "one.html").read_text()
    assert page.count("<section") == 1
    assert "<h1>Time</h1>" in page
    assert "sample · solaris · 1 film · " in page


def test_dashboards_are_drawn_as_pictures_in_the_theme(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('theme = "nord"\n')
    found = run("stats", "overview", "--svg", tmp_path / "o.svg", "--png", tmp_path / "o.png", "--json")
    run("stats", "--svg", tmp_path / "all.svg")

    assert found.json == {"files": [str(tmp_path / "o.svg"), str(tmp_path / "o.png")]}
    one, all_of_them = ((tmp_path / f"{name}.svg").read_text() for name in ("o", "all"))
    assert colours_of(theme_named("nord")).background in one
    assert ">Films by release year<" in one
    assert ">Waiting longest<" not in one
    assert ">Waiting longest<" in all_of_them
    with Image.open(tmp_path / "o.png") as image:
        assert image.format == "PNG"
