"""Dashboards as files: their figures as JSON and as rows of a CSV, a page of text, and the lines of a picture.

In JSON every figure stands under its own name. Some records have a short form: a chart is an object from
label to count, a group `[name, films, mean]` (people in full in `most_watched` and `highest_rated`), a
coverage `[known, of]`. Filter texts are left out.
"""

import io
import json
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from enum import Enum, StrEnum
from typing import Any

from lbtui.charts.layout import draw_page
from lbtui.charts.lines import Lines, Span, Tone, exact
from lbtui.charts.lines import plain as as_text
from lbtui.charts.model import Look
from lbtui.query import Query
from lbtui.services.spreadsheet import write_rows
from lbtui.statistics.dashboards import Dashboard
from lbtui.statistics.records import Counts, Coverage, Figures, Group, fields_of
from lbtui.statistics.service import Counted

Computed = Mapping[Dashboard, Figures]
HEADER = ("screen", "figure", "label", "measure", "value")
"""The columns of `to_rows`."""
TEXT_WIDTH, PICTURE_WIDTH, TALL_WIDTH = 100, 144, 76
"""Cells of a page of text, of a picture in three columns, and of the tall one of a year, in one."""


class Form(StrEnum):
    """What a dashboard can be written as; the value is the ending of the file."""

    HTML = "html"
    SVG = "svg"
    PNG = "png"
    TEXT = "txt"
    JSON = "json"
    CSV = "csv"


def picture_width(counted: Counted) -> int:
    """The year in review is one tall picture, to be looked at on a telephone; the others are wide."""
    review = counted.request.dashboard is Dashboard.YEARS and counted.request.other is None
    return TALL_WIDTH if review else PICTURE_WIDTH


def page(counted: Counted, query: Query, width: int, *, colours: bool = True) -> Lines:
    """The dashboard below a line that names it, its filter, its films and its day."""
    heading = Span(f" {title(counted)}  ", Tone.FIGURE)
    told = Span(" · ".join(filter(None, (str(query), _films(counted), f"{counted.request.today}"))), Tone.NOTE)
    return [exact((heading, told), width), *draw_page(counted.panels, width, look=Look(colours=colours))]


def title(counted: Counted) -> str:
    """`Overview`, `2025 in review`, `2024 and 2025`."""
    totals = next((panel for panel in counted.panels if panel.key in ("totals", "pair-totals")), None)
    if counted.request.dashboard is Dashboard.YEARS and totals is not None:
        return totals.title
    return counted.request.dashboard.heading


def file_name(counted: Counted, form: Form) -> str:
    """`lbtui-overview.svg`, `lbtui-2025-in-review.svg`."""
    words = "".join(letter if letter.isalnum() else "-" for letter in title(counted).lower())
    return f"lbtui-{'-'.join(filter(None, words.split('-')))}.{form}"


def _films(counted: Counted) -> str:
    return "1 film" if counted.films == 1 else f"{counted.films:,} films"


def text_of(counted: Counted, query: Query, width: int = TEXT_WIDTH) -> str:
    """The dashboard as plain text."""
    return as_text(page(counted, query, width, colours=False)) + "\n"


def json_of(counted: Counted) -> str:
    """The figures as `lbtui stats --json` prints them."""
    return json.dumps(to_json({counted.request.dashboard: counted.figures}), ensure_ascii=False, indent=2) + "\n"


def csv_of(counted: Counted) -> str:
    """The figures as rows, one value each."""
    out = io.StringIO()
    write_rows(out, HEADER, to_rows({counted.request.dashboard: counted.figures}))
    return out.getvalue()


def to_json(computed: Computed) -> dict[str, Any]:
    """The figures by dashboard."""
    return {dashboard.value: plain(figures.as_json()) for dashboard, figures in computed.items()}


def to_rows(computed: Computed) -> list[tuple[str, str, str, str, Any]]:
    """The same figures as flat rows under `HEADER`: one value a row, unknown is None."""
    return [
        (dashboard.value, figure, label, measure, value)
        for dashboard, figures in computed.items()
        for figure, found in figures.as_rows().items()
        for label, measure, value in _leaves(found, "", "value")
    ]


def plain(value: Any) -> Any:
    """A figure as JSON types, by its short form where there is one."""
    match value:
        case Coverage():
            return [value.known, value.of]
        case Group():
            return [value.name, value.films, plain(value.mean)]
        case Counts():
            return {bar.label: bar.value for bar in value}
        case Enum():
            return value.value
        case date():
            return value.isoformat()
        case float():
            return round(value, 4)
        case tuple() | list():
            return [plain(item) for item in value]
        case Mapping():
            return {str(plain(key)): plain(item) for key, item in value.items()}
        case _:
            return plain(fields_of(value)) if is_dataclass(value) else value


def _leaves(value: Any, label: str, measure: str) -> Iterator[tuple[str, str, Any]]:
    """Label, measure and value of everything inside a figure."""
    match value:
        case Coverage():
            prefix = "" if measure == "value" else f"{measure} "
            yield label, f"{prefix}known", value.known
            yield label, f"{prefix}of", value.of
        case Counts():
            yield from ((_joined(label, bar.label), value.unit.value, bar.value) for bar in value)
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
