"""What stands out in a span of days: a claim that its figures bear out, and the films that people ask about."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date

import numpy as np

from lbtui.statistics.diary import busiest, diary, longest_gap, streaks
from lbtui.statistics.frames import Floats, Frames, Ints
from lbtui.statistics.panels import day
from lbtui.statistics.ratings import MINIMUM_VOTES
from lbtui.statistics.records import FilmRef, Group
from lbtui.statistics.request import DateRange
from lbtui.text import counted

OTHERS = 2
"""Other years that a record is one of: the better of two years is none."""
RATED = 10
"""Rated films that a year needs to be kinder or stricter than others."""
_STREAK, _GAP, _BUSY, _DIRECTOR = 6, 21, 4, 4
"""Weeks, days, viewings and films from which on they are worth a claim."""


@dataclass(frozen=True, slots=True)
class Totals:
    """The numbers of the viewings of some days; films are counted once, and rated as they are rated today."""

    viewings: int
    films: int
    hours: float
    mean_rating: float | None
    rated: int
    rewatches: int


@dataclass(frozen=True, slots=True)
class Highlights:
    """Films of a span, each None where nothing is known or there is no such film."""

    most_rewatched: FilmRef | None
    """Watched again in the span; the value counts its viewings until the end of it."""
    longest: FilmRef | None
    """Series aside; the value is its minutes."""
    most_surprising: FilmRef | None
    """Rated most unlike TMDB's average; the value is the rating doubled minus that average, as in the ratings."""


def totals(frames: Frames, span: DateRange) -> Totals:
    lines = _lines(frames, span)
    viewed = frames.viewed[lines]
    rating = frames.numbers("rating")[np.unique(viewed)]
    known = rating[~np.isnan(rating)]
    return Totals(
        viewings=int(viewed.size),
        films=int(rating.size),
        hours=float(np.nansum(frames.numbers("runtime")[viewed])) / 60,
        mean_rating=float(known.mean()) if known.size else None,
        rated=int(known.size),
        rewatches=int(frames.rewatch[lines].sum()),
    )


def highlights(frames: Frames, span: DateRange) -> Highlights:
    """The films that stand out in one span."""
    lines = _lines(frames, span)
    films = np.unique(frames.viewed[lines])
    # As on the ratings screen.
    difference = frames.numbers("rating") * 2 - frames.numbers("tmdb_rating")
    difference[~(frames.numbers("votes") >= MINIMUM_VOTES)] = np.nan
    minutes = np.where(frames.flags("series"), np.nan, frames.numbers("runtime"))
    return Highlights(_rewatched(frames, lines), _most(frames, films, minutes), _most(frames, films, difference))


def undated(frames: Frames) -> int:
    """Films that have been seen and are not in the diary, so that no year has them."""
    logged = np.bincount(frames.viewed, minlength=len(frames)) > 0
    return int((frames.flags("seen") & ~logged).sum())


def headline(frames: Frames, span: DateRange, directors: tuple[Group, ...], today: date) -> str:
    """The first claim that holds, in the order of how much it says; empty where the diary has nothing of these days.

    Args:
        directors: Those of the span, the one of most films first.
    """
    lines = _lines(frames, span)
    number = lines.stop - lines.start
    if not number:
        return ""
    if span == DateRange.years(span.first.year):
        found = next(_records(frames, span, today), "")
        if found:
            return found
    if directors and directors[0].films >= _DIRECTOR and all(directors[0].films > one.films for one in directors[1:]):
        return f"Above all {directors[0].name}: {directors[0].films} films"
    if len(frames.viewed) == number:
        return f"All of your diary: {counted(number, 'viewing')}"
    days = np.unique(frames.watched_on[lines]).size
    return f"{counted(number, 'viewing')} on {counted(days, 'day')}"


def _records(frames: Frames, span: DateRange, today: date) -> Iterator[str]:
    """Claims that set a calendar year apart from all others of the diary, those that say most first."""
    years = np.unique(frames.watched_on.astype("datetime64[Y]").astype(np.int64) + 1970).tolist()
    this = totals(frames, span)
    by_year = {year: totals(frames, DateRange.years(year)) for year in years if year != span.first.year}
    others = list(by_year.values())
    book = diary(frames)
    placeholders = book.days[book.placeholder].astype("datetime64[D]")
    # Days that hold too much to be true make no year the fullest.
    honest = not ((placeholders >= np.datetime64(span.first)) & (placeholders <= np.datetime64(span.last))).any()
    if len(others) >= OTHERS and honest:
        next_year = max(by_year, key=lambda year: by_year[year].films)
        if (more := this.films - by_year[next_year].films) > 0:
            yield f"Most films in any year: {this.films:,}, {more:,} more than in {next_year}"
    yield from _by_rating(this, others, so_far=span.last > today)
    if len(others) >= OTHERS and honest and this.rewatches > max(one.rewatches for one in others):
        yield f"Most rewatches in any year: {this.rewatches:,}"
    streak, gap, full = streaks(book, today)[0], longest_gap(book), busiest(book)
    if streak and streak.weeks >= _STREAK and span.first <= streak.last <= span.last:
        yield f"The longest streak: {streak.weeks} weeks in a row, to {day(streak.last)}"
    if gap and gap.days >= _GAP and span.first <= gap.before <= span.last:
        yield f"The longest drought: {gap.days} days, to {day(gap.before)}"
    if full and full.viewings >= _BUSY and span.first <= full.day <= span.last:
        yield f"The fullest day: {full.viewings} films on {day(full.day)}"
    if len(others) >= OTHERS and min(years) == span.first.year:
        yield "The year in which your diary begins"


def _by_rating(this: Totals, others: list[Totals], *, so_far: bool) -> Iterator[str]:
    """Whether it is the kindest or the strictest of the years with enough ratings, to two decimals."""
    means = [round(one.mean_rating, 2) for one in others if one.rated >= RATED and one.mean_rating is not None]
    if this.rated < RATED or this.mean_rating is None or len(means) < OTHERS:
        return
    mean, year = round(this.mean_rating, 2), "year so far" if so_far else "year"
    if mean > max(means):
        yield f"Your most generous {year}: {mean:.2f} stars on average"
    if mean < min(means):
        yield f"Your strictest {year}: {mean:.2f} stars on average"


def _lines(frames: Frames, span: DateRange) -> slice:
    """The viewings of the span, which lie beside one another: they are in the order of their days."""
    days = frames.watched_on
    first, last = np.datetime64(span.first), np.datetime64(span.last)
    return slice(int(np.searchsorted(days, first, "left")), int(np.searchsorted(days, last, "right")))


def _rewatched(frames: Frames, lines: slice) -> FilmRef | None:
    """The film watched again in these viewings that had been seen most often by then; the better one of several."""
    until = np.bincount(frames.viewed[: lines.stop], minlength=len(frames)).astype(np.float64)
    again = np.bincount(frames.viewed[lines], minlength=len(frames)) > 1
    again[frames.viewed[lines][frames.rewatch[lines]]] = True
    times = np.where(again & (until > 1), until, np.nan)
    return _most(frames, np.flatnonzero(again), times)


def _most(frames: Frames, films: Ints, values: Floats) -> FilmRef | None:
    """The film with the largest magnitude; of several the one rated higher, then the first in the library."""
    chosen = films[~np.isnan(values[films])]
    if not chosen.size:
        return None
    rating = np.nan_to_num(frames.numbers("rating")[chosen])
    best = chosen[np.lexsort((-rating, -np.abs(values[chosen])))[:1]]
    return frames.refs(best, values)[0]
