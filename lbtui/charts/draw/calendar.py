"""A year of days as a heat map: a column a week, Monday to Sunday downwards."""

from bisect import bisect_right
from calendar import isleap
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from typing import ClassVar

from lbtui.charts.lines import Line, Span, Tone
from lbtui.charts.model import Bar, Drawing, Look, View, YearDays
from lbtui.charts.scale import figure

SQUARES = "■■■■■"
"""Marks of the levels where colour tells them apart."""
SHADES = "·░▒▓█"
"""Marks of the levels where there is no colour."""
STEPS = (1.0, 2.0, 3.0, 4.0)
"""The least value of each level above none: films a day."""

# Not those of the calendar module, which speaks the language that some other library may have set.
_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_DAYS = ("Mon", "Tue", "Wed", "Thu", "Fri", "Sat", "Sun")
_MARGIN = 4


def year_bars(data: YearDays) -> tuple[Bar, ...]:
    """One bar a day of the year, from 1 January; the query asks for the films watched that day."""
    start = date(data.year, 1, 1)
    days = [start + timedelta(days=index) for index in range(_length(data.year))]
    return tuple(
        Bar(
            f"{_DAYS[day.weekday()]} {day.day} {_MONTHS[day.month - 1]} {day.year}",
            data.days.get(day, 0),
            query=f"watched:{day.isoformat()}",
        )
        for day in days
    )


@dataclass(frozen=True)
class Calendar(Drawing[YearDays]):
    """The year in 7 lines, with months above and a legend below where there is height; days to come are faint.

    Weeks are three cells wide where all of them fit, else two, else one; where not even that fits, the weeks around
    the cursor (or the last ones that have a value) are shown.
    """

    centred: ClassVar[bool] = True
    across: ClassVar[int] = 7

    def bars(self, data: YearDays) -> Sequence[Bar]:
        return year_bars(data)

    def start(self, bars: Sequence[Bar]) -> int:
        """The latest day that has a value."""
        return max((index for index, bar in enumerate(bars) if bar.value), default=0)

    def down(self, data: YearDays, width: int, height: int) -> int:
        return 1

    def draw(self, data: YearDays, view: View) -> Iterable[Iterable[Span]]:
        width, height, cursor = view.width, view.height, view.cursor
        margin = _MARGIN if width >= _MARGIN + 8 else 0
        lead = date(data.year, 1, 1).weekday()
        weeks = (lead + _length(data.year) + 6) // 7
        pitch = 3 if width >= margin + weeks * 3 else 2 if width >= margin + weeks * 2 - 1 else 1
        seen = _weeks_seen(data, lead, weeks, (width - margin + pitch - 1) // pitch, cursor)
        lines = [_week_line(data, day, seen, lead, margin, pitch, view.look) for day in range(7)]
        if height < 7:
            skip = max(0, min(7 - height, (0 if cursor is None else (cursor + lead) % 7) - height // 2))
            lines = lines[skip : skip + height]
        if height >= 8:
            lines.insert(0, _month_line(data.year, seen, lead, margin, pitch))
        if height >= 9 and data.legend:
            lines.append(_legend(data, width, margin, view.look))
        return lines


def level_of(value: float) -> int:
    """The level of a day, 0 to 4."""
    return bisect_right(STEPS, value)


def mark_of(level: int, look: Look) -> str:
    """The mark of a level."""
    return (SQUARES if look.colours else SHADES)[level]


def _length(year: int) -> int:
    return 366 if isleap(year) else 365


def _weeks_seen(data: YearDays, lead: int, weeks: int, room: int, cursor: int | None) -> range:
    if weeks <= room:
        return range(weeks)
    if cursor is None:
        filled = [day.timetuple().tm_yday - 1 for day, value in data.days.items() if value and day.year == data.year]
        last = (max(filled, default=0) + lead) // 7 + 1
        first = last - room
    else:
        first = (cursor + lead) // 7 - room // 2
    first = max(0, min(first, weeks - room))
    return range(first, first + room)


def _week_line(data: YearDays, day: int, seen: range, lead: int, margin: int, pitch: int, look: Look) -> Line:
    spans = [Span(f"{_DAYS[day]:<{margin}}" if margin and day % 2 == 0 else " " * margin, Tone.AXIS)]
    start, count = date(data.year, 1, 1), _length(data.year)
    for week in seen:
        index = week * 7 + day - lead
        if not 0 <= index < count:
            mark = Span(" " * max(1, pitch - 1))
        else:
            when = start + timedelta(days=index)
            level = level_of(data.days.get(when, 0))
            to_come = not level and data.today is not None and when > data.today
            text = ("·" if look.colours else " ") if to_come else mark_of(level, look)
            tone = Tone.TO_COME if to_come else Tone.CELL
            mark = Span(text * max(1, pitch - 1), tone, level / len(STEPS), index)
        spans += (mark, Span(" " * (pitch > 1)))
    return tuple(spans)


def _month_line(year: int, seen: range, lead: int, margin: int, pitch: int) -> Line:
    """The names of the months above the weeks of their first days, where they do not touch."""
    text = ""
    for month in range(1, 13):
        week = (date(year, month, 1).timetuple().tm_yday - 1 + lead) // 7
        name = _MONTHS[month - 1]
        place = (week - seen.start) * pitch
        if week in seen and place + 3 <= len(seen) * pitch and (not text or place > len(text)):
            text = f"{text:<{place}}{name}"
    return (Span(" " * margin), Span(text, Tone.AXIS))


def _legend(data: YearDays, width: int, margin: int, look: Look) -> Line:
    cells = [
        span
        for level in range(len(STEPS) + 1)
        for span in (Span(mark_of(level, look), Tone.CELL, level / len(STEPS)), Span(" "))
    ]
    most = f"more ({figure(STEPS[-1])} or more a day)"
    if width < margin + 5 + len(cells) + len(most):
        most = "more"
    to_come = data.today is not None and data.today < date(data.year, 12, 31) and look.colours
    rest = (Span("   · to come", Tone.TO_COME),) if to_come else ()
    return (Span(" " * margin), Span("less ", Tone.NOTE), *cells, Span(most, Tone.NOTE), *rest)
