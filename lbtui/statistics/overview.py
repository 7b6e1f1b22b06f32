"""The overview: the library in one screen."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Any

import numpy as np

from lbtui.charts.draw.cards import Cards
from lbtui.charts.draw.ranked import Ranked
from lbtui.charts.draw.share import Share
from lbtui.charts.draw.steps import Steps
from lbtui.charts.model import FULL, Bar, Panel
from lbtui.model.enums import FilmStatus, Role
from lbtui.query import term
from lbtui.statistics.frames import Frames
from lbtui.statistics.measures import by_name, counts_of, coverage_of, histogram, mean_of, person, ranked, tally
from lbtui.statistics.panels import (
    activity,
    bars,
    by_films,
    card,
    day,
    days,
    known,
    of,
    people,
    ratings,
    share_card,
    tmdb_panel,
    viewing,
)
from lbtui.statistics.records import Counts, Coverage, Figures, Group, Hours, Unit, Watch, fields_of, number
from lbtui.statistics.request import StatisticsRequest
from lbtui.text import counted

TOP = 10
LATEST = 10


@dataclass(frozen=True, slots=True)
class Overview(Figures):
    """The library in one screen. Counts are films unless named otherwise."""

    films: int
    viewings: int
    """Diary entries."""
    rewatches: int
    """Diary entries that carry the rewatch flag."""
    rated: Coverage
    liked: Coverage
    mean_rating: float | None
    median_rating: float | None
    hours: Hours
    countries: int
    countries_coverage: Coverage
    languages: int
    """Original languages."""
    languages_coverage: Coverage
    directors: int
    directors_coverage: Coverage
    histogram: Counts
    """Films by rating, all ten ratings from 0.5 to 5."""
    release_years: Counts
    """Films by release year, without gaps from the first to the last."""
    genres: tuple[Group, ...]
    top_directors: tuple[Group, ...]
    calendar_year: int
    calendar: dict[date, int]
    """Viewings by day of the calendar year; days without one are left out."""
    latest: tuple[Watch, ...]
    """The latest viewings, newest first, without those planned after today."""
    statuses: dict[FilmStatus, int]
    """Films in each state of enrichment, all states in order."""

    @property
    def enriched(self) -> Coverage:
        return Coverage(self.statuses[FilmStatus.ENRICHED], self.films)

    def as_json(self) -> Mapping[str, Any]:
        """The hours one by one, rated and liked films as plain numbers."""
        hours = self.hours
        return fields_of(self) | {
            "rated": self.rated.known,
            "liked": self.liked.known,
            "hours": hours.total,
            "hours_diary": hours.diary,
            "hours_undated": hours.undated,
            "hours_coverage": hours.coverage,
            "days": hours.days,
            "enriched": self.enriched,
        }

    def panels(self, request: StatisticsRequest) -> Iterable[Panel[Any]]:
        """Totals, ratings, release years, top genres and directors, latest viewings, this year's calendar."""
        years, year = self.release_years, self.calendar_year
        yield Panel("totals", "Totals", Cards(), _cards(self), span=FULL)
        yield ratings("ratings", self.histogram, self.rated, height=13)
        note = counted(years.total, "film")
        yield Panel("release-years", "Films by release year", Steps(), bars(years), note=note, height=13, span=(1, 2))
        yield tmdb_panel("genres", "Top genres", by_films(self.genres), "films · ★ mean rating", "genre")
        directors, note = people(self.top_directors), known(self.directors_coverage, "director")
        yield tmdb_panel("directors", "Top directors", directors, note, "director")
        latest = [_watch(watch) for watch in self.latest]
        yield Panel(
            "latest", "Latest viewings", Ranked(top=5), latest, note="diary entries", empty="the diary is empty"
        )
        empty = f"no viewing in {year} yet"
        yield activity("calendar", str(year), self.calendar, request.today, year=year, empty=empty)
        states = [Bar(state.words, n, query=term("status", state.words)) for state, n in self.statuses.items() if n]
        note = f"{self.enriched.known:,} of {self.enriched.of:,} films"
        yield Panel("enriched", "Enriched from TMDB", Share(), states, note=note, height=4, span=FULL)


