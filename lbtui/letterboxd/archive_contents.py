"""What comes out of a ZIP or a folder: the tables that were found, and what was left in it; never more than a budget.

Real exports have up to 200 entries and 1.1 MB in their largest table; 100,000 films make 22 MB.
"""

import io
from dataclasses import dataclass, field
from typing import IO

from lbtui.model import Skipped

from .errors import ExportError
from .headers import HEAD, Header, header_of

ENTRIES = 2_000
"""Entries of a ZIP, or tables of a folder."""
TABLE = 256 * 1024 * 1024
"""Bytes of one table."""
TOTAL = 512 * 1024 * 1024
"""Bytes of all tables together, unpacked."""
_CHUNK = 1 << 18


class TooLarge(Exception):
    """One table is beyond its limit; the others may still be read."""


class Budget:
    """The bytes that may still be read of one export."""

    def __init__(self, name: str, *, table: int = TABLE, total: int = TOTAL) -> None:
        self._name = name
        self._table = table
        self._left = self._total = total

    def read(self, stream: IO[bytes], head: bytes = b"") -> bytes:
        """The rest of the stream after `head`, or `TooLarge`, or `ExportError` when all together is too much."""
        gathered = io.BytesIO()
        self._spend(gathered.write(head))
        while chunk := stream.read(_CHUNK):
            self._spend(gathered.write(chunk))
            if gathered.tell() > self._table:
                raise TooLarge(f"it is larger than {_megabytes(self._table)}, where real tables have one or two MB")
        return gathered.getvalue()

    def _spend(self, count: int) -> None:
        self._left -= count
        if self._left < 0:
            raise ExportError(
                f"{self._name} unpacks to more than {_megabytes(self._total)}, so it is no Letterboxd export: "
                "download it again from letterboxd.com, under Settings, Data."
            )


def _megabytes(count: int) -> str:
    return f"{count // (1024 * 1024)} MB"


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
class ArchiveContents:
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
