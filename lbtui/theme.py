"""The themes' colours for what is drawn outside of the terminal."""

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from lbtui.sharing.svg import Colours

USUAL = "tokyo-night"
"""Worn where nothing else was chosen, and the terminal has colours of its own."""


def colours_of(theme: Theme) -> Colours:
    """What the theme has for ground, text, bars and stars; those of a terminal's own sixteen are the usual ones."""
    if "ansi" in theme.name:
        theme = BUILTIN_THEMES["atom-one-light" if not theme.dark else USUAL]
    found = theme.to_color_system().generate()
    ground, ink = Color.parse(found["background"]), Color.parse(found["foreground"])
    # Some themes have a faint foreground for screens that glow; a picture is looked at anywhere.
    text = ink.blend(ground.get_contrast_text(1.0), 0.35)
    return Colours(
        background=ground.hex6,
        surface=ground.blend(ink, 0.1).hex6,
        text=text.hex6,
        muted=ground.blend(text, 0.62).hex6,
        primary=Color.parse(found["primary"]).hex6,
        accent=Color.parse(found["text-accent"]).hex6,
    )


def colours_named(name: str) -> Colours:
    """The colours of a theme by its name; raises ValueError with a sentence that lists them all."""
    if name not in BUILTIN_THEMES:
        raise ValueError(f"There is no theme {name!r}: choose one of {', '.join(sorted(BUILTIN_THEMES))}.")
    return colours_of(BUILTIN_THEMES[name])
