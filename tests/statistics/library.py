"""A small library in a real database. Every number that a test asserts about it was counted by hand.

| films | what | year | runtime | genres | director | ratings |
|---|---|---|---|---|---|---|
| 1–6 | France, French | 1962–1967 | 90 | Drama | Varda | 5 4.5 4.5 4 4 – |
| 7–12 | USA, English | 1970–1975 | 120 | Drama, Science Fiction | Kubrick | 4 4 3.5 3.5 3 3 |
| 13–18 | France and USA, French | 1990–1995 | 150 | Drama, Romance | Denis | 5 5 2 2 1 0.5 |
| 19–22 | Hong Kong, Cantonese | 2000 2000 2001 2001 | 59 60 89 180 | Action | Sam Woo, and another | 3 – 2.5 3 |
| 23–26 | USA, English, of March 2024 | 2024 | 100 | Horror | Ida Ek on 23, else unknown | 3.5 4 – – |
| 27 | a British series | 2019 | 600 | Drama | none | 4.5 |
| 28 | `[REC]`, not at TMDB | none | | | | 3 |
| 29 | pending | 1955 | | | | – |
| 30 | orphaned, known by its viewing alone | 2021 | | | | – |
| 31 | removed: a newer export has it no longer | | | | | |
| 32–34 | watchlist | 1976 1977 1985 | 90 | Drama | Varda | |
| 35–36 | watchlist | 2018 2022 | 120 | Romance | Denis | |
| 37 | watchlist, without a year, pending | | | | | |
| 38 | watchlist, not released | 2030 | | Science Fiction | | |
| 39 | watchlist, Japanese | 2010 | 45 | Animation | Mori | |
| 40 | liked, neither watched nor on the watchlist | 2011 | | | | |
| 41–44 | watched, never in the diary; USA, English | 1981–1984 | 100 | Comedy | Kubrick | 3 3 – – |

So 43 films are in the library and 34 have been seen. Film 6 has been seen and is on the watchlist, with 32–39: nine.
Liked: 1 2 7 13 14 15 26, and 40, which has not been seen.
"""

import sqlite3
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import Any

from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.frames import Frames
from lbtui.statistics.request import StatisticsRequest
from lbtui.statistics.service import Counting
from lbtui.storage.schema import STEPS, VERSION, statements

TODAY = date(2026, 6, 17)
"""A Wednesday."""

GENRES = {18: "Drama", 878: "Science Fiction", 10749: "Romance", 28: "Action", 27: "Horror", 35: "Comedy", 16: "Anime"}
COUNTRIES = {"FR": "France", "US": "USA", "HK": "Hong Kong", "GB": "United Kingdom", "JP": "Japan"}
LANGUAGES = {"fr": "French", "en": "English", "cn": "Cantonese", "ja": "Japanese"}
PEOPLE = {
    1: "Agnès Varda",
    2: "Stanley Kubrick",
    3: "Claire Denis",
    4: "Sam Woo",
    5: "Sam Woo",
    6: "Ida Ek",
    7: "Mori",
    10: "Ann Lee",
    11: "Bo Ray",
    12: "An Extra",
    13: "Cam",
    14: "Tune",
}


@dataclass(frozen=True, slots=True)
class Facts:
    """What TMDB says of one of the films; its TMDB id is a thousand more than the id of the film."""

    runtime: int | None
    released: str | None
    language: str
    genres: tuple[int, ...]
    countries: tuple[str, ...]
    average: float
    votes: int
    director: int | None = None
    kind: str = "movie"


