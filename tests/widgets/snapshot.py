"""What a screen or a widget shows, as text: the few lines that a snapshot needs."""

from typing import Any

from textual.app import App
from textual.widget import Widget


def screen_text(app: App[Any]) -> str:
    """The screen as it is painted, one line a line, without blanks at the ends."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip).rstrip() for strip in strips)


def widget_text(widget: Widget) -> str:
    """The part of the screen that the widget covers, its border included; wide characters must not stand before it."""
    region = widget.region
    lines = screen_text(widget.app).split("\n")[region.y : region.bottom]
    return "\n".join(line[region.x : region.right].rstrip() for line in lines)
