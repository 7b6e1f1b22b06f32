"""Numbers and days as the filter writes them: each scale counts in whole steps, so that every range is closed.

Ratings count in half stars, TMDB ratings in tenths as they are shown, days in proleptic ordinals,
the rest in ones. A scale reads one written value as the first and last step that it covers.
"""

import re
from calendar import monthrange
from collections.abc import Callable
from datetime import date
from typing import NamedTuple


class BadValue(ValueError):
    """A value that its field cannot read; the parser adds the position."""


Steps = tuple[int, int]
"""First and last step, both included."""


class Scale(NamedTuple):
    """How a kind of number is read and written."""

    read: Callable[[str], Steps]
    """One written value as the steps that it covers; raises BadValue with a sentence."""
    show: Callable[[int], str]
    """A step as it is written; read back it gives the same step."""
    limits: Steps
    """The steps that can be written at all."""
    step: int = 1
    """Distance between neighbours: 10 for decades."""
    spans: bool = False
    """Whether a comparison looks past all that a value covers (`watched>2024`), or at its first step (`tmdb>7`)."""
    fold: Callable[[Steps], str | None] = lambda steps: None
    """A shorter way to write a range, where there is one."""


def _whole(text: str, pattern: str, complaint: str) -> int:
    if not re.fullmatch(pattern, text, re.ASCII):
        raise BadValue(complaint)
    return int(text)


def _year(text: str) -> Steps:
    year = _whole(text, r"\d{4}", "A year has four digits, as in year:1974 or year:1968..1975.")
    return year, year


def _decade(text: str) -> Steps:
    found = re.fullmatch(r"(\d\d)?(\d)0s?", text, re.ASCII | re.IGNORECASE)
    if not found:
        raise BadValue("A decade is written like decade:1970s.")
    tens = int(found[2]) * 10
    century = int(found[1]) * 100 if found[1] else (2000 if tens <= 20 else 1900)
    return century + tens, century + tens


def _stars(text: str) -> Steps:
    found = re.fullmatch(r"(★*|[0-5])(½|\.50*|\.0*)?", text)
    half_stars = 0
    if found:
        stars = int(found[1]) if found[1].isascii() and found[1] else len(found[1])
        half_stars = 2 * stars + (found[2] is not None and found[2][:2] in ("½", ".5"))
    if not 1 <= half_stars <= 10:
        raise BadValue("Ratings go from 0.5 to 5 in halves, as in rating>=3.5.")
    return half_stars, half_stars


def _show_stars(step: int) -> str:
    return f"{step // 2}.5" if step % 2 else str(step // 2)


def _tenths(text: str) -> Steps:
    found = re.fullmatch(r"(\d|10)(?:\.(\d))?", text, re.ASCII)
    if not found or (tenths := int(found[1]) * 10 + int(found[2] or 0)) > 100:
        raise BadValue("TMDB's ratings go from 0 to 10, as in tmdb>7 or tmdb:6.5..8.")
    return tenths, tenths if found[2] else min(tenths + 9, 100)


def _tenths_of_stars(text: str) -> Steps:
    found = re.fullmatch(r"([0-5])(?:\.(\d)|(½))?", text, re.ASCII)
    tenths = 10 * int(found[1]) + int(found[2] or 5 * bool(found[3])) if found else 0
    if not found or not 5 <= tenths <= 50:
        raise BadValue("Predicted ratings go from 0.5 to 5, as in predicted>=4 or predicted:3.5..4.2.")
    return tenths, tenths if found[2] or found[3] else min(tenths + 9, 50)


def _minutes(text: str) -> Steps:
    found = re.fullmatch(r"(?:(\d{1,5})|(\d{1,3})h(?:(\d{1,2}))?)(?:m|min)?", text, re.ASCII | re.IGNORECASE)
    if not found:
        raise BadValue("A runtime is a number of minutes, or hours as in runtime<1h45.")
    minutes = int(found[1]) if found[1] else int(found[2]) * 60 + int(found[3] or 0)
    return minutes, minutes


def _count(text: str) -> Steps:
    count = _whole(text, r"\d{1,9}", "This takes a whole number.")
    return count, count


def _days(text: str) -> Steps:
    found = re.fullmatch(r"(\d{4})(?:-(\d\d?)(?:-(\d\d?))?)?", text, re.ASCII)
    if not found:
        raise BadValue("A date is a year, a month or a day, as in 2024, 2024-05 or 2024-05-12.")
    year, month, day = int(found[1]), int(found[2] or 0), int(found[3] or 0)
    try:
        first = date(year, month or 1, day or 1)
        last = date(year, month or 12, day or (monthrange(year, month)[1] if month else 31))
    except ValueError as error:
        raise BadValue(f"There is no such day as {text}.") from error
    return first.toordinal(), last.toordinal()


def _show_day(step: int) -> str:
    return date.fromordinal(step).isoformat()


def _month_or_year(steps: Steps) -> str | None:
    """`2024` or `2024-05` where the days are exactly these."""
    day = _show_day(steps[0])
    return next((text for text in (day[:4], day[:7]) if _days(text) == steps), None)


def _is_point(steps: Steps) -> bool:
    """Whether tenths are all that one whole number covers: 7.0 to 7.9."""
    return steps[0] % 10 == 0 and steps[1] == steps[0] + 9


YEARS = Scale(_year, lambda step: f"{step:04}", (0, 9999))
DECADES = Scale(_decade, lambda step: f"{step:04}s", (0, 9990), step=10)
STARS = Scale(_stars, _show_stars, (1, 10))
TENTHS = Scale(
    _tenths, lambda step: f"{step / 10:.1f}", (0, 100), fold=lambda s: str(s[0] // 10) if _is_point(s) else None
)
TENTHS_OF_STARS = Scale(
    _tenths_of_stars, lambda step: f"{step / 10:.1f}", (5, 50), fold=lambda s: str(s[0] // 10) if _is_point(s) else None
)
MINUTES = Scale(_minutes, str, (0, 99_999))
COUNTS = Scale(_count, str, (0, 999_999_999))
DAYS = Scale(_days, _show_day, (1, date.max.toordinal()), spans=True, fold=_month_or_year)
