"""What could come next while a filter is being typed: field names, flags, and the values that the library holds."""

import re
from collections.abc import Iterator
from heapq import nsmallest
from typing import NamedTuple

from lbtui.films.fields import FILTERS, FLAGS, SORTINGS
from lbtui.films.filters import TextFilter
from lbtui.films.folding import fold
from lbtui.query.index import Index
from lbtui.query.terms import FIELD_HEAD, bare_value
from lbtui.text import counted

# A piece of a filter up to its end: quoted text, which may still be open, or anything but blanks.
_PIECE = re.compile(r'(?:"(?:\\.|[^"\\])*(?:"|$)|[^\s"])+', re.DOTALL)


class Suggestion(NamedTuple):
    """A piece of filter to put in place of the text from `start` to `end`."""

    text: str
    start: int
    end: int
    label: str
    """What to show: the value or the name."""
    detail: str = ""
    """A note to it: how many films, or an example."""

    def apply(self, text: str) -> str:
        """`text` with the suggestion taken."""
        return text[: self.start] + self.text + text[self.end :]


def suggest(text: str, cursor: int, index: Index, limit: int = 8) -> list[Suggestion]:
    """Suggestions for the piece that ends at `cursor`, the best first."""
    pieces = _PIECE.findall(text[:cursor])
    if not pieces or not text[:cursor].endswith(pieces[-1]) or text[cursor : cursor + 1].strip():
        return []
    piece = pieces[-1].lstrip("-(")
    start = cursor - len(piece)
    head = FIELD_HEAD.match(piece)
    if not head:
        return list(_names(piece, start, cursor))[:limit] if piece else []
    if head[1].lower() == "sort":
        return _sortings(piece[head.end() :], start + head.end(), cursor)[:limit]
    field = FILTERS.get(head[1].lower())
    if not isinstance(field, TextFilter) or head[2] not in (":", "="):
        return []
    return _values(field, piece[head.end() :], start + head.end(), cursor, index, limit)


def _names(piece: str, start: int, end: int) -> Iterator[Suggestion]:
    typed = piece.lower()
    for name, field in FILTERS.items():
        if name.startswith(typed):
            yield Suggestion(f"{name}:", start, end, f"{name}:", field.example)
    if "sort".startswith(typed):
        yield Suggestion("sort:", start, end, "sort:", "sort:watched")
    for flag in FLAGS:
        if flag.startswith(typed) and flag != typed:
            yield Suggestion(flag, start, end, flag)


def _sortings(typed: str, start: int, end: int) -> list[Suggestion]:
    """What films can be sorted by."""
    turned = "-" * typed.startswith("-")
    wanted = typed.removeprefix("-").lower()
    names = [name for name in SORTINGS if name.startswith(wanted) and name != wanted]
    return [Suggestion(turned + name, start, end, turned + name) for name in names]


def _values(field: TextFilter, typed: str, start: int, end: int, index: Index, limit: int) -> list[Suggestion]:
    wanted = fold(typed.removeprefix('"').removesuffix('"'))
    counts = index.values(field.name)
    hits = [(value, folded) for folded, value in index.vocabulary(field.name) if wanted in folded and counts[value] > 0]
    if field.prefixes:
        hits = [hit for hit in hits if _rank(hit[1], wanted) < 2]
    best = nsmallest(limit, hits, key=lambda hit: (_rank(hit[1], wanted), -counts[hit[0]], hit[1]))
    return [
        Suggestion(bare_value(value), start, end, value, counted(counts[value], "film"))
        for value, _ in best
        if bare_value(value) != typed
    ]


def _rank(folded: str, wanted: str) -> int:
    """0 where the value starts with what was typed, 1 where a word of it does, else 2."""
    if folded.startswith(wanted):
        return 0
    return 1 if f" {wanted}" in folded else 2
