"""Reports of what should not have happened: useful, without keys, for their owner's eyes."""

from datetime import datetime
from pathlib import Path

from lbtui.config import find_paths
from lbtui.services.crash_report import sentence, write_report

KEY = "0123456789abcdef0123456789abcdef"
NOW = datetime(2026, 11, 21, 6, 30)


def _error() -> Exception:
    key_in_a_variable = "secret" + KEY
    try:
        raise RuntimeError(f"https://api.themoviedb.org/3/movie/1?api_key={KEY} {len(key_in_a_variable)}")
    except RuntimeError as error:
        return error


def test_a_report_says_where_it_happened_and_holds_no_key(tmp_path: Path) -> None:
    report = write_report(_error(), find_paths(tmp_path, {}), NOW)
    assert report is not None
    text = report.read_text()
    assert "test_crash_report.py" in text
    assert "RuntimeError" in text
    assert KEY not in text
    assert report.stat().st_mode & 0o777 == 0o600
    assert str(report) in sentence(report)


def test_only_the_last_reports_stay(tmp_path: Path) -> None:
    paths = find_paths(tmp_path, {})
    for minute in range(15):
        write_report(_error(), paths, NOW.replace(minute=minute))
    kept = sorted(path.name for path in paths.logs.glob("trouble-*.txt"))
    assert len(kept) == 10
    assert kept[-1].startswith("trouble-20261121-0614")


def test_a_disk_that_takes_nothing_is_told_and_does_no_harm(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("a file where the folder should be")
    assert write_report(_error(), find_paths(tmp_path, {}), NOW) is None
    assert "No report" in sentence(None)
