"""Titles as keys that can be compared: case, accents, punctuation, "&" and script out of the way."""

import re
import unicodedata
from functools import lru_cache

from anyascii import anyascii

_ACCENTS = re.compile("[\u0300-\u036f]")
_APOSTROPHES = re.compile("['`´\u2018\u2019\u201b\u02b9\u02bb\u02bc\u2032]")
# Compatibility forms that would melt into the digit before them: "[REC]²", "Alien³", "8½".
_RAISED = re.compile("[²³¹⁰⁴-⁹₀-₉¼½¾⅐-⅞]")
_ARTICLES = frozenset(("the", "a", "an", "le", "la", "les", "el", "los", "las", "der", "die", "das", "il", "lo", "gli"))
# "Racket, The", as catalogues sort it; an article of two letters or more, or "A".
_SORTED = re.compile(rf"^(.+)[,;] ?({'|'.join(sorted(_ARTICLES))})$", re.IGNORECASE)
_AND = re.compile(r"\band\b", re.IGNORECASE)
_PARENTHESES = re.compile(r"[(（\[]([^()（）\[\]]+)[)）\]]")


@lru_cache(maxsize=65536)
def fold(title: str) -> str:
    """The comparable key of a title; two titles are equal when their keys are. Empty only for a blank title.

    "&" is "and", an article sorted to the end ("Racket, The") comes first, apostrophes go, other punctuation is a
    blank, a raised digit a word of its own ("[REC]²" is "rec 2"). Articles and the script stay. A title without
    letters or digits keeps its symbols ("★", "…").
    """
    title = _SORTED.sub(r"\2 \1", title)
    text = title.lower() if title.isascii() else _plain(title)
    words = _words(_APOSTROPHES.sub("", text.replace("&", " and ")))
    return words or "".join(text.split()) or "".join(title.split())


def _plain(title: str) -> str:
    """A title in small letters without accents, compatibility forms spelt out."""
    text = unicodedata.normalize("NFKD", _RAISED.sub(r" \g<0>", title)).casefold()
    text = unicodedata.normalize("NFKD", text)
    return unicodedata.normalize("NFKC", _ACCENTS.sub("", text))


def _words(text: str) -> str:
    """Letters, digits and the marks that some scripts write vowels with, Latin letters in ASCII; else blanks."""
    return " ".join("".join(map(_letter, text)).split())


@lru_cache(maxsize=4096)
def _letter(char: str) -> str:
    if char.isascii():
        return char if char.isalnum() else " "
    if unicodedata.category(char)[0] not in "LNM":
        return " "
    if unicodedata.name(char, "").startswith("LATIN"):
        # ø, ł, æ, ı: letters that do not decompose; a few medieval ones come with a dot.
        return "".join(filter(str.isalnum, anyascii(char).lower())) or char
    return char


@lru_cache(maxsize=65536)
def loosen(title: str) -> str:
    """A looser key: in ASCII, without leading article and blanks. "Сталкер" is "stalker", "The S.W.A.T." is "swat"."""
    words = fold(anyascii(fold(title))).split()
    if len(words) > 1 and words[0] in _ARTICLES:
        words = words[1:]
    return "".join(words) or fold(title)


def words(title: str) -> int:
    """How many words a title has beside a leading article."""
    found = fold(title).split()
    return len(found) - (len(found) > 1 and found[0] in _ARTICLES)


def first_part(title: str) -> str:
    """The title before its colon, spaced dash or parenthesis, or the title itself where nothing is before one."""
    part = re.split(r"[:：]| [-–—] | [(（]", title, maxsplit=1)[0].strip()
    return part if fold(part) else title


def variants(title: str) -> tuple[str, ...]:
    """The title, and where it is written in two scripts ("Dìdi (弟弟)") each of the two."""
    inside = _PARENTHESES.search(title)
    if inside is None:
        return (title,)
    outer, inner = _PARENTHESES.sub(" ", title).strip(), inside[1].strip()
    if _latin(outer) == _latin(inner) or not fold(outer):
        return (title,)
    return (title, outer, inner)


def ampersand(title: str) -> str:
    """The title with "&" for "and": TMDB's search takes them for different words. The reverse is its folded key."""
    return _AND.sub("&", title)


def _latin(text: str) -> bool:
    """Whether a title can be read in Latin letters."""
    return fold(text).isascii()
