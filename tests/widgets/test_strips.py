"""What is painted: no more than what changed, and it leaves nothing for the cycle collector."""

import gc
from pathlib import Path

import pytest
from textual._compositor import Compositor
from textual.geometry import Region
from textual.strip import Strip
from textual.widget import Widget

from lbtui.app import painting
from lbtui.widgets.film_table import FilmTable
from tests.app.running import running, until
from tests.screens.small_library import make_library


async def test_lines_that_were_painted_are_freed_without_the_collector(tmp_path: Path) -> None:
    async with running(await make_library(tmp_path), size=(160, 50)) as (app, pilot):
        table = app.screen.query_one(FilmTable)
        await until(pilot, lambda: len(table.rows) == 8, "the films")
        await pilot.press("j", "k")
        gc.collect()
        gc.disable()
        try:
            gc.set_debug(gc.DEBUG_SAVEALL)
            await pilot.press("j", "k", "j", "k")
            gc.collect()
            left = [strip for strip in gc.garbage if isinstance(strip, Strip)]
        finally:
            gc.set_debug(0)
            gc.garbage.clear()
            gc.enable()
        assert not left


def test_a_textual_that_keeps_what_changed_otherwise_draws_as_it_does(monkeypatch: pytest.MonkeyPatch) -> None:
    class Another:
        render_partial_update = None

    monkeypatch.setattr(painting, "Compositor", Another)
    painting.paint_only_what_changed()
    assert Another.render_partial_update is None


@pytest.mark.parametrize(
    ("changed", "drawn"),
    [
        (["#filter-note"], ["Label"]),
        (["FilmTable"], ["FilmTable"]),
        (["#filter-note", "FilmTable"], ["FilmTable", "Label"]),
    ],
)
async def test_a_change_is_painted_as_the_whole_screen_has_it_by_the_widgets_in_its_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, changed: list[str], drawn: list[str]
) -> None:
    async with running(await make_library(tmp_path), size=(160, 50)) as (app, pilot):
        note = app.screen.query_one("#filter-note")
        await until(pilot, lambda: note.size.width == len("8 films"), "the films")
        compositor = app.screen._compositor
        whole = compositor.render_strips()
        seen: list[str] = []

        def record(kind: type[Widget]) -> None:
            render_lines = kind.render_lines

            def recorded(widget: Widget, crop: Region) -> list[Strip]:
                seen.append(type(widget).__name__)
                return render_lines(widget, crop)

            monkeypatch.setattr(kind, "render_lines", recorded)

        record(Widget)
        record(FilmTable)
        compositor._dirty_regions |= {app.screen.query_one(selector).region for selector in changed}
        update = compositor.render_partial_update()
        assert update is not None
        for y, first, end in update.spans:
            for x, strip in update.chops[y].items():
                if first <= x < end:
                    assert strip is not None
                    assert strip.text == whole[y].crop(x, x + strip.cell_length).text
        assert sorted(seen) == drawn


async def test_another_focus_does_not_paint_the_whole_screen_anew(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    async with running(await make_library(tmp_path), size=(160, 50)) as (app, pilot):
        note = app.screen.query_one("#filter-note")
        await until(pilot, lambda: note.size.width == len("8 films"), "the films")
        whole: list[Compositor] = []
        monkeypatch.setattr(Compositor, "render_full_update", lambda compositor, **_: whole.append(compositor))
        await pilot.press("slash", "g", "enter", "j")
        assert app.screen.focused is app.screen.query_one(FilmTable)
        assert not whole
