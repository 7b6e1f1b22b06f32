"""The way in from the shell. Help, version and a mistyped word are answered without loading the rest of lbtui."""

import sys
from collections.abc import Sequence

from lbtui.commands import parser

ERROR, USAGE = 1, 2


def main(argv: Sequence[str] | None = None) -> int:
    """Do what the arguments say; the exit code.

    0 done, 1 an error (one line on stderr), 2 wrong usage, 3 done but some films failed, 4 no TMDB key or a refused
    one, 130 interrupted.
    """
    try:
        arguments = parser.read(list(sys.argv[1:] if argv is None else argv))
    except SystemExit as stop:
        return int(stop.code or 0)
    # Only now: running loads the store and everything else that a command may need.
    from lbtui.commands import running

    return running.run(arguments)
