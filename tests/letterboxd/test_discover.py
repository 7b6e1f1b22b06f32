"""Exports are found where downloads end up."""

import os
import zipfile
from pathlib import Path

from lbtui.letterboxd.discover import find_exports

from .feeds import feed, item
from .maker import export_texts, film_uri, log_uri, make_export_zip, write_folder

ALIEN = ("2024-01-02", "Alien", 1979, film_uri(1))
HEAT = ("2024-01-03", "Heat", 1995, film_uri(2))
SEEN = ("2024-01-02", "Alien", 1979, log_uri(9), "4.5", "Yes", "", "2024-01-01")


def test_an_export_is_told_by_user_date_and_counts(tmp_path: Path) -> None:
    path = make_export_zip(
        tmp_path / "letterboxd-ann-2026-01-02-03-04-utc (1).zip", watched=[ALIEN, HEAT], diary=[SEEN]
    )
    (found,) = find_exports([tmp_path])
    assert (found.path, found.username, found.films, found.viewings) == (path.resolve(), "ann", 2, 1)
    assert found.size == path.stat().st_size
    assert found.exported_at is not None
    assert found.exported_at.isoformat() == "2026-01-02T03:04:00+00:00"


def test_zips_of_any_name_and_folders_count_by_what_they_hold(tmp_path: Path) -> None:
    make_export_zip(tmp_path / "renamed.zip", watched=[ALIEN])
    write_folder(tmp_path / "unpacked", export_texts(watched=[ALIEN, HEAT]))
    with zipfile.ZipFile(tmp_path / "other.zip", "w") as archive:
        archive.writestr("watched.txt", "x")
    (tmp_path / "letterboxd-broken.zip").write_bytes(b"PK\3\4 broken")
    found = find_exports([tmp_path])
    assert {(export.path.name, export.films, export.username) for export in found} == {
        ("renamed.zip", 1, "sample"),
        ("unpacked", 2, "sample"),
    }


def test_the_newest_comes_first_each_once_and_no_more_than_asked(tmp_path: Path) -> None:
    for day in (1, 3, 2):
        make_export_zip(tmp_path / f"letterboxd-ann-2026-01-0{day}-00-00-utc.zip", watched=[ALIEN])
    make_export_zip(tmp_path / "undated.zip", watched=[ALIEN])
    os.utime(tmp_path / "undated.zip", (0, 0))
    found = [export.path.name for export in find_exports([tmp_path, tmp_path])]
    assert [name[-10:-8] for name in found[:3]] == ["00"] * 3
    assert found[0] == "letterboxd-ann-2026-01-03-00-00-utc.zip"
    assert found[-1] == "undated.zip"
    assert len(found) == 4
    assert len(find_exports([tmp_path], limit=2)) == 2


def test_a_folder_that_is_an_export_itself(tmp_path: Path) -> None:
    write_folder(tmp_path, export_texts(watched=[ALIEN]))
    assert [export.path for export in find_exports([tmp_path])] == [tmp_path.resolve()]


def test_what_is_not_there_or_not_readable_is_passed_over(tmp_path: Path) -> None:
    (tmp_path / "file").write_text("x")
    assert find_exports([tmp_path / "nothing", tmp_path / "file", Path("a\0b"), tmp_path]) == []


def test_a_feed_that_a_browser_saved_is_found_and_another_site_s_is_not(tmp_path: Path) -> None:
    (tmp_path / "rss.xml").write_bytes(feed([item(11, "Alien"), item(12, "Heat")]))
    other = feed([], title="News").replace(b"letterboxd.com/sample", b"news.example")
    (tmp_path / "news.rss").write_bytes(other)
    (found,) = find_exports([tmp_path])
    assert (found.path.name, found.username, found.films, found.viewings) == ("rss.xml", "sample", 2, 2)
