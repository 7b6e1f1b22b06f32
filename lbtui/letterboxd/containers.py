"""The tables inside whatever a path leads to, as they lie there; what each is, `archive` decides."""

import os
import stat
from collections.abc import Iterator
from pathlib import Path, PurePosixPath

from lbtui.model import Skipped
from lbtui.text import path_line

from .budget import ENTRIES, Budget
from .errors import ExportError, because, shown
from .haul import AGAIN, Haul
from .headers import HEAD, first_line, header_of
from .zips import from_zip

_SIGNATURES = {
    b"Rar!": "a RAR archive",
    b"7z\xbc\xaf": "a 7-Zip archive",
    b"\x1f\x8b": "a gzip archive",
}
_SPECIAL = ("likes", "lists", "deleted", "orphaned")
"""The folders of an export."""
_FOLDERS = 5_000
_DEPTH = 8


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
            return from_zip(path, budget, head)
        return _from_file(path, budget, head)
    except OSError as error:
        raise because(error, path) from error
    except ValueError as error:  # a path with a NUL
        raise ExportError(f"{shown(path)} is not a path: choose the export's ZIP.") from error


def _refuse(head: bytes, name: str) -> None:
    """Tells files that often stand where an export should be."""
    if not head:
        raise ExportError(f"{name} is empty: {AGAIN}.")
    if head.lstrip()[:9].lower().startswith((b"<!doctype", b"<html")):
        raise ExportError(f"{name} is a web page, not an export: sign in to Letterboxd and {AGAIN}.")
    for signature, what in _SIGNATURES.items():
        if head.startswith(signature):
            raise ExportError(f"{name} is {what}: unpack it, and choose the folder or the ZIP inside.")


def _from_file(path: Path, budget: Budget, head: bytes) -> Haul:
    name = shown(path)
    haul = Haul()
    with path.open("rb") as stream:
        haul.take(_with_folder(path), stream, budget, path.stat().st_mtime)
    if haul.strangers:
        begins = first_line(head)
        raise ExportError(
            f"{name} is no table of a Letterboxd export, it begins with '{begins}': choose the export's ZIP, "
            "its folder, or a CSV from it."
        )
    return haul


def _with_folder(path: Path) -> str:
    """The path of a lone file, with its folder where the folder tells what it is."""
    folder = path.absolute().parent
    name = shown(path)
    # A folder with these in it is the export itself, whatever it is called.
    whole = any((folder / table).is_file() for table in ("watched.csv", "ratings.csv"))
    return f"{folder.name}/{name}" if folder.name.lower() in _SPECIAL and not whole else name


def _from_folder(path: Path, budget: Budget) -> Haul:
    haul = Haul()
    zips: list[Path] = []
    inside = path.name if path.name.lower() in _SPECIAL else ""
    for number, file in enumerate(_tables(path, haul, zips)):
        if number >= ENTRIES:
            raise ExportError(f"{shown(path)} holds more than {ENTRIES:,} CSV files: choose the export's own folder.")
        relative = path_line(PurePosixPath(inside) / file.relative_to(path).as_posix())
        try:
            with file.open("rb") as stream:
                haul.take(relative, stream, budget, os.fstat(stream.fileno()).st_mtime)
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
