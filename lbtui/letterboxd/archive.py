"""An export opened: the bytes of its tables, each known for what it is by its header, its name and its folder."""

import hashlib
import re
from collections.abc import Callable, Container, Iterable, Sequence
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from enum import StrEnum
from pathlib import Path, PurePosixPath

from lbtui.model.enums import Part
from lbtui.model.exports import Skipped
from lbtui.text import counted

from .containers import ArchiveContents, Budget, Found, contents_of
from .errors import ExportError, shown
from .headers import Form, Header

Progress = Callable[[str], None]
"""Takes half a sentence on what is being read; called from the thread that reads."""

_EXPORT_NAME = re.compile(r"letterboxd-([\w.]+)-(\d{4}-\d\d-\d\d-\d\d-\d\d)-utc", re.IGNORECASE)


class Table(StrEnum):
    """The tables of an export. Those of `deleted/` are known only to be left out with a count."""

    WATCHED = "watched"
    RATINGS = "ratings"
    DIARY = "diary"
    REVIEWS = "reviews"
    WATCHLIST = "watchlist"
    LIKES = "likes"
    LIST = "list"
    PROFILE = "profile"
    ORPHANED_DIARY = "orphaned diary"
    ORPHANED_REVIEWS = "orphaned reviews"
    DELETED_DIARY = "deleted diary"
    DELETED_REVIEWS = "deleted reviews"
    DELETED_LIST = "deleted list"

    @property
    def deleted(self) -> bool:
        """Whether the member has deleted what it holds."""
        return self.value.startswith("deleted")

    @property
    def many(self) -> bool:
        """Whether an export has any number of them."""
        return self in (Table.LIST, Table.DELETED_LIST)

    @property
    def part(self) -> Part | None:
        """What the library calls it."""
        if self.deleted:
            return None
        if self.value.startswith("orphaned"):
            return Part.ORPHANED
        return Part.LISTS if self is Table.LIST else Part(self.value)


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


_ROOT = {
    Form.RATINGS: Table.RATINGS,
    Form.DIARY: Table.DIARY,
    Form.REVIEWS: Table.REVIEWS,
    Form.LIST: Table.LIST,
    Form.PROFILE: Table.PROFILE,
}
_ORPHANED = {Form.DIARY: Table.ORPHANED_DIARY, Form.REVIEWS: Table.ORPHANED_REVIEWS}
_DELETED = {Form.DIARY: Table.DELETED_DIARY, Form.REVIEWS: Table.DELETED_REVIEWS, Form.LIST: Table.DELETED_LIST}


_NAMES = {
    Table.WATCHED: "watched.csv",
    Table.RATINGS: "ratings.csv",
    Table.DIARY: "diary.csv",
    Table.REVIEWS: "reviews.csv",
    Table.WATCHLIST: "watchlist.csv",
    Table.LIKES: "films.csv",
    Table.PROFILE: "profile.csv",
    Table.ORPHANED_DIARY: "diary.csv",
    Table.ORPHANED_REVIEWS: "reviews.csv",
    Table.DELETED_DIARY: "diary.csv",
    Table.DELETED_REVIEWS: "reviews.csv",
}


@dataclass(frozen=True, slots=True)
class Place:
    """A found file as a table. `chosen` files were named one by one; `sure` is False where the name told nothing."""

    found: Found
    table: Table
    root: str
    chosen: bool
    sure: bool

    @property
    def plain(self) -> bool:
        """Whether the file has the name that exports give to its table."""
        return PurePosixPath(self.found.path).name.lower() == _NAMES.get(self.table, "")

    @property
    def depth(self) -> int:
        """Folders above the export's root."""
        return self.root.count("/") + 1 if self.root else 0


_INSIDE = {
    "likes": {Form.FILMS, Form.UNUSED},
    "lists": {Form.LIST},
    "deleted": {Form.DIARY, Form.REVIEWS, Form.LIST, Form.UNUSED},
    "orphaned": {Form.DIARY, Form.REVIEWS, Form.UNUSED},
}
"""What the folders of an export hold."""


def ordinary_folders(found: Iterable[Found]) -> frozenset[tuple[str, ...]]:
    """Folders above an export that only happen to be called like one of its own: `deleted/watched.csv`.

    No table stands beside them, and some inside does not belong there.
    """
    files = [(PurePosixPath(file.path).parts[:-1], file.header.form) for file in found]
    beside = {folders for folders, _ in files}
    return frozenset(
        folders[: cut + 1]
        for folders, form in files
        for cut, name in enumerate(folders)
        if form not in _INSIDE.get(name.lower(), {form}) and folders[:cut] not in beside
    )


def place_of(found: Found, *, chosen: bool, ordinary: Container[tuple[str, ...]] = ()) -> Place | None:
    """The table that the file is; None for the tables that a library does not need."""
    path = PurePosixPath(found.path)
    folders = path.parts[:-1]
    special_at = (
        place
        for place, folder in enumerate(folders)
        if folder.lower() in _INSIDE and folders[: place + 1] not in ordinary
    )
    cut = next(special_at, len(folders))
    special = folders[cut].lower() if cut < len(folders) else ""
    form, sure = found.header.form, True
    if special == "deleted":
        table = _DELETED.get(form)
    elif special == "orphaned":
        table = _ORPHANED.get(form)
    elif form is Form.FILMS:
        table = _same_header(path.stem.lower(), special)
        sure, table = table is not None, table or Table.WATCHED
    else:
        table = _ROOT.get(form)
    return Place(found, table, "/".join(folders[:cut]), chosen, sure) if table else None


