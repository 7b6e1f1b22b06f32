"""A report of what should not have happened, for whoever mends it: without keys, readable by its owner only."""

import os
import platform
import sys
import traceback
from datetime import datetime
from importlib import metadata
from pathlib import Path

from lbtui import __version__
from lbtui.config import Paths, make_private
from lbtui.services.logs import redact
from lbtui.text import path_line

_KEPT = 10
"""Reports that stay; older ones are removed."""


def write_report(error: BaseException, paths: Paths, now: datetime) -> Path | None:
    """Write what is known of an unexpected error beside the log; None where the disk takes nothing.

    A traceback without its variables: they may hold a key, or what somebody watches.
    """
    path = paths.logs / f"trouble-{now:%Y%m%d-%H%M%S-%f}.txt"
    text = "\n".join((*_surroundings(now), "", *traceback.format_exception(error)))
    try:
        make_private(paths.logs)
        file_id = os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600)
        with os.fdopen(file_id, "w", encoding="utf-8", errors="backslashreplace") as file:
            file.write(redact(text).replace(str(Path.home()), "~"))
        for old in sorted(paths.logs.glob("trouble-*.txt"))[:-_KEPT]:
            old.unlink(missing_ok=True)
    except OSError:
        return None
    return path


def sentence(report: Path | None) -> str:
    """The one line for the member, whose terminal it is."""
    where = f"What happened is in {path_line(report)}" if report else "No report of it could be written"
    return f"lbtui: it stopped because of a mistake in lbtui. {where}; your library is safe, start lbtui again."


def _surroundings(now: datetime) -> list[str]:
    return [
        f"lbtui {__version__}, {now:%Y-%m-%d %H:%M:%S}",
        f"Python {platform.python_version()} on {sys.platform}, Textual {metadata.version('textual')}",
        f"terminal {os.environ.get('TERM', '?')} {os.environ.get('TERM_PROGRAM', '')}".rstrip(),
    ]
