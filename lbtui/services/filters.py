"""What a filter says about the films before any is looked at."""

from lbtui.query import Query
from lbtui.query.terms import All, Either, Flag, Node, Not


def flags(query: Query) -> frozenset[str]:
    """The flags that the filter asks about, those denied with a minus before them: `unseen`, `-watchlist`."""
    return frozenset(_flags(query.node, denied=False))


def _flags(node: Node, *, denied: bool) -> list[str]:
    match node:
        case Not():
            return _flags(node.node, denied=not denied)
        case All() | Either():
            return [flag for part in node.nodes for flag in _flags(part, denied=denied)]
        case Flag():
            return [f"-{node.name}" if denied else node.name]
    return []
