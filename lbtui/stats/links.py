"""Which rows carry which labels (films and their genres, people, countries; viewings and their tags).

Two columns of integers: with them a count over a million credits is one pass in C.
"""

from collections.abc import Hashable, Mapping
from dataclasses import dataclass
from typing import Any, TypeAlias

import numpy as np
import pandas as pd
from numpy.typing import NDArray

Ints: TypeAlias = NDArray[np.int64]
Floats: TypeAlias = NDArray[np.float64]
Flags: TypeAlias = NDArray[np.bool_]


@dataclass(frozen=True, slots=True)
class Links:
    """Pairs of a row and a label, each pair once. Narrowing drops pairs and keeps the labels with their numbers."""

    row: Ints
    """Row numbers of the table that carries the labels."""
    label: Ints
    """Numbers into `ids`."""
    ids: tuple[Hashable, ...]
    names: Mapping[Any, str]
    """By id; more ids may be named than are linked, and an id without a name stands for itself."""

    @classmethod
    def of(cls, rows: Ints, keys: NDArray[Any], names: Mapping[Any, str]) -> "Links":
        """Links from row numbers and label keys."""
        codes, uniques = pd.factorize(keys)
        labels = codes.astype(np.int64)
        _, first = np.unique(rows * max(len(uniques), 1) + labels, return_index=True)
        kept = np.sort(first)
        return cls(rows[kept], labels[kept], tuple(uniques.tolist()), names)

    def name(self, label: int) -> str:
        """The name of the label with this number."""
        key = self.ids[label]
        return str(self.names.get(key, key))

    def narrow(self, places: Ints) -> "Links":
        """The links of the rows that stay; `places` holds the new number of each old row, -1 where it goes."""
        rows = places[self.row]
        kept = rows >= 0
        return Links(rows[kept], self.label[kept], self.ids, self.names)

    def counts(self, weights: Floats | Ints | Flags | None = None) -> Floats:
        """For each label the number of its rows, or the sum of their weights."""
        each = None if weights is None else weights[self.row]
        return np.bincount(self.label, weights=each, minlength=len(self.ids)).astype(np.float64, copy=False)

    def rows_known(self) -> int:
        """Number of rows with at least one label."""
        return int(np.count_nonzero(np.bincount(self.row))) if self.row.size else 0

    def labels_used(self) -> int:
        """Number of labels that at least one row carries."""
        return int(np.count_nonzero(np.bincount(self.label))) if self.label.size else 0

    def rows_of(self, key: Hashable) -> Ints:
        """The rows that carry the label with this id, ascending; none for an unknown id."""
        if key not in self.ids:
            return np.empty(0, dtype=np.int64)
        return np.sort(self.row[self.label == self.ids.index(key)])
