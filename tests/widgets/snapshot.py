"""What a screen or a widget shows, as text: the few lines that a snapshot needs."""

import re
from typing import Any

from textual.app import App
from textual.widget import Widget


def screen_text(app: App[Any]) -> str:
    """The screen as it is painted, one line a line, without blanks at the ends."""
    return "\n".join(strip.text.rstrip() for strip in app.screen._compositor.render_strips())


def screen_words(app: App[Any]) -> str:
    """The words of the screen, of a dialog where there is one, parted by one blank and without frames.

    A sentence that goes over two lines, because of a long path in it, is found here and not in `screen_text`.
    """
    text = widget_text(app.screen.children[0]) if app.screen.is_modal else screen_text(app)
    return " ".join(re.sub("[│╭╮╰╯─]", " ", text).split())


def widget_text(widget: Widget) -> str:
    """The part of the screen that the widget covers, its border included."""
    return "\n".join(widget_lines(widget))


def widget_lines(widget: Widget) -> list[str]:
    """The lines of a widget. A wide character takes two cells on the screen but is one character here."""
    region = widget.region
    strips = widget.screen._compositor.render_strips()[region.y : region.bottom]
    return [strip.crop(region.x, region.right).text.rstrip() for strip in strips]
