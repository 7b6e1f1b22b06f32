"""The way in from the shell. Help, version and a mistyped word are answered without loading the rest of lbtui."""

import os
import sys
from collections.abc import Sequence

from lbtui.commands import parser

ERROR, USAGE = 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say; the exit code.

    0 done, 1 an error (one line on stderr), 2 wrong usage, 3 done but some films failed, 4 no TMDB key or a refused
    one, 130 interrupted.
    """
    _open_streams()
    try:
        arguments = parser.read(list(sys.argv[1:] if argv is None else argv))
    except SystemExit as stop:
        return int(stop.code or 0)
    # Only now: running loads the store and everything else that a command may need.
    from lbtui.commands import running

    return running.run(arguments)


def _open_streams() -> None:
    """Put nothing where a standard stream is closed, lest the next file that is opened be taken for one."""
    for number, name in enumerate(("stdin", "stdout", "stderr")):
        if getattr(sys, name) is None:
            os.open(os.devnull, os.O_RDWR)  # takes the lowest free number, which is the stream's
            stream = open(number, "w" if number else "r", closefd=False)  # noqa: SIM115 for as long as the process lives
            setattr(sys, name, stream)
            setattr(sys, f"__{name}__", stream)
