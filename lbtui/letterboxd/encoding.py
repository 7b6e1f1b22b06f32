"""Which encoding a table is in. Letterboxd writes UTF-8 without BOM; spreadsheets save much else."""

import codecs
import re
from dataclasses import dataclass

_BOMS = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)
_CHUNK = 1 << 16

_HIGH = bytes(range(0x80, 0x100)).decode("cp1252", "replace")
"""How bytes from 0x80 look in Windows-1252; what it has no letter for stays the control character of Latin-1."""
_LOOKS = {ord(letter): chr(0x80 + place) for place, letter in enumerate(_HIGH) if letter != "\N{REPLACEMENT CHARACTER}"}
_NEXT = "[\x80-\xbf]"
_RARE = "[\x80\x81\x83\x88-\x8a\x8c-\x90\x98-\x9a\x9c-\x9f\xa1-\xaa\xac-\xba\xbc-\xbf]"
"""Further bytes of UTF-8 that do not look like the punctuation that stands behind a word."""
# UTF-8 as Latin-1 spells it: what nobody writes. `É®` or `é…”` may be meant, so that these prove nothing.
_TWICE = re.compile(
    f"[\xc3-\xc5\xce-\xd1]{_RARE}|[\xe0-\xef](?:{_RARE}{_NEXT}|{_NEXT}{_RARE})|[\xf0-\xf4]{_RARE}{_NEXT}{{2}}"
)


def once_encoded(text: str) -> str:
    """Text that was encoded twice as it was before: `CaÃ±a` is `Caña`. Any text of which that is not certain stays."""
    if text.isascii():
        return text
    bytes_alike = text.translate(_LOOKS)
    if not _TWICE.search(bytes_alike):
        return text
    try:
        return bytes_alike.encode("latin-1").decode("utf-8")
    except UnicodeError:
        return text


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
