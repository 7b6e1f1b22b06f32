"""The dialog that changes any match, also a confident one."""

from pathlib import Path

import pytest

from lbtui.app.main import LbtuiApp
from lbtui.model.enums import FilmStatus
from lbtui.screens.match import MatchScreen
from lbtui.services.matching import Matching
from lbtui.services.posters import Posters
from lbtui.widgets.candidates import Candidates
from tests.app.running import until
from tests.screens.reviewing import film, reviewing, shown, stands
from tests.widgets.snapshot import screen_text


def offered(app: LbtuiApp) -> list[int]:
    """TMDB ids of the candidates of the dialog."""
    cards = app.screen.query(Candidates) if isinstance(app.screen, MatchScreen) else ()
    return [candidate.summary.tmdb_id for one in cards for candidate in one.shown]


async def test_a_confident_match_is_shown_as_such_and_can_be_changed(tmp_path: Path) -> None:
    async with reviewing(tmp_path, key="1") as (app, pilot, _):
        app.open_match(film(app, "Vagabond").id)
        await until(pilot, lambda: "the match now" in screen_text(app), "the match")
        assert offered(app) == [31]
        await pilot.press("slash", "ctrl+u", *"tabu 2012", "enter")
        await until(pilot, lambda: offered(app) == [11, 12], "what is found")
        await pilot.press("b", "enter")
        await until(pilot, lambda: stands(app, "Vagabond") == (FilmStatus.ENRICHED, 12), "the choice")
        assert not isinstance(app.screen, MatchScreen)


async def test_a_title_that_another_film_is_already_is_said_to_be_so_before_and_after_the_choice(
    tmp_path: Path,
) -> None:
    async with reviewing(tmp_path, key="1") as (app, pilot, _):
        app.open_match(film(app, "Tabu").id)
        await until(pilot, lambda: offered(app) == [11, 12], "the candidates")
        await pilot.press("enter")
        await until(pilot, lambda: stands(app, "Tabu") == (FilmStatus.ENRICHED, 11), "the first choice")

        app.open_match(film(app, "Vagabond").id)
        await until(pilot, lambda: offered(app) == [31], "the match")
        await pilot.press("slash", "ctrl+u", *"tabu 2012", "enter")
        await until(pilot, lambda: offered(app) == [11, 12], "what is found")
        assert "your library is this title already" in screen_text(app)
        await pilot.press("enter")
        await until(pilot, lambda: stands(app, "Vagabond") == (FilmStatus.ENRICHED, 11), "the second choice")
        told = "You chose this title for Tabu (2012) too: only one of them can be right."
        assert told in {toast.message for toast in app._notifications}
        assert stands(app, "Tabu") == (FilmStatus.ENRICHED, 11)


async def test_a_choice_moves_the_film_that_was_it_to_review_and_undoing_it_moves_it_back(tmp_path: Path) -> None:
    async with reviewing(tmp_path) as (app, pilot, _):
        await pilot.press("slash", "ctrl+u", *"vagabond", "enter")
        await until(pilot, lambda: shown(app) == [31], "what is found")
        await pilot.press("enter")
        await until(pilot, lambda: stands(app, "Tabu") == (FilmStatus.ENRICHED, 31), "the choice")
        await until(pilot, lambda: stands(app, "Vagabond") == (FilmStatus.NEEDS_REVIEW, None), "the other film")
        told = "Vagabond (1985) was this title too and needs review now."
        assert told in {toast.message for toast in app._notifications}
        await pilot.press("u")
        await until(pilot, lambda: stands(app, "Vagabond") == (FilmStatus.ENRICHED, 31), "the way back")
        assert stands(app, "Tabu") == (FilmStatus.NEEDS_REVIEW, None)


async def test_a_letter_and_enter_choose_and_numbers_do_nothing(tmp_path: Path) -> None:
    async with reviewing(tmp_path, key="1") as (app, pilot, _):
        app.open_match(film(app, "[REC]").id)
        await until(pilot, lambda: offered(app) == [21, 22], "the candidates")
        assert isinstance(app.focused, Candidates)
        await pilot.press("1", "2")
        assert isinstance(app.screen, MatchScreen)
        assert stands(app, "[REC]") == (FilmStatus.NEEDS_REVIEW, None)
        await pilot.press("b", "enter")
        await until(pilot, lambda: stands(app, "[REC]") == (FilmStatus.ENRICHED, 22), "the choice")


async def test_escape_leaves_everything_as_it_is(tmp_path: Path) -> None:
    async with reviewing(tmp_path, key="1") as (app, pilot, _):
        app.open_match(film(app, "Tabu").id)
        await until(pilot, lambda: offered(app) == [11, 12], "the candidates")
        await pilot.press("slash", "escape", "escape")
        await until(pilot, lambda: not isinstance(app.screen, MatchScreen), "the way back")
        assert stands(app, "Tabu") == (FilmStatus.NEEDS_REVIEW, None)


async def test_a_match_that_is_wrong_is_marked_as_not_on_tmdb_and_searched_anew(tmp_path: Path) -> None:
    async with reviewing(tmp_path, key="1") as (app, pilot, _):
        app.open_match(film(app, "Vagabond").id)
        await until(pilot, lambda: offered(app) == [31], "the match")
        await pilot.press("x")
        await until(pilot, lambda: stands(app, "Vagabond") == (FilmStatus.NOT_FOUND, None), "the decision")
        app.open_match(film(app, "Vagabond").id)
        await until(pilot, lambda: offered(app) == [31], "what a search finds")
        await pilot.press("A")
        await until(pilot, lambda: stands(app, "Vagabond") == (FilmStatus.ENRICHED, 31), "the new match")
        assert film(app, "Vagabond").decided_by == "auto"


@pytest.mark.parametrize(
    ("owner", "question", "gone"),
    [
        *((Matching, question, "#match-words, Candidates *") for question in ("candidates", "fetch_details", "search")),
        # What fills the parts of a card.
        *((owner, question, "CandidateCard *") for owner, question in ((Matching, "fetch_details"), (Posters, "get"))),
    ],
    ids=lambda part: part if isinstance(part, str) else "",
)
async def test_an_answer_that_comes_while_the_dialog_closes_is_no_mistake(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, owner: type, question: str, gone: str
) -> None:
    async with reviewing(tmp_path, key="1") as (app, pilot, _):
        answered = False
        ask = getattr(owner, question)

        async def ask_and_close(*of: object) -> object:
            nonlocal answered
            answer = await ask(*of)
            # Closing takes the widgets away from the innermost on, and only then ends who waits for an answer.
            await app.screen.query(gone).remove()
            answered = True
            return answer

        monkeypatch.setattr(owner, question, ask_and_close)
        app.open_match(film(app, "Lost and never found" if question == "search" else "Tabu").id)
        await until(pilot, lambda: answered, "the answer")
        await pilot.press("escape")
        await until(pilot, lambda: not isinstance(app.screen, MatchScreen), "the way back")
