"""The library as columns in memory: read once, narrowed by the one filter, counted by every dashboard."""

from array import array
from collections.abc import Hashable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

from lbtui.model.columns import Texts
from lbtui.model.enums import Role
from lbtui.statistics.records import Coverage, FilmRef, Hours, Watch, number, whole

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]
Days: TypeAlias = NDArray[np.datetime64]

ROLES = (Role.DIRECTOR, Role.ACTOR, Role.WRITER, Role.CINEMATOGRAPHER, Role.COMPOSER)
"""The roles that the people dashboard shows."""
LINKS = ("genres", "countries", "languages", "keywords", "companies", "collections", "lists", "streaming")
"""The fields of `Frames` that link films with labels, besides `credits`."""


@dataclass(frozen=True, slots=True, eq=False)
class Names(Mapping[Any, str]):
    """Names by whole number, in UTF-8 one behind the other: a fifth of the memory of a dict of as many str."""

    numbers: Ints
    """Ascending."""
    texts: Texts

    @classmethod
    def of(cls, named: Iterable[tuple[int, str]]) -> "Names":
        """Names in the ascending order of their numbers."""
        numbers, texts = array("q"), Texts()
        for key, name in named:
            numbers.append(key)
            texts.append(name)
        return cls(np.array(numbers, dtype=np.int64), texts)

    def __getitem__(self, key: Any) -> str:
        at = int(np.searchsorted(self.numbers, key))
        if at == self.numbers.size or self.numbers[at] != key:
            raise KeyError(key)
        return self.texts[at]

    def __iter__(self) -> Iterator[int]:
        return iter(self.numbers.tolist())

    def __len__(self) -> int:
        return self.numbers.size


@dataclass(frozen=True, slots=True)
class Links:
    """Which rows carry which labels (films and their genres, people, countries; viewings and their tags).

    Pairs of a row and a label, each pair once, in two columns of integers: a count over a million of them is one pass
    in C. Narrowing keeps the labels with their numbers, and shares the columns where most of the rows stay.
    """

    all_rows: NDArray[np.integer[Any]]
    """Row numbers of the table that carries the labels, before it was narrowed."""
    all_labels: NDArray[np.integer[Any]]
    """Numbers into `ids`."""
    ids: Sequence[Hashable] | NDArray[Any]
    names: Mapping[Any, str]
    """By id; more ids may be named than are linked, and an id without a name stands for itself."""
    places: NDArray[np.integer[Any]] | None = None
    """The number that each of these rows has now, -1 where it is gone; None: its own."""

    @property
    def row(self) -> NDArray[np.integer[Any]]:
        """The row number of each pair."""
        if self.places is None:
            return self.all_rows
        rows: NDArray[np.integer[Any]] = self.places[self.all_rows]
        return rows[rows >= 0]

    @property
    def label(self) -> NDArray[np.integer[Any]]:
        """The label of each pair, a number into `ids`."""
        return self.all_labels if self.places is None else self.all_labels[self.places[self.all_rows] >= 0]

    @classmethod
    def of(cls, rows: NDArray[Any], keys: NDArray[Any], names: Mapping[Any, str]) -> "Links":
        """Links from row numbers and label keys, in any order; labels are numbered as they first appear by row."""
        if (np.diff(rows) < 0).any():
            order = np.argsort(rows, kind="stable")
            rows, keys = rows[order], keys[order]
        # Without a hint its table would have room for as many labels as there are pairs.
        labels, ids = pd.factorize(keys, size_hint=1 << 12)
        size = max(len(ids), 1)
        # In place, and not by `np.unique`: of a million credits each copy is 8 MB.
        pairs = rows.astype(np.int64)
        pairs *= size
        pairs += labels
        del labels
        pairs.sort()
        pairs = pairs[np.append(True, pairs[1:] > pairs[:-1])[: pairs.size]]
        labels = (pairs % size).astype(np.int32)
        pairs //= size
        return cls(pairs.astype(np.int32), labels, ids, names)

    def id(self, label: int) -> Hashable:
        """The id of the label with this number, as plain Python."""
        key = self.ids[label]
        return key.item() if isinstance(key, np.generic) else key

    def name(self, label: int) -> str:
        """The name of the label with this number."""
        key = self.id(label)
        return str(self.names.get(key, key))

    def narrow(self, places: Ints) -> "Links":
        """The links of the rows that stay; `places` holds the new number of each old row, -1 where it goes."""
        if self.places is not None:
            places = np.where(self.places >= 0, places[self.places], -1)
        if 2 * np.count_nonzero(places >= 0) > places.size:
            return Links(self.all_rows, self.all_labels, self.ids, self.names, places)
        rows = places[self.all_rows]
        kept = rows >= 0
        return Links(rows[kept].astype(np.int32), self.all_labels[kept], self.ids, self.names)

    def counts(self, weights: NDArray[np.number[Any] | np.bool_] | None = None) -> Floats:
        """For each label the number of its rows, or the sum of their weights."""
        if self.places is not None:
            # What is gone weighs nothing: quicker than to pick what is left.
            stays = self.places >= 0
            weights = stays if weights is None else np.where(stays, weights[self.places], 0)
        each = None if weights is None else weights[self.all_rows]
        return np.bincount(self.all_labels, weights=each, minlength=len(self.ids)).astype(np.float64, copy=False)

    def rows_known(self) -> int:
        """Number of rows with at least one label."""
        return int(np.count_nonzero(np.bincount(self.row)))

    def labels_used(self) -> int:
        """Number of labels that at least one row carries."""
        return int(np.count_nonzero(self.counts()))

    def rows_of(self, key: Hashable) -> Ints:
        """The rows that carry the label with this id, ascending; none for an unknown id."""
        found = np.flatnonzero(np.asarray(self.ids) == key)
        return np.sort(self.row[self.label == (found[0] if found.size else -1)]).astype(np.int64)


