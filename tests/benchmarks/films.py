"""Synthetic libraries of any size, the same at every run."""

import random
from datetime import date, timedelta

from lbtui.model.columns import TitleColumns
from lbtui.model.enums import FilmStatus, Kind
from lbtui.model.films import FilmRow
from tests.film_rows import film_row

_WORDS = ("ghost", "river", "dark", "moon", "star", "wolf", "garden", "night", "lost", "fire", "stone", "blood", "iron")
_SYLLABLES = (
    "ka",
    "ri",
    "mo",
    "den",
    "lau",
    "vé",
    "tsu",
    "ber",
    "gren",
    "o",
    "shi",
    "ma",
    "lin",
    "tar",
    "ña",
    "el",
    "ü",
)
_GENRES = ("Drama", "Comedy", "Horror", "Thriller", "Science Fiction", "Crime", "Animation", "Romance", "Documentary")
_COUNTRIES = ("United States of America", "France", "Japan", "United Kingdom", "South Korea", "Italy", "Brazil")
_LANGUAGES = ("English", "French", "Japanese", "Korean", "Italian", "Portuguese")


def films(count: int, seed: int = 7) -> list[FilmRow]:
    """Films as a fully enriched library holds them: ten people a film, viewings for half of them."""
    dice = random.Random(seed)
    people = [_name(dice) for _ in range(max(50, count // 2))]
    columns = TitleColumns()
    return [_film(dice, number, people, columns) for number in range(count)]


def _name(dice: random.Random) -> str:
    return " ".join("".join(dice.choices(_SYLLABLES, k=dice.randint(2, 4))).capitalize() for _ in range(2))


def _film(dice: random.Random, number: int, people: list[str], columns: TitleColumns) -> FilmRow:
    title = " ".join(dice.choices((*_WORDS, *people[:60]), k=dice.randint(1, 3))).title()
    directors = (dice.choice(people),)
    days = sorted(date(2012, 1, 1) + timedelta(dice.randrange(5000)) for _ in range(dice.choice((0, 0, 1, 1, 2))))
    return film_row(
        number,
        title,
        columns=columns,
        year=dice.randint(1900, 2024),
        rating=dice.choice((None, *(half / 2 for half in range(1, 11)))),
        liked=dice.random() < 0.3,
        watched=True,
        status=FilmStatus.ENRICHED,
        kind=Kind.MOVIE,
        tmdb_id=number,
        title=title,
        original_title=title,
        language=dice.choice(_LANGUAGES),
        runtime=dice.randint(60, 200),
        tmdb_rating=round(dice.uniform(3, 9), 3),
        genres=tuple(dice.sample(_GENRES, dice.randint(1, 3))),
        countries=(dice.choice(_COUNTRIES),),
        directors=directors,
        cast=tuple(dice.choices(people, k=8)),
        writers=directors,
        dates=tuple(days),
    )
