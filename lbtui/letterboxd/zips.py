"""The tables inside a ZIP, whoever made it, and however hostile."""

import lzma
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
        archive = zipfile.ZipFile(_Capped(stream))
    except TooLarge as error:
        raise ExportError(f"{name} has far more entries than any export: {AGAIN}.") from error
    except _DAMAGE as error:
        if not head.startswith(b"PK"):
            raise ExportError(f"{name} is not a ZIP, whatever its name says: {AGAIN}.") from error
        raise ExportError(f"{name} is cut short or damaged, its table of contents cannot be read: {AGAIN}.") from error
    with archive:
        yield archive


class _Capped:
    """A file that refuses huge reads: `zipfile` takes in a ZIP's table of contents, however long, with one."""

    def __init__(self, stream: IO[bytes]) -> None:
        self._stream = stream
        self.seek, self.tell, self.close = stream.seek, stream.tell, stream.close
        self.seekable = stream.seekable

    def read(self, size: int = -1) -> bytes:
        if size > 4 * 1024 * 1024:
            raise TooLarge
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
