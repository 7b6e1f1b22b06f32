"""A small library for the services."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from lbtui.services.importing import import_export
from lbtui.storage.database import Database
from tests.letterboxd.maker import film_uri, make_export_zip


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty library."""
    async with await Database.open(tmp_path / "data" / "library.db") as database:
        yield database


@pytest.fixture
async def film(database: Database, tmp_path: Path) -> int:
    """The id of Solaris, the one film of the library."""
    rows = [("2020-01-01", "Solaris", "1972", film_uri(2))]
    await import_export(database, [make_export_zip(tmp_path / "one.zip", watched=rows, watchlist=rows)])
    return int((await database.fetch("SELECT id FROM film"))[0][0])
