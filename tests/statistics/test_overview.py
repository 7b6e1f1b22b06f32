from datetime import date

import pytest

from lbtui.model.enums import FilmStatus
from lbtui.statistics.frames import Frames
from lbtui.statistics.overview import Overview, measure
from lbtui.statistics.records import Coverage
from tests.statistics.library import TODAY, request
from tests.statistics.shapes import bars, counted, rated


def measured(frames: Frames, today: date = TODAY) -> Overview:
    return measure(frames, frames, request(today=today))


@pytest.fixture(scope="module")
def figures(seen: Frames) -> Overview:
    return measured(seen)


def test_it_counts_films_viewings_ratings_and_likes(figures: Overview) -> None:
    assert (figures.films, figures.viewings, figures.rewatches) == (34, 60, 29)
    assert figures.rated == Coverage(26, 34)
    assert figures.liked == Coverage(7, 34)


def test_mean_and_median_are_over_the_ratings_of_films(figures: Overview) -> None:
    assert figures.mean_rating == pytest.approx(88 / 26)
    assert figures.median_rating == 3.5


def test_it_counts_countries_original_languages_and_directors_and_says_of_how_many_films(figures: Overview) -> None:
    assert (figures.countries, figures.languages, figures.directors) == (4, 3, 6)
    assert figures.countries_coverage == figures.languages_coverage == Coverage(31, 34)
    assert figures.directors_coverage == Coverage(27, 34)


def test_the_histogram_has_all_ten_ratings_and_opens_the_films_of_each(figures: Overview) -> None:
    counts = {bar.label: bar.value for bar in figures.histogram}

    assert list(counts) == ["0.5", "1", "1.5", "2", "2.5", "3", "3.5", "4", "4.5", "5"]
    assert list(counts.values()) == [1, 1, 0, 2, 1, 7, 3, 5, 3, 3]
    assert figures.histogram.bars[8].query == "rating:4.5"


def test_release_years_run_without_gaps(figures: Overview) -> None:
    years = [bar.label for bar in figures.release_years]

    assert years == [str(year) for year in range(1955, 2025)]
    assert figures.release_years.total == 33
    assert bars(figures.release_years)["2024"] == 4
    assert figures.release_years.bars[-1].query == "year:2024"


def test_genres_and_directors_are_ranked_by_films_and_then_by_rating(figures: Overview) -> None:
    assert counted(figures.genres) == [
        ("Drama", 19),
        ("Science Fiction", 6),
        ("Romance", 6),
        ("Horror", 4),
        ("Comedy", 4),
        ("Action", 4),
    ]
    assert figures.genres[1].filter == 'genre="Science Fiction"'
    assert counted(figures.top_directors) == [
        ("Stanley Kubrick", 10),
        ("Agnès Varda", 6),
        ("Claire Denis", 6),
        ("Sam Woo", 2),
        ("Sam Woo", 2),
        ("Ida Ek", 1),
    ]
    assert rated(figures.top_directors)[:3] == [
        ("Stanley Kubrick", 3.375),
        ("Agnès Varda", 4.4),
        ("Claire Denis", 2.583),
    ]


def test_the_calendar_is_that_of_the_current_year(figures: Overview) -> None:
    assert figures.calendar_year == 2026
    assert sum(figures.calendar.values()) == 10
    assert figures.calendar[date(2026, 3, 3)] == 2


def test_the_latest_viewings_come_newest_first_and_leave_out_planned_ones(figures: Overview) -> None:
    latest = [(watch.film.id, watch.watched_on.isoformat()) for watch in figures.latest]

    assert latest[:4] == [(11, "2026-06-16"), (11, "2026-06-09"), (11, "2026-06-02"), (22, "2026-03-11")]
    assert len(latest) == 10


def test_a_viewing_of_today_is_among_the_latest(seen: Frames) -> None:
    assert measured(seen, date(2026, 6, 16)).latest[0].watched_on == date(2026, 6, 16)


def test_it_tells_how_much_of_the_films_is_enriched(figures: Overview) -> None:
    assert figures.enriched == Coverage(31, 34)
    assert figures.statuses[FilmStatus.NOT_FOUND] == 2
    assert figures.statuses[FilmStatus.PENDING] == 1
    assert sum(figures.statuses.values()) == 34
