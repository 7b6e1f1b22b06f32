"""Importing inside the app: one at a time, told to the import screen step by step."""

import asyncio
import logging
from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual.worker import Worker

from lbtui.app.shutdown import stopped
from lbtui.model import SessionStatus
from lbtui.services.enrichment_status import EnrichmentStatus, State
from lbtui.storage.database import StorageError

if TYPE_CHECKING:
    from lbtui.app.main import LbtuiApp
    from lbtui.storage.imports import ImportSummary

_log = logging.getLogger("lbtui.app")


class ImportController:
    """Runs imports, and the enrichment after each."""

    def __init__(self, app: "LbtuiApp") -> None:
        self._app = app
        self._worker: Worker[None] | None = None
        self.turn = asyncio.Lock()
        """Held by whoever reads an export: one that has just begun must not be taken for one that was interrupted."""

    async def begin(self) -> None:
        """What a start has to do: an export that was asked for, one that was interrupted, the demo's, or go on."""
        app = self._app
        assert app.database is not None
        if app.options.export is not None:
            self.start([app.options.export])
            return
        from lbtui.letterboxd import ExportError
        from lbtui.services.importing import resume_import

        try:
            async with self.turn:
                if await resume_import(app.database, on_step=self._on_step) is not None:
                    await app.reload()
        except (ExportError, StorageError) as error:
            app.set_enrichment_status(EnrichmentStatus())
            app.notify(str(error), title="The interrupted import failed", severity="error", markup=False, timeout=15)
        if app.library.rows:
            app.start_enrichment()
            app.syncing.start()
            if not app.options.demo:
                app.in_background("newer", self.look_for_newer)
        elif app.options.demo:
            await self.import_demo()
        elif app.current_mode != "import":
            await app.action_mode("import")

    async def import_demo(self) -> None:
        """Import the embedded export."""
        from lbtui.demo import EXPORT

        self.start([EXPORT])

    def start(self, paths: Sequence[Path]) -> None:
        """Import an export and enrich it, unless an import runs."""
        if self._worker is None or self._worker.is_finished:
            self._worker = self._app.in_background("import", partial(self._run, list(paths)))

    async def stop(self) -> None:
        """Stop an import; what is being stored is stored to its end, all else is repeated at the next start."""
        await stopped(self._worker)

    async def _run(self, paths: list[Path]) -> None:
        from lbtui.letterboxd import ExportError
        from lbtui.services.importing import import_export

        app = self._app
        await app.opened.wait()
        if app.database is None or app.database.read_only:
            app.notify("Another lbtui writes to this library: import there, or quit it first.", severity="warning")
            return
        await app.enriching.stop()
        app.set_enrichment_status(EnrichmentStatus(State.IMPORTING))
        try:
            async with self.turn:
                summary = await import_export(app.database, paths, on_step=self._on_step)
        except (ExportError, StorageError) as error:
            app.set_enrichment_status(EnrichmentStatus())
            app.import_step.publish((SessionStatus.FAILED, str(error)))
            app.start_enrichment()
            return
        first = not app.library.rows
        await app.reload()
        await self._tell(summary, first=first)
        app.start_enrichment()

    def _on_step(self, status: SessionStatus, words: str) -> None:
        if self._app.enrichment_status.state is not State.IMPORTING:
            self._app.set_enrichment_status(EnrichmentStatus(State.IMPORTING))
        self._app.import_step.publish((status, words))

    async def _tell(self, summary: "ImportSummary", *, first: bool) -> None:
        """Hand the summary to the import screen; after a first import go to the films and say there what was read."""
        from lbtui.widgets.import_report import in_short

        app = self._app
        app.newer_export = None
        app.imported.publish(summary)
        if first and app.current_mode == "import":
            await app.action_mode("library")
            app.notify(in_short(summary), title="Imported", markup=False, timeout=10)

    async def look_for_newer(self) -> None:
        """Say on the line of progress that there is an export that is newer than what was imported."""
        from lbtui.services.found_exports import Imported

        app = self._app
        known = await Imported.load(app.database)
        app.newer_export = await asyncio.to_thread(known.look)
        if app.newer_export is not None:
            app.enrichment_status_changed.publish(app.enrichment_status)
