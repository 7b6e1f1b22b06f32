"""The overview: the library in one screen."""

from dataclasses import dataclass
from datetime import date

import numpy as np

from lbtui.model import FilmStatus, Role
from lbtui.stats.filters import at, named, person
from lbtui.stats.frames import Frames
from lbtui.stats.groups import Group, ranked, tally
from lbtui.stats.links import Floats
from lbtui.stats.values import Bar, Chart, Coverage, Hours, Unit, Watch, number, stars

TOP = 10
LATEST = 10


@dataclass(frozen=True, slots=True)
class Overview:
    """Counts are films unless named otherwise."""

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
    histogram: Chart
    """Films by rating, all ten ratings from 0.5 to 5."""
    release_years: Chart
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
        """Films that TMDB's data has arrived for."""
        return Coverage(self.statuses[FilmStatus.ENRICHED], self.films)


def overview(frames: Frames, today: date) -> Overview:
    """The overview of these films; the calendar is that of today's year."""
    count, rating = len(frames), frames.numbers("rating")
    scored = rating[~np.isnan(rating)]
    directors = frames.credits[Role.DIRECTOR]
    return Overview(
        films=count,
        viewings=len(frames.viewings),
        rewatches=int(frames.viewings["rewatch"].sum()),
        rated=Coverage(int(scored.size), count),
        liked=Coverage(int(frames.flags("liked").sum()), count),
        mean_rating=number(scored.mean()) if scored.size else None,
        median_rating=number(np.median(scored)) if scored.size else None,
        hours=frames.hours(),
        countries=frames.countries.labels_used(),
        countries_coverage=Coverage(frames.countries.rows_known(), count),
        languages=frames.languages.labels_used(),
        languages_coverage=Coverage(frames.languages.rows_known(), count),
        directors=directors.labels_used(),
        directors_coverage=Coverage(directors.rows_known(), count),
        histogram=histogram(rating),
        release_years=_release_years(frames),
        genres=ranked(tally(frames, frames.genres), lambda _, name: named("genre", name), limit=TOP),
        top_directors=ranked(tally(frames, directors), person, limit=TOP),
        calendar_year=today.year,
        calendar=days_of(frames, today.year),
        latest=_latest(frames, today),
        statuses=_statuses(frames),
    )


def histogram(rating: Floats) -> Chart:
    """Films by rating: all ten ratings, ascending, NaN passed over."""
    halves = np.rint(rating[~np.isnan(rating)] * 2).astype(np.int64)
    counts = np.bincount(halves, minlength=11)[1:11].tolist()
    labels = [stars(half / 2) for half in range(1, 11)]
    bars = (Bar(label, films, at("rating", label)) for label, films in zip(labels, counts, strict=True))
    return Chart(Unit.FILMS, tuple(bars))


def days_of(frames: Frames, year: int) -> dict[date, int]:
    """Viewings by day of one year."""
    days = frames.watched_on()
    found, counts = np.unique(days[days.astype("datetime64[Y]") == np.datetime64(f"{year:04}")], return_counts=True)
    return dict(zip(found.tolist(), counts.tolist(), strict=True))


def _release_years(frames: Frames) -> Chart:
    years = frames.numbers("year")
    known = years[~np.isnan(years)].astype(np.int64)
    if not known.size:
        return Chart(Unit.FILMS)
    first = int(known.min())
    counts = np.bincount(known - first).tolist()
    bars = (Bar(str(year), films, at("year", year)) for year, films in enumerate(counts, first))
    return Chart(Unit.FILMS, tuple(bars))


def _latest(frames: Frames, today: date) -> tuple[Watch, ...]:
    past = np.searchsorted(frames.watched_on(), np.datetime64(today), side="right")
    return frames.watches(range(int(past) - 1, max(int(past) - 1 - LATEST, -1), -1))


def _statuses(frames: Frames) -> dict[FilmStatus, int]:
    counts = frames.films["status"].value_counts().to_dict()
    return {status: int(counts.get(status.value, 0)) for status in FilmStatus}
