"""What the terminal can show."""

import os
from collections.abc import Mapping, MutableMapping
from contextlib import suppress

_MANY = ("256color", "direct", "kitty", "ghostty", "alacritty", "truecolor")
"""Endings of the names of terminals with 256 colours and more."""
_MOST_CELLS = 1000
"""Columns or lines that no terminal has more of."""


def forget_impossible_size(environment: MutableMapping[str, str] = os.environ) -> None:
    """Have the terminal itself asked for a size that the environment makes larger than any: drawing it would hang."""
    for name in ("COLUMNS", "LINES"):
        with suppress(ValueError):
            if int(environment.get(name, "")) > _MOST_CELLS:
                del environment[name]


def no_colours(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether the member wants none (https://no-color.org)."""
    return bool(environment.get("NO_COLOR"))


def few_colours(environment: Mapping[str, str] = os.environ) -> bool:
    """Whether there are 16 colours or fewer, those that the terminal itself has been given; not where nothing tells."""
    term = environment.get("TERM", "")
    if no_colours(environment):
        return True
    if environment.get("COLORTERM", "").lower() in ("truecolor", "24bit") or not term:
        return False
    return not term.lower().endswith(_MANY)
