"""Letterboxd's files: reads any export into records, and writes a CSV that Letterboxd's importer takes.

Nothing here touches the store or the network; everything is synchronous, for a thread of the caller's choice.
"""

from collections.abc import Sequence
from pathlib import Path

from lbtui.model import Export

from .archive import Progress, RawExport, open_export
from .errors import ExportError
from .merging import merge
from .tables import parse

__all__ = ["ExportError", "Progress", "RawExport", "merge", "open_export", "parse", "read_export"]


def read_export(paths: Path | Sequence[Path], *, on_progress: Progress | None = None) -> Export:
    """Reads a ZIP, a folder, a CSV or several CSVs in one go; raises `ExportError` where nothing can be used."""
    return merge(parse(open_export(paths, on_progress=on_progress), on_progress=on_progress))
