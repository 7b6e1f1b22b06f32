"""Films taken out: JSON, CSV, and what Letterboxd imports."""

import csv
import io
import json
from collections.abc import Sequence
from datetime import date

import pytest

from lbtui.films.fields import film_json
from lbtui.model.enums import Kind
from lbtui.model.films import FilmRow
from lbtui.services.film_export import Format, letterboxd_parts, write_films
from lbtui.storage.pages import Entry
from tests.services.rows import CLEO, SOLARIS, STALKER


def written(rows: Sequence[FilmRow], fmt: Format) -> str:
    out = io.StringIO(newline="")
    write_films(rows, fmt, out)
    return out.getvalue()


def parts(row: FilmRow, *entries: Entry) -> list[dict[str, str]]:
    """The lines that Letterboxd would get for one film."""
    texts = list(letterboxd_parts([row], {row.id: entries}))
    return [line for text in texts for line in csv.DictReader(io.StringIO(text, newline=""))]


def test_a_film_as_json_says_all_that_is_known() -> None:
    told = film_json(CLEO)
    assert (told["tmdb_kind"], told["tmdb_id"], told["match_score"], told["decided_by"]) == ("movie", 499, 1.0, "auto")
    assert (told["release_date"], told["last_watched"]) == ("1962-04-11", "2024-02-03")
    assert told["watched_dates"] == ["2020-05-01", "2024-02-03"]
    assert (told["genres"], told["tmdb_votes"]) == (["Drama", "Comedy"], 500)


def test_what_is_not_known_is_null_and_never_zero_or_empty_text() -> None:
    told = film_json(SOLARIS)
    assert "" not in told.values()
    assert (told["tmdb_votes"], told["popularity"], told["rating"], told["viewings"]) == (None, None, None, 0)


def test_json_keeps_letters_as_they_are() -> None:
    text = written([STALKER], Format.JSON)
    assert "Сталкер" in text
    assert json.loads(text) == [film_json(STALKER)]


def test_json_has_a_film_a_line_so_that_a_library_takes_no_longer_than_its_table() -> None:
    assert [json.loads(line.strip("[ ,]")) for line in written([CLEO, STALKER], Format.JSON).splitlines()] == [
        film_json(CLEO),
        film_json(STALKER),
    ]
    assert written([], Format.JSON) == "[]\n"


def test_csv_and_json_have_the_same_fields() -> None:
    rows = list(csv.DictReader(io.StringIO(written([CLEO, SOLARIS], Format.CSV))))
    assert list(rows[0]) == list(film_json(CLEO))
    assert (rows[0]["genres"], rows[0]["liked"], rows[1]["rating"]) == ("Drama; Comedy", "true", "")


def test_a_csv_of_no_films_still_has_its_header() -> None:
    assert written([], Format.CSV) == ",".join(film_json(CLEO)) + "\n"


def test_a_row_a_viewing_with_the_rating_of_the_viewing() -> None:
    first = Entry(1, date(2020, 5, 1), 4.5, tags=("cinema", "with dad"))
    again = Entry(1, date(2024, 2, 3), 5.0, rewatch=True, review="<b>!</b>")
    found = parts(CLEO, first, again)

    assert [(row["WatchedDate"], row["Rating"], row["Rewatch"]) for row in found] == [
        ("2020-05-01", "4.5", "false"),
        ("2024-02-03", "5", "true"),
    ]
    assert (found[0]["Tags"], found[1]["Review"]) == ("cinema, with dad", "<b>!</b>")


def test_a_rating_that_no_viewing_tells_gets_a_row_without_a_day() -> None:
    found = parts(CLEO, Entry(1, date(2020, 5, 1), 4.5))
    assert [(row["WatchedDate"], row["Rating"]) for row in found] == [("2020-05-01", "4.5"), ("", "5")]


def test_a_film_without_a_viewing_is_a_row_without_a_day() -> None:
    assert [(row["Title"], row["WatchedDate"]) for row in parts(SOLARIS)] == [("Solaris", "")]


def test_a_note_without_a_day_keeps_the_rating_of_the_film() -> None:
    assert [(row["Rating"], row["Review"]) for row in parts(CLEO, Entry(1, None, 4.0, review="A note"))] == [
        ("5", "A note")
    ]


def test_the_id_of_a_series_is_not_given_as_that_of_a_movie() -> None:
    series = FilmRow(9, "Chernobyl", 2019, kind=Kind.TV, tmdb_id=87108)
    assert parts(series)[0]["tmdbID"] == ""


def test_letterboxd_is_not_written_as_one_text() -> None:
    with pytest.raises(ValueError, match="letterboxd_parts"):
        written([CLEO], Format.LETTERBOXD)
