"""Charts as HTML: the data of the dashboards' panels as tables, columns and small drawings. All text is escaped."""

import math
from collections.abc import Iterable, Sequence
from datetime import date, timedelta
from functools import singledispatch
from html import escape
from typing import Any

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.calendar import STEPS, Calendar
from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.deviation import Deviations
from lbtui.charts.draw.grid import YearGrid
from lbtui.charts.draw.pairs import Pairs
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.draw.share import Share
from lbtui.charts.draw.steps import Steps
from lbtui.charts.draw.wall import Wall
from lbtui.charts.model import Bar, Bars, Drawing, Grid, Pair, YearDays
from lbtui.charts.rows import top_of
from lbtui.charts.scale import figure, shares, short
from lbtui.statistics.panels import MONTHS, day

IN_SIGHT, MOST = 10, 300
"""Rows of a list that are seen at once, and those that it holds at most."""
_WEEKS = 20
"""From so many columns on the cells of a grid have no figures in them."""
_NARROW, _WIDE, _CROWD = 46, 120, 24
"""Letters of labels that a narrow and a wide chart of columns has room for, and columns that have none for figures."""
_LEAST_DEVIATION = 0.5
"""What fills a side at least: small differences look small."""


@singledispatch
def chart(kind: Drawing[Any], data: Any) -> str:
    """A chart with at least one bar; a kind that is not known here becomes a table of its bars."""
    return _listed(kind.bars(data), _row)


@chart.register
def _(_kind: Cards, data: Bars) -> str:
    cards = (f"<div><dt>{escape(bar.label)}</dt><dd>{escape(bar.text)}</dd>{_small(bar.note)}</div>" for bar in data)
    return f'<dl class="cards">{"".join(cards)}</dl>'


@chart.register
def _(kind: BarRows, data: Bars) -> str:
    top = top_of(data, kind.top)

    def row(_rank: int, bar: Bar) -> str:
        notes = bar.cells or ((bar.note,) if bar.note else ())
        cells = "".join(f'<td class="n dim">{escape(cell)}</td>' for cell in notes)
        return f'<tr><th>{escape(bar.label)}</th>{_bar(bar, top)}<td class="n">{escape(bar.text)}</td>{cells}</tr>'

    return _listed(data, row, ("", "", *kind.heads) if kind.heads else ())


@chart.register
def _(kind: Ranked, data: Bars) -> str:
    widest = max((len(bar.cells) for bar in data), default=0)

    def row(rank: int, bar: Bar) -> str:
        filled = (*bar.cells, *[""] * (widest - len(bar.cells)))
        cells = "".join(f'<td class="dim">{escape(cell)}</td>' for cell in filled)
        value = "" if math.isnan(bar.value) and not bar.shown else bar.text
        return (
            f'<tr><td class="rank">{rank}</td><th>{escape(bar.label)} {_small(bar.note)}</th>{cells}'
            f'<td class="n">{escape(value)}</td></tr>'
        )

    return _listed(data, row)


@chart.register
def _(kind: Deviations, data: Bars) -> str:
    top = max(_LEAST_DEVIATION, top_of(data, None))

    def row(_rank: int, bar: Bar) -> str:
        drawn = "" if math.isnan(bar.value) else f'<i style="width:{abs(bar.value) / top / 2:.1%}"></i>'
        kind = "both low" if bar.value < 0 else "both"
        cells = "".join(f'<td class="n dim">{escape(cell)}</td>' for cell in bar.cells)
        return (
            f'<tr><th>{escape(bar.label)}</th><td class="{kind}">{drawn}</td>'
            f'<td class="n">{escape(bar.text)}</td>{cells}</tr>'
        )

    return _listed(data, row, ("", kind.centre, *kind.heads), "deviations")