def facts() -> dict[int, Facts]:
    """The metadata by film."""
    found = {}
    for film in range(1, 7):
        votes = 10_000 if film == 1 else 500
        found[film] = Facts(90, f"{1961 + film}-01-01", "fr", (18,), ("FR",), 7.5, votes, 1)
    for film in range(7, 13):
        found[film] = Facts(120, f"{1963 + film}-01-01", "en", (18, 878), ("US",), 8.0, 2_000, 2)
    for film in range(13, 19):
        found[film] = Facts(150, f"{1977 + film}-01-01", "fr", (18, 10749), ("FR", "US"), 6.0, 300, 3)
    found[19] = Facts(59, "2000-01-01", "cn", (28,), ("HK",), 7.0, 5, 4)
    found[20] = Facts(60, "2000-01-01", "cn", (28,), ("HK",), 7.0, 40, 4)
    found[21] = Facts(89, "2001-01-01", "cn", (28,), ("HK",), 7.0, 40, 5)
    found[22] = Facts(180, "2001-01-01", "cn", (28,), ("HK",), 7.0, 40, 5)
    for film in range(23, 27):
        found[film] = Facts(100, "2024-03-01", "en", (27,), ("US",), 6.5, 100, 6 if film == 23 else None)
    found[27] = Facts(600, "2019-12-31", "en", (18,), ("GB",), 9.0, 800, kind="tv")
    for film, year in ((32, 1976), (33, 1977), (34, 1985)):
        found[film] = Facts(90, f"{year}-01-01", "fr", (18,), ("FR",), 7.0, 90, 1)
    for film, year in ((35, 2018), (36, 2022)):
        found[film] = Facts(120, f"{year}-01-01", "fr", (10749,), ("FR",), 7.0, 90, 3)
    found[38] = Facts(None, "2030-01-01", "en", (878,), ("US",), 0.0, 0)
    found[39] = Facts(45, "2010-01-01", "ja", (16,), ("JP",), 7.0, 90, 7)
    for film in range(41, 45):
        found[film] = Facts(100, f"{1940 + film}-01-01", "en", (35,), ("US",), 6.0, 60, 2)
    return found


YEARS = (
    {film: 1961 + film for film in range(1, 7)}
    | {film: 1963 + film for film in range(7, 13)}
    | {film: 1977 + film for film in range(13, 19)}
    | {19: 2000, 20: 2000, 21: 2001, 22: 2001, 23: 2024, 24: 2024, 25: 2024, 26: 2024, 27: 2019, 29: 1955, 30: 2021}
    | {31: 1999, 32: 1976, 33: 1977, 34: 1985, 35: 2018, 36: 2022, 38: 2030, 39: 2010, 40: 2011}
    | {film: 1940 + film for film in range(41, 45)}
)
RATINGS = (
    {1: 5, 2: 4.5, 3: 4.5, 4: 4, 5: 4, 7: 4, 8: 4, 9: 3.5, 10: 3.5, 11: 3, 12: 3}
    | {13: 5, 14: 5, 15: 2, 16: 2, 17: 1, 18: 0.5, 19: 3, 21: 2.5, 22: 3, 23: 3.5, 24: 4}
    | {27: 4.5, 28: 3, 31: 5, 41: 3, 42: 3}
)
LIKED = {1, 2, 7, 13, 14, 15, 26, 31, 40}
UNSEEN = {30, *range(32, 41)}
WATCHLIST = {6: "2021-01-01", 34: "2015-01-01"} | {film: f"2022-01-{film - 30:02}" for film in (32, 33, *range(35, 40))}
NAMES = {28: "[REC]", 7: 'The "Red" Star'}

VIEWINGS: list[tuple[int, str, float | None, bool]] = [
    # A placeholder day: 13 viewings, a Saturday.
    *((film, "2000-01-01", None, False) for film in range(7, 20)),
    # 2020: 2, a Saturday and a Sunday. All films of the placeholder day are rewatches from here on.
    (12, "2020-02-29", 3, True),
    (19, "2020-03-01", None, True),
    # 2021: 6, Saturday to Thursday.
    (13, "2021-05-01", 5, True),
    (14, "2021-05-02", 4.5, True),
    (15, "2021-05-03", 2, True),
    (16, "2021-05-04", 2.5, True),
    (17, "2021-05-05", 1, True),
    (18, "2021-05-06", 1, True),
    # 2022: 3, a double bill on a Wednesday, and a Thursday.
    (1, "2022-02-02", 4.5, False),
    (2, "2022-02-02", 4.5, False),
    (3, "2022-02-03", None, False),
    # 2023: 1, a Wednesday; the first of five weeks in a row.
    (1, "2023-12-27", 5, True),
    # 2024: 13. The flag of film 2 is missing, as it may be. Saturday, Monday, twice Saturday, Sunday,
    (2, "2024-01-06", 4.5, False),
    (3, "2024-01-08", 4, True),
    (4, "2024-01-20", 4, False),
    (5, "2024-01-20", 4, False),
    (6, "2024-01-28", None, False),
    # Friday, Saturday, Sunday, Monday,
    (23, "2024-03-15", 3.5, False),
    (24, "2024-03-30", 4, False),
    (25, "2024-03-31", None, False),
    (26, "2024-04-15", None, False),
    # three times Saturday, Tuesday.
    (7, "2024-06-01", 4.5, True),
    (8, "2024-06-01", 4, True),
    (9, "2024-06-01", 3.5, True),
    (27, "2024-12-31", 4.5, False),
    # 2025: 12, Wed Sat Sat Tue Thu Sun Tue Fri Mon Wed Sat Mon.
    *((10, f"2025-{month:02}-01", None, True) for month in range(1, 13)),
    # 2026: 10, twice Saturday, twice Tuesday the same film, Tuesday, Wednesday,
    (28, "2026-02-14", 3, False),
    (30, "2026-02-14", 3, False),
    (20, "2026-03-03", None, False),
    (20, "2026-03-03", None, True),
    (21, "2026-03-10", 2.5, False),
    (22, "2026-03-11", 3, False),
    # three Tuesdays, the last one yesterday, and one planned for a Thursday.
    (11, "2026-06-02", None, True),
    (11, "2026-06-09", None, True),
    (11, "2026-06-16", None, True),
    (29, "2026-12-24", None, False),
]
"""60 viewings in the order they happened."""


