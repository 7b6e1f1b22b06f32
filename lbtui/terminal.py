"""What the terminal can show."""

import os
from collections.abc import Mapping

_MANY = ("256color", "direct", "kitty", "ghostty", "alacritty", "truecolor")
"""Endings of the names of terminals with 256 colours and more."""


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
