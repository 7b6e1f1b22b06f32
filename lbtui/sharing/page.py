"""Dashboards as one HTML file: dark and light, for any width, without a script and without anything from elsewhere."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import fields
from html import escape
from importlib.resources import files
from pathlib import Path
from typing import Any

from lbtui.charts.model import Panel
from lbtui.query import Query
from lbtui.services.posters import Posters
from lbtui.services.streaming import CREDIT
from lbtui.sharing.charts_html import chart
from lbtui.sharing.svg import Colours, data_uri
from lbtui.statistics.export import title
from lbtui.statistics.panels import day
from lbtui.statistics.service import Counted
from lbtui.storage.rows import load_rows
from lbtui.text import counted

TMDB = "This page uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise approved by TMDB."
POSTERS = 5
"""How many posters stand above a list of films that has some."""
_NOTHING_FROM_ELSEWHERE = "default-src 'none'; style-src 'unsafe-inline'; img-src data:; base-uri 'none'"


def draw_page(
    dashboards: Sequence[Counted],
    query: Query,
    dark: Colours,
    light: Colours,
    member: str = "",
    posters: Mapping[int, bytes] | None = None,
) -> str:
    """The page. `query` is the filter that all dashboards were counted with; `posters` are by the id of the film."""
    first = dashboards[0]
    heading = title(first) if len(dashboards) == 1 else "Statistics"
    told = [member, str(query), counted(first.films, "film"), day(first.request.today)]
    sections = "".join(_section(counted, posters or {}, alone=len(dashboards) == 1) for counted in dashboards)
    links = "".join(f'<a href="#{each.request.dashboard}">{escape(_heading(each))}</a>' for each in dashboards)
    nav = f"<nav>{links}</nav>" if len(dashboards) > 1 else ""
    named = f"{heading} of {member}" if member else heading
    return (
        '<!DOCTYPE html>\n<html lang="en"><head><meta charset="utf-8">'
        f'<meta http-equiv="Content-Security-Policy" content="{_NOTHING_FROM_ELSEWHERE}">'
        '<meta name="viewport" content="width=device-width, initial-scale=1">'
        f"<title>{escape(named)} · lbtui</title><style>{_style(dark, light)}</style></head>\n<body>"
        f'<header><div><h1>{escape(heading)}</h1><p class="dim">{escape(" · ".join(filter(None, told)))}</p></div>'
        f"{_CHOICE}</header>{nav}\n<main>{sections}</main>\n{_foot(dashboards)}</body></html>\n"
    )


_CHOICE = (
    '<fieldset aria-label="Colours"><label><input type="radio" name="colours" checked>Auto</label>'
    '<label><input type="radio" name="colours" id="light">Light</label>'
    '<label><input type="radio" name="colours" id="dark">Dark</label></fieldset>'
)


def _style(dark: Colours, light: Colours) -> str:
    """The style sheet below the colours of both kinds, which the page follows the reader's system in, or the choice."""
    night, day = _variables(dark, "dark"), _variables(light, "light")
    chosen = f":root:has(#dark:checked){{{night}}}:root:has(#light:checked){{{day}}}"
    sheet = files(__package__).joinpath("page.css").read_text(encoding="utf-8")
    return f":root{{{night}}}@media(prefers-color-scheme:light){{:root{{{day}}}}}{chosen}\n{sheet}"


def _variables(colours: Colours, scheme: str) -> str:
    named = "".join(f"--{field.name}:{getattr(colours, field.name)};" for field in fields(colours))
    return f"color-scheme:{scheme};{named}--panel:color-mix(in srgb,var(--surface) 45%,var(--background));"


def _heading(counted: Counted) -> str:
    return counted.request.dashboard.heading


def _section(counted: Counted, posters: Mapping[int, bytes], *, alone: bool) -> str:
    name = "" if alone else f"<h2>{escape(title(counted))}</h2>"
    panels = "".join(_panel(panel, posters) for panel in counted.panels)
    return f'\n<section id="{counted.request.dashboard}">{name}<div class="panels">{panels}</div></section>'


def _panel(panel: Panel[Any], posters: Mapping[int, bytes]) -> str:
    two, three = panel.span
    width = f'style="--two:{min(2, max(1, round(two)))};--three:{min(12, round(three * 4))}"'
    if panel.bare:
        return f'<figure {width}><h3>{escape(panel.title)}</h3><p class="empty">{escape(panel.empty)}</p></figure>'
    drawn = chart(panel.kind, panel.data)
    if not panel.kind.framed:
        return f'<figure class="plain" {width}>{drawn}</figure>'
    note = f"<figcaption>{escape(panel.note)}</figcaption>" if panel.note else ""
    best = _posters(panel, posters) if panel.posters else ""
    return f"\n<figure {width}><h3>{escape(panel.title)}</h3>{best}{drawn}{note}</figure>"


def _posters(panel: Panel[Any], posters: Mapping[int, bytes]) -> str:
    """The posters of the first films of a panel, those that there are."""
    uris = ((bar.label, data_uri(posters.get(bar.film or 0, b""))) for bar in panel.bars[:POSTERS])
    images = "".join(f'<img src="{uri}" alt="{escape(name)}">' for name, uri in uris if uri)
    return f'<div class="posters">{images}</div>' if images else ""


def kept_posters(dashboards: Iterable[Counted], store: Path, posters: Posters) -> dict[int, bytes]:
    """The posters that the page has room for, as far as they are on the disk; blocks. Raises StorageError."""
    panels = (panel for counted in dashboards for panel in counted.panels if panel.posters)
    films = {bar.film for panel in panels for bar in panel.bars[:POSTERS] if bar.film is not None}
    rows = load_rows(store, films, removed=True) if films else []
    return {row.id: picture for row in rows if (picture := posters.kept(row.poster_path))}


def _foot(dashboards: Iterable[Counted]) -> str:
    said = " ".join(f"{panel.title} {panel.note}" for counted in dashboards for panel in counted.panels)
    streaming = f" {CREDIT}." if CREDIT in said else ""
    return f"<footer>Drawn by lbtui from a Letterboxd export. {TMDB}{streaming}</footer>"
