"""Paths as people give them: typed, pasted, or dropped on the terminal."""

import os
import shlex
from pathlib import Path
from urllib.parse import unquote_to_bytes, urlsplit

from textual.events import Paste
from textual.message import Message
from textual.widgets import Input

from lbtui.config import from_home


class PathField(Input):
    """A field for a path; a path that exists and is pasted or dropped is taken at once."""

    class Dropped(Message):
        """A path was pasted that exists."""

        def __init__(self, paths: list[Path]) -> None:
            super().__init__()
            self.paths = paths

    def _on_paste(self, event: Paste) -> None:
        if paths := existing_paths(event.text):
            event.prevent_default()
            event.stop()
            self.value = event.text.strip()
            self.post_message(self.Dropped(paths))


def pasted_paths(text: str) -> list[Path]:
    """The paths in pasted or dropped text: quoted, with escaped blanks, several, or as file:// addresses."""
    text = text.strip()
    if not text:
        return []
    if _exists(from_home(text)):
        return [from_home(text)]
    try:
        parts = shlex.split(text, posix=os.name == "posix")
    except ValueError:
        parts = [text]
    paths = [from_home(_local(part)) for part in parts]
    return paths if all(map(_exists, paths)) else [from_home(_local(text.strip("'\"")))]


def existing_paths(text: str) -> list[Path]:
    """As `pasted_paths`; nothing where one of them does not exist."""
    try:
        paths = pasted_paths(text)
    except (ValueError, RuntimeError):
        return []
    return paths if all(map(_exists, paths)) else []


def _exists(path: Path) -> bool:
    try:
        return path.exists()
    except (OSError, ValueError):  # too long for a name, or with a NUL
        return False


def _local(part: str) -> str:
    return os.fsdecode(unquote_to_bytes(urlsplit(part).path)) if part.startswith("file://") else part
