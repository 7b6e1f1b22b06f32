"""The description of a film's fields, and what the other rooms derive from it."""

from dataclasses import fields

from lbtui.films.fields import COLUMNS, FIELDS, OF_TMDB, SORTINGS, facts_of, film_json, json_keys
from lbtui.model.films import FilmRow
from tests.film_rows import film_row
from tests.services.rows import CLEO, SOLARIS


def test_every_attribute_of_a_row_is_described_once() -> None:
    described = [field.name for field in FIELDS]
    assert len(set(described)) == len(described)
    assert {field.name for field in fields(FilmRow)} - {"columns"} <= set(described)
    assert all(hasattr(CLEO, name) for name in described)


def test_the_keys_of_json_keep_their_order_for_whoever_reads_a_csv_by_place() -> None:
    assert json_keys()[:8] == ("uri", "name", "year", "rating", "liked", "watched", "watchlist", "viewings")
    assert tuple(film_json(SOLARIS)) == json_keys()


def test_predictions_are_keys_of_json_only_where_they_are_asked_for() -> None:
    told = tuple(film_json(SOLARIS, predicted=True))
    assert told == json_keys(predicted=True)
    assert set(told) - set(json_keys()) == {"predicted", "predicted_interval", "predicted_parts"}


def test_each_order_is_chosen_by_a_letter_of_its_label_that_no_other_has() -> None:
    letters = [sorting.letter for sorting in SORTINGS.values()]
    assert len(set(letters)) == len(letters)
    assert all(sorting.letter in sorting.label.lower() for sorting in SORTINGS.values())
    assert not {*letters} & set("jk")


def test_the_columns_that_wait_for_tmdb_are_known_by_where_their_fields_come_from() -> None:
    assert {"runtime", "genres", "director", "language", "country", "tmdb"} == OF_TMDB
    assert list(COLUMNS)[:3] == ["title", "year", "rating"]


def test_the_facts_of_a_film_leave_out_what_is_unknown() -> None:
    told = dict(facts_of(CLEO))
    assert told["Released"] == "1962-04-11"
    assert facts_of(FilmRow(1, "?")) == []


def test_a_long_list_of_names_is_cut_on_the_page() -> None:
    row = film_row(1, "?", studios=tuple("abcdef"), language="French", languages=("French", "Italian"))
    assert facts_of(row) == [("Language", "French, Italian"), ("Studio", "a, b, c, d")]
