"""A film's way from name to decision costs as few requests as it can, over a TMDB of a few titles."""

from collections.abc import Mapping, Sequence

from lbtui.matching.candidates import Decision, Key, Outcome
from lbtui.matching.queries import Search
from lbtui.matching.walk import Walk
from lbtui.model.enums import Kind
from lbtui.model.metadata import Summary

from .rows import movie, series


def walk(
    name: str, year: int | None, rows: Sequence[Summary], alternatives: Mapping[Key, Sequence[str]] | None = None
) -> tuple[Decision, list[str]]:
    """The decision and every request on the way to it; a search answers with all rows of its kind and year."""
    film, sent = Walk(name, year), []
    while True:
        decision = film.step()
        if decision.outcome is Outcome.SEARCH_ON:
            assert decision.search is not None
            sent.append(f"{decision.search.kind} {decision.search.why}")
            found = answer(decision.search, rows)
            first = 20 * (decision.search.page - 1)
            film.add_results(decision.search, found[first : first + 20], more=len(found) > first + 20)
        elif decision.outcome is Outcome.NEEDS_DETAILS:
            sent.extend(f"details {tmdb_id}" for _, tmdb_id in decision.ask)
            for key in decision.ask:
                film.add_titles(key, (alternatives or {}).get(key, ()))
        else:
            return decision, sent


def answer(search: Search, rows: Sequence[Summary]) -> list[Summary]:
    return [row for row in rows if row.kind is search.kind and (search.year is None or row.year == search.year)]


def test_an_equal_title_costs_one_search() -> None:
    decision, sent = walk("Moonlight", 2016, [movie(1, "Moonlight", 2016, 7500)])
    assert decision.outcome is Outcome.ACCEPTED
    assert sent == ["movie without a year"]


def test_a_year_off_by_one_costs_one_search_as_well() -> None:
    decision, sent = walk("Frances Ha", 2012, [movie(1, "Frances Ha", 2013, 1800)])
    assert decision.outcome is Outcome.ACCEPTED
    assert sent == ["movie without a year"]


def test_namesakes_end_the_walk_at_once() -> None:
    rows = [movie(1, "Cinderella", 1922, 10), movie(2, "Cinderella", 1922, 7)]
    decision, sent = walk("Cinderella", 1922, rows)
    assert decision.outcome is Outcome.NEEDS_REVIEW
    assert sent == ["movie without a year"]


def test_a_namesake_of_another_year_is_not_looked_at_where_the_year_has_a_clear_match() -> None:
    rows = [movie(1, "Suspiria", 1977, 3000), movie(2, "Suspiria", 1978, 3000)]
    decision, sent = walk("Suspiria", 1977, rows)
    assert (decision.outcome, decision.reason) == (Outcome.ACCEPTED, "title equal, same year, no other candidate")
    assert sent == ["movie without a year"]


def test_where_there_is_more_than_a_page_the_year_is_asked_for() -> None:
    elsewhere = [movie(200 + n, "House", 1990, 5000) for n in range(20)]
    decision, sent = walk("House", 1977, [*elsewhere, movie(1, "House", 1977, 1200)])
    assert decision.best is not None
    assert (decision.outcome, decision.best.summary.tmdb_id) == (Outcome.ACCEPTED, 1)
    assert sent == ["movie without a year", "movie with the year"]


def test_an_alternative_title_saves_the_other_searches() -> None:
    rows = [movie(1, "Borat Subsequent Moviefilm", 2020, 1962)]
    decision, sent = walk("Borat 2", 2020, rows, {(Kind.MOVIE, 1): ["Borat 2"]})
    assert decision.outcome is Outcome.ACCEPTED
    assert sent[-1] == "details 1"


def test_a_series_is_found_after_the_movies() -> None:
    decision, sent = walk("Chernobyl", 2019, [series(1, "Chernobyl", 2019, 6000)])
    assert decision.best is not None
    assert decision.best.summary.kind is Kind.TV
    assert sent == ["movie without a year", "tv series without a year"]


def test_a_little_known_movie_a_year_later_does_not_take_the_place_of_a_series() -> None:
    rows = [movie(1, "Twin Peaks: The Return", 2018, 76), series(2, "Twin Peaks: The Return", 2017, 900)]
    decision, sent = walk("Twin Peaks: The Return", 2017, rows)
    assert decision.best is not None
    assert (decision.outcome, decision.best.summary.kind) == (Outcome.ACCEPTED, Kind.TV)
    assert sent[-1] == "tv series without a year"


def test_a_little_known_movie_without_such_a_series_is_accepted_after_that_look() -> None:
    decision, sent = walk("La Paresse", 1962, [movie(1, "La Paresse", 1962, 0)])
    assert decision.outcome is Outcome.ACCEPTED
    assert sent == ["movie without a year", "tv series without a year"]


def test_a_film_from_before_television_is_not_looked_for_among_series() -> None:
    decision, sent = walk("Nana", 1926, [movie(1, "Nana", 1926, 20), series(2, "Nana", 1926, 900)])
    assert decision.best is not None
    assert (decision.outcome, decision.best.summary.tmdb_id) == (Outcome.ACCEPTED, 1)
    assert sent == ["movie without a year"]


def test_a_long_title_is_not_looked_for_in_other_years_only_because_it_is_little_known() -> None:
    decision, sent = walk("The Case of the Grinning Cat", 2004, [movie(1, "The Case of the Grinning Cat", 2004, 6)])
    assert decision.outcome is Outcome.ACCEPTED
    assert sent == ["movie without a year", "tv series without a year"]