@chart.register
def _(kind: Pairs, data: Sequence[Pair]) -> str:
    top = top_of(kind.bars(data), kind.top)
    rows = (
        f'<tr><td class="n">{escape(pair.left.text)}</td>{_bar(pair.left, top, "side left")}'
        f"<th>{escape(pair.label)}</th>{_bar(pair.right, top, 'side right')}<td>{escape(pair.right.text)}</td></tr>"
        for pair in data
    )
    left, right = map(escape, kind.names)
    head = f'<thead><tr><th></th><th class="n">{left}</th><th></th><th>{right}</th><th></th></tr></thead>'
    return f'<table class="pairs">{head}<tbody>{"".join(rows)}</tbody></table>'


@chart.register
def _(kind: Columns, data: Bars) -> str:
    top = top_of(data, kind.top)

    def column(bar: Bar) -> str:
        share = 0.0 if math.isnan(bar.value) or not top else min(1.0, abs(bar.value) / top)
        value = escape(bar.text if len(bar.text) <= 5 else short(bar.value))
        none = "" if share else ' class="none"'
        return (
            f'<li title="{escape(f"{bar.label}: {bar.text} {bar.note}".strip())}"><div><b>{value}</b>'
            f'<i style="height:{share * 88:.1f}%"{none}></i></div><span>{escape(bar.label)}</span></li>'
        )

    # Labels that would run into one another: every second one is left out where there is little room, or everywhere.
    room = len(data) * max(len(bar.label) + 1 for bar in data)
    classes = "columns" + " many" * (room > _NARROW) + " dense" * (room > _WIDE) + " crowd" * (len(data) > _CROWD)
    return f'<div class="plot"><ol class="{classes}">{"".join(map(column, data))}</ol></div>'


