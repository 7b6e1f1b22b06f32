"""Reads the arguments: a command with its options, or what the app is to open.

Options for all may stand before and after the command, so the command is looked for first and each has a parser
of its own.
"""

import re
import sys
from argparse import ArgumentParser, Namespace, RawDescriptionHelpFormatter
from collections.abc import Callable, Sequence

from lbtui import __version__
from lbtui.commands import guide
from lbtui.commands.guide import COMMANDS
from lbtui.statistics.dashboards import Dashboard

TYPE_CHECKING = False  # typing's own would load typing
if TYPE_CHECKING:
    from typing import NoReturn

ROLES = ("director", "actor", "writer", "cinematographer", "composer")
FORMATS = ("csv", "json", "letterboxd")
SHELLS = ("bash", "zsh", "fish")
SORTS = (
    "title", "year", "watched", "rating", "liked", "viewings", "runtime", "genre", "director", "language", "country",
    "tmdb", "status", "match", "predicted", "streaming",
)  # fmt: skip

_WITH_VALUE = ("--data-dir", "--tmdb-url", "--rate")
_FILTERED = ("films", "tonight", "stats", "export", "misses")


class _Parser(ArgumentParser):
    """A mistake gets a sentence and the way to the help, not a page of usage."""

    def error(self, message: str) -> "NoReturn":
        from lbtui.text import print_error

        print_error(f"{self.prog}: {message}.\nSee {self.prog} --help.")
        self.exit(2)


def read(argv: list[str]) -> Namespace:
    """The arguments, with the command's name as `command`, or None for the app. Raises SystemExit as argparse does."""
    place = _first_word(argv)
    word = argv[place] if place is not None else None
    if word == "help":
        rest = [other for other in argv if other in COMMANDS][:1]
        return read([*rest, "--help"])
    if word in COMMANDS:
        rest = argv[:place] + argv[(place or 0) + 1 :]
        found = command_parser(word).parse_intermixed_args(_negations(rest) if word in _FILTERED else rest)
    else:
        found = app_parser().parse_args(argv)
        word = None
        if found.export is not None:
            _check_export(found.export)
    found.command = word
    return found


def app_parser() -> ArgumentParser:
    """The parser of `lbtui` without a command."""
    width = max(map(len, COMMANDS))
    commands = "\n".join(f"  {name:<{width}}  {page.summary}" for name, page in COMMANDS.items())
    parser = _parser("lbtui", guide.ABOUT, f"commands:\n{commands}", _examples(guide.EXAMPLES), guide.SURROUNDINGS)
    parser.usage = "lbtui [options] [EXPORT]\n       lbtui [options] COMMAND …     (lbtui COMMAND --help tells more)"
    parser.add_argument("export", metavar="EXPORT", nargs="?", help="a ZIP, folder or CSV to import and open")
    return parser


def command_parser(name: str) -> ArgumentParser:
    """The parser of one command."""
    page = COMMANDS[name]
    notes = [guide.FILTER] if name in _FILTERED else []
    parser = _parser(f"lbtui {name}", page.text, _examples(page.examples), *notes)
    parser.usage = " ".join(filter(None, (parser.prog, "[options]", page.usage)))
    if name in _ARGUMENTS:
        _ARGUMENTS[name](parser)
    if name != "completion":
        parser.add_argument("--json", action="store_true", help="print the result as JSON")
        parser.add_argument("-q", "--quiet", action="store_true", help="print no progress")
    return parser


def _parser(prog: str, text: str, *notes: str) -> ArgumentParser:
    parser = _Parser(
        prog, description=text, epilog="\n\n".join(notes), formatter_class=RawDescriptionHelpFormatter,
        allow_abbrev=False,
    )  # fmt: skip
    every = parser.add_argument_group("options for all commands")
    every.add_argument(
        "--demo", action="store_true", help="use the demo library, which needs no export, key or network"
    )
    every.add_argument("--data-dir", metavar="DIR", help="where the library lies, or is to lie")
    every.add_argument("--tmdb-url", metavar="URL", help="where TMDB's API answers")
    every.add_argument(
        "--allow-http", action="store_true", help="send the key to an http:// address of another machine, in clear"
    )
    every.add_argument("--rate", metavar="N", type=float, help="requests to TMDB in any one second (0.5 to 50)")
    every.add_argument("--version", action="version", version=f"lbtui {__version__}")
    return parser


def _examples(examples: Sequence[tuple[str, str]]) -> str:
    return "examples:\n" + "\n".join(f"  {line}\n      {text}" for line, text in examples)


def _filter(parser: ArgumentParser) -> None:
    parser.add_argument("filter", metavar="FILTER", nargs="*", help="which films; all terms must hold")


def _import(parser: ArgumentParser) -> None:
    parser.add_argument("exports", metavar="EXPORT", nargs="+", help="a ZIP, a folder, CSV files, or a saved feed")


def _sync(parser: ArgumentParser) -> None:
    parser.add_argument("member", metavar="MEMBER", nargs="?", help="a name on Letterboxd, else that of the settings")


def _films(parser: ArgumentParser) -> None:
    _filter(parser)
    parser.add_argument("--sort", choices=SORTS, help="best, newest or most first; names from A (sort:-name: turned)")
    parser.add_argument("--limit", metavar="N", type=_whole, help="at most so many films")
    _predicted(parser)