@dataclass(frozen=True, slots=True, eq=False)
class Frames:
    """Films and viewings with all that the figures ask for. Row numbers, not ids, join the tables."""

    films: pd.DataFrame
    """A row a film, by film id, ascending, numbered from 0: id, year, rating, liked, watched, watchlist, seen,
    status (its number in FilmStatus), series, listed_on, runtime (minutes), released, tmdb_rating, votes, popularity,
    offers (whether TMDB was asked who offers it in the member's region).
    `seen` is watched or in the diary: an orphaned viewing counts."""
    names: Mapping[int, str]
    """The names of the films by their ids."""
    viewed: Ints
    """Diary entries in the order they happened: the row number of the film of each."""
    watched_on: Days
    """The day of each viewing, ascending."""
    given: Floats
    """The rating given with each viewing, NaN for none."""
    rewatch: Flags
    tags: Links
    """Rows of the viewings."""
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
    streaming: Links
    """The services that stream a film in the member's region."""
    credits: Mapping[Role, Links]
    services: tuple[str, ...] = ()
    """Names of the services that the member has."""

    def __len__(self) -> int:
        return len(self.films)

    def numbers(self, column: str) -> Floats:
        """A column of the films as floats, NaN where unknown."""
        return self.films[column].to_numpy(dtype=np.float64)

    def flags(self, column: str) -> Flags:
        """A column of the films as booleans."""
        return self.films[column].to_numpy(dtype=np.bool_)

    def days(self, column: str) -> Days:
        """A column of the films as days, NaT where unknown."""
        return self.films[column].to_numpy().astype("datetime64[D]")

    def times(self) -> Ints:
        """How often each film was seen: its viewings, or once where it was seen and never logged."""
        return np.maximum(np.bincount(self.viewed, minlength=len(self)), self.flags("seen"))

    def by_day(self) -> dict[date, int]:
        """Viewings by day; days without one are left out."""
        days, counts = np.unique(self.watched_on, return_counts=True)
        return dict(zip(days.tolist(), counts.tolist(), strict=True))

    def hours(self) -> Hours:
        """Hours watched, rewatches included."""
        runtime, times = self.numbers("runtime") / 60, self.times()
        logged = np.bincount(self.viewed, minlength=len(self))
        known, seen = ~np.isnan(runtime), times > 0
        diary = float(np.nansum(runtime * logged))
        undated = float(np.nansum(runtime * (times - logged)))
        coverage = Coverage(int(np.count_nonzero(known & seen)), int(np.count_nonzero(seen)))
        return Hours(diary + undated, diary, undated, coverage)

    def narrow(self, film_ids: Iterable[int]) -> "Frames":
        """The frames of these films and their viewings; unknown ids are passed over."""
        return self.where(np.isin(self.films["id"].to_numpy(), np.fromiter(film_ids, dtype=np.int64)))

    def where(self, films: Flags) -> "Frames":
        """The frames of the films that are marked, with all of their viewings."""
        return self if films.all() else self._keep(films, films[self.viewed])

    def seen(self) -> "Frames":
        """The frames of the films that have been seen."""
        return self.where(self.flags("seen"))

    def within(self, first: date, last: date) -> "Frames":
        """The frames of the viewings from the first to the last day, both included, and of their films."""
        viewings = (self.watched_on >= np.datetime64(first)) & (self.watched_on <= np.datetime64(last))
        return self._keep(np.bincount(self.viewed[viewings], minlength=len(self)) > 0, viewings)

    def _keep(self, films: Flags, viewings: Flags) -> "Frames":
        places, lines = _places(films), _places(viewings)
        return Frames(
            films=self.films[films].reset_index(drop=True),
            names=self.names,
            viewed=places[self.viewed[viewings]],
            watched_on=self.watched_on[viewings],
            given=self.given[viewings],
            rewatch=self.rewatch[viewings],
            tags=self.tags.narrow(lines),
            credits={role: links.narrow(places) for role, links in self.credits.items()},
            services=self.services,
            **{name: getattr(self, name).narrow(places) for name in LINKS},
        )

    def refs(self, rows: Iterable[int], values: Floats | None = None) -> tuple[FilmRef, ...]:
        """The films of these row numbers, in this order, each with its number of `values`."""
        chosen = np.fromiter(rows, dtype=np.int64)
        columns = (self.films[name].to_numpy()[chosen].tolist() for name in ("id", "year", "rating"))
        shown: list[float | None] = [None] * chosen.size if values is None else [number(v) for v in values[chosen]]
        return tuple(
            FilmRef(i, self.names[i], whole(y), number(r), v) for i, y, r, v in zip(*columns, shown, strict=True)
        )

    def watches(self, lines: Iterable[int]) -> tuple[Watch, ...]:
        """The viewings of these row numbers, in this order."""
        chosen = np.fromiter(lines, dtype=np.int64)
        columns = (column[chosen].tolist() for column in (self.watched_on, self.given, self.rewatch))
        films = self.refs(self.viewed[chosen])
        return tuple(Watch(film, day, number(r), again) for film, day, r, again in zip(films, *columns, strict=True))


def _places(kept: Flags) -> Ints:
    """The new row number of each old row, -1 for those that go."""
    return np.where(kept, np.cumsum(kept) - 1, -1)
