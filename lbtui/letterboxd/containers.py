"""Opens whatever a path leads to, a ZIP, a folder or a CSV, however hostile, and takes the tables out of it.

Never more than a budget is read: real exports have up to 200 entries and 1.1 MB in their largest table; 100,000 films
make 22 MB.
"""

import io
import lzma
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import datetime
from pathlib import Path, PurePosixPath
from typing import IO

from lbtui.model.exports import Skipped
from lbtui.text import clean_line, path_line

from .errors import ExportError, because, shown
from .headers import HEAD, Header, first_line, header_of

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


_SIGNATURES = {
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip archive",
    b"BZh": "a bzip2 archive",
    b"\xfd7zXZ\x00": "an xz archive",
    b"\x28\xb5\x2f\xfd": "a Zstandard archive",
}
_SPECIAL = ("likes", "lists", "deleted", "orphaned")
"""The folders of an export."""
_FOLDERS = 5_000
_DEPTH = 8


def contents_of(path: Path, budget: Budget) -> ArchiveContents:
    """What a path holds, whatever it is; `ExportError` where it cannot be opened at all."""
    try:
        kind = path.stat().st_mode
        if stat.S_ISDIR(kind):
            return _from_folder(path, budget)
        if not stat.S_ISREG(kind):
            raise ExportError(f"{shown(path)} is neither a file nor a folder: choose the export's ZIP.")
        with path.open("rb") as stream:
            head = stream.read(HEAD)
        _refuse(head, shown(path))
        if head.startswith(b"PK") or (path.suffix.lower() == ".zip" and not header_of(head)):
            return _from_zip(path, budget, head)
        return _from_file(path, budget, head)
    except OSError as error:
        raise because(error, path) from error
    except ValueError as error:  # a path with a NUL
        raise ExportError(f"{shown(path)} is not a path: choose the export's ZIP.") from error


def _refuse(head: bytes, name: str) -> None:
    """Tells files that often stand where an export should be."""
    if not head.strip(b"\xef\xbb\xbf\xff\xfe"):  # nothing but a byte order mark is empty too
        raise ExportError(f"{name} is empty: {AGAIN}.")
    if head.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
        raise ExportError(f"{name} is a web page, not an export: sign in to Letterboxd and {AGAIN}.")
    for signature, what in _SIGNATURES.items():
        if head.startswith(signature):
            raise ExportError(f"{name} is {what}: unpack it, and choose the folder or the ZIP inside.")


def _from_file(path: Path, budget: Budget, head: bytes) -> ArchiveContents:
    name = shown(path)
    contents = ArchiveContents()
    with path.open("rb") as stream:
        contents.take(_with_folder(path), stream, budget, path.stat().st_mtime)
    if contents.strangers:
        begins = first_line(head)
        why = f"it begins with '{begins}'" if begins else "and no text at all"
        raise ExportError(
            f"{name} is no table of a Letterboxd export, {why}: choose the export's ZIP, its folder, or a CSV from it."
        )
    return contents


def _with_folder(path: Path) -> str:
    """The path of a lone file, with its folder where the folder tells what it is."""
    folder = path.absolute().parent
    name = shown(path)
    # A folder with these in it is the export itself, whatever it is called.
    whole = any((folder / table).is_file() for table in ("watched.csv", "ratings.csv"))
    return f"{folder.name}/{name}" if folder.name.lower() in _SPECIAL and not whole else name


def _from_folder(path: Path, budget: Budget) -> ArchiveContents:
    contents = ArchiveContents()
    zips: list[Path] = []
    inside = path.name if path.name.lower() in _SPECIAL else ""
    for number, file in enumerate(_tables(path, contents, zips)):
        if number >= ENTRIES:
            raise ExportError(f"{shown(path)} holds more than {ENTRIES:,} CSV files: choose the export's own folder.")
        relative = path_line(PurePosixPath(inside) / file.relative_to(path).as_posix())
        try:
            with file.open("rb") as stream:
                contents.take(relative, stream, budget, os.fstat(stream.fileno()).st_mtime)
        except OSError as error:
            contents.skipped.append(Skipped(relative, None, str(because(error, file))))
    if contents.found or not zips:
        return contents
    if len(zips) > 1:
        names = " and ".join(map(shown, zips[:2]))
        raise ExportError(f"{shown(path)} holds {len(zips)} exports, {names} among them: choose one.")
    return contents_of(zips[0], budget)


