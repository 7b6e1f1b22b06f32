"""Between Textual and the terminal: the driver that puts pictures into what is written, and hears what it can show."""

import asyncio
from collections.abc import Callable, Iterable, Sequence
from contextlib import suppress
from struct import unpack
from typing import IO, Any, cast

from rich.style import Style
from textual._compositor import ChopsUpdate, Compositor
from textual._xterm_parser import XTermParser
from textual.constants import DRIVER
from textual.driver import Driver
from textual.geometry import Region
from textual.message import Message
from textual.signal import Signal
from textual.strip import Strip

from lbtui.graphics.canvas import Canvas
from lbtui.graphics.terminal import COLOURS, QUESTIONS, Answers, choose, likely_cell, worth_asking
from lbtui.graphics.terminal import Protocol as Graphics
from lbtui.options import Options
from lbtui.screens.base import repaint_posters
from lbtui.screens.navigation import Navigation

_feed = XTermParser.feed
_divide, _crop_extend = Strip.divide, Strip.crop_extend
_render_partial_update = Compositor.render_partial_update


def let_strips_go() -> None:
    """Have no strip keep itself, in this whole process, so that lines are freed as soon as nobody holds them.

    Textual keeps in each strip what was made of it: where nothing had to be cut, that is the strip itself. Such a strip
    is freed by the cycle collector alone, which then stops everything for 50 ms and more, every second or two while
    somebody types or films come in.
    """

    def divide(strip: Strip, cuts: Iterable[int]) -> Sequence[Strip]:
        cuts = [cut for cut in cuts if cut <= strip.cell_length]
        return [strip] if cuts == [strip.cell_length] else _divide(strip, cuts)

    def crop_extend(strip: Strip, start: int, end: int, style: Style | None) -> Strip:
        return strip if start == 0 and end == strip.cell_length else _crop_extend(strip, start, end, style)

    Strip.divide = divide  # type: ignore[assignment, method-assign]
    Strip.crop_extend = crop_extend  # type: ignore[assignment, method-assign]


def paint_only_what_changed() -> None:
    """Have the widgets drawn, in this whole process, that are seen where something changed, and of them those lines.

    Textual draws every line of every widget of a screen at each change of any of them, and throws most away: at a key
    in the filter the film beside the table, its people and the footer took as long as the table itself. With a Textual
    that keeps what changed otherwise, it draws as it does by itself.
    """
    if not vars(Compositor()).keys() >= {"_dirty_regions", "_visible_widgets"}:
        return

    def render_partial_update(compositor: Compositor) -> ChopsUpdate | None:
        screen, changed = compositor.size.region, set(compositor._dirty_regions)
        _ = compositor.cuts  # made when first asked for, of all widgets
        top = min((region.y for region in changed), default=0)
        # Widgets are cut at whole lines alone: their left and right edges are where Textual cuts what lies behind.
        lines = Region(0, top, screen.width, max((region.bottom for region in changed), default=0) - top)
        everything = compositor.visible_widgets
        compositor._visible_widgets = touched = {}
        for widget, (region, clip) in everything.items():  # from the front to the back
            if any(map(region.overlaps, changed)):
                touched[widget] = region, clip.intersection(lines)
                changed = {one for one in changed if not region.intersection(clip).contains_region(one)}
        try:
            return _render_partial_update(compositor)
        finally:
            if compositor._visible_widgets is touched:
                compositor._visible_widgets = everything

    Compositor.render_partial_update = render_partial_update  # type: ignore[assignment, method-assign]


class TerminalFile:
    """The terminal to write to; once its window is closed, what is written goes nowhere.

    Textual's writing thread dies of the error instead, and an app that waits for it to write on, as while a terminal is
    stopped or a connection hangs, waits for ever and never hears of the signal that the window is closed.
    """

    def __init__(self, file: IO[str]) -> None:
        self.fileno, self.isatty = file.fileno, file.isatty
        self._file = file

    def write(self, text: str) -> None:
        """Write, if there is still a terminal."""
        with suppress(OSError):
            self._file.write(text)

    def flush(self) -> None:
        """Send what was written, if there is still a terminal."""
        with suppress(OSError):
            self._file.flush()


