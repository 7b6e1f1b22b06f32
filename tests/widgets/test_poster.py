"""Pictures as half cells, and the card in their place."""

import asyncio
import io
from typing import Any

import pytest
from PIL import Image
from rich.color_triplet import ColorTriplet
from textual.app import App, ComposeResult

from lbtui.widgets import poster as poster_module
from lbtui.widgets.poster import Poster, half_cells
from tests.widgets.snapshot import screen_text


def _picture(form: str = "PNG", size: tuple[int, int] = (20, 30)) -> bytes:
    """Red above, blue below."""
    image = Image.new("RGB", size, (255, 0, 0))
    image.paste((0, 0, 255), (0, size[1] // 2, size[0], size[1]))
    buffer = io.BytesIO()
    image.save(buffer, form)
    return buffer.getvalue()


def test_a_cell_shows_two_pixels() -> None:
    lines = half_cells(_picture(), 8, 6)
    assert lines is not None
    assert [line.cell_length for line in lines] == [8] * 6
    assert "".join(segment.text for segment in lines[0]) == "▀" * 8
    top, bottom = next(iter(lines[0])).style, next(iter(lines[5])).style
    assert top is not None
    assert bottom is not None
    assert top.color is not None
    assert bottom.bgcolor is not None
    assert top.color.triplet == ColorTriplet(255, 0, 0)
    assert bottom.bgcolor.triplet == ColorTriplet(0, 0, 255)


def test_a_picture_of_far_too_many_pixels_is_not_decoded() -> None:
    buffer = io.BytesIO()
    Image.new("1", (5_000, 1_000)).save(buffer, "PNG")
    assert half_cells(buffer.getvalue(), 8, 6) is None


@pytest.mark.parametrize("size", [(300, 10), (10, 300), (1, 1)])
def test_a_picture_of_another_shape_still_fills_the_place(size: tuple[int, int]) -> None:
    lines = half_cells(_picture("JPEG", size), 8, 6)
    assert lines is not None
    assert [line.cell_length for line in lines] == [8] * 6


@pytest.mark.parametrize("data", [b"", b"<html>", _picture()[:40], _picture("GIF")])
def test_what_is_no_picture_is_told_apart(data: bytes) -> None:
    assert half_cells(data, 8, 6) is None


class _PosterApp(App[None]):
    def compose(self) -> ComposeResult:
        yield Poster()


async def test_the_card_shows_the_title_as_it_is_and_gives_way_to_the_picture() -> None:
    app = _PosterApp()
    async with app.run_test(size=(40, 24)) as pilot:
        poster = app.query_one(Poster)
        await poster.show(b"nonsense", "[/b] 千と千尋の神隠しと千尋の神隠し and more")
        await pilot.pause()
        assert not poster.shows_picture
        assert "[/b]" in screen_text(app)
        assert "千と千尋の神隠しと千尋の" in screen_text(app)
        await poster.show(_picture(), "any")
        await pilot.pause()
        assert screen_text(app).split("\n")[0].strip() == "▀" * 28


async def test_a_picture_that_is_drawn_while_its_place_changes_fills_the_place(monkeypatch: pytest.MonkeyPatch) -> None:
    app = _PosterApp()
    async with app.run_test(size=(60, 40)) as pilot:
        poster, begun, go_on = app.query_one(Poster), asyncio.Event(), asyncio.Event()
        draw = poster_module.draw

        async def slow(*of: Any) -> Any:
            begun.set()
            await go_on.wait()
            return await draw(*of)

        monkeypatch.setattr(poster_module, "draw", slow)
        shown = asyncio.create_task(poster.show(_picture(), "Ran"))
        await begun.wait()
        poster.styles.width = 10
        await pilot.pause()
        go_on.set()
        await shown
        assert poster.size.width == 10
        assert screen_text(app).splitlines()[0].strip() == "▀" * 10
