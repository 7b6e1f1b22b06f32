"""The line of keys at the bottom of a screen."""

from rich.cells import cell_len
from textual.app import ComposeResult
from textual.events import Resize
from textual.widgets import Footer
from textual.widgets._footer import FooterKey


class KeysFooter(Footer):
    """The main keys; where there is little room the last of the screen's own are left out, never those of the app."""

    def __init__(self) -> None:
        super().__init__(show_command_palette=False, compact=True)

    def compose(self) -> ComposeResult:
        """The keys that fit."""
        keys = [key for key in super().compose() if isinstance(key, FooterKey)]
        active = self.screen.active_bindings
        own = [key for key in keys if key.key in active and active[key.key].node is not self.app]
        room = (self.size.width or self.app.size.width) - sum(map(_width, keys))
        while room < 0 and own:
            key = own.pop()
            keys.remove(key)
            room += _width(key)
        yield from keys

    def on_resize(self, event: Resize) -> None:
        """There is room for more, or fewer."""
        self.call_after_refresh(self.recompose)


def _width(key: FooterKey) -> int:
    """Cells of a key, its name, and the gaps after both."""
    return cell_len(key.key_display) + cell_len(key.description) + 2
