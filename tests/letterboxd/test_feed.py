"""A member's feed as records, and what is no feed."""

import os
from contextlib import suppress
from datetime import UTC, date, datetime
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbtui.letterboxd.errors import ExportError
from lbtui.letterboxd.feed import LARGEST, is_feed, open_feed, read_feed
from lbtui.model.enums import Kind, Part
from tests.letterboxd.feeds import LIST, feed, item
from tests.letterboxd.maker import film_uri, log_uri

BOMB = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a "lol"><!ENTITY b "&a;&a;">]><rss><channel>&b;</channel></rss>'
OUTSIDE = b'<?xml version="1.0"?><!DOCTYPE a [<!ENTITY a SYSTEM "file:///etc/passwd">]><rss>&a;</rss>'
PAGE = b'<!DOCTYPE html><html lang="en"><head><title>Just a moment...</title></head></html>'


def test_an_entry_is_a_viewing_of_a_film_with_its_numbers() -> None:
    told = item(11, "Cleo from 5 to 7", film=51292, tmdb=499, rating="4.5", like="Yes", rewatch="Yes")
    export = read_feed(feed([told, LIST]), "feed")

    (film,), (viewing,) = export.films, export.viewings
    assert (film.name, film.year, film.letterboxd_id, film.uri) == ("Cleo from 5 to 7", 1962, 51292, film_uri(51292))
    assert (film.tmdb, film.rating, film.liked, film.slug) == ((Kind.MOVIE, 499), 4.5, True, "cleo-from-5-to-7")
    assert (viewing.log_id, viewing.uri, viewing.watched_on) == (11, log_uri(11), date(2026, 9, 26))
    assert (viewing.logged_on, viewing.rating, viewing.rewatch) == (date(2026, 9, 27), 4.5, True)
    assert (export.parts, export.username, viewing.review) == (frozenset({Part.FEED}), "sample", None)


def test_what_an_entry_does_not_tell_is_unknown() -> None:
    (film,) = read_feed(feed([item(11, "Cleo", "", tv=5)]), "feed").films
    assert (film.year, film.letterboxd_id, film.rating, film.liked) == (None, None, None, None)
    assert film.tmdb == (Kind.TV, 5)
    assert read_feed(feed([item(11, "Cleo", like="No")]), "feed").films[0].liked is False


@pytest.mark.parametrize(
    ("html", "text"),
    [
        ("<p>Loved it.</p>", "Loved it."),
        ("<p>One</p> <p>Two<br />three</p>", "One\n\nTwo\nthree"),
        ("<p><em>This review may contain spoilers.</em></p> <p>He dies.</p>", "He dies."),
        ("<p>Watched on Sunday.</p>", "Watched on Sunday."),
        ("<p>\x85[/b] \u202e&lt;i&gt; <i>x</i></p>", "[/b] &lt;i&gt; <i>x</i>"),
    ],
)
def test_a_review_is_the_text_that_an_export_has(html: str, text: str) -> None:
    (viewing,) = read_feed(feed([item(11, "Cleo", film=7, review=html)]), "feed").viewings
    assert viewing.review == text


def test_a_review_without_a_day_is_no_viewing() -> None:
    export = read_feed(feed([item(11, "Cleo", day="", review="<p>Once.</p>")]), "feed")
    assert export.viewings == ()
    assert [(review.log_id, review.text) for review in export.reviews] == [(11, "Once.")]


def test_entries_of_one_film_are_one_film_with_its_latest_rating_and_like() -> None:
    export = read_feed(
        feed([
            item(13, "Cleo", tmdb=499),
            item(12, "Cleo", film=7, tmdb=499, rating=5, like="Yes"),
            item(11, "Cléo", film=7, rating=2, like="No"),
        ]),
        "feed",
    )  # fmt: skip
    (film,) = export.films
    assert (film.rating, film.liked, film.letterboxd_id, film.tmdb) == (5, True, 7, (Kind.MOVIE, 499))
    assert [viewing.log_id for viewing in export.viewings] == [11, 12, 13]


