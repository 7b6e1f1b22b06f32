"""The demo library, made the same way as a member's own: from an export."""

from lbtui.demo import EXPORT
from lbtui.services.importing import OnStep, import_export, resume_import
from lbtui.storage import enrichment_queue
from lbtui.storage.database import Database
from lbtui.storage.imports import ImportSummary


async def ensure_demo(database: Database, *, on_step: OnStep | None = None) -> ImportSummary | None:
    """Import the demo's export where the library has no film yet; None where it has, or cannot be written."""
    if database.read_only or any((await enrichment_queue.counts(database)).values()):
        return None
    chosen = {"on_step": on_step} if on_step else {}
    return await resume_import(database, **chosen) or await import_export(database, [EXPORT], **chosen)
