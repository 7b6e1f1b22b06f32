"""Letterboxd's addresses: boxd.it codes (since December 2020) and slugs (before).

A code is a number in base 62. Its last decimal digit tells what it names (0 film, 1 log entry, 2 list), the
rest is Letterboxd's numeric id: without exception in 87,000 distinct codes of real exports.
"""

import re
from dataclasses import dataclass
from enum import IntEnum
from typing import NamedTuple

_ALPHABET = "0123456789abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
_DIGITS = {letter: value for value, letter in enumerate(_ALPHABET)}
_LONGEST = 10  # letters; ids stay below 2**63, as SQLite needs
_SITE = re.compile(r"(?:https?://)?(?:www\.)?letterboxd\.com/([^?#]*)", re.IGNORECASE)
_SHORT = re.compile(r"(?:https?://)?(?:www\.)?boxd\.it/([0-9A-Za-z]+)/?", re.IGNORECASE)
_PREFIX = "https://boxd.it/"


class Target(IntEnum):
    """What an address names; the values are the last digits of codes."""

    FILM = 0
    LOG = 1
    LIST = 2


_TARGETS = tuple(Target)


class Code(NamedTuple):
    """A decoded boxd.it code; `id` is positive and below 2**63."""

    kind: Target
    id: int

    @property
    def uri(self) -> str:
        """The address as exports spell it."""
        return _PREFIX + encode(self)


@dataclass(frozen=True, slots=True)
class Slug:
    """An address on letterboxd.com: of a film, of a member's log entry for it, or of a list."""

    kind: Target
    slug: str
    user: str = ""
    number: int | None = None
    """Which of the member's entries for the film: the `n` of `/user/film/slug/n/`; the first has none."""

    @property
    def uri(self) -> str:
        """The address in one spelling."""
        if self.kind is Target.FILM:
            return f"https://letterboxd.com/film/{self.slug}/"
        if self.kind is Target.LIST:
            return f"https://letterboxd.com/{self.user}/list/{self.slug}/"
        tail = "" if self.number is None else f"{self.number}/"
        return f"https://letterboxd.com/{self.user}/film/{self.slug}/{tail}"


Address = Code | Slug


def encode(code: Code) -> str:
    """The letters of a code: `29qU` for film 51292."""
    number, letters = code.id * 10 + code.kind, ""
    while number:
        number, digit = divmod(number, 62)
        letters = _ALPHABET[digit] + letters
    return letters


def decode(letters: str) -> Code | None:
    """The code in these letters (not an address), or None where Letterboxd cannot have made them. Case matters."""
    if not letters or len(letters) > _LONGEST or letters[0] == "0":
        return None
    number = 0
    for letter in letters:
        digit = _DIGITS.get(letter)
        if digit is None:
            return None
        number = number * 62 + digit
    identity, kind = divmod(number, 10)
    return Code(_TARGETS[kind], identity) if kind < len(_TARGETS) and identity else None


def read(uri: str) -> Address | None:
    """What an address of either era names, or None for anything else."""
    if uri.startswith(_PREFIX) and (code := decode(uri[len(_PREFIX) :])):
        return code
    if short := _SHORT.fullmatch(uri):
        return decode(short[1])
    site = _SITE.fullmatch(uri.split("?")[0].split("#")[0])
    return _slug(site[1].rstrip("/").split("/")) if site else None


def _slug(parts: list[str]) -> Slug | None:
    if not all(re.fullmatch(r"[\w.~%:-]{1,200}", part) for part in parts):
        return None
    match parts:
        case ["film", slug]:
            return Slug(Target.FILM, slug.lower())
        case [user, "film", slug]:
            return Slug(Target.LOG, slug.lower(), user.lower())
        case [user, "film", slug, number] if number.isascii() and number.isdigit() and len(number) < 10:
            return Slug(Target.LOG, slug.lower(), user.lower(), int(number))
        case [user, "list", slug]:
            return Slug(Target.LIST, slug.lower(), user.lower())
        case _:
            return None
