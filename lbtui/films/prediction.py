"""What a prediction needs, and how it is told: as a sentence, or in pieces for where there is little room."""

from collections.abc import Iterable

from lbtui.films.columns import stars
from lbtui.model.enums import Kind
from lbtui.model.films import FilmRow, Prediction

LEAST = 50
"""Ratings below which nothing is predicted."""

_TOLD = 0.05
"""Reasons of fewer stars would be told as 0.0."""


def to_learn_from(rows: Iterable[FilmRow], *, series: bool) -> int:
    """How many ratings there are to learn from; `series` says whether these count as films."""
    rated = (row for row in rows if row.rating is not None and row.tmdb_rating is not None)
    return sum(series or row.kind is not Kind.TV for row in rated)


def too_few(ratings: int) -> str:
    """A sentence that says how many ratings are missing."""
    so_far = f"{LEAST - ratings} more to go" if ratings else "the enrichment has found none that you rated yet"
    return f"A prediction needs {LEAST} ratings of films that TMDB knows: {so_far}."


def halves(number: float) -> str:
    """Stars to the nearest half: `3½`, `½`."""
    whole, half = divmod(round(number * 2), 2)
    return f"{whole or ''}{'½' if half else ''}" or "0"


def as_stars(prediction: Prediction) -> str:
    """`★★★½`, to the nearest half."""
    return stars(max(round(prediction.stars * 2), 1) / 2)


def interval(prediction: Prediction) -> str:
    """What holds the rating in 80 of 100 cases: `3½–4½`; empty where it is not known."""
    return "–".join(map(halves, prediction.interval)) if prediction.interval else ""


def reasons(prediction: Prediction, most: int = 4) -> list[tuple[str, str]]:
    """What the prediction is made of beside the mean, the largest first: `Agnès Varda`, `+0.3`."""
    told = [(name, part) for name, part in prediction.parts[1:] if abs(part) >= _TOLD]
    return [(name, f"{part:+.1f}".replace("-", "−")) for name, part in told[:most]]


def because(prediction: Prediction) -> str:
    """The reasons on one line: `TMDB 8.1 +0.5, Agnès Varda +0.3, 190 min −0.1`."""
    return ", ".join(map(" ".join, reasons(prediction)))


def sentence(prediction: Prediction) -> str:
    """`You might give it ★★★★ (3½–4½): TMDB 8.1 +0.5, Agnès Varda +0.3, 190 min −0.1`."""
    held = f" ({told})" if (told := interval(prediction)) else ""
    why = f": {told}" if (told := because(prediction)) else ""
    return f"You might give it {as_stars(prediction)}{held}{why}"
