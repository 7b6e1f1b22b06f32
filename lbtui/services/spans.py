"""Days of the diary as a member types them: `2024`, `2020..2024`, `2024-03..2024-05`, and two to compare."""

import re
from calendar import monthrange
from datetime import date

from lbtui.stats.asked import Span

_DAY = re.compile(r"(\d{4})(?:-(\d{1,2})(?:-(\d{1,2}))?)?")
_BETWEEN = re.compile(r"\s*(?:\.\.|–|—|\bto\b|(?<=\d)\s+-\s+(?=\d))\s*")
_AGAINST = re.compile(r"\s*(?:,|\bvs\.?(?=\s)|\band\b|\bagainst\b)\s*", re.IGNORECASE)
HELP = "write 2024, 2020..2024, 2024-03..2024-05 or two of them: 2023 vs 2024"


def read_spans(text: str) -> tuple[Span, Span | None]:
    """One span of days, or two to compare; raises ValueError with a sentence."""
    parts = [part for part in _AGAINST.split(text.strip()) if part]
    if not 1 <= len(parts) <= 2:
        raise ValueError(f"{text.strip() or 'Nothing'} is no span of days: {HELP}.")
    spans = [read_span(part) for part in parts]
    return spans[0], spans[1] if len(spans) > 1 else None


def read_span(text: str) -> Span:
    """One span of days; years and months stand for all of their days. Raises ValueError with a sentence."""
    ends = _BETWEEN.split(text.strip())
    if re.fullmatch(r"\d{4}-\d{4}", text.strip()):
        ends = text.strip().split("-")
    if len(ends) > 2:
        raise ValueError(f"{text} is no span of days: {HELP}.")
    first, last = _days(ends[0])[0], _days(ends[-1])[1]
    if last < first:
        raise ValueError(f"{text} ends before it begins.")
    return Span(first, last)


def _days(text: str) -> tuple[date, date]:
    """The first and the last day of a year, a month or a day."""
    found = _DAY.fullmatch(text)
    if found is None:
        raise ValueError(f"{text or 'Nothing'} is no year, month or day: {HELP}.")
    year, month, day = (int(part) if part else None for part in found.groups())
    assert year is not None
    try:
        if month is None:
            return date(year, 1, 1), date(year, 12, 31)
        if day is None:
            return date(year, month, 1), date(year, month, monthrange(year, month)[1])
        return date(year, month, day), date(year, month, day)
    except ValueError:
        raise ValueError(f"{text} is no day of any calendar.") from None
