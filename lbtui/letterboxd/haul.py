"""What comes out of a container: the tables that were found, and what was left in it."""

from dataclasses import dataclass, field
from typing import IO

from lbtui.model import Skipped

from .budget import Budget, TooLarge
from .headers import HEAD, Header, header_of

AGAIN = "download the export again from letterboxd.com, under Settings, Data"
"""The advice for a damaged export, to go on a sentence with."""


@dataclass(frozen=True, slots=True)
class Found:
    """A file with the header of a table. `path` is its path in the container, with `/`."""

    path: str
    header: Header
    data: bytes
    modified: float = 0.0
    """When the file was written, in seconds since 1970 (a ZIP tells no zone); 0 where nothing tells."""


@dataclass(slots=True)
class Haul:
    """What came out of one container, with what was left in it."""

    found: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    """Paths of CSV files without the header of any table."""
    unused: list[str] = field(default_factory=list)
    """What the tables are that no library needs."""

    def take(self, path: str, stream: IO[bytes], budget: Budget, modified: float = 0.0) -> None:
        """Reads one table; a stranger is read no further than its header."""
        head = stream.read(HEAD)
        if head and not head.strip(b"\0"):
            self.skipped.append(Skipped(path, None, f"it holds nothing but NUL bytes, so it is damaged: {AGAIN}"))
        elif (header := header_of(head)) is None:
            if head.strip():
                self.strangers.append(path)
        else:
            try:
                self.found.append(Found(path, header, budget.read(stream, head), modified))
            except TooLarge as error:
                self.skipped.append(Skipped(path, None, f"{error}: {AGAIN}"))
