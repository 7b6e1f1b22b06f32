"""`lbtui films`, `misses` and `sessions`: what is listed."""

import csv
import os
import sqlite3
import stat
from contextlib import closing
from pathlib import Path

import pytest

from lbtui.commands import films
from lbtui.commands.parser import SORTS
from lbtui.films.fields import SORTINGS
from tests.shell.conftest import CLEO, Run, by_name
from tests.storage.test_database import older_library
from tests.tmdb.server import KEY, FakeTmdb

FILM_KEYS = [
    "uri", "name", "year", "rating", "liked", "watched", "watchlist", "viewings", "status", "tmdb_kind", "tmdb_id",
    "match_score", "title", "genres", "directors", "cast", "countries", "languages", "runtime", "release_date",
    "tmdb_rating",
]  # fmt: skip


def test_films_before_enrichment_say_null_for_what_nobody_knows(run: Run, library: Path) -> None:
    films = by_name(run("films", "--json").json)

    assert all(set(FILM_KEYS) <= film.keys() for film in films.values())
    cleo, late = films["Cléo from 5 to 7"], films["Late Film"]
    assert (cleo["uri"], cleo["year"], cleo["rating"], cleo["liked"], cleo["viewings"]) == (CLEO, 1962, 5.0, True, 2)
    assert (cleo["tags"], cleo["lists"]) == (["cinema", "with dad"], ["Best of"])
    assert (late["watched"], late["watchlist"], late["rating"], late["status"]) == (False, True, None, "pending")
    unknown = ("tmdb_kind", "tmdb_id", "match_score", "title", "runtime", "release_date", "tmdb_rating", "tmdb_votes")
    assert {cleo[key] for key in unknown} == {None}
    assert [cleo[key] for key in ("genres", "directors", "cast", "countries", "languages")] == [[]] * 5


@pytest.mark.parametrize(
    ("terms", "names"),
    [
        (["solaris"], ["Solaris"]),
        (["rating>=4", "liked"], ["Cléo from 5 to 7"]),
        (["-watched"], ["Late Film"]),
        (["watched:2024", "-liked"], ["Solaris"]),
        (["year:1962 or year:2020"], ["Cléo from 5 to 7", "Late Film"]),
        (["nothing", "of", "the", "sort"], []),
    ],
)
def test_films_are_filtered(run: Run, library: Path, terms: list[str], names: list[str]) -> None:
    assert [film["name"] for film in run("films", *terms, "--json").json] == names


def test_the_orders_offered_are_those_of_the_filter() -> None:
    assert set(SORTS) == set(SORTINGS)


def test_the_filter_may_say_the_order(run: Run, library: Path) -> None:
    by_option = [film["name"] for film in run("films", "--json", "--sort", "rating").json]
    assert [film["name"] for film in run("films", "--json", "sort:rating").json] == by_option


def test_films_are_sorted_with_the_unknown_last(run: Run, library: Path) -> None:
    found = [film["rating"] for film in run("films", "--json", "--sort", "rating").json]
    assert found == [5.0, 3.5, None, None, None]
    assert [film["name"] for film in run("films", "--json", "--sort", "year", "--limit", "1").json] == ["Late Film"]


def test_films_into_a_pipe_are_whole_lines_parted_by_tabs(run: Run, library: Path) -> None:
    rows = [line.split("\t") for line in run("films").out.splitlines()]
    assert rows[0][:3] == ["name", "year", "rating"]
    assert rows[1] == ["Chernobyl", "2019", "", "", "1", "", "", "", "", "pending"]
    assert {len(row) for row in rows} == {len(rows[0])}


def test_without_a_library_a_command_says_how_to_get_one(run: Run, data: Path) -> None:
    for command in ("films", "stats", "export", "misses", "sessions"):
        found = run(command)
        assert (found.code, found.out) == (1, "")
        assert "import an export first" in found.err
    assert not data.exists()


