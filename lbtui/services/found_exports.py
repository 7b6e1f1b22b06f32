"""Exports that lie in the usual folders, beside what the library has imported before."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import datetime
from pathlib import Path

import platformdirs

from lbtui.letterboxd.discover import FoundExport, find_exports


def usual_folders() -> Sequence[Path]:
    """Where exports usually are."""
    folders = [platformdirs.user_downloads_path(), platformdirs.user_desktop_path(), Path.home(), Path.cwd()]
    return list(dict.fromkeys(folders))


@dataclass(frozen=True, slots=True)
class Imported:
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
