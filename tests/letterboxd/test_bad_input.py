"""Bad input: one sentence each, good rows kept, and no exception but our own."""

import os
import sys
import zipfile
from collections.abc import Callable
from io import BytesIO
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from lbtui.letterboxd.containers import ENTRIES, Budget, TooLarge
from lbtui.letterboxd.csv_text import once_encoded
from lbtui.letterboxd.errors import ExportError
from lbtui.model.exports import Export
from tests.letterboxd.reading import read_export

from .maker import DIARY, FILM, RATING, export_texts, film_uri, log_uri, table, write_folder, write_zip

ALIEN = ("2024-01-02", "Alien", 1979, film_uri(1))
HEAT = ("2024-01-03", "Heat", 1995, film_uri(2))
TEXTS = export_texts(watched=[ALIEN, HEAT], ratings=[(*ALIEN, "4.5")])
WATCHED = TEXTS["watched.csv"]


def one(folder: Path, data: str | bytes, name: str = "watched.csv") -> Export:
    path = folder / name
    path.write_bytes(data.encode() if isinstance(data, str) else data)
    return read_export(path)


def refused(folder: Path, data: str | bytes, name: str) -> str:
    with pytest.raises(ExportError) as caught:
        one(folder, data, name)
    assert str(caught.value).startswith((name, f"Nothing in {name}"))
    assert str(caught.value).endswith(".")
    return str(caught.value)


def skipped(export: Export) -> list[tuple[int | None, str]]:
    return [(skip.line, skip.reason) for skip in export.skipped]


def good_zip(folder: Path) -> bytes:
    return write_zip(folder / "good.zip", TEXTS).read_bytes()


def encrypted(data: bytes) -> bytes:
    """The ZIP with every entry flagged as encrypted."""
    changed, place = bytearray(data), -1
    while (place := changed.find(b"PK\x01\x02", place + 1)) >= 0:
        changed[place + 8] |= 1
    return bytes(changed)


def test_what_is_no_zip(tmp_path: Path) -> None:
    assert "is not a ZIP" in refused(tmp_path, b"hello" * 50, "a.zip")
    assert "is a web page" in refused(tmp_path, b"<!DOCTYPE html><html>", "b.zip")
    assert "is a RAR archive" in refused(tmp_path, b"Rar!\x1a\x07", "c.rar")
    assert "is empty" in refused(tmp_path, b"", "d.zip")