def test_misses_are_told_with_their_reason(run: Run, library: Path, tmdb: FakeTmdb, tmp_path: Path) -> None:
    assert run("misses", "--json").json == []
    run("enrich", "-q")
    found = run("misses", "--json").json

    assert [(film["name"], film["status"]) for film in found] == [
        ("Chernobyl", "not_found"),
        ("Nowhere to Be Found", "not_found"),
    ]
    assert all(film["reason"] for film in found)
    run("misses", "-o", tmp_path / "misses.csv")
    rows = list(csv.DictReader((tmp_path / "misses.csv").read_text("utf-8").splitlines()))
    assert [row["reason"] for row in rows] == [film["reason"] for film in found]


def test_the_least_certain_matches_can_be_listed(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    run("enrich", "-q")
    found = run("misses", "--lowest", "1", "watchlist or cléo", "--json").json
    assert [(film["name"], film["match_score"] < 1) for film in found] == [("Late Film", True)]


def test_sessions_are_told_newest_first_with_their_log(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    run("enrich", "-q")
    found = run("sessions", "--json").json[0]

    assert {"session", "status", "source", "reason", "trace", "created", "changed", "ended", "counts"} <= found.keys()
    assert (found["status"], found["source"], found["reason"]) == ("completed", library.name, None)
    assert found["counts"]["films"] == 5
    log = run("sessions", found["session"][:6], "--json").json["log"]
    assert [change["status"] for change in log] == ["uploading", "parsing", "processing", "enriching", "completed"]
    assert "completed" in run("sessions").out
    assert run("sessions", "zzzz").code == 1


def test_the_log_has_the_trace_of_the_session_and_is_private(run: Run, library: Path, data: Path) -> None:
    trace = run("sessions", "--json").json[0]["trace"]
    log = data / "log" / "lbtui.log"
    assert f"trace={trace}" in log.read_text("utf-8")
    assert stat.S_IMODE(log.stat().st_mode) == 0o600


def test_a_mistake_of_ours_is_one_line_and_a_report(
    run: Run, library: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"api_key={KEY}")

    monkeypatch.setattr(films, "find", broken)
    found = run("films")

    assert (found.code, found.err.count("\n")) == (1, 1)
    report = next((data / "log").glob("trouble-*.txt"))
    assert str(report) in found.err
    assert KEY not in found.err + report.read_text("utf-8")


def test_a_library_of_an_older_lbtui_is_brought_up_to_date_first(run: Run, data: Path) -> None:
    older_library(data / "library.db")
    for words in (("films", "--json"), ("stats", "--json"), ("sessions", "--json")):
        assert (run(*words).code, run(*words).err) == (0, "")
    assert (data / "library.v1.bak").exists()


def test_services_that_were_typed_into_the_settings_file_count_at_once(run: Run, library: Path, data: Path) -> None:
    with closing(sqlite3.connect(data / "library.db")) as store:
        store.execute("UPDATE film SET kind = 'movie', tmdb_id = 4 WHERE name = 'Late Film'")
        facts = "('movie', 4, 1, '2026-01-01', '', 'DE', '2026-01-02', '2026-01-03T10:00:00+00:00')"
        columns = "(kind, tmdb_id, detailed, fetched_at, title, region, offers_at, streams_at)"
        store.execute(f"INSERT INTO metadata {columns} VALUES {facts}")
        store.execute("INSERT INTO service VALUES (11, 'MUBI')")
        store.execute("INSERT INTO offer SELECT id, 'ads', 0, 11 FROM metadata")
        store.commit()
    settings = Path(os.environ["LBTUI_CONFIG_DIR"]) / "config.toml"
    settings.parent.mkdir(parents=True, exist_ok=True)
    settings.write_text('region = "DE"\n')
    assert run("films", "streaming", "--json").json == []
    settings.write_text('region = "DE"\nservices = ["MUBI"]\n')
    (film,) = run("films", "streaming", "--json").json
    assert (film["name"], film["streaming"], film["rent"], film["on_services"]) == ("Late Film", ["MUBI"], [], True)
    assert film["streaming_as_of"] == "2026-01-03"
    settings.write_text('region = "FR"\nservices = ["MUBI"]\n')
    asked = run("films", "on:mubi", "--json")
    assert (asked.json, asked.err) == ([], "")
    settings.unlink()
    assert "Choose your region and your services in the settings first" in run("films", "streaming or on:mubi").err
