"""The colours of the film table, from the theme, by way of component classes that any theme or `.tcss` may change."""

from rich.style import Style
from textual.widget import Widget

GROUNDS = ("header", "odd", "even", "cursor", "hover")
"""What a line stands on."""

LOOKS = ("muted", "stars", "like", "match", "sorted", "review", "failed")
"""What a cell may look like, besides plain text."""

COMPONENTS = {f"film-table--{name}" for name in GROUNDS + LOOKS}

CSS = """
FilmTable {
    background: $surface;
    color: $foreground;
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    & > .film-table--header { background: $panel; color: $foreground; text-style: bold; }
    & > .film-table--odd { background: $surface; color: $foreground; }
    & > .film-table--even { background: $foreground 4%; color: $foreground; }
    & > .film-table--hover { background: $foreground 10%; color: $foreground; }
    & > .film-table--cursor {
        background: $block-cursor-blurred-background;
        color: $block-cursor-blurred-foreground;
        text-style: $block-cursor-blurred-text-style;
    }
    &:focus > .film-table--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    &:nocolor > .film-table--cursor, &:nocolor:focus > .film-table--cursor { text-style: reverse; }
    & > .film-table--muted { color: $foreground 65%; }
    & > .film-table--stars { color: $text-warning; }
    & > .film-table--like { color: $error; }
    & > .film-table--match { color: $text-accent; text-style: bold; }
    & > .film-table--sorted { color: $text-accent; }
    & > .film-table--review { color: $text-warning; }
    & > .film-table--failed { color: $text-error; text-style: bold; }
}
"""

_UNDERLINED = Style(underline=True, bold=True)


class Looks:
    """Rich styles by look and ground, worked out when first asked for."""

    def __init__(self, table: Widget) -> None:
        self._table = table
        self._styles: dict[tuple[str, str], Style] = {}

    def __call__(self, look: str, ground: str) -> Style:
        """The style of a look (`text` or one of LOOKS) on a ground."""
        key = (look, ground)
        if key not in self._styles:
            self._styles[key] = self._make(look, ground)
        return self._styles[key]

    def _make(self, look: str, ground: str) -> Style:
        base = self._table.get_component_rich_style(f"film-table--{ground}")
        if look == "text":
            return base
        if ground == "cursor":
            # The cursor's own colours are the only ones sure to be readable on it in every theme.
            return base + _UNDERLINED if look == "match" else base
        style = self._table.get_component_rich_style(f"film-table--{look}")
        return base + Style(color=style.color, bold=style.bold, underline=style.underline, italic=style.italic)
