"""Reviews as they are shown: Letterboxd's HTML as text with italics, bold and links.

Real reviews hold `i em b strong a blockquote p br` and plain line breaks. Tags are found with one expression rather
than `html.parser`, which raises on `<![`, and takes quadratic time over tags that never end.
"""

import re
from dataclasses import dataclass, field
from html import unescape

from lbtui.text import clean_line, clean_lines

_TAG = re.compile(r"<(/?)([a-zA-Z][a-zA-Z0-9]{0,20})(\s[^<>]*)?/?>|<!--[^<>]*-->")
_HREF = re.compile(r"""\shref\s*=\s*(?:"([^"]*)"|'([^']*)'|([^\s"'>]+))""", re.IGNORECASE)
_ITALIC = ("i", "em", "cite")
_BOLD = ("b", "strong")
_BLOCKS = ("p", "blockquote", "div", "ul", "ol", "h1", "h2", "h3", "h4")


@dataclass(frozen=True, slots=True)
class StyledText:
    """A stretch of text in one style. `link` is an http(s) address, or empty."""

    text: str
    italic: bool = False
    bold: bool = False
    link: str = ""
    quote: bool = False
    """Inside a blockquote, whose lines also begin with `> `."""


def plain(html: str) -> str:
    """A review as text; quoted lines begin with `> `."""
    return "".join(span.text for span in spans(html))


def spans(html: str) -> list[StyledText]:
    """A review as styled text, cleaned; any input gives some text."""
    page = _Reading()
    place = 0
    for tag in _TAG.finditer(html):
        page.text(html[place : tag.start()])
        place = tag.end()
        if tag[2]:
            page.tag(tag[2].lower(), tag[3] or "", closing=bool(tag[1]))
    page.text(html[place:])
    return page.spans


@dataclass(slots=True)
class _Reading:
    """The text so far, and the styles that are open. Line breaks wait until text follows, at most one blank line."""

    spans: list[StyledText] = field(default_factory=list)
    _breaks: int = 2
    _italic: int = 0
    _bold: int = 0
    _quote: int = 0
    _link: str = ""

    def tag(self, name: str, attributes: str, *, closing: bool) -> None:
        """Opens or closes a style, or breaks the line; tags of other names are dropped."""
        step = -1 if closing else 1
        if name in _ITALIC:
            self._italic = max(0, self._italic + step)
        elif name in _BOLD:
            self._bold = max(0, self._bold + step)
        elif name == "a":
            self._link = "" if closing else _address(attributes)
        elif name in ("br", "li"):
            self._breaks += 1
        elif name in _BLOCKS:
            self._breaks = max(self._breaks, 2)
            if name == "blockquote":
                self._quote = max(0, self._quote + step)

    def text(self, text: str) -> None:
        """Adds text between tags; entities are decoded only now, so that `&lt;i&gt;` stays text."""
        if not text:
            return
        # The bars keep blanks at both ends, which part words from their neighbours in other styles.
        for number, line in enumerate(clean_lines(f"|{unescape(text)}|")[1:-1].split("\n")):
            self._breaks += number > 0
            self._line(line)

    def _line(self, line: str) -> None:
        if self._breaks:
            line = line.lstrip(" ")
        if not line:
            return
        if self._breaks:
            broken = "\n" * min(self._breaks, 2) if self.spans else ""
            line = broken + ("> " if self._quote else "") + line
            self._breaks = 0
        span = StyledText(line, self._italic > 0, self._bold > 0, self._link, self._quote > 0)
        if self.spans and _style(self.spans[-1]) == _style(span):
            span = StyledText(self.spans.pop().text + line, *_style(span))
        self.spans.append(span)


def _style(span: StyledText) -> tuple[bool, bool, str, bool]:
    return span.italic, span.bold, span.link, span.quote


def _address(attributes: str) -> str:
    if not (match := _HREF.search(attributes)):
        return ""
    address = clean_line(unescape(match[1] or match[2] or match[3] or "")).replace(" ", "%20")
    return address if re.match(r"https?://[^/]", address, re.IGNORECASE) else ""
