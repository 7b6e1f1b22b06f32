"""Whatever holds an export, the same export comes out of it."""

import zipfile
from pathlib import Path

import pytest

from lbtui.letterboxd.archive import open_export
from lbtui.letterboxd.errors import ExportError
from lbtui.model.enums import Part
from lbtui.model.exports import Export
from tests.letterboxd.reading import read_export

from .maker import (
    DIARY,
    ENTRY,
    FILM,
    LIST,
    RATING,
    export_texts,
    film_uri,
    list_text,
    list_uri,
    log_uri,
    make_export_zip,
    table,
    write_folder,
    write_zip,
)  # fmt: skip

ALIEN = ("2024-01-02", "Alien", 1979, film_uri(1))
HEAT = ("2024-01-03", "Heat", 1995, film_uri(2))
SEEN = ("2024-01-02", "Alien", 1979, log_uri(9), "4.5", "Yes", "cinema, w/ dad", "2024-01-01")
TEXTS = export_texts(
    watched=[ALIEN, HEAT], ratings=[(*ALIEN, "4.5")], diary=[SEEN], likes=[HEAT], favourites=[film_uri(2)],
    lists={"best": list_text(("2024-02-01", "Best", "", list_uri(5), "One\r\n\r\ntwo"), [(1, *HEAT[1:], "")])},
)  # fmt: skip


def names(export: Export) -> list[str]:
    return [film.name for film in export.films]


def one(folder: Path, name: str, data: str | bytes) -> Export:
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_export(path)


def test_a_zip_as_letterboxd_makes_it(tmp_path: Path) -> None:
    export = read_export(write_zip(tmp_path / "letterboxd-ann.b-2026-01-02-03-04-utc.zip", TEXTS))
    assert names(export) == ["Alien", "Heat"]
    assert (export.films[0].rating, export.films[1].liked, export.films[0].letterboxd_id) == (4.5, True, 1)
    assert export.viewings[0].tags == ("cinema", "w/ dad")
    assert export.username == "sample"
    assert export.exported_at is not None
    assert export.exported_at.isoformat() == "2026-01-02T03:04:00+00:00"
    assert export.skipped == ()
    assert export.notes == ()


def test_progress_names_what_is_being_read(tmp_path: Path) -> None:
    told: list[str] = []
    read_export(write_zip(tmp_path / "a.zip", TEXTS), on_progress=told.append)
    assert told[0] == "Reading a.zip"
    assert "Reading likes/films.csv" in told


def test_a_zip_made_again_by_hand(tmp_path: Path) -> None:
    path = tmp_path / "again.zip"
    with zipfile.ZipFile(path, "w") as archive:
        archive.mkdir("my export")
        archive.writestr("__MACOSX/my export/._watched.csv", b"\0\5\x16\7")
        archive.writestr("my export/._watched.csv", b"\0\5\x16\7")
        for name, text in TEXTS.items():
            archive.writestr(f"my export/{name}", text)
    export = read_export(path)
    assert names(export) == ["Alien", "Heat"]
    assert export.notes == ()


@pytest.mark.parametrize("above", ["", "letterboxd", "deep/down/data"])
def test_a_folder_at_any_depth(tmp_path: Path, above: str) -> None:
    write_folder(tmp_path / above, TEXTS)
    (tmp_path / "unrelated.csv").write_text("a,b\n1,2\n")
    export = read_export(tmp_path)
    assert names(export) == ["Alien", "Heat"]
    assert Part.LISTS in export.parts
    assert export.notes == ("Left out 1 CSV file without the header of a table: unrelated.csv.",)


def test_the_same_tables_have_the_same_digest_whatever_holds_them(tmp_path: Path) -> None:
    digest = open_export(write_zip(tmp_path / "a.zip", TEXTS)).digest
    assert open_export(write_folder(tmp_path / "folder", TEXTS)).digest == digest
    assert (
        open_export(write_zip(tmp_path / "b.zip", {f"x/{name}": text for name, text in TEXTS.items()})).digest == digest
    )
    other = TEXTS | {"watched.csv": table(FILM, [ALIEN])}
    assert open_export(write_zip(tmp_path / "c.zip", other)).digest != digest


def test_every_single_csv_of_an_export(tmp_path: Path) -> None:
    for name in ("watched.csv", "ratings.csv", "diary.csv", "likes/films.csv", "lists/best.csv"):
        assert one(tmp_path, name, TEXTS[name]).films, name


def test_several_csvs_are_one_library(tmp_path: Path) -> None:
    write_folder(tmp_path, TEXTS)
    export = read_export([tmp_path / "watched.csv", tmp_path / "diary.csv", tmp_path / "likes" / "films.csv"])
    assert [(film.name, film.liked) for film in export.films] == [("Alien", False), ("Heat", True)]
    assert export.viewings[0].film == 0
    assert export.source == "watched.csv, diary.csv, films.csv"


