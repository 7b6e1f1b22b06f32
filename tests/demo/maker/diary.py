"""Six years of the member's diary."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta

from tests.demo.maker.films import rows
from tests.demo.maker.member import LAST_DAY, Chance, MemberFilm
from tests.demo.maker.schedule import viewings

_TAGS = ("blu-ray", "streaming", "35mm", "@ home", "with m", "'60s night", "disney+", "película", "w/ dad")


@dataclass(frozen=True, slots=True)
class Entry:
    """A diary entry, or a review without a day."""

    film: MemberFilm
    day: date | None
    logged: date
    rewatch: bool = False
    rating: float | None = None
    tags: tuple[str, ...] = ()
    review: str = ""


def diary(seen: list[MemberFilm]) -> list[Entry]:
    """The entries in the order of their days, from the member's first day to the last."""
    chance = Chance("diary")
    texts = _texts()
    planned = viewings(seen)
    crowd = Counter(day for day, _ in planned)
    counts: Counter[MemberFilm] = Counter()
    entries = []
    for day, film in planned:
        counts[film] += 1
        nth = counts[film]
        tags = _tags(film, day, crowd[day] > 1, chance)
        review = _review(texts, film, nth)
        rewatch = chance.random() < (0.96 if nth > 1 else 0.05)
        entries.append(Entry(film, day, _logged(day, chance), rewatch, _rating(film, nth, chance), tags, review))
    return entries


def undated_reviews(seen: list[MemberFilm]) -> list[Entry]:
    """Reviews of films seen before the diary began."""
    texts = _texts()
    noted = ((film, _review(texts, film, 0)) for film in seen)
    return [
        Entry(film, None, date(2021, 3, 1) + timedelta(days=at), rating=film.rating, review=text)
        for at, (film, text) in enumerate((film, text) for film, text in noted if text)
    ]


def _texts() -> dict[tuple[str, int | None, int], str]:
    """Reviews by film, year (None: any) and number of the viewing (0: undated), with the line ends of an export."""
    return {
        (row["film"], row.get("year"), row.get("viewing", 0)): row["text"].replace("\n", "\r\n")
        for row in rows("reviews.jsonl")
    }


def _review(texts: dict[tuple[str, int | None, int], str], film: MemberFilm, nth: int) -> str:
    return texts.get((film.name, film.year, nth)) or texts.get((film.name, None, nth)) or ""


def _logged(day: date, chance: Chance) -> date:
    """The day of the click in New Zealand: mostly tomorrow."""
    draw = chance.random()
    delay = 0 if draw < 0.1 else 1 if draw < 0.92 else 2 + chance.below(6)
    return min(day + timedelta(days=delay), LAST_DAY + timedelta(days=1))


def _rating(film: MemberFilm, nth: int, chance: Chance) -> float | None:
    """The rating of the viewing: as that of the film, half a star below it before the member warmed to it, or none."""
    if film.rating is None or chance.random() < 0.12:
        return None
    cooler = nth == 1 and film.rating > 1 and chance.random() < 0.06
    return film.rating - 0.5 if cooler else film.rating


def _tags(film: MemberFilm, day: date, double: bool, chance: Chance) -> tuple[str, ...]:
    return tuple(dict.fromkeys(_tag_choices(film, day, double, chance)))


def _tag_choices(film: MemberFilm, day: date, double: bool, chance: Chance) -> Iterator[str]:
    if film.film and 0 <= (day - date.fromisoformat(film.film.date)).days < 60:
        yield "cinema"
    if film.film and day.month == 10 and "Horror" in film.film.genres:
        yield "hooptober"
    if double and chance.random() < 0.6:
        yield "double bill"
    if chance.random() < 0.2:
        yield chance.pick(_TAGS)
        if chance.random() < 0.3:
            yield chance.pick(_TAGS)
