"""`lbtui enrich`: every film to an end, and every way to be stopped."""

import asyncio
import os
import signal
import threading
from pathlib import Path

import pytest

from lbtui.commands.enrich import exit_code, report_json
from lbtui.enrichment.run import Report
from lbtui.model.enums import FilmStatus, SessionStatus
from lbtui.storage.database import Lock, StorageError
from lbtui.tmdb.errors import KeyRefused
from tests.shell.conftest import Run, by_name
from tests.tmdb.server import KEY, FakeTmdb, Trouble
from tests.waiting import wait_until

ENRICH_KEYS = [
    "session", "status", "films", "enriched", "not_found", "needs_review", "failed", "requests", "seconds",
    "rate_limited",
]  # fmt: skip


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


def test_the_key_is_not_sent_in_clear_to_another_machine(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    found = run("enrich", "--tmdb-url", "http://tmdb.example.org/3")

    assert (found.code, found.out, found.err.count("\n")) == (1, "", 1)
    assert "anybody could read the key" in found.err
    assert not tmdb.count


def test_an_interrupted_enrichment_ends_with_130_and_goes_on_later(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    tmdb.fail(Trouble.HANG, times=float("inf"), path="/movie/593")

    def interrupt() -> None:
        asyncio.run(
            wait_until(lambda: any(path.startswith("/movie/499") for path in tmdb.answered), "a film", rest=0.01)
        )
        os.kill(os.getpid(), signal.SIGINT)

    threading.Thread(target=interrupt, daemon=True).start()
    found = run("enrich", "--json")

    assert (found.code, found.out) == (130, "")
    assert "Interrupted" in found.err
    assert run("sessions", "--json").json[0]["status"] == "enriching"
    tmdb.heal()
    assert run("enrich", "--json").json["enriched"] == 3
    details = [count for path, count in tmdb.answered.items() if path.startswith("/movie/")]
    # What was on its way at that moment may have to be asked for once more.
    assert set(details) <= {1, 2}


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
