"""A filter: what the browser, the dashboards and the shell share."""

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from functools import cached_property

from lbtui.films.fields import SEARCHED_BY_WORDS
from lbtui.model.films import FilmRow
from lbtui.query.parser import parse_filter
from lbtui.query.sorting import Sort
from lbtui.query.terms import All, Either, Flag, Leaf, Named, Node, Not, Word, all_of, matcher, quote


@dataclass(frozen=True)
class Query:
    """A filter that was read. Equal filters mean the same; `str(query)` parses back to an equal one."""

    node: Node = All()  # noqa: RUF009 a frozen dataclass
    sort: Sort | None = None
    """The order that the filter asks for, where it does."""

    def __str__(self) -> str:
        return " ".join(filter(None, (str(self.node), str(self.sort or ""))))

    def __bool__(self) -> bool:
        """Whether anything is asked for at all."""
        return self.node != All()

    def __and__(self, other: "Query") -> "Query":
        """Both filters at once."""
        return Query(all_of([self.node, other.node]), other.sort or self.sort)

    def matches(self, row: FilmRow) -> bool:
        """Whether one film matches. For a whole library `Index.filter` is much faster."""
        return self._matches(row)

    @cached_property
    def whole(self) -> Node:
        """The filter with what goes without saying: removed films are found only by a filter that speaks of them."""
        return self.node if any(leaf == REMOVED for leaf in _leaves(self.node)) else all_of([self.node, Not(REMOVED)])

    @cached_property
    def flags(self) -> frozenset[str]:
        """The flags that the filter asks about, those denied with a minus before them: `unseen`, `-watchlist`."""
        return frozenset(_flags(self.node, denied=False))

    def asks_for(self, name: str) -> bool:
        """Whether a field of this name decides which films are found, or their order."""
        return (self.sort is not None and self.sort.name == name) or any(
            leaf.column == name for leaf in _leaves(self.node)
        )

    def filter(self, rows: Iterable[FilmRow]) -> list[FilmRow]:
        """The films that match, in their order."""
        return [row for row in rows if self._matches(row)]

    @cached_property
    def words(self) -> tuple[str, ...]:
        """The folded bare words that a match holds, for highlighting."""
        return tuple(word.needle for word in _wanted(self.node) if isinstance(word, Word) and word.text)

    def marks(self, field: str) -> tuple[str, ...]:
        """The folded texts to highlight where values of `field` are shown."""
        named = (fold_name for fold_name in self._named if fold_name[0] == field)
        bare = self.words if field in SEARCHED_BY_WORDS else ()
        return bare + tuple(text for _, text in named)

    @cached_property
    def _matches(self) -> Callable[[FilmRow], bool]:
        return matcher(self.whole)

    @cached_property
    def _named(self) -> tuple[tuple[str, str], ...]:
        wanted = (node for node in _wanted(self.node) if isinstance(node, Named))
        return tuple((node.field, node.needle.strip()) for node in wanted)


REMOVED = Flag("removed")
"""Asks for films that the newest export does not hold any more."""


def parse(text: str) -> Query:
    """Reads a filter; raises QueryError with a sentence and the position of what is wrong."""
    return Query(*parse_filter(text))


def term(field: str, value: str) -> str:
    """The filter text that asks for exactly `value`, any foreign text, in a text field: `director="Agnès Varda"`."""
    return f"{field}={quote(value)}"


def _leaves(node: Node) -> Iterator[Leaf]:
    if isinstance(node, Not):
        yield from _leaves(node.node)
    elif isinstance(node, All | Either):
        for part in node.nodes:
            yield from _leaves(part)
    else:
        yield node


def _flags(node: Node, *, denied: bool) -> Iterator[str]:
    if isinstance(node, Not):
        yield from _flags(node.node, denied=not denied)
    elif isinstance(node, All | Either):
        for part in node.nodes:
            yield from _flags(part, denied=denied)
    elif isinstance(node, Flag):
        yield f"-{node.name}" if denied else node.name


def _wanted(node: Node) -> Iterator[Node]:
    """What a matching film may hold: the leaves, but none below a negation."""
    if isinstance(node, All | Either):
        for part in node.nodes:
            yield from _wanted(part)
    else:
        yield node
