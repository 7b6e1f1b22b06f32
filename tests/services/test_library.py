"""The films in memory, and how they follow the store."""

from pathlib import Path

from lbtui.model.enums import FilmStatus
from lbtui.query import parse
from lbtui.services.importing import import_export
from lbtui.services.library import Library
from lbtui.storage import decisions
from lbtui.storage.database import Database
from tests.letterboxd.maker import film_uri, make_export_zip


async def test_a_library_holds_the_films_of_the_store(database: Database, film: int) -> None:
    library = Library(database.path)
    assert not library.rows
    await library.load()

    assert [row.name for row in library.rows] == ["Solaris"]
    assert library.by_id(film) is library.rows[0]
    assert library.by_id(film + 1000) is None
    assert library.counts[FilmStatus.PENDING] == 1
    assert list(library.counts) == list(FilmStatus)


async def test_a_film_that_changed_is_read_again_in_its_place(database: Database, film: int) -> None:
    library = Library(database.path)
    await library.load()
    generation, index = library.generation, library.index
    await decisions.none(database, film)
    assert await library.refresh([film]) == [0]

    assert library.index is index
    assert library.generation > generation
    assert library.counts[FilmStatus.NOT_FOUND] == 1
    assert library.index.filter(parse('status:"not found"')) == library.rows


async def test_a_film_that_is_new_makes_it_load_anew(database: Database, film: int, tmp_path: Path) -> None:
    library = Library(database.path)
    await library.load()
    rows = [("2020-01-01", "Alien", "1979", film_uri(9)), ("2020-01-01", "Solaris", "1972", film_uri(2))]
    await import_export(database, [make_export_zip(tmp_path / "more.zip", watched=rows)])
    new = (await database.fetch("SELECT id FROM film WHERE name = 'Alien'"))[0][0]
    await library.refresh([new])

    assert [row.name for row in library.rows] == ["Alien", "Solaris"]
