"""What each piece of the filter language finds."""

import pytest

from lbtui.query import Index, parse, quote, term
from tests.query.films import CLEO, FILMS, GHOST, GONE, NAMELESS, PERSONA, TWIN_PEAKS

FOUND = {
    "": FILMS,
    # words
    "ghost": [GHOST],
    "CLEO": [CLEO],
    "cléo": [CLEO],
    "varda": [CLEO],
    "agnes varda": [CLEO],
    "marchand": [CLEO],
    "35mm": [CLEO],
    "“à 7”": [],
    '"de 5 a 7"': [CLEO],
    "shell the": [GHOST],
    '"shell the"': [],
    "[rec]": [NAMELESS],
    "[rec]2": [NAMELESS],
    '"liked"': [],
    '"or"': [CLEO, GHOST],
    # fields of names
    "title:cleo": [CLEO],
    "title:varda": [],
    "title=persona": [PERSONA],
    "title=person": [],
    "director:varda": [CLEO],
    'director:"agnes varda"': [CLEO],
    'director="agnes varda"': [CLEO],
    "director=varda": [],
    "director:none": [PERSONA, NAMELESS],
    "actor:bourseiller": [CLEO],
    "writer:varda": [CLEO],
    "genre:drama": [CLEO, TWIN_PEAKS],
    "genre:sci": [GHOST],
    "genre:fiction": [GHOST],
    "genre:sci-fi": [GHOST],
    "genre:ction": [],
    "country:us": [TWIN_PEAKS],
    "country:fr": [CLEO],
    "language:japanese": [GHOST],
    "tag:cinema": [CLEO],
    "on:mubi": [CLEO],
    "on:channel": [CLEO],
    "on:hannel": [],
    "on:apple": [],
    "-on:none": [CLEO],
    "streaming": [CLEO],
    "tag:none": [GHOST, PERSONA, TWIN_PEAKS, NAMELESS],
    'list:"top 100"': [CLEO],
    "keyword:hypo": [CLEO],
    'keyword="paris, france"': [CLEO],
    "studio:cine": [CLEO],
    "collection:ghost": [GHOST],
    "status:review": [PERSONA],
    "status:needs_review": [PERSONA],
    "status=enriched": [CLEO, GHOST, TWIN_PEAKS],
    "kind:tv": [TWIN_PEAKS],
    "kind:film": [CLEO, GHOST],
    "weekday:sun": [CLEO],
    "person:6818": [CLEO],
    # numbers
    "year:1962": [CLEO],
    "year:1962..1966": [CLEO, PERSONA],
    "year:..1962": [CLEO],
    "year>1995": [TWIN_PEAKS],
    "year>=1995": [GHOST, TWIN_PEAKS],
    "year:none": [NAMELESS],
    "decade:1960s": [CLEO, PERSONA],
    "decade:60s": [CLEO, PERSONA],
    "decade>1960s": [GHOST, TWIN_PEAKS],
    "decade:1960..1990": [CLEO, GHOST, PERSONA],
    "rating:3": [GHOST],
    "rating:★★★★½": [CLEO],
    "rating>3": [CLEO],
    "rating<=3": [GHOST, TWIN_PEAKS],
    "rating:none": [PERSONA, NAMELESS],
    "tmdb:7": [CLEO, GHOST],
    "tmdb:7.6": [CLEO],
    "tmdb>7": [CLEO, TWIN_PEAKS],
    "tmdb:7..8": [CLEO, GHOST, TWIN_PEAKS],
    "votes<1000 tmdb>0": [CLEO, TWIN_PEAKS],
    "runtime<90": [GHOST],
    "runtime<=1h30": [CLEO, GHOST],
    "viewings>=2": [CLEO],
    "released:1962-04": [CLEO],
    # days
    "watched:2024": [CLEO, GHOST],
    "watched:2024-05": [CLEO],
    "watched:2024-05-12": [CLEO],
    "watched:2021": [],
    "watched:2020-12..2024-01": [CLEO, GHOST],
    "watched>2020": [CLEO, GHOST],
    "watched>2024": [],
    "watched>=2024-03-01": [CLEO],
    "watched<2024": [CLEO],
    "watched<=2020-12": [CLEO],
    "watched:none": [PERSONA, TWIN_PEAKS, NAMELESS],
    # flags
    "liked": [CLEO],
    "Liked": [CLEO],
    "rated": [CLEO, GHOST, TWIN_PEAKS],
    "unrated": [PERSONA, NAMELESS],
    "rewatched": [CLEO],
    "reviewed": [CLEO],
    "watchlist": [PERSONA],
    "watched": [CLEO, GHOST, TWIN_PEAKS],
    "unseen": [PERSONA, NAMELESS],
    "orphaned": [NAMELESS],
    "removed": [GONE],
    "-removed": FILMS,
    "removed or liked": [CLEO, GONE],
    "ghost removed": [GONE],
    # combinations
    "-watched": [PERSONA, NAMELESS],
    "--watched": [CLEO, GHOST, TWIN_PEAKS],
    "-genre:drama watched": [GHOST],
    "ghost or persona": [GHOST, PERSONA],
    "ghost OR persona liked": [GHOST],
    "(ghost or cleo) watched:2024-05": [CLEO],
    "-(ghost or cleo) watched": [TWIN_PEAKS],
    "year:1962 or year:1995 rating:3": [CLEO, GHOST],
}


