"""The log of films fits its widget, whatever width the terminal has or gets."""

from rich.color import Color
from textual.app import App, ComposeResult

from lbtui.enrichment.events import FilmEvent
from lbtui.model.enums import FilmStatus
from lbtui.screens.enrichment import FilmLog
from tests.widgets.snapshot import widget_text

TEXT = "Apichatpong Weerasethakul · Drama, Mystery, Science Fiction · 136 min"


class LogApp(App[None]):
    """A log alone, written to before it has a size."""

    def compose(self) -> ComposeResult:
        """The log."""
        log = FilmLog()
        log.write_films([FilmEvent(1, "Memoria", 2021, FilmStatus.ENRICHED, TEXT)])
        yield log


async def test_a_line_is_cut_at_the_width_of_the_log_and_whole_where_there_is_room() -> None:
    async with LogApp().run_test(size=(60, 10)) as pilot:
        log = pilot.app.query_one(FilmLog)
        line = next(line for line in widget_text(log).splitlines() if "Memoria" in line)
        assert "…" in line
        await pilot.resize_terminal(120, 10)
        await pilot.pause()
        assert TEXT in widget_text(log)
        assert widget_text(log).count("Memoria") == 1


async def test_another_theme_colours_the_lines_that_are_there_already() -> None:
    async with LogApp().run_test(size=(60, 10)) as pilot:
        log = pilot.app.query_one(FilmLog)
        for theme in ("tokyo-night", "textual-light", "ansi-dark"):
            pilot.app.theme = theme
            await pilot.pause()
            await pilot.pause()
            colour = pilot.app.theme_variables["text-success"].removeprefix("ansi_").lower()
            title = next(segment for segment in log.lines[0] if "Memoria" in segment.text)
            assert title.style
            assert title.style.color == Color.parse(colour), theme
        assert widget_text(log).count("Memoria") == 1
