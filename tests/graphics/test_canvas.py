"""Characters become pictures where they are written, and only there."""

import re
from itertools import pairwise

import pytest

from lbtui.graphics.canvas import Canvas, Picture
from lbtui.graphics.drawings import KittyDrawing
from lbtui.graphics.terminal import Protocol, Terminal
from tests.graphics.pictures import quarters, read_sixel


def canvas(protocol: Protocol) -> Canvas:
    ours = Canvas()
    ours.terminal, ours.protocol = Terminal(cell=(4, 7)), protocol
    return ours


def added(on: Canvas, width: int = 4, height: int = 3) -> Picture:
    drawing = on.draw(quarters(100, 150), width, height)
    assert drawing is not None
    picture = on.add(drawing, width, height)
    assert picture is not None
    return picture


def sixels(written: str) -> list[str]:
    return re.findall(r"\x1bP.*?\x1b\\", written)


def test_a_whole_picture_is_drawn_once_from_its_first_line() -> None:
    ours = canvas(Protocol.SIXEL)
    picture = added(ours)
    lines = [f"\x1b[{y + 5};3H\x1b[1m{picture.line(y)}\x1b[0m|" for y in range(3)]
    written = ours.paint("".join(lines))
    block = picture.drawing.block(0, 0, 4, 3)  # type: ignore[union-attr]  # it is sixel's
    assert written == (
        f"\x1b[5;3H\x1b[1m\x1b7{block}\x1b8\x1b[4C\x1b[0m|"
        "\x1b[6;3H\x1b[1m\x1b[4C\x1b[0m|"
        "\x1b[7;3H\x1b[1m\x1b[4C\x1b[0m|"
    )


def test_what_is_covered_is_not_drawn() -> None:
    """A dialog over two cells in the middle line: above and below all of it, in the middle what is left and right."""
    ours = canvas(Protocol.SIXEL)
    picture = added(ours)
    middle = picture.line(1)
    written = ours.paint(f"{picture.line(0)}\n{middle[0]}##{middle[3]}\n{picture.line(2)}")
    assert [max(x for x, _ in read_sixel(one)) + 1 for one in sixels(written)] == [16, 4, 4, 16]
    assert all(max(y for _, y in read_sixel(one)) + 1 == 7 for one in sixels(written))
    assert "##" in written


def test_two_pictures_beside_each_other_are_told_apart() -> None:
    ours = canvas(Protocol.SIXEL)
    one, other = added(ours), added(ours)
    written = ours.paint("\n".join(one.line(y) + other.line(y) for y in range(3)))
    assert len(sixels(written)) == 2


def test_other_text_is_written_as_it_is() -> None:
    ours = canvas(Protocol.SIXEL)
    text = "\x1b[38;2;1;2;3m千と千尋 \U000f0000 ▀\x1b[0m"
    assert ours.paint(text) == text
    picture = added(ours)
    assert ours.paint(text) == text
    # Characters that nobody has are some film's own.
    assert ours.paint(f"a{chr(picture.end)}b") == "a b"


def test_a_picture_that_nobody_holds_leaves_kitty_and_its_characters_mean_nothing() -> None:
    ours = canvas(Protocol.KITTY)
    picture = added(ours)
    number, line = picture.number, picture.line(0)
    shown = ours.paint(line)
    assert shown.startswith("\x1b_Ga=T")
    assert shown.endswith(KittyDrawing.row(number, 0, 0, 4))
    assert ours.paint(line) == KittyDrawing.row(number, 0, 0, 4), "it is sent once"
    del picture
    assert ours.paint("x") == f"x{KittyDrawing.delete(number)}"
    assert ours.paint("x") == "x"
    held = added(ours)
    assert ours.paint(line).endswith("    "), f"{held} has other characters"


def test_characters_are_shared_out_until_there_are_no_more_and_come_back() -> None:
    ours = canvas(Protocol.ITERM)
    drawing = ours.draw(quarters(10, 15), 4, 3)
    assert drawing is not None
    pictures = [ours.add(drawing, 64, 64) for _ in range(15)]
    assert all(pictures)
    assert ours.add(drawing, 64, 64) is None
    ranges = sorted((one.first, one.end) for one in pictures if one)
    assert all(end <= first for (_, end), (first, _) in pairwise(ranges))
    del pictures[3]
    assert ours.add(drawing, 64, 64)


@pytest.mark.parametrize("protocol", Protocol)
def test_leaving_removes_every_picture_and_coming_back_sends_it_again(protocol: Protocol) -> None:
    ours = canvas(protocol)
    picture = added(ours)
    ours.paint(picture.line(0))
    kitty = protocol is Protocol.KITTY
    assert ours.leave() == "\x1b[2J" + KittyDrawing.delete(picture.number) * kitty
    ours.come_back()
    assert ours.paint(picture.line(0)).startswith("\x1b_Ga=T") is kitty


def test_kittys_commands_pass_through_tmux() -> None:
    ours = canvas(Protocol.KITTY)
    ours.wrapped = True
    picture = added(ours)
    shown = ours.paint(picture.line(0))
    assert shown.startswith("\x1bPtmux;\x1b\x1b_Ga=T")
    assert shown.endswith("\x1b\x1b\\\x1b\\" + KittyDrawing.row(picture.number, 0, 0, 4))
