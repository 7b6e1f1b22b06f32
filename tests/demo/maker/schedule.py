"""Which film the member saw on which day."""

from collections import Counter
from datetime import date, timedelta

from tests.demo.maker.films import rows
from tests.demo.maker.member import JOINED, LAST_DAY, Chance, MemberFilm

_ENTRIES = 420
_WEEKDAYS = (1, 1, 2, 2, 4, 6, 5)
"""How the member's evenings are spread over a week, from Monday on."""
_MONTHS = (1.5, 1.3, 1.1, 0.9, 0.8, 0.7, 0.6, 0.7, 1.0, 2.0, 1.4, 1.6)
_BREAK = (date(2023, 6, 5), date(2023, 7, 17))
"""Six weeks without a film."""
_SUNDAYS = (date(2024, 9, 1), date(2025, 8, 31))
"""A year with a film every Sunday: the long streak."""
_FIXED = (
    *((date(year, 12, 24), "The Apartment", 1960) for year in range(2020, 2026)),
    (date(2021, 2, 14), "In the Mood for Love", 2000),
    (date(2022, 8, 20), "In the Mood for Love", 2000),
    (date(2024, 2, 14), "In the Mood for Love", 2000),
    (date(2026, 2, 14), "In the Mood for Love", 2000),
    (date(2023, 7, 22), "Oppenheimer", 2023),
    (date(2023, 7, 22), "Barbie", 2023),
    (date(2021, 10, 30), "[REC]", 2007),
    (date(2021, 10, 30), "[REC]²", 2009),
    (date(2022, 10, 15), "Suspiria", 1977),
    (date(2022, 10, 15), "Suspiria", 2018),
    (date(2024, 3, 9), "No", 2012),
    (date(2024, 3, 9), "Yes", 2004),
    (date(2025, 1, 5), "Sátántangó", 1994),
    (date(2022, 5, 21), "Nine Minutes of the Number 12 Tram", 2022),
    (date(2022, 11, 26), "Carmen", 2022),
)
_BEFORE_THE_DIARY = ("Casablanca", "Some Like It Hot")
_MOST_VIEWINGS = 4

Viewing = tuple[date, MemberFilm]


def viewings(seen: list[MemberFilm]) -> list[Viewing]:
    """All viewings in the order of their days; the films that are in none were seen before the diary began."""
    chance = Chance("schedule")
    by_key = {film.key: film for film in seen}
    fixed = [(day, by_key[name, year]) for day, name, year in _FIXED if (name, year) in by_key]
    rest = [film for film in seen if film not in {film for _, film in fixed} and film.name not in _BEFORE_THE_DIARY]
    fresh = [_premiere(film, chance) for film in rest if _released(film) >= JOINED]
    reviewed = {row["film"] for row in rows("reviews.jsonl")}
    diarist = [film for film in rest if _released(film) < JOINED and (film.name in reviewed or chance.random() < 0.86)]
    days = _evenings(_ENTRIES - len(fixed) - len(fresh), chance)
    return sorted(
        [*fixed, *fresh, *_evening_films(days, chance.shuffled(diarist), [*fixed, *fresh], chance)],
        key=lambda viewing: viewing[0],
    )


def _released(film: MemberFilm) -> date:
    return date.fromisoformat(film.film.date) if film.film else date.min


def _premiere(film: MemberFilm, chance: Chance) -> Viewing:
    """A new film is seen in its first weeks, or some months later at home."""
    days = chance.below(21) if chance.random() < 0.6 else 60 + chance.below(200)
    day = _released(film) + timedelta(days=days)
    if _BREAK[0] <= day <= _BREAK[1]:
        day = _BREAK[1] + timedelta(days=5)
    return min(day, LAST_DAY), film


def _evenings(count: int, chance: Chance) -> list[date]:
    """`count` days in order; a few of them twice, for double bills."""
    calendar = [JOINED + timedelta(days=at) for at in range((LAST_DAY - JOINED).days + 1)]
    sundays = [day for day in calendar if day.weekday() == 6 and _SUNDAYS[0] <= day <= _SUNDAYS[1]]
    others = [day for day in calendar if day not in sundays and not _BREAK[0] <= day <= _BREAK[1]]
    # Weighted drawing without replacement: the days with the largest keys.
    keys = {day: chance.random() ** (1 / (_WEEKDAYS[day.weekday()] * _MONTHS[day.month - 1])) for day in others}
    drawn = sorted(others, key=lambda day: -keys[day])
    doubles = [day for day in drawn[:count] if day.weekday() >= 5][:16]
    return sorted([*sundays, *doubles, *drawn[: count - len(sundays) - len(doubles)]])


def _evening_films(days: list[date], old: list[MemberFilm], known: list[Viewing], chance: Chance) -> list[Viewing]:
    """A film for each day: one seen before from time to time, horror in October, else the next of `old`."""
    queue, shown = list(old), list(known)
    for at, day in enumerate(days):
        left = len(days) - at
        loved = _worth_another_look(shown, day)
        if loved and (chance.random() * left > len(queue) or not queue):
            film = chance.pick(loved)
        else:
            film = queue.pop(_next(queue, day, chance))
        shown.append((day, film))
    return shown[len(known) :]


def _worth_another_look(shown: list[Viewing], day: date) -> list[MemberFilm]:
    """Loved films, not seen for most of a year, nor too often, nor on days of their own."""
    last = {film: then for then, film in sorted(shown, key=lambda viewing: viewing[0])}
    count = Counter(film for _, film in shown)
    return [
        film
        for film, then in last.items()
        if (film.rating or 0) >= 4 and (day - then).days > 300 and count[film] < _MOST_VIEWINGS
    ]


def _next(queue: list[MemberFilm], day: date, chance: Chance) -> int:
    if day.month == 10 and chance.random() < 0.7:
        return next((at for at, film in enumerate(queue) if film.film and "Horror" in film.film.genres), 0)
    return 0
