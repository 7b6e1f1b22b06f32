"""Foreign text made safe, once, at the borders where it enters: export files and TMDB's answers.

Textual hands ESC, NUL, C1 and bidirectional controls to the terminal as they are, where a film
title could move the cursor or rename the window; nothing past this module needs to think of that.
Markup is the other danger: foreign text is never parsed as markup, on any screen.
"""

import os
import re
import sys
import unicodedata
from pathlib import PurePath

# Cc controls, Cs surrogates, line and paragraph separators, bidirectional marks, overrides and isolates,
# zero-width space and no-break space, soft hyphen, BOM and interlinear marks, tag characters.
# Zero-width joiner and non-joiner (U+200C, U+200D) stay: emoji and Persian need them.
_FORBIDDEN = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u00ad\u061c\u180e\u200b\u200e\u200f\u202a-\u202e"
    "\u2060-\u206f\ufeff\ufff9-\ufffb\ud800-\udfff\U000e0000-\U000e007f]"
)
_SPACES = re.compile("[\t\n\v\f\r\x85\u00a0\u1680\u2000-\u200a\u2028\u2029\u202f\u205f\u3000 ]+")
_LINE_ENDS = re.compile("\r\n|[\r\n\v\f\x85\u2028\u2029]")
_BLANKS = re.compile("[\t\u00a0\u1680\u2000-\u200a\u202f\u205f]")


def clean_line(text: str) -> str:
    """One line of foreign text: NFC, no control or bidirectional characters, each run of white space one blank."""
    if text.isascii() and text.isprintable() and "  " not in text:
        return text.strip(" ")
    return unicodedata.normalize("NFC", _SPACES.sub(" ", _FORBIDDEN.sub("", text))).strip(" ")


def clean_lines(text: str) -> str:
    """Foreign text of several lines (a review, an overview): as `clean_line`, with line breaks kept as `\\n`."""
    text = _BLANKS.sub(" ", _LINE_ENDS.sub("\n", text))
    kept = "\n".join(_FORBIDDEN.sub("", line).rstrip() for line in text.split("\n"))
    return unicodedata.normalize("NFC", kept).strip()


def path_line(path: PurePath | str) -> str:
    """A path, or a part of one, fit to be shown or stored: names of files need not be text, nor one line."""
    return clean_line(os.fsencode(path).decode("utf-8", "replace"))


def print_error(text: str) -> None:
    """Print lines on standard error: paths and arguments in them are foreign text too."""
    print(clean_lines(text), file=sys.stderr)


def counted(count: int, one: str) -> str:
    """A number with its noun: `1 row`, `2,000 rows`, `3 entries`, `4 days`."""
    many = f"{one[:-1]}ies" if one.endswith("y") and one[-2] not in "aeiou" else f"{one}s"
    return f"{count:,} {one if count == 1 else many}"