def request(dashboard: Dashboard = Dashboard.OVERVIEW, today: date = TODAY, **options: Any) -> StatisticsRequest:
    """What is asked of a dashboard on that day."""
    return StatisticsRequest(dashboard, today, **options)


def compute(frames: Frames, dashboards: Iterable[Dashboard] = tuple(Dashboard), **options: Any) -> dict[Dashboard, Any]:
    """The figures of several dashboards, of series too."""
    counting = Counting(Path("none"))
    counting._frames = frames
    return {dashboard: counting.figures(request(dashboard, series=True, **options)) for dashboard in dashboards}


def create(path: Path) -> sqlite3.Connection:
    """An empty library."""
    connection = sqlite3.connect(path)
    for statement in statements("".join(STEPS)):
        connection.execute(statement)
    connection.execute(f"PRAGMA user_version = {VERSION}")
    connection.commit()
    return connection


def build_rated(path: Path, rated: int = 60, waiting: int = 40) -> Path:
    """A library of films that are rated, and after them films on the watchlist; all are by Varda or by Kubrick.

    The member gives Varda's, of odd numbers, 4.5 or 5, and Kubrick's 1.5 or 2.
    """
    path.parent.mkdir(parents=True, exist_ok=True)
    connection = create(path)
    add_names(connection)
    for film in range(1, rated + waiting + 1):
        year, odd = 1900 + film, film % 2
        genres = (18,) if film % 3 else (27, 35)
        facts = Facts(60 + film, f"{year}-01-01", "fr", genres, ("FR",), 6 + film % 5 / 2, 100 * film, 2 - odd)
        seen = (
            {"watched": 1, "rating": (4.5 if odd else 1.5) + film % 4 // 2 / 2} if film <= rated else {"watchlist": 1}
        )
        add_film(connection, film, facts, year=year, **seen)
        add_metadata(connection, film, facts)
    connection.commit()
    connection.close()
    return path


def build(path: Path, *, enriched: bool = True) -> Path:
    """Writes the library; without metadata where it is not enriched."""
    connection = create(path)
    known = facts() if enriched else {}
    _write_films(connection, known)
    _write_viewings(connection)
    if enriched:
        _write_metadata(connection, known)
    connection.commit()
    connection.close()
    return path


def add_film(connection: sqlite3.Connection, film: int, known: Facts | None = None, **columns: object) -> None:
    """One film, matched where there are facts of it."""
    matched = {"kind": known.kind, "tmdb_id": 1000 + film, "status": "enriched"} if known else {}
    row = {"id": film, "name": f"Film {film}"} | matched | columns
    sql = f"INSERT INTO film ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
    connection.execute(sql, tuple(row.values()))


def add_viewing(connection: sqlite3.Connection, film: int, day: str, **columns: object) -> None:
    """One diary entry."""
    row = {"film": film, "watched_on": day} | columns
    sql = f"INSERT INTO viewing ({', '.join(row)}) VALUES ({', '.join('?' * len(row))})"
    connection.execute(sql, tuple(row.values()))


def add_metadata(connection: sqlite3.Connection, film: int, known: Facts) -> None:
    """What TMDB says of one film, its director included."""
    columns = "id, kind, tmdb_id, original_language, release_date, runtime, vote_average, vote_count, detailed"
    connection.execute(
        f"INSERT INTO metadata ({columns}, fetched_at, title) VALUES (?, ?, ?, ?, ?, ?, ?, ?, 1, '2026-01-01', '')",
        (film, known.kind, 1000 + film, known.language, known.released, known.runtime, known.average, known.votes),
    )
    connection.executemany(
        "INSERT INTO metadata_genre VALUES (?, ?, ?)", [(film, at, genre) for at, genre in enumerate(known.genres)]
    )
    connection.executemany(
        "INSERT INTO metadata_country VALUES (?, ?, ?)", [(film, at, code) for at, code in enumerate(known.countries)]
    )
    if known.director is not None:
        add_credit(connection, film, "director", 0, known.director)


def add_credit(connection: sqlite3.Connection, film: int, role: str, position: int, person: int) -> None:
    """One credit."""
    connection.execute(
        "INSERT INTO credit (metadata, role, position, person) VALUES (?, ?, ?, ?)", (film, role, position, person)
    )


def add_names(connection: sqlite3.Connection) -> None:
    """The names that metadata speaks of by id or code."""
    connection.executemany("INSERT INTO genre VALUES (?, ?)", GENRES.items())
    connection.executemany("INSERT INTO country VALUES (?, ?)", COUNTRIES.items())
    connection.executemany("INSERT INTO language VALUES (?, ?)", LANGUAGES.items())
    connection.executemany("INSERT INTO person (id, name) VALUES (?, ?)", PEOPLE.items())


def _write_films(connection: sqlite3.Connection, known: dict[int, Facts]) -> None:
    for film in range(1, 45):
        add_film(
            connection,
            film,
            known.get(film),
            name=NAMES.get(film, f"Film {film}"),
            year=YEARS.get(film),
            rating=RATINGS.get(film),
            liked=int(film in LIKED),
            watched=int(film not in UNSEEN),
            watchlist=int(film in WATCHLIST),
            listed_on=WATCHLIST.get(film),
            orphaned=int(film == 30),
            removed=int(film == 31),
            **({"status": "not_found"} if film in (28, 30) else {}),
        )
    connection.execute("INSERT INTO list (id, name) VALUES (1, 'Best of')")
    connection.executemany("INSERT INTO list_entry VALUES (1, ?, ?, '')", [(1, 1), (2, 32), (3, 40)])


def _write_viewings(connection: sqlite3.Connection) -> None:
    # Written backwards, so that only the days and the log ids tell their order.
    for log, (film, day, rating, rewatch) in reversed(list(enumerate(VIEWINGS, 1))):
        add_viewing(connection, film, day, log_id=log, rating=rating, rewatch=int(rewatch), orphaned=int(film == 30))
    add_viewing(connection, 1, "2024-05-05", removed=1, log_id=900)
    add_viewing(connection, 31, "2024-05-06", log_id=901)
    tagged = "SELECT id, ? FROM viewing WHERE watched_on = '2024-06-01' AND film IN (7, 8, ?)"
    connection.execute(f"INSERT INTO viewing_tag {tagged}", ("at the cinema", 9))
    connection.execute(f"INSERT INTO viewing_tag {tagged}", ("70mm", 8))


def _write_metadata(connection: sqlite3.Connection, known: dict[int, Facts]) -> None:
    add_names(connection)
    for film, told in known.items():
        add_metadata(connection, film, told)
    for film in (7, 8, 9):
        add_credit(connection, film, "actor", 0, 10)
        add_credit(connection, film, "actor", 15, 12)
        add_credit(connection, film, "cinematographer", 0, 13)
    add_credit(connection, 10, "actor", 0, 10)
    add_credit(connection, 7, "actor", 1, 11)
    add_credit(connection, 8, "actor", 1, 11)
    # Two jobs of one writer on one film.
    for film, position in ((1, 0), (1, 1), (2, 0), (3, 0)):
        add_credit(connection, film, "writer", position, 1)
    for film in (13, 14):
        add_credit(connection, film, "composer", 0, 14)
    _write_labels(connection)


def _write_labels(connection: sqlite3.Connection) -> None:
    connection.executemany("INSERT INTO keyword VALUES (?, ?)", [(1, "space"), (2, "love & loss")])
    connection.executemany("INSERT INTO metadata_keyword VALUES (?, 0, ?)", [(7, 1), (8, 1), (9, 1), (13, 2), (14, 2)])
    connection.execute("INSERT INTO company VALUES (1, 'Studio Q')")
    connection.executemany("INSERT INTO metadata_company VALUES (?, 0, 1)", [(film,) for film in range(7, 13)])
    connection.executemany("INSERT INTO collection VALUES (?, ?)", [(1, "Odyssey"), (2, "A single part")])
    connection.execute("UPDATE metadata SET collection = 1 WHERE id IN (7, 8, 38)")
    connection.execute("UPDATE metadata SET collection = 2 WHERE id = 9")
