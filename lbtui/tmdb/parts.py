"""The parts of a details answer that have to be asked for; TMDB sometimes leaves one out of a 200."""

from collections.abc import Iterable

from lbtui.model import Kind
from lbtui.tmdb.shape import Object

_PARTS = {
    Kind.MOVIE: ("credits", "keywords", "alternative_titles"),
    Kind.TV: ("aggregate_credits", "keywords", "alternative_titles", "external_ids"),
}
_LISTS = {
    "credits": ("cast", "crew"),
    "aggregate_credits": ("cast", "crew"),
    "keywords": ("keywords", "results"),
    "alternative_titles": ("titles", "results"),
    "translations": ("translations",),
}
"""The lists of a part: people stand in both, and the others have one, which movies and series call differently."""
_FIELDS = {"aggregate_credits": "credits", "external_ids": "imdb_id"}
"""What `Metadata` calls a part, where it is not the same."""


def parts_of(kind: Kind, language: str) -> tuple[str, ...]:
    """What is read beside the details themselves: appended to them, it all counts as one request."""
    return _PARTS[kind] if language.startswith("en") else (*_PARTS[kind], "translations")


def lacking(answer: Object, asked: Iterable[str]) -> list[str]:
    """The parts that were asked for and are not in the answer, or only as an error."""
    return [part for part in asked if not _is_there(part, answer.get(part))]


def _is_there(part: str, value: object) -> bool:
    if not isinstance(value, dict) or value.get("success") is False:
        return False
    lists = [isinstance(value.get(name), list) for name in _LISTS.get(part, ())]
    return all(lists) if part.endswith("credits") else any(lists) or not lists


def fields_of(parts: Iterable[str]) -> frozenset[str]:
    """What `Metadata` calls these parts."""
    return frozenset(_FIELDS.get(part, part) for part in parts)
