"""How old each table is that the library has been told: what of a further export counts, table by table.

Tables of one kind alone are compared, by the time of their exports where both names tell it, else by the last click
that they hold: a diary is not older for having been written to less than the ratings were.
"""

import json
import sqlite3
from collections.abc import Mapping
from datetime import timedelta
from enum import Enum, auto
from typing import NamedTuple

from lbtui.model.enums import Part
from lbtui.model.exports import Export
from lbtui.storage import settings
from lbtui.storage.sessions import now

_SETTING = "ages"


class Age(NamedTuple):
    """When a table was exported, by its name, and the last click that it holds: ISO texts."""

    exported: str | None = None
    clicked: str | None = None


class KnownAge(NamedTuple):
    """The latest of the tables of one kind, and the latest of those that could be read whole."""

    latest: Age
    whole: Age | None = None


class Authority(Enum):
    """What a table of an export may say to the library."""

    DECIDES = auto()
    """It is the newest of its kind."""
    ADDS = auto()
    """The library holds a newer one that was not whole: only what is not there counts."""
    SILENT = auto()
    """The library holds a newer one, whole: what that one lacks, the member no longer has."""


class Authorities(NamedTuple):
    """What each table of an export may say, and whether its names and years are the newest."""

    by_part: Mapping[Part, Authority]
    names: bool

    def decides(self, part: Part) -> bool:
        """Whether the export has the last word on this table."""
        return self.by_part.get(part) is Authority.DECIDES

    def silent(self, part: Part) -> bool:
        """Whether the export's table is out of date."""
        return self.by_part.get(part) is Authority.SILENT


Ages = Mapping[Part, KnownAge]


def load(connection: sqlite3.Connection) -> Ages:
    """What the library has been told so far."""
    if text := settings.get(connection, _SETTING):
        found: dict[str, list[list[str | None] | None]] = json.loads(text)
        return {Part(part): KnownAge(*(Age(*age) if age else None for age in told)) for part, told in found.items()}  # type: ignore[arg-type]
    # An older lbtui kept one moment for all tables; one without a time of day was a click in any of them.
    moment = settings.get(connection, "as_of")
    age = Age(moment if moment and "T" in moment else None)
    return dict.fromkeys(Part, KnownAge(age, age)) if moment else {}


def save(connection: sqlite3.Connection, ages: Ages) -> None:
    """Keep what the library has been told."""
    settings.put(connection, _SETTING, json.dumps(dict(ages)))


def ages_of(export: Export, parts: frozenset[Part]) -> dict[Part, Age]:
    """The age of each of these tables of an export."""
    exported = export.exported_at.isoformat() if export.exported_at else None
    # A click in the future is a mistake, and would make every later export an older one.
    latest = now().date() + timedelta(days=2)
    days = {part: day.isoformat() for part, day in export.last_days.items() if day <= latest}
    return {part: Age(exported, days.get(part)) for part in parts}


def authorities(new: Mapping[Part, Age], known: Ages) -> Authorities:
    """What the tables of an export may say. Where a table does not tell its age, those beside it do."""
    order = {part: _compared(age, known[part].latest) for part, age in new.items() if part in known}
    older = any(place < 0 for place in order.values())
    all_older = older and not any(place > 0 for place in order.values())
    said: dict[Part, Authority] = {}
    for part, age in new.items():
        place = order.get(part, 1)
        if place > 0 or (place == 0 and not all_older):
            said[part] = Authority.DECIDES
        else:
            whole = known[part].whole
            said[part] = Authority.SILENT if whole and _compared(age, whole) <= 0 else Authority.ADDS
    exported = max((age.exported for age in new.values() if age.exported), default=None)
    later = exported and any(told.latest.exported and told.latest.exported > exported for told in known.values())
    if Part.REVIEWS in said and Part.DIARY not in said and Part.DIARY in known:
        # Reviews tell of viewings too, but the diary has the word on these.
        said[Part.DIARY] = Authority.SILENT if later else Authority.ADDS
    return Authorities(said, not (older or later))


def ages_after(known: Ages, new: Mapping[Part, Age], said: Authorities, whole: frozenset[Part]) -> Ages:
    """What the library has been told after an export, of which it could read some tables whole."""
    after = dict(known)
    for part, age in new.items():
        before = known.get(part, KnownAge(Age()))
        if said.decides(part):
            if age.exported is None and age.clicked == before.latest.clicked:
                age = before.latest
            after[part] = KnownAge(age, age if part in whole else before.whole)
    return after


def _compared(one: Age, other: Age) -> int:
    """Above 0 where the one is newer, below where it is older, 0 where nothing tells."""
    if one.exported and other.exported:
        return _order(one.exported, other.exported)
    if one.exported:
        return -_compared(other, one)
    if not one.clicked or one.clicked == other.clicked:
        return 0
    # What is dated by its last click alone, and lacks nothing that the other has, was still made before it.
    last = other.exported or other.clicked
    return _order(one.clicked, last) if last else 0


def _order(one: str, other: str) -> int:
    return (one > other) - (one < other)
