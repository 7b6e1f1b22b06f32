"""What the terminal is and which pictures it shows, by its own answers: names in the environment are inherited.

A terminal inside of tmux or screen still has the variables of the outer one, and over ssh there are none.
"""

import re
from collections.abc import Mapping
from enum import StrEnum
from typing import NamedTuple

QUESTIONS = "\x1b[>0q\x1b[16t\x1b[c"
"""XTVERSION, the size of a cell, and DA1, which every terminal answers: the last answer.

Only CSI sequences, which a terminal that does not know them ignores in silence.
"""
COLOURS = "\x1b[?1;1;0S"
"""The number of sixel colours: for terminals with sixel graphics only, others might take it for a scroll."""


class Protocol(StrEnum):
    """A way to show a picture in a terminal."""

    KITTY = "kitty"
    ITERM = "iterm2"
    SIXEL = "sixel"


class Terminal(NamedTuple):
    """What a terminal has told about itself."""

    name: str = ""
    """Name and version, such as `kitty(0.32.2)` or `WezTerm 20240203`."""
    cell: tuple[int, int] = (10, 20)
    """Pixels of a cell, across and down; the VT340's where nothing tells."""
    colours: int = 256
    """Colours of one sixel picture."""
    sixel: bool = False


_ANSWER = re.compile(
    r"\x1bP>\|(?P<name>[^\x00-\x1f]{0,80})\x1b\\"
    r"|\x1b\[6;(?P<height>\d{1,4});(?P<width>\d{1,4})t"
    r"|\x1b\[\?1;(?P<status>\d);?(?P<colours>\d{0,5})S"
    r"|\x1b\[\?(?P<features>[\d;]{1,80})c"
)
_BEGUN = re.compile(r"\x1b(?:P[^\x1b]{0,80}\x1b?|\[[?\d;]{1,80})\Z")
"""An answer whose rest has not come yet."""
_BEGUN_NEXT = re.compile(rf"\x1b\[?\Z|{_BEGUN.pattern}")


def likely_cell(width: int, height: int) -> tuple[int, int] | None:
    """The size of a cell, if it can be one."""
    return (width, height) if 2 <= width <= 200 and 2 <= height <= 200 else None


class Answers:
    """Takes the terminal's answers out of what is typed."""

    def __init__(self) -> None:
        self.terminal = Terminal()
        self._told = Terminal()
        self._waiting = False
        self._held = ""

    def expect(self, cell: tuple[int, int] | None) -> None:
        """The questions have been asked; `cell` is its size if the terminal does not tell it, which xterm need not."""
        self._told = self.terminal._replace(cell=cell or self.terminal.cell)
        self._waiting = True

    def take(self, typed: str) -> str:
        """What the terminal sent without its answers, which go into `terminal` as soon as the last one is there."""
        typed, self._held = self._held + typed, ""
        if "\x1b" not in typed:
            return typed
        typed, answers = _ANSWER.subn(self._read, typed)
        # An escape alone is a key, unless it stands right behind an answer.
        if self._waiting and (begun := (_BEGUN_NEXT if answers else _BEGUN).search(typed)):
            typed, self._held = typed[: begun.start()], begun[0]
        return typed

    def _read(self, answer: re.Match[str]) -> str:
        if answer["name"] is not None:
            self._told = self._told._replace(name=answer["name"])
        elif answer["width"] is not None:
            if cell := likely_cell(int(answer["width"]), int(answer["height"])):
                self._told = self._told._replace(cell=cell)
        elif answer["status"] == "0" and answer["colours"]:
            self._told = self._told._replace(colours=max(2, min(256, int(answer["colours"]))))
            self.terminal = self.terminal._replace(colours=self._told.colours)
        elif answer["features"] is not None:
            # The first number is the terminal's class.
            sixel = "4" in answer["features"].split(";")[1:]
            self.terminal, self._waiting = self._told._replace(sixel=sixel), False
        return ""


def worth_asking(setting: str, environment: Mapping[str, str]) -> bool:
    """Whether the terminal may be able to show pictures, or was said to be."""
    if setting != "auto":
        return setting in list(Protocol)
    term = environment.get("TERM", "")
    return not (
        environment.get("NO_COLOR")
        or _multiplexed(environment)
        or term in ("", "dumb", "linux")
        # It prints questions that it does not know.
        or environment.get("TERM_PROGRAM") == "Apple_Terminal"
    )


def _multiplexed(environment: Mapping[str, str]) -> bool:
    """Whether tmux or screen stands between, perhaps on the other side of an ssh: their panes lose pictures."""
    return bool(environment.get("TMUX") or environment.get("STY")) or environment.get("TERM", "").startswith(
        ("tmux", "screen")
    )


def choose(setting: str, terminal: Terminal) -> Protocol | None:
    """How to show pictures: as the member set it, else as the terminal answered; None: it cannot."""
    if setting != "auto":
        return Protocol(setting) if setting in list(Protocol) else None
    name = terminal.name.lower()
    if name.startswith(("tmux", "screen")):
        return None
    if name.startswith("ghostty") or ((found := _KITTY.match(name)) and (int(found[1]), int(found[2])) >= (0, 28)):
        return Protocol.KITTY
    if name.startswith(("iterm2", "wezterm")):
        return Protocol.ITERM
    return Protocol.SIXEL if terminal.sixel else None


_KITTY = re.compile(r"kitty\((\d+)\.(\d+)")
"""Kitty has placeholders since 0.28. Others that know its protocol (Konsole, WezTerm) have none."""
