from datetime import date

import pytest

from lbtui.statistics.frames import Frames
from lbtui.statistics.records import Coverage
from lbtui.statistics.request import DateRange
from lbtui.statistics.years import Review, measure, review
from tests.statistics.library import request
from tests.statistics.shapes import bars, counted, ids


@pytest.fixture(scope="module")
def year(seen: Frames) -> Review:
    return review(seen, DateRange.years(2024))


def test_the_totals_of_a_year(year: Review) -> None:
    assert (year.viewings, year.films, year.rewatches) == (13, 13, 4)
    # 5 x 90 + 4 x 100 + 3 x 120 + 600 minutes.
    assert year.hours == pytest.approx(1810 / 60)
    assert year.hours_coverage == Coverage(13, 13)
    assert year.mean_rating == pytest.approx(4.05)
    assert (year.rated, year.liked) == (Coverage(10, 13), Coverage(3, 13))


def test_first_last_and_best_films_of_a_year(year: Review) -> None:
    assert year.first is not None
    assert year.last is not None
    assert (year.first.film.id, year.first.watched_on) == (2, date(2024, 1, 6))
    assert (year.last.film.id, year.last.watched_on) == (27, date(2024, 12, 31))
    assert ids(year.bests) == [2, 3, 27, 7, 4, 5, 8, 24, 9, 23]


def test_new_releases_and_older_films_of_a_year(year: Review) -> None:
    assert (year.new_releases, year.older) == (4, 9)


def test_a_year_has_twelve_months(year: Review) -> None:
    assert len(year.months) == 12
    assert bars(year.months) == {"2024-01": 5, "2024-03": 3, "2024-04": 1, "2024-06": 3, "2024-12": 1}


def test_people_genres_and_tags_of_a_year(year: Review) -> None:
    assert counted(year.genres) == [("Drama", 9), ("Horror", 4), ("Science Fiction", 3)]
    assert counted(year.directors) == [("Agnès Varda", 5), ("Stanley Kubrick", 3), ("Ida Ek", 1)]
    assert counted(year.actors) == [("Ann Lee", 3), ("Bo Ray", 2)]
    assert bars(year.tags) == {"at the cinema": 3, "70mm": 2}
    assert year.tags.bars[0].query == 'tag="at the cinema"'
    assert year.filter == "watched:2024"


def test_a_span_may_be_any_days(seen: Frames) -> None:
    part = review(seen, DateRange(date(2023, 12, 27), date(2024, 1, 8)))

    assert (part.viewings, part.films) == (3, 3)
    assert bars(part.months) == {"2023-12": 1, "2024-01": 2}
    assert part.filter == "watched:2023-12-27..2024-01-08"
    assert part.span.name == "2023-12-27 – 2024-01-08"


def test_two_spans_are_set_side_by_side(seen: Frames) -> None:
    figures = measure(seen, seen, request(dates=DateRange.years(2024), other=DateRange.years(2025)))
    rows = {row.label: (row.first, row.second, row.change) for row in figures.differences}

    assert rows["viewings"] == (13, 12, -1)
    assert rows["films"] == (13, 1, -12)
    assert rows["hours"] == pytest.approx((1810 / 60, 24.0, 24 - 1810 / 60))
    assert rows["mean rating"] == pytest.approx((4.05, 3.5, -0.55))
    assert rows["new releases"] == (4, 0, -4)


def test_what_is_at_the_top_of_one_span_is_looked_up_in_the_other(seen: Frames) -> None:
    spans = (DateRange.years(2020, 2023), DateRange.years(2024))
    figures = measure(seen, seen, request(dates=spans[0], other=spans[1]))

    for key, field in (("genres", "genres"), ("countries", "countries")):
        for row in figures.beside[key]:
            for span, group in zip(spans, (row.first, row.second), strict=True):
                part = seen.within(span.first, span.last)
                links = getattr(part, field)
                films = [links.name(label) for label in links.label].count(row.name)
                assert (group.films if group else 0) == films, (key, row.name, span.name)


def test_the_latest_year_that_has_begun_is_shown_when_none_is_asked_for(seen: Frames) -> None:
    figures = measure(seen, seen, request(today=date(2025, 12, 31)))

    assert figures.review.span.name == "2025"
    assert figures.other is None
    assert figures.available == (2000, 2020, 2021, 2022, 2023, 2024, 2025, 2026)


def test_a_year_without_viewings_is_empty(seen: Frames) -> None:
    empty = review(seen, DateRange.years(2010, 2012))

    assert (empty.viewings, empty.films, empty.hours, empty.mean_rating, empty.first) == (0, 0, 0, None, None)
    assert len(empty.months) == 36
    assert empty.span.name == "2010–2012"
