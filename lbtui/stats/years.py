"""The years screen: the year in review, for any span of days, and two of them side by side."""

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date

import numpy as np

from lbtui.model import Role
from lbtui.stats.asked import Span
from lbtui.stats.filters import at, between, named, person
from lbtui.stats.frames import Frames
from lbtui.stats.groups import Beside, FilterFor, Group, beside, ranked, tally
from lbtui.stats.links import Links
from lbtui.stats.overview import histogram
from lbtui.stats.values import Bar, Chart, Coverage, FilmRef, Unit, Watch, number

TOP = 10


@dataclass(frozen=True, slots=True)
class Review:
    """What the diary holds of one span. Films are those with a viewing in it, rated as they are rated today."""

    span: Span
    viewings: int
    films: int
    rewatches: int
    """Viewings that carry the rewatch flag."""
    hours: float
    """Of the viewings, rewatches included."""
    hours_coverage: Coverage
    """Films with a known runtime, of the films."""
    mean_rating: float | None
    rated: Coverage
    liked: Coverage
    histogram: Chart
    first: Watch | None
    last: Watch | None
    bests: tuple[FilmRef, ...]
    """Highest rated, liked ones first among equals."""
    new_releases: int
    """Films whose release year lies in the span."""
    older: int
    """Films released before the first year of the span."""
    months: Chart
    """Viewings by month, all months of the span."""
    calendar: dict[date, int]
    """Viewings by day; days without one are left out."""
    genres: tuple[Group, ...]
    countries: tuple[Group, ...]
    directors: tuple[Group, ...]
    actors: tuple[Group, ...]
    tags: Chart
    """Viewings by tag."""
    filter: str


@dataclass(frozen=True, slots=True)
class Difference:
    """One number of two reviews; `change` is second minus first, None where one is unknown."""

    label: str
    first: float | None
    second: float | None

    @property
    def change(self) -> float | None:
        """Second minus first."""
        return None if self.first is None or self.second is None else self.second - self.first


@dataclass(frozen=True, slots=True)
class Years:
    """A review, beside another where one was asked for, and what years there are."""

    available: tuple[int, ...]
    """Years with viewings, ascending."""
    review: Review
    other: Review | None
    differences: tuple[Difference, ...]
    beside: dict[str, tuple[Beside, ...]]
    """Genres, countries, directors and actors of both, the ten of most films in either; empty for one review."""


def years(frames: Frames, today: date, span: Span | None = None, other: Span | None = None) -> Years:
    """The years screen: the span asked for, or the latest year with viewings that has begun."""
    found = np.unique(frames.watched_on().astype("datetime64[Y]").astype(np.int64) + 1970).tolist()
    latest = max((year for year in found if year <= today.year), default=today.year)
    span = span or Span.years(latest)
    shown = review(frames, span)
    if other is None:
        return Years(tuple(found), shown, None, (), {})
    second = review(frames, other)
    return Years(tuple(found), shown, second, compared(shown, second), _beside(frames, span, other))


def _beside(frames: Frames, *spans: Span) -> dict[str, tuple[Beside, ...]]:
    """What both spans have of each label, whichever of them it is at the top of."""
    one, two = (frames.within(span.first, span.last) for span in spans)

    def rows(of: Callable[[Frames], Links], field: str | None = None) -> tuple[Beside, ...]:
        return beside(tally(one, of(one)), tally(two, of(two)), _filter_for(field), limit=TOP)

    return {
        "genres": rows(lambda part: part.genres, "genre"),
        "countries": rows(lambda part: part.countries, "country"),
        "directors": rows(lambda part: part.credits[Role.DIRECTOR]),
        "actors": rows(lambda part: part.credits[Role.ACTOR]),
    }


def review(frames: Frames, span: Span) -> Review:
    """The review of one span."""
    part = frames.within(span.first, span.last)
    rating, hours = part.numbers("rating"), part.hours()
    scored, released = ~np.isnan(rating), part.numbers("year")
    last = len(part.viewings) - 1
    return Review(
        span=span,
        viewings=len(part.viewings),
        films=len(part),
        rewatches=int(part.viewings["rewatch"].sum()),
        hours=hours.diary,
        hours_coverage=hours.coverage,
        mean_rating=number(rating[scored].mean()) if scored.any() else None,
        rated=Coverage(int(scored.sum()), len(part)),
        liked=Coverage(int(part.flags("liked").sum()), len(part)),
        histogram=histogram(rating),
        first=part.watches([0])[0] if last >= 0 else None,
        last=part.watches([last])[0] if last >= 0 else None,
        bests=_bests(part),
        new_releases=int(((released >= span.first.year) & (released <= span.last.year)).sum()),
        older=int((released < span.first.year).sum()),
        months=_months(part, span),
        calendar=_calendar(part),
        genres=_top(part, part.genres, "genre"),
        countries=_top(part, part.countries, "country"),
        directors=_top(part, part.credits[Role.DIRECTOR]),
        actors=_top(part, part.credits[Role.ACTOR]),
        tags=_tags(part.tags),
        filter=between(span.first, span.last),
    )


def compared(first: Review, second: Review) -> tuple[Difference, ...]:
    """The numbers of two reviews side by side."""
    return (
        Difference("viewings", first.viewings, second.viewings),
        Difference("films", first.films, second.films),
        Difference("hours", first.hours, second.hours),
        Difference("mean rating", first.mean_rating, second.mean_rating),
        Difference("liked", first.liked.known, second.liked.known),
        Difference("rewatches", first.rewatches, second.rewatches),
        Difference("new releases", first.new_releases, second.new_releases),
        Difference("older films", first.older, second.older),
    )


def _bests(part: Frames) -> tuple[FilmRef, ...]:
    rating = part.numbers("rating")
    rows = np.flatnonzero(~np.isnan(rating))
    order = np.lexsort((~part.flags("liked")[rows], -rating[rows]))
    return part.refs(rows[order][:TOP])


def _months(part: Frames, span: Span) -> Chart:
    first, last = np.datetime64(span.first, "M"), np.datetime64(span.last, "M")
    places = (part.watched_on().astype("datetime64[M]") - first).astype(np.int64)
    counts = np.bincount(places, minlength=int((last - first).astype(np.int64)) + 1).tolist()
    months = (str(first + np.timedelta64(step, "M")) for step in range(len(counts)))
    bars = (Bar(month, count, at("watched", month)) for month, count in zip(months, counts, strict=True))
    return Chart(Unit.VIEWINGS, tuple(bars))


def _calendar(part: Frames) -> dict[date, int]:
    days, counts = np.unique(part.watched_on(), return_counts=True)
    return dict(zip(days.tolist(), counts.tolist(), strict=True))


def _top(part: Frames, links: Links, field: str | None = None) -> tuple[Group, ...]:
    return ranked(tally(part, links), _filter_for(field), limit=TOP)


def _filter_for(field: str | None) -> FilterFor:
    """Labels by name; people, who have no field, by id."""
    return (lambda _, name: named(field, name)) if field else person


def _tags(tags: Links) -> Chart:
    counts = tags.counts().astype(np.int64).tolist()
    pairs = [(tags.name(label), count) for label, count in enumerate(counts)]
    bars = [Bar(name, count, named("tag", name)) for name, count in pairs if count]
    return Chart(Unit.VIEWINGS, tuple(sorted(bars, key=lambda bar: (-bar.count, bar.label))))
