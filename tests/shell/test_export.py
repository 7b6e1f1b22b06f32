"""`lbtui export`: files for spreadsheets, scripts and Letterboxd."""

import csv
import errno
import io
import json
import os
from pathlib import Path

import pytest

from tests.shell.conftest import CLEO, Run, by_name
from tests.tmdb.server import FakeTmdb


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


def test_a_file_that_cannot_be_written_whole_costs_nothing_that_was_there(
    run: Run, library: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    path = tmp_path / "films.csv"
    path.write_text("what was there")

    def full(*_: object) -> None:
        raise OSError(errno.ENOSPC, "No space left on device")

    monkeypatch.setattr(os, "replace", full)
    for more in ((), ("--format", "letterboxd")):
        done = run("export", "-o", path, *more)
        assert (done.code, done.err) == (1, f"lbtui: {path}: No space left on device.\n")
        assert path.read_text() == "what was there"
    assert [file.name for file in tmp_path.glob("films*")] == ["films.csv"]


def test_signs_of_control_in_an_argument_do_not_reach_the_terminal(run: Run, library: Path, tmp_path: Path) -> None:
    for words in (("--\x1b[2J",), ("sessions", "\x1b[2J"), ("export", "-o", tmp_path / "\x1b[2J.csv")):
        assert "\x1b" not in run(*words).err


def test_the_home_of_nobody_is_a_sentence(run: Run, library: Path) -> None:
    for words in (("import", "~nobody-of-this-name/x.zip"), ("export", "-o", "~nobody-of-this-name/x.csv")):
        done = run(*words, "-q")
        assert done.code == 1
        assert "mistake" not in done.err


def test_a_terminal_of_any_width_is_drawn_for(run: Run, library: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "9" * 30)
    assert run("stats").code == 0
