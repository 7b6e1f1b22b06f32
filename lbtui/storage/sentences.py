"""What goes wrong with the store, in sentences for the member."""

from pathlib import Path

from lbtui.text import clean_line, path_line

_DAMAGE = ("malformed", "not a database", "decode to UTF-8")
"""What SQLite says of a file that is damaged."""


def of(file: Path, text: str) -> str:
    """The sentence for what SQLite says of a file."""
    path = path_line(file)
    if "full" in text:
        return f"The disk of {path} is full: make room; what was stored is safe."
    if "disk I/O" in text:
        return f"The disk of {path} is full or fails: make room; what was stored is safe."
    if "locked" in text:
        return f"{path} is locked by another program: close it and try again."
    if "readonly" in text or "read-only" in text or "unable to open" in text:
        # SQLite keeps two files beside the database, also while it only reads.
        return f"{path} cannot be written: check its permissions and those of its folder."
    if any(sign in text for sign in _DAMAGE):
        return damaged(file)
    # SQLite may quote what it found in the file.
    return f"{path}: {clean_line(text)}."


def damaged(path: Path) -> str:
    """For a file whose content lbtui cannot have written."""
    return f"{path_line(path)} is damaged or no library of lbtui: move it away and import the export again."


def older(path: Path) -> str:
    """For a file that only a writer can bring up to date."""
    return f"{path_line(path)} was written by an older lbtui: start this one without any other to update it."


def missing(path: Path) -> str:
    """Where there is none."""
    return f"There is no library at {path_line(path)} yet: import an export first."
