"""From what the member chose to the bytes of its tables, each known for what it is: the session's `uploading`."""

import hashlib
import re
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path

from lbtui.model import Skipped

from .budget import Budget
from .containers import haul_from
from .errors import ExportError, counted, shown
from .haul import Haul
from .headers import Form, Header
from .places import Place, Table, choose, ordinary_folders, place_of, what

Progress = Callable[[str], None]
"""Takes half a sentence on what is being read; called from the thread that reads."""

_EXPORT_NAME = re.compile(r"letterboxd-([\w.]+)-(\d{4}-\d\d-\d\d-\d\d-\d\d)-utc", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class RawFile:
    """A table as it lay in the export. `path` is what notes call it."""

    path: str
    table: Table
    header: Header
    data: bytes
    modified: float = 0.0
    """When the file was written, in seconds since 1970; 0 where nothing tells."""


@dataclass(frozen=True, slots=True)
class RawExport:
    """The tables of one export, unread. `digest` is SHA-256 over those that will be, whatever held them."""

    source: str
    digest: str
    files: tuple[RawFile, ...]
    username: str | None = None
    exported_at: datetime | None = None
    skipped: tuple[Skipped, ...] = ()
    notes: tuple[str, ...] = ()


def open_export(paths: Path | Sequence[Path], *, on_progress: Progress | None = None) -> RawExport:
    """Reads a ZIP, a folder, a CSV or several of them; raises `ExportError` where there is no table to be read."""
    chosen = list(dict.fromkeys([paths] if isinstance(paths, Path) else paths))
    if not chosen:
        raise ExportError("No file was chosen: choose the export's ZIP, its folder, or CSV files from it.")
    source = ", ".join(map(shown, chosen[:3])) + (f" and {len(chosen) - 3} more" if len(chosen) > 3 else "")
    whole, places = Haul(), list[Place]()
    budget = Budget(source)
    for path in chosen:
        if on_progress:
            on_progress(f"Reading {shown(path)}")
        places += _places(path, budget, whole, alone=len(chosen) == 1)
    kept = choose(places, source, whole.notes)
    if all(place.table.deleted or place.table is Table.PROFILE for place in kept):
        raise ExportError(_nothing(source, bool(kept), whole))
    files = tuple(
        RawFile(place.found.path, place.table, place.found.header, place.found.data, place.found.modified)
        for place in kept
    )
    username, exported_at = name_tells(part for path in chosen for part in (path.name, path.absolute().parent.name))
    return RawExport(source, _digest(files), files, username, exported_at, tuple(whole.skipped), tuple(whole.notes))


def name_tells(names: Iterable[str]) -> tuple[str | None, datetime | None]:
    """The username and the time (UTC) that Letterboxd puts into the name of an export."""
    for name in names:
        if match := _EXPORT_NAME.search(name):
            try:
                return match[1], datetime.strptime(match[2], "%Y-%m-%d-%H-%M").replace(tzinfo=UTC)
            except ValueError:
                return match[1], None
    return None, None


def _places(path: Path, budget: Budget, whole: Haul, *, alone: bool) -> list[Place]:
    """The tables of one path; all else that it held goes into `whole`."""
    haul = haul_from(path, budget)
    single = path.is_file() and len(haul.found) == 1 and haul.found[0].path.endswith(shown(path))
    if haul.strangers:
        some = ", ".join(haul.strangers[:3]) + (", …" if len(haul.strangers) > 3 else "")
        whole.notes.append(
            f"Left out {counted(len(haul.strangers), 'CSV file')} without the header of a table: {some}."
        )
    unused = (what(file.path) for file in haul.found if file.header.form is Form.UNUSED)
    whole.unused += [words for words in dict.fromkeys(unused) if words not in whole.unused]
    whole.skipped += haul.skipped
    whole.notes += haul.notes
    # Two exports chosen together must not look like one folder.
    outer = "" if alone or single else f"{shown(path)}/"
    found = [replace(found, path=outer + found.path) for found in haul.found]
    ordinary = ordinary_folders(found)
    return [place for file in found if (place := place_of(file, chosen=single, ordinary=ordinary))]


def _nothing(source: str, known: bool, whole: Haul) -> str:
    """Why there is nothing to import, and what to do."""
    if whole.unused and not known:
        return (
            f"{source} holds {', '.join(whole.unused)}, but no films: choose the ZIP that letterboxd.com gives under "
            "Settings, Data, or diary.csv, ratings.csv, watched.csv or reviews.csv from it."
        )
    if whole.skipped:
        first = whole.skipped[0]
        return f"Nothing in {source} can be read: {first.file}: {first.reason}."
    what = "no films, only a profile or what was deleted" if known else "no table of a Letterboxd export"
    return f"{source} holds {what}: choose the ZIP that letterboxd.com gives under Settings, Data."


def _digest(files: Iterable[RawFile]) -> str:
    parts = sorted(f"{file.table} {hashlib.sha256(file.data).hexdigest()}" for file in files if not file.table.deleted)
    return hashlib.sha256("\n".join(parts).encode()).hexdigest()