def test_films_that_share_a_name_and_a_year_are_two() -> None:
    export = read_feed(feed([item(12, "Solaris", tmdb=1, slug="a"), item(11, "Solaris", tmdb=2, slug="b")]), "feed")
    assert [film.tmdb for film in export.films] == [(Kind.MOVIE, 2), (Kind.MOVIE, 1)]


def test_an_entry_that_cannot_be_read_is_skipped_with_its_line() -> None:
    export = read_feed(
        feed([item(11, "Cleo"), item(12, "Cleo", rating="9"), item(13, ""), item(14, "x", day="soon"), item(0, "x"),
              item(15, "x", logged="never")]),
        "feed",
    )  # fmt: skip
    assert len(export.viewings) == 1
    assert [(row.file, row.line) for row in export.skipped] == [("feed", 1)] * 5
    assert "which is no time" in export.skipped[-1].reason


@pytest.mark.parametrize(
    ("data", "said"),
    [
        (BOMB, "has a DOCTYPE"),
        (OUTSIDE, "has a DOCTYPE"),
        (PAGE, "is a web page, not a feed"),
        (b"<html><body></body></html>", "is XML, but no feed"),
        (b"<html><body><br></body></html>", "is a web page, not a feed"),
        (feed([item(11, "Cleo")])[:-200], "is cut short or damaged at line 1"),
        (b"Name,Year\n", "is no feed, for it is no XML"),
        (b"", "is no feed, for it is no XML"),
        (b'<?xml version="1.0" encoding="klingon"?><rss/>', "is no feed"),
        (b"<rss>" * 100, "elements are 12 deep"),
        (feed([], title="A blog").replace(b"letterboxd.com/sample", b"x.example"), "none of Letterboxd's"),
        (feed() + b" " * LARGEST, "more than 5 MB"),
    ],
)
def test_what_is_no_feed_gets_one_sentence(data: bytes, said: str) -> None:
    with pytest.raises(ExportError, match=said) as caught:
        read_feed(data, "feed.xml")
    assert str(caught.value).startswith("feed.xml ")
    assert "\n" not in str(caught.value)


def test_a_feed_without_entries_is_one_that_brings_nothing() -> None:
    assert read_feed(feed([LIST]), "feed").films == ()


@given(st.binary(max_size=300) | st.binary(max_size=80).map(lambda noise: feed([item(1, "A")])[:-120] + noise))
def test_any_bytes_are_records_or_a_sentence(data: bytes) -> None:
    with suppress(ExportError):
        assert read_feed(data, "x").is_feed


@given(st.text(max_size=60), st.text(max_size=60), st.text(max_size=20))
def test_any_text_in_an_entry_is_read_or_skipped(name: str, review: str, other: str) -> None:
    told = item(1, name, other, rating=other, day=other, like=other, review=f"<p>{review}</p>")
    try:
        export = read_feed(feed([told]), "x")
    except ExportError:  # XML knows no control characters
        return
    assert len(export.viewings) + len(export.reviews) + len(export.skipped) <= 1
    assert all(film.name == film.name.strip() for film in export.films)


def test_a_saved_file_is_known_by_its_first_bytes(tmp_path: Path) -> None:
    path = tmp_path / "rss.xml"
    path.write_bytes(b"\xef\xbb\xbf\n" + feed([item(11, "Cleo")]))
    assert is_feed(path.read_bytes()[:500])
    assert not is_feed(PAGE)
    assert not is_feed(b"Name,Year")
    path.write_bytes(feed([item(11, "Cleo")]))
    os.utime(path, (1_800_000_000, 1_800_000_000))
    export = open_feed(path)
    assert (len(export.films), export.exported_at) == (1, datetime(2027, 1, 15, 8, tzinfo=UTC))
    with pytest.raises(ExportError, match=r"There is no nowhere\.xml"):
        open_feed(tmp_path / "nowhere.xml")
