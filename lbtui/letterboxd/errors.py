"""What goes wrong with an export, in sentences for the member."""

from pathlib import PurePath

from lbtui.text import path_line


class ExportError(Exception):
    """Nothing usable can be read; `str()` is a sentence that says what, where, and what to do."""


class BadRow(ValueError):
    """One row cannot be read; `str()` is the reason, without file and line."""


def shown(path: PurePath | str) -> str:
    """The last part of a path as it may be shown: names of files are foreign text too."""
    return path_line(PurePath(path).name or path) or "(a file without a name)"


def because(error: OSError, path: PurePath | str) -> ExportError:
    """The sentence for a file or folder that the system will not give."""
    name = shown(path)
    match error:
        case FileNotFoundError():
            return ExportError(f"There is no {name} here (any more): check the path and try again.")
        case PermissionError():
            return ExportError(f"{name} may not be read: give yourself permission to read it, or choose a copy.")
        case _:
            return ExportError(f"{name} cannot be read ({error.strerror or type(error).__name__}): try a copy of it.")
