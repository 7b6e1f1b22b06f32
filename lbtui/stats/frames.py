"""The library as tables in memory: loaded once, narrowed by the one filter, counted by every screen."""

from collections.abc import Hashable, Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from pathlib import Path

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbtui.model import Kind, Role
from lbtui.stats import reading
from lbtui.stats.links import Flags, Floats, Ints, Links
from lbtui.stats.values import Coverage, FilmRef, Hours, Watch, number, whole
from lbtui.storage import database

LINKS = ("genres", "countries", "languages", "keywords", "companies", "collections", "lists")
"""The fields of `Frames` that link films with labels, besides `credits`."""


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """Films and viewings with all that the figures ask for. Row numbers, not ids, join the tables."""

    films: pd.DataFrame
    """By film id: name, year, rating, liked, watched, watchlist, seen, status, kind, listed_on, runtime (minutes),
    released, tmdb_rating, votes, popularity. `seen` is watched or in the diary: an orphaned viewing counts."""
    viewings: pd.DataFrame
    """Diary entries in the order they happened: film (row number), watched_on, rating, rewatch."""
    tags: Links
    """Rows of `viewings`."""
    genres: Links
    countries: Links
    """Countries of production."""
    languages: Links
    """The original language, one a film."""
    keywords: Links
    companies: Links
    collections: Links
    lists: Links
    """The member's own lists."""
    credits: Mapping[Role, Links]

    def __len__(self) -> int:
        return len(self.films)

    def numbers(self, column: str) -> Floats:
        """A column of the films as floats, NaN where unknown."""
        return self.films[column].to_numpy(dtype=np.float64)

    def flags(self, column: str) -> Flags:
        """A column of the films as booleans."""
        return self.films[column].to_numpy(dtype=np.bool_)

    def watched_on(self) -> NDArray[np.datetime64]:
        """The days of the viewings, ascending."""
        return self.viewings["watched_on"].to_numpy().astype("datetime64[D]")

    def viewed(self) -> Ints:
        """The row number of the film of each viewing."""
        return self.viewings["film"].to_numpy(dtype=np.int64)

    def times(self) -> Ints:
        """How often each film was seen: its viewings, or once where it was seen and never logged."""
        return np.maximum(np.bincount(self.viewed(), minlength=len(self)), self.flags("seen"))

    def hours(self) -> Hours:
        """Hours watched, rewatches included."""
        runtime, times = self.numbers("runtime") / 60, self.times()
        logged = np.bincount(self.viewed(), minlength=len(self))
        known, seen = ~np.isnan(runtime), times > 0
        diary = float(np.nansum(runtime * logged))
        undated = float(np.nansum(runtime * (times - logged)))
        coverage = Coverage(int(np.count_nonzero(known & seen)), int(np.count_nonzero(seen)))
        return Hours(diary + undated, diary, undated, coverage)

    def ids_with(self, links: Links, key: Hashable) -> list[int]:
        """Ids of the films that carry a label, by one of the links of these frames and the label's id."""
        return [int(film) for film in self.films.index[links.rows_of(key)]]

    def narrow(self, film_ids: Iterable[int]) -> "Frames":
        """The frames of these films and their viewings; unknown ids are passed over."""
        return self.where(self.films.index.isin(list(film_ids)))

    def where(self, films: Flags) -> "Frames":
        """The frames of the films that are marked, with all of their viewings."""
        return self if films.all() else self._keep(films, films[self.viewed()])

    def without_series(self) -> "Frames":
        """The frames without what TMDB files under series."""
        return self.where((self.films["kind"] != Kind.TV.value).to_numpy(dtype=np.bool_))

    def within(self, first: date, last: date) -> "Frames":
        """The frames of the viewings from the first to the last day, both included, and of their films."""
        days = self.watched_on()
        viewings = (days >= np.datetime64(first)) & (days <= np.datetime64(last))
        return self._keep(np.bincount(self.viewed()[viewings], minlength=len(self)) > 0, viewings)

    def _keep(self, films: Flags, viewings: Flags) -> "Frames":
        places, lines = _places(films), _places(viewings)
        kept = self.viewings[viewings]
        return Frames(
            films=self.films[films],
            viewings=kept.assign(film=places[kept["film"].to_numpy(dtype=np.int64)]),
            tags=self.tags.narrow(lines),
            credits={role: links.narrow(places) for role, links in self.credits.items()},
            **{name: getattr(self, name).narrow(places) for name in LINKS},
        )

    def refs(self, rows: Iterable[int], values: Floats | None = None) -> tuple[FilmRef, ...]:
        """The films of these row numbers, in this order, each with its number of `values`."""
        chosen = np.fromiter(rows, dtype=np.int64)
        part = self.films.iloc[chosen]
        shown: list[float | None] = [None] * len(part) if values is None else [number(v) for v in values[chosen]]
        columns = zip(part.index.tolist(), part["name"], part["year"], part["rating"], shown, strict=True)
        return tuple(FilmRef(int(i), n, whole(y), number(r), v) for i, n, y, r, v in columns)

    def watches(self, lines: Iterable[int]) -> tuple[Watch, ...]:
        """The viewings of these row numbers, in this order."""
        chosen = np.fromiter(lines, dtype=np.int64)
        part, days = self.viewings.iloc[chosen], self.watched_on()[chosen].tolist()
        films = self.refs(self.viewed()[chosen])
        rows = zip(films, days, part["rating"], part["rewatch"], strict=True)
        return tuple(Watch(film, day, number(rating), bool(again)) for film, day, rating, again in rows)


def _places(kept: Flags) -> Ints:
    """The new row number of each old row, -1 for those that go."""
    return np.where(kept, np.cumsum(kept) - 1, -1).astype(np.int64)


def load(path: Path, *, removed: bool = False) -> Frames:
    """Reads the library from its database, read-only and in one snapshot; to be run in a thread.

    Args:
        path: The database.
        removed: Whether films that newer exports no longer hold are read too.

    Raises:
        StorageError: The file is missing, or is no library.
    """
    with database.reading(path) as connection:
        films = reading.films(connection, removed=removed)
        viewings = reading.viewings(connection, films)
        ids = films.index.to_numpy(dtype=np.int64)
        credits = reading.credits(connection, ids)
        links = {name: reading.links(connection, name, ids) for name in LINKS}
        tags = reading.tags(connection, viewings)
    films["seen"] = films["watched"] | (np.bincount(viewings["film"].to_numpy(np.int64), minlength=len(films)) > 0)
    return Frames(films=films, viewings=viewings, tags=tags, credits=credits, **links)
