import sqlite3
from collections.abc import Hashable
from contextlib import closing
from datetime import date
from pathlib import Path

import numpy as np
import pytest

from lbtui.model.enums import Role
from lbtui.statistics.frames import ROLES, Frames, Links, Names
from lbtui.statistics.reading import load
from lbtui.statistics.records import Coverage
from lbtui.storage.database import StorageError
from tests.statistics.library import add_credit, add_film, add_viewing, build, create


def ids_with(frames: Frames, links: Links, key: Hashable) -> list[int]:
    """Ids of the films that carry a label."""
    found: list[int] = frames.films["id"].to_numpy()[links.rows_of(key)].tolist()
    return found


def test_films_and_viewings_that_a_newer_export_has_no_longer_are_left_out(library: Frames) -> None:
    assert len(library) == 43
    assert library.viewed.size == 60
    assert 31 not in library.films["id"].to_list()


def test_removed_films_are_read_when_asked_for(tmp_path: Path) -> None:
    frames = load(build(tmp_path / "library.db"), removed=True)

    assert len(frames) == 44
    assert frames.viewed.size == 61


def test_a_film_known_by_its_orphaned_viewing_alone_has_been_seen(library: Frames) -> None:
    (row,) = (library.films["id"] == 30).to_numpy().nonzero()[0]
    assert not library.flags("watched")[row]
    assert library.flags("seen")[row]


def test_a_path_with_letters_that_mean_something_in_an_address_is_opened(tmp_path: Path) -> None:
    assert len(load(build(tmp_path / "a b?mode=rw#%41.db"))) == 43


def test_reading_a_missing_library_fails_and_creates_nothing(tmp_path: Path) -> None:
    with pytest.raises(StorageError, match="There is no library"):
        load(tmp_path / "none.db")

    assert not list(tmp_path.iterdir())


def test_hours_count_every_viewing_and_once_what_was_never_logged(library: Frames) -> None:
    hours = library.hours()

    # Minutes: 9 x 90 + 25 x 120 + 12 x 150 + (2 x 59 + 2 x 60 + 89 + 180) + 4 x 100 + 600 of the diary, and 4 x 100.
    assert hours.diary == pytest.approx(7117 / 60)
    assert hours.undated == pytest.approx(400 / 60)
    assert hours.total == pytest.approx(7517 / 60)
    assert hours.days == pytest.approx(7517 / 60 / 24)
    assert hours.coverage == Coverage(31, 34)


def test_narrowing_keeps_films_viewings_and_labels_together(library: Frames) -> None:
    frames = library.narrow([1, 7, 32, 9999])

    assert frames.films["id"].tolist() == [1, 7, 32]
    assert [watch.film.id for watch in frames.watches(range(4))] == [7, 1, 1, 7]
    assert ids_with(frames, frames.genres, 878) == [7]
    assert ids_with(frames, frames.genres, 18) == [1, 7, 32]
    assert ids_with(frames, frames.credits[Role.DIRECTOR], 1) == [1, 32]
    assert frames.tags.labels_used() == 2
    assert frames.hours().coverage == Coverage(2, 2)


def test_narrowing_twice_is_narrowing_once(library: Frames) -> None:
    frames = library.narrow(range(1, 20)).narrow([13, 19, 20])

    assert frames.films["id"].tolist() == [13, 19]
    assert ids_with(frames, frames.countries, "FR") == [13]


def test_labels_count_the_same_whether_the_columns_are_shared_or_picked(library: Frames) -> None:
    most = library.where(library.films["id"].to_numpy() != 7)
    few = library.narrow([1, 2, 7]).narrow([1, 2])
    weights = np.arange(len(most)) + 1.0
    for frames in (most, few):
        genres = frames.genres
        assert genres.counts().tolist() == np.bincount(genres.label, minlength=len(genres.ids)).tolist()
        assert genres.counts(weights[: len(frames)]).sum() == weights[genres.row].sum()
        kept = np.isin(library.films["id"].to_numpy()[library.genres.row], frames.films["id"].to_numpy())
        assert genres.row.size == np.count_nonzero(kept)
    assert most.genres.labels_used() > few.genres.labels_used() > 0
    assert most.genres.all_rows is library.genres.all_rows


def test_names_are_found_by_their_number_and_others_are_not() -> None:
    names = Names.of([(3, "Agnès Varda"), (7, ""), (2**40, "北野 武")])

    assert [names.get(key) for key in (3, 7, 2**40)] == ["Agnès Varda", "", "北野 武"]
    assert [names.get(key, "?") for key in (0, 5, 2**41)] == ["?"] * 3
    assert (list(names), len(names)) == ([3, 7, 2**40], 3)
    assert Names.of([]).get(1) is None


def test_narrowing_to_nothing_leaves_empty_frames(library: Frames) -> None:
    frames = library.narrow([])

    assert len(frames) == frames.viewed.size == 0
    assert frames.hours().total == 0


def test_a_span_keeps_its_viewings_and_their_films(library: Frames) -> None:
    frames = library.within(date(2022, 2, 3), date(2024, 1, 6))

    assert [watch.film.id for watch in frames.watches(range(3))] == [3, 1, 2]
    assert frames.films["id"].tolist() == [1, 2, 3]


def test_series_can_be_left_out(library: Frames) -> None:
    frames = library.where(~library.flags("series"))

    assert 27 not in frames.films["id"].to_list()
    assert len(frames) == 42


def test_actors_past_the_fifteenth_place_are_left_out(library: Frames) -> None:
    actors = library.credits[Role.ACTOR]

    assert ids_with(library, actors, 10) == [7, 8, 9, 10]
    assert ids_with(library, actors, 12) == []


def test_two_films_that_are_one_at_tmdb_both_have_its_labels(database: Path) -> None:
    connection = create(database)
    for film in (1, 2):
        add_film(connection, film, kind="movie", tmdb_id=5, watched=1)
    connection.execute(
        "INSERT INTO metadata (kind, tmdb_id, fetched_at, title, original_language) VALUES ('movie', 5, '', '', 'xx')"
    )
    connection.commit()
    connection.close()

    frames = load(database)

    assert ids_with(frames, frames.languages, "xx") == [1, 2]
    assert frames.languages.name(0) == "xx"


def test_viewings_of_one_day_stand_in_the_order_of_their_log_ids(database: Path) -> None:
    connection = create(database)
    for film, log in ((1, 30), (2, 10), (3, 20)):
        add_film(connection, film, watched=1)
        add_viewing(connection, film, "2024-05-01", log_id=log)
    connection.commit()
    connection.close()

    assert [watch.film.id for watch in load(database).watches(range(3))] == [2, 3, 1]


def test_people_of_roles_that_no_dashboard_shows_are_passed_over(tmp_path: Path) -> None:
    path = build(tmp_path / "library.db")
    with closing(sqlite3.connect(path)) as connection, connection:
        for role in set(Role) - set(ROLES):
            add_credit(connection, 27, role.value, 0, 13)
    frames = load(path)
    assert ids_with(frames, frames.credits[Role.CINEMATOGRAPHER], 13) == [7, 8, 9]


def test_a_label_whose_number_is_zero_is_a_label(database: Path) -> None:
    connection = create(database)
    add_film(connection, 1, kind="movie", tmdb_id=5, watched=1)
    connection.execute("INSERT INTO collection VALUES (0, 'The first of all')")
    connection.execute(
        "INSERT INTO metadata (kind, tmdb_id, fetched_at, title, collection) VALUES ('movie', 5, '', '', 0)"
    )
    connection.commit()
    connection.close()

    assert load(database).collections.name(0) == "The first of all"
