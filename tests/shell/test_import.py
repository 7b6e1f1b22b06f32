"""`lbtui import`: what is read, left out, and refused."""

from pathlib import Path

import pytest

from tests.letterboxd.maker import make_export_zip
from tests.shell.conftest import CLEO, SOLARIS, Run

IMPORT_KEYS = [
    "session", "status", "films", "watched", "rated", "liked", "viewings", "reviews", "watchlist", "lists", "orphaned",
    "skipped", "new", "updated",
]  # fmt: skip


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


def test_an_empty_name_does_not_mean_this_folder(run: Run, export: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(export.parent)
    done = run("import", "")
    assert (done.code, done.out) == (2, "")
    assert "An EXPORT is empty" in done.err
