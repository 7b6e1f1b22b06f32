"""Big figures, three lines high."""

_GLYPHS = {
    "0": ("╭─╮", "│ │", "╰─╯"),
    "1": ("╶╮ ", " │ ", "╶┴╴"),
    "2": ("╶─╮", "╭─╯", "╰─╴"),
    "3": ("╶─╮", " ─┤", "╶─╯"),
    "4": ("╷ ╷", "╰─┤", "  ╵"),
    "5": ("╭─╴", "╰─╮", "╶─╯"),
    "6": ("╭─╴", "├─╮", "╰─╯"),
    "7": ("╶─╮", "  │", "  ╵"),
    "8": ("╭─╮", "├─┤", "╰─╯"),
    "9": ("╭─╮", "╰─┤", "╶─╯"),
    ".": (" ", " ", "."),
    ",": (" ", " ", ","),
    "%": ("○ ╱", " ╱ ", "╱ ○"),
    "+": ("   ", "╶┼╴", "   "),
    "-": ("   ", "╶─╴", "   "),
    "−": ("   ", "╶─╴", "   "),
    "–": ("   ", "╶─╴", "   "),
    ":": (" ", ":", " "),
    "/": ("  ╱", " ╱ ", "╱  "),
    " ": (" ", " ", " "),
    "k": ("╷  ", "├╱ ", "╵╲ "),
    "M": ("╭┬╮", "│││", "╵ ╵"),
    "h": ("╷  ", "├─╮", "╵ ╵"),
    "d": ("  ╷", "╭─┤", "╰─╯"),
    "★": ("   ", " ★ ", "   "),
    "½": ("╷ ╱", " ╱╮", "╱ ╰"),
}
HEIGHT = 3


def big(text: str) -> tuple[str, str, str] | None:
    """The text in big figures, three lines of equal width, or None where a character has no big form."""
    if not text or any(letter not in _GLYPHS for letter in text):
        return None
    top, middle, bottom = ("".join(parts) for parts in zip(*(_GLYPHS[letter] for letter in text), strict=True))
    return top, middle, bottom
