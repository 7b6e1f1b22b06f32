"""The films in memory, as browser, dashboards and shell filter them."""

import asyncio
from collections import Counter
from collections.abc import Collection, Iterable, Mapping
from pathlib import Path

from lbtui.gc_tuning import give_back, return_large_blocks
from lbtui.model.columns import TitleColumns
from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow, Prediction
from lbtui.query import Index, Query


class Library:
    """The rows of one store. Reading happens in a thread, every change of the rows on the event loop."""

    def __init__(self, path: Path) -> None:
        """Holds no film until `load`."""
        self.path = path
        self.index = Index()
        self.generation = 0
        """Grows with every change, so that a view knows whether what it shows is old."""
        self._columns = TitleColumns()
        self._predictions: Mapping[int, Prediction] = {}
        self._turn = asyncio.Lock()
        self._present: tuple[int, list[FilmRow]] = (-1, [])
        self._counted = (-1, Counter[FilmStatus]())

    @property
    def rows(self) -> list[FilmRow]:
        """All films that the newest export holds, by title; `index` has removed ones as well."""
        if self._present[0] != self.generation:
            self._present = (self.generation, self.index.filter(Query()))
        return self._present[1]

    def by_id(self, film: int) -> FilmRow | None:
        """The film of that id."""
        place = self.index.place(film)
        return None if place is None else self.index.rows[place]

    @property
    def counts(self) -> Mapping[FilmStatus, int]:
        """How many films stand in each state, all states in order."""
        if self._counted[0] != self.generation:
            self._counted = (self.generation, Counter(row.status for row in self.rows))
        return {status: self._counted[1][status] for status in FilmStatus}

    def predict(self, predictions: Mapping[int, Prediction]) -> None:
        """Take what the member might give their films, by id, in the place of what was predicted before."""
        self._predictions = predictions
        self._mark(self.index.rows)
        self.index.reread("predicted")

    def _mark(self, rows: Iterable[FilmRow]) -> None:
        """Bring the predictions to the rows of films that have no rating."""
        known = self._predictions.get
        for row in rows:
            row.prediction = known(row.id) if row.rating is None else None

    async def load(self) -> None:
        """Read all films, as after an import."""
        async with self._turn:
            await self._load()

    async def refresh(self, ids: Collection[int]) -> list[int]:
        """Read these films again and put them in place; their places in `rows`.

        Places hold until the next `load`. A film that is not in the library yet makes it load anew.
        """
        async with self._turn:
            rows = await asyncio.to_thread(_read, self.path, self._columns, ids)
            self._mark(rows)
            if any(self.index.place(row.id) is None for row in rows):
                await self._load()
                return [place for film in ids if (place := self.index.place(film)) is not None]
            self.generation += 1
            return self.index.replace(rows)

    async def _load(self) -> None:
        columns = TitleColumns()
        rows = await asyncio.to_thread(_read, self.path, columns)
        self._mark(rows)
        self.index, self._columns = Index(rows), columns
        self.generation += 1


def _read(path: Path, columns: TitleColumns, ids: Collection[int] | None = None) -> list[FilmRow]:
    # Not at the top: the first frame does not wait for what reads the store.
    from lbtui.storage.rows import load_rows

    if ids is not None:
        return load_rows(path, ids, removed=True, columns=columns)
    return_large_blocks()
    rows = load_rows(path, removed=True, columns=columns)
    give_back()
    return rows
