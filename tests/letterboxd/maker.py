"""Makes small exports for tests, in the form that Letterboxd gives them."""

import csv
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from pathlib import Path

from lbtui.letterboxd.uri import Code, Target

Cells = Sequence[object]

FILM = ("Date", "Name", "Year", "Letterboxd URI")
RATING = (*FILM, "Rating")
DIARY = (*FILM, "Rating", "Rewatch", "Tags", "Watched Date")
REVIEW = (*FILM, "Rating", "Rewatch", "Review", "Tags", "Watched Date")
PROFILE = (
    "Date Joined", "Username", "Given Name", "Family Name", "Email Address", "Location", "Website", "Bio", "Pronoun",
    "Favorite Films",
)  # fmt: skip
COMMENTS = ("Date", "Content", "Comment")
LIKED = ("Date", "Content")
LIST = ("Date", "Name", "Tags", "URL", "Description")
ENTRY = ("Position", "Name", "Year", "URL", "Description")


def film_uri(number: int) -> str:
    """The address of a film."""
    return Code(Target.FILM, number).uri


def log_uri(number: int) -> str:
    """The address of a log entry."""
    return Code(Target.LOG, number).uri


def list_uri(number: int) -> str:
    """The address of a list."""
    return Code(Target.LIST, number).uri


def table(header: Cells, rows: Iterable[Cells] = (), *, delimiter: str = ",", newline: str = "\r\n") -> str:
    """A CSV as text."""
    out = io.StringIO(newline="")
    writer = csv.writer(out, delimiter=delimiter, lineterminator=newline)
    writer.writerow(header)
    writer.writerows(rows)
    return out.getvalue()


def list_text(about: Cells, entries: Iterable[Cells], *, first: str = "Letterboxd list export v7") -> str:
    """The text of a file of `lists/`; `about` is (Date, Name, Tags, URL, Description)."""
    return f"{first}\r\n{table(LIST, [about])}\r\n{table(ENTRY, entries)}"


def export_texts(
    *,
    watched: Iterable[Cells] = (),
    ratings: Iterable[Cells] = (),
    diary: Iterable[Cells] = (),
    reviews: Iterable[Cells] = (),
    watchlist: Iterable[Cells] = (),
    likes: Iterable[Cells] = (),
    orphaned: Iterable[Cells] = (),
    orphaned_reviews: Iterable[Cells] = (),
    deleted: Iterable[Cells] = (),
    lists: Mapping[str, str] | None = None,
    favourites: Iterable[str] = (),
    username: str = "sample",
) -> dict[str, str]:
    """All tables of an export by their paths, in Letterboxd's order; rows are cells in the order of the headers."""
    profile = ("2014-01-01", username, "", "", "someone@example.org", "", "", "", "", ", ".join(favourites))
    texts = {
        "profile.csv": table(PROFILE, [profile]),
        "watched.csv": table(FILM, watched),
        "ratings.csv": table(RATING, ratings),
        "diary.csv": table(DIARY, diary),
        "reviews.csv": table(REVIEW, reviews),
        "watchlist.csv": table(FILM, watchlist),
        "comments.csv": table(COMMENTS),
        "deleted/diary.csv": table(DIARY, deleted),
        "deleted/reviews.csv": table(REVIEW),
        "deleted/comments.csv": table(COMMENTS),
        "orphaned/diary.csv": table(DIARY, orphaned),
        "orphaned/reviews.csv": table(REVIEW, orphaned_reviews),
        "orphaned/comments.csv": table(COMMENTS),
        "likes/films.csv": table(FILM, likes),
        "likes/reviews.csv": table(LIKED),
        "likes/lists.csv": table(LIKED),
    }
    return texts | {f"lists/{slug}.csv": text for slug, text in (lists or {}).items()}


def write_zip(path: Path, texts: Mapping[str, str | bytes]) -> Path:
    """A ZIP with sizes in data descriptors, no extra fields and no folder entries, as Letterboxd streams it."""
    with path.open("wb") as file, zipfile.ZipFile(_Unseekable(file), "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in texts.items():
            archive.writestr(name, text)
    return path


def write_folder(path: Path, texts: Mapping[str, str | bytes]) -> Path:
    """The same tables as files."""
    for name, text in texts.items():
        file = path / name
        file.parent.mkdir(parents=True, exist_ok=True)
        file.write_bytes(text.encode() if isinstance(text, str) else text)
    return path


def make_export_zip(
    path: Path,
    *,
    watched: Iterable[Cells] = (),
    ratings: Iterable[Cells] = (),
    diary: Iterable[Cells] = (),
    reviews: Iterable[Cells] = (),
    watchlist: Iterable[Cells] = (),
    likes: Iterable[Cells] = (),
    orphaned: Iterable[Cells] = (),
    deleted: Iterable[Cells] = (),
    lists: Mapping[str, str] | None = None,
    favourites: Iterable[str] = (),
) -> Path:
    """An export's ZIP with these rows."""
    return write_zip(
        path,
        export_texts(
            watched=watched, ratings=ratings, diary=diary, reviews=reviews, watchlist=watchlist, likes=likes,
            orphaned=orphaned, deleted=deleted, lists=lists, favourites=favourites,
        ),
    )  # fmt: skip


class _Unseekable(io.RawIOBase):
    """Makes `zipfile` write data descriptors."""

    def __init__(self, file: io.BufferedWriter) -> None:
        self._file = file

    def writable(self) -> bool:
        return True

    def write(self, data: bytes) -> int:  # type: ignore[override]
        return self._file.write(data)
