"""Text brought to the form in which the filter compares it: no case, no accents, plain punctuation."""

import unicodedata
from functools import lru_cache

# Letters that Unicode does not decompose, and punctuation that nobody types.
_PLAIN = {
    "ø": "o", "ł": "l", "đ": "d", "ð": "d", "ı": "i", "þ": "th", "æ": "ae", "œ": "oe",
    "’": "'", "‘": "'", "ʼ": "'", "“": '"', "”": '"', "–": "-", "—": "-", "‐": "-", "‑": "-",
}  # fmt: skip


class _Letters(dict[int, str]):
    """The folded form of each character, worked out when first met."""

    def __missing__(self, code: int) -> str:
        letters = unicodedata.normalize("NFKD", chr(code).casefold()).casefold()
        folded = "".join(_PLAIN.get(letter, letter) for letter in letters if not unicodedata.combining(letter))
        self[code] = folded
        return folded


_LETTERS = _Letters()


def fold(text: str) -> str:
    """`text` without case and accents. Folding is by character: `fold(a + b) == fold(a) + fold(b)`."""
    return text.lower() if text.isascii() else _fold_letters(text)


# Names come back on many films, and folding them letter by letter is ten times slower than looking them up.
@lru_cache(maxsize=1 << 15)
def _fold_letters(text: str) -> str:
    return text.translate(_LETTERS)


def find_folded(text: str, words: tuple[str, ...]) -> list[tuple[int, int]]:
    """Where folded `words` occur in `text`: (start, end) in characters of `text`, sorted and not overlapping."""
    hits = [hit for word in words if word for hit in _occurrences(fold(text), word)]
    if not hits:
        return []
    return _merged(hits if text.isascii() else _in_original(text, hits))


def _occurrences(text: str, word: str) -> list[tuple[int, int]]:
    found, start = [], text.find(word)
    while start >= 0:
        found.append((start, start + len(word)))
        start = text.find(word, start + len(word))
    return found


def _in_original(text: str, hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    """Positions in the folded text as positions in `text`; marks that fold to nothing go with their letter."""
    owners = [position for position, letter in enumerate(text) for _ in fold(letter)] + [len(text)]
    return [(owners[start], max(owners[end], owners[end - 1] + 1)) for start, end in hits]


def _merged(hits: list[tuple[int, int]]) -> list[tuple[int, int]]:
    merged: list[tuple[int, int]] = []
    for start, end in sorted(hits):
        if merged and start <= merged[-1][1]:
            merged[-1] = (merged[-1][0], max(end, merged[-1][1]))
        else:
            merged.append((start, end))
    return merged