def test_a_little_known_movie_waits_for_a_person_where_a_far_better_known_one_followed_a_year_later() -> None:
    rows = [movie(1, "Revenge", 2017, 9), movie(2, "Revenge", 2018, 1422)]
    decision, sent = walk("Revenge", 2017, rows)
    assert decision.outcome is Outcome.NEEDS_REVIEW
    assert [one.summary.tmdb_id for one in decision.candidates] == [1, 2]
    assert sent == ["movie without a year"]


def test_a_well_known_movie_costs_one_search_whatever_followed_it() -> None:
    rows = [movie(1, "Whiplash", 2014, 16500), movie(2, "Whiplash", 2015, 20)]
    assert walk("Whiplash", 2014, rows)[1] == ["movie without a year"]


FULL = [movie(100 + n, f"House of Number {n}", 1977, 500) for n in range(20)]


def test_a_full_page_without_a_clear_match_is_followed_by_the_next() -> None:
    decision, sent = walk("House", 1977, [*FULL, movie(1, "House", 1977, 1200)])
    assert decision.best is not None
    assert (decision.outcome, decision.best.summary.tmdb_id) == (Outcome.ACCEPTED, 1)
    assert sent == ["movie without a year", "movie with the year", "movie with the year, page 2"]


def test_a_clear_match_on_a_full_page_needs_no_other_page() -> None:
    sent = walk("House", 1977, [movie(1, "House", 1977, 1200), *FULL])[1]
    assert sent == ["movie without a year", "movie with the year"]


def test_a_less_known_match_on_a_full_page_does_not_hide_the_better_known_on_the_next() -> None:
    rows = [movie(1, "House", 1977, 7), *FULL, movie(2, "House", 1977, 1200)]
    assert walk("House", 1977, rows)[0].best == walk("House", 1977, rows[::-1])[0].best


def test_the_third_page_is_never_asked_for() -> None:
    decision, sent = walk("House", 1977, FULL * 3)
    assert decision.outcome is Outcome.NEEDS_REVIEW
    assert [one for one in sent if "page" in one] == ["movie with the year, page 2"]


def test_of_more_than_a_page_of_all_years_the_next_year_is_asked_for_and_no_other_page() -> None:
    elsewhere = [movie(200 + n, "House", 1990, 5000) for n in range(30)]
    decision, sent = walk("House", 1976, [*elsewhere, movie(1, "House", 1977, 5000)])
    assert decision.best is not None
    assert (decision.outcome, decision.best.summary.tmdb_id) == (Outcome.ACCEPTED, 1)
    assert sent == ["movie without a year", "movie with the year", "movie a year later"]


def test_a_little_known_movie_beside_a_series_of_its_name_and_year_waits_for_a_person() -> None:
    rows = [movie(1, "War and Peace", 2016, 40), series(2, "War and Peace", 2016, 12)]
    decision, sent = walk("War and Peace", 2016, rows)
    assert decision.outcome is Outcome.NEEDS_REVIEW
    assert decision.reason.startswith("a film and a series of one name")
    assert [one.key for one in decision.candidates] == [(Kind.MOVIE, 1), (Kind.TV, 2)]
    assert sent[-1] == "tv series without a year"


def test_a_movie_a_year_later_than_a_series_of_its_name_waits_for_a_person() -> None:
    rows = [movie(1, "The Innocent", 2022, 373), series(2, "The Innocent", 2021, 0)]
    assert walk("The Innocent", 2021, rows)[0].outcome is Outcome.NEEDS_REVIEW


def test_a_series_of_another_year_is_no_namesake() -> None:
    rows = [movie(1, "Julia", 2008, 40), series(2, "Julia", 2022, 900)]
    assert walk("Julia", 2008, rows)[0].outcome is Outcome.ACCEPTED


def test_nothing_anywhere_is_not_found_after_every_search() -> None:
    decision, sent = walk("Palombella Rossa", 1989, [])
    assert decision.outcome is Outcome.NOT_FOUND
    assert sent == ["movie without a year", "tv series without a year"]


def test_what_is_before_the_colon_covers_other_spellings_of_the_whole() -> None:
    decision, sent = walk("Dog Soldiers: The Night's End and After", 2004, [])
    assert decision.outcome is Outcome.NOT_FOUND
    assert sent == ["movie without a year", "movie before the colon", "tv series without a year"]


def test_the_whole_name_comes_before_a_part_of_it_also_without_a_year() -> None:
    sent = walk("MUZZY - Spanish Level I", None, [])[1]
    assert sent == ["movie without a year", "movie before the colon", "tv series"]


def test_what_only_a_part_of_the_name_finds_is_not_asked_for_its_alternative_titles() -> None:
    lego = movie(1, "LEGO Star Wars", 2022, 40)
    film, sent = Walk("Star Wars: Tales of the Jedi", 2022), []
    while (decision := film.step()).outcome is Outcome.SEARCH_ON:
        assert decision.search is not None
        sent.append(decision.search.why)
        film.add_results(decision.search, [lego] if decision.search.part else [])
    assert decision.outcome is Outcome.NOT_FOUND
    assert "before the colon" in sent


def test_what_has_all_words_of_the_name_and_is_not_like_it_is_not_asked_for_its_alternative_titles() -> None:
    rows = [movie(1, "The Good, the Bart, and the Loki", 2021, 40), movie(2, "Der Mischling von Asgard", 2021, 40)]
    sent = walk("Loki", 2021, rows)[1]
    assert [one for one in sent if one.startswith("details")] == ["details 2"]


def test_a_blank_name_is_not_found_without_a_request() -> None:
    assert walk("", None, [])[0].outcome is Outcome.NOT_FOUND


def test_a_step_without_an_answer_says_the_same_again() -> None:
    film = Walk("Moonlight", 2016)
    assert film.step() == film.step()
