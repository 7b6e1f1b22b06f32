"""The tables inside a ZIP, a folder or a single file, as they lie there; what each is, `archive` decides."""

import lzma
import os
import stat
import struct
import zipfile
import zlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path, PurePosixPath
from typing import IO

from lbtui.model import Skipped
from lbtui.text import clean_line

from .budget import ENTRIES, Budget, TooLarge
from .errors import ExportError, because, shown
from .headers import HEAD, Header, first_line, header_of

_DAMAGE = (
    zipfile.BadZipFile, zlib.error, lzma.LZMAError, struct.error, EOFError, OSError, RuntimeError, ValueError,
    OverflowError, IndexError,
)  # fmt: skip
"""What `zipfile` raises on damaged archives: measured on arbitrary bytes."""

_AGAIN = "download the export again from letterboxd.com, under Settings, Data"
_SIGNATURES = {
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip archive",
}
_FOLDERS = 5_000
_DEPTH = 8


@dataclass(frozen=True, slots=True)
class Found:
    """A file with the header of a table. `path` is its path in the container, with `/`."""

    path: str
    header: Header
    data: bytes


@dataclass(slots=True)
class Haul:
    """What came out of one container, with what was left in it."""

    found: list[Found] = field(default_factory=list)
    skipped: list[Skipped] = field(default_factory=list)
    notes: list[str] = field(default_factory=list)
    strangers: list[str] = field(default_factory=list)
    """Paths of CSV files without the header of any table."""

    def take(self, path: str, stream: IO[bytes], budget: Budget) -> None:
        """Reads one table; a stranger is read no further than its header."""
        head = stream.read(HEAD)
        if head and not head.strip(b"\0"):
            self.skipped.append(Skipped(path, None, f"it holds nothing but NUL bytes, so it is damaged: {_AGAIN}"))
        elif (header := header_of(head)) is None:
            if head.strip():
                self.strangers.append(path)
        else:
            try:
                self.found.append(Found(path, header, budget.read(stream, head)))
            except TooLarge as error:
                self.skipped.append(Skipped(path, None, f"{error}: {_AGAIN}"))


def haul_from(path: Path, budget: Budget) -> Haul:
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
    if not head:
        raise ExportError(f"{name} is empty: {_AGAIN}.")
    if head.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
        raise ExportError(f"{name} is a web page, not an export: sign in to Letterboxd and {_AGAIN}.")
    for signature, what in _SIGNATURES.items():
        if head.startswith(signature):
            raise ExportError(f"{name} is {what}: unpack it, and choose the folder or the ZIP inside.")


def _from_file(path: Path, budget: Budget, head: bytes) -> Haul:
    name = shown(path)
    haul = Haul()
    with path.open("rb") as stream:
        haul.take(_with_folder(path), stream, budget)
    if haul.strangers:
        begins = first_line(head)
        raise ExportError(
            f"{name} is no table of a Letterboxd export, it begins with '{begins}': choose the export's ZIP, "
            "its folder, or a CSV from it."
        )
    return haul


def _with_folder(path: Path) -> str:
    """The path of a lone file, with its folder where the folder tells what it is."""
    folder = path.absolute().parent.name
    name = shown(path)
    return f"{folder}/{name}" if folder.lower() in ("likes", "lists", "deleted", "orphaned") else name


# Folders -----------------------------------------------------------------------------------------


def _from_folder(path: Path, budget: Budget) -> Haul:
    haul = Haul()
    zips: list[Path] = []
    inside = path.name if path.name.lower() in ("likes", "lists", "deleted", "orphaned") else ""
    for number, file in enumerate(_tables(path, haul, zips)):
        if number >= ENTRIES:
            raise ExportError(f"{shown(path)} holds more than {ENTRIES:,} CSV files: choose the export's own folder.")
        relative = clean_line((PurePosixPath(inside) / file.relative_to(path).as_posix()).as_posix())
        try:
            with file.open("rb") as stream:
                haul.take(relative, stream, budget)
        except OSError as error:
            haul.skipped.append(Skipped(relative, None, str(because(error, file))))
    if haul.found or not zips:
        return haul
    if len(zips) > 1:
        names = " and ".join(map(shown, zips[:2]))
        raise ExportError(f"{shown(path)} holds {len(zips)} exports, {names} among them: choose one.")
    return haul_from(zips[0], budget)


def _tables(root: Path, haul: Haul, zips: list[Path]) -> Iterator[Path]:
    """The CSV files at any sensible depth, with the exports' ZIPs put aside.

    Links are not followed: they may lead in circles, or anywhere.
    """
    seen = 0

    def failed(error: OSError) -> None:
        if seen == 0:
            raise error
        haul.notes.append(str(because(error, error.filename or root)))

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
                haul.notes.append(f"Left out {shown(file)}: it is a link or no regular file.")
            else:
                yield file


# ZIPs --------------------------------------------------------------------------------------------


def _from_zip(path: Path, budget: Budget, head: bytes) -> Haul:
    name = shown(path)
    haul = Haul()
    with path.open("rb") as stream, _archive(stream, name, head) as archive:
        entries = archive.infolist()
        if len(entries) > ENTRIES:
            raise ExportError(f"{name} holds {len(entries):,} entries, real exports up to 200: {_AGAIN}.")
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
        raise ExportError(f"{name} has far more entries than any export: {_AGAIN}.") from error
    except _DAMAGE as error:
        if not head.startswith(b"PK"):
            raise ExportError(f"{name} is not a ZIP, whatever its name says: {_AGAIN}.") from error
        raise ExportError(f"{name} is cut short or damaged, its table of contents cannot be read: {_AGAIN}.") from error
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
    name = path.name.lower()
    if entry.is_dir() or not name.endswith(".csv") or name.startswith("._") or "__MACOSX" in path.parts:
        return False
    if path.is_absolute() or ".." in path.parts or ":" in path.parts[0]:
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
            haul.take(path, stream, budget)
    except NotImplementedError:
        haul.skipped.append(Skipped(path, None, "its compression is unknown here: unpack the ZIP, choose the folder"))
    except _DAMAGE:
        haul.skipped.append(Skipped(path, None, f"it is damaged inside the ZIP: {_AGAIN}"))
