"""An export read in one go, as an import does it step by step."""

from collections.abc import Sequence
from pathlib import Path

from lbtui.letterboxd.archive import Progress, open_export
from lbtui.letterboxd.merging import merge
from lbtui.letterboxd.tables import parse
from lbtui.model.exports import Export


def read_export(paths: Path | Sequence[Path], *, on_progress: Progress | None = None) -> Export:
    """Reads a ZIP, a folder, a CSV or several CSVs; raises `ExportError` where nothing can be used."""
    return merge(parse(open_export(paths, on_progress=on_progress), on_progress=on_progress))
