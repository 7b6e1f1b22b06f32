"""What a widget shows, as lines of text."""

from textual.app import App
from textual.widget import Widget


def lines_of(app: App[None], widget: Widget) -> list[str]:
    """The text of each line of a widget as the compositor drew it, without blanks at the end.

    A wide character takes its two cells in the strip but is one character here.
    """
    region = widget.region
    strips = app.screen._compositor.render_strips()
    return [strip.crop(region.x, region.right).text.rstrip() for strip in strips[region.y : region.bottom]]
