"""A library filtered at each keystroke, and while its rows change."""

from dataclasses import replace

import pytest
from hypothesis import given
from hypothesis import strategies as st

from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow
from lbtui.query import Index, parse
from tests.film_rows import film_row
from tests.query.films import CLEO, FILMS, GHOST, PERSONA


def test_typing_on_and_deleting_give_the_same_films_as_starting_anew() -> None:
    index = Index(FILMS)
    for text in (
        "g",
        "gh",
        "ghost",
        "ghost year:1995",
        "ghost",
        "g",
        "p",
        "",
        "director:a",
        "director:ag",
        "-ghost",
        "-gho",
        "person:6818",
        "-person:6818",
        "g person:12",
    ):
        assert index.filter(parse(text)) == parse(text).filter(FILMS), text


texts = st.lists(
    st.sampled_from(["g", "e", "er", "-e", "liked", "or", "director:a", "director:va", "year:1962..1995"]), max_size=4
)


@given(st.lists(texts.map(" ".join).map(lambda text: text.strip(" or") or "e"), min_size=1, max_size=6))
def test_no_order_of_filters_changes_what_one_finds(filters: list[str]) -> None:
    index = Index(FILMS)
    for text in filters:
        text = " ".join(text.split())
        if "or or" not in text:
            query = parse(text)
            assert index.filter(query) == query.filter(FILMS)


def test_a_replaced_film_is_found_by_what_it_holds_now() -> None:
    index = Index(FILMS)
    for text in ("bergman", "genre:horror", "status:review", "ghost"):
        index.filter(parse(text))
    index.values("genre")
    told = film_row(PERSONA.id, "", directors=("Ingmar Bergman",)).columns
    new = replace(PERSONA, columns=told, genres=("Horror",), status=FilmStatus.ENRICHED)
    assert index.replace([new, replace(CLEO, id=99)]) == [2]
    assert index.filter(parse("bergman")) == index.filter(parse("genre:horror")) == [new]
    assert index.filter(parse("status:review")) == []
    assert index.filter(parse("ghost")) == [GHOST]
    assert index.values("genre")["Horror"] == 1


@pytest.mark.parametrize("number", [1, 300])
def test_filters_asked_before_films_changed_find_what_they_hold_now(number: int) -> None:
    films = [FilmRow(id=film, name=f"Film {film}", year=1995) for film in range(400)]
    index = Index(films)
    for text in ("film", "year:1995", "-liked film"):
        index.filter(parse(text))
    index.replace([replace(film, name="Other", liked=not film.liked) for film in films[:number]])
    for text in ("film", "year:1995", "-liked film", "film 1"):
        assert index.filter(parse(text)) == parse(text).filter(index.rows), text


def test_a_film_that_is_removed_while_one_looks_is_found_only_by_that() -> None:
    index = Index(FILMS)
    assert index.filter(parse("")) == FILMS
    gone = replace(CLEO, removed=True)
    index.replace([gone])
    assert index.filter(parse("")) == FILMS[1:]
    assert index.filter(parse("removed")) == [gone]


def test_words_can_be_read_ahead_in_pieces() -> None:
    index = Index(FILMS)
    assert not index.warm_up(3)
    index.replace([replace(CLEO, name="Vagabond", title="", original_title="")])
    assert index.warm_up(3)
    assert [row.id for row in index.filter(parse("vagabond"))] == [1]
