"""No cell of a CSV for spreadsheets is a formula; what is to be exact stays exact."""

import csv
import io
import json
from dataclasses import replace

import pytest

from lbtui.films.fields import film_json
from lbtui.model.enums import FilmStatus
from lbtui.services.film_export import Format, letterboxd_parts, write_films
from lbtui.services.spreadsheet import cell, write_rows
from lbtui.services.unmatched import write_misses
from tests.film_rows import film_row
from tests.services.rows import CLEO

FORMULA = "=cmd|' /C calc'!A0"
_DIRECTORS = film_row(CLEO.id, "", directors=("@SUM(1)", "-2+3")).columns
HOSTILE = replace(CLEO, name=FORMULA, title="+1", columns=_DIRECTORS, tags=("a", "=1"), status=FilmStatus.NEEDS_REVIEW)


def rows_of(text: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(text, newline="")))


@pytest.mark.parametrize(
    "text", ["=1+1", "+1", "-1", "@A1", " =1", "\t=1", "\r=1", "\tx", "＝1", "a;=1", "a; =1", "a\n+1"]
)
def test_no_text_begins_a_cell_that_would_be_run(text: str) -> None:
    written = cell(text)
    assert written != text
    assert written.replace("'", "") == text
    for begun in written.replace("\n", ";").replace("\r", ";").replace("\t", ";").split(";"):
        assert not begun.strip().startswith(("=", "+", "-", "@", "＝"))


@pytest.mark.parametrize(
    "text", ["8½", "A = B", "Half-Life", "me@example.org", "'71", "2024-01-05", "https://boxd.it/a"]
)
def test_other_texts_are_as_they_are(text: str) -> None:
    assert cell(text) == text


def test_numbers_stay_numbers() -> None:
    out = io.StringIO()
    write_rows(out, ("a", "b", "c"), [(-1.5, -3, None)])
    assert out.getvalue() == "a,b,c\n-1.5,-3,\n"


def test_a_film_called_like_a_formula_is_a_text_in_every_csv_for_spreadsheets() -> None:
    films, misses = io.StringIO(), io.StringIO()
    write_films([HOSTILE], Format.CSV, films)
    write_misses([HOSTILE], misses)
    for text in (films.getvalue(), misses.getvalue()):
        assert rows_of(text)[0]["name"] == f"'{FORMULA}"
        assert rows_of(text)[0]["title"] == "'+1"
    (row,) = rows_of(films.getvalue())
    assert (row["directors"], row["tags"]) == ("'@SUM(1); '-2+3", "a; '=1")


def test_json_and_what_letterboxd_imports_are_exact() -> None:
    out = io.StringIO()
    write_films([HOSTILE], Format.JSON, out)
    assert json.loads(out.getvalue()) == [film_json(HOSTILE)]
    (text,) = letterboxd_parts([HOSTILE], {})
    assert rows_of(text)[0]["Title"] == FORMULA
