"""`lbtui match`, and the demo."""

from pathlib import Path

import pytest

from tests.letterboxd.maker import film_uri, make_export_zip
from tests.shell.conftest import CHERNOBYL, SOLARIS, Run
from tests.tmdb.server import FakeTmdb


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


def test_a_title_chosen_for_two_films_is_told(run: Run, library: Path, tmdb: FakeTmdb) -> None:
    assert run("match", "Solaris", "--tmdb", "2103").err == ""
    found = run("match", "Chernobyl", "--tmdb", "2103")
    assert found.err == "lbtui: You chose this title for Solaris (1972) too: only one of them can be right.\n"
    assert "(2019): enriched" in found.out


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


def test_the_demo_has_a_library_of_its_own_and_needs_neither_key_nor_network(run: Run, data: Path) -> None:
    films = run("--demo", "films", "--json").json
    assert sum(film["status"] == "enriched" for film in films) > 300
    assert len(films) > 250
    assert len(run("--demo", "sessions", "--json").json) == 1
    assert run("match", "--demo", films[0]["uri"], "--tmdb", "tt0000001").code == 1
    assert run("stats", "--demo", "--json").json["overview"]["films"] > 200
    assert not (data / "library.db").exists()
