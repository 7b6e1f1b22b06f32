"""A canvas for SVG pictures that need no font and no file of their own: text is measured, pictures are embedded."""

import math
from base64 import b64encode
from dataclasses import dataclass, field
from html import escape

from rich.cells import cell_len

FONT = "Inter, 'Helvetica Neue', Helvetica, Arial, 'Liberation Sans', 'Noto Sans', 'DejaVu Sans', sans-serif"
_NARROW, _WIDE = frozenset(" .,:;'|!()[]{}/\\-‐’‘·iIjlftr1"), frozenset("mwMW@%&—…QOGDNH")
_INNER = 0.42
"""How far from the middle of a star the inner corners are, of 1."""
_STAR = [
    (math.sin(turn) * reach, -math.cos(turn) * reach)
    for turn, reach in zip((math.pi * corner / 5 for corner in range(10)), (1, _INNER) * 5, strict=True)
]
"""The corners of a star around its middle, from the top on, clockwise."""


@dataclass(frozen=True, slots=True)
class Colours:
    """A theme's colours as `#rrggbb`."""

    background: str = "#1a1b26"
    surface: str = "#262838"
    """Behind figures and missing posters."""
    text: str = "#d5daf0"
    muted: str = "#8a91b4"
    primary: str = "#bb9af7"
    """Bars."""
    accent: str = "#ffbe98"
    """Stars and the headline."""


def mix(one: str, two: str, level: float) -> str:
    """The colour at `level` (0 to 1) on the way from one to another."""
    pairs = ((int(one[at : at + 2], 16), int(two[at : at + 2], 16)) for at in (1, 3, 5))
    return "#" + "".join(f"{round(start + (end - start) * level):02x}" for start, end in pairs)


def text_width(text: str, *, bold: bool = False) -> float:
    """The width of a text in ems, as wide as in the widest of the usual fonts."""
    ems = 0.0
    for letter in text:
        match cell_len(letter):
            case 0:
                continue
            case 1:
                ems += 0.33 if letter in _NARROW else 0.86 if letter in _WIDE else 0.68 if letter.isupper() else 0.57
            case _:
                ems += 1.0
    return ems * (1.07 if bold else 1.0)


def cut(text: str, ems: float, *, bold: bool = False) -> str:
    """The text, its end replaced by `…` where it is wider than `ems`."""
    if text_width(text, bold=bold) <= ems:
        return text
    while text and text_width(f"{text}…", bold=bold) > ems:
        text = text[:-1]
    return f"{text.rstrip()}…"


def picture_kind(data: bytes) -> str | None:
    """The media type of a picture by its first bytes; None for anything but JPEG, PNG and WebP."""
    if data.startswith(b"\xff\xd8\xff"):
        return "image/jpeg"
    if data.startswith(b"\x89PNG\r\n"):
        return "image/png"
    return "image/webp" if data.startswith(b"RIFF") and data[8:12] == b"WEBP" else None


def data_uri(data: bytes) -> str | None:
    """A picture as an address that holds all of it; None for what is no picture."""
    kind = picture_kind(data)
    return f"data:{kind};base64,{b64encode(data).decode()}" if kind else None


@dataclass(slots=True)
class Canvas:
    """Shapes drawn so far, in pixels from the upper left corner. Text is escaped here and nowhere else."""

    width: int
    height: int
    colours: Colours
    shapes: list[str] = field(default_factory=list)

    def text(
        self, x: float, y: float, text: str, size: float, *, colour: str = "", bold: bool = False,
        anchor: str = "start", room: float | None = None, smallest: float = 0.75,
    ) -> None:  # fmt: skip
        """Text on the baseline `y`; to stay within `room` it gets smaller, down to `smallest` of its size, then cut."""
        if room is not None:
            width = text_width(text, bold=bold) or 1
            size = max(size * smallest, min(size, room / width))
            text = cut(text, room / size, bold=bold)
        weight = ' font-weight="700"' if bold else ""
        turned = f' text-anchor="{anchor}"' if anchor != "start" else ""
        self.shapes.append(
            f'<text x="{x:.1f}" y="{y:.1f}" font-size="{size:.1f}" fill="{colour or self.colours.text}"'
            f"{turned}{weight}>{escape(text)}</text>"
        )

    def box(self, x: float, y: float, width: float, height: float, colour: str, radius: float = 0) -> None:
        """A filled rectangle."""
        corner = f' rx="{min(radius, width / 2, height / 2):.1f}"' if radius else ""
        self.shapes.append(
            f'<rect x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"{corner} fill="{colour}"/>'
        )

    def picture(self, x: float, y: float, width: float, height: float, data: bytes) -> bool:
        """A picture cut to fill its place, with round corners; False, and nothing drawn, for what is no picture."""
        address = data_uri(data)
        if address is None:
            return False
        place = f'x="{x:.1f}" y="{y:.1f}" width="{width:.1f}" height="{height:.1f}"'
        clip = f"clip{len(self.shapes)}"
        self.shapes.append(
            f'<clipPath id="{clip}"><rect {place} rx="10"/></clipPath><image {place} clip-path="url(#{clip})" '
            f'preserveAspectRatio="xMidYMid slice" href="{address}"/>'
        )
        return True

    def stars(self, x: float, y: float, rating: float, size: float) -> None:
        """A rating as drawn stars of `size` pixels, for many fonts have none; the last one halved for a half."""
        for place in range(math.ceil(rating)):
            corners = _STAR if place + 1 <= rating else _STAR[5:] + _STAR[:1]
            middle, radius = x + (place * 1.08 + 0.5) * size, size * 0.5
            path = "L".join(f"{middle + dx * radius:.1f} {y + dy * radius:.1f}" for dx, dy in corners)
            self.shapes.append(f'<path d="M{path}Z" fill="{self.colours.accent}"/>')

    def finished(self) -> str:
        """The SVG."""
        return (
            f'<svg xmlns="http://www.w3.org/2000/svg" width="{self.width}" height="{self.height}" '
            f'viewBox="0 0 {self.width} {self.height}" font-family="{FONT}">'
            f'<rect width="100%" height="100%" fill="{self.colours.background}"/>{"".join(self.shapes)}</svg>\n'
        )
