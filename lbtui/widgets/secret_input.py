"""A field for a secret: nothing of it is shown, copied or kept."""

from textual.events import Paste
from textual.message import Message
from textual.widgets import Input


class SecretInput(Input):
    """A password field from which nothing can be copied; what is pasted replaces all and is handed on at once."""

    class Given(Message):
        """The secret is there for `take`; the message itself does not hold it."""

    def __init__(self, placeholder: str = "", *, id: str | None = None) -> None:
        super().__init__(placeholder=placeholder, password=True, id=id, select_on_focus=False)

    def _on_paste(self, event: Paste) -> None:
        """Take the whole of what is pasted, of which Input would take the first line only."""
        event.prevent_default()
        event.stop()
        self.value = " ".join(event.text.split())
        self.post_message(self.Given())

    async def action_submit(self) -> None:
        """Hand on what was typed."""
        self.post_message(self.Given())

    def take(self) -> str:
        """What was typed, which the field forgets."""
        text, self.value = self.value, ""
        return text

    def action_copy(self) -> None:
        """A secret does not go to the clipboard."""

    def action_cut(self) -> None:
        """As copying."""
