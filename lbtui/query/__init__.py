"""The filter language: one for browser, dashboards and shell."""

from lbtui.query.errors import QueryError
from lbtui.query.folding import find_folded, fold
from lbtui.query.index import Index
from lbtui.query.query import Query, parse, term
from lbtui.query.sorting import SORTINGS, Sort, Sorting, by_title, sorting_of, title_key
from lbtui.query.suggest import Suggestion, suggest
from lbtui.query.terms import quote

__all__ = [
    "SORTINGS",
    "Index",
    "Query",
    "QueryError",
    "Sort",
    "Sorting",
    "Suggestion",
    "by_title",
    "find_folded",
    "fold",
    "parse",
    "quote",
    "sorting_of",
    "suggest",
    "term",
    "title_key",
]
