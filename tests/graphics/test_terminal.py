"""What terminals answer, and what is made of it."""

import pytest

from lbtui.graphics.terminal import Answers, Protocol, Terminal, choose, worth_asking

XTERM = "\x1bP>|XTerm(379)\x1b\\\x1b[6;17;8t\x1b[?63;1;2;4;6;9;15;16;22;28c"
"""As xterm -ti vt340 answers where it may tell the size of a cell."""


def told(answers: str) -> Terminal:
    heard = Answers()
    heard.expect(None)
    assert heard.take(answers) == ""
    return heard.terminal


@pytest.mark.parametrize(
    ("answers", "protocol"),
    [
        ("\x1bP>|kitty(0.32.2)\x1b\\\x1b[6;20;10t\x1b[?62;52;c", Protocol.KITTY),
        ("\x1bP>|kitty(0.26.5)\x1b\\\x1b[6;20;10t\x1b[?62;c", None),
        ("\x1bP>|ghostty 1.2.0\x1b\\\x1b[6;20;10t\x1b[?62;22;52c", Protocol.KITTY),
        ("\x1bP>|iTerm2 3.5.11\x1b\\\x1b[6;20;10t\x1b[?64;1;2;4;6;17;18;21;22;52c", Protocol.ITERM),
        ("\x1bP>|WezTerm 20240203-110809\x1b\\\x1b[6;20;10t\x1b[?65;4;6;18;22;52c", Protocol.ITERM),
        ("\x1bP>|foot(1.16.2)\x1b\\\x1b[6;20;10t\x1b[?62;4;22;28c", Protocol.SIXEL),
        ("\x1bP>|Konsole 23.08.5\x1b\\\x1b[6;20;10t\x1b[?62;1;4c", Protocol.SIXEL),
        ("\x1b[?61;4;6;7;14;21;22;23;24;28;32;42;52c", Protocol.SIXEL),  # Windows Terminal
        (XTERM, Protocol.SIXEL),
        ("\x1bP>|XTerm(379)\x1b\\\x1b[?64;1;2;6;9;15;16;17;18;21;22;28c", None),
        ("\x1bP>|tmux 3.5a\x1b\\\x1b[?1;2;4c", None),
        ("\x1b[?4c", None),  # a VT132: the first number is the class
    ],
)
def test_a_terminal_is_shown_what_it_answers_that_it_can(answers: str, protocol: Protocol | None) -> None:
    assert choose("auto", told(answers)) is protocol


def test_what_is_set_comes_before_the_answers() -> None:
    terminal = told(XTERM)
    assert choose("kitty", terminal) is Protocol.KITTY
    assert choose("iterm2", terminal) is Protocol.ITERM
    assert choose("blocks", terminal) is choose("off", terminal) is None


def test_cell_and_colours_are_read_and_nonsense_is_not() -> None:
    terminal = told("\x1b[6;36;18t\x1b[?63;4c\x1b[?1;0;16S")
    assert (terminal.cell, terminal.colours) == ((18, 36), 16)
    terminal = told("\x1b[6;0;9999t\x1b[?63;4c\x1b[?1;3;0S")
    assert (terminal.cell, terminal.colours) == ((10, 20), 256)
    assert told("\x1b[?63;4c\x1b[?1;0;0S").colours == 2
    heard = Answers()
    heard.expect((9, 19))
    heard.take("\x1b[?63;4c")
    assert heard.terminal.cell == (9, 19), "xterm does not tell it unless it is allowed to: the system has it"


@pytest.mark.parametrize("cut", [0, *range(2, len(XTERM) + 1)])
def test_answers_are_taken_out_of_what_is_typed_wherever_they_are_cut(cut: int) -> None:
    """But not behind the first escape, which alone is a key."""
    answers = Answers()
    answers.expect((9, 9))
    typed = f"a\x1b[A{XTERM}b"
    whole = answers.take(typed[: cut + 4]) + answers.take(typed[cut + 4 :])
    assert whole == "a\x1b[Ab"
    assert answers.terminal == Terminal("XTerm(379)", (8, 17), 256, sixel=True)


@pytest.mark.parametrize(
    "key", ["\x1b", "\x1b[A", "\x1b[1;2S", "\x1b[1;5A", "\x1b[<0;10;5M", "\x1bOP", "\x1b[57441;1u", "\x1b[?2026;2$y"]
)
def test_keys_are_nobodys_answers(key: str) -> None:
    answers = Answers()
    assert answers.take(key) == key
    answers.expect(None)
    assert answers.take(f"x{key}y") == f"x{key}y"


@pytest.mark.parametrize(
    ("environment", "worth"),
    [
        ({"TERM": "xterm-256color"}, True),
        ({"TERM": "xterm-kitty", "SSH_CONNECTION": "1 2 3 4"}, True),
        ({"TERM": "xterm-kitty", "TMUX": "/tmp/tmux,1,0"}, False),
        ({"TERM": "tmux-256color", "SSH_CONNECTION": "1 2 3 4", "TERM_PROGRAM": "kitty"}, False),
        ({"TERM": "screen.xterm-256color"}, False),
        ({"TERM": "xterm-256color", "STY": "1.pts"}, False),
        ({"TERM": "xterm-256color", "TERM_PROGRAM": "Apple_Terminal"}, False),
        ({"TERM": "xterm-kitty", "NO_COLOR": "1"}, False),
        ({"TERM": "linux"}, False),
        ({}, False),
    ],
)
def test_whom_to_ask(environment: dict[str, str], worth: bool) -> None:
    assert worth_asking("auto", environment) is worth
    assert worth_asking("sixel", environment)
    assert not worth_asking("blocks", environment)
