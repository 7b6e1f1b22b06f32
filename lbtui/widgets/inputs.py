"""What is typed and chosen in: a field for a secret, a field for the path of an export, a list."""

import os
import shlex
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote_to_bytes, urlsplit

from textual.binding import Binding, BindingType
from textual.events import Paste
from textual.message import Message
from textual.widgets import Input, OptionList

from lbtui.config import from_home


class KeyedList(OptionList):
    """A list whose cursor letters move as well, as in the table of films."""

    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("j", "cursor_down", "Down", show=False, id="list.down"),
        Binding("k", "cursor_up", "Up", show=False, id="list.up"),
        Binding("g", "first", "First", show=False, id="list.first"),
        Binding("G", "last", "Last", show=False, id="list.last"),
    ]


class SecretInput(Input):
    """A password field from which nothing can be copied; what is pasted replaces all and is handed on at once."""

    class Given(Message):
        """The secret is there for `take`; the message itself does not hold it."""

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, password=True, id=id, select_on_focus=False)

    def _on_paste(self, event: Paste) -> None:
        """Take the whole of what is pasted, of which Input would take the first line only."""
        event.prevent_default()
        event.stop()
        self.value = " ".join(event.text.split())
        self.post_message(self.Given())

    async def action_submit(self) -> None:
        """Hand on what was typed."""
        self.post_message(self.Given())

    def take(self) -> str:
        """What was typed, which the field forgets."""
        text, self.value = self.value, ""
        return text

    def action_copy(self) -> None:
        """A secret does not go to the clipboard."""

    def action_cut(self) -> None:
        """As copying."""


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
