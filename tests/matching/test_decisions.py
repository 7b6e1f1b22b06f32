"""The right film is accepted, a doubtful one waits for a person, and nothing is decided by chance."""

import pytest

from lbtui.matching.candidates import Decision, Key, Outcome, decide, score
from lbtui.model.enums import Kind
from lbtui.model.metadata import Summary

from .rows import movie, series

NOT_FOUND = Outcome.NOT_FOUND
ACCEPTED = [
    ("[REC]", 2007, 1, [movie(1, "[REC]", 2007, 4000), movie(2, "[REC]²", 2009, 1800)]),
    ("[REC]²", 2009, 2, [movie(1, "[REC]", 2007, 4000), movie(2, "[REC]²", 2009, 1800)]),
    ("1917", 2019, 1, [movie(1, "1917", 2019, 13000), movie(2, "1917: One Year, Two Revolutions", 2017, 3)]),
    ("It", 2017, 1, [movie(2, "It Comes at Night", 2017, 3000), movie(1, "It", 2017, 20000), movie(3, "It", 2017, 9)]),
    ("Moonlight", 2016, 1, [movie(2, "Moonlight", 2016, 6), movie(1, "Moonlight", 2016, 7500)]),
    ("Whiplash", 2014, 1, [movie(2, "Whiplash", 2013, 384), movie(1, "Whiplash", 2014, 16500)]),
    ("Saw", 2004, 1, [movie(2, "Saw", 2003, 523), movie(1, "Saw", 2004, 10000)]),
    ("Frances Ha", 2012, 1, [movie(1, "Frances Ha", 2013, 1800)]),
    ("Сталкер", 1979, 1, [movie(1, "Stalker", 1979, 2300, original="Сталкер")]),
    ("★", 2016, 1, [movie(1, "★", 2017, 34), movie(2, "☆", 2016, 3)]),
    ("Dìdi (弟弟)", 2024, 1, [movie(1, "Dìdi (弟弟)", 2024, 194)]),
    ("Dìdi (弟弟)", 2024, 1, [movie(1, "弟弟", 2024, 194), movie(2, "弟弟", 2020, 5)]),
    ("Martin", 1976, 1, [movie(2, "Martín", None, 80), movie(1, "Martin", 1977, 236)]),
    ("Star\u00a0Wars", 1977, 1, [movie(1, "Star Wars", 1977, 21000)]),
    ("Ringu", 1998, 1, [movie(1, "Ring", 1998, 1275, original="リング")]),
    ("Chernobyl", 2019, 5, [movie(2, "Chernobyl: Abyss", 2021, 300), series(5, "Chernobyl", 2019, 6000)]),
    ("Twin Peaks: The Return", 2017, 5, [movie(2, "Twin Peaks", 1989, 644), series(5, "Twin Peaks: The Return", 2017)]),
    ("Glass Onion", 2022, 1, [movie(1, "Glass Onion: A Knives Out Mystery", 2022, 6700)]),
    ("Rosetta", None, 1, [movie(1, "Rosetta", 1999, 500), movie(2, "Rosetta: Audition", 2001, 2)]),
]


@pytest.mark.parametrize(("name", "year", "right", "rows"), ACCEPTED, ids=[f"{row[0]} {row[1]}" for row in ACCEPTED])
def test_the_right_one_is_accepted(name: str, year: int | None, right: int, rows: list[Summary]) -> None:
    decision = decide(name, year, rows, final=True)
    assert decision.outcome is Outcome.ACCEPTED
    assert [one.summary.tmdb_id for one in decision.candidates] == [right]


