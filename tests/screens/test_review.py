"""The review: what is uncertain is shown, decided by keys, and every decision can be taken back."""

import csv
from pathlib import Path

import pytest

from lbtui.model.enums import FilmStatus, Kind
from lbtui.screens import match_pane
from lbtui.screens.library import LibraryScreen
from lbtui.screens.review import Queue
from lbtui.services.enrichment_status import State
from lbtui.services.unmatched import ReviewFilter
from lbtui.widgets.candidates import Candidates
from tests.app.running import until
from tests.screens.reviewing import film, queued, reviewing, screen, shown, stands
from tests.widgets.snapshot import screen_text, widget_text

REVIEW, ENRICHED, NOT_FOUND = FilmStatus.NEEDS_REVIEW, FilmStatus.ENRICHED, FilmStatus.NOT_FOUND


async def test_the_uncertain_films_come_first_each_with_its_candidates(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        assert queued(app) == ["Tabu", "[REC]"]
        assert shown(app) == [11, 12]
        await until(pilot, lambda: "Somebody Else" in screen_text(app), "who made the candidates")
        text = screen_text(app)
        assert "Miguel Gomes" in text
        assert "118 min" in text
        assert "two films share this title and year" in text


async def test_a_letter_goes_to_a_candidate_and_enter_chooses_it(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        await pilot.press("b")
        assert isinstance(app.focused, Candidates)
        assert stands(app, "Tabu") == (REVIEW, None)
        await pilot.press("enter")
        await until(pilot, lambda: stands(app, "Tabu") == (ENRICHED, 12), "the choice")
        await until(pilot, lambda: queued(app) == ["[REC]"] and shown(app) == [21, 22], "the next film")
        assert film(app, "Tabu").decided_by == "person"
        assert film(app, "Tabu").directors == ("Somebody Else",)
        assert isinstance(app.focused, Queue)


async def test_after_a_decision_a_key_too_many_decides_nothing(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        await pilot.press("enter", "enter")
        await until(pilot, lambda: queued(app) == ["[REC]"] and shown(app) == [21, 22], "the next film")
        await pilot.press("enter")
        assert stands(app, "[REC]") == (REVIEW, None)


@pytest.mark.parametrize("focus", [(), ("enter",)], ids=["list", "candidates"])
async def test_numbers_lead_to_the_other_screens_and_decide_nothing(tmp_path: Path, focus: tuple[str, ...]) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        await pilot.press(*focus, "1")
        await until(pilot, lambda: isinstance(app.screen, LibraryScreen), "the library")
        assert stands(app, "Tabu") == (REVIEW, None)


async def test_decisions_are_undone_one_after_the_other(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        await pilot.press("enter", "enter")
        await until(pilot, lambda: shown(app) == [21, 22], "the second film")
        await pilot.press("x")
        await until(pilot, lambda: stands(app, "[REC]")[0] is NOT_FOUND, "the second decision")
        await pilot.press("u")
        await until(pilot, lambda: queued(app) == ["[REC]"] and shown(app) == [21, 22], "the second film again")
        await pilot.press("u")
        await until(pilot, lambda: queued(app) == ["Tabu", "[REC]"] and shown(app) == [11, 12], "both again")
        assert stands(app, "Tabu") == (REVIEW, None)
        assert stands(app, "[REC]") == (REVIEW, None)


async def test_hostile_titles_are_shown_as_they_are(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        await pilot.press("n")
        await until(pilot, lambda: shown(app) == [21, 22], "the second film")
        await until(pilot, lambda: "千と千尋" in screen_text(app), "who made the candidates")
        for text in ("[REC]", "[@click=app.quit]x", "[/b]"):
            assert text in screen_text(app)


async def test_other_words_find_what_the_film_is(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        await pilot.press("f")
        await until(pilot, lambda: queued(app) == ["Lost and never found"], "the films not found")
        await pilot.press("slash", "ctrl+u", *"vagabond", "enter")
        await until(pilot, lambda: shown(app) == [31] and isinstance(app.focused, Candidates), "what is found")
        await pilot.press("enter")
        await until(pilot, lambda: stands(app, "Lost and never found") == (ENRICHED, 31), "the choice")


async def test_a_pasted_address_of_a_series_is_taken(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        await pilot.press("slash")
        screen(app).pane.query_one("Input").value = "https://www.themoviedb.org/tv/87108-chernobyl"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await until(pilot, lambda: shown(app) == [87108], "the series")
        await pilot.press("enter")
        await until(pilot, lambda: stands(app, "Tabu") == (ENRICHED, 87108), "the choice")
        assert film(app, "Tabu").kind is Kind.TV


async def test_a_search_that_fails_says_why_and_keeps_the_candidates(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, tmdb):
        tmdb.key_valid = False
        await pilot.press("slash", *"x", "enter")
        await until(pilot, lambda: "TMDB" in "".join(note.message for note in app._notifications), "the reason")
        assert shown(app) == [11, 12]


async def test_a_choice_that_tmdb_tells_nothing_of_holds_and_is_completed_later(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    # Else TMDB might have told of the candidates before it told nothing more.
    monkeypatch.setattr(match_pane, "_REST", 3600)
    async with reviewing(tmp_path) as (app, pilot, tmdb):
        tmdb.key_valid = False
        await pilot.press("b", "enter")
        await until(pilot, lambda: stands(app, "Tabu") == (FilmStatus.MATCHED, 12), "the choice")
        await until(pilot, lambda: app.session.enrichment_status.state is State.STOPPED, "the end of the vain try")
        tmdb.key_valid = True
        app.session.enrichment.start()
        await until(pilot, lambda: stands(app, "Tabu") == (ENRICHED, 12), "its details")


async def test_a_film_put_off_goes_to_the_end(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        await pilot.press("s")
        await until(pilot, lambda: queued(app) == ["[REC]", "Tabu"] and shown(app) == [21, 22], "another order")


async def test_the_other_lists_hold_the_missing_and_the_least_certain(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        await pilot.press("x")
        await until(pilot, lambda: stands(app, "Tabu")[0] is NOT_FOUND, "the decision")
        await pilot.press("f")
        await until(pilot, lambda: queued(app) == ["Lost and never found"], "the films not found")
        await pilot.press("f")
        await until(
            pilot, lambda: screen(app).review_filter is ReviewFilter.FAILED and not queued(app), "the failed films"
        )
        assert "No film failed" in screen_text(app)
        await pilot.press("f")
        await until(pilot, lambda: queued(app) == ["Vagabond"], "the least certain")
        assert "0.99" in widget_text(screen(app).queue)
        await pilot.press("f")
        await until(pilot, lambda: queued(app) == ["Tabu"], "what was decided")


async def test_the_least_certain_show_their_score_at_80_columns_too(tmp_path: Path) -> None:
    async with reviewing(tmp_path, size=(80, 24)) as (app, pilot, _):
        await pilot.press("f", "f", "f")
        await until(pilot, lambda: queued(app) == ["Vagabond"], "the least certain")
        await pilot.pause()
        assert [line.split() for line in widget_text(screen(app).queue).splitlines()[1:2]] == [["Vagabond", "0.99"]]


async def test_a_decision_outlives_the_next_import(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        await pilot.press("b", "enter")
        await until(pilot, lambda: stands(app, "Tabu") == (ENRICHED, 12), "the choice")
        from tests.screens.reviewing import NAMES, export

        app.import_paths([export(tmp_path / "newer.zip", [*NAMES, ("Another", 1999)])])
        await until(pilot, lambda: any(row.name == "Another" for row in app.session.library.rows), "the second import")
        assert stands(app, "Tabu") == (ENRICHED, 12)
        assert film(app, "Tabu").decided_by == "person"


async def test_every_miss_is_written_with_its_reason(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "lbtui-misses.csv").write_text("mine", encoding="utf-8")
    async with reviewing(tmp_path) as (_, pilot, _tmdb):
        await pilot.press("e")
        written = tmp_path / "lbtui-misses-2.csv"
        await until(pilot, lambda: written.exists() and len(written.read_bytes().splitlines()) == 4, "the file")
    with written.open(encoding="utf-8", newline="") as file:
        rows = list(csv.DictReader(file))
    assert [(row["name"], row["status"]) for row in rows] == [
        ("[REC]", "needs_review"),
        ("Tabu", "needs_review"),
        ("Lost and never found", "not_found"),
    ]
    assert all(row["reason"] for row in rows)
    assert (tmp_path / "lbtui-misses.csv").read_text(encoding="utf-8") == "mine"
