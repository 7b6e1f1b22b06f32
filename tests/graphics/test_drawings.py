"""Pictures in the bytes of the three protocols, read as a terminal reads them."""

import base64
import io
import re
import zlib

import pytest
from PIL import Image

from lbtui.graphics.drawings import MOST_CELLS, ItermDrawing, KittyDrawing, SixelDrawing, draw
from lbtui.graphics.terminal import Protocol, Terminal
from tests.graphics.pictures import quarters, read_sixel

RED, GREEN, BLUE, WHITE = (255, 0, 0), (0, 255, 0), (0, 0, 255), (255, 255, 255)
CELL = (8, 17)
"""No multiple of a band's six lines, as in most terminals."""


def test_a_sixel_picture_covers_every_pixel_of_its_cells() -> None:
    drawing = draw(quarters(100, 150), 4, 2, Protocol.SIXEL, Terminal(cell=CELL))
    assert isinstance(drawing, SixelDrawing)
    pixels = read_sixel(drawing.block(0, 0, 4, 2))
    assert pixels.keys() == {(x, y) for x in range(32) for y in range(34)}
    assert [pixels[at] for at in ((0, 0), (31, 0), (0, 33), (31, 33))] == [RED, GREEN, BLUE, WHITE]


def test_a_part_of_a_sixel_picture_is_what_is_there_in_the_whole() -> None:
    drawing = draw(quarters(100, 150), 4, 3, Protocol.SIXEL, Terminal(cell=CELL))
    assert isinstance(drawing, SixelDrawing)
    whole, part = read_sixel(drawing.block(0, 0, 4, 3)), read_sixel(drawing.block(1, 1, 3, 2))
    assert part == {(x - 8, y - 17): pixel for (x, y), pixel in whole.items() if 8 <= x < 24 and 17 <= y < 34}


@pytest.mark.parametrize("colours", [2, 16, 256])
def test_a_sixel_picture_has_no_more_colours_than_the_terminal(colours: int) -> None:
    noise = Image.merge("RGB", [Image.effect_noise((32, 34), 90) for _ in range(3)])
    defined = re.findall(r"#(\d+);2;", SixelDrawing(noise, CELL, colours).block(0, 0, 4, 2))
    assert 2 <= len(defined) <= colours
    assert max(map(int, defined)) < colours


def test_iterm_gets_a_file_that_fills_the_cells_and_leaves_the_cursor() -> None:
    drawing = draw(quarters(100, 150), 4, 3, Protocol.ITERM, Terminal(cell=CELL))
    assert isinstance(drawing, ItermDrawing)
    found = re.fullmatch(r"\x1b\]1337;File=([^:]*):([A-Za-z0-9+/=]*)\x07", drawing.block(2, 0, 4, 1))
    assert found
    keys, file = dict(pair.split("=") for pair in found[1].split(";")), base64.b64decode(found[2])
    assert keys == {
        "inline": "1",
        "size": str(len(file)),
        "width": "2",
        "height": "1",
        "preserveAspectRatio": "0",
        "doNotMoveCursor": "1",
    }
    with Image.open(io.BytesIO(file)) as image:
        assert image.size == (16, 17)
        red, green, blue = image.convert("RGB").getpixel((8, 8))  # type: ignore[misc]  # of an RGB image
        assert green > 240
        assert max(red, blue) < 15


def test_kitty_gets_all_pixels_in_chunks_and_never_has_to_answer() -> None:
    noise = Image.merge("RGB", [Image.effect_noise((320, 480), 90) for _ in range(3)])
    commands = re.findall(r"\x1b_G([^;]*);([^\x1b]*)\x1b\\", KittyDrawing(noise, (32, 24)).upload(126989))
    keys = [dict(pair.split("=") for pair in command.split(",")) for command, _ in commands]
    assert ",".join(f"{key}={value}" for key, value in keys[0].items()) == (
        "a=T,U=1,q=2,i=126989,f=24,o=z,s=320,v=480,c=32,r=24,m=1"
    )
    assert len(keys) > 2
    assert all(one == {"q": "2", "m": "1"} for one in keys[1:-1])
    assert keys[-1] == {"q": "2", "m": "0"}
    assert all(len(data) == 4096 for _, data in commands[:-1])
    assert zlib.decompress(base64.b64decode("".join(data for _, data in commands))) == noise.tobytes()


def test_kittys_placeholders_name_image_row_and_column() -> None:
    placeholder = "\U0010eeee"
    # Rows and columns 0, 1 and 2 are the marks U+0305, U+030D and U+030E, says kitty's table.
    assert KittyDrawing.row(0x01F00D, 1, 0, 3) == (
        f"\x1b[38;2;1;240;13m{placeholder}\u030d\u0305{placeholder}\u030d\u030d{placeholder}\u030d\u030e\x1b[39m"
    )
    # Without d=I all images in sight would go.
    assert KittyDrawing.delete(7) == "\x1b_Ga=d,d=I,q=2,i=7\x1b\\"


@pytest.mark.parametrize("protocol", Protocol)
def test_what_is_no_picture_or_too_large_is_not_drawn(protocol: Protocol) -> None:
    assert draw(b"<html>", 4, 3, protocol, Terminal()) is None
    assert draw(quarters(10, 15), 0, 3, protocol, Terminal()) is None
    assert draw(quarters(10, 15), MOST_CELLS + 1, 3, protocol, Terminal()) is None