REVIEWED = [
    ("Whiplash", 2013, [2, 1], [movie(1, "Whiplash", 2014, 16500), movie(2, "Whiplash", 2013, 384)]),
    ("Saw", 2003, [2, 1], [movie(1, "Saw", 2004, 10000), movie(2, "Saw", 2003, 523)]),
    ("Solaris", None, [1, 2], [movie(1, "Solaris", 1972, 1715), movie(2, "Solaris", 2002, 1435)]),
    ("The Curse", 2021, [2, 1], [movie(1, "The Curse", 2021, 157), movie(2, "The Curse", 2021, 280)]),
    ("Cinderella", 1922, [1, 2], [movie(1, "Cinderella", 1922, 3), movie(2, "Cinderella", 1922, 0)]),
    ("Brazil", 1986, [1], [movie(1, "Brazil", 1985, 3500)]),
    ("Nomad", 1982, [1], [movie(1, "Nomad", None, 14)]),
    ("Queen Kelly", 1932, [1], [movie(1, "Queen Kelly", 1929, 51)]),
    ("Glass Onion", 2022, [2, 1], [movie(1, "Glass Onion: A Mystery", 2022, 6700), movie(2, "Glass Onion", 2022, 3)]),
]


@pytest.mark.parametrize(("name", "year", "ids", "rows"), REVIEWED, ids=[f"{row[0]} {row[1]}" for row in REVIEWED])
def test_a_doubtful_one_waits_for_a_person_with_its_candidates(
    name: str, year: int | None, ids: list[int], rows: list[Summary]
) -> None:
    decision = decide(name, year, rows, final=True)
    assert decision.outcome is Outcome.NEEDS_REVIEW
    assert [one.summary.tmdb_id for one in decision.candidates] == ids


def test_an_alternative_title_is_asked_for_and_settles_it() -> None:
    rows = [movie(1, "Borat Subsequent Moviefilm", 2020, 1962), movie(2, "Borat", 2006, 5000)]
    key = (Kind.MOVIE, 1)
    assert decide("Borat 2", 2020, rows, final=True).ask == (key,)
    decision = decide("Borat 2", 2020, rows, final=True, alternatives={key: ["Borat 2"]})
    assert decision.outcome is Outcome.ACCEPTED
    assert decision.reason == "alternative title equal, same year, next best 0.55"


def test_what_was_asked_in_vain_goes_to_review_and_is_not_asked_again() -> None:
    rows = [movie(1, "The French Dispatch of the Liberty, Kansas Evening Sun", 2021, 2900)]
    decision = decide("The French Dispatch", 2021, rows, final=True, alternatives={(Kind.MOVIE, 1): []})
    assert decision.outcome is Outcome.NEEDS_REVIEW


def test_what_is_hardly_alike_is_not_found_even_in_the_right_year() -> None:
    nothing_like = [movie(1, "Sister Alyonushka and Brother Ivanushka", 1953, 90)]
    asked: dict[Key, list[str]] = {(Kind.MOVIE, 1): [], (Kind.MOVIE, 2): []}
    assert decide("Brother and Sister", 1953, nothing_like, final=True, alternatives=asked).outcome is NOT_FOUND
    alike = movie(2, "Brothers and Sisters", 1953, 3)
    decision = decide("Brother and Sister", 1953, [*nothing_like, alike], final=True, alternatives=asked)
    assert (decision.outcome, decision.candidates[0].summary) == (Outcome.NEEDS_REVIEW, alike)


def test_a_title_that_tmdb_cuts_short_is_another_one() -> None:
    row = movie(1, "Frankenstein", 2015, 300)
    decision = decide("Frankenstein: The Anatomy Lesson", 2015, [row], final=True, alternatives={(Kind.MOVIE, 1): []})
    assert (decision.outcome, decision.candidates[0].summary) == (Outcome.NEEDS_REVIEW, row)


def test_the_reason_of_a_review_says_what_the_two_share() -> None:
    two = [movie(1, "Tabu", 2012, 150), movie(2, "Tabu", 2012, 90)]
    assert decide("Tabu", 2012, two, final=True).reason.startswith("two films share this title and year; ")
    later = [movie(1, "Revenge", 2017, 9), movie(2, "Revenge", 2018, 1422)]
    assert decide("Revenge", 2017, later, final=True).reason.startswith("two films share this title; ")
    shows = [series(1, "Monster", 2004, 90), series(2, "Monster", 2004, 80)]
    assert decide("Monster", 2004, shows, final=True).reason.startswith("two series share this title and year; ")


