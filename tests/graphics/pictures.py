"""Pictures to draw, and a reader of sixel graphics."""

import io
import re

from PIL import Image

Pixel = tuple[int, int, int]


def quarters(width: int, height: int) -> bytes:
    """A PNG of four colours: red, green above, blue, white below."""
    image = Image.new("RGB", (width, height), (255, 0, 0))
    image.paste((0, 255, 0), (width // 2, 0, width, height // 2))
    image.paste((0, 0, 255), (0, height // 2, width // 2, height))
    image.paste((255, 255, 255), (width // 2, height // 2, width, height))
    buffer = io.BytesIO()
    image.save(buffer, "PNG")
    return buffer.getvalue()


def read_sixel(sequence: str) -> dict[tuple[int, int], Pixel]:
    """The pixels that a sixel sequence draws, by x and y, as a VT340 would read it."""
    found = re.fullmatch(r'\x1bP0;1q"1;1;(\d+);(\d+)([\x20-\x7e]*)\x1b\\', sequence)
    assert found, sequence[:40]
    colours: dict[str, Pixel] = {}
    pixels: dict[tuple[int, int], Pixel] = {}
    colour, x, y = (0, 0, 0), 0, 0
    for define, red, green, blue, choose, times, sixel, move in re.findall(
        r"#(\d+);2;(\d+);(\d+);(\d+)|#(\d+)|(?:!(\d+))?([?-~])|([$-])", found[3]
    ):
        if define:
            red, green, blue = (round(int(value) * 2.55) for value in (red, green, blue))
            colours[define] = (red, green, blue)
        elif choose:
            colour = colours[choose]
        elif move:
            x, y = 0, y + 6 * (move == "-")
        for _ in range(int(times or 1) if sixel else 0):
            pixels |= {(x, y + bit): colour for bit in range(6) if ord(sixel) - 63 >> bit & 1}
            x += 1
    width, height = int(found[1]), int(found[2])
    assert all(0 <= x < width and 0 <= y < height for x, y in pixels)
    return pixels