def test_a_truncated_zip(tmp_path: Path) -> None:
    data = good_zip(tmp_path)
    for length in (10, len(data) // 2, len(data) - 5):
        assert "cut short or damaged" in refused(tmp_path, data[:length], "a.zip")


def test_an_encrypted_zip(tmp_path: Path) -> None:
    assert "unpack it with its password" in refused(tmp_path, encrypted(good_zip(tmp_path)), "a.zip")


def test_a_damaged_entry_costs_its_own_table(tmp_path: Path) -> None:
    data = bytearray(good_zip(tmp_path))
    data[data.find(b"watched.csv") + 16] ^= 0xFF
    export = one(tmp_path, bytes(data), "a.zip")
    assert [film.name for film in export.films] == ["Alien"]
    assert [skip.file for skip in export.skipped] == ["watched.csv"]


def test_a_zip_of_too_many_entries(tmp_path: Path) -> None:
    for count, length, told in ((ENTRIES + 1, 4, "holds 2,001 entries"), (20_000, 200, "far more entries than any")):
        data = BytesIO()
        with zipfile.ZipFile(data, "w") as archive:
            for number in range(count):
                archive.writestr(f"{number:0>{length}}.csv", "")
        assert told in refused(tmp_path, data.getvalue(), "a.zip")


def test_a_zip_bomb_is_stopped_while_it_is_read() -> None:
    budget = Budget("a.zip", table=2_000_000, total=3_000_000)
    stream = BytesIO(bytes(2_100_000))
    with pytest.raises(TooLarge, match="larger than"):
        budget.read(stream)
    with pytest.raises(ExportError, match=r"a\.zip unpacks to more than"):
        budget.read(BytesIO(bytes(1_500_000)))


def test_a_table_beyond_its_limit_leaves_the_others(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("lbtui.letterboxd.archive.Budget", lambda name: Budget(name, table=8_000))
    long = export_texts(watched=[ALIEN], ratings=[(*ALIEN, "4.5")] * 300)
    export = read_export(write_zip(tmp_path / "a.zip", long))
    assert len(export.films) == 1
    assert export.skipped[0].file == "ratings.csv"
    assert "larger than" in export.skipped[0].reason


def test_paths_that_lead_out_of_the_zip_and_links_are_left_out(tmp_path: Path) -> None:
    path = write_zip(tmp_path / "a.zip", {name: TEXTS[name] for name in ("watched.csv", "profile.csv")})
    with zipfile.ZipFile(path, "a") as archive:
        for name in ("../ratings.csv", "/ratings.csv", "C:\\ratings.csv"):
            archive.writestr(name, TEXTS["ratings.csv"])
        link = zipfile.ZipInfo("ratings.csv")
        link.external_attr = 0o120777 << 16
        archive.writestr(link, TEXTS["ratings.csv"])
    export = read_export(path)
    assert {film.rating for film in export.films} == {None}
    assert len(export.notes) == 4
    assert "Left out ../ratings.csv: its path leads out of the ZIP." in export.notes


@pytest.mark.skipif(os.name == "nt", reason="links need rights there")
def test_links_in_a_folder_are_left_out(tmp_path: Path) -> None:
    write_folder(tmp_path / "export", {"watched.csv": WATCHED})
    (tmp_path / "secret.csv").write_text(TEXTS["ratings.csv"])
    (tmp_path / "export" / "ratings.csv").symlink_to(tmp_path / "secret.csv")
    (tmp_path / "export" / "round").symlink_to(tmp_path)
    export = read_export(tmp_path / "export")
    assert [film.rating for film in export.films] == [None, None]
    assert "Left out ratings.csv: it is a link or no regular file." in export.notes


def test_a_file_of_nul_bytes(tmp_path: Path) -> None:
    assert "nothing but NUL bytes" in refused(tmp_path, bytes(900), "watched.csv")
    texts = TEXTS | {"diary.csv": bytes(900)}
    export = read_export(write_folder(tmp_path / "export", texts))
    assert len(export.films) == 2
    assert export.skipped[0].file == "diary.csv"


def test_a_row_with_a_nul(tmp_path: Path) -> None:
    export = one(tmp_path, WATCHED.replace("Alien", "Al\0ien"))
    assert [film.name for film in export.films] == ["Heat"]
    assert skipped(export) == [(2, "it holds NUL characters, so the file is damaged")]


def test_a_huge_field(tmp_path: Path) -> None:
    export = one(tmp_path, f'{WATCHED}2024-01-01,"{"x" * 3_000_000}",1990,\r\n2024-01-02,After,2000,\r\n')
    assert [film.name for film in export.films] == ["Alien", "Heat", "After"]
    assert skipped(export) == [(4, "it is longer than 1,048,576 characters")]


def test_wrong_headers(tmp_path: Path) -> None:
    assert "begins with 'a,b,c'" in refused(tmp_path, "a,b,c\n1,2,3\n", "x.csv")


def test_a_header_only(tmp_path: Path) -> None:
    assert "has a header and no rows" in refused(tmp_path, table(FILM), "watched.csv")
    with pytest.raises(ExportError, match="holds no films"):
        read_export(write_zip(tmp_path / "new.zip", export_texts()))


def test_ragged_rows(tmp_path: Path) -> None:
    export = one(
        tmp_path, f"{WATCHED}2024-01-01,Short\r\n2024-01-01,Long,1990,,x\r\n2024-01-01,Wide,1990,,,\r\n,,,\r\n"
    )
    assert [film.name for film in export.films] == ["Alien", "Heat", "Wide"]
    assert skipped(export) == [
        (4, "it has 2 fields, but the header has 4"),
        (5, "it has 5 fields, but the header has 4"),
    ]


@pytest.mark.parametrize("rating", ["0", "5.5", "7", "3.3", "-1", "nan", "five", ""])
def test_ratings_that_there_are_not(tmp_path: Path, rating: str) -> None:
    export = one(tmp_path, table(RATING, [(*ALIEN, rating), (*HEAT, "4")]), "ratings.csv")
    assert [film.name for film in export.films] == ["Heat"]
    assert [line for line, reason in skipped(export) if "rating" in reason] == [2]


@pytest.mark.parametrize("day", ["2024-02-30", "2024-13-01", "31/02/2024", "yesterday", "2024", ""])
def test_dates_that_there_are_not(tmp_path: Path, day: str) -> None:
    rows = [(*ALIEN[:3], log_uri(number), "", "", "", on) for number, on in ((1, day), (2, "2031-01-01"))]
    export = one(tmp_path, table(DIARY, rows), "diary.csv")
    assert [viewing.log_id for viewing in export.viewings] == [2]
    assert [line for line, _ in skipped(export)] == [2]


def test_years_and_names_that_are_none(tmp_path: Path) -> None:
    export = one(tmp_path, f"{WATCHED}2024-01-01,Odd,abcd,\r\n2024-01-01,,1990,\r\n")
    assert skipped(export) == [(4, "its year is 'abcd', not a year of four digits"), (5, "it has no name")]


def test_where_every_row_is_bad_the_first_is_named(tmp_path: Path) -> None:
    assert "1 bad row, the first in ratings.csv line 2" in refused(
        tmp_path, table(RATING, [(*ALIEN, "9")]), "ratings.csv"
    )


def test_very_many_bad_rows_are_counted_and_not_all_listed(tmp_path: Path) -> None:
    export = one(tmp_path, WATCHED + "x\r\n" * 5_000)
    assert len(export.skipped) == 1_001
    assert export.skipped[-1].reason == "and 4,000 more rows that cannot be read"


def test_no_permission(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def denied(*_: object, **__: object) -> None:
        raise PermissionError(13, "Permission denied")

    path = write_zip(tmp_path / "a.zip", TEXTS)
    monkeypatch.setattr(Path, "open", denied)
    with pytest.raises(ExportError, match=r"a\.zip may not be read"):
        read_export(path)


def test_what_is_not_there_or_vanishes(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    with pytest.raises(ExportError, match=r"There is no a\.zip here"):
        read_export(tmp_path / "a.zip")
    folder = write_folder(tmp_path / "export", TEXTS)
    opened = Path.open

    def vanishing(path: Path, mode: str) -> object:
        if path.name == "ratings.csv":
            raise FileNotFoundError(2, "No such file")
        return opened(path, mode)

    monkeypatch.setattr(Path, "open", vanishing)
    export = read_export(folder)
    assert len(export.films) == 2
    assert [skip.file for skip in export.skipped] == ["ratings.csv"]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_what_is_no_file(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "a.zip")
    with pytest.raises(ExportError, match="neither a file nor a folder"):
        read_export(tmp_path / "a.zip")
    with pytest.raises(ExportError, match="is not a path"):
        read_export(Path("a\0b"))
    with pytest.raises(ExportError, match="No file was chosen"):
        read_export([])


def test_names_of_files_cannot_steer_the_terminal(tmp_path: Path) -> None:
    path = tmp_path / "a\x1b[2J.zip"
    path.write_bytes(b"PK")
    with pytest.raises(ExportError) as caught:
        read_export(path)
    assert "\x1b" not in str(caught.value)


@pytest.mark.parametrize(
    ("data", "what"),
    [
        (b"BZh91AY&SY" + bytes(range(256)), "is a bzip2 archive: unpack it"),
        (b"\xfd7zXZ\x00" + bytes(range(256)), "is an xz archive: unpack it"),
        (b"\x28\xb5\x2f\xfd" + bytes(range(256)), "is a Zstandard archive: unpack it"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(300), "and no text at all: choose the export's ZIP"),
        (b"\x7fELF\x02\x01" + bytes(range(256)), "and no text at all: choose the export's ZIP"),
        (b"\xef\xbb\xbf", "is empty"),
        (b"\xff\xfe", "is empty"),
    ],
    ids=["bzip2", "xz", "zstd", "xls", "program", "mark", "wide mark"],
)
def test_files_that_are_no_text_are_told_without_their_bytes(tmp_path: Path, data: bytes, what: str) -> None:
    told = refused(tmp_path, data, "watched.csv")
    assert what in told
    assert told.isascii()


def test_a_header_below_empty_lines_is_found(tmp_path: Path) -> None:
    assert len(one(tmp_path, "\r\n" * 10 + WATCHED).films) == 2


def test_one_address_is_not_trusted_and_several_are_not(tmp_path: Path) -> None:
    for count, words in (
        (1, "an address in it does not name a film and is not"),
        (2, "do not name a film and are not"),
    ):
        rows = [(*ALIEN[:3], f"javascript:alert({number})") for number in range(count)]
        assert words in one(tmp_path, table(FILM, [*rows, HEAT])).notes[0]


def test_what_was_chosen_beside_an_export_and_holds_nothing_is_named(tmp_path: Path) -> None:
    (tmp_path / "other").mkdir()
    export = read_export([write_zip(tmp_path / "a.zip", TEXTS), tmp_path / "other"])
    assert "other holds no table of a Letterboxd export." in export.notes


def read_or_refuse(path: Path, data: bytes) -> None:
    path.write_bytes(data)
    try:
        export = read_export(path)
    except ExportError:
        return
    assert export.films
    assert all(0 <= viewing.film < len(export.films) for viewing in export.viewings)


kept = settings(suppress_health_check=[HealthCheck.function_scoped_fixture], deadline=None)


@kept
@given(st.sampled_from(sorted(TEXTS)), st.binary(max_size=200), st.sampled_from(["x.csv", "x.zip"]))
def test_any_bytes_are_read_or_refused(tmp_path: Path, header: str, data: bytes, name: str) -> None:
    read_or_refuse(tmp_path / name, data)
    read_or_refuse(tmp_path / name, TEXTS[header].partition("\r\n")[0].encode() + b"\r\n" + data)


@kept
@given(st.lists(st.tuples(st.integers(0, 10_000), st.binary(max_size=4), st.integers(0, 8)), min_size=1, max_size=6))
def test_any_damage_to_a_zip_is_read_or_refused(tmp_path: Path, damage: list[tuple[int, bytes, int]]) -> None:
    data = good_zip(tmp_path)
    for place, put, cut in damage:
        place %= len(data) + 1
        data = data[:place] + put + data[place + cut :]
    read_or_refuse(tmp_path / "a.zip", data)


def test_days_that_cannot_be_true_are_read_and_told(tmp_path: Path) -> None:
    days = ("9999-12-31", "0001-01-01", "2024-01-01", "2026-01-01")
    rows = [("2024-01-02", "Alien", 1979, log_uri(n), "", "", "", day) for n, day in enumerate(days, 1)]
    export = one(tmp_path, table(DIARY, rows), "diary.csv")
    assert [viewing.watched_on.isoformat() for viewing in export.viewings] == list(days)
    assert export.notes == (
        "diary.csv: 3 days in it are hardly true (line 2: 9999-12-31); statistics leave out those before 1874 or "
        "after 2100.",
    )


def _with_comment(data: bytes, comment: bytes) -> bytes:
    return data[:-2] + len(comment).to_bytes(2, "little") + comment


@pytest.mark.parametrize(
    "behind",
    [
        lambda data: _with_comment(data, b"c" * 65_535),
        lambda data: _with_comment(data, b"PK\x05\x06" * 16_383),
        lambda data: data + bytes(1_000_000),
        lambda data: _with_comment(data, b"c" * 65_535) + bytes(1_000_000),
        lambda data: data + b"PK\x05\x06" + bytes(1_000),
    ],
    ids=["longest comment", "comment of end records", "padding", "both", "an empty end record behind"],
)
def test_a_zip_is_read_whatever_stands_behind_it(tmp_path: Path, behind: Callable[[bytes], bytes]) -> None:
    data = behind(write_zip(tmp_path / "whole.zip", TEXTS).read_bytes())
    assert [film.name for film in one(tmp_path, data, "export.zip").films] == ["Alien", "Heat"]


@pytest.mark.skipif(sys.platform in ("win32", "darwin"), reason="names of files are text there")
def test_names_of_files_need_not_be_text(tmp_path: Path) -> None:
    path = Path(os.fsdecode(os.fsencode(tmp_path) + b"/\xff.zip"))
    write_zip(path, TEXTS)
    assert read_export(path).source == "\N{REPLACEMENT CHARACTER}.zip"
    folder = Path(os.fsdecode(os.fsencode(tmp_path) + b"/lists\xff"))
    write_folder(folder, {os.fsdecode(b"watched\xff.csv"): WATCHED})
    assert len(read_export(folder).films) == 2


CANA = ("2024-01-02", "Caña", 2001, film_uri(3))
TWICE = CANA[1].encode().decode("cp1252")


def test_text_that_was_encoded_twice_is_put_right_and_told(tmp_path: Path) -> None:
    export = one(tmp_path, table(FILM, [(CANA[0], TWICE, *CANA[2:]), ALIEN]))
    assert [film.name for film in export.films] == ["Caña", "Alien"]
    assert export.notes == (f"watched.csv: 1 text that had been encoded twice put right: '{TWICE}' is 'Caña'.",)


@pytest.mark.parametrize(
    "text", ["Léon", "Don’t Look Now", "千と千尋の神隠し", "À bout de souffle", "Любовь", "ErdoĞan", "👻"]
)
def test_every_text_encoded_twice_is_found_again(text: str) -> None:
    twice = "".join(bytes([byte]).decode("cp1252", "ignore") or chr(byte) for byte in text.encode())
    assert once_encoded(twice) == text
    assert once_encoded(text) == text


@pytest.mark.parametrize("text", ["café…”", "NESCAFÉ®", "MAÇÃ", "IRMÃ…", "CaÃ±a, not Caña", "Ã", "£5 · 3°"])
def test_text_that_may_be_meant_so_stays(text: str) -> None:
    assert once_encoded(text) == text