def what(path: str) -> str:
    """What a table is that a library does not need, by its name: the headers of likes are the same."""
    name = PurePosixPath(path).stem.lower()
    if "comment" in name:
        return "your comments"
    words = {"reviews": "reviews", "lists": "lists"}.get(name, "reviews or lists")
    return f"likes of other members' {words}"


def _same_header(stem: str, special: str) -> Table | None:
    if special == "likes" or stem == "films" or "like" in stem:
        return Table.LIKES
    if "watchlist" in stem:
        return Table.WATCHLIST
    return Table.WATCHED if "watched" in stem else None


def choose(places: Iterable[Place], source: str, notes: list[str]) -> list[Place]:
    """The places that make one export. What is left out is noted; two whole exports side by side are an error."""
    places = sorted(places, key=lambda place: (place.depth, place.root))
    unsure = [place for place in places if not place.sure]
    if len(unsure) == 1 and not any(place.table is Table.WATCHED and place.sure for place in places):
        notes.append(
            f"{unsure[0].found.path} could be watched films, a watchlist or likes: it was read as watched films."
        )
    else:
        notes += [f"Left out {place.found.path}: its name does not tell what it holds." for place in unsure]
        places = [place for place in places if place.sure]
    kept = [place for place in places if place.chosen]
    mine: dict[Table, Place] = {}
    stray = {place.root for place in places} - {place.root for place in places if place.plain}
    roots = dict.fromkeys(place.root for place in places if not place.chosen)
    # A stray table above an export must not stand in its way.
    for root in sorted(roots, key=lambda root: root in stray):
        here = _one_each([place for place in places if place.root == root and not place.chosen], notes)
        kept += _beside(mine, here, source, notes)
    return kept


def _one_each(here: list[Place], notes: list[str]) -> list[Place]:
    """One file a table within a root: the one of the table's own name, else the largest."""
    first: dict[Table, Place] = {}
    kept = []
    for place in sorted(here, key=lambda place: (not place.plain, -len(place.found.data), place.found.path)):
        if place.table.many or place.table not in first:
            kept.append(first.setdefault(place.table, place) if not place.table.many else place)
        else:
            other = first[place.table]
            why = "has the name of the same table" if other.plain else "is the same table, and larger"
            notes.append(f"Left out {place.found.path}: {other.found.path} {why}.")
    return kept


def _beside(mine: dict[Table, Place], here: list[Place], source: str, notes: list[str]) -> list[Place]:
    """What a further root adds to those taken so far, all or nothing but for equal files."""
    shared = [place for place in here if place.table in mine]
    if any(place.found.data != mine[place.table].found.data for place in shared):
        other = mine[shared[0].table]
        if not any(place.plain for place in here):
            names = ", ".join(place.found.path for place in shared)
            notes.append(f"Left out {names}: {other.found.path} has the name of the same table.")
            return []
        if other.depth == shared[0].depth:
            raise ExportError(
                f"{source} holds more than one export ({other.found.path} and {shared[0].found.path}): "
                "choose the folder or ZIP of one of them."
            )
        notes.append(f"Left out the folder {shared[0].root}: {other.found.path} above it belongs to another export.")
        return []
    fresh = [place for place in here if place not in shared]
    mine.update({place.table: place for place in fresh if not place.table.many})
    return fresh


def open_export(paths: Path | Sequence[Path], *, on_progress: Progress | None = None) -> RawExport:
    """Reads a ZIP, a folder, a CSV or several of them; raises `ExportError` where there is no table to be read."""
    chosen = list(dict.fromkeys([paths] if isinstance(paths, Path) else paths))
    if not chosen:
        raise ExportError("No file was chosen: choose the export's ZIP, its folder, or CSV files from it.")
    source = ", ".join(map(shown, chosen[:3])) + (f" and {len(chosen) - 3} more" if len(chosen) > 3 else "")
    whole, places = ArchiveContents(), list[Place]()
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


def _places(path: Path, budget: Budget, whole: ArchiveContents, *, alone: bool) -> list[Place]:
    """The tables of one path; all else that it held goes into `whole`."""
    contents = contents_of(path, budget)
    single = path.is_file() and len(contents.found) == 1 and contents.found[0].path.endswith(shown(path))
    if contents.strangers:
        some = ", ".join(contents.strangers[:3]) + (", …" if len(contents.strangers) > 3 else "")
        whole.notes.append(
            f"Left out {counted(len(contents.strangers), 'CSV file')} without the header of a table: {some}."
        )
    unused = (what(file.path) for file in contents.found if file.header.form is Form.UNUSED)
    whole.unused += [words for words in dict.fromkeys(unused) if words not in whole.unused]
    whole.skipped += contents.skipped
    whole.notes += contents.notes
    if not alone and not contents.found and not contents.skipped:
        whole.notes.append(f"{shown(path)} holds no table of a Letterboxd export.")
    # Two exports chosen together must not look like one folder.
    outer = "" if alone or single else f"{shown(path)}/"
    found = [replace(found, path=outer + found.path) for found in contents.found]
    ordinary = ordinary_folders(found)
    return [place for file in found if (place := place_of(file, chosen=single, ordinary=ordinary))]


def _nothing(source: str, known: bool, whole: ArchiveContents) -> str:
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
