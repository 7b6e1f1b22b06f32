"""Posters drawn on demand: a gradient, a scene of simple shapes and the title, always the same for one film."""

import io
import random
import unicodedata
from colorsys import hsv_to_rgb
from functools import lru_cache

from PIL import Image, ImageDraw, ImageFont

Color = tuple[int, int, int]

_WIDEST = 500
_HUES = {
    "Horror": 0.0,
    "Western": 0.07,
    "Comedy": 0.12,
    "War": 0.2,
    "Documentary": 0.3,
    "Animation": 0.42,
    "Science Fiction": 0.55,
    "Crime": 0.62,
    "Thriller": 0.68,
    "Fantasy": 0.75,
    "Music": 0.82,
    "Romance": 0.93,
}


@lru_cache(maxsize=256)
def poster(number: int, title: str, year: str, genres: tuple[str, ...], width: int) -> bytes:
    """A JPEG of `width` pixels (at most 500), half as high again; `number` seeds what is left to chance."""
    width = min(width, _WIDEST)
    chance = random.Random(number)
    hue = next((_HUES[name] for name in genres if name in _HUES), chance.random()) + chance.uniform(-0.06, 0.06)
    image = _gradient(width * 2, _color(hue, 0.5, 0.95), _color(hue + 0.08, 0.8, 0.22))
    draw = ImageDraw.Draw(image)
    chance.choice(_SCENES)(draw, image.width, chance, hue)
    _title(draw, image.width, title, year)
    buffer = io.BytesIO()
    # Drawn at twice the size and reduced: Pillow's shapes have no smooth edges of their own.
    image.resize((width, width * 3 // 2), Image.Resampling.LANCZOS).save(buffer, "JPEG", quality=85)
    return buffer.getvalue()


def _color(hue: float, saturation: float, value: float) -> Color:
    red, green, blue = hsv_to_rgb(hue % 1.0, saturation, value)
    return round(red * 255), round(green * 255), round(blue * 255)


def _gradient(width: int, top: Color, bottom: Color) -> Image.Image:
    strip = Image.new("RGB", (1, 2))
    strip.putpixel((0, 0), top)
    strip.putpixel((0, 1), bottom)
    return strip.resize((width, width * 3 // 2), Image.Resampling.BILINEAR)


def _disc(draw: ImageDraw.ImageDraw, x: float, y: float, radius: float, fill: Color) -> None:
    draw.ellipse((x - radius, y - radius, x + radius, y + radius), fill=fill)


def _hills(draw: ImageDraw.ImageDraw, width: int, chance: random.Random, hue: float) -> None:
    x, y, radius = (chance.uniform(*span) * width for span in ((0.3, 0.7), (0.4, 0.6), (0.16, 0.28)))
    _disc(draw, x, y, radius, _color(hue + 0.45, 0.35, 1.0))
    for layer in range(3):
        base = width * (0.85 + 0.16 * layer)
        peaks = [(width * step / 4, base - chance.uniform(0.0, 0.22) * width) for step in range(5)]
        ground = [(0.0, width * 1.5), *peaks, (float(width), width * 1.5)]
        draw.polygon(ground, fill=_color(hue + 0.04 * layer, 0.7, 0.5 - 0.12 * layer))


def _rings(draw: ImageDraw.ImageDraw, width: int, chance: random.Random, hue: float) -> None:
    x, y = chance.uniform(0.3, 0.7) * width, chance.uniform(0.5, 0.75) * width
    for ring in range(7, 0, -1):
        shade = _color(hue + (0.5 if ring % 2 else 0.0), 0.45, 0.3 + 0.09 * (7 - ring))
        _disc(draw, x, y, width * 0.075 * ring, shade)


def _city(draw: ImageDraw.ImageDraw, width: int, chance: random.Random, hue: float) -> None:
    _disc(draw, width * chance.uniform(0.2, 0.8), width * 0.35, width * 0.1, _color(hue + 0.5, 0.2, 1.0))
    step = width / 7
    for column in range(7):
        top = width * chance.uniform(0.55, 0.95)
        draw.rectangle((column * step, top, (column + 1) * step, width * 1.5), fill=_color(hue, 0.7, 0.2))
        for row in range(int((width * 1.15 - top) / step * 1.6)):
            if chance.random() < 0.45:
                left, upper = column * step + step * 0.3, top + step * (0.25 + row * 0.6)
                lit = (left, upper, left + step * 0.35, upper + step * 0.25)
                draw.rectangle(lit, fill=_color(hue + 0.45, 0.4, 1.0))


def _fan(draw: ImageDraw.ImageDraw, width: int, chance: random.Random, hue: float) -> None:
    box = (-width * 0.6, -width * 0.1, width * 1.6, width * 2.1)
    turn = chance.uniform(0, 15)
    for ray in range(12):
        shade = _color(hue + 0.5 * (ray % 2), 0.5, 0.9 - 0.04 * ray)
        draw.pieslice(box, 180 + ray * 15 + turn, 195 + ray * 15 + turn, fill=shade)
    _disc(draw, width * 0.5, width, width * 0.26, _color(hue + 0.05, 0.6, 0.3))


def _tiles(draw: ImageDraw.ImageDraw, width: int, chance: random.Random, hue: float) -> None:
    side = width / 4
    for at in range(16):
        left, top = at % 4 * side, (at // 4 + 0.6) * side
        shade = _color(hue + chance.choice((0.0, 0.06, 0.5)), 0.5, chance.uniform(0.35, 0.95))
        quarter = chance.randrange(4)
        corner_x, corner_y = left + side * (quarter % 2), top + side * (quarter // 2)
        box = (corner_x - side, corner_y - side, corner_x + side, corner_y + side)
        start = (0, 90, 270, 180)[quarter]
        draw.pieslice(box, start, start + 90, fill=shade)


_SCENES = (_hills, _rings, _city, _fan, _tiles)


def _title(draw: ImageDraw.ImageDraw, width: int, title: str, year: str) -> None:
    """The title below the scene, in the plain letters that Pillow's own font has, and the year."""
    plain = unicodedata.normalize("NFKD", title).encode("ascii", "ignore").decode()
    text = plain.replace("()", "").strip().upper() or "*"
    lines, size = _fit(text, width * 0.88, width)
    draw.rectangle((0, width * 1.5 - size * (len(lines) + 1.9), width, width * 1.5), fill=(16, 16, 20))
    y = width * 1.5 - size * (len(lines) + 1.4)
    for line in lines:
        draw.text((width * 0.06, y), line, font=ImageFont.load_default(size), fill=(245, 240, 230))
        y += size * 1.05
    draw.text((width * 0.06, y), year, font=ImageFont.load_default(size * 0.6), fill=(170, 165, 155))


def _fit(text: str, room: float, width: int) -> tuple[list[str], float]:
    """The title in at most three lines, in the largest letters that fit."""
    for part in (0.15, 0.13, 0.11, 0.09, 0.07):
        font = ImageFont.load_default(width * part)
        lines = [""]
        for word in text.split():
            longer = f"{lines[-1]} {word}".strip()
            if font.getlength(longer) <= room or not lines[-1]:
                lines[-1] = longer
            else:
                lines.append(word)
        if len(lines) <= 3 and all(font.getlength(line) <= room for line in lines):
            return lines, width * part
    return lines[:3], width * 0.07