def test_files_are_known_by_header_where_names_lie(tmp_path: Path) -> None:
    texts = {"a.csv": TEXTS["ratings.csv"], "b.csv": TEXTS["diary.csv"], "films.csv": TEXTS["likes/films.csv"]}
    export = read_export(write_folder(tmp_path, texts))
    assert export.parts == {Part.RATINGS, Part.DIARY, Part.LIKES}
    assert [film.liked for film in export.films] == [False, True]


def test_headers_are_read_in_any_case_and_order_with_title_for_name(tmp_path: Path) -> None:
    export = one(tmp_path, "watched.csv", f"LETTERBOXD URI,title,YEAR\n{film_uri(1)},Alien,1979\n")
    assert (names(export), export.films[0].letterboxd_id) == (["Alien"], 1)


def test_a_lone_csv_of_unknown_name_is_taken_for_watched_films_and_said_so(tmp_path: Path) -> None:
    export = one(tmp_path, "mine.csv", TEXTS["watched.csv"])
    assert all(film.watched for film in export.films)
    assert "read as watched films" in export.notes[0]


@pytest.mark.parametrize(
    ("codec", "noted"),
    [
        ("utf-8", False),
        ("utf-8-sig", False),
        ("utf-16", False),
        ("utf-16-le", True),
        ("latin-1", True),
        ("cp1252", True),
    ],
)
def test_encodings(tmp_path: Path, codec: str, noted: bool) -> None:
    text = table(FILM, [("2024-01-02", "Amélie", 2001, film_uri(1))])
    export = one(tmp_path, "watched.csv", text.encode(codec))
    assert names(export) == ["Amélie"]
    assert any("watched.csv" in note for note in export.notes) is noted


def test_one_broken_letter_does_not_turn_a_utf8_file_into_latin1(tmp_path: Path) -> None:
    text = table(FILM, [("2024-01-02", "Amélie", 2001, film_uri(1)), ("2024-01-02", "Dìdi (弟弟)", 2024, film_uri(2))])
    export = one(tmp_path, "watched.csv", text.encode() + b"2024-01-02,Br\xffken,2000,\r\n")
    assert names(export) == ["Amélie", "Dìdi (弟弟)", "Br\N{REPLACEMENT CHARACTER}ken"]


