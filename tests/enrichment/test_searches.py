"""Films that are searched for, one by one."""

from pathlib import Path

from lbtui.model.enums import FilmStatus
from tests.enrichment.library import titled, watching
from tests.enrichment.server import FakeTmdb
from tests.tmdb.catalogue import Film

REVENGE = Film(1, "Revenge", 2017, votes=9), Film(2, "Revenge", 2018, votes=1422)
CROWD = [Film(n, f"House {n}", 1977, votes=5000 - n) for n in range(100, 125)]
KNOWN = [Film(n, f"Known {n}", 2017, votes=5000 - n) for n in range(200, 225)]


async def test_the_film_on_the_second_page_of_a_search_is_found(tmp_path: Path) -> None:
    async with (
        FakeTmdb([*CROWD, Film(7, "House", 1977)]) as server,
        watching(server, tmp_path, [("House", 1977)]) as it,
    ):
        report = await it.run()
        assert report.counts[FilmStatus.ENRICHED] == 1
        assert server.asked("/search") == 3  # all years, its year, and the second page of that


async def test_pages_too_leave_a_little_known_film_with_a_better_known_successor_to_a_person(tmp_path: Path) -> None:
    films = [*titled(KNOWN), ("Revenge", 2017)]
    async with FakeTmdb([*KNOWN, *REVENGE]) as server, watching(server, tmp_path, films) as it:
        await it.run(many=20)
        assert server.asked("/discover") == 2
        assert (await it.statuses())["Revenge"] is FilmStatus.NEEDS_REVIEW
        assert (await it.reason("Revenge")).startswith("two films share this title; ")
