"""The export has the form of a real one, and is the same each time."""

import csv
import io
import zipfile
from collections import Counter
from datetime import date, timedelta
from itertools import pairwise
from pathlib import Path

import pytest

from lbtui import demo
from tests.demo.maker.export import export_zip
from tests.demo.maker.export import truth as truth_of
from tests.demo.maker.films import rows

DIGITS = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"

Table = list[dict[str, str]]


@pytest.fixture(scope="module")
def archive() -> zipfile.ZipFile:
    return zipfile.ZipFile(demo.EXPORT)


def read(archive: zipfile.ZipFile, name: str) -> Table:
    return list(csv.DictReader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))


def code(uri: str) -> int:
    value = 0
    for char in uri.removeprefix("https://boxd.it/"):
        value = value * 62 + DIGITS.index(char)
    return value


def watched_days(archive: zipfile.ZipFile) -> list[date]:
    return [date.fromisoformat(row["Watched Date"]) for row in read(archive, "diary.csv")]


def test_the_export_is_what_its_maker_writes(archive: zipfile.ZipFile, tmp_path: Path) -> None:
    made = zipfile.ZipFile(export_zip(tmp_path))
    assert demo.EXPORT.name == Path(str(made.filename)).name
    assert made.namelist() == archive.namelist()
    assert [made.read(name) for name in made.namelist()] == [archive.read(name) for name in archive.namelist()]


def test_the_files_come_in_letterboxds_order_without_folders(archive: zipfile.ZipFile) -> None:
    start = ["profile.csv", "watched.csv", "ratings.csv", "diary.csv", "reviews.csv", "watchlist.csv", "comments.csv"]
    removed = [
        f"{folder}/{name}.csv" for folder in ("deleted", "orphaned") for name in ("diary", "reviews", "comments")
    ]
    likes = ["likes/films.csv", "likes/reviews.csv", "likes/lists.csv"]
    names = archive.namelist()
    assert names[:16] == [*start, *removed, *likes]
    assert len(names) == 20
    assert all(name.startswith("lists/") for name in names[16:])


def test_lines_end_as_letterboxd_ends_them(archive: zipfile.ZipFile) -> None:
    for name in archive.namelist():
        text = archive.read(name).decode("utf-8")
        assert text.endswith("\r\n")
        assert "\n" not in text.replace("\r\n", "")


def test_sizes_are_those_of_a_members_library(archive: zipfile.ZipFile) -> None:
    assert len(read(archive, "watched.csv")) == 345
    assert len(read(archive, "diary.csv")) == 420
    assert len(read(archive, "watchlist.csv")) == 40
    assert len(read(archive, "reviews.csv")) == 42


def test_codes_tell_films_from_log_entries(archive: zipfile.ZipFile) -> None:
    for name in ("watched.csv", "ratings.csv", "watchlist.csv", "likes/films.csv"):
        assert {code(row["Letterboxd URI"]) % 10 for row in read(archive, name)} == {0}
    for name in ("diary.csv", "reviews.csv", "deleted/diary.csv"):
        assert {code(row["Letterboxd URI"]) % 10 for row in read(archive, name)} == {1}


def test_log_numbers_grow_with_the_day_of_the_click(archive: zipfile.ZipFile) -> None:
    logged = sorted((code(row["Letterboxd URI"]), row["Date"]) for row in read(archive, "diary.csv"))
    days = [day for _, day in logged]
    assert days == sorted(days)
    assert days[-1] <= "2026-11-01"


def test_ratings_likes_and_diary_are_within_watched(archive: zipfile.ZipFile) -> None:
    seen = {(row["Name"], row["Year"]) for row in read(archive, "watched.csv")}
    for name in ("ratings.csv", "diary.csv", "likes/films.csv", "reviews.csv"):
        assert {(row["Name"], row["Year"]) for row in read(archive, name)} <= seen


def test_nothing_is_seen_before_its_release(archive: zipfile.ZipFile) -> None:
    assert all(row["Watched Date"][:4] >= row["Year"] for row in read(archive, "diary.csv"))


def test_ratings_are_half_stars_over_a_wide_range(archive: zipfile.ZipFile) -> None:
    counts = Counter(row["Rating"] for row in read(archive, "ratings.csv"))
    assert set(counts) <= {"0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"}
    assert len(counts) >= 8
    assert counts.most_common(1)[0][0] in ("3", "3.5", "4")