@pytest.mark.parametrize("newline", ["\r\n", "\n"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_delimiters_and_line_ends(tmp_path: Path, delimiter: str, newline: str) -> None:
    text = table(
        RATING, [(*ALIEN, "4.5"), ("2024-01-02", "Me, You; Them", 2005, "", "3")], delimiter=delimiter, newline=newline
    )
    assert names(one(tmp_path, "ratings.csv", text)) == ["Alien", "Me, You; Them"]


@pytest.mark.parametrize(
    ("dates", "months", "told"),
    [
        (["6/30/2022", "6/3/2022"], [6, 6], "month/day/year"),
        (["30/6/2022", "3/6/2022"], [6, 6], "day/month/year"),
        (["6/3/2022", "7/3/2022"], [6, 7], "check them"),
        (["3.6.2022", "3.7.2022"], [6, 7], "check them"),
        (["6/30/22", "2022-06-03"], [6, 6], "month/day/year"),
    ],
)
def test_dates_of_spreadsheets_are_decided_for_the_whole_file(
    tmp_path: Path, dates: list[str], months: list[int], told: str
) -> None:
    rows = [("2022-07-01", "Alien", 1979, log_uri(place + 1), "", "", "", day) for place, day in enumerate(dates)]
    export = one(tmp_path, "diary.csv", table(DIARY, rows))
    assert [(viewing.watched_on.year, viewing.watched_on.month) for viewing in export.viewings] == [
        (2022, month) for month in months
    ]
    assert any(told in note for note in export.notes)


def test_a_diary_of_2017_has_no_rewatch_column_and_addresses_with_slugs(tmp_path: Path) -> None:
    header = [column for column in DIARY if column != "Rewatch"]
    film = "https://letterboxd.com/film/alien/"
    diary = ("2017-01-02", "Alien!", 1979, "https://letterboxd.com/ann/film/alien/1/", "4", "", "2017-01-01")
    texts = {"watched.csv": table(FILM, [(*ALIEN[:3], film)]), "diary.csv": table(header, [diary])}
    export = read_export(write_folder(tmp_path, texts))
    assert [(film.slug, film.uri, film.watched) for film in export.films] == [("alien", film, True)]
    assert [(viewing.film, viewing.rewatch) for viewing in export.viewings] == [(0, False)]


@pytest.mark.parametrize("first", ["Letterboxd list export v7", ""])
def test_lists_of_all_years(tmp_path: Path, first: str) -> None:
    text = list_text(
        ("2024-02-01", "Best", "a, b", list_uri(5), "One\r\n\r\n<b>two</b>"),
        [(1, *HEAT[1:], "why"), (2, *ALIEN[1:], "")],
        first=first,
    )
    (made,) = one(tmp_path, "lists/best.csv", text).lists
    assert (made.name, made.list_id, made.tags, made.description) == ("Best", 5, ("a", "b"), "One\n\n<b>two</b>")
    assert [(entry.position, entry.film, entry.note) for entry in made.entries] == [(1, 0, "why"), (2, 1, "")]


def test_a_list_without_a_name_goes_by_the_name_of_its_file(tmp_path: Path) -> None:
    entries = table(ENTRY, [(1, *HEAT[1:], "")])
    cut = f"\r\n{table(LIST, [('2024-01-01', '', '', '', 'About')])}\r\n{entries}"
    assert one(tmp_path, "lists/my-list.csv", entries).lists[0].name == "my-list"
    assert one(tmp_path, "lists/cut.csv", cut).lists[0].name == "cut"


def test_a_list_that_a_spreadsheet_saved(tmp_path: Path) -> None:
    (made,) = one(tmp_path, "lists/best.csv", TEXTS["lists/best.csv"].encode("utf-8-sig")).lists
    assert (made.name, len(made.entries)) == ("Best", 1)


def test_a_folder_with_an_exports_zip_in_it(tmp_path: Path) -> None:
    make_export_zip(tmp_path / "letterboxd-ann-2026-01-02-03-04-utc.zip", watched=[ALIEN])
    assert names(read_export(tmp_path)) == ["Alien"]


def test_two_exports_side_by_side_are_not_mixed(tmp_path: Path) -> None:
    write_folder(tmp_path / "a", TEXTS)
    write_folder(tmp_path / "b", export_texts(watched=[ALIEN]))
    with pytest.raises(ExportError, match="more than one export"):
        read_export(tmp_path)


def test_an_older_export_below_is_left_out(tmp_path: Path) -> None:
    write_folder(tmp_path, TEXTS)
    write_folder(tmp_path / "old", export_texts(watched=[("2020-01-01", "Old", 2000, film_uri(8))]))
    export = read_export(tmp_path)
    assert names(export) == ["Alien", "Heat"]
    assert "Left out the folder old" in export.notes[0]


def half(name: str) -> str:
    """The header of a table alone."""
    return TEXTS[name].splitlines(keepends=True)[0]


def test_a_stray_table_does_not_displace_the_one_of_the_right_name(tmp_path: Path) -> None:
    folder = write_folder(tmp_path / "export", {**TEXTS, "t.csv": half("diary.csv"), "a.csv": TEXTS["reviews.csv"]})
    export = read_export(folder)
    assert len(export.viewings) == 1
    assert export.notes == (
        "Left out a.csv: reviews.csv has the name of the same table.",
        "Left out t.csv: diary.csv has the name of the same table.",
    )


def test_of_two_tables_without_the_right_name_the_larger_counts(tmp_path: Path) -> None:
    texts = {"watched.csv": TEXTS["watched.csv"], "d.csv": half("diary.csv"), "my diary.csv": TEXTS["diary.csv"]}
    export = read_export(write_folder(tmp_path / "export", texts))
    assert len(export.viewings) == 1
    assert export.notes == ("Left out d.csv: my diary.csv is the same table, and larger.",)


def test_a_stray_table_above_an_export_does_not_displace_it(tmp_path: Path) -> None:
    inside = {f"data/{name}": text for name, text in TEXTS.items()}
    export = read_export(write_folder(tmp_path / "export", {**inside, "test.csv": half("diary.csv")}))
    assert (names(export), len(export.viewings)) == (["Alien", "Heat"], 1)
    assert export.notes == ("Left out test.csv: data/diary.csv has the name of the same table.",)


@pytest.mark.parametrize("name", ["deleted", "lists", "orphaned", "likes"])
def test_an_export_may_lie_in_a_folder_of_any_name(tmp_path: Path, name: str) -> None:
    whole = read_export(write_folder(tmp_path / name, TEXTS))
    zipped = read_export(write_zip(tmp_path / "export.zip", {f"{name}/{path}": text for path, text in TEXTS.items()}))
    alone = read_export(tmp_path / name / "diary.csv")
    for export in (whole, zipped):
        assert (names(export), len(export.viewings), len(export.lists)) == (["Alien", "Heat"], 1, 1)
    assert len(alone.viewings) == 1


def test_what_was_deleted_stays_so_in_the_folder_of_that_name(tmp_path: Path) -> None:
    deleted = {"deleted/diary.csv": TEXTS["diary.csv"]}
    folder = write_folder(tmp_path / "export", {"watched.csv": TEXTS["watched.csv"], **deleted})
    assert read_export(folder).viewings == ()
    for path in (folder / "deleted", folder / "deleted" / "diary.csv"):
        with pytest.raises(ExportError, match="what was deleted"):
            read_export(path)


@pytest.mark.parametrize(
    ("file", "words"),
    [
        ("likes/reviews.csv", "likes of other members' reviews"),
        ("likes/lists.csv", "likes of other members' lists"),
        ("comments.csv", "your comments"),
    ],
)
def test_a_table_that_no_library_needs_is_named_for_what_it_is(tmp_path: Path, file: str, words: str) -> None:
    folder = write_folder(tmp_path / "export", TEXTS)
    with pytest.raises(ExportError, match=f"holds {words}, but no films"):
        read_export(folder / file)
