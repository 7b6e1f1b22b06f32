"""A member of Letterboxd who exports, and imports here."""

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from lbtui.model.enums import SessionStatus
from lbtui.model.exports import Export
from lbtui.model.films import FilmRow
from lbtui.storage import sessions
from lbtui.storage.database import Database
from lbtui.storage.imports import ImportSummary, store_export
from lbtui.storage.pages import FilmPage, film_page
from lbtui.storage.rows import load_rows
from tests.letterboxd.maker import export_texts, film_uri, log_uri, write_zip
from tests.letterboxd.reading import read_export

Row = tuple[object, ...]


def film(number: int, name: str, year: int | None, *more: object, on: str = "2024-01-01") -> Row:
    """A row of watched, watchlist or likes, or of ratings with a rating behind."""
    return (on, name, year or "", film_uri(number), *more)


def entry(
    log: int | None,
    name: str,
    year: int | None,
    day: str,
    *,
    rating: object = "",
    rewatch: str = "",
    tags: str = "",
    on: str = "2024-01-01",
) -> Row:
    """A row of the diary."""
    return (on, name, year or "", log_uri(log) if log else "", rating, rewatch, tags, day)


def review(log: int, name: str, year: int | None, text: str, *, day: str = "", tags: str = "") -> Row:
    """A row of the reviews; without a day it is no viewing."""
    return ("2024-01-01", name, year or "", log_uri(log), "", "", text, tags, day)


@dataclass(slots=True)
class Member:
    """Exports and imports at the days of their choice."""

    database: Database
    folder: Path

    def export(self, day: str, *, edit: Callable[[dict[str, Any]], object] | None = None, **tables: Any) -> Export:
        """What is read from the export of a day; `edit` changes its files before."""
        texts: dict[str, Any] = dict(export_texts(**tables))
        if edit:
            edit(texts)
        return self.export_files(day, texts)

    def export_files(self, day: str, texts: Mapping[str, str | bytes]) -> Export:
        """What is read from a ZIP of a day that holds these files alone."""
        return read_export(write_zip(self.folder / f"letterboxd-sample-{day}-10-00-utc.zip", texts))

    async def store(self, export: Export) -> ImportSummary:
        """Import through the states of a session."""
        session = await sessions.begin(self.database, export.source, None)
        await sessions.change(self.database, session.id, SessionStatus.PARSING)
        await sessions.change(self.database, session.id, SessionStatus.PROCESSING)
        return await store_export(self.database, session.id, export)

    async def bring(self, day: str, **tables: Any) -> ImportSummary:
        """Export and import."""
        return await self.store(self.export(day, **tables))

    def rows(self, *, removed: bool = False) -> list[FilmRow]:
        """The films of the library."""
        return load_rows(self.database.path, removed=removed)

    def names(self) -> list[str]:
        """The names of the films of the library."""
        return [row.name for row in self.rows()]

    def row(self, name: str) -> FilmRow:
        """The one film of that name, removed or not."""
        (found,) = [row for row in self.rows(removed=True) if row.name == name]
        return found

    async def page(self, name: str) -> FilmPage:
        """All about the film of that name."""
        page = await film_page(self.database, self.row(name).id)
        assert page is not None
        return page
