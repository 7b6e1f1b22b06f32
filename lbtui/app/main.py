"""The app itself: modes, keys, and what happens from the first frame to the last."""

import asyncio
import logging
from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import datetime
from functools import partial
from importlib import import_module
from pathlib import Path
from typing import Any

from textual._context import active_message_pump
from textual.app import SystemCommand
from textual.command import Provider
from textual.dom import DOMNode
from textual.screen import Screen
from textual.theme import Theme
from textual.worker import WorkerFailed, active_worker

from lbtui.app import preloading, shutdown
from lbtui.app.navigation import Navigation
from lbtui.gc_tuning import collect_calmly
from lbtui.options import Options, as_demo, as_own
from lbtui.query.terms import quote
from lbtui.services import events
from lbtui.services.events import Event
from lbtui.storage.database import StorageError
from lbtui.terminal import few_colours
from lbtui.text import path_line
from lbtui.widgets.strips import let_strips_go

_log = logging.getLogger("lbtui.app")


def _saved_filters() -> type[Provider]:
    """Their commands, imported when the palette is first opened."""
    provider: type[Provider] = import_module("lbtui.screens.palette").SavedFilters
    return provider


class LbtuiApp(Navigation):
    """lbtui in a terminal."""

    COMMANDS = Navigation.COMMANDS | {_saved_filters}

    TITLE = "lbtui"
    CSS_PATH = "../lbtui.tcss"

    def __init__(self, options: Options) -> None:
        super().__init__(options)
        let_strips_go()
        usual = "ansi-dark" if few_colours(options.environment) else "tokyo-night"
        self.theme = options.settings.theme if options.settings.theme in self.available_themes else usual
        self._theme = self.theme
        self._preloads = False
        self.again: Options | None = None
        """How to begin anew after the end, if at all."""
        self.last_words = ""
        """A sentence for the terminal that is left behind."""
        self._ending = False
        self._shutting: asyncio.Task[None] | None = None

    def on_mount(self) -> None:
        """Begin once the first frame is out."""
        shutdown.on_signals(self)
        # Remembered from now on, also when the command palette changes it.
        self.theme_changed_signal.subscribe(self, self._remember_theme)
        self.screen.call_after_refresh(self._begin)

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

    def hear(self, event: Event) -> None:
        """Tell the screens; and what concerns the app itself."""
        super().hear(event)
        match event:
            case events.SettingChanged("posters"):
                self.ask_terminal()
            case events.NotOpened():
                self.last_words = f"lbtui: {event.sentence}"
                self.exit(1)
            case events.Loaded() if not self._preloads:
                self._preloads = True
                self.set_timer(preloading.AFTER, preloading.preload)
            case events.Empty() if self.current_mode != "import":
                self.call_next(self.action_mode, "import")
            case events.Imported(summary, first=True) if self.current_mode == "import":
                # After a first import go to the films, and say there what was read.
                from lbtui.widgets.import_report import in_short

                self.call_next(self.action_mode, "library")
                self.notify(in_short(summary), title="Imported", markup=False, timeout=10)

    def import_paths(self, paths: Sequence[Path]) -> None:
        """Import an export and enrich it; from the demo, in a library of one's own."""
        if self.session.options.demo:
            self._begin_anew(as_own(self.session.options, paths[0]))
        else:
            self.session.import_paths(paths)

    def action_demo(self) -> None:
        """Begin anew as the demo, or from the demo in one's own library."""
        self._begin_anew(as_own(self.session.options) if self.session.options.demo else as_demo(self.session.options))

    def delete_library(self) -> None:
        """Remove the library from the disk and begin anew."""
        self.in_background("delete", self._delete)

    async def _delete(self) -> None:
        from lbtui.services import places

        await self.shut()
        try:
            await asyncio.to_thread(places.delete_library, self.session.paths)
        except OSError as error:
            where = path_line(error.filename or self.session.paths.data)
            self.last_words = f"lbtui: the library could not be deleted: {where}: {error.strerror}."
            self.exit(1)
            return
        self._begin_anew(replace(self.session.options, export=None, settings=self.session.settings))

    def _begin_anew(self, options: Options) -> None:
        self.again = options
        self.in_background("end", partial(self.end, 0))

    def get_system_commands(self, screen: Screen[Any]) -> Iterable[SystemCommand]:
        """Every action by name."""
        # The help shows the keys, in our words.
        yield from (command for command in super().get_system_commands(screen) if command.title != "Keys")
        yield from import_module("lbtui.screens.palette").commands(self, screen)

    def action_sync(self) -> None:
        """Bring the member's newest diary entries by the feed."""
        if not self.session.sync():
            self.action_settings("member")

    def action_news(self) -> None:
        """Show the films that the last sync brought viewings of; the line need not say any more that there are some."""
        said = self.session.news
        self.session.show_news("")
        by_id = self.session.library.by_id
        names = [row.name for film in self.session.new_films if (row := by_id(film))]
        if names:
            self.show_films(" or ".join(f"title={quote(name)}" for name in dict.fromkeys(names)))
        else:
            # The sentence of a failure is too long for a narrow line.
            self.notify(said or "No sync has brought new viewings yet: R looks for some.", markup=False, timeout=15)

    async def action_quit(self) -> None:
        """End cleanly: stop the enrichment, let its last writes end, close the library."""
        await self.end(0)

    async def end(self, code: int) -> None:
        """As `action_quit`, with an exit code."""
        if self._ending:
            return
        self._ending = True
        await self.shut()
        self.exit(code)

    async def shut(self) -> None:
        """Stop all work and close the library, once; whoever asks again waits for the same end."""
        if self._shutting is None:
            self._shutting = asyncio.create_task(self.session.close())
        await asyncio.shield(self._shutting)

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
