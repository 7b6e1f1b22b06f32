"""Small facts that are kept by name."""

import pytest

from lbtui.storage import settings
from lbtui.storage.database import Database


async def test_a_value_is_kept_and_replaced(database: Database) -> None:
    assert await settings.load(database, "sort", "title") == "title"
    await settings.save(database, "sort", "year")
    await settings.save(database, "sort", "rating")
    assert await settings.load(database, "sort", "title") == "rating"


async def test_filters_are_kept_by_name_until_they_are_removed(database: Database) -> None:
    await settings.save_filter(database, "short", "runtime<90")
    await settings.save_filter(database, "Сталкер", 'title:"Сталкер"')
    assert await settings.filters(database) == {"short": "runtime<90", "Сталкер": 'title:"Сталкер"'}

    await settings.save_filter(database, "short", "runtime<80")
    await settings.save_filter(database, "Сталкер", None)
    await settings.save_filter(database, "unknown", None)
    assert await settings.filters(database) == {"short": "runtime<80"}


@pytest.mark.parametrize("text", ["{not json", "[1]", "5", '{"old": null}'])
async def test_saved_filters_that_are_damaged_are_none(database: Database, text: str) -> None:
    await settings.save(database, "filters", text)
    assert await settings.filters(database) == {}
    await settings.save_filter(database, "new", "year:1974")
    assert await settings.filters(database) == {"new": "year:1974"}