@pytest.mark.parametrize("text", FOUND)
def test_a_filter_finds_these_films_one_by_one_and_in_an_index(text: str) -> None:
    query = parse(text)
    everything = [*FILMS, GONE]
    assert query.filter(everything) == FOUND[text]
    assert Index(everything).filter(query) == FOUND[text]
    if GONE not in FOUND[text]:
        assert Index(FILMS).filter(query) == FOUND[text]


@pytest.mark.parametrize("text", FOUND)
def test_the_canonical_form_reads_back_as_the_same_filter(text: str) -> None:
    assert parse(str(parse(text))) == parse(text)


def test_colons_in_titles_are_words_where_no_field_is_meant() -> None:
    assert parse("3:10 to").words == ("3:10", "to")
    assert parse("alien: covenant").words == ("alien:", "covenant")


@pytest.mark.parametrize("value", ["", "-x", 'a "b" c', "back\\slash\\", "(x", "none", "or", "year:1", "[/b]", "a\nb"])
def test_any_foreign_value_can_be_quoted_into_a_term(value: str) -> None:
    assert parse(quote(value)).words == ((value,) if value else ())
    assert str(parse(f"{term('tag', value)} liked")).endswith("liked")
    assert parse(term("tag", value)) == parse(str(parse(term("tag", value))))


def test_filters_combine() -> None:
    assert parse("ghost or persona") & parse("liked") == parse("(ghost or persona) liked")
    assert parse("") & parse("liked") == parse("liked")
    assert not parse("  ")


def test_words_to_highlight_are_folded_and_leave_out_what_is_negated() -> None:
    query = parse('Cléo -ghost director:"Agnès" or tag:none genre:horror')
    assert query.words == ("cleo",)
    assert query.marks("title") == ("cleo",)
    assert query.marks("director") == ("cleo", "agnes")
    assert query.marks("genre") == ("horror",)


@pytest.mark.parametrize(
    ("text", "order"),
    [("sort:watched", ("watched", True)), ("sort:-watched", ("watched", False)), ("sort:genre", ("genre", False))],
)
def test_an_order_is_part_of_the_filter_and_matches_everything(text: str, order: tuple[str, bool]) -> None:
    query = parse(f"varda or lynch {text}")
    assert query.node == parse("varda or lynch").node
    assert query.sort is not None
    assert (query.sort.name, query.sort.descending) == order
    assert parse(str(query)) == query
    assert not parse(text)
    assert parse(text) != parse("")


def test_an_order_sorts_with_the_unknown_last() -> None:
    order = parse("sort:year").sort
    assert order is not None
    years = [row.year for row in order.films(FILMS)]
    known = [year for year in years if year is not None]
    assert known == sorted(known, reverse=True)
    assert years[: len(known)] == known
