from contextlib import closing
from datetime import date
from pathlib import Path

import pytest

from lbtui.statistics import watchlist
from lbtui.statistics.diary import Gap, Streak
from lbtui.statistics.frames import Frames
from lbtui.statistics.reading import load
from lbtui.statistics.records import Coverage, Unit
from lbtui.statistics.time import Timeline, measure
from tests.statistics.library import TODAY, add_film, add_metadata, add_names, add_viewing, create, facts, request
from tests.statistics.shapes import bars, ids


def measured(frames: Frames, today: date = TODAY) -> Timeline:
    return measure(frames, frames, request(today=today))


@pytest.fixture(scope="module")
def figures(seen: Frames) -> Timeline:
    return measured(seen)


def test_it_says_what_the_diary_holds_and_what_it_does_not(figures: Timeline) -> None:
    assert (figures.viewings, figures.films, figures.undated) == (60, 30, 4)


def test_viewings_by_year(figures: Timeline) -> None:
    expected = {"2000": 13, "2020": 2, "2021": 6, "2022": 3, "2023": 1, "2024": 13, "2025": 12, "2026": 10}

    assert bars(figures.by_year) == expected
    assert len(figures.by_year) == 27
    assert figures.by_year.unit is Unit.VIEWINGS
    assert figures.by_year.bars[24].query == "watched:2024"


def test_viewings_by_month_and_week(figures: Timeline) -> None:
    months, weeks = bars(figures.by_month), bars(figures.by_week)

    assert (months["2024-01"], months["2024-03"], months["2024-06"], sum(months.values())) == (5, 3, 3, 60)
    # 1 January 2000 was a Saturday in the last week of 1999; 31 December 2024 and 1 January 2025 share a week.
    assert (weeks["1999-W52"], weeks["2025-W01"], weeks["2024-W22"], sum(weeks.values())) == (13, 2, 3, 60)
    # Weeks without a viewing have a bar of their own, so that time runs evenly.
    assert [(bar.label, bar.value) for bar in figures.by_week][1] == ("2000-W01", 0)
    assert next(bar for bar in figures.by_month if bar.label == "2024-01").query == "watched:2024-01"
    assert next(bar for bar in figures.by_week if bar.label == "2024-W22").query == "watched:2024-05-27..2024-06-02"


@pytest.mark.parametrize("day", ["0001-01-01", "1677-09-20", "2262-04-12", "9999-12-31"])
def test_days_that_cannot_be_true_are_in_no_chart(tmp_path: Path, day: str) -> None:
    path = tmp_path / "library.db"
    with closing(create(path)) as library:
        add_film(library, 1, watched=True, listed_on=day, watchlist=True)
        add_viewing(library, 1, day)
        add_viewing(library, 1, "2024-01-20")
        library.commit()
    frames = load(path)
    figures = measured(frames)

    assert (figures.viewings, bars(figures.by_year), len(figures.by_week)) == (1, {"2024": 1}, 1)
    assert not watchlist.measure(frames, frames, request()).waiting


def test_viewings_by_weekday_from_monday(figures: Timeline) -> None:
    weekdays = [(bar.label, bar.value) for bar in figures.by_weekday]

    assert weekdays == [("Mon", 5), ("Tue", 10), ("Wed", 7), ("Thu", 4), ("Fri", 2), ("Sat", 27), ("Sun", 5)]
    assert figures.by_weekday.bars[4].query == 'weekday="Friday"'


def test_the_calendar_holds_every_day(figures: Timeline) -> None:
    assert sum(figures.calendar.values()) == 60
    assert figures.calendar[date(2024, 1, 20)] == 2


def test_the_longest_streak_runs_across_the_turn_of_the_year(figures: Timeline) -> None:
    assert figures.longest_streak == Streak(5, date(2023, 12, 25), date(2024, 1, 28))
    assert figures.longest_streak.filter == "watched:2023-12-25..2024-01-28"


def test_the_current_streak_lasts_until_a_whole_week_has_passed(seen: Frames) -> None:
    running = Streak(3, date(2026, 6, 1), date(2026, 6, 21))

    assert measured(seen).current_streak == running
    assert measured(seen, date(2026, 6, 28)).current_streak == running
    assert measured(seen, date(2026, 6, 29)).current_streak is None


def test_a_placeholder_day_is_counted_but_is_no_busiest_day_gap_or_double_bill(figures: Timeline) -> None:
    assert [(day.day, day.viewings) for day in figures.placeholders] == [(date(2000, 1, 1), 13)]
    assert figures.busiest_day is not None
    assert figures.busiest_day.day == date(2024, 6, 1)
    assert ids(figures.busiest_day.films) == [7, 8, 9]
    assert figures.busiest_day.filter == "watched:2024-06-01"
    assert figures.longest_gap == Gap(692, date(2022, 2, 3), date(2023, 12, 27))


def test_double_bills_are_days_with_different_films(figures: Timeline) -> None:
    # On 3 March 2026 the same film was logged twice.
    assert figures.double_bills == 4
    assert [str(day.day) for day in figures.latest_double_bills] == [
        "2026-02-14",
        "2024-06-01",
        "2024-01-20",
        "2022-02-02",
    ]
    assert ids(figures.latest_double_bills[0].films) == [28, 30]


def test_milestones_name_their_films_and_say_when_the_day_is_a_placeholder(figures: Timeline) -> None:
    milestones = [(stone.number, stone.watch.film.id, stone.placeholder) for stone in figures.milestones]

    assert milestones == [(1, 7, True), (50, 10, False)]
    assert figures.milestones[1].watch.watched_on == date(2025, 12, 1)


def test_the_lag_is_over_films_whose_first_viewing_is_known(figures: Timeline) -> None:
    # 14, 29, 30, 45 and 1,827 days, then 21 9,199, 22 9,200, 20 9,558 and the six films of the sixties.
    assert figures.lag.median_days == (9200 + 9558) / 2
    assert figures.lag.within_30_days == 3
    assert figures.lag.coverage == Coverage(14, 30)


def test_a_day_longer_than_a_day_is_a_placeholder_and_a_finished_series_is_not(database: Path) -> None:
    connection = create(database)
    add_names(connection)
    known = facts()
    for film in (*range(13, 19), *range(7, 12), 27):
        add_film(connection, film, known[film], watched=1)
        add_metadata(connection, film, known[film])
    # 6 x 150 + 5 x 120 minutes are 25 hours; the same without one film of 120 are 23 hours.
    for film in (*range(13, 19), *range(7, 12)):
        add_viewing(connection, film, "2024-05-01")
    for film in (*range(13, 19), *range(8, 12)):
        add_viewing(connection, film, "2024-05-02")
    for _ in range(3):
        add_viewing(connection, 27, "2024-05-03")
    connection.commit()
    connection.close()

    figures = measured(load(database))

    assert [day.day for day in figures.placeholders] == [date(2024, 5, 1)]
    assert figures.busiest_day is not None
    assert figures.busiest_day.day == date(2024, 5, 2)


def test_more_milestones_come_with_a_longer_diary(database: Path) -> None:
    connection = create(database)
    add_film(connection, 1, watched=1)
    for line in range(3100):
        add_viewing(connection, 1, f"{2000 + line // 300}-{line % 300 // 25 + 1:02}-{line % 25 + 1:02}", log_id=line)
    connection.commit()
    connection.close()

    numbers = [stone.number for stone in measured(load(database)).milestones]

    assert numbers == [1, 50, 100, 500, 1000, 1500, 2000, 3000]
