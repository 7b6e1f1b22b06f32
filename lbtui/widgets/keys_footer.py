"""The line of keys at the bottom of a screen."""

from collections.abc import Iterator
from typing import NamedTuple

from rich.cells import cell_len
from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.screen import Screen
from textual.widget import Widget


class Shown(NamedTuple):
    """A key as the line shows it."""

    key: str
    sign: str
    """What stands for the key."""
    name: str
    """What it does, in a word or two."""
    tooltip: str
    enabled: bool
    own: bool
    """Whether it is the screen's own, not the app's."""

    @property
    def width(self) -> int:
        """Cells of the sign, the name and the gap between them."""
        return cell_len(self.sign) + 1 + cell_len(self.name)


class KeysFooter(Widget):
    """The main keys; where there is little room the last of the screen's own are left out, never those of the app.

    One widget that draws them all: with a widget a key, as in Textual's Footer, half of the widgets of a screen were
    in its last line, and styling and placing them took a quarter of the time until the first frame.
    """

    ALLOW_SELECT = False
    COMPONENT_CLASSES = {"keys-footer--key", "keys-footer--name", "keys-footer--pointed"}  # noqa: RUF012 Textual's own way
    DEFAULT_CSS = """
    KeysFooter {
        dock: bottom; height: 1; background: $panel; color: $footer-foreground;
        & > .keys-footer--key { color: $footer-key-foreground; background: $footer-key-background; text-style: bold; }
        & > .keys-footer--name { color: $footer-description-foreground; background: $footer-description-background; }
        & > .keys-footer--pointed { color: $footer-key-foreground; background: $block-hover-background; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._keys: list[Shown] | None = None
        """None until they are first drawn."""
        self._pointed: Shown | None = None

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, self._bindings_changed)

    def _bindings_changed(self, screen: Screen[object]) -> None:
        # Without the terminal's focus nothing has it, and its keys would go for as long.
        if self._keys is not None and self.app.app_focus and screen is self.screen:
            keys = self._read()
            if keys != self._keys:
                self._keys = keys
                self.refresh()

    def _read(self) -> list[Shown]:
        """The keys of what has the focus, of the screen and of the app; of several for one action the first."""
        found: dict[str, Shown] = {}
        for node, binding, enabled, tooltip in self.screen.active_bindings.values():
            if binding.show and binding.action not in found:
                sign = self.app.get_key_display(binding)
                own = node is not self.app
                found[binding.action] = Shown(binding.key, sign, binding.description, tooltip, enabled, own)
        return list(found.values())

    def _placed(self) -> Iterator[tuple[int, Shown]]:
        """The keys that fit, each with its first cell."""
        if self._keys is None:
            self._keys = self._read()
        keys = list(self._keys)
        own = [key for key in keys if key.own]
        room = self.size.width - sum(key.width + 1 for key in keys)
        while room < 0 and own:
            key = own.pop()
            keys.remove(key)
            room += key.width + 1
        x = 0
        for key in keys:
            yield x, key
            x += key.width + 1

    def render(self) -> RenderResult:
        parts: list[Content] = []
        for _, key in self._placed():
            pointed = key == self._pointed
            styles = ["keys-footer--pointed"] * 2 if pointed else ["keys-footer--key", "keys-footer--name"]
            sign, name = (self.get_visual_style(style) for style in styles)
            shown = Content.styled(key.sign, sign) + Content.styled(f" {key.name}", name)
            parts += [shown if key.enabled else shown.stylize("dim"), Content(" ")]
        return Content.assemble(*parts)

    def on_mouse_down(self, event: events.MouseDown) -> None:
        if key := self._under(event):
            if key.enabled:
                self.app.simulate_key(key.key)
            else:
                self.app.bell()

    def on_mouse_move(self, event: events.MouseMove) -> None:
        self._point(self._under(event))

    def on_leave(self) -> None:
        self._point(None)

    def _under(self, event: events.MouseEvent) -> Shown | None:
        return next((key for x, key in self._placed() if x <= event.x < x + key.width), None)

    def _point(self, key: Shown | None) -> None:
        if key != self._pointed:
            self._pointed = key
            self.tooltip = key.tooltip or None if key else None
            self.refresh()
