"""Codes and addresses."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbtui.letterboxd.uri import Code, Slug, Target, decode, encode, read

codes = st.builds(Code, st.sampled_from(Target), st.integers(1, 62**9))


def test_a_known_film_code_holds_letterboxds_id() -> None:
    assert read("https://boxd.it/29qU") == Code(Target.FILM, 51292)


def test_codes_that_differ_only_by_case_are_different_films() -> None:
    assert decode("1skk") != decode("1SkK")


@given(codes)
def test_a_code_survives_the_round_trip(code: Code) -> None:
    assert decode(encode(code)) == code
    assert read(code.uri) == code


@given(st.text(max_size=12))
def test_any_letters_are_a_code_in_its_one_spelling_or_none(letters: str) -> None:
    code = decode(letters)
    assert code is None or encode(code) == letters


@pytest.mark.parametrize("letters", ["", "0", "1", "2", "029qU", "29q!", "2" * 11, "3"])
def test_letters_that_letterboxd_cannot_have_made_are_no_code(letters: str) -> None:
    assert decode(letters) is None


@pytest.mark.parametrize(
    ("address", "target"),
    [
        ("https://letterboxd.com/film/wargames/", Slug(Target.FILM, "wargames")),
        ("https://letterboxd.com/ann/film/wargames/", Slug(Target.LOG, "wargames", "ann")),
        ("https://letterboxd.com/ann/film/wargames/2/", Slug(Target.LOG, "wargames", "ann", 2)),
        ("https://letterboxd.com/ann/list/best/", Slug(Target.LIST, "best", "ann")),
    ],
)
def test_addresses_of_the_years_before_2021_tell_film_and_entry(address: str, target: Slug) -> None:
    assert read(address) == target
    assert target.uri == address


@pytest.mark.parametrize("address", ["", "Alien", "https://example.org/film/alien/", "https://letterboxd.com/film/"])
def test_other_addresses_name_nothing(address: str) -> None:
    assert read(address) is None


@given(st.text())
def test_any_text_may_be_asked(text: str) -> None:
    read(text)
    read(f"https://letterboxd.com/{text}")
