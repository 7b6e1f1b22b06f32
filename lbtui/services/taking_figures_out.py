"""A dashboard taken out of the app: as a page of text, as its figures, and the lines that a picture is made of."""

import io
import json
from enum import StrEnum
from importlib.util import find_spec

from lbtui.charts.layout import draw_page
from lbtui.charts.lines import Lines, Span, Tone, exact, plain
from lbtui.charts.model import Look
from lbtui.query import Query
from lbtui.services.spreadsheet import write_rows
from lbtui.services.statistics import Counted
from lbtui.stats.asked import Screen

TEXT_WIDTH, PICTURE_WIDTH, TALL_WIDTH = 100, 144, 76
"""Cells of a page of text, of a picture in three columns, and of the tall one of a year, in one."""


class Form(StrEnum):
    """What a dashboard can be written as; the value is the ending of the file."""

    SVG = "svg"
    PNG = "png"
    TEXT = "txt"
    JSON = "json"
    CSV = "csv"


def can_draw_png() -> bool:
    """Whether the optional dependency is there that turns SVG into PNG."""
    return find_spec("resvg_py") is not None


def picture_width(counted: Counted) -> int:
    """The year in review is one tall picture, to be looked at on a telephone; the others are wide."""
    review = counted.asked.screen is Screen.YEARS and counted.asked.other is None
    return TALL_WIDTH if review else PICTURE_WIDTH


def page(counted: Counted, query: Query, width: int, *, as_text: bool = False) -> Lines:
    """The dashboard below a line that names it, its filter, its films and its day."""
    heading = Span(f" {title(counted)}  ", Tone.FIGURE)
    told = Span(" · ".join(filter(None, (str(query), _films(counted), f"{counted.asked.today}"))), Tone.NOTE)
    return [exact((heading, told), width), *draw_page(counted.panels, width, look=Look(colours=not as_text))]


def title(counted: Counted) -> str:
    """`Overview`, `2025 in review`, `2024 and 2025`."""
    totals = next((panel for panel in counted.panels if panel.key in ("totals", "pair-totals")), None)
    if counted.asked.screen is Screen.YEARS and totals is not None:
        return totals.title
    return counted.asked.screen.value.capitalize()


def file_name(counted: Counted, form: Form) -> str:
    """`lbtui-overview.svg`, `lbtui-2025-in-review.svg`."""
    words = "".join(letter if letter.isalnum() else "-" for letter in title(counted).lower())
    return f"lbtui-{'-'.join(filter(None, words.split('-')))}.{form}"


def _films(counted: Counted) -> str:
    return "1 film" if counted.films == 1 else f"{counted.films:,} films"


def text_of(counted: Counted, query: Query, width: int = TEXT_WIDTH) -> str:
    """The dashboard as plain text."""
    return plain(page(counted, query, width, as_text=True)) + "\n"


def json_of(counted: Counted) -> str:
    """The figures as `lbtui stats --json` prints them."""
    from lbtui.stats.output import to_json

    return json.dumps(to_json(counted.figures), ensure_ascii=False, indent=2) + "\n"


def csv_of(counted: Counted) -> str:
    """The figures as rows, one value each."""
    from lbtui.stats.output import HEADER, to_rows

    out = io.StringIO()
    write_rows(out, HEADER, to_rows(counted.figures))
    return out.getvalue()


def png_of(svg: str) -> bytes:
    """A picture as PNG, two pixels for each of the SVG's, so that it stays sharp; blocks for a second."""
    import resvg_py

    return bytes(resvg_py.svg_to_bytes(svg_string=svg, zoom=2))
