"""The member's export, in the form in which Letterboxd gives one."""

import zipfile
from collections.abc import Iterable
from datetime import date, timedelta
from pathlib import Path

from lbtui.model.enums import Kind
from tests.demo.maker.diary import Entry, diary, undated_reviews
from tests.demo.maker.lists import list_files
from tests.demo.maker.member import JOINED, Chance, MemberFilm, wanted, watched
from tests.demo.maker.tables import Code, Row, stars, table, uri

_NAME = "letterboxd-demo-2026-11-01-10-00-utc.zip"
_MADE = (2026, 11, 1, 23, 0, 0)
"""The ZIP's clock: local time in New Zealand."""

_FILM = ("Date", "Name", "Year", "Letterboxd URI")
_DIARY = (*_FILM, "Rating", "Rewatch", "Tags", "Watched Date")
_REVIEWS = (*_FILM, "Rating", "Rewatch", "Review", "Tags", "Watched Date")
_COMMENTS = ("Date", "Content", "Comment")
_CONTENT = ("Date", "Content")
_PROFILE = "Date Joined,Username,Given Name,Family Name,Email Address,Location,Website,Bio,Pronoun,Favorite Films"
_FAVOURITES = ("In the Mood for Love", "Playtime", "Cléo from 5 to 7", "Stalker")
_STRANGERS_REVIEW = uri(5_900_000_007, Code.LOG)
_ORPHANS = (
    ("2023-07-31", "One Punch Man", 2015, "", "4", "", "w/ friends", "2023-07-30"),
    ("2025-02-10", "Super Bowl LIX", 2025, "", "", "", "", "2025-02-09"),
)


def export_zip(directory: Path) -> Path:
    """Writes the demo's export into `directory` and returns its path; the same bytes each time."""
    path = directory / _NAME
    with zipfile.ZipFile(path, "w") as archive:
        for name, text in _tables().items():
            info = zipfile.ZipInfo(name, _MADE)
            info.compress_type, info.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(info, text.encode("utf-8"))
    return path


def truth() -> dict[str, tuple[Kind, int] | None]:
    """What each film URI of the export is in the catalogue; None for a film that it does not know for sure."""
    return {_film_uri(film): (film.film.kind, film.film.id) if film.film else None for film in (*watched(), *wanted())}


def _tables() -> dict[str, str]:
    seen = watched()
    entries, notes = diary(seen), undated_reviews(seen)
    codes = _codes([*entries, *notes])
    ticked = _ticked(seen, entries)
    reviews = sorted((entry for entry in (*entries, *notes) if entry.review), key=lambda entry: entry.logged)
    wishes = _wishes()
    return {
        "profile.csv": _profile(seen),
        "watched.csv": table(_FILM, _film_rows(seen, ticked)),
        "ratings.csv": table((*_FILM, "Rating"), _rating_rows(seen, ticked)),
        "diary.csv": table(_DIARY, (_diary_row(entry, codes[id(entry)]) for entry in entries)),
        "reviews.csv": table(_REVIEWS, (_review_row(entry, codes[id(entry)]) for entry in reviews)),
        "watchlist.csv": table(_FILM, _film_rows(wishes, wishes)),
        "comments.csv": table(_COMMENTS, [("2024-02-03", _STRANGERS_REVIEW, "Same here.\r\nEvery time.")]),
        **_removed(entries),
        "likes/films.csv": table(_FILM, _film_rows((film for film in seen if film.liked), ticked)),
        "likes/reviews.csv": table(_CONTENT, [("2024-02-02", _STRANGERS_REVIEW)]),
        "likes/lists.csv": table(_CONTENT, [("2023-05-14", uri(91_000_009, Code.LIST))]),
        **list_files({film.name: film for film in (*wishes, *seen)}),
    }


def _film_uri(film: MemberFilm) -> str:
    return uri(film.number, Code.FILM)


def _film_rows(films: Iterable[MemberFilm], dates: dict[MemberFilm, date]) -> list[Row]:
    ordered = sorted(films, key=lambda film: (dates[film], film.number))
    return [(dates[film], film.name, film.year, _film_uri(film)) for film in ordered]


def _rating_rows(films: list[MemberFilm], dates: dict[MemberFilm, date]) -> list[Row]:
    rated = {film.key: film for film in films if film.rating is not None}
    rows = _film_rows(rated.values(), dates)
    return [(*row, stars(rated[str(row[1]), row[2]].rating)) for row in rows if isinstance(row[2], int | None)]


def _codes(entries: list[Entry]) -> dict[int, str]:
    """URI of each entry by its identity; the numbers grow with the day of the click."""
    ordered = sorted(entries, key=lambda entry: entry.logged)
    return {id(entry): uri(6_000_000_000 + at * 1_733, Code.LOG) for at, entry in enumerate(ordered)}


def _ticked(seen: list[MemberFilm], entries: list[Entry]) -> dict[MemberFilm, date]:
    """`Date` of watched.csv: the first log, or one of the member's first evenings."""
    chance = Chance("ticked")
    first = {film: JOINED + timedelta(days=chance.below(9)) for film in seen}
    return first | {entry.film: entry.logged for entry in reversed(entries)}


def _wishes() -> dict[MemberFilm, date]:
    chance = Chance("wishes")
    return {film: date(2025, 11, 1) + timedelta(days=chance.below(330)) for film in wanted()}


def _review_row(entry: Entry, code: str) -> Row:
    film = (entry.logged, entry.film.name, entry.film.year, code, stars(entry.rating))
    rewatch = "Yes" if entry.rewatch else ""
    return (*film, rewatch, entry.review, ", ".join(entry.tags), entry.day or "")


def _diary_row(entry: Entry, code: str) -> Row:
    row = _review_row(entry, code)
    return (*row[:6], *row[7:])


def _removed(entries: list[Entry]) -> dict[str, str]:
    """The folders of what the member deleted, and of entries whose film Letterboxd has removed."""
    gone = [_diary_row(entry, uri(5_800_000_000 + at, Code.LOG)) for at, entry in enumerate(entries[40::60])]
    return {
        "deleted/diary.csv": table(_DIARY, gone),
        "deleted/reviews.csv": table(_REVIEWS),
        "deleted/comments.csv": table(_COMMENTS),
        "orphaned/diary.csv": table(_DIARY, _ORPHANS),
        "orphaned/reviews.csv": table(_REVIEWS),
        "orphaned/comments.csv": table(_COMMENTS),
    }


def _profile(seen: list[MemberFilm]) -> str:
    best = ", ".join(_film_uri(film) for name in _FAVOURITES for film in seen if film.name == name)
    row = (JOINED, "demo", "Demo", "", "demo@example.org", "", "", "A made-up member.", "They / their", best)
    return table(_PROFILE.split(","), [row])
