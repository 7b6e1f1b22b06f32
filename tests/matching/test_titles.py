"""Titles that are the same to a person have the same key, and others have not."""

import pytest
from hypothesis import example, given
from hypothesis import strategies as st

from lbtui.matching.titles import ampersand, first_part, fold, loosen, variants, words


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Amélie", "AMELIE"),
        ("Fast & Furious", "Fast and Furious"),
        ("Don't Look Now", "Don’t Look Now"),
        ("WALL·E", "WALL-E"),
        ("Star\u00a0Wars: Episode\u00a0II – Attack of the Clones", "Star Wars: Episode II - Attack of the Clones"),
        ("[REC]²", "REC 2"),
        ("Alien³", "Alien 3"),
        ("8½", "8 1/2"),
        ("Straße", "STRASSE"),
        ("Smørrebrød", "Smorrebrod"),
        ("Łódź", "Lodz"),
        ("Сталкер", "СТАЛКЕР"),
        ("Ёлки", "Елки"),
        ("Ταξίδι", "ΤΑΞΙΔΙ"),
        ("Racket, The", "The Racket"),
        ("…", "..."),
        ("Ｄｉｄｉ", "didi"),
    ],
)
def test_spellings_of_one_title_have_one_key(one: str, other: str) -> None:
    assert fold(one) == fold(other)


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("[REC]", "[REC]²"),
        ("The Thing", "Thing"),
        ("★", "☆"),
        ("!", "?"),
        ("Alien", "Aliens"),
        ("東京物語", "東京暮色"),
        ("かき", "がき"),
        ("8", "8½"),
    ],
)
def test_different_titles_keep_different_keys(one: str, other: str) -> None:
    assert fold(one) != fold(other)


@pytest.mark.parametrize("title", ["★", "…", "!", "東京物語", "Сталкер", "กรุงเทพ", "हम", "♥ & ♦"])
def test_no_title_has_the_empty_key(title: str) -> None:
    assert fold(title)
    assert loosen(title)


def test_marks_that_write_vowels_stay_part_of_a_word() -> None:
    assert fold("ฟ้าทะลายโจร") == "ฟ้าทะลายโจร"
    assert " " not in fold("दिलवाले")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("The Visitors", "Visitors"),
        ("Spider-Man", "Spiderman"),
        ("S.W.A.T.", "SWAT"),
        ("Сталкер", "Stalker"),
        ("リング", "Ringu"),
        ("Les Visiteurs", "Visiteurs"),
    ],
)
def test_articles_blanks_and_script_do_not_count_loosely(one: str, other: str) -> None:
    assert fold(one) != fold(other)
    assert loosen(one) == loosen(other)


def test_a_title_that_is_an_article_keeps_it() -> None:
    assert loosen("The") == "the"


@pytest.mark.parametrize(
    ("title", "number"), [("The Raid", 1), ("The", 1), ("★", 1), ("Frances Ha", 2), ("A Man & a Woman", 4)]
)
def test_words_are_counted_without_a_leading_article(title: str, number: int) -> None:
    assert words(title) == number


@pytest.mark.parametrize("title", ["Andalusia", "Band", "Sand and"])
def test_and_becomes_its_sign_only_as_a_word(title: str) -> None:
    assert ampersand(title) == title.replace(" and", " &")


@pytest.mark.parametrize(
    ("title", "part"),
    [
        ("Glass Onion: A Knives Out Mystery", "Glass Onion"),
        ("October (Ten Days that Shook the World)", "October"),
        ("Attack – Part 1", "Attack"),
        ("(500) Days of Summer", "(500) Days of Summer"),
        (": No Name", ": No Name"),
        ("WALL-E", "WALL-E"),
    ],
)
def test_the_first_part_ends_at_a_colon_dash_or_parenthesis(title: str, part: str) -> None:
    assert first_part(title) == part


def test_a_title_in_two_scripts_can_be_read_as_each() -> None:
    assert variants("Dìdi (弟弟)") == ("Dìdi (弟弟)", "Dìdi", "弟弟")
    assert variants("(500) Days of Summer") == ("(500) Days of Summer",)
    assert variants("Moonlight") == ("Moonlight",)


@given(st.text())
@example("²½")
@example("a, the, the")
@example("ꝱ")
@example("ŉ")
@example("ﬁ & ʼ")
def test_folding_twice_changes_nothing(title: str) -> None:
    assert fold(fold(title)) == fold(title)


@given(st.text())
def test_only_a_blank_title_has_the_empty_key(title: str) -> None:
    assert bool(fold(title)) == bool(title.split())
