"""Where a file lies in its export, which table that makes it, and which one counts where several could."""

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from pathlib import PurePosixPath

from lbtui.model import Part

from .errors import ExportError
from .haul import Found
from .headers import Form

_SPECIAL = ("likes", "lists", "deleted", "orphaned")


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


_ROOT = {
    Form.RATINGS: Table.RATINGS,
    Form.DIARY: Table.DIARY,
    Form.REVIEWS: Table.REVIEWS,
    Form.LIST: Table.LIST,
    Form.PROFILE: Table.PROFILE,
}
_ORPHANED = {Form.DIARY: Table.ORPHANED_DIARY, Form.REVIEWS: Table.ORPHANED_REVIEWS}
_DELETED = {Form.DIARY: Table.DELETED_DIARY, Form.REVIEWS: Table.DELETED_REVIEWS, Form.LIST: Table.DELETED_LIST}


@dataclass(frozen=True, slots=True)
class Place:
    """A found file as a table. `chosen` files were named one by one; `sure` is False where the name told nothing."""

    found: Found
    table: Table
    root: str
    chosen: bool
    sure: bool

    @property
    def depth(self) -> int:
        """Folders above the export's root."""
        return self.root.count("/") + 1 if self.root else 0


def place_of(found: Found, *, chosen: bool) -> Place | None:
    """The table that the file is; None for the tables that a library does not need."""
    path = PurePosixPath(found.path)
    folders = path.parts[:-1]
    cut = next((place for place, folder in enumerate(folders) if folder.lower() in _SPECIAL), len(folders))
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
    for root in dict.fromkeys(place.root for place in places if not place.chosen):
        here = _one_each([place for place in places if place.root == root and not place.chosen], notes)
        kept += _beside(mine, here, source, notes)
    return kept


def _one_each(here: list[Place], notes: list[str]) -> list[Place]:
    """One file a table within a root, the one with the plainest name."""
    first: dict[Table, Place] = {}
    kept = []
    for place in sorted(here, key=lambda place: (len(place.found.path), place.found.path)):
        if place.table.many or place.table not in first:
            kept.append(first.setdefault(place.table, place) if not place.table.many else place)
        else:
            notes.append(f"Left out {place.found.path}: {first[place.table].found.path} is the same table.")
    return kept


def _beside(mine: dict[Table, Place], here: list[Place], source: str, notes: list[str]) -> list[Place]:
    """What a further root adds to those taken so far, all or nothing but for equal files."""
    shared = [place for place in here if place.table in mine]
    if any(place.found.data != mine[place.table].found.data for place in shared):
        other = mine[shared[0].table]
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
