"""Sharp posters in the app: what is written, what a dialog and an image of the screen get, and what stays."""

import asyncio
import os
import re
from pathlib import Path
from threading import Thread
from typing import IO, ClassVar, cast

import pytest
from textual._xterm_parser import XTermParser
from textual.app import App
from textual.drivers._writer_thread import MAX_QUEUED_WRITES, WriterThread
from textual.drivers.headless_driver import HeadlessDriver
from textual.screen import ModalScreen

from lbtui.app import painting
from lbtui.app.painting import Painting, TerminalFile
from lbtui.graphics.canvas import Canvas
from lbtui.graphics.drawings import KittyDrawing
from lbtui.graphics.terminal import COLOURS, QUESTIONS, Protocol, Terminal
from lbtui.widgets.poster import Poster
from tests.app.running import options, running, until
from tests.graphics.pictures import quarters
from tests.widgets.snapshot import screen_text

PICTURE = re.compile("[\U00100000-\U0010fffd]")


class _Window(HeadlessDriver):
    """A terminal that keeps what is written to it."""

    written: ClassVar[list[str]] = []

    def start_application_mode(self) -> None:
        self.write("\x1b[?1049h")
        super().start_application_mode()

    def write(self, data: str) -> None:
        self.written.append(data)


class _Kitty(App[None]):
    def __init__(self) -> None:
        super().__init__(driver_class=painting.painting(_Window))
        self.pictures = Canvas()
        self.told: list[Terminal] = []

    def terminal_told(self) -> None:
        self.told.append(self.pictures.terminal)


@pytest.fixture(autouse=True)
def _own_parser(monkeypatch: pytest.MonkeyPatch) -> None:
    """Let no other test hear what this one's parser hears."""
    monkeypatch.setattr(XTermParser, "feed", XTermParser.feed)
    monkeypatch.setattr(_Window, "written", [])


async def test_the_terminal_is_asked_and_its_answer_is_no_key() -> None:
    app = _Kitty()
    driver = app.driver_class(app)
    assert isinstance(driver, Painting)
    driver.start_application_mode()
    driver.ask()
    assert _Window.written[-1] == QUESTIONS
    parser = XTermParser()
    keys = [event.key for event in parser.feed("x\x1bP>|ghostty 1.2.0\x1b\\\x1b[6;30;14t\x1b[?62;52cy")]  # type: ignore[attr-defined]
    assert keys == ["x", "y"]
    await asyncio.sleep(0)
    assert app.told == [Terminal("ghostty 1.2.0", (14, 30))]
    assert COLOURS not in _Window.written
    list(parser.feed("\x1b[?62;4c"))
    await asyncio.sleep(0)
    assert _Window.written[-1] == COLOURS
    list(parser.feed("\x1b[?1;0;16S"))
    await asyncio.sleep(0)
    assert app.told[-1].colours == 16


@pytest.mark.parametrize("protocol", [Protocol.KITTY, None])
async def test_however_it_is_left_no_picture_stays(protocol: Protocol | None) -> None:
    """Textual calls it at the end, after an error, and before a suspension."""
    app = _Kitty()
    app.pictures.protocol = protocol
    driver = app.driver_class(app)
    driver.start_application_mode()
    drawing = app.pictures.draw(quarters(10, 15), 4, 3)
    picture = drawing and app.pictures.add(drawing, 4, 3)
    driver.write(picture.line(0) if picture else "")
    driver.stop_application_mode()
    assert _Window.written[-1] == ("\x1b[2J" + KittyDrawing.delete(picture.number) if picture else "")


async def test_after_a_suspension_pictures_are_sent_to_the_screen_that_shows_them() -> None:
    """Kitty keeps pictures for its normal and its alternate screen apart."""
    app = _Kitty()
    app.pictures.protocol = Protocol.KITTY
    driver = app.driver_class(app)
    driver.start_application_mode()
    drawing = app.pictures.draw(quarters(10, 15), 4, 3)
    assert drawing
    picture = app.pictures.add(drawing, 4, 3)
    assert picture
    driver.write(picture.line(0))
    driver.stop_application_mode()
    _Window.written.clear()
    driver.start_application_mode()
    driver.write(picture.line(0))
    written = "".join(_Window.written)
    assert 0 <= written.index("\x1b[?1049h") < written.index("\x1b_Ga=T")


async def test_below_a_dialog_and_in_an_image_of_the_screen_posters_are_half_cells(tmp_path: Path) -> None:
    async with running(options(tmp_path, "http://127.0.0.1:9"), (120, 40)) as (app, pilot):
        poster = Poster()
        poster.styles.dock = "left"
        await app.screen.query_one("#body").mount(poster)
        await pilot.pause()
        await poster.show(quarters(100, 150), "Any")
        assert not PICTURE.search(screen_text(app)), "nothing is known of the terminal"

        app.pictures.protocol = Protocol.SIXEL
        app.pictures_changed.publish(None)
        await until(pilot, lambda: PICTURE.search(screen_text(app)), "the sharp picture")
        assert not PICTURE.search(app.export_screenshot())
        assert app.export_screenshot().count("▀") >= 28 * 21

        await app.push_screen(ModalScreen[None]())
        await pilot.pause()
        assert set(poster.render_line(0).text) == {"▀"}
        await app.pop_screen()
        await until(pilot, lambda: PICTURE.search(screen_text(app)), "the sharp picture again")


@pytest.mark.parametrize(("name", "wiped"), [("Konsole 25.04.3", True), ("XTerm(390)", False)])
async def test_where_covered_pictures_stay_a_screen_begins_without_any(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch, name: str, wiped: bool
) -> None:
    async with running(options(tmp_path, "http://127.0.0.1:9"), (120, 40)) as (app, pilot):
        await until(pilot, lambda: app.session.opened.is_set(), "the library")
        await pilot.pause()
        app.pictures.terminal, app.pictures.protocol = Terminal(name, sixel=True), Protocol.SIXEL
        written: list[str] = []
        monkeypatch.setattr(app._driver, "write", written.append)
        await pilot.press("3")
        await until(pilot, lambda: app.current_mode == "enrichment", "another screen")
        await pilot.pause()
        assert ("\x1b[2J" in written) is wiped


async def test_posters_are_switched_off_and_on_at_once(tmp_path: Path) -> None:
    async with running(options(tmp_path, "http://127.0.0.1:9"), (120, 40)) as (app, pilot):
        poster = Poster()
        await app.screen.query_one("#body").mount(poster)
        assert poster.display
        app.session.change_setting("posters", "off")
        await until(pilot, lambda: not poster.display, "no poster")
        app.session.change_setting("posters", "blocks")
        await until(pilot, lambda: poster.display, "the poster")
        with pytest.raises(ValueError, match="auto, kitty, iterm2, sixel, blocks, off, not 'sharp'"):
            app.session.change_setting("posters", "sharp")


def test_a_terminal_that_is_gone_holds_nobody_up() -> None:
    reader, writer = os.pipe()
    os.close(reader)
    with open(writer, "w", encoding="utf-8") as file:
        output = WriterThread(cast("IO[str]", TerminalFile(file)))
        output.start()

        def paint() -> None:
            for _ in range(3 * MAX_QUEUED_WRITES):
                output.write("x" * 10_000)

        painter = Thread(target=paint, daemon=True)
        painter.start()
        painter.join(10)
        assert not painter.is_alive()
        output.stop()
        os.dup2(os.open(os.devnull, os.O_WRONLY), writer)
