"""What the years claim: true of the diary, chosen by it, and nothing where it bears nothing out."""

import sqlite3
from contextlib import closing
from datetime import date, timedelta
from pathlib import Path

import pytest

from lbtui.charts.draw.ranked import Ranked
from lbtui.statistics.frames import Frames
from lbtui.statistics.highlights import headline, highlights, totals, undated
from lbtui.statistics.reading import load
from lbtui.statistics.request import DateRange
from lbtui.statistics.years import Years, compared, measure, review
from tests.statistics.library import TODAY, add_film, add_viewing, create, request

LATER = date(2030, 1, 1)


class Diary:
    """A library of films that are made as they are watched."""

    def __init__(self, path: Path) -> None:
        self.path = path

    def keep(self, *entries: tuple[str, float | None]) -> None:
        """A new film for each day and rating."""
        with closing(create(self.path)) as connection, connection:
            for film, (day, rating) in enumerate(entries, 1):
                add_film(connection, film, watched=1, rating=rating)
                add_viewing(connection, film, day, rating=rating)

    def said(self, year: int, today: date = LATER) -> str:
        """The claim of a year."""
        return headline(load(self.path), DateRange.years(year), (), today)


@pytest.fixture
def book(database: Path) -> Diary:
    return Diary(database)


def spread(year: int, number: int, rating: float | None = None) -> list[tuple[str, float | None]]:
    """So many films, two weeks from one to the next."""
    return [(f"{date(year, 1, 3) + timedelta(days=14 * at)}", rating) for at in range(number)]


def test_most_films_is_said_of_one_year_with_the_next(book: Diary) -> None:
    book.keep(*spread(2020, 20), *spread(2021, 23), *spread(2022, 21))

    assert book.said(2021) == "Most films in any year: 23, 2 more than in 2022"
    assert "Most films" not in book.said(2020) + book.said(2022)


def test_the_better_of_two_years_holds_no_record(book: Diary) -> None:
    book.keep(*spread(2020, 12, 3), *spread(2021, 26, 4))
    assert book.said(2021).startswith("The longest drought: ")
    assert book.said(2020) == "12 viewings on 12 days"


def test_days_that_hold_too_much_to_be_true_make_no_record(book: Diary) -> None:
    book.keep(*spread(2020, 5), *spread(2021, 6), *([("2022-03-01", None)] * 40))
    assert book.said(2022) == "40 viewings on 1 day"


def test_the_kindest_and_the_strictest_year(book: Diary) -> None:
    book.keep(*spread(2020, 12, 3), *spread(2021, 12, 4.5), *spread(2022, 12, 2), *spread(2023, 3, 5))

    assert book.said(2021) == "Your most generous year: 4.50 stars on average"
    assert book.said(2022) == "Your strictest year: 2.00 stars on average"
    assert book.said(2022, date(2022, 12, 1)) == "Your strictest year so far: 2.00 stars on average"
    assert "stars" not in book.said(2020) + book.said(2023), "of three ratings no mean is a record"


def test_two_years_with_the_same_mean_are_neither(book: Diary) -> None:
    book.keep(*spread(2020, 12, 4), *spread(2021, 12, 4), *spread(2022, 12, 3.5))
    assert "generous" not in book.said(2020) + book.said(2021)


def test_the_longest_streak_and_the_longest_drought_belong_to_the_year_that_they_end_in(book: Diary) -> None:
    weeks = [(f"{date(2021, 11, 29) + timedelta(days=7 * at)}", None) for at in range(10)]
    book.keep(*spread(2020, 12), *weeks, ("2022-12-01", None))

    assert book.said(2022) == "The longest streak: 10 weeks in a row, to 6 Feb 2022"
    assert book.said(2021).startswith("The longest drought: "), "from June 2020 to November 2021"


def test_a_full_day_counts_where_nothing_says_more(book: Diary) -> None:
    book.keep(*spread(2020, 20), *[("2020-03-07", None)] * 5)
    assert book.said(2020) == "The fullest day: 5 films on 7 Mar 2020"


def test_a_diary_begins_once(book: Diary) -> None:
    book.keep(*spread(2019, 4), *spread(2020, 5), *spread(2021, 5))
    assert book.said(2019) == "The year in which your diary begins"
    assert book.said(2018) == ""


