"""What the commands do, print and end with, on a small library."""

import csv
import io
import json
import os
import signal
import stat
import threading
import time
from pathlib import Path
from typing import Any

import pytest
from rich.cells import cell_len

from lbtui.commands import films
from lbtui.commands.enrich import exit_code, report_json
from lbtui.enrichment.run import Report
from lbtui.model import FilmStatus, SessionStatus
from lbtui.storage.database import StorageError
from lbtui.storage.lock import Lock
from lbtui.tmdb.errors import KeyRefused
from tests.letterboxd.maker import film_uri, make_export_zip
from tests.shell.conftest import CHERNOBYL, CLEO, SOLARIS, Run
from tests.tmdb.server import KEY, FakeTmdb, Trouble

FILM_KEYS = [
    "uri", "name", "year", "rating", "liked", "watched", "watchlist", "viewings", "status", "tmdb_kind", "tmdb_id",
    "match_score", "title", "genres", "directors", "cast", "countries", "languages", "runtime", "release_date",
    "tmdb_rating",
]  # fmt: skip
IMPORT_KEYS = [
    "session", "status", "films", "watched", "rated", "liked", "viewings", "reviews", "watchlist", "lists", "orphaned",
    "skipped", "new", "updated",
]  # fmt: skip
ENRICH_KEYS = [
    "session", "status", "films", "enriched", "not_found", "needs_review", "failed", "requests", "seconds",
    "rate_limited",
]  # fmt: skip


