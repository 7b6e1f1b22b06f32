"""Sizes of the terminal that come faster than they are laid out."""

from pathlib import Path

from textual.events import Resize
from textual.geometry import Size

from tests.app.running import export, films, options, running, until


async def test_two_sizes_at_once_end_in_the_size_of_the_terminal(tmp_path: Path) -> None:
    chosen = options(tmp_path, "http://127.0.0.1:9/3", key=None, chosen=export(tmp_path / "export.zip", films(20)))
    async with running(chosen) as (app, pilot):
        await until(pilot, lambda: app.current_mode == "library", "the films")
        now = app.size
        for size in (Size(now.width, now.height - 1), now):
            app.screen.post_message(Resize(size, size))
            app.screen.call_later(lambda: None)
        await pilot.pause()
        assert app.screen.size == now
