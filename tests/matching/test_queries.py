"""The order of searches: what most often finds the film comes first, and nothing is asked twice."""

import pytest

from lbtui.matching.queries import searches
from lbtui.model.enums import Kind


def asked(name: str, year: int | None) -> list[tuple[Kind, str, int | None]]:
    return [(search.kind, search.query, search.year) for search in searches(name, year)]


def test_a_plain_title_is_searched_with_and_without_its_year_then_among_series() -> None:
    assert asked("Moonlight", 2016) == [
        (Kind.MOVIE, "Moonlight", 2016),
        (Kind.MOVIE, "Moonlight", None),
        (Kind.MOVIE, "Moonlight", 2017),
        (Kind.TV, "Moonlight", 2016),
        (Kind.TV, "Moonlight", None),
    ]


def test_a_film_without_a_year_is_searched_without_one() -> None:
    assert asked("Solaris", None) == [(Kind.MOVIE, "Solaris", None), (Kind.TV, "Solaris", None)]
    assert next(searches("Solaris", None)).why == "without a year"


def test_punctuation_and_what_follows_a_colon_go_in_later_searches() -> None:
    queries = [query for kind, query, _ in asked("Fast & Furious: Tokyo", 2006) if kind is Kind.MOVIE]
    whole = "Fast & Furious: Tokyo"
    assert queries == [whole, whole, whole, "Fast & Furious", "fast and furious tokyo"]


@pytest.mark.parametrize("name", ["BOCCHI THE ROCK!", "Rosso ... nero", "Él", "“Heroes”", "Leave It (Now)"])
def test_punctuation_around_words_is_no_reason_for_another_search(name: str) -> None:
    assert "without punctuation, and for &" not in [search.why for search in searches(name, 2016)]


@pytest.mark.parametrize("name", ["WALL·E", "Don't Look Now", "Fast & Furious", "S.W.A.T."])
def test_punctuation_inside_words_is(name: str) -> None:
    assert "without punctuation, and for &" in [search.why for search in searches(name, 2016)]


def test_each_of_and_and_its_sign_is_tried_for_the_other() -> None:
    assert (Kind.MOVIE, "King & Country", 1964) in asked("King and Country", 1964)
    assert (Kind.MOVIE, "king and country", 1964) in asked("King & Country", 1964)


def test_each_script_of_a_title_is_searched() -> None:
    queries = [query for _, query, _ in asked("Dìdi (弟弟)", 2024)]
    assert "Dìdi" in queries
    assert "弟弟" in queries


@pytest.mark.parametrize("name", ["★", "Сталкер", "[REC]²", "A: B", "1917", "¿", "a – b (c)"])
def test_no_search_is_asked_twice_or_empty(name: str) -> None:
    made = asked(name, 2016)
    assert len(set(made)) == len(made)
    assert all(query for _, query, _ in made)


def test_a_blank_name_is_not_searched() -> None:
    assert asked("", 2016) == []
