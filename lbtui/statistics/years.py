"""The years screen: the year in review, for any span of days, and two of them side by side."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from datetime import date
from typing import Any

import numpy as np

from lbtui.charts.draw.bars import BarRows
from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.columns import Columns
from lbtui.charts.draw.pairs import Pairs
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.draw.share import Share
from lbtui.charts.model import FULL, VIEWINGS, Bar, Pair, Panel
from lbtui.model.enums import Role
from lbtui.statistics.frames import Frames, Links
from lbtui.statistics.highlights import Highlights, Totals, headline, highlights, totals, undated
from lbtui.statistics.measures import (
    FilterFor,
    beside,
    between,
    by_name,
    counts_of,
    histogram,
    mean_of,
    named,
    of_field,
    person,
    ranked,
    tally,
)
from lbtui.statistics.panels import (
    MONTHS,
    activity,
    bars,
    by_films,
    card,
    day,
    film,
    half,
    of,
    people,
    person_of,
    rated_films,
    rating,
    ratings,
    share_card,
    signed,
    tmdb_panel,
    viewing,
)
from lbtui.statistics.records import Beside, Counts, Coverage, Figures, FilmRef, Group, Unit, Watch
from lbtui.statistics.request import DateRange, StatisticsRequest
from lbtui.text import counted

TOP = 10


@dataclass(frozen=True, slots=True)
class Review:
    """What the diary holds of one span. Films are those with a viewing in it, rated as they are rated today."""

    span: DateRange
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
    histogram: Counts
    first: Watch | None
    last: Watch | None
    bests: tuple[FilmRef, ...]
    """Highest rated, liked ones first among equals."""
    new_releases: int
    """Films whose release year lies in the span."""
    older: int
    """Films released before the first year of the span."""
    months: Counts
    """Viewings by month, all months of the span."""
    calendar: dict[date, int]
    """Viewings by day; days without one are left out."""
    genres: tuple[Group, ...]
    countries: tuple[Group, ...]
    directors: tuple[Group, ...]
    actors: tuple[Group, ...]
    tags: Counts
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
        return None if self.first is None or self.second is None else self.second - self.first


@dataclass(frozen=True, slots=True)
class Years(Figures):
    """A review, beside another where one was asked for, and what years there are."""

    available: tuple[int, ...]
    """Years with viewings, ascending."""
    review: Review
    other: Review | None
    differences: tuple[Difference, ...]
    beside: dict[str, tuple[Beside, ...]]
    """Genres, countries, directors and actors of both, the ten of most films in either; empty for one review."""
    headline: str
    """A claim about the review that its figures bear out; empty where there are no viewings."""
    before: DateRange
    """As many years before the review; of a review that has not ended its days up to the same day."""
    changes: tuple[Difference, ...]
    """The numbers of those days and of the review; empty where they have no viewings."""
    highlights: Highlights
    undated: int
    """Films that have been seen and are not in the diary: no year has them."""

    @property
    def counted(self) -> int:
        return self.review.films

    @property
    def years(self) -> tuple[int, ...]:
        return self.available

    def panels(self, request: StatisticsRequest) -> Iterable[Panel[Any]]:
        return _review(self, request.today) if self.other is None else _side_by_side(self, self.other)


def measure(frames: Frames, _library: Frames, request: StatisticsRequest) -> Years:
    """The days asked for, or the latest year with viewings that has begun, and the days beside them."""
    found = np.unique(frames.watched_on.astype("datetime64[Y]").astype(np.int64) + 1970).tolist()
    latest = max((year for year in found if year <= request.today.year), default=request.today.year)
    span, other = request.dates or DateRange.years(latest), request.other
    shown = review(frames, span)
    second = None if other is None else review(frames, other)
    before = DateRange(span.first, max(span.first, min(span.last, request.today))).previous
    return Years(
        available=tuple(found),
        review=shown,
        other=second,
        differences=compared(shown, second) if second else (),
        beside=_beside(frames, span, other) if other else {},
        headline=headline(frames, span, shown.directors, request.today),
        before=before,
        changes=_changes(totals(frames, before), shown),
        highlights=highlights(frames, span),
        undated=undated(frames),
    )


def _changes(before: Totals, shown: Review) -> tuple[Difference, ...]:
    """The numbers of the days before, and of the review."""
    if not before.viewings:
        return ()
    return (
        Difference("viewings", before.viewings, shown.viewings),
        Difference("films", before.films, shown.films),
        Difference("hours", before.hours, shown.hours),
        Difference("mean rating", before.mean_rating, shown.mean_rating),
        Difference("rewatches", before.rewatches, shown.rewatches),
    )


def _beside(frames: Frames, *spans: DateRange) -> dict[str, tuple[Beside, ...]]:
    """What both spans have of each label, whichever of them it is at the top of."""
    one, two = (frames.within(span.first, span.last) for span in spans)

    def rows(of: Callable[[Frames], Links], filter_for: FilterFor) -> tuple[Beside, ...]:
        return beside(tally(one, of(one)), tally(two, of(two)), filter_for, limit=TOP)

    return {
        "genres": rows(lambda part: part.genres, of_field("genre")),
        "countries": rows(lambda part: part.countries, of_field("country")),
        "directors": rows(lambda part: part.credits[Role.DIRECTOR], person),
        "actors": rows(lambda part: part.credits[Role.ACTOR], person),
    }


def review(frames: Frames, span: DateRange) -> Review:
    """The review of one span."""
    part = frames.within(span.first, span.last)
    rating, hours = part.numbers("rating"), part.hours()
    scored, released = ~np.isnan(rating), part.numbers("year")
    last = int(part.viewed.size) - 1
    return Review(
        span=span,
        viewings=int(part.viewed.size),
        films=len(part),
        rewatches=int(part.rewatch.sum()),
        hours=hours.diary,
        hours_coverage=hours.coverage,
        mean_rating=mean_of(rating),
        rated=Coverage(int(scored.sum()), len(part)),
        liked=Coverage(int(part.flags("liked").sum()), len(part)),
        histogram=histogram(rating),
        first=part.watches([0])[0] if last >= 0 else None,
        last=part.watches([last])[0] if last >= 0 else None,
        bests=_bests(part),
        new_releases=int(((released >= span.first.year) & (released <= span.last.year)).sum()),
        older=int((released < span.first.year).sum()),
        months=_months(part, span),
        calendar=part.by_day(),
        genres=by_name(part, part.genres, "genre", TOP),
        countries=by_name(part, part.countries, "country", TOP),
        directors=ranked(tally(part, part.credits[Role.DIRECTOR]), person, limit=TOP),
        actors=ranked(tally(part, part.credits[Role.ACTOR]), person, limit=TOP),
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


def _months(part: Frames, span: DateRange) -> Counts:
    first, last = np.datetime64(span.first, "M"), np.datetime64(span.last, "M")
    places = (part.watched_on.astype("datetime64[M]") - first).astype(np.int64)
    counts = np.bincount(places, minlength=int((last - first).astype(np.int64)) + 1).tolist()
    months = first + np.arange(len(counts)).astype("timedelta64[M]")
    return counts_of(Unit.VIEWINGS, map(str, months), counts, "watched")


def _tags(tags: Links) -> Counts:
    counts = tags.counts().astype(np.int64).tolist()
    pairs = [(tags.name(label), count) for label, count in enumerate(counts)]
    bars = [Bar(name, count, query=named("tag", name)) for name, count in pairs if count]
    return Counts(Unit.VIEWINGS, tuple(sorted(bars, key=lambda bar: (-bar.value, bar.label))))


def _review(figures: Years, today: date) -> Iterator[Panel[Any]]:
    review = figures.review
    name, said = review.span.name, counted(review.viewings, "viewing")
    empty = f"nothing in the diary of {name}"
    yield Panel("totals", f"{name} in review", Cards(), _cards(figures), span=FULL)
    yield _highlights(figures)
    yield bests(review)
    yield Panel(
        "months",
        f"{name} by month",
        Columns(),
        bars(review.months, lambda label: month(label, review)),
        note=said,
        empty=empty,
        unit=VIEWINGS,
    )
    yield ratings("ratings", review.histogram, review.rated, films="films as rated today")
    if review.span.in_one_year:
        yield activity("calendar", name, review.calendar, today, year=review.span.first.year, empty=empty)
    yield ends(review)
    yield from _shares(review)
    yield from _tops(review)


def _highlights(figures: Years) -> Panel[Any]:
    """The claim, and the films that stand out; one that does so in several ways once."""
    found, review = figures.highlights, figures.review
    told: list[tuple[FilmRef, str, str]] = []
    if best := next(iter(review.bests), None):
        told.append((best, "rated best", rating(best.rating)))
    if again := found.most_rewatched:
        told.append((again, "most rewatched", f"{again.value:.0f} times"))
    if longest := found.longest:
        told.append((longest, "longest", f"{longest.value:,.0f} min"))
    if odd := found.most_surprising:
        kinder = "kinder than TMDB" if (odd.value or 0) > 0 else "harsher than TMDB"
        told.append((odd, f"{kinder} by {abs(odd.value or 0) / 2:.1f} stars", rating(odd.rating)))
    if not told and review.first:
        told.append((review.first.film, "the first", day(review.first.watched_on)))
    rows = []
    for ref in {ref.id: ref for ref, *_ in told}.values():
        ways, values = zip(*((way, value) for one, way, value in told if one.id == ref.id), strict=True)
        rows.append(film(ref, 0, ", ".join(dict.fromkeys(values)), ", ".join(ways)))
    notes = [_since(figures, "viewings", "hours", "mean rating")]
    if figures.undated:
        notes.append(f"{counted(figures.undated, 'film')} undated")
    return Panel(
        "highlights",
        " · ".join(filter(None, ("Of note", figures.headline))),
        Ranked(top=1, ranks=False),
        rows,
        note=" · ".join(filter(None, notes)),
        height=len(rows) + 2,
        span=FULL,
    )


def _since(figures: Years, *labels: str) -> str:
    """How much more than before: `+12 viewings, +0.10 ★ against 2024`, or before it has ended `against 5 May 2024`."""
    words = {"viewings": " viewings", "hours": " h", "mean rating": " ★"} if len(labels) > 1 else {}
    if not figures.review.hours_coverage.complete:
        labels = tuple(label for label in labels if label != "hours")
    changes = ", ".join(
        f"{signed(row.change, 2 if row.label == 'mean rating' else 0)}{words.get(row.label, '')}"
        for row in figures.changes
        if row.label in labels and row.change is not None
    )
    before = figures.before
    whole = (before.last.month, before.last.day) == (12, 31)
    return f"{changes} against {before.name if whole else day(before.last)}" if changes else ""


def _cards(figures: Years) -> list[Bar]:
    review, runtimes = figures.review, figures.review.hours_coverage
    hours = (_since(figures, "hours") if runtimes.complete else "") or of(runtimes)
    return [
        card("Viewings", review.viewings, note=_since(figures, "viewings") or "diary entries", query=review.filter),
        card("Films", review.films, note=_since(figures, "films"), query=review.filter),
        card("Hours", round(review.hours) if runtimes.known else None, note=hours, query=review.filter),
        card(
            "Mean rating",
            review.mean_rating,
            form=".2f",
            note=_since(figures, "mean rating") or f"{review.rated.known:,} rated",
        ),
        share_card("Liked", review.liked),
        card("Rewatches", review.rewatches, note=_since(figures, "rewatches") or "viewings"),
        card("Released that year", review.new_releases, note="films"),
        card("Older films", review.older, note="earlier years"),
    ]


def month(label: str, review: Review) -> str:
    """`Jan` where the span is one year, else `2024-01`."""
    return MONTHS[int(label[5:7]) - 1] if review.span.in_one_year else label


def bests(review: Review, side: str = "") -> Panel[Any]:
    """The films rated highest; `side` tells two reviews apart."""
    name = review.span.name
    return Panel(
        f"bests{side}",
        f"Best of {name}",
        Ranked(top=5),
        rated_films(review.bests),
        note="films as rated today, liked ones first",
        empty=f"no film of {name} is rated",
        posters=1,
        limit=TOP,
        span=(1, 1) if side else (2, 1),
    )


def ends(*reviews: Review) -> Panel[Any]:
    """The first and the last film."""
    watches = [(end, watch) for review in reviews for end, watch in (("first", review.first), ("last", review.last))]
    return Panel(
        "ends",
        "First and last",
        Ranked(top=5, ranks=False),
        [viewing(watch, f"{end}, {day(watch.watched_on)}") for end, watch in watches if watch],
        note="viewings",
        empty="nothing in the diary",
        height=6,
    )


def _shares(review: Review) -> Iterator[Panel[Any]]:
    first = review.viewings - review.rewatches
    undated = review.films - review.new_releases - review.older
    age = [
        Bar("released that year", review.new_releases),
        Bar("released before", review.older),
        Bar("later or without a year", undated),
    ]
    again = [Bar("first watches", first), Bar("rewatches", review.rewatches)]
    for key, title, parts, note in (
        ("new", "Released that year, or before", age, counted(review.films, "film")),
        ("again", "First watches and rewatches", again, counted(review.viewings, "viewing")),
    ):
        yield Panel(key, title, Share(), [part for part in parts if part.value], note=note, height=7)


def _tops(review: Review) -> Iterator[Panel[Any]]:
    films = counted(review.films, "film")
    rows = (
        ("genres", "Top genres", by_films(review.genres), "genre"),
        ("countries", "Top countries", by_films(review.countries), "country"),
        ("directors", "Top directors", people(review.directors), "director"),
        ("actors", "Top actors", people(review.actors), "actor"),
    )
    for key, title, data, what in rows:
        yield tmdb_panel(key, title, data, f"{films} · ★ mean", what)
    yield Panel(
        "tags", "Tags", BarRows(), bars(review.tags), note="viewings", empty="no viewing has a tag", unit=VIEWINGS
    )


def _side_by_side(figures: Years, other: Review) -> Iterator[Panel[Any]]:
    """Every row has a bar to the left for the one review and to the right for the other."""
    # Time runs from left to right, whichever was asked for first.
    turned = other.span.first < figures.review.span.first
    one, two = (other, figures.review) if turned else (figures.review, other)
    names = (one.span.name, two.span.name)
    title = f"{names[0]} and {names[1]}"
    yield Panel("pair-totals", title, Pairs(names, top=1), list(_totals(one, two)), height=12, span=(1, 2))
    yield _pairs("pair-ratings", "Ratings, films", names, _charts(one.histogram, two.histogram, half))
    if one.span.in_one_year and two.span.in_one_year:
        months = _charts(one.months, two.months, lambda label: month(label, one), key=lambda label: label[5:])
        yield _pairs("pair-months", "By month", names, months, unit=VIEWINGS, height=15)
    for key, rows in figures.beside.items():
        data = [_both(row, (one, two), turned=turned, people=key in ("directors", "actors")) for row in rows]
        yield _pairs(f"pair-{key}", f"Top {key}", names, data, needs_tmdb=True)
    tags = sorted(_charts(one.tags, two.tags, str), key=lambda pair: -max(pair.left.value, pair.right.value))
    yield _pairs("pair-tags", "Tags", names, tags[:TOP], unit=VIEWINGS, empty="no viewing has a tag")
    yield bests(one, "-1")
    yield bests(two, "-2")
    yield ends(one, two)


def _pairs(key: str, title: str, names: tuple[str, str], data: list[Pair], **options: object) -> Panel[Any]:
    panel = Panel(key, title, Pairs(names), data, note="", height=13)
    return replace(panel, **options)  # type: ignore[arg-type]  # the fields of a panel


def _totals(one: Review, two: Review) -> Iterator[Pair]:
    """Each row has a scale of its own: its larger number is a full bar."""
    for row in compared(one, two):
        most = max(abs(row.first or 0), abs(row.second or 0)) or 1
        sides = [
            Bar(
                f"{row.label} in {review.span.name}",
                (value or 0) / most,
                "–" if value is None else f"{value:.2f}" if row.label == "mean rating" else f"{value:,.0f}",
                review.filter,
            )
            for value, review in ((row.first, one), (row.second, two))
        ]
        yield Pair(row.label, *sides)


def _charts(one: Counts, two: Counts, label: Callable[[str], str], key: Callable[[str], str] = str) -> list[Pair]:
    """Bars of both charts by label, in the order of the first."""
    left, right = ({key(bar.label): bar for bar in chart} for chart in (one, two))
    if not one.total and not two.total:
        return []
    found = []
    for name in dict.fromkeys((*left, *right)):
        said = label((left.get(name) or right[name]).label)
        sides = [replace(side[name], label=said) if name in side else Bar(said, 0) for side in (left, right)]
        found.append(Pair(said, *sides))
    return found


def _both(row: Beside, reviews: Sequence[Review], *, turned: bool, people: bool) -> Pair:
    """One label in both reviews; `·` stands where a review has no film of it."""
    groups = (row.second, row.first) if turned else (row.first, row.second)
    person = next((person_of(group) for group in groups if group and people), None)
    left, right = (_films(row.name, *side, person) for side in zip(groups, reviews, strict=True))
    return Pair(row.name, left, right)


def _films(name: str, group: Group | None, review: Review, person: int | None) -> Bar:
    if group is None:
        return Bar(name, 0, "·", person=person)
    return Bar(name, group.films, query=f"{group.filter} {review.filter}", person=person)
