"""The filter language: one for browser, dashboards and shell."""

from lbtui.query.errors import QueryError
from lbtui.query.folding import find_folded, fold
from lbtui.query.index import Index
from lbtui.query.query import Query, parse, term
from lbtui.query.suggest import Suggestion, suggest
from lbtui.query.terms import quote

__all__ = ["Index", "Query", "QueryError", "Suggestion", "find_folded", "fold", "parse", "quote", "suggest", "term"]