def test_a_dated_review_repeats_its_diary_row(archive: zipfile.ZipFile) -> None:
    diary = {row["Letterboxd URI"]: row for row in read(archive, "diary.csv")}
    dated = [row for row in read(archive, "reviews.csv") if row["Watched Date"]]
    for row in dated:
        row.pop("Review")
        assert diary[row["Letterboxd URI"]] == row
    assert len(read(archive, "reviews.csv")) - len(dated) == 2


def test_every_written_review_is_in_the_export(archive: zipfile.ZipFile) -> None:
    texts = {row["Review"].replace("\r\n", "\n") for row in read(archive, "reviews.csv")}
    assert texts == {row["text"] for row in rows("reviews.jsonl")}


def test_the_awkward_titles_are_there(archive: zipfile.ZipFile) -> None:
    names = {row["Name"] for row in read(archive, "watched.csv")}
    awkward = {"[REC]", "[REC]²", "1917", "300", "(500) Days of Summer", "No", "Yes", "★", "M", "Dìdi (弟弟)", "It"}
    awkward |= {"Star Wars: Episode III –\u00a0Revenge of the Sith", "I ♥ Huckabees", "Good Bye, Lenin!"}
    assert awkward <= names


def test_the_watchlist_has_a_film_without_a_year_and_one_that_was_seen(archive: zipfile.ZipFile) -> None:
    wishes = read(archive, "watchlist.csv")
    seen = {row["Letterboxd URI"] for row in read(archive, "watched.csv")}
    assert [row["Name"] for row in wishes if not row["Year"]] == ["Untitled Heist Project"]
    assert [row["Name"] for row in wishes if row["Letterboxd URI"] in seen] == ["Lawrence of Arabia"]


def test_orphaned_entries_have_no_uri_and_deleted_ones_are_not_in_the_diary(archive: zipfile.ZipFile) -> None:
    assert [row["Letterboxd URI"] for row in read(archive, "orphaned/diary.csv")] == ["", ""]
    kept = {row["Letterboxd URI"] for row in read(archive, "diary.csv")}
    assert not kept & {row["Letterboxd URI"] for row in read(archive, "deleted/diary.csv")}


def test_the_diary_has_a_long_streak_a_long_gap_and_double_bills(archive: zipfile.ZipFile) -> None:
    days = watched_days(archive)
    weeks = {day - timedelta(days=day.weekday()) for day in days}
    streak = longest = 0
    for at in range(320):
        streak = streak + 1 if date(2020, 11, 2) + timedelta(weeks=at) in weeks else 0
        longest = max(longest, streak)
    gap, before = max((later - earlier, earlier) for earlier, later in pairwise(days))
    assert longest >= 52
    assert gap >= timedelta(days=42)
    assert date(2023, 5, 20) < before < date(2023, 6, 5)
    assert sum(count > 1 for count in Counter(days).values()) >= 15


def test_the_diary_covers_six_years_with_rewatches_and_tags(archive: zipfile.ZipFile) -> None:
    diary = read(archive, "diary.csv")
    years = Counter(row["Watched Date"][:4] for row in diary)
    assert set(years) == {"2020", "2021", "2022", "2023", "2024", "2025", "2026"}
    assert 60 <= sum(row["Rewatch"] == "Yes" for row in diary) <= 160
    tags = Counter(tag for row in diary for tag in row["Tags"].split(", ") if tag)
    assert {"cinema", "hooptober", "double bill", "w/ dad"} <= set(tags)


def test_lists_have_letterboxds_two_tables(archive: zipfile.ZipFile) -> None:
    lists = [name for name in archive.namelist() if name.startswith("lists/")]
    assert "lists/null-91000104.csv" in lists
    for name in lists:
        records = list(csv.reader(io.StringIO(archive.read(name).decode("utf-8"), newline="")))
        assert records[0] == ["Letterboxd list export v7"]
        assert records[1] == ["Date", "Name", "Tags", "URL", "Description"]
        assert code(records[2][3]) % 10 == 2
        assert records[3:5] == [[], ["Position", "Name", "Year", "URL", "Description"]]
        assert [int(record[0]) for record in records[5:]] == list(range(1, len(records) - 4))


def test_the_truth_names_every_film_of_the_export(archive: zipfile.ZipFile) -> None:
    truth = truth_of()
    listed = {row["Letterboxd URI"] for name in ("watched.csv", "watchlist.csv") for row in read(archive, name)}
    assert set(truth) == listed
    assert sum(value is None for value in truth.values()) == 3
