"""A library on disk as a finished enrichment leaves it, of any size and the same at every run, written by SQL alone.

    python -m tests.benchmarks.store --films 100000 DIR

A film has twenty credits, two or three genres, a country, a language, five keywords and two studios; half of the
films are in the diary. The TMDB data of a library of 100,000 films hold two million credits.
"""

import argparse
import asyncio
import random
import sqlite3
from collections.abc import Iterator
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

from lbtui.config import find_paths
from lbtui.storage.database import Database

_GENRES = ("Drama", "Comedy", "Horror", "Thriller", "Science Fiction", "Crime", "Animation", "Romance", "Documentary")
_COUNTRIES = {"US": "United States of America", "FR": "France", "JP": "Japan", "GB": "United Kingdom", "KR": "Korea"}
_LANGUAGES = {"en": "English", "fr": "French", "ja": "Japanese", "ko": "Korean"}
_ROLES = ("director", "writer", "writer", "cinematographer", "composer", *(["actor"] * 15))
_WORDS = ("ghost", "river", "dark", "moon", "star", "wolf", "garden", "night", "lost", "fire", "stone", "blood", "iron")
_FIRST_DAY = date(2015, 1, 1)
_FETCHED = "2026-11-01T00:00:00+00:00"


def write_store(data: Path, films: int, seed: int = 7) -> Path:
    """Make the library of the data folder `data`; the database file."""
    path = find_paths(data).database
    path.parent.mkdir(parents=True, exist_ok=True)
    asyncio.run(_make_tables(path))
    with closing(sqlite3.connect(path)) as connection, connection:
        connection.execute("PRAGMA foreign_keys = OFF")
        _write(connection, random.Random(seed), films)
    return path


async def _make_tables(path: Path) -> None:
    async with await Database.open(path):
        pass


def _write(connection: sqlite3.Connection, dice: random.Random, films: int) -> None:
    people, keywords, studios = max(200, films), max(50, films // 20), max(20, films // 20)
    names: dict[str, Iterator[tuple[object, str]]] = {
        "genre": ((n, name) for n, name in enumerate(_GENRES)),
        "country": iter(_COUNTRIES.items()),
        "language": iter(_LANGUAGES.items()),
        "keyword": ((n, f"keyword {n}") for n in range(keywords)),
        "company": ((n, f"Studio {n}") for n in range(studios)),
        "person": ((n, f"Person {n} {dice.choice(_WORDS).title()}") for n in range(people)),
        "collection": ((n, f"Collection {n}") for n in range(max(5, films // 50))),
    }
    for table, rows in names.items():
        key = "code" if table in ("country", "language") else "id"
        connection.executemany(f"INSERT OR IGNORE INTO {table} ({key}, name) VALUES (?, ?)", rows)
    numbers = range(1, films + 1)
    _many(
        connection,
        "film",
        "id letterboxd_id name year rating liked watched watchlist status kind tmdb_id",
        (_film(dice, n) for n in numbers),
    )
    _many(
        connection,
        "metadata",
        "id kind tmdb_id detailed fetched_at title original_language release_date runtime vote_average vote_count "
        "popularity collection",
        (_metadata(dice, n, films) for n in numbers),
    )
    _many(connection, "viewing", "film watched_on rating rewatch", _viewings(dice, films))
    chosen = (("genre", len(_GENRES), 2, 3), ("keyword", keywords, 5, 5), ("company", studios, 2, 2))
    for table, labels, few, many in chosen:
        linked = (
            (n, place, label)
            for n in numbers
            for place, label in enumerate(dice.sample(range(labels), dice.randint(few, many)))
        )
        _many(connection, f"metadata_{table}", f"metadata position {table}", linked)
    countries = ((n, 0, dice.choice(tuple(_COUNTRIES))) for n in numbers)
    _many(connection, "metadata_country", "metadata position country", countries)
    # Few people make many films, many make one.
    credits = ((n, role, place, int(people * dice.random() ** 3)) for n in numbers for place, role in enumerate(_ROLES))
    _many(connection, "credit", "metadata role position person", credits)


def _many(connection: sqlite3.Connection, table: str, columns: str, rows: Iterator[tuple[object, ...]]) -> None:
    names = columns.split()
    connection.executemany(f"INSERT INTO {table} ({', '.join(names)}) VALUES ({', '.join('?' * len(names))})", rows)


def _film(dice: random.Random, n: int) -> tuple[object, ...]:
    title = " ".join(dice.choices(_WORDS, k=dice.randint(1, 3))).title()
    rating = dice.choice((None, *(half / 2 for half in range(1, 11))))
    watched = dice.random() < 0.85
    flags = (int(dice.random() < 0.2), int(watched), int(not watched))
    return n, n, f"{title} {n}", dice.randint(1900, 2025), rating if watched else None, *flags, "enriched", "movie", n


def _metadata(dice: random.Random, n: int, films: int) -> tuple[object, ...]:
    year = dice.randint(1900, 2025)
    collection = dice.randrange(max(5, films // 50)) if dice.random() < 0.1 else None
    language, released = dice.choice(tuple(_LANGUAGES)), f"{year}-05-01"
    votes = round(dice.uniform(3, 9), 3), int(10 ** dice.uniform(0, 4.5)), round(dice.uniform(0, 60), 3)
    return n, "movie", n, 1, _FETCHED, f"Film {n}", language, released, dice.randint(60, 200), *votes, collection


def _viewings(dice: random.Random, films: int) -> Iterator[tuple[object, ...]]:
    for film in range(1, films + 1):
        for number in range(dice.choice((0, 0, 1, 1, 1, 2)) if film % 2 else 0):
            day = _FIRST_DAY + timedelta(dice.randrange(4000))
            yield film, day.isoformat(), dice.choice((None, 2.5, 3.0, 3.5, 4.0)), int(number > 0)


def main() -> None:
    """Write the library and say where."""
    parser = argparse.ArgumentParser(description=(__doc__ or "").splitlines()[0])
    parser.add_argument("data", type=Path)
    parser.add_argument("--films", type=int, default=100_000)
    arguments = parser.parse_args()
    print(write_store(arguments.data, arguments.films))


if __name__ == "__main__":
    main()
