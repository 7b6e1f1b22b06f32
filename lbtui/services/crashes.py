"""A report of an unexpected error, without secrets, for the member to send if they like."""

import os
import platform
import traceback
from datetime import datetime
from pathlib import Path

from lbtui import __version__
from lbtui.services.logs import redact


def write_report(folder: Path, error: BaseException) -> Path | None:
    """Write what broke, and where in the program, to a private file in `folder`; None where that cannot be done.

    The report holds no values of variables, which may be reviews or a key, beyond what the error's own text says.
    """
    about = f"lbtui {__version__}, Python {platform.python_version()}, {platform.system()} {platform.release()}"
    trace = "".join(traceback.format_exception(error))
    path = folder / f"crash-{datetime.now():%Y-%m-%d-%H%M%S}-{os.getpid()}.txt"
    try:
        folder.mkdir(parents=True, exist_ok=True)
        with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_TRUNC, 0o600), "w", encoding="utf-8") as file:
            file.write(redact(f"{about}\n\n{trace}"))
    except OSError:
        return None
    return path


def sentence(error: BaseException, report: Path | None) -> str:
    """What to tell the member: that it is a mistake of lbtui, that nothing is lost, and where the report lies."""
    where = f" A report without secrets is in {report}." if report else ""
    return f"Something unexpected happened ({type(error).__name__}); what was stored is safe.{where}"
