"""The columns of the film table: what each shows, sorts by, and how much room it wants."""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from lbtui.model import FilmRow, FilmStatus
from lbtui.query import SORTINGS, Sorting

GAP = 2
"""Cells between two columns; a sort mark may stand in them."""
MARGIN = 1
"""Cells left and right of the row."""

STATUS_MARKS = {
    FilmStatus.PENDING: "·",
    FilmStatus.MATCHED: "…",
    FilmStatus.ENRICHED: "",
    FilmStatus.NOT_FOUND: "∅",
    FilmStatus.NEEDS_REVIEW: "?",
    FilmStatus.FAILED: "!",
}
"""One sign for each state, told apart without colour."""

_SHORT_COUNTRIES = {"United States of America": "USA", "United Kingdom": "UK", "Soviet Union": "USSR"}


@dataclass(frozen=True, slots=True)
class Column:
    """One column. Widths are in cells; the lowest `priority` number stays longest when room gets scarce."""

    key: str
    label: str
    text: Callable[[FilmRow], str]
    sorting: Sorting
    least: int
    ideal: int
    priority: int
    right: bool = False
    look: str = "text"
    """How its cells look: text, muted, stars, like, or status, which tells the states apart."""
    field: str = ""
    """The filter field whose matches it highlights."""
    narrow: Callable[[FilmRow], str] | None = None
    """What to show while the column is at its least width, where that differs."""


@dataclass(frozen=True, slots=True)
class Placed:
    """A column in its place: first cell and width."""

    column: Column
    x: int
    width: int


def stars(rating: float | None) -> str:
    """`★★★½` for 3.5; empty for none."""
    if rating is None:
        return ""
    return "★" * int(rating) + ("½" if rating % 1 else "")


def minutes(runtime: int | None) -> str:
    """Minutes up to 999, hours beyond (series)."""
    if runtime is None:
        return ""
    return str(runtime) if runtime < 1000 else f"{runtime // 60}h"


def times(row: FilmRow) -> str:
    """`3×` diary entries; a tick for watched without any; a box for what waits on the watchlist."""
    if row.dates:
        return f"{row.viewings}×"
    if row.watched:
        return "✓"
    return "☐" if row.watchlist else ""


def status(row: FilmRow) -> str:
    """`? needs review`, with the reason of a failure; empty for an enriched film."""
    mark = STATUS_MARKS[row.status]
    reason = f": {row.reason}" if row.reason and row.status is FilmStatus.FAILED else ""
    return f"{mark} {row.status.words}{reason}" if mark else ""


def _countries(row: FilmRow) -> str:
    return ", ".join([_SHORT_COUNTRIES.get(country, country) for country in row.countries])


COLUMNS: dict[str, Column] = {
    column.key: column
    for column in (
        Column("title", "Title", lambda r: r.name, SORTINGS["title"], 20, 46, 0, field="title"),
        Column("year", "Year", lambda r: str(r.year or ""), SORTINGS["year"], 4, 4, 1, look="muted"),
        Column("rating", "Rating", lambda r: stars(r.rating), SORTINGS["rating"], 6, 6, 2, look="stars"),
        Column("like", "♥", lambda r: "♥" if r.liked else "", SORTINGS["liked"], 1, 1, 3, look="like"),
        Column("runtime", "Min", lambda r: minutes(r.runtime), SORTINGS["runtime"], 4, 4, 6, right=True, look="muted"),
        Column("genres", "Genres", lambda r: ", ".join(r.genres), SORTINGS["genre"], 14, 30, 5, field="genre"),
        Column(
            "director",
            "Director",
            lambda r: ", ".join(r.directors),
            SORTINGS["director"],
            16,
            24,
            4,
            field="director",
        ),
        Column("language", "Language", lambda r: r.language, SORTINGS["language"], 8, 11, 11, look="muted"),
        Column("country", "Country", _countries, SORTINGS["country"], 8, 18, 12, look="muted", field="country"),
        Column(
            "tmdb",
            "TMDB",
            lambda r: "" if r.tmdb_rating is None else f"{r.tmdb_rating:.1f}",
            SORTINGS["tmdb"],
            4,
            4,
            7,
            right=True,
            look="muted",
        ),
        Column(
            "watched",
            "Watched on",
            lambda r: r.last_watched.isoformat() if r.dates and r.last_watched else "",
            SORTINGS["watched"],
            10,
            10,
            8,
            look="muted",
        ),
        Column("viewings", "Times", times, SORTINGS["viewings"], 5, 5, 10, right=True, look="muted"),
        Column(
            "status",
            "State",
            status,
            SORTINGS["status"],
            5,
            14,
            9,
            look="status",
            narrow=lambda r: STATUS_MARKS[r.status],
        ),
    )
}
"""All columns by key, in their usual order."""


_OF_TMDB = ("runtime", "genres", "director", "language", "country", "tmdb")


def without_tmdb() -> tuple[str, ...]:
    """The columns that a library fills by itself, while TMDB has told nothing."""
    return tuple(key for key in COLUMNS if key not in _OF_TMDB)


def chosen(keys: Iterable[str], known: Mapping[str, Column] = COLUMNS) -> list[Column]:
    """The columns of these keys, unknown ones left out, and always the title."""
    columns = [known[key] for key in dict.fromkeys(keys) if key in known]
    return columns if any(column.key == "title" for column in columns) else [COLUMNS["title"], *columns]


def fit(columns: list[Column], width: int) -> list[Placed]:
    """Places as many columns as the width holds, the least important left out, and shares out the rest of the room."""
    room = width - 2 * MARGIN
    kept = list(columns)
    while len(kept) > 1 and _needed(kept) > room:
        kept.remove(max(kept, key=lambda column: column.priority))
    widths = {column.key: column.least for column in kept}
    _share(kept, widths, room - _needed(kept))
    placed, x = [], MARGIN
    for column in kept:
        cells = max(1, min(widths[column.key], width - x))
        placed.append(Placed(column, x, cells))
        x += cells + GAP
    return placed


def _needed(columns: list[Column]) -> int:
    return sum(column.least + GAP for column in columns) - GAP


def _share(columns: list[Column], widths: dict[str, int], spare: int) -> None:
    """Lets columns grow towards their ideal by what they lack; title, director and genres take what is left."""
    lacking = {column.key: column.ideal - column.least for column in columns if column.key != "status"}
    total = max(1, sum(lacking.values()))
    grants = {key: min(lack, spare * lack // total) for key, lack in lacking.items()}
    spare -= sum(grants.values())
    wordy = COLUMNS["status"].ideal - COLUMNS["status"].least
    if "status" in widths and spare >= wordy:
        grants["status"] = wordy
        spare -= wordy
    growing: list[str] = [key for key in ("title", "director", "genres") if key in widths] or [columns[0].key]
    for place, key in enumerate(growing):
        grants[key] = grants.get(key, 0) + spare // len(growing) + (place < spare % len(growing))
    for key, grant in grants.items():
        widths[key] += grant
