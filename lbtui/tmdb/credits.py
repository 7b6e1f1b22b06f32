"""Who did what: TMDB's cast and crew as `Credit` records, one a person and role."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lbtui.model.enums import Role
from lbtui.model.metadata import Credit
from lbtui.tmdb.shape import Object, image_path, line, number, objects, whole

_MOST = 40
"""Credits that are kept of one role: soap operas have hundreds of writers."""

_ROLES: dict[str, Role] = {
    "Director": Role.DIRECTOR,
    "Director of Photography": Role.CINEMATOGRAPHER,
    "Original Music Composer": Role.COMPOSER,
    "Music": Role.COMPOSER,
    "Editor": Role.EDITOR,
    "Producer": Role.PRODUCER,
} | dict.fromkeys(
    (
        "Screenplay",
        "Writer",
        "Story",
        "Novel",
        "Author",
        "Adaptation",
        "Book",
        "Co-Writer",
        "Comic Book",
        "Graphic Novel",
        "Original Story",
        "Scenario Writer",
        "Screenstory",
        "Short Story",
        "Teleplay",
        "Theatre Play",
    ),
    Role.WRITER,
)


@dataclass(slots=True)
class _Part:
    """A person in a role, while the jobs and characters are being collected."""

    person_id: int
    name: str
    role: Role
    profile_path: str | None
    words: list[str] = field(default_factory=list)


def credits_of(answer: Object) -> tuple[Credit, ...]:
    """The credits of a details answer, from `credits` or `aggregate_credits`, and `created_by` of a series."""
    source = answer.get("aggregate_credits", answer.get("credits"))
    cast, crew = (source.get("cast"), source.get("crew")) if isinstance(source, dict) else ((), ())
    parts: dict[tuple[int, Role], _Part] = {}
    for person in objects(answer.get("created_by")):
        _collect(parts, person, Role.CREATOR, ["Creator"])
    for person in objects(cast):
        _collect(parts, person, Role.ACTOR, _words(person, "character", "roles"))
    for person in _by_episodes(objects(crew)):
        for job in _words(person, "job", "jobs"):
            if job in _ROLES:
                _collect(parts, person, _ROLES[job], [job])
    return tuple(_numbered(parts.values()))


def _words(person: Object, key: str, several: str) -> list[str]:
    """Characters or jobs: one in `credits`, a list of objects in `aggregate_credits`."""
    found = [line(person.get(key)), *(line(item.get(key)) for item in objects(person.get(several)))]
    return [word for word in found if word]


def _by_episodes(crew: Iterable[Object]) -> list[Object]:
    """The crew of a series, those of most episodes first; the crew of a film as it is."""
    return sorted(crew, key=lambda person: -number(person.get("total_episode_count")))


def _collect(parts: dict[tuple[int, Role], _Part], person: Object, role: Role, words: list[str]) -> None:
    """Adds a person to a role, or more words to the one who has it already."""
    identity, name = whole(person.get("id")), line(person.get("name"))
    if not identity or not name:
        return
    part = parts.setdefault((identity, role), _Part(identity, name, role, image_path(person.get("profile_path"))))
    part.words += [word for word in words if word not in part.words]


def _numbered(parts: Iterable[_Part]) -> Iterator[Credit]:
    """The collected parts as credits, numbered within their role, the first of each role."""
    counts = dict.fromkeys(Role, 0)
    for part in parts:
        position = counts[part.role]
        counts[part.role] += 1
        if position < _MOST:
            words, acts = ", ".join(part.words), part.role is Role.ACTOR
            yield Credit(
                part.person_id,
                part.name,
                part.role,
                position,
                job="" if acts else words,
                character=words if acts else "",
                profile_path=part.profile_path,
            )
