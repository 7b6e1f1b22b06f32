"""Diary entries and reviews of many films at once."""

from datetime import date
from pathlib import Path

from lbtui.services.importing import import_export
from lbtui.storage.database import Database
from lbtui.storage.pages import Entry, load_entries
from tests.letterboxd.maker import film_uri, log_uri, make_export_zip

ALIEN, SOLARIS = ("2020-01-01", "Alien", "1979"), ("2020-01-02", "Solaris", "1972")
LATER = (*ALIEN, log_uri(2), "5", "Yes", "", "2024-01-02")
FIRST = (*ALIEN, log_uri(1), "4", "", "70mm, cinema", "2020-01-01")


async def test_entries_come_by_film_in_the_order_they_happened(tmp_path: Path) -> None:
    films = [(*ALIEN, film_uri(1)), (*SOLARIS, film_uri(2))]
    review = (*ALIEN, log_uri(2), "5", "Yes", "<i>Still.</i>", "", "2024-01-02")
    note = (*SOLARIS, log_uri(3), "3", "", "A note.", "", "")
    export = make_export_zip(tmp_path / "one.zip", watched=films, diary=[LATER, FIRST], reviews=[note, review])
    async with await Database.open(tmp_path / "library.db") as database:
        await import_export(database, [export])
        ids = {row[0]: row[1] for row in await database.fetch("SELECT name, id FROM film")}
        found = load_entries(database.path, ids.values())

        assert found == {
            ids["Alien"]: [
                Entry(ids["Alien"], date(2020, 1, 1), 4.0, tags=("70mm", "cinema")),
                Entry(ids["Alien"], date(2024, 1, 2), 5.0, rewatch=True, review="<i>Still.</i>"),
            ],
            ids["Solaris"]: [Entry(ids["Solaris"], None, 3.0, review="A note.")],
        }
        assert load_entries(database.path, [ids["Solaris"]]).keys() == {ids["Solaris"]}


async def test_a_viewing_that_the_member_has_deleted_is_left_out(tmp_path: Path) -> None:
    films = [(*ALIEN, film_uri(1))]
    older = make_export_zip(tmp_path / "letterboxd-me-2025-01-01-00-00-utc.zip", watched=films, diary=[FIRST, LATER])
    newer = make_export_zip(tmp_path / "letterboxd-me-2026-01-01-00-00-utc.zip", watched=films, diary=[LATER])
    async with await Database.open(tmp_path / "library.db") as database:
        await import_export(database, [older])
        await import_export(database, [newer])
        (entries,) = load_entries(database.path, [1]).values()
    assert [entry.watched_on for entry in entries] == [date(2024, 1, 2)]
