"""The text of a table: which encoding it is in, and its records, one at a time; damage costs the damaged row alone.

Letterboxd writes UTF-8 without BOM; spreadsheets save much else. `csv` reads each record, but where a record ends is
found here first: `csv.reader` loses its place at an overlong field, and takes the whole rest of a file for one field
where a quote is never closed.
"""

import codecs
import csv
import io
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

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


LONGEST = 1 << 20
"""Characters in one record; the longest of 4,800 real reviews has 17,958."""

LINES = 2_000_000
"""Lines of one table that are read; the largest of 43 real exports has 32,000."""

# The limit is global to the process and starts at 131,072; records that pass here are never longer than this.
csv.field_size_limit(max(csv.field_size_limit(), LONGEST))

# What a row of a table begins with: a date, or a position in a list.
_ROW_START = re.compile(r'"?(?:\d{4}-\d\d-\d\d|\d{1,2}[/.]\d{1,2}[/.]\d{2,4}|\d{1,5})"?[,;\t]')


class Record(NamedTuple):
    """The cells of a row. `line` counts from 1. `damage` is a reason where the cells could not be read."""

    line: int
    cells: list[str]
    damage: str = ""


def records(data: bytes, codec: str, delimiter: str) -> Iterator[Record]:
    """Every record that is not blank, as `errors="replace"` decodes it; damaged ones come with their reason."""
    stream = io.TextIOWrapper(io.BytesIO(data), codec, errors="replace", newline="")
    texts = _Texts(stream, delimiter)
    reader = csv.reader(texts, delimiter=delimiter, strict=True)
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            yield from texts.damaged
            return
        except csv.Error:
            texts.damaged.append(Record(texts.line, [], "its quotes are damaged"))
            continue
        if texts.damaged:
            yield from texts.damaged
            texts.damaged.clear()
        if any(cells) and not all(map(str.isspace, filter(None, cells))):
            yield Record(texts.line, cells)


class _Texts:
    """The text of each record, whole, from quote to quote; overlong and unclosed ones are put into `damaged`."""

    def __init__(self, stream: io.TextIOWrapper, delimiter: str) -> None:
        self._stream = stream
        self._delimiter = delimiter
        self._pushed_back: list[str] = []  # lines to be read again, the next one last
        self._lines = 0  # finished lines before the next piece
        self.line = 0
        self.damaged: list[Record] = []

    def __iter__(self) -> Iterator[str]:
        while True:
            start = self._lines + 1
            text = self._piece()
            if text and start > LINES:
                self.damaged.append(Record(start, [], f"the file goes on, but only {LINES:,} lines of it are read"))
            if not text or start > LINES:
                return
            if len(text) > LONGEST or ('"' in text and self._open(text, False)):
                text = self._record(start, text)
            if "\0" in text:
                self.damaged.append(Record(start, [], "it holds NUL characters, so the file is damaged"))
            elif text:
                self.line = start
                yield text

    def _piece(self) -> str:
        """The next line, or as much of an endless one as is allowed; empty at the end."""
        piece = self._pushed_back.pop() if self._pushed_back else self._stream.readline(LONGEST + 1)
        self._lines += _finished(piece)
        return piece

    def _open(self, text: str, is_open: bool) -> bool:
        """Whether a quoted field is open after the text. A quote opens a field only at the field's beginning."""
        place = 0
        while True:
            if is_open:
                place = text.find('"', place)
                if place < 0:
                    return True
                if text.startswith('"', place + 1):
                    place += 2
                    continue
                is_open = False
            elif text.startswith('"', place):
                is_open, place = True, place + 1
                continue
            place = text.find(self._delimiter, place) + 1
            if not place:
                return False

    def _record(self, start: int, text: str) -> str:
        """The record that begins with an overlong or unclosed line; empty where it had to be given up."""
        parts, size, is_open = [text], len(text), self._open(text, False)
        while is_open and size <= LONGEST and (text := self._piece()):
            parts.append(text)
            size += len(text)
            is_open = self._open(text, True)
        if size <= LONGEST and not is_open:
            return "".join(parts)
        reason = f"it is longer than {LONGEST:,} characters" if size > LONGEST else "a quote in it is never closed"
        self.damaged.append(Record(start, [], reason))
        self._find_next(parts, is_open)
        return ""

    def _find_next(self, parts: list[str], is_open: bool) -> None:
        """Goes on after a given-up record: at its closing quote, or at the first line that begins like a row."""
        if is_open:
            for number, text in enumerate(parts[1:], start=1):
                if _ROW_START.match(text):
                    self._push_back(parts[number:])
                    return
        finished = _finished(parts[-1])
        while (is_open or not finished) and (text := self._piece()):
            if finished and _ROW_START.match(text):
                self._push_back([text])
                return
            is_open, finished = self._open(text, is_open), _finished(text)

    def _push_back(self, texts: list[str]) -> None:
        self._pushed_back.extend(reversed(texts))
        self._lines -= sum(map(_finished, texts))


def _finished(piece: str) -> bool:
    return piece.endswith(("\n", "\r"))
