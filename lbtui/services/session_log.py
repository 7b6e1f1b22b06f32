"""What the log holds of one session."""

import re
from collections import deque
from collections.abc import Iterator
from pathlib import Path

from lbtui.text import clean_line

MOST_LINES = 2000
_START = re.compile(r"\d{4}-\d\d-\d\d \d\d:\d\d:\d\d,\d{3} [A-Z]+ trace=(\S+) ")


def log_of(path: Path, trace: str) -> list[str]:
    """The latest lines that carry the trace, oldest first, with the lines of tracebacks that follow them; blocks.

    Looks through the rotated files as well; a file that cannot be read counts as empty.
    """
    found: deque[str] = deque(maxlen=MOST_LINES)
    for file in (*sorted(path.parent.glob(f"{path.name}.*"), reverse=True), path):
        found.extend(_traced(file, trace))
    return list(found)


def _traced(file: Path, trace: str) -> Iterator[str]:
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
