"""The rotating log: every line with the trace of its session, none with a key."""

import logging
import os
import re
from collections import deque
from collections.abc import Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from io import TextIOWrapper
from logging.handlers import RotatingFileHandler
from pathlib import Path
from typing import cast

from lbtui.config import make_private
from lbtui.text import clean_line

LOGGER = logging.getLogger("lbtui")

_TRACE: ContextVar[str] = ContextVar("lbtui_trace", default="-")
MOST_LINES = 2000
_START = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ trace=(\S+) ")
_SIZE, _KEPT = 1_000_000, 3
"""Bytes of one file, and how many older ones are kept."""
_FORMAT = "%(asctime)s %(levelname)s trace=%(trace)s %(name)s: %(message)s"
# A v3 key has 32 hex digits, a v4 token is a JSON Web Token, and either may stand behind its name.
_SECRETS = re.compile(
    r"(?i)(?<=api_key=)[^&\s\"']+|(?<=bearer )[^\s\"']+|\beyJ[\w-]+\.[\w-]+\.[\w-]*"
    r"|(?<![0-9a-f])[0-9a-f]{32}(?![0-9a-f])"
)


def redact(text: str) -> str:
    """The text without anything that looks like a TMDB key."""
    return _SECRETS.sub("[key]", text)


@contextmanager
def tracing(trace: str) -> Iterator[None]:
    """Lines logged inside, also by tasks begun inside, carry this trace."""
    token = _TRACE.set(trace)
    try:
        yield
    finally:
        _TRACE.reset(token)


def set_up(path: Path, level: int = logging.INFO) -> None:
    """Write what lbtui logs to `path`; a log that cannot be written is no reason to stop."""
    shut_down()
    try:
        make_private(path.parent)
        handler: logging.Handler = _PrivateFile(path, maxBytes=_SIZE, backupCount=_KEPT, encoding="utf-8", delay=True)
    except OSError:
        handler = logging.NullHandler()
    handler.setFormatter(_Formatter(_FORMAT))
    handler.addFilter(_traced)
    LOGGER.addHandler(handler)
    LOGGER.setLevel(level)
    LOGGER.propagate = False


def shut_down() -> None:
    """Close the log, so that another may be set up."""
    for handler in tuple(LOGGER.handlers):
        LOGGER.removeHandler(handler)
        handler.close()


def _traced(record: logging.LogRecord) -> bool:
    record.trace = _TRACE.get()
    return True


class _Formatter(logging.Formatter):
    """Redacts the finished line: a key may hide in an argument or a traceback as well."""

    def format(self, record: logging.LogRecord) -> str:
        return redact(super().format(record))


class _PrivateFile(RotatingFileHandler):
    """A file that only its owner can read, also after it was rotated; a full disk loses lines, nothing else."""

    def _open(self) -> TextIOWrapper:
        def private(name: str, flags: int) -> int:
            return os.open(name, flags, 0o600)

        return cast(TextIOWrapper, open(self.baseFilename, self.mode, encoding=self.encoding, opener=private))

    def handleError(self, record: logging.LogRecord) -> None:
        return


def log_of(path: Path, trace: str) -> list[str]:
    """The latest lines that carry the trace, oldest first, with the lines of tracebacks that follow them; blocks.

    Looks through the rotated files as well; a file that cannot be read counts as empty.
    """
    found: deque[str] = deque(maxlen=MOST_LINES)
    for file in (*sorted(path.parent.glob(f"{path.name}.*"), reverse=True), path):
        found.extend(_lines_of(file, trace))
    return list(found)


def _lines_of(file: Path, trace: str) -> Iterator[str]:
    ours = False
    try:
        with file.open(encoding="utf-8", errors="replace") as lines:
            for line in lines:
                if start := _START.match(line):
                    ours = start[1] == trace
                if ours:
                    yield clean_line(line.replace(f"trace={trace} ", "", 1))
    except OSError:
        return
