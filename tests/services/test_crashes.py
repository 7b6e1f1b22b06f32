"""The report of an unexpected error."""

import stat
from pathlib import Path

from lbtui.services.crashes import sentence, write_report
from tests.tmdb.server import KEY


def error_with(text: str) -> RuntimeError:
    secret = text
    try:
        raise RuntimeError(f"https://host/3/movie?api_key={secret}")
    except RuntimeError as error:
        return error


def test_a_report_tells_where_it_broke_and_no_secret(tmp_path: Path) -> None:
    path = write_report(tmp_path / "log", error_with(KEY))

    assert path
    told = path.read_text("utf-8")
    assert "error_with" in told
    assert "RuntimeError" in told
    assert KEY not in told
    assert stat.S_IMODE(path.stat().st_mode) == 0o600
    assert str(path) in sentence(error_with(KEY), path)
    assert KEY not in sentence(error_with(KEY), path)


def test_a_report_that_cannot_be_written_is_no_second_error(tmp_path: Path) -> None:
    (tmp_path / "log").write_text("")
    assert write_report(tmp_path / "log", error_with(KEY)) is None
    assert "safe" in sentence(error_with(KEY), None)