class Painting(Driver):
    """Goes before a driver of Textual's."""

    _answers: Answers
    _loop: asyncio.AbstractEventLoop
    _file: TerminalFile

    def __init__(self, *args: Any, **options: Any) -> None:
        super().__init__(*args, **options)
        if (file := getattr(self, "_file", None)) is not None:  # a driver without a terminal has none
            self._file = TerminalFile(cast("IO[str]", file))

    @property
    def _shows(self) -> "PaintingApp":
        return cast("PaintingApp", self._app)

    def write(self, data: str) -> None:
        """Write with the pictures in the place of their characters."""
        super().write(self._shows.pictures.paint(data))  # type: ignore[safe-super]  # there is a driver behind it

    def start_application_mode(self) -> None:
        """At the start, and after a suspension."""
        self._loop, self._answers = asyncio.get_running_loop(), Answers()
        _listen(self._answers, lambda: self._loop.call_soon_threadsafe(self._told))
        super().start_application_mode()  # type: ignore[safe-super]
        # Only now: kitty keeps the pictures of the screen that we have just entered apart from those of the shell's.
        self._shows.pictures.come_back()

    def stop_application_mode(self) -> None:
        """At the end, also after an error, and before a suspension: no picture stays."""
        if self._shows.pictures.protocol is not None:
            self.write(self._shows.pictures.leave())
        super().stop_application_mode()  # type: ignore[safe-super]

    def ask(self) -> None:
        """Ask the terminal what it is; the answers come among what is typed."""
        self._answers.expect(_cell())
        self.write(QUESTIONS)

    def _told(self) -> None:
        before, self._shows.pictures.terminal = self._shows.pictures.terminal, self._answers.terminal
        if self._answers.terminal.sixel and not before.sixel:
            self.write(COLOURS)
        self._shows.terminal_told()


def _cell() -> tuple[int, int] | None:
    """The size of a cell as the system has it from the terminal; None where it has not."""
    try:
        from fcntl import ioctl
        from termios import TIOCGWINSZ

        rows, columns, width, height = unpack("4H", ioctl(2, TIOCGWINSZ, bytes(8)))
    except (ImportError, OSError, AttributeError):  # Windows, or no terminal
        return None
    return likely_cell(width // max(1, columns), height // max(1, rows))


def painting(driver: type[Driver]) -> type[Driver]:
    """The same driver with pictures."""
    return cast(type[Driver], type(f"Painting{driver.__name__}", (Painting, driver), {}))


def _listen(answers: Answers, told: Callable[[], object]) -> None:
    """Take answers out of what Textual's parser gets, in this whole process: it would read them as keys."""

    def feed(parser: XTermParser, data: str) -> Iterable[Message]:
        before = answers.terminal
        rest = answers.take(data)
        if answers.terminal is not before:
            told()
        # Nothing at all would mean the end of the input.
        return _feed(parser, rest) if rest or not data else ()

    XTermParser.feed = feed  # type: ignore[assignment, method-assign]


class PaintingApp(Navigation):
    """The part of the app that knows what pictures the terminal shows."""

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        self.pictures = Canvas()
        """What the terminal shows sharper than half cells, if anything."""
        self.pictures_changed: Signal[None] = Signal(self, "pictures_changed")
        """Other pictures can be shown than before, or in another size."""
        self._drawn_for = self._way

    def get_driver_class(self) -> type[Driver]:
        """Textual's own for this system, with pictures; in a browser, which is a driver of its own, without."""
        driver = super().get_driver_class()
        return driver if DRIVER else painting(driver)

    def screen_shown(self) -> None:
        """Konsole keeps pictures below what covers them, and shows them again beside later ones: begin with none."""
        if self._driver and self.pictures.protocol and self.pictures.terminal.name.startswith("Konsole"):
            self._driver.write("\x1b[2J")
            self.screen.refresh()

    def ask_terminal(self) -> None:
        """Ask what pictures the terminal shows, where it may be able to; until it answers, and else, half cells."""
        setting = self.session.settings.posters
        if isinstance(self._driver, Painting) and worth_asking(setting, self.session.options.environment):
            self._driver.ask()
        else:
            self.terminal_told()

    def terminal_told(self) -> None:
        """Show pictures as the terminal can, or as it is set."""
        canvas = self.pictures
        setting, environment = self.session.settings.posters, self.session.options.environment
        able = isinstance(self._driver, Painting) and worth_asking(setting, environment)
        canvas.protocol = choose(setting, canvas.terminal) if able else None
        canvas.wrapped = canvas.protocol is Graphics.KITTY and "TMUX" in environment
        self.set_class(setting == "off", "-no-posters")
        if self._way != self._drawn_for:
            self._drawn_for = self._way
            self.pictures_changed.publish(None)

    @property
    def _way(self) -> tuple[Graphics | None, tuple[int, int], int]:
        """All that pictures are drawn for."""
        terminal = self.pictures.terminal
        return self.pictures.protocol, terminal.cell, terminal.colours

    def export_screenshot(self, *, title: str | None = None, simplify: bool = False) -> str:
        self.pictures.hidden = True
        repaint_posters(self.screen)
        try:
            return super().export_screenshot(title=title, simplify=simplify)
        finally:
            self.pictures.hidden = False
            repaint_posters(self.screen)
