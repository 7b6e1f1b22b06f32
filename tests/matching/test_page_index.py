"""Pages of the year's films match only what cannot be another film."""

from lbtui.matching.page_index import PageIndex

from .rows import movie


def matched(index: PageIndex, *rows: tuple[int, str, int | None, int]) -> dict[int, int]:
    found = index.match(movie(tmdb_id, title, year, votes) for tmdb_id, title, year, votes in rows)
    return {film: summary.tmdb_id for film, summary in found.items()}


def test_an_equal_title_of_the_same_year_matches() -> None:
    index = PageIndex([(1, "Don't Look Now", 1973), (2, "The Sting", 1973)])
    assert matched(index, (931, "Don’t Look Now", 1973, 900), (4, "Badlands", 1973, 800)) == {1: 931}


def test_an_original_title_matches() -> None:
    index = PageIndex([(1, "Сталкер", 1979)])
    assert set(index.match([movie(1398, "Stalker", 1979, 2000, original="Сталкер")])) == {1}


def test_another_year_is_left_to_the_search() -> None:
    assert matched(PageIndex([(1, "Saw", 2003)]), (176, "Saw", 2004, 9000)) == {}


def test_a_little_known_film_is_left_to_the_search_which_looks_at_series_too() -> None:
    assert matched(PageIndex([(1, "War and Peace", 2016)]), (378779, "War and Peace", 2016, 40)) == {}


def test_films_without_a_year_are_left_to_the_search() -> None:
    assert matched(PageIndex([(1, "Solaris", None)]), (593, "Solaris", 1972, 1700), (5, "Solaris", None, 0)) == {}


def test_two_films_of_one_name_and_year_are_left_to_the_search() -> None:
    index = PageIndex([(1, "The Curse", 2021), (2, "The Curse", 2021)])
    assert matched(index, (10, "The Curse", 2021, 280)) == {}


def test_namesakes_on_a_page_match_only_if_votes_part_them() -> None:
    close = ((10, "Amy", 2015, 1300), (11, "Amy", 2015, 81))
    clear = ((10, "Amy", 2015, 13000), (11, "Amy", 2015, 81))
    assert matched(PageIndex([(1, "Amy", 2015)]), *close) == {}
    assert matched(PageIndex([(1, "Amy", 2015)]), *clear) == {1: 10}


def test_a_film_left_for_its_namesakes_is_not_taken_by_a_later_page() -> None:
    index = PageIndex([(1, "Amy", 2015)])
    assert matched(index, (10, "Amy", 2015, 90), (11, "Amy", 2015, 81)) == {}
    assert matched(index, (12, "Amy", 2015, 5)) == {}


def test_a_matched_film_is_not_matched_again() -> None:
    index = PageIndex([(1, "Amy", 2015)])
    assert matched(index, (10, "Amy", 2015, 1300)) == {1: 10}
    assert matched(index, (11, "Amy", 2015, 1)) == {}


def test_a_row_repeated_on_the_page_is_no_namesake_of_itself() -> None:
    assert matched(PageIndex([(1, "Amy", 2015)]), (10, "Amy", 2015, 1300), (10, "Amy", 2015, 1300)) == {1: 10}


def test_one_row_never_becomes_two_films() -> None:
    index = PageIndex([(1, "Ring", 1998), (2, "Ringu", 1998)])
    assert index.match([movie(2671, "Ring", 1998, 1300, original="Ringu")]) == {}