def _tables(root: Path, contents: ArchiveContents, zips: list[Path]) -> Iterator[Path]:
    """The CSV files at any sensible depth, with the exports' ZIPs put aside.

    Links are not followed: they may lead in circles, or anywhere.
    """
    seen = 0

    def failed(error: OSError) -> None:
        if seen == 0:
            raise error
        contents.notes.append(str(because(error, error.filename or root)))

    for folder, names, files in os.walk(root, onerror=failed):
        seen += 1
        here = Path(folder)
        if seen >= _FOLDERS or len(here.relative_to(root).parts) >= _DEPTH:
            names.clear()
        names[:] = sorted(name for name in names if not name.startswith((".", "__MACOSX")))
        for name in sorted(files):
            file = here / name
            if name.lower().startswith("letterboxd-") and name.lower().endswith(".zip"):
                zips.append(file)
            if name.startswith(".") or not name.lower().endswith(".csv"):
                continue
            if file.is_symlink() or not file.is_file():
                contents.notes.append(f"Left out {shown(file)}: it is a link or no regular file.")
            else:
                yield file


_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError,
    OverflowError, IndexError,
)  # fmt: skip
"""What `zipfile` raises on damaged archives: measured on arbitrary bytes."""


def _from_zip(path: Path, budget: Budget, head: bytes) -> ArchiveContents:
    """Reads the tables of a ZIP whose first bytes are `head`; limits hold while reading, not by what the ZIP claims."""
    name = shown(path)
    contents = ArchiveContents()
    with path.open("rb") as stream, _archive(stream, name, head) as archive:
        entries = archive.infolist()
        if len(entries) > ENTRIES:
            raise ExportError(f"{name} holds {len(entries):,} entries, real exports up to 200: {AGAIN}.")
        tables = [entry for entry in entries if _is_table(entry, contents)]
        if tables and all(entry.flag_bits & 1 for entry in tables):
            raise ExportError(f"{name} is encrypted, which Letterboxd's exports are not: unpack it with its password, "
                              "and choose the folder.")  # fmt: skip
        for entry in tables:
            _take_entry(archive, entry, contents, budget)
    return contents


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


def _is_table(entry: zipfile.ZipInfo, contents: ArchiveContents) -> bool:
    """Whether to read the entry; a CSV that is not read leaves a note."""
    path = PurePosixPath(entry.filename.replace("\\", "/"))
    if not entry.filename.lower().endswith(".csv") or path.name.startswith("._") or "__MACOSX" in path.parts:
        return False
    if path.is_absolute() or ".." in path.parts or path.parts[0].endswith(":"):
        contents.notes.append(f"Left out {clean_line(str(path))[:120]}: its path leads out of the ZIP.")
        return False
    if stat.S_ISLNK(entry.external_attr >> 16):
        contents.notes.append(f"Left out {clean_line(str(path))[:120]}: it is a link.")
        return False
    return True


def _take_entry(archive: zipfile.ZipFile, entry: zipfile.ZipInfo, contents: ArchiveContents, budget: Budget) -> None:
    path = clean_line(entry.filename.replace("\\", "/"))
    if entry.flag_bits & 1:
        contents.skipped.append(Skipped(path, None, "it is encrypted: unpack the ZIP, and choose the folder"))
        return
    try:
        with archive.open(entry) as stream:
            contents.take(path, stream, budget, _written(entry))
    except NotImplementedError:
        contents.skipped.append(
            Skipped(path, None, "its compression is unknown here: unpack the ZIP, choose the folder")
        )
    except _DAMAGE:
        contents.skipped.append(Skipped(path, None, f"it is damaged inside the ZIP: {AGAIN}"))


def _written(entry: zipfile.ZipInfo) -> float:
    try:
        return datetime(*entry.date_time).timestamp()
    except (ValueError, OverflowError, OSError):
        return 0.0
