"""The CSV for Letterboxd's importer."""

import csv
import io
from datetime import date

from hypothesis import given
from hypothesis import strategies as st

from lbtui.letterboxd.import_file import LIMIT, ImportRow, import_csv


def rows_of(part: str) -> list[dict[str, str]]:
    return list(csv.DictReader(io.StringIO(part, newline="")))


def test_a_viewing_is_a_row() -> None:
    row = ImportRow(
        "Alien, the first",
        1979,
        "https://boxd.it/2a",
        348,
        4.5,
        date(2024, 1, 2),
        True,
        ("cinema", "'20s"),
        '<i>"x"</i>\ny',
    )
    (part,) = import_csv([row])
    assert part.startswith("LetterboxdURI,tmdbID,Title,Year,Rating,WatchedDate,Rewatch,Tags,Review\r\n")
    assert rows_of(part) == [
        {
            "LetterboxdURI": "https://boxd.it/2a",
            "tmdbID": "348",
            "Title": "Alien, the first",
            "Year": "1979",
            "Rating": "4.5",
            "WatchedDate": "2024-01-02",
            "Rewatch": "true",
            "Tags": "cinema, '20s",
            "Review": '<i>"x"</i>\ny',
        }
    ]


def test_a_film_without_viewings_is_a_row_without_date_rewatch_and_tags() -> None:
    (part,) = import_csv([ImportRow("Heat", None, rating=4, tags=("x",))])
    (row,) = rows_of(part)
    assert (row["Title"], row["Rating"], row["WatchedDate"], row["Rewatch"], row["Tags"], row["Year"]) == (
        "Heat",
        "4",
        "",
        "",
        "",
        "",
    )


def test_no_rows_make_no_file() -> None:
    assert list(import_csv([])) == []


def test_parts_stay_below_letterboxds_limit_and_hold_every_row_once() -> None:
    made = [ImportRow(f"Amélie {number}", review="é" * 400) for number in range(3_000)]
    parts = list(import_csv(made))
    assert len(parts) > 2
    assert all(len(part.encode()) < LIMIT for part in parts)
    assert [row["Title"] for part in parts for row in rows_of(part)] == [row.title for row in made]


def test_a_review_beyond_the_limit_is_cut() -> None:
    (part,) = import_csv([ImportRow("Long", review="é" * LIMIT)])
    assert len(part.encode()) < LIMIT
    assert rows_of(part)[0]["Review"].startswith("éé")


texts = st.text(st.characters(blacklist_categories=["Cs"], blacklist_characters="\0"), max_size=30)


@given(st.lists(st.tuples(texts, texts), min_size=1))
def test_titles_and_reviews_are_read_back_as_they_were(written: list[tuple[str, str]]) -> None:
    (part,) = import_csv(ImportRow(title, review=review) for title, review in written)
    assert [(row["Title"], row["Review"]) for row in rows_of(part)] == written
