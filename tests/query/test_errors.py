"""What is said about a filter that cannot be read, and where it points."""

import pytest

from lbtui.query import QueryError, parse

WRONG = {
    "liked yaer:1974": ("yaer", "Did you mean year?"),
    "foo:bar": ("foo", 'As text it is written "foo:bar".'),
    "year:74": ("74", "four digits"),
    "year:abc": ("abc", "four digits"),
    "year:1975..1968": ("1975..1968", "The range is empty: 1975 comes after 1968."),
    "year:..": ("..", "at least one end"),
    "decade:1974": ("1974", "decade:1970s"),
    "rating:6": ("6", "from 0.5 to 5"),
    "rating:0": ("0", "from 0.5 to 5"),
    "rating:3.2": ("3.2", "in halves"),
    "rating>5": ("5", "Nothing can match rating>5."),
    "tmdb:11": ("11", "from 0 to 10"),
    "runtime:long": ("long", "minutes"),
    "watched:2024-13": ("2024-13", "no such day"),
    "watched:2023-02-29": ("2023-02-29", "no such day"),
    "watched:soon": ("soon", "A date is"),
    "viewings:x": ("x", "whole number"),
    "genre>3": ("3", "is text"),
    "status:done": ("done", "pending, matched"),
    "kind:radio": ("radio", "movie, tv"),
    "person:varda": ("varda", "TMDB id"),
    "person:1..9": ("1..9", "TMDB id"),
    "ghost director:": ("director:", "director needs a value, as in director:varda"),
    'a "bc': ('"bc', "The quote is not closed."),
    'tag:"bc': ('"bc', "The quote is not closed."),
    "a (b": ("(", "The bracket is not closed."),
    "a ()": ("()", "nothing between"),
    "a or": ("or", "missing after"),
    "or a": ("or", "missing before"),
    "a or or b": ("or", "missing before"),
    "a or sort:year": ("or", "missing after"),
    "sort:year or a": ("or", "missing before"),
    "sort:yaer": ("sort:yaer", "Did you mean year?"),
    "sort:": ("sort:", "It is one of: title"),
    "-sort:year": ("-sort:year", "no minus or bracket"),
    "(a sort:year)": ("sort:year", "no minus or bracket"),
    "sort:year sort:title": ("sort:title", "already"),
    "(" * 60: ("(", "too many brackets"),
}


@pytest.mark.parametrize("text", WRONG)
def test_an_error_says_what_is_wrong_and_points_at_it(text: str) -> None:
    piece, sentence = WRONG[text]
    with pytest.raises(QueryError) as caught:
        parse(text)
    error = caught.value
    assert text[error.start : error.end] == piece
    assert sentence in error.message