def test_an_alternative_title_that_is_only_alike_counts_for_nothing() -> None:
    row = movie(1, "Les Bonnes Femmes", 1960, 90)
    assert score("The Good Girls", 1960, row, ["The Good Girl"]) == score("The Good Girls", 1960, row)


def test_at_most_eight_candidates_are_kept() -> None:
    rows = [movie(n, "Cinderella", 1922, n) for n in range(1, 13)]
    decision = decide("Cinderella", 1922, rows, final=True)
    assert [one.summary.tmdb_id for one in decision.candidates] == [12, 11, 10, 9, 8, 7, 6, 5]


def test_alternative_titles_of_at_most_two_candidates_are_asked_for() -> None:
    rows = [movie(n, f"The French Dispatch {n}", 2021, n) for n in range(1, 9)]
    assert len(decide("The French Dispatch", 2021, rows, final=True).ask) == 2


def test_nothing_alike_is_not_found_but_only_when_all_has_been_searched() -> None:
    rows = [movie(1, "Quite Another Thing", 1968, 50)]
    assert decide("Palombella Rossa", 1989, rows, final=False).outcome is Outcome.SEARCH_ON
    assert decide("Palombella Rossa", 1989, rows, final=True).outcome is Outcome.NOT_FOUND
    assert decide("Palombella Rossa", 1989, [], final=True).outcome is Outcome.NOT_FOUND


def test_a_remake_decades_later_is_no_candidate() -> None:
    assert decide("Corruption", 1963, [movie(1, "Corruption", 2022, 184)], final=True).outcome is Outcome.NOT_FOUND


def test_a_loosely_equal_title_waits_for_an_equal_one() -> None:
    rows = [movie(1, "La Orca", 1976, 7)]
    assert decide("Orca", 1976, rows, final=False).outcome is Outcome.SEARCH_ON
    rows.append(movie(2, "Orca", 1977, 800))
    assert decide("Orca", 1976, rows, final=False).best == decide("Orca", 1976, rows, final=True).best
    assert decide("Orca", 1976, rows, final=False).outcome is Outcome.ACCEPTED


def test_a_movie_is_preferred_to_a_series_of_equal_quality_that_nobody_voted_for() -> None:
    rows = [series(1, "Moonlight", 2016), movie(1, "Moonlight", 2016, 7500)]
    assert decide("Moonlight", 2016, rows, final=True).candidates[0].summary.kind is Kind.MOVIE


def test_an_undated_series_is_accepted_only_at_the_end_and_alone() -> None:
    alone = [series(1, "Descendants of the Sun", None)]
    assert decide("Descendants of the Sun", 2016, alone, final=False).outcome is not Outcome.ACCEPTED
    assert decide("Descendants of the Sun", 2016, alone, final=True).outcome is Outcome.ACCEPTED
    two = [*alone, series(2, "Descendants of the Sun", None)]
    assert decide("Descendants of the Sun", 2016, two, final=True).outcome is Outcome.NEEDS_REVIEW


def test_the_same_title_found_by_two_searches_is_one_candidate() -> None:
    row = movie(1, "Moonlight", 2016, 7500)
    assert decide("Moonlight", 2016, [row, row], final=False).outcome is Outcome.ACCEPTED


def reason(decision: Decision) -> str:
    assert decision.outcome is Outcome.ACCEPTED
    return decision.reason


def test_the_reason_says_title_year_and_the_next_best() -> None:
    frances, other = movie(1, "Frances Ha", 2013, 1800), movie(2, "Frances", 1982, 300)
    assert reason(decide("Frances Ha", 2012, [frances], final=True)) == "title equal, year +1, no other candidate"
    assert reason(decide("Frances Ha", 2012, [frances, other], final=True)) == "title equal, year +1, next best 0.55"
    moonlight = [movie(2, "Moonlight", 2016, 6), movie(1, "Moonlight", 2016, 7500)]
    expected = "title equal, same year, 7,500 votes, next namesake 6"
    assert reason(decide("Moonlight", 2016, moonlight, final=True)) == expected
