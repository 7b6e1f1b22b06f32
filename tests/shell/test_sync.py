"""`lbtui sync`: the feed of a member whose name was typed, once, and what is told of it."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.letterboxd.feeds import Feeds, feed, item
from tests.shell.conftest import Run

NEW = item(9001, "By Feed", 2022, film=9, tmdb=701, rating=4, like="Yes", review="<p>Good.</p>")


@pytest.fixture
def feeds(monkeypatch: pytest.MonkeyPatch) -> Iterator[Feeds]:
    """Letterboxd, as the commands find it."""
    with Feeds(feed([NEW])) as feeds:
        monkeypatch.setenv("LBTUI_LETTERBOXD_URL", feeds.url)
        yield feeds


def test_a_sync_brings_what_is_new_and_a_second_one_nothing(run: Run, library: Path, feeds: Feeds) -> None:
    found = run("sync", "sample", "--json").json
    assert (found["new"], found["new_viewings"], found["reviews"], found["unchanged"]) == (1, 1, 1, False)
    assert found["gap"].keys() == {"after", "before"}
    assert feeds.paths == ["/sample/rss/"]

    again = run("sync", "sample", "--json").json
    assert (again["unchanged"], again["new_viewings"], again["gap"]) == (True, 0, found["gap"])
    assert len(run("sessions", "--json").json) == 2
    assert run("sync", "sample").out.startswith("Nothing new since the last time.\nEntries of your diary between")


def test_a_film_of_the_feed_is_not_searched_for(run: Run, library: Path, feeds: Feeds, tmdb: object) -> None:
    run("enrich")
    run("sync", "sample")
    done = run("enrich", "--json").json
    (film,) = [film for film in run("films", "--json").json if film["name"] == "By Feed"]
    assert (film["tmdb_id"], film["decided_by"], film["rating"], film["liked"]) == (701, "letterboxd", 4, True)
    assert done["requests"] == 1


def test_a_saved_feed_is_imported_like_an_export(run: Run, library: Path, feeds: Feeds, tmp_path: Path) -> None:
    path = tmp_path / "rss.xml"
    path.write_bytes(feed([NEW]))
    assert run("import", path, "--json").json["new_viewings"] == 1
    assert run("import", path, "--json").json["unchanged"] is True
    path.write_bytes(feed([NEW])[:300])
    assert "cut short or damaged" in run("import", path).err
    assert feeds.paths == []


def test_without_a_name_nobody_is_asked(run: Run, library: Path, feeds: Feeds) -> None:
    done = run("sync")
    assert (done.code, done.out, feeds.paths) == (2, "", [])
    assert "Whose diary? Name the member: lbtui sync NAME" in done.err
    assert run("sync", "no/name").code == 2
    assert run("--demo", "sync", "sample").code == 2
    assert feeds.paths == []


def test_what_is_no_feed_leaves_no_trace_in_the_library(run: Run, library: Path, feeds: Feeds) -> None:
    before = run("sessions", "--json").json
    for status, body in ((404, b""), (200, b"<html>"), (200, feed([NEW])[:400]), (500, b"")):
        feeds.status, feeds.body = status, body
        done = run("sync", "sample", "-q")
        assert (done.code, done.out, done.err.count("\n")) == (1, "", 1)
    assert run("sessions", "--json").json == before
    assert len(run("films", "--json").json) == 5