def measure(frames: Frames, _library: Frames, request: StatisticsRequest) -> Overview:
    """The overview of these films; the calendar is that of today's year."""
    count, rating, year = len(frames), frames.numbers("rating"), request.today.year
    scored = rating[~np.isnan(rating)]
    directors = frames.credits[Role.DIRECTOR]
    return Overview(
        films=count,
        viewings=int(frames.viewed.size),
        rewatches=int(frames.rewatch.sum()),
        rated=Coverage(int(scored.size), count),
        liked=Coverage(int(frames.flags("liked").sum()), count),
        mean_rating=mean_of(rating),
        median_rating=number(np.median(scored)) if scored.size else None,
        hours=frames.hours(),
        countries=frames.countries.labels_used(),
        countries_coverage=coverage_of(frames, frames.countries),
        languages=frames.languages.labels_used(),
        languages_coverage=coverage_of(frames, frames.languages),
        directors=directors.labels_used(),
        directors_coverage=coverage_of(frames, directors),
        histogram=histogram(rating),
        release_years=_release_years(frames),
        genres=by_name(frames, frames.genres, "genre", TOP),
        top_directors=ranked(tally(frames, directors), person, limit=TOP),
        calendar_year=year,
        calendar={day: viewings for day, viewings in frames.by_day().items() if day.year == year},
        latest=_latest(frames, request.today),
        statuses=_statuses(frames),
    )


def _release_years(frames: Frames) -> Counts:
    years = frames.numbers("year")
    known = years[~np.isnan(years)].astype(np.int64)
    if not known.size:
        return Counts(Unit.FILMS)
    first, last = int(known.min()), int(known.max())
    return counts_of(Unit.FILMS, map(str, range(first, last + 1)), np.bincount(known - first).tolist(), "year")


def _latest(frames: Frames, today: date) -> tuple[Watch, ...]:
    past = np.searchsorted(frames.watched_on, np.datetime64(today), side="right")
    return frames.watches(range(int(past) - 1, max(int(past) - 1 - LATEST, -1), -1))


def _statuses(frames: Frames) -> dict[FilmStatus, int]:
    counts = np.bincount(frames.films["status"].to_numpy(), minlength=len(FilmStatus)).tolist()
    return dict(zip(FilmStatus, counts, strict=True))


def _cards(figures: Overview) -> list[Bar]:
    hours, median = figures.hours, figures.median_rating
    return [
        card("Films", figures.films, query="", note="watched"),
        card("Viewings", figures.viewings, query="viewings>=1", note=f"{figures.rewatches:,} rewatches"),
        card("Hours", _if(hours.coverage, round(hours.total)), note=_days(hours), query="runtime>=1"),
        card(
            "Mean",
            figures.mean_rating,
            form=".2f",
            note="" if median is None else f"median {median:g}",
            query="rated",
        ),
        share_card("Rated", figures.rated, "rated"),
        share_card("Liked", figures.liked, "liked"),
        _origins("Countries", figures.countries, figures.countries_coverage),
        _origins("Languages", figures.languages, figures.languages_coverage),
        _origins("Directors", figures.directors, figures.directors_coverage),
    ]


def _days(hours: Hours) -> str:
    """`38.9 days`, or of how many films the runtime is known where that is not of all."""
    return f"{days(hours.days)} days" if hours.coverage.complete else of(hours.coverage)


def _if(coverage: Coverage, number: float) -> float | None:
    """Unknown while nothing is known of any film."""
    return number if coverage.known else None


def _origins(title: str, number: int, coverage: Coverage) -> Bar:
    return card(title, _if(coverage, number), note=of(coverage))


def _watch(watch: Watch) -> Bar:
    again = " rewatch" if watch.rewatch else ""
    return viewing(watch, f"{day(watch.watched_on)}{again}")
