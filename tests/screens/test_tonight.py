"""The screen for this evening, at both sizes, and where there is little to choose from."""

from copy import copy
from pathlib import Path

import pytest
from textual.pilot import Pilot

from lbtui.app.main import LbtuiApp
from lbtui.model.films import FilmRow, Prediction
from lbtui.screens.film import FilmScreen
from lbtui.screens.tonight import TonightScreen
from lbtui.widgets.pick_card import PickCard, flat, tall
from lbtui.widgets.poster import Poster
from tests.app.running import running, until
from tests.app.test_predictions import at_once, learnt, options
from tests.screens.small_library import kept, make_library
from tests.widgets.snapshot import screen_text, widget_lines

Pilots = Pilot[int]


def _names(app: LbtuiApp) -> list[str]:
    return [card.row.name for card in app.screen.query(PickCard)]


async def _tonight(app: LbtuiApp, pilot: Pilots) -> None:
    app.predicting.pause = at_once
    await learnt(app, pilot)
    await pilot.press("T")
    await until(pilot, lambda: isinstance(app.screen, TonightScreen) and len(_names(app)) == 5, "the picks")
    await pilot.pause()


@pytest.mark.parametrize("size", [(80, 24), (160, 50)])
async def test_five_films_with_their_reasons_fit_the_screen(tmp_path: Path, size: tuple[int, int]) -> None:
    async with running(options(tmp_path), size) as (app, pilot):
        await _tonight(app, pilot)
        shown = screen_text(app)
        assert "Picked from 40 films by how you might rate them." in shown
        assert "Films u  watchlist   all unseen" in shown
        for card in app.screen.query(PickCard):
            assert card.row.name in shown
            assert f"{card.row.runtime} min" in shown
        assert shown.count("Agnès Varda +" if size[0] == 80 else " Agnès Varda") >= 5
        assert [card.query_one(Poster).display for card in app.screen.query(PickCard)] == [size[0] == 160] * 5


async def test_posters_keep_their_shape_and_no_line_below_is_cut(tmp_path: Path) -> None:
    async with running(options(tmp_path), (220, 60)) as (app, pilot):
        await _tonight(app, pilot)
        for poster in app.screen.query(Poster):
            assert abs(poster.size.height / poster.size.width - 0.75) < 0.04
        for size in ((120, 36), (150, 36), (160, 50)):
            await pilot.resize_terminal(*size)
            await pilot.pause()
            for card in app.screen.query(PickCard):
                longer = copy(card.row)
                longer.streaming = ("Criterion Channel", "Kanopy", "MUBI", "Netflix")
                longer.prediction = Prediction(4.0, None, (("mean", 3.5), *[(f"reason {at}", 0.1) for at in range(5)]))
                card.show(longer, ())
                await pilot.pause()
                words = card.query_one(".pick-words")
                assert "reason 1" in "\n".join(widget_lines(words))
                assert words.region.bottom <= card.content_region.bottom


async def test_another_roll_brings_others_and_a_refused_film_stays_away(tmp_path: Path) -> None:
    async with running(options(tmp_path)) as (app, pilot):
        await _tonight(app, pilot)
        first = _names(app)
        await pilot.press("n")
        await until(pilot, lambda: set(_names(app)) != set(first), "other films")
        refused = _names(app)[1]
        await pilot.press("right", "x")
        await until(pilot, lambda: refused not in _names(app) and len(_names(app)) == 5, "the film away")
        rest = _names(app)
        await kept(app, pilot)
        await pilot.press("escape", "T")
        await until(pilot, lambda: isinstance(app.screen, TonightScreen) and len(_names(app)) == 5, "the picks again")
        assert _names(app) == rest


async def test_wishes_narrow_the_films(tmp_path: Path) -> None:
    async with running(options(tmp_path), (160, 50)) as (app, pilot):
        await _tonight(app, pilot)
        for _ in range(3):
            await pilot.press("t")
        await until(pilot, lambda: "No film fits all of this" in screen_text(app), "that none is so short")
        assert not _names(app)
        await pilot.press("t", "m", "m")
        await until(
            pilot, lambda: {card.row.genres for card in app.screen.query(PickCard)} == {("Horror", "Comedy")}, ""
        )
        assert all((card.row.runtime or 0) <= 150 for card in app.screen.query(PickCard))


async def test_a_film_is_opened_and_left_again(tmp_path: Path) -> None:
    async with running(options(tmp_path)) as (app, pilot):
        await _tonight(app, pilot)
        name = _names(app)[2]
        await pilot.press("j", "j", "enter")
        await until(pilot, lambda: isinstance(app.screen, FilmScreen), "the page")
        await until(pilot, lambda: name in screen_text(app) and "You might give it" in screen_text(app), "the film")
        await pilot.press("escape")
        await until(pilot, lambda: isinstance(app.screen, TonightScreen), "the picks")


async def test_with_few_ratings_and_no_key_it_says_how_it_chose(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path)) as (app, pilot):
        app.predicting.pause = at_once
        await learnt(app, pilot)
        await pilot.press("T")
        await until(pilot, lambda: "49 more to go" in screen_text(app), "what is missing")
        await pilot.press("t")
        await until(pilot, lambda: _names(app) == ["The Gleaners"], "the one film that is short enough")


def test_of_the_services_that_stream_a_film_only_those_of_the_member_stand_out() -> None:
    row = FilmRow(1, "Vagabond", 1985, streaming=("Criterion Channel", "Kanopy"), on_services=True)
    for words in (tall(row, ("Criterion Channel",)), flat(row, ("Criterion Channel",))):
        assert "on Criterion Channel, Kanopy" in words.plain
        assert [words.plain[span.start : span.end] for span in words.spans if span.style == "$text-success"] == [
            "Criterion Channel"
        ]
