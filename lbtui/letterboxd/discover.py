"""Finds exports where downloads end up, and knows which are new; looks at little, and never fails."""

import os
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from itertools import islice
from pathlib import Path

import platformdirs

from .archive import RawExport, Table, open_export
from .csv_rows import Findings
from .errors import ExportError
from .feed import LARGEST, open_feed
from .tables import read_username

_NAMES = 10_000
"""Names that are looked at in one folder."""
_OPENED = 40
"""Files and folders that are opened, likely ones first."""
_LARGEST = 64 * 1024 * 1024
"""Bytes of a ZIP that is opened though its name promises nothing."""
FEEDS = (".xml", ".rss")
"""Ends of names that browsers give to a feed."""
_TELLING = ("watched.csv", "diary.csv", "ratings.csv")


@dataclass(frozen=True, slots=True)
class FoundExport:
    """An export that may be imported; the counts are rows, cheaply counted."""

    path: Path
    username: str | None
    exported_at: datetime | None
    modified: datetime
    """UTC; stands in where the name does not tell when it was exported."""
    films: int
    viewings: int
    size: int
    """Bytes on disk; of a folder, those of its tables."""

    @property
    def dated(self) -> datetime:
        """When it was exported, or else last changed, UTC."""
        return self.exported_at or self.modified


def find_exports(folders: Iterable[Path], limit: int = 20, since: datetime | None = None) -> list[FoundExport]:
    """The exports that lie directly in these folders, or are one of them, newest first.

    ZIPs of any name and folders count by what they hold. What cannot be read is passed over, and so is what was not
    changed `since` a moment.
    """
    oldest = since.timestamp() if since else 0.0
    candidates = {path: found for path, found in glance(folders).items() if found[1] >= oldest}
    likely = sorted(candidates, key=lambda path: candidates[path], reverse=True)[:_OPENED]
    found = [export for path in likely if (export := _look(path, candidates[path][1]))]
    return sorted(found, key=lambda export: export.dated, reverse=True)[:limit]


def glance(folders: Iterable[Path]) -> dict[Path, tuple[bool, float]]:
    """Paths worth opening, each with whether its name is that of an export, and when it was changed; opens none."""
    found: dict[Path, tuple[bool, float]] = {}
    for folder in folders:
        try:
            found.update(_candidates(folder.resolve()))
        except (OSError, ValueError, RuntimeError):
            continue
    return found


def _candidates(folder: Path) -> Iterator[tuple[Path, tuple[bool, float]]]:
    """What `glance` finds in one folder."""
    if _tells(folder):
        yield folder, (True, folder.stat().st_mtime)
        return
    with os.scandir(folder) as entries:
        for entry in islice(entries, _NAMES):
            named = entry.name.lower().startswith("letterboxd")
            try:
                info = entry.stat()
                if entry.is_dir():
                    fits = not entry.name.startswith(".") and _tells(Path(entry.path))
                else:
                    name = entry.name.lower()
                    fits = name.endswith(".zip") and (named or info.st_size <= _LARGEST)
                    fits = fits or (name.endswith(FEEDS) and info.st_size <= LARGEST)
            except OSError:
                continue
            if fits and not entry.is_symlink():
                yield Path(entry.path), (named, info.st_mtime)


def _tells(folder: Path) -> bool:
    return any((folder / name).is_file() for name in _TELLING)


def _look(path: Path, changed: float) -> FoundExport | None:
    if path.name.lower().endswith(FEEDS):
        return _feed(path, changed)
    try:
        raw = open_export(path)
        size = path.stat().st_size if path.is_file() else sum(len(file.data) for file in raw.files)
    except (ExportError, OSError):
        return None
    return FoundExport(
        path,
        raw.username or _username(raw),
        raw.exported_at,
        datetime.fromtimestamp(changed, UTC),
        _rows(raw, Table.WATCHED) or _rows(raw, Table.RATINGS),
        _rows(raw, Table.DIARY),
        size,
    )


def _feed(path: Path, changed: float) -> FoundExport | None:
    """A feed that was saved from a browser."""
    try:
        feed, size = open_feed(path), path.stat().st_size
    except (ExportError, OSError):
        return None
    modified = datetime.fromtimestamp(changed, UTC)
    return FoundExport(path, feed.username, None, modified, len(feed.films), len(feed.viewings), size)


def _rows(raw: RawExport, table: Table) -> int:
    """Lines below the header: no cell of these tables has more than one line."""
    return sum(max(0, file.data.count(b"\n") - file.data.endswith(b"\n")) for file in raw.files if file.table is table)


def _username(raw: RawExport) -> str | None:
    profile = next((file for file in raw.files if file.table is Table.PROFILE), None)
    return read_username(profile, Findings()) if profile else None


def usual_folders() -> Sequence[Path]:
    """Where exports usually are."""
    folders = [platformdirs.user_downloads_path(), platformdirs.user_desktop_path(), Path.home(), Path.cwd()]
    return list(dict.fromkeys(folders))


@dataclass(frozen=True, slots=True)
class KnownExports:
    """When what was imported: by the moment of an export, and by its path."""

    moments: Mapping[str, datetime]

    @property
    def last(self) -> datetime | None:
        """When something was imported last."""
        return max(self.moments.values(), default=None)

    def when(self, export: FoundExport) -> datetime | None:
        """When this export was imported, if it was."""
        if export.exported_at is not None:
            return self.moments.get(export.exported_at.isoformat())
        moment = self.moments.get(str(export.path))
        # Another file may have taken its name since.
        return moment if moment and export.modified <= moment else None

    def newer(self, found: Iterable[FoundExport]) -> FoundExport | None:
        """The newest of these, where it is newer than all that was imported."""
        newest = max(found, key=lambda export: export.dated, default=None)
        if newest is None or self.when(newest) or not self.moments:
            return None
        known = [datetime.fromisoformat(key) for key in self.moments if _is_moment(key)]
        latest = max(known, default=self.last) if newest.exported_at else self.last
        return newest if latest and newest.dated > latest else None

    def look(self) -> FoundExport | None:
        """An export that came into the usual folders since the last import, and is newer; for a thread."""
        return self.newer(find_exports(usual_folders(), since=self.last)) if self.last else None


def _is_moment(key: str) -> bool:
    try:
        return datetime.fromisoformat(key).tzinfo is not None
    except ValueError:
        return False
