"""The filter language: one for browser, dashboards and shell."""

from lbtui.query.index import Index
from lbtui.query.parser import QueryError
from lbtui.query.query import Query, parse, term
from lbtui.query.sorting import Sort, sorting_of
from lbtui.query.suggest import Suggestion, suggest
from lbtui.query.terms import quote

__all__ = [
    "Index",
    "Query",
    "QueryError",
    "Sort",
    "Suggestion",
    "parse",
    "quote",
    "sorting_of",
    "suggest",
    "term",
]
