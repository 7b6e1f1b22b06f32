import sqlite3
from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from lbtui.model.enums import Role
from lbtui.query import Index, parse
from lbtui.statistics.frames import Frames
from lbtui.statistics.reading import load
from lbtui.statistics.records import Coverage
from lbtui.statistics.request import Scope
from lbtui.statistics.watchlist import Watchlist, measure, pick
from lbtui.storage.rows import load_rows
from tests.statistics.library import TODAY, build_rated, request
from tests.statistics.shapes import counted, ids


@pytest.fixture(scope="module")
def figures(library: Frames) -> Watchlist:
    return measure(library.seen(), library, request())


def test_it_tells_how_long_the_watchlist_takes(figures: Watchlist) -> None:
    assert (figures.films, figures.seen) == (9, 1)
    # 4 x 90 + 2 x 120 + 45 minutes.
    assert figures.hours == pytest.approx(645 / 60)
    assert figures.hours_coverage == Coverage(7, 9)


def test_it_is_told_by_decade_genre_and_runtime(figures: Watchlist) -> None:
    assert counted(figures.by_decade) == [
        ("1960s", 1), ("1970s", 2), ("1980s", 1), ("2010s", 2), ("2020s", 1), ("2030s", 1),
    ]  # fmt: skip
    assert counted(figures.by_genre) == [("Drama", 4), ("Romance", 2), ("Anime", 1), ("Science Fiction", 1)]
    assert counted(figures.by_runtime) == [("<60", 1), ("90–119", 4), ("120–149", 2)]
    assert figures.by_decade[1].filter == "watchlist decade:1970s"


def test_films_of_highly_rated_people_come_with_the_person(figures: Watchlist) -> None:
    found = [(favourite.role, favourite.person.name, ids(favourite.films)) for favourite in figures.favourites]

    assert found == [(Role.DIRECTOR, "Agnès Varda", [6, 32, 33, 34]), (Role.DIRECTOR, "Claire Denis", [35, 36])]
    assert figures.favourites[0].filter == "watchlist person:1"


def test_films_by_highly_rated_people_are_named_once_with_all_of_them(library: Frames) -> None:
    found = measure(library.seen(), library, request(minimum=1)).promising

    assert len({row.film.id for row in found}) == len(found)
    assert [(row.film.id, [person.name for person in row.people]) for row in found][:4] == [
        (6, ["Agnès Varda"]), (32, ["Agnès Varda"]), (33, ["Agnès Varda"]), (34, ["Agnès Varda"]),
    ]  # fmt: skip


def test_the_films_that_wait_longest_come_first(figures: Watchlist) -> None:
    assert ids(figures.waiting)[:3] == [34, 6, 32]
    # From 1 January 2015 to 17 June 2026.
    assert figures.waiting[0].value == 4185


def test_the_pick_is_the_same_for_a_seed_and_another_for_others(library: Frames) -> None:
    picks = [pick(library, seed, TODAY) for seed in range(60)]

    assert picks[:5] == [pick(library, seed, TODAY) for seed in range(5)]
    assert {film.id for film in picks if film} == {6, 32, 33, 34, 35, 36, 39}


def test_the_pick_may_be_bound_to_a_length(library: Frames) -> None:
    assert {film.id for seed in range(30) if (film := pick(library, seed, TODAY, at_most=60))} == {39}
    assert pick(library, 1, TODAY, at_most=30) is None


def test_a_film_can_be_picked_from_the_day_of_its_release(library: Frames) -> None:
    released = {film.id for seed in range(80) if (film := pick(library, seed, date(2030, 1, 1)))}

    assert 38 in released


def test_only_seen_films_make_a_person_highly_rated(library: Frames) -> None:
    # Varda has nine films in the library and six of them seen.
    assert measure(library.seen(), library, request(minimum=6)).favourites
    assert not measure(library.seen(), library, request(minimum=7)).favourites
    assert not measure(library, library, request(minimum=7, scope=Scope.ALL)).favourites


def test_it_is_told_by_service_and_what_is_on_the_members_own(tmp_path: Path) -> None:
    path = build_rated(tmp_path / "library.db", rated=2, waiting=10)
    # A film off the watchlist, two services of one name, rent, another region, and films that were not asked for.
    german = {1: [("ads", 11)], 3: [("flatrate", 11), ("free", 12)], 4: [("flatrate", 13)], 5: [("rent", 11)], 6: []}
    with closing(sqlite3.connect(path)) as store:
        store.executemany("INSERT INTO service VALUES (?, ?)", [(11, "MUBI"), (12, "MUBI"), (13, 'A "B"')])
        store.execute("INSERT INTO setting VALUES ('streaming', ?)", ('["DE", ["MUBI", "Netflix"]]',))
        for film, offers in {**german, 7: [("flatrate", 11)]}.items():
            store.execute("UPDATE metadata SET region = ? WHERE id = ?", ("FR" if film == 7 else "DE", film))
            rows = [(film, way, place, service) for place, (way, service) in enumerate(offers)]
            store.executemany("INSERT INTO offer VALUES (?, ?, ?, ?)", rows)
        store.commit()
    frames = load(path)
    figures = measure(frames, frames, request())

    assert {(group.name, group.films, group.filter) for group in figures.by_service} == {
        ("MUBI", 1, 'watchlist on="MUBI"'),
        ('A "B"', 1, 'watchlist on="A \\"B\\""'),
    }
    assert (figures.on_services, figures.offers_coverage) == (1, Coverage(4, 10))
    panel = next(panel for panel in figures.panels(request()) if panel.key == "services")
    assert (panel.bars[0].text, panel.bars[0].query) == ("1 of 4", "watchlist streaming")
    assert "JustWatch" in panel.note
    assert len(panel.note) < 160 // 3 - 6, "all of it is in the lower edge of a third of the screen"
    index = Index(load_rows(path))
    assert [index.count(parse(bar.query or "")) for bar in panel.bars] == [1, 1, 1]


def test_without_a_region_there_is_no_panel_of_services(figures: Watchlist) -> None:
    assert next(panel for panel in figures.panels(request()) if panel.key == "services").bare
