"""Dashboards as plain text: what the charts are given."""

from datetime import date

from lbtui.services.report import bars
from lbtui.stats.groups import Group
from lbtui.stats.values import Bar, Chart, Coverage, FilmRef, Unit, Watch

FILM = FilmRef(1, "Cléo from 5 to 7", 1962, 4.5)
GROUP = Group(1, "Drama", films=10, rated=4, mean=4.25, fair=3.9, liked=1, hours=20.0, filter='genre="Drama"')


def test_what_rests_on_nothing_is_unknown_and_not_nought() -> None:
    assert bars.hours(0.0, Coverage(0, 4)).text == "–"
    assert bars.counted("countries", 0, Coverage(0, 4)).text == "–"
    assert bars.hours(48.0, Coverage(2, 4)).text == "48"
    assert bars.hours(48.0, Coverage(2, 4)).note == "2.0 days"
    assert bars.percent("liked", Coverage(0, 0)).text == "–"
    assert bars.number("mean", None).text == "–"


def test_a_bar_keeps_the_filter_of_the_films_behind_it() -> None:
    assert bars.of_groups([GROUP])[0].query == 'genre="Drama"'
    assert bars.of_chart(Chart(Unit.FILMS, (Bar("4.5", 3, "rating:4.5"),)))[0].query == "rating:4.5"


def test_a_ranking_by_rating_shows_the_mean_that_it_goes_by() -> None:
    found = bars.of_fair([GROUP])[0]
    assert (found.value, found.text, found.note) == (3.9, "3.90 ★", "mean 4.25 of 4")


def test_films_show_the_number_that_the_list_is_about_else_their_rating() -> None:
    longest = FilmRef(2, "Sátántangó", 1994, 5.0, value=439)
    assert [bar.text for bar in bars.of_films([longest, FILM], " min")] == ["439 min", "4.5 ★"]


def test_a_viewing_without_a_rating_has_none() -> None:
    watch = Watch(FILM, date(2024, 2, 3), None, rewatch=True)
    found = bars.of_watches([watch])[0]
    assert (found.label, found.text, found.note) == ("2024-02-03  Cléo from 5 to 7", "–", "1962 again")