def _stats(parser: ArgumentParser) -> None:
    parser.add_argument("filter", metavar="[SCREEN] FILTER", nargs="*", help=f"{', '.join(Dashboard)}; and which films")
    parser.add_argument("--csv", action="store_true", help="print the figures as CSV, one a row")
    parser.add_argument("--html", metavar="FILE", help="write them as a page for a browser, without a script")
    parser.add_argument("--svg", metavar="FILE", help="write them as a picture, sharp at any size")
    parser.add_argument("--png", metavar="FILE", help="write them as a picture")
    parser.add_argument("--year", metavar="DAYS", help="of the screen years: 2024, 2020..2024 or 2024-03..2024-05")
    parser.add_argument("--against", metavar="DAYS", help="the days to set beside them")
    parser.add_argument("--role", choices=ROLES, default=ROLES[0], help="whom the screen people shows")
    parser.add_argument("--minimum", metavar="N", type=_whole, help="films that a person needs to be ranked by rating")


def _share(parser: ArgumentParser) -> None:
    parser.add_argument("days", metavar="DAYS", nargs="?", help="2024, 2020..2024 or 2024-03..2024-05; else the latest")
    parser.add_argument("-o", "--output", metavar="FILE", help="ends in .png or .svg")
    parser.add_argument("--wide", action="store_true", help="1200 by 630 instead of 1080 by 1350 pixels")
    parser.add_argument("--theme", metavar="NAME", help="the theme whose colours it has, else the app's")


def _serve(parser: ArgumentParser) -> None:
    parser.add_argument("--port", metavar="N", type=_port, default=8000, help="where it answers, 8000 if not said")


def _tonight(parser: ArgumentParser) -> None:
    _filter(parser)
    parser.add_argument("--unseen", action="store_true", help="of all films that you have not seen, not the watchlist")
    parser.add_argument("--streaming", action="store_true", help="only what your services stream")
    parser.add_argument("--roll", metavar="N", type=_whole, default=0, help="other films than the day's first ones")


def _export(parser: ArgumentParser) -> None:
    _filter(parser)
    parser.add_argument("--format", choices=FORMATS, help="else by the name of the file, or csv")
    _predicted(parser)
    _output(parser)


def _match(parser: ArgumentParser) -> None:
    parser.add_argument("film", metavar="FILM", nargs="+", help="a Letterboxd address, or a name with or without year")
    way = parser.add_mutually_exclusive_group()
    way.add_argument("--tmdb", metavar="ID|URL", help="it is this: 593, tv/87108, tt0069293, or an address of TMDB")
    way.add_argument("--none", action="store_true", help="it is not on TMDB")
    way.add_argument("--undo", action="store_true", help="forget the decision and match it anew")


def _misses(parser: ArgumentParser) -> None:
    _filter(parser)
    parser.add_argument("--lowest", metavar="N", type=_whole, default=0, help="also the N least certain matches")
    parser.add_argument("--csv", action="store_true", help="print CSV")
    _output(parser)


def _sessions(parser: ArgumentParser) -> None:
    parser.add_argument("session", metavar="SESSION", nargs="?", help="the first letters of an id")


def _completion(parser: ArgumentParser) -> None:
    parser.add_argument("shell", choices=SHELLS, help="the shell")


def _predicted(parser: ArgumentParser) -> None:
    parser.add_argument(
        "--predicted", action="store_true",
        help="also what you might give each film that you have not rated, as where the filter or the order asks for it",
    )  # fmt: skip


def _output(parser: ArgumentParser) -> None:
    parser.add_argument("-o", "--output", metavar="FILE", help="write to this file instead of standard output")


_ARGUMENTS: dict[str, Callable[[ArgumentParser], None]] = {
    "import": _import,
    "sync": _sync,
    "films": _films,
    "stats": _stats,
    "share": _share,
    "serve": _serve,
    "tonight": _tonight,
    "export": _export,
    "match": _match,
    "misses": _misses,
    "sessions": _sessions,
    "completion": _completion,
}


def _whole(text: str) -> int:
    if not text.isascii() or not text.isdigit():
        raise ValueError
    return int(text)


_whole.__name__ = "whole number"  # argparse names the type in its message


def _port(text: str) -> int:
    if not 0 < _whole(text) < 1 << 16:
        raise ValueError
    return int(text)


_port.__name__ = "port from 1 to 65535"


def _first_word(argv: Sequence[str]) -> int | None:
    """The place of the first argument that is neither an option nor an option's value."""
    place = 0
    while place < len(argv):
        if not argv[place].startswith("-"):
            return place
        place += 2 if argv[place] in _WITH_VALUE else 1
    return None


def _negations(argv: Sequence[str]) -> list[str]:
    """Terms such as `-genre:horror` with a blank before them, which tells argparse that they are no options."""
    return [f" {word}" if re.match(r"-[^\W\d_][^\W_]|-[\"(]", word) else word for word in argv]


def _check_export(text: str) -> None:
    """Ends with a hint where a word can only be a mistyped command."""
    if any(mark in text for mark in "./\\~") or _exists(text):
        return
    from difflib import get_close_matches

    close = get_close_matches(text.lower(), COMMANDS, n=1, cutoff=0.6)
    hint = f" Did you mean lbtui {close[0]}?" if close else ""
    sys.stderr.write(f"lbtui: there is no command and no file {text!r}.{hint}\nSee lbtui --help.\n")
    raise SystemExit(2)


def _exists(text: str) -> bool:
    import os

    return os.path.exists(text)
