"""How much of a file, a folder or a ZIP is read at most, checked while reading.

Real exports have up to 200 entries and 1.1 MB in their largest table; 100,000 films make 22 MB.
"""

import io
from typing import IO

from .errors import ExportError

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
