"""The themes' colours for what is drawn outside of the terminal."""

from textual.color import Color
from textual.theme import BUILTIN_THEMES, Theme

from lbtui.config import Settings
from lbtui.sharing.svg import Colours

USUAL, LIGHT = "tokyo-night", "catppuccin-latte"
"""Worn where nothing else was chosen, and the terminal has colours of its own; and by day."""


def colours_of(theme: Theme) -> Colours:
    """What the theme has for ground, text, bars and stars; those of a terminal's own sixteen are the usual ones."""
    if "ansi" in theme.name:
        theme = BUILTIN_THEMES[USUAL if theme.dark else LIGHT]
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


def dark_and_light(theme: Theme) -> tuple[Colours, Colours]:
    """The colours of a page that is dark or light as its reader wants it: the theme's, and for the other the usual."""
    usual = colours_of(BUILTIN_THEMES[LIGHT if theme.dark else USUAL])
    return (colours_of(theme), usual) if theme.dark else (usual, colours_of(theme))


def theme_of(settings: Settings) -> Theme:
    """The theme that the member has chosen, the usual one where there is none of that name any more."""
    return BUILTIN_THEMES.get(settings.theme, BUILTIN_THEMES[USUAL])


def theme_named(name: str) -> Theme:
    """A theme by its name; raises ValueError with a sentence that lists them all."""
    if name not in BUILTIN_THEMES:
        raise ValueError(f"There is no theme {name!r}: choose one of {', '.join(sorted(BUILTIN_THEMES))}.")
    return BUILTIN_THEMES[name]
