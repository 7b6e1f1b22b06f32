"""Reads the filter language.

    filter = group ("or" group)*      group = term+      term = "-" term | "(" filter ")" | leaf
    leaf   = field operator value | flag | word | "quoted text"

Beside the terms there may be one `sort:name` or `sort:-name`: the order of what is found.
Terms side by side must all match and bind tighter than `or`. A flag is one only as a bare word.
"""

import re
from difflib import get_close_matches

from lbtui.films.fields import FILTERS, FLAGS, SORTINGS
from lbtui.films.filters import PersonFilter, TextFilter
from lbtui.films.folding import fold
from lbtui.films.scales import BadValue, Scale
from lbtui.query.sorting import Sort, sorting_of
from lbtui.query.terms import FIELD_HEAD, All, Flag, Named, Node, Not, Range, Unknown, Word, all_of, either_of, quote

_MAX_DEPTH = 50
_SORT = re.compile(r"(-*)sort[:=](-?)(.*)", re.IGNORECASE)
_QUOTED = re.compile(r'"((?:\\.|[^"\\])*)(")?', re.DOTALL)


class QueryError(ValueError):
    """A filter that cannot be read: a sentence for the person who typed it, and the piece of text it is about."""

    def __init__(self, message: str, start: int, end: int) -> None:
        super().__init__(message)
        self.message = message
        self.start = start
        self.end = end


def parse_filter(text: str) -> tuple[Node, Sort | None]:
    """The meaning of a filter, and the order that it asks for; raises QueryError."""
    parser = _Parser(text)
    return parser.read(), parser.sort


class _Parser:
    """One reading of one text, from left to right."""

    def __init__(self, text: str) -> None:
        self.text = text
        self.at = 0
        self.open: list[int] = []
        """Where each bracket that is still open stands."""
        self.sort: Sort | None = None

    def read(self) -> Node:
        return self._either() if self._more() else All()

    def _more(self) -> bool:
        """Skips blanks; whether the current group goes on."""
        while self.at < len(self.text) and self.text[self.at].isspace():
            self.at += 1
        return self.at < len(self.text) and not (self.open and self.text[self.at] == ")")

    def _either(self) -> Node:
        groups = [self._group()]
        while self._more():
            start = self.at
            self.at += 2
            if not self._more():
                raise QueryError("Something is missing after “or”.", start, start + 2)
            groups.append(self._group(start))
        return either_of(groups)

    def _group(self, after: int | None = None) -> Node:
        """Terms up to an `or`, a closing bracket or the end; `after` is where the `or` before them stands."""
        terms: list[Node] = []
        while self._more() and not self._at_or():
            if sort := _SORT.match(self.text, self.at, self._word_end()):
                self._read_sort(sort)
            else:
                terms.append(self._term())
        if not terms and self._more():
            raise QueryError("Something is missing before “or”.", self.at, self._word_end())
        if not terms and after is not None:
            raise QueryError("Something is missing after “or”.", after, after + 2)
        return all_of(terms)

    def _read_sort(self, found: re.Match[str]) -> None:
        """Takes the order in which the films are wanted."""
        start, self.at = self.at, self._word_end()
        sorting = sorting_of(found[3].lower())
        if self.open or found[1]:
            raise QueryError("An order is that of all films found: no minus or bracket before sort:.", start, self.at)
        if sorting is None:
            hint = _nearest(found[3].lower(), list(SORTINGS)) or f" It is one of: {', '.join(SORTINGS)}."
            raise QueryError(f"Films cannot be sorted by “{found[3]}”.{hint}", start, self.at)
        if self.sort is not None:
            raise QueryError("There is an order already: one sort: is enough.", start, self.at)
        self.sort = Sort(sorting.name, bool(found[2]))

    def _at_or(self) -> bool:
        return self.text[self.at : self._word_end()].lower() == "or"

    def _word_end(self) -> int:
        """Where the blank or the closing bracket after the current piece stands."""
        found = re.compile(r"[\s)]" if self.open else r"\s").search(self.text, self.at)
        return found.start() if found else len(self.text)

    def _term(self) -> Node:
        negated = False
        while self.text[self.at] == "-" and self.at + 1 < self._word_end():
            negated = not negated
            self.at += 1
        node = self._bracket() if self.text[self.at] == "(" else self._leaf()
        if not negated:
            return node
        return node.node if isinstance(node, Not) else Not(node)

    def _bracket(self) -> Node:
        start = self.at
        if len(self.open) == _MAX_DEPTH:
            raise QueryError("There are too many brackets inside one another.", start, start + 1)
        self.open.append(start)
        self.at += 1
        if not self._more() and self.at < len(self.text):
            raise QueryError("There is nothing between the brackets.", start, self.at + 1)
        if self.at == len(self.text):
            raise QueryError("The bracket is not closed.", start, start + 1)
        node = self._either()
        if self.at == len(self.text):
            raise QueryError("The bracket is not closed.", start, start + 1)
        self.at += 1
        self.open.pop()
        return node

    def _leaf(self) -> Node:
        start, end = self.at, self._word_end()
        if self.text[start] == '"':
            return Word(self._quoted())
        head = FIELD_HEAD.match(self.text, start, end)
        if head:
            known = head[1].lower() in FILTERS
            if known or head.end() < end:
                return self._field(head)
        word = self.text[start:end]
        self.at = end
        return Flag(word.lower()) if word.lower() in FLAGS else Word(word)

    def _quoted(self) -> str:
        found = _QUOTED.match(self.text, self.at)
        assert found
        if not found[2]:
            raise QueryError("The quote is not closed.", self.at, len(self.text))
        self.at = found.end()
        return re.sub(r'\\(["\\])', r"\1", found[1])

    def _field(self, head: re.Match[str]) -> Node:
        """The term whose field and operator are `head`."""
        name, operator = head[1].lower(), head[2] if head[2] == ":" else head[2].lstrip(":")
        field = FILTERS.get(name)
        if field is None:
            raise self._unknown_field(head)
        self.at = head.end()
        start, end = self.at, self._word_end()
        if start == end:
            raise QueryError(f"{name} needs a value, as in {field.example}", head.start(), end)
        was_quoted = self.text[start] == '"'
        value = self._quoted() if was_quoted else self.text[start:end]
        self.at = self.at if was_quoted else end
        try:
            if value.lower() == "none" and not was_quoted and name != "title" and operator in ":=":
                return Unknown(name)
            if isinstance(field, TextFilter):
                return _named(field, operator, value)
            if isinstance(field, PersonFilter) and not (operator in ":=" and value.isdecimal()):
                raise BadValue(f"A person is a TMDB id, as in {field.example}.")
            return _span(name, field.scale, operator, value)
        except BadValue as error:
            raise QueryError(str(error), start, self.at) from error

    def _unknown_field(self, head: re.Match[str]) -> QueryError:
        piece = self.text[head.start() : self._word_end()]
        hint = _nearest(head[1].lower(), list(FILTERS)) or f" As text it is written {quote(piece)}."
        return QueryError(f"There is no field “{head[1]}”.{hint}", head.start(1), head.end(1))