def test_most_rewatches_and_a_director(seen: Frames) -> None:
    several, directors = DateRange.years(2024, 2025), review(seen, DateRange.years(2024, 2025)).directors

    assert headline(seen, DateRange.years(2025), (), TODAY) == "Most rewatches in any year: 12"
    assert headline(seen, several, directors, TODAY) == "Above all Agnès Varda: 5 films"
    assert headline(seen, several, (), TODAY) == "25 viewings on 22 days"
    assert headline(seen, DateRange.years(2000, 2026), (), TODAY) == "All of your diary: 60 viewings"


def test_the_films_that_stand_out(seen: Frames) -> None:
    found = highlights(seen, DateRange.years(2024))
    picked = [found.most_rewatched, found.longest, found.most_surprising]

    # 3, 7, 8 and 9 were seen for the second time; 27 is a series; 2 and 3 are half a star above TMDB's 7.5.
    assert [(film.id, film.value) for film in picked if film] == [(3, 2), (7, 120), (2, 1.5)]
    again = highlights(seen, DateRange.years(2025)).most_rewatched
    assert again is not None
    assert (again.id, again.value) == (10, 13)


def test_before_tmdb_was_asked_nothing_is_longest_or_surprising(bare: Frames) -> None:
    found = highlights(bare, DateRange.years(2024))
    assert (found.longest, found.most_surprising) == (None, None)


def test_films_without_a_date_are_counted(seen: Frames) -> None:
    assert undated(seen) == 4
    figures = measure(seen, seen, request(dates=DateRange.years(2024)))
    shown = next(panel for panel in figures.panels(request()) if panel.key == "highlights")
    assert shown.title == f"Of note · {figures.headline}"
    assert shown.note.endswith("4 films undated")


def test_a_film_that_stands_out_in_several_ways_is_named_once_and_none_has_a_rank(book: Diary) -> None:
    book.keep(("2024-01-03", 5), ("2024-02-03", 3))
    with closing(sqlite3.connect(book.path)) as connection, connection:
        add_viewing(connection, 1, "2024-03-03", rewatch=1)
    frames = load(book.path)
    panels = measure(frames, frames, request(dates=DateRange.years(2024))).panels(request())
    shown = {panel.key: panel for panel in panels}

    assert [(bar.text, *bar.cells) for bar in shown["highlights"].bars] == [
        ("5 ★, 2 times", "rated best, most rewatched"),
    ]
    assert shown["highlights"].kind == Ranked(top=1, ranks=False)
    assert shown["ends"].kind == Ranked(top=5, ranks=False)


@pytest.mark.parametrize("year", [2000, 2020, 2024, 2025, 2026])
def test_totals_are_those_of_the_review(seen: Frames, year: int) -> None:
    span = DateRange.years(year)
    full, short = review(seen, span), totals(seen, span)

    assert (short.viewings, short.films, short.rated) == (full.viewings, full.films, full.rated.known)
    assert short.hours == pytest.approx(full.hours)
    assert short.mean_rating == pytest.approx(full.mean_rating)
    assert short.rewatches == full.rewatches


def asked(frames: Frames, year: int) -> Years:
    return measure(frames, frames, request(dates=DateRange.years(year)))


def test_a_year_is_set_against_the_one_before_and_one_that_goes_on_against_the_same_days(seen: Frames) -> None:
    whole, part = asked(seen, 2025), asked(seen, 2026)
    rows = {row.label: row for row in compared(review(seen, DateRange.years(2024)), whole.review)}

    assert whole.before == DateRange.years(2024)
    assert [row.change for row in whole.changes] == pytest.approx([rows[row.label].change for row in whole.changes])
    assert part.before == DateRange(date(2025, 1, 1), date(2025, 6, 17))
    assert part.changes[0].first == 6
    assert asked(seen, 2020).changes == ()


def test_the_cards_say_how_much_more_it_was(seen: Frames) -> None:
    totals_of = {
        year: {bar.label: bar.note for bar in next(iter(asked(seen, year).panels(request()))).bars}
        for year in (2024, 2025, 2026)
    }
    assert totals_of[2025]["Viewings"] == "−1 against 2024"
    assert totals_of[2025]["Mean rating"] == "−0.55 against 2024"
    assert totals_of[2026]["Viewings"].endswith(" against 17 Jun 2025")