def by_name(films: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    return {film["name"]: film for film in films}


# import -------------------------------------------------------------------------------------------


def test_an_import_tells_what_was_read(run: Run, export: Path) -> None:
    found = run("import", export, "--json").json

    assert set(IMPORT_KEYS) <= found.keys()
    counts = {key: found[key] for key in IMPORT_KEYS if isinstance(found[key], int)}
    assert counts == {
        "films": 5, "watched": 4, "rated": 2, "liked": 1, "viewings": 3, "reviews": 1, "watchlist": 1, "lists": 1,
        "orphaned": 0, "new": 5, "updated": 0,
    }  # fmt: skip
    assert (found["status"], found["skipped"]) == ("enriching", [])


def test_rows_that_were_left_out_are_told_with_file_line_and_reason(run: Run, tmp_path: Path) -> None:
    rows = [("2020-05-02", "Cléo", "1962", CLEO), ("2020-05-02", "", "1962", SOLARIS)]
    path = make_export_zip(tmp_path / "export.zip", watched=rows)

    found = run("import", path, "--json").json["skipped"]
    assert [(row["file"], row["line"]) for row in found] == [("watched.csv", 3)]
    assert f"watched.csv, line 3: {found[0]['reason']}" in run("import", path, "--data-dir", tmp_path / "two").out


def test_the_same_export_again_changes_nothing(run: Run, library: Path) -> None:
    assert "Nothing changed" in run("import", library).out
    found = run("import", library, "--json").json
    assert (found["new"], found["updated"], found["unchanged"]) == (0, 0, True)
    assert len(run("sessions", "--json").json) == 1


def test_what_is_no_export_gets_one_line_and_a_failed_session(run: Run, library: Path, tmp_path: Path) -> None:
    found = run("import", tmp_path / "nowhere.zip", "--quiet")

    assert (found.code, found.out) == (1, "")
    assert found.err.count("\n") == 1
    assert "nowhere.zip" in found.err
    latest = run("sessions", "--json").json[0]
    assert (latest["status"], latest["reason"]) == ("failed", found.err.removeprefix("lbtui: ").strip())
    assert len(run("films", "--json").json) == 5


# films --------------------------------------------------------------------------------------------


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


# enrich -------------------------------------------------------------------------------------------


def test_enrichment_brings_every_film_to_an_end(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    found = run("enrich", "--json")

    assert found.code == 0
    report = found.json
    assert set(ENRICH_KEYS) <= report.keys()
    assert (report["films"], report["enriched"], report["not_found"], report["failed"]) == (5, 3, 2, 0)
    assert report["status"] == "completed"
    assert report["requests"] == sum(tmdb.answered.values())
    films = by_name(run("films", "--json").json)
    cleo = films["Cléo from 5 to 7"]
    assert (cleo["status"], cleo["tmdb_kind"], cleo["tmdb_id"]) == ("enriched", "movie", 499)
    assert (cleo["runtime"], cleo["directors"], cleo["release_date"]) == (90, ["Agnès Varda"], "1962-06-15")
    assert films["Solaris"]["tmdb_id"] == 593
    assert films["Nowhere to Be Found"]["status"] == "not_found"
    assert films["Nowhere to Be Found"]["reason"]


def test_enrichment_again_asks_for_nothing_that_is_known(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    run("enrich")
    before = sum(tmdb.count.values())
    report = run("enrich", "--json").json

    assert (report["enriched"], report["requests"]) == (3, 0)
    assert sum(tmdb.count.values()) == before


def test_progress_goes_to_standard_error_and_can_be_silenced(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    found = run("enrich")
    assert "of 5 films" in found.err
    assert "\x1b" not in found.err
    assert found.out.startswith("5 films: 3 enriched")
    assert run("enrich", "-q").err == ""


@pytest.mark.parametrize(
    ("status", "failed", "error", "code"),
    [
        (SessionStatus.COMPLETED, 0, None, 0),
        (SessionStatus.COMPLETED, 2, None, 3),
        (SessionStatus.PAUSED, 2, KeyRefused("refused"), 4),
        (SessionStatus.PAUSED, 0, StorageError("full"), 1),
    ],
)
def test_the_exit_code_tells_how_a_run_ended(
    status: SessionStatus, failed: int, error: KeyRefused | StorageError | None, code: int
) -> None:
    counts = {FilmStatus.ENRICHED: 3, FilmStatus.FAILED: failed}
    report = Report("id", status, str(error or ""), counts, requests=7, seconds=1.234, refused=1, error=error)

    assert exit_code(report) == code
    told = report_json(report)
    assert (told["films"], told["failed"], told["rate_limited"], told["not_found"]) == (3 + failed, failed, 1, 0)


def test_without_a_key_enrichment_says_where_to_get_one(run: Run, library: Path) -> None:
    found = run("enrich")
    assert (found.code, found.out) == (4, "")
    assert "TMDB_API_KEY" in found.err


@pytest.mark.parametrize("key", ["nonsense", KEY[:-1]])
def test_text_that_is_no_key_is_not_repeated(
    run: Run, library: Path, key: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("TMDB_API_KEY", key)
    found = run("enrich")
    assert found.code == 4
    assert key not in found.err


def test_a_refused_key_pauses_the_session_and_keeps_everything(
    run: Run, library: Path, data: Path, tmdb: FakeTmdb
) -> None:
    tmdb.key_valid = False
    found = run("enrich", "--json")

    assert found.code == 4
    assert (found.json["status"], found.json["enriched"]) == ("paused", 0)
    assert "does not accept this key" in found.err
    assert run("sessions", "--json").json[0]["status"] == "paused"
    written = b"".join(path.read_bytes() for path in data.rglob("*") if path.is_file())
    assert KEY.encode() not in written
    tmdb.key_valid = True
    assert run("enrich", "--json").json["status"] == "completed"


def test_an_interrupted_enrichment_ends_with_130_and_goes_on_later(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    tmdb.fail(Trouble.HANG, times=float("inf"), path="/movie/593")
    done = threading.Event()

    def interrupt() -> None:
        while not done.is_set() and not any(path.startswith("/movie/499") for path in tmdb.answered):
            time.sleep(0.01)
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    found = run("enrich", "--json")
    done.set()

    assert (found.code, found.out) == (130, "")
    assert "Interrupted" in found.err
    assert run("sessions", "--json").json[0]["status"] == "enriching"
    tmdb.heal()
    assert run("enrich", "--json").json["enriched"] == 3
    details = [count for path, count in tmdb.answered.items() if path.startswith("/movie/")]
    assert set(details) == {1}


def test_while_another_instance_writes_changes_are_refused_and_looking_is_not(
    run: Run, library: Path, data: Path, tmdb: FakeTmdb
) -> None:
    lock = Lock.take(data / "library.lock")
    assert lock
    try:
        for command in (["enrich"], ["import", str(library)], ["match", "Solaris", "--none"]):
            found = run(*command)
            assert (found.code, found.out, found.err.count("\n")) == (1, "", 1)
            assert "Another lbtui" in found.err
        assert not tmdb.count
        assert len(run("films", "--json").json) == 5
        assert run("stats").code == 0
    finally:
        lock.release()


# stats --------------------------------------------------------------------------------------------


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


def test_one_screen_can_be_asked_for(run: Run, library: Path) -> None:
    assert list(run("stats", "ratings", "--json").json) == ["ratings"]
    assert list(run("stats", "Time", "solaris", "--json").json) == ["time"]


@pytest.mark.parametrize(
    ("screen", "told"),
    [
        ("overview", "Mean rating"),
        ("time", "Double bills"),
        ("ratings", "Ratings"),
        ("taste", "Film age"),
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


def test_series_are_left_out_where_the_settings_say_so(run: Run, library: Path, tmp_path: Path) -> None:
    (tmp_path / "config").mkdir(exist_ok=True)
    (tmp_path / "config" / "config.toml").write_text("count_series = true\nbogus = 1\n")
    found = run("stats", "--json")
    assert found.json["overview"]["films"] == 4
    assert "bogus" in found.err


# export -------------------------------------------------------------------------------------------


def test_films_are_written_as_csv(run: Run, library: Path, tmp_path: Path) -> None:
    found = run("export", "-o", tmp_path / "films.csv", "watched")
    assert (found.code, found.out) == (0, "")
    assert "4 films" in found.err
    with (tmp_path / "films.csv").open(encoding="utf-8", newline="") as file:
        rows = by_name(list(csv.DictReader(file)))
    cleo = rows["Cléo from 5 to 7"]
    assert (cleo["liked"], cleo["rating"], cleo["tags"], cleo["tmdb_id"]) == ("true", "5.0", "cinema; with dad", "")


def test_films_are_written_as_json(run: Run, library: Path, tmp_path: Path) -> None:
    run("export", "--output", tmp_path / "films.json")
    assert json.loads((tmp_path / "films.json").read_text("utf-8")) == run("films", "--json").json
    assert run("export", "--format", "json").json == run("export", "--json").json == run("films", "--json").json


def test_letterboxd_gets_a_row_a_viewing_and_no_film_that_is_only_wanted(
    run: Run, library: Path, tmdb: FakeTmdb
) -> None:
    run("enrich", "-q")
    rows = list(csv.DictReader(io.StringIO(run("export", "--format", "letterboxd").out)))

    cleo = [row for row in rows if row["Title"] == "Cléo from 5 to 7"]
    assert [(row["WatchedDate"], row["Rating"], row["Rewatch"], row["Tags"]) for row in cleo] == [
        ("2020-05-01", "4.5", "false", "cinema, with dad"),
        ("2024-02-03", "5", "true", ""),
    ]
    assert cleo[1]["Review"] == "<i>Loved</i> it."
    assert {(row["LetterboxdURI"], row["tmdbID"]) for row in cleo} == {(CLEO, "499")}
    assert {row["Title"] for row in rows} == {"Cléo from 5 to 7", "Solaris", "Chernobyl", "Nowhere to Be Found"}
    wanted = list(csv.DictReader(io.StringIO(run("export", "--format", "letterboxd", "watchlist").out)))
    assert [(row["Title"], row["WatchedDate"]) for row in wanted] == [("Late Film", "")]


def test_a_file_that_cannot_be_written_is_told(run: Run, library: Path, tmp_path: Path) -> None:
    found = run("export", "-o", tmp_path / "no" / "such" / "folder.csv")
    assert found.code == 1
    assert "folder.csv" in found.err


# what was not to be expected -----------------------------------------------------------------------


def test_a_mistake_of_ours_is_one_line_and_a_report(
    run: Run, library: Path, data: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError(f"api_key={KEY}")

    monkeypatch.setattr(films, "sort", broken)
    found = run("films")

    assert (found.code, found.err.count("\n")) == (1, 1)
    report = next((data / "log").glob("trouble-*.txt"))
    assert str(report) in found.err
    assert KEY not in found.err + report.read_text("utf-8")


# misses and sessions ------------------------------------------------------------------------------


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


# match --------------------------------------------------------------------------------------------


def test_a_match_is_shown_with_its_reason(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    run("enrich", "-q")
    found = run("match", "solaris")
    assert "Solaris (1972): enriched" in found.out
    assert "https://www.themoviedb.org/movie/593" in found.out
    assert run("match", SOLARIS, "--json").json["tmdb_id"] == 593


@pytest.mark.parametrize(
    "reference", ["2103", "movie/2103", "https://www.themoviedb.org/movie/2103-solaris?language=de", "tt0307479"]
)
def test_a_person_decides_what_a_film_is(run: Run, library: Path, tmdb: FakeTmdb, reference: str) -> None:
    found = run("match", "Solaris", "1972", "--tmdb", reference, "--json").json

    assert (found["status"], found["tmdb_id"], found["decided_by"]) == ("enriched", 2103, "person")
    assert found["directors"] == ["Steven Soderbergh"]
    run("enrich", "-q")
    assert run("match", "Solaris", "--json").json["tmdb_id"] == 2103


def test_a_decision_outlives_a_later_import(run: Run, library: Path, tmdb: FakeTmdb, tmp_path: Path) -> None:
    run("match", "Chernobyl", "--none")
    later = [("2020-05-04", "Chernobyl", "2019", CHERNOBYL), ("2026-02-02", "Later", "2025", film_uri(900))]
    run("import", make_export_zip(tmp_path / "letterboxd-me-2026-06-02-03-04-utc.zip", watched=later))
    run("enrich", "-q")

    found = run("match", "Chernobyl", "--json").json
    assert (found["status"], found["decided_by"]) == ("not_found", "person")


def test_a_decision_can_be_undone(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    run("match", "Solaris", "--none")
    assert run("match", "Solaris", "--undo", "--json").json["status"] == "pending"
    run("enrich", "-q")
    assert run("match", "Solaris", "--json").json["tmdb_id"] == 593


def test_an_id_that_tmdb_does_not_have_changes_nothing(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    found = run("match", "Solaris", "--tmdb", "424242")
    assert (found.code, found.err.count("\n")) == (1, 1)
    assert run("match", "Solaris", "--json").json["status"] == "pending"


def test_a_name_of_several_films_lists_them(run: Run, tmp_path: Path) -> None:
    rows = [("2020-05-02", "Solaris", year, film_uri(n)) for n, year in enumerate(("1972", "2002"), 1)]
    run("import", make_export_zip(tmp_path / "export.zip", watched=rows))

    found = run("match", "Solaris")
    assert found.code == 1
    assert f"Solaris (1972)  {film_uri(1)}" in found.err
    assert run("match", "Solaris", "2002", "--json").json["uri"] == film_uri(2)
    assert run("match", "Solaris (1972)", "--json").json["uri"] == film_uri(1)
    assert run("match", "Stalker").code == 1


# the demo -----------------------------------------------------------------------------------------


def test_the_demo_has_a_library_of_its_own_and_needs_neither_key_nor_network(run: Run, data: Path) -> None:
    films = run("--demo", "films", "--json").json
    assert len(films) > 250
    assert len(run("--demo", "sessions", "--json").json) == 1
    assert run("match", "--demo", films[0]["uri"], "--tmdb", "tt0000001").code == 1
    assert run("stats", "--demo", "--json").json["overview"]["films"] > 200
    assert not (data / "library.db").exists()