def _named(field: TextFilter, operator: str, value: str) -> Named:
    if operator not in ":=":
        raise BadValue(f"{field.name} is text and cannot be compared with {operator}. Write {field.example}.")
    if field.choices:
        value = value.replace("_", " ").replace("-", " ")
        needle = field.needle(value, operator == "=")
        if not any(needle in fold(f"\n {choice}\n") for choice in field.choices):
            raise BadValue(f"{field.name} is one of: {', '.join(field.choices)}.")
    return Named(field.name, value, operator == "=")


def _span(name: str, scale: Scale, operator: str, value: str) -> Range:
    """A number or day, a comparison with one, or a range `low..high` of which one end may be open."""
    if operator in ":=":
        if ".." not in value:
            return _checked(name, scale, *scale.read(value), value)
        low, _, high = value.partition("..")
        if not low and not high:
            raise BadValue("A range needs at least one end, as in year:1968..1975 or year:1968...")
        return _checked(name, scale, _end(scale, low, 0), _end(scale, high, 1), value)
    end = scale.read(value)
    past, first = end[1 if scale.spans else 0], end[0]
    low_high = {
        ">": (past + scale.step, None),
        ">=": (first, None),
        "<": (None, first - scale.step),
        "<=": (None, past),
    }
    return _checked(name, scale, *low_high[operator], operator + value)


def _end(scale: Scale, text: str, side: int) -> int | None:
    if not text:
        return None
    steps = scale.read(text)
    return steps[side if scale.spans else 0]


def _checked(name: str, scale: Scale, low: int | None, high: int | None, value: str) -> Range:
    first, last = scale.limits
    if low is not None and high is not None and low > high:
        raise BadValue(f"The range is empty: {scale.show(low)} comes after {scale.show(high)}.")
    if (low is not None and low > last) or (high is not None and high < first):
        raise BadValue(f"Nothing can match {name}{value}.")
    return Range(name, low, high)


def _nearest(word: str, known: list[str]) -> str:
    """` Did you mean …?` with the known word most like `word`, or nothing where none is."""
    close = get_close_matches(word, known, n=1, cutoff=0.6)
    return f" Did you mean {close[0]}?" if close else ""
