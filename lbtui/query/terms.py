"""What a filter is made of once it is read: terms, and how they combine.

A leaf names the column it looks at and gives a test of that column's value, so that one film and
a whole library are filtered by the same code. `str(node)` parses back to an equal node.
"""

import re
from bisect import bisect_left
from collections.abc import Callable
from dataclasses import dataclass
from typing import Any

from lbtui.films.fields import FILTERS, FLAGS, filter_reader
from lbtui.films.filters import DaysFilter, NumberFilter, PersonFilter, TextFilter
from lbtui.films.folding import fold
from lbtui.films.scales import Scale
from lbtui.model.films import FilmRow

Test = Callable[[Any], bool]
FIELD_HEAD = re.compile(r"([A-Za-z]+)(:>=|:<=|:>|:<|>=|<=|:|=|>|<)")
"""A field name and its operator, at the start of a term."""


def quote(value: str) -> str:
    """Any text as one quoted value that the filter reads as that text and nothing else."""
    return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'


def bare_value(value: str) -> str:
    """The value of a field as it is written: in quotes only where it needs them."""
    plain = re.fullmatch(r"[^\s\"()<>=][^\s()]*", value) and value.lower() != "none"
    return value if plain else quote(value)


@dataclass(frozen=True, slots=True)
class Word:
    """A word or a quoted text, looked for in titles, directors, cast and tags."""

    text: str

    @property
    def column(self) -> str:
        """The column that it looks at."""
        return "words"

    @property
    def needle(self) -> str:
        """What must occur in the column."""
        return fold(self.text)

    def __str__(self) -> str:
        text = self.text
        special = text.lower() in FLAGS or text.lower() == "or" or FIELD_HEAD.match(text)
        plain = re.fullmatch(r"[^\s\"()-][^\s()]*", text) and not special
        return text if plain else quote(text)


@dataclass(frozen=True, slots=True)
class Named:
    """A value of a text field: a part of it, or all of it where `exact`."""

    field: str
    value: str
    exact: bool = False

    @property
    def column(self) -> str:
        return self.field

    @property
    def needle(self) -> str:
        field = FILTERS[self.field]
        assert isinstance(field, TextFilter)
        return field.needle(self.value, self.exact)

    def __str__(self) -> str:
        return f"{self.field}{'=' if self.exact else ':'}{bare_value(self.value)}"


@dataclass(frozen=True, slots=True)
class Flag:
    """A yes or no of the film."""

    name: str

    @property
    def column(self) -> str:
        return f"?{self.name}"

    def test(self) -> Test:
        """Whether a value of the column matches."""
        return bool

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True, slots=True)
class Unknown:
    """Nothing is known, or there is none: `rating:none`."""

    field: str

    @property
    def column(self) -> str:
        return self.field

    def test(self) -> Test:
        """Whether a value of the column matches. 0 is a value, an empty text or tuple is none."""
        return lambda value: value is None or (not value and not isinstance(value, int))

    def __str__(self) -> str:
        return f"{self.field}:none"


@dataclass(frozen=True, slots=True)
class Range:
    """A number or day from `low` to `high`, both included, in the steps of the field's scale; None is no bound."""

    field: str
    low: int | None
    high: int | None

    @property
    def column(self) -> str:
        return self.field

    @property
    def scale(self) -> Scale:
        """How the field's numbers are read and written."""
        field = FILTERS[self.field]
        assert isinstance(field, NumberFilter | DaysFilter | PersonFilter)
        return field.scale

    @property
    def of_person(self) -> bool:
        """Whether it asks for somebody by their id."""
        return isinstance(FILTERS[self.field], PersonFilter)

    def test(self) -> Test:
        """Whether a value of the column matches: a number, any day of a tuple, or a person of a set."""
        first, last = self.scale.limits
        low, high = self.low if self.low is not None else first, self.high if self.high is not None else last
        if isinstance(FILTERS[self.field], DaysFilter):
            return lambda days: (at := bisect_left(days, low)) < len(days) and days[at] <= high
        if self.of_person:
            return lambda people: low in people
        return lambda value: value is not None and low <= value <= high

    def __str__(self) -> str:
        show = self.scale.show
        if self.low is None or self.high is None:
            sign, bound = ("<=", self.high) if self.low is None else (">=", self.low)
            return f"{self.field}{sign}{show(bound or 0)}"
        short = self.scale.fold((self.low, self.high))
        if short or self.low == self.high:
            return f"{self.field}:{short or show(self.low)}"
        return f"{self.field}:{show(self.low)}..{show(self.high)}"


@dataclass(frozen=True, slots=True)
class Not:
    """What does not match."""

    node: "Node"

    def __str__(self) -> str:
        return f"-({self.node})" if isinstance(self.node, All | Either) else f"-{self.node}"


@dataclass(frozen=True, slots=True)
class All:
    """What matches every one of the nodes; without any, everything."""

    nodes: "tuple[Node, ...]" = ()

    def __str__(self) -> str:
        return " ".join(f"({node})" if isinstance(node, Either) else str(node) for node in self.nodes)


@dataclass(frozen=True, slots=True)
class Either:
    """What matches at least one of the nodes."""

    nodes: "tuple[Node, ...]"

    def __str__(self) -> str:
        return " or ".join(map(str, self.nodes))


Needle = Word | Named
Leaf = Word | Named | Flag | Unknown | Range
Node = Leaf | Not | All | Either


def matcher(node: Node) -> Callable[[FilmRow], bool]:
    """A test of one film."""
    if isinstance(node, Not):
        inner = matcher(node.node)
        return lambda row: not inner(row)
    if isinstance(node, All | Either):
        inners = [matcher(part) for part in node.nodes]
        combine = all if isinstance(node, All) else any
        return lambda row: combine(inner(row) for inner in inners)
    read: Callable[[FilmRow], Any] = filter_reader(node.column)
    if isinstance(node, Needle):
        needle = node.needle
        return lambda row: needle in read(row)
    test = node.test()
    return lambda row: test(read(row))


def all_of(nodes: list[Node]) -> Node:
    """All of the nodes, flat, and a single one as itself."""
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, All) else (node,))]
    return flat[0] if len(flat) == 1 else All(tuple(flat))


def either_of(nodes: list[Node]) -> Node:
    """Any of the nodes, flat, and a single one as itself."""
    flat = [part for node in nodes for part in (node.nodes if isinstance(node, Either) else (node,))]
    return flat[0] if len(flat) == 1 else Either(tuple(flat))
