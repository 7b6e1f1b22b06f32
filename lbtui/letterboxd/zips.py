"""The tables inside a ZIP, whoever made it, and however hostile."""

import lzma
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from lbtui.model import Skipped
from lbtui.text import clean_line

from .budget import ENTRIES, Budget, TooLarge
from .errors import ExportError, shown
from .haul import AGAIN, Haul

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError,
    OverflowError, IndexError,
)  # fmt: skip
"""What `zipfile` raises on damaged archives: measured on arbitrary bytes."""


def from_zip(path: Path, budget: Budget, head: bytes) -> Haul:
    """Reads the tables of a ZIP whose first bytes are `head`; limits hold while reading, not by what the ZIP claims."""
    name = shown(path)
    haul = Haul()
    with path.open("rb") as stream, _archive(stream, name, head) as archive:
        entries = archive.infolist()
        if len(entries) > ENTRIES:
            raise ExportError(f"{name} holds {len(entries):,} entries, real exports up to 200: {AGAIN}.")
        tables = [entry for entry in entries if _is_table(entry, haul)]
        if tables and all(entry.flag_bits & 1 for entry in tables):
            raise ExportError(f"{name} is encrypted, which Letterboxd's exports are not: unpack it with its password, "
                              "and choose the folder.")  # fmt: skip
        for entry in tables:
            _take_entry(archive, entry, haul, budget)
    return haul


@contextmanager
def _archive(stream: IO[bytes], name: str, head: bytes) -> Iterator[zipfile.ZipFile]:
    try:
        archive = zipfile.ZipFile(_Capped(stream, _end_of(stream)))
    except TooLarge as error:
        raise ExportError(f"{name} has far more entries than any export: {AGAIN}.") from error
    except _DAMAGE as error:
        if not head.startswith(b"PK"):
            raise ExportError(f"{name} is not a ZIP, whatever its name says: {AGAIN}.") from error
        raise ExportError(f"{name} is cut short or damaged, its table of contents cannot be read: {AGAIN}.") from error
    with archive:
        yield archive


_END = struct.Struct("<4s4H2LH")
_BEHIND = 16 * 1024 * 1024
"""Bytes behind a ZIP's end that are looked through for it: a comment, or what a download put there."""
_TRIES = 20_000


def _end_of(stream: IO[bytes]) -> int | None:
    """Where the ZIP ends: behind the last end record that a table of contents stands before; None where none is.

    `zipfile` takes the last thing that looks like such a record, and looks no further back than a comment may be long.
    """
    size = stream.seek(0, os.SEEK_END)
    start = max(0, size - _BEHIND)
    stream.seek(start)
    tail = stream.read(_BEHIND)
    place = len(tail)
    for _ in range(_TRIES):
        place = tail.rfind(b"PK\x05\x06", 0, place)
        if place < 0:
            return None
        if place + _END.size <= len(tail) and _ends_contents(stream, start + place, tail[place : place + _END.size]):
            return start + place + _END.size
    return None


def _ends_contents(stream: IO[bytes], place: int, record: bytes) -> bool:
    length = _END.unpack(record)[5]
    if length == 0xFFFFFFFF:  # a ZIP with 64-bit sizes, which stand before this record
        return True
    if not 0 < length <= place:
        return False
    stream.seek(place - length)
    return stream.read(4) == b"PK\x01\x02"


class _Capped:
    """A file that ends where its ZIP does, and refuses huge reads.

    `zipfile` takes in a ZIP's table of contents, however long, with one read.
    """

    def __init__(self, stream: IO[bytes], end: int | None) -> None:
        self._stream, self._end = stream, end
        self.tell, self.close, self.seekable = stream.tell, stream.close, stream.seekable

    def seek(self, offset: int, whence: int = os.SEEK_SET) -> int:
        if whence == os.SEEK_END and self._end is not None:
            if self._end + offset < 0:
                raise OSError("before the beginning")
            return self._stream.seek(self._end + offset)
        return self._stream.seek(offset, whence)

    def read(self, size: int = -1) -> bytes:
        if size > 4 * 1024 * 1024:
            raise TooLarge
        if self._end is not None:
            left = max(0, self._end - self._stream.tell())
            size = left if size < 0 else min(size, left)
        return self._stream.read(size)


def _is_table(entry: zipfile.ZipInfo, haul: Haul) -> bool:
    """Whether to read the entry; a CSV that is not read leaves a note."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if not entry.filename.lower().endswith(".csv") or path.name.startswith("._") or "__MACOSX" in path.parts:
        return False
    if path.is_absolute() or ".." in path.parts or path.parts[0].endswith(":"):
        haul.notes.append(f"Left out {clean_line(str(path))[:120]}: its path leads out of the ZIP.")
        return False
    if stat.S_ISLNK(entry.external_attr >> 16):
        haul.notes.append(f"Left out {clean_line(str(path))[:120]}: it is a link.")
        return False
    return True


def _take_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, haul: Haul, budget: Budget) -> None:
    path = clean_line(entry.filename.replace("\\", "/"))
    if entry.flag_bits & 1:
        haul.skipped.append(Skipped(path, None, "it is encrypted: unpack the ZIP, and choose the folder"))
        return
    try:
        with archive.open(entry) as stream:
            haul.take(path, stream, budget, _written(entry))
    except NotImplementedError:
        haul.skipped.append(Skipped(path, None, "its compression is unknown here: unpack the ZIP, choose the folder"))
    except _DAMAGE:
        haul.skipped.append(Skipped(path, None, f"it is damaged inside the ZIP: {AGAIN}"))


def _written(entry: zipfile.ZipInfo) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