@chart.register
def _(_kind: Steps, data: Bars) -> str:
    top, count = top_of(data, None) or 1, len(data)
    steps = (
        f'<rect x="{at + 0.06:.2f}" y="{100 - tall:.2f}" width=".88" height="{tall:.2f}">'
        f"<title>{escape(f'{bar.label}: {bar.text}')}</title></rect>"
        for at, bar in enumerate(data)
        if not math.isnan(bar.value) and (tall := 100 * bar.value / top) > 0
    )
    every = max(1, -(-count // 8))
    ticks = (
        f'<span style="left:{(at + 0.5) / count:.1%}">{escape(data[at].label)}</span>'
        for at in range(every // 2, count, every)
    )
    most = max(data, key=lambda bar: -math.inf if math.isnan(bar.value) else bar.value)
    return (
        f'<div class="steps"><svg viewBox="0 0 {count} 100" preserveAspectRatio="none" role="img" '
        f'aria-label="{escape(f"{count} steps, most in {most.label}: {most.text}")}">{"".join(steps)}</svg></div>'
        f'<div class="ticks">{"".join(ticks)}</div>'
    )


@chart.register
def _(_kind: Calendar, data: YearDays) -> str:
    """A column a week, from Monday down."""
    start, pitch = date(data.year, 1, 1), 12
    days = [start + timedelta(days=at) for at in range((date(data.year + 1, 1, 1) - start).days)]
    drawn, months = [], []
    for at, today in enumerate(days):
        week, weekday = divmod(at + start.weekday(), 7)
        x, y = week * pitch, 12 + weekday * pitch
        if today.day == 1:
            months.append(f'<text x="{x}" y="8">{MONTHS[today.month - 1]}</text>')
        value = data.days.get(today, 0)
        later = data.today is not None and today > data.today and not value
        level = "later" if later else f"day l{sum(value >= step for step in STEPS)}"
        drawn.append(
            f'<rect class="{level}" x="{x}" y="{y}" width="10" height="10" rx="2">'
            f"<title>{day(today)}: {figure(value)}</title></rect>"
        )
    return (
        f'<div class="calendar scroll"><svg viewBox="0 0 {53 * pitch + 10} {12 + 7 * pitch}" role="img" '
        f'aria-label="days of {data.year}">{"".join(months)}{"".join(drawn)}</svg></div>'
    )


@chart.register
def _(_kind: YearGrid, data: Grid) -> str:
    top = top_of(data.bars, None) or 1

    def cell(bar: Bar | None) -> str:
        if bar is None or math.isnan(bar.value):
            return '<td class="none"></td>'
        told = escape(f"{bar.label}: {bar.text}")
        return (
            f'<td style="--v:{bar.value / top:.2f}" title="{told}">{escape(short(bar.value)) if bar.value else ""}</td>'
        )

    rows = []
    for name, row in zip(data.names, data.rows, strict=True):
        total = sum(bar.value for bar in row if bar and not math.isnan(bar.value))
        end = f'<td class="n">{figure(total)}</td>' if data.sums else ""
        rows.append(f"<tr><th>{escape(name)}</th>{''.join(map(cell, row))}{end}</tr>")
    head = "".join(f"<th>{escape(label)}</th>" for label in data.columns)
    kind = "grid weeks" if len(data.columns) > _WEEKS else "grid"
    return (
        f'<div class="scroll"><table class="{kind}"><thead><tr><th></th>{head}</tr></thead>'
        f"<tbody>{''.join(rows)}</tbody></table></div>"
    )


@chart.register
def _(_kind: Share, data: Bars) -> str:
    percents = shares([bar.value for bar in data], 100)
    at = [place / max(1, len(data) - 1) for place in range(len(data))]
    parts = (
        f'<i style="flex:{bar.value:g};--at:{place:.2f}" title="{escape(bar.label)}"></i>'
        for bar, place in zip(data, at, strict=True)
        if bar.value > 0
    )
    rows = (
        f'<tr><th><i class="key" style="--at:{place:.2f}"></i>{escape(bar.label)}</th>'
        f'<td class="n">{escape(bar.text)}</td><td class="n dim">{percent}%</td></tr>'
        for bar, place, percent in zip(data, at, percents, strict=True)
    )
    return f'<div class="share">{"".join(parts)}</div><table><tbody>{"".join(rows)}</tbody></table>'


@chart.register
def _(_kind: Wall, data: Bars) -> str:
    def stones(bars: Iterable[Bar]) -> str:
        titles = (f"<li>{escape(bar.label)} {_small(bar.note)}</li>" for bar in bars)
        return f'<ul class="wall">{"".join(titles)}</ul>'

    seen = IN_SIGHT * 3
    return stones(data[:seen]) + _more(data, seen, stones(data[seen:MOST]))


def _row(_rank: int, bar: Bar) -> str:
    return f'<tr><th>{escape(bar.label)} {_small(bar.note)}</th><td class="n">{escape(bar.text)}</td></tr>'


def _listed(data: Bars, row: Any, heads: Sequence[str] = (), kind: str = "") -> str:
    """A table of the first rows, and one of the others that opens."""
    of_kind = f' class="{kind}"' if kind else ""
    cells = "".join(
        f'<th class="n">{escape(head)}</th>' if at else f"<th>{escape(head)}</th>" for at, head in enumerate(heads)
    )
    head = f"<thead><tr>{cells}</tr></thead>" if heads else ""

    def table(first: int, last: int, head: str = "") -> str:
        rows = "".join(row(at + 1, bar) for at, bar in enumerate(data[first:last], first))
        return f"<table{of_kind}>{head}<tbody>{rows}</tbody></table>"

    return table(0, IN_SIGHT, head) + _more(data, IN_SIGHT, table(IN_SIGHT, MOST))


def _more(data: Bars, seen: int, rest: str) -> str:
    """What is not in sight at first, and how many are left out."""
    if len(data) <= seen:
        return ""
    left = f'<p class="dim">and {len(data) - MOST:,} more</p>' if len(data) > MOST else ""
    return f"<details><summary>and {len(data) - seen:,} more</summary>{rest}{left}</details>"


def _bar(bar: Bar, top: float, kind: str = "bar") -> str:
    share = 0.0 if math.isnan(bar.value) or not top else min(1.0, abs(bar.value) / top)
    return f'<td class="{kind}">{f"""<i style="width:{share:.1%}"></i>""" if share else ""}</td>'


def _small(text: str) -> str:
    return f"<small>{escape(text)}</small>" if text else ""
