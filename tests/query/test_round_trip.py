"""The canonical form of any filter reads back as an equal filter, and folding never loses a place."""

from datetime import date
from itertools import pairwise

from hypothesis import given
from hypothesis import strategies as st

from lbtui.films.fields import FLAGS
from lbtui.films.folding import find_folded, fold
from lbtui.query import Query, QueryError, parse
from lbtui.query.terms import Flag, Named, Node, Not, Range, Unknown, Word, all_of, either_of

texts = st.text(max_size=12) | st.sampled_from(
    ["none", "or", "OR", "liked", "-", "(a)", 'a"b', "\\", "year:1974", "x:"]
)


def spans(field: str, low: int, high: int, step: int = 1) -> st.SearchStrategy[Node]:
    numbers = st.integers(low, high).map(lambda number: number * step)
    closed = st.tuples(numbers, numbers).map(lambda ends: Range(field, min(ends), max(ends)))
    return closed | numbers.map(lambda n: Range(field, n, None)) | numbers.map(lambda n: Range(field, None, n))


leaves: st.SearchStrategy[Node] = st.one_of(
    texts.map(Word),
    st.sampled_from(sorted(FLAGS)).map(Flag),
    st.sampled_from(["genre", "rating", "watched", "list"]).map(Unknown),
    st.builds(Named, st.sampled_from(["title", "genre", "tag", "director"]), texts, st.booleans()),
    spans("year", 1870, 2100),
    spans("decade", 187, 210, step=10),
    spans("rating", 1, 10),
    spans("tmdb", 0, 100),
    spans("runtime", 0, 99_999),
    spans("watched", 1, date.max.toordinal()),
)


def grow(nodes: st.SearchStrategy[Node]) -> st.SearchStrategy[Node]:
    several = st.lists(nodes, min_size=2, max_size=4)
    return st.one_of(
        several.map(all_of), several.map(either_of), nodes.map(lambda n: n if isinstance(n, Not) else Not(n))
    )


@given(st.recursive(leaves, grow, max_leaves=12))
def test_every_filter_is_written_so_that_it_reads_back(node: Node) -> None:
    assert parse(str(Query(node))).node == node


pieces = st.sampled_from(
    [
        "year:",
        "sort:",
        "year",
        "rating",
        ">=",
        "4",
        "..",
        '"',
        "(",
        ")",
        " ",
        "or",
        "-",
        "liked",
        "a",
        "watched:2024-02",
        "\\",
    ]
)


@given(st.lists(pieces, max_size=12).map("".join) | st.text(max_size=20))
def test_any_text_is_read_or_refused_with_a_place_in_it(text: str) -> None:
    try:
        query = parse(text)
    except QueryError as error:
        place = (error.start, error.end)
    else:
        place = (0, 0)
        assert parse(str(query)) == query
    assert 0 <= place[0] <= place[1] <= len(text)


@given(st.text(alphabet=st.characters(codec="utf-8") | st.sampled_from("éßİøａ²\u0301\u200d½"), max_size=12), st.data())
def test_what_is_found_folded_stands_in_the_text_where_it_is_said_to(text: str, data: st.DataObject) -> None:
    start = data.draw(st.integers(0, len(text)))
    word = fold(text[start : data.draw(st.integers(start, len(text)))])
    hits = find_folded(text, (word,))
    assert bool(hits) == bool(word)
    assert all(word in fold(text[first:last]) for first, last in hits[:1])
    assert all(before[1] < after[0] for before, after in pairwise(hits))
