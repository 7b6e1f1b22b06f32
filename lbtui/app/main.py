"""The app itself: modes, keys, and what happens from the first frame to the last."""

import asyncio
import logging
import os
import signal
from collections.abc import Callable, Coroutine, Iterable
from datetime import datetime
from functools import partial
from typing import Any

from textual._context import active_message_pump
from textual.app import App, SystemCommand
from textual.command import Provider
from textual.dom import DOMNode
from textual.screen import Screen
from textual.theme import BUILTIN_THEMES, Theme
from textual.worker import WorkerFailed, active_worker

from lbtui.app import preloading
from lbtui.app.painting import PaintingApp, let_strips_go, paint_only_what_changed
from lbtui.gc_tuning import collect_calmly
from lbtui.options import Options
from lbtui.services import events
from lbtui.services.events import Event
from lbtui.storage.database import StorageError
from lbtui.terminal import few_colours

_log = logging.getLogger("lbtui.app")


def _saved_filters() -> type[Provider]:
    """Their commands, imported when the palette is first opened."""
    from lbtui.screens.palette import SavedFilters

    return SavedFilters


class LbtuiApp(PaintingApp):
    """lbtui in a terminal."""

    COMMANDS = PaintingApp.COMMANDS | {_saved_filters}

    TITLE = "lbtui"
    CSS_PATH = "../lbtui.tcss"

    def __init__(self, options: Options) -> None:
        usual = "ansi-dark" if few_colours(options.environment) else "tokyo-night"
        self._theme = options.settings.theme if options.settings.theme in BUILTIN_THEMES else usual
        # Known before Textual reads its first style sheet: a change of the theme would have all be read anew.
        self.set_reactive(App.theme, self._theme)
        super().__init__(options)
        let_strips_go()
        paint_only_what_changed()
        self._preloads = False

    def get_css_variables(self) -> dict[str, str]:
        """The theme's. Of all themes gruvbox alone writes what is under the cursor pale on pale."""
        variables = super().get_css_variables()
        readable = {"block-cursor-foreground": variables["background"]} if self.theme == "gruvbox" else {}
        return variables | readable

    def on_mount(self) -> None:
        self._end_on_signals()
        # Remembered from now on, also when the command palette changes it.
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        # After ctrl+z and fg; Textual paints only what has changed.
        self.app_resume_signal.subscribe(self, lambda _: self.screen.refresh())
        self.screen.call_later(self._begin)

    def _end_on_signals(self) -> None:
        """End cleanly on SIGTERM, SIGINT and SIGHUP, where the system has them; Textual would just be killed."""
        loop = asyncio.get_running_loop()
        tasks: set[asyncio.Task[None]] = set()

        def begin(work: Callable[[], Coroutine[Any, Any, None]]) -> None:
            tasks.add(loop.create_task(work()))

        ways: dict[str, Callable[[], Coroutine[Any, Any, None]]] = {
            "SIGTERM": partial(self.end, 143),
            "SIGINT": partial(self.end, 130),
            "SIGHUP": self._leave_at_once,
        }
        for name, way in ways.items():
            if (number := getattr(signal, name, None)) is not None:
                try:
                    loop.add_signal_handler(number, partial(begin, way))
                except (NotImplementedError, RuntimeError, ValueError):  # Windows, or not the main thread: as in tests
                    return

    async def _leave_at_once(self) -> None:
        """The terminal is gone: after the store is safe, writing to the screen would hang for ever."""
        try:
            await self.shut()
        finally:
            os._exit(129)

    def watch_app_focus(self, focused: bool) -> None:
        """Give the keys to the screen: a browser's tab has none of them while its first screen is made."""
        screen = self.screen
        if focused and screen.focused is None and screen.AUTO_FOCUS and (found := screen.query(screen.AUTO_FOCUS)):
            screen.set_focus(found.first())

    def _remember_theme(self, theme: Theme) -> None:
        if theme.name != self._theme:
            self._theme = theme.name
            self.session.change_setting("theme", theme.name)

    def _begin(self) -> None:
        collect_calmly()
        for mistake in self.session.options.mistakes:
            self.notify(mistake, title="Settings", severity="warning", markup=False, timeout=10)
        if self._shutting is None:  # Whoever is quick has quit before the first frame.
            self.session.start()
            self.ask_terminal()

    def on_resize(self) -> None:
        """Cells of another size may be the reason."""
        if self.pictures.protocol is not None:
            self.ask_terminal()

    def handle(self, event: Event) -> None:
        super().handle(event)
        match event:
            case events.SettingChanged("posters"):
                self.ask_terminal()
            case events.NotOpened():
                self.last_words = f"lbtui: {event.sentence}"
                self.exit(1)
            case events.Loaded() if not self._preloads:
                self._preloads = True
                self.set_timer(preloading.AFTER, lambda: preloading.preload(len(self.session.library.rows)))
            case events.Empty() if self.current_mode != "import":
                self.call_next(self.action_mode, "import")
            case events.Imported(summary, first=True) if self.current_mode == "import":
                # After a first import go to the films, and say there what was read.
                from lbtui.widgets.import_report import in_short

                self.call_next(self.action_mode, "library")
                self.notify(in_short(summary), title="Imported", markup=False, timeout=10)

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action by name."""
        # The help shows the keys, in our words.
        yield from (command for command in super().get_system_commands(screen) if command.title != "Keys")
        from lbtui.screens.palette import commands

        yield from commands(self, screen)

    async def _shutdown(self) -> None:
        # However it ends: a connection that is left open would keep the process alive.
        await self.shut()
        await super()._shutdown()

    def _handle_exception(self, error: Exception) -> None:
        """Textual would print the traceback with all variables, and so perhaps the key: keep a report instead."""
        cause = error.error if isinstance(error, WorkerFailed) else error
        _log.error("unexpected: %r", cause, exc_info=cause)
        if self._ending or self._shutting or _left():
            # A screen that still looked into the library, or for its own parts, while it was closed.
            return
        if self._exception is None:
            self.last_words = self._words_for(cause)
            self._exception = error
            self._exception_event.set()
        self._return_code = 1
        self._close_messages_no_wait()

    def _words_for(self, cause: BaseException) -> str:
        if isinstance(cause, StorageError):  # The disk or the file, not the program.
            return f"lbtui: {cause}"
        from lbtui.services import crash_report

        return crash_report.sentence(crash_report.write_report(cause, self.session.paths, datetime.now()))


def _left() -> bool:
    """Whether what runs now belongs to a screen or widget that has been left: keys may be quicker than its work."""
    worker = active_worker.get(None)
    node = worker.node if worker else active_message_pump.get(None)
    return isinstance(node, DOMNode) and any(one._pruning or one._closing for one in node.ancestors_with_self)
