"""What the filter field offers while one types."""

from lbtui.model.films import FilmRow
from lbtui.query import Index, parse, suggest
from tests.query.films import CLEO, FILMS

INDEX = Index(FILMS)


def offered(text: str, cursor: int | None = None) -> list[str]:
    at = len(text) if cursor is None else cursor
    return [suggestion.apply(text) for suggestion in suggest(text, at, INDEX)]


def test_field_names_and_flags_come_from_their_first_letters() -> None:
    assert offered("dir") == ["director:"]
    assert offered("ghost -wat") == ["ghost -watched:", "ghost -watched", "ghost -watchlist"]
    assert offered("(unse") == ["(unseen"]
    assert offered('tag:"a b" unse') == ['tag:"a b" unseen']


def test_values_come_from_the_library_the_best_first() -> None:
    assert offered("genre:d") == ["genre:Drama"]
    assert offered("genre:") == ["genre:Drama", "genre:Animation", "genre:Comedy", 'genre:"Science Fiction"']
    assert offered("director:agn") == ['director:"Agnès Varda"']
    assert offered('director:"agnes v') == ['director:"Agnès Varda"']
    assert offered("director:l") == ['director:"David Lynch"'], "a word's start"
    assert offered("status:nee") == ['status:"needs review"']
    assert suggest("genre:d", 7, INDEX)[0].detail == "2 films"


def test_what_films_can_be_sorted_by_is_offered() -> None:
    assert offered("liked sort:wa") == ["liked sort:watched"]
    assert offered("sort:-y") == ["sort:-year"]


def test_nothing_is_offered_where_nothing_fits() -> None:
    assert offered("") == offered("ghost ") == offered("year:19") == offered("zz:") == offered("genre:Drama") == []
    assert offered("direct", cursor=3) == []


def test_nothing_is_offered_from_a_library_that_knows_no_value_yet() -> None:
    assert suggest("genre:d", 7, Index()) == []


def test_a_suggestion_in_the_middle_leaves_the_rest() -> None:
    assert offered("dir ghost", cursor=3) == ["director: ghost"]


def test_what_is_offered_finds_the_film() -> None:
    assert CLEO in INDEX.filter(parse(offered("list:")[0]))


def test_a_field_that_no_film_has_a_value_of_offers_nothing() -> None:
    assert suggest("director:a", 10, Index([FilmRow(1, "Untold")])) == []
