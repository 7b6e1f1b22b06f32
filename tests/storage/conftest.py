"""An open library and a member whose exports go into it."""

from collections.abc import AsyncIterator
from pathlib import Path

import pytest

from lbtui.storage.database import Database
from tests.storage.member import Member


@pytest.fixture
async def database(tmp_path: Path) -> AsyncIterator[Database]:
    """An empty library."""
    async with await Database.open(tmp_path / "data" / "library.db") as database:
        yield database


@pytest.fixture
def member(database: Database, tmp_path: Path) -> Member:
    """Somebody who exports again and again."""
    return Member(database, tmp_path)
