"""The diary entries and reviews of many films at once, for an export.

Plain sqlite3, to be run in a thread or by a shell command.
"""

import json
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date
from pathlib import Path

from lbtui.films.fields import RATING
from lbtui.storage.database import reading


@dataclass(frozen=True, slots=True)
class Entry:
    """A viewing with its review, or, without a day, a review that belongs to none."""

    film: int
    watched_on: date | None
    rating: float | None = None
    rewatch: bool = False
    tags: tuple[str, ...] = ()
    review: str | None = None
    """Letterboxd's HTML."""


_VIEWINGS = f"""
SELECT v.film, v.watched_on, {RATING.format("v")}, v.rewatch, r.text,
       (SELECT json_group_array(tag) FROM viewing_tag WHERE viewing = v.id)
FROM viewing v LEFT JOIN review r ON r.viewing = v.id
WHERE v.removed = 0 ORDER BY v.film, v.watched_on, v.log_id, v.id
"""
_NOTES = f"SELECT film, {RATING.format('review')}, text FROM review WHERE viewing IS NULL ORDER BY film, id"


def load_entries(path: Path, films: Collection[int]) -> dict[int, list[Entry]]:
    """The entries of these films, viewings in the order they happened before reviews without a day.

    Films without any are left out. Raises StorageError.
    """
    found: dict[int, list[Entry]] = {}
    wanted = frozenset(films)
    with reading(path) as connection:
        for film, day, rating, rewatch, text, tags in connection.execute(_VIEWINGS):
            if film in wanted:
                entry = Entry(film, date.fromisoformat(day), rating, bool(rewatch), tuple(json.loads(tags)), text)
                found.setdefault(film, []).append(entry)
        for film, rating, text in connection.execute(_NOTES):
            if film in wanted:
                found.setdefault(film, []).append(Entry(film, None, rating, review=text))
    return found
