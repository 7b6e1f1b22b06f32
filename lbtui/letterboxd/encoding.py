"""Which encoding a table is in. Letterboxd writes UTF-8 without BOM; spreadsheets save much else."""

import codecs
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 16


@dataclass(frozen=True, slots=True)
class Encoding:
    """A codec's name, to be used with `errors="replace"`, and a half sentence where it is a guess."""

    codec: str
    guess: str = ""


def encoding_of(data: bytes) -> Encoding:
    """The encoding of a whole table; never fails, since Latin-1 takes any bytes."""
    for mark, codec in _BOMS:
        if data.startswith(mark):
            return Encoding(codec)
    if wide := _wide(data[:200]):
        return Encoding(wide, "it looks like UTF-16 without a byte order mark, and was read as such")
    if _decodes(data, "utf-8"):
        return Encoding("utf-8")
    if _mostly_utf8(data):
        return Encoding("utf-8", "some of its bytes are not UTF-8, and are shown as \N{REPLACEMENT CHARACTER}")
    # Windows-1252 is what Excel saves: Latin-1 with typographic quotes where Latin-1 has control characters.
    codec = "cp1252" if _decodes(data, "cp1252") else "latin-1"
    return Encoding(codec, "it is not UTF-8 and was read as Latin-1: if accents look wrong, save it as UTF-8")


def _wide(head: bytes) -> str | None:
    if len(head) < 4:
        return None
    even, odd = head[0::2], head[1::2]
    if odd.count(0) > len(odd) * 0.9 and even.count(0) < len(even) * 0.1:
        return "utf-16-le"
    if even.count(0) > len(even) * 0.9 and odd.count(0) < len(odd) * 0.1:
        return "utf-16-be"
    return None


def _decodes(data: bytes, codec: str) -> bool:
    decoder = codecs.getincrementaldecoder(codec)()
    try:
        for start in range(0, len(data), _CHUNK):
            decoder.decode(data[start : start + _CHUNK])
        decoder.decode(b"", final=True)
    except UnicodeDecodeError:
        return False
    return True


def _mostly_utf8(data: bytes) -> bool:
    """Whether more of the letters beyond ASCII are sound UTF-8 than not: a damaged file, not another encoding."""
    decoder = codecs.getincrementaldecoder("utf-8")("replace")
    sound = broken = 0
    for start in range(0, len(data), _CHUNK):
        text = decoder.decode(data[start : start + _CHUNK])
        wrong = text.count("\N{REPLACEMENT CHARACTER}")
        broken += wrong
        sound += sum(letter > "\x7f" for letter in text) - wrong
    return sound > broken
