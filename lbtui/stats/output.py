"""The figures as JSON and as rows of a CSV, made of plain Python types alone.

In JSON every figure stands under its own name. Some records have a short form: a chart is an object from
label to count, a group `[name, films, mean]` (people in full in `most_watched` and `highest_rated`), a
coverage `[known, of]`. Filter texts are left out.
"""

from collections.abc import Callable, Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum
from typing import Any

from lbtui.stats.asked import Screen
from lbtui.stats.figures import Statistics
from lbtui.stats.groups import Group
from lbtui.stats.overview import Overview
from lbtui.stats.people import PLURALS, People
from lbtui.stats.timeline import Timeline
from lbtui.stats.values import Chart, Coverage

HEADER = ("screen", "figure", "label", "measure", "value")
"""The columns of `to_rows`."""


def to_json(statistics: Statistics) -> dict[str, Any]:
    """The figures by screen; screens that were not computed are left out."""
    makers: dict[Screen, Callable[[Any], dict[str, Any]]] = {
        Screen.OVERVIEW: _overview,
        Screen.TIME: _time,
        Screen.PEOPLE: _people,
    }
    return {screen.value: makers.get(screen, record)(figures) for screen, figures in _computed(statistics)}


def to_rows(statistics: Statistics) -> list[tuple[str, str, str, str, Any]]:
    """The same figures as flat rows under `HEADER`: one value a row, unknown is None."""
    return [
        (screen.value, figure, label, measure, value)
        for screen, figures in _computed(statistics)
        for figure, found in _figures(figures)
        for label, measure, value in _leaves(found, "", "value")
    ]


def plain(value: Any) -> Any:
    """A figure as JSON types, by its short form where there is one."""
    match value:
        case Coverage():
            return [value.known, value.of]
        case Group():
            return [value.name, value.films, plain(value.mean)]
        case Chart():
            return {bar.label: bar.count for bar in value}
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case float():
            return round(value, 4)
        case tuple():
            return [plain(item) for item in value]
        case Mapping():
            return {str(plain(key)): plain(item) for key, item in value.items()}
        case _:
            return record(value) if is_dataclass(value) else value


def record(value: Any) -> dict[str, Any]:
    """All fields of a record, its filter text aside."""
    return {field.name: plain(getattr(value, field.name)) for field in fields(value) if field.name != "filter"}


def _computed(statistics: Statistics) -> Iterator[tuple[Screen, Any]]:
    for screen in Screen:
        figures = getattr(statistics, screen.value)
        if figures is not None:
            yield screen, figures


def _overview(figures: Overview) -> dict[str, Any]:
    hours = figures.hours
    return record(figures) | {
        "rated": figures.rated.known,
        "liked": figures.liked.known,
        "hours": plain(hours.total),
        "hours_diary": plain(hours.diary),
        "hours_undated": plain(hours.undated),
        "hours_coverage": plain(hours.coverage),
        "days": plain(hours.days),
        "enriched": plain(figures.enriched),
    }


def _time(figures: Timeline) -> dict[str, Any]:
    streak = figures.longest_streak
    return record(figures) | {
        "by_year": {bar.label: bar.count for bar in figures.by_year if bar.count},
        "by_month": {bar.label: bar.count for bar in figures.by_month if bar.count},
        "by_week": {bar.label: bar.count for bar in figures.by_week if bar.count},
        "longest_streak_weeks": streak.weeks if streak else 0,
    }


def _people(figures: People) -> dict[str, Any]:
    roles = [(PLURALS[role], found) for role, found in figures.roles.items()]
    found: dict[str, Any] = {name: plain(role.most_watched) for name, role in roles}
    found["minimum"] = figures.minimum
    found["counts"] = {name: role.people for name, role in roles}
    found["coverage"] = {name: plain(role.coverage) for name, role in roles}
    found["most_watched"] = {name: [record(group) for group in role.most_watched] for name, role in roles}
    found["highest_rated"] = {name: [record(group) for group in role.highest_rated] for name, role in roles}
    return found


def _figures(figures: Any) -> Iterator[tuple[str, Any]]:
    if isinstance(figures, People):
        yield from ((PLURALS[role], found) for role, found in figures.roles.items())
    else:
        yield from ((field.name, getattr(figures, field.name)) for field in fields(figures))


def _leaves(value: Any, label: str, measure: str) -> Iterator[tuple[str, str, Any]]:
    """Label, measure and value of everything inside a figure."""
    match value:
        case Coverage():
            prefix = "" if measure == "value" else f"{measure} "
            yield label, f"{prefix}known", value.known
            yield label, f"{prefix}of", value.of
        case Chart():
            yield from ((_joined(label, bar.label), value.unit.value, bar.count) for bar in value)
        case Mapping():
            for key, item in value.items():
                yield from _leaves(item, _joined(label, str(plain(key))), measure)
        case tuple():
            for place, item in enumerate(value, 1):
                yield from _leaves(item, label if _title(item) else _joined(label, str(place)), measure)
        case _ if is_dataclass(value):
            yield from _fields(value, _joined(label, _title(value)))
        case _:
            yield label, measure, plain(value)


def _fields(value: Any, label: str) -> Iterator[tuple[str, str, Any]]:
    for field in fields(value):
        found = getattr(value, field.name)
        if field.name in ("filter", "name", "label"):
            continue
        if isinstance(found, tuple | Mapping) or (is_dataclass(found) and not isinstance(found, Coverage)):
            yield from _leaves(found, _joined(label, field.name), "value")
        else:
            yield from _leaves(found, label, field.name)


def _title(item: Any) -> str:
    return str(getattr(item, "name", "") or getattr(item, "label", "")) if is_dataclass(item) else ""


def _joined(first: str, second: str) -> str:
    return " / ".join(part for part in (first, second) if part)
