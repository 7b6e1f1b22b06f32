"""A line of choices: what each is called, what can be chosen, and the keys that do."""

from collections.abc import Sequence
from dataclasses import dataclass

from textual.content import Content
from textual.style import Style
from textual.widgets import Static


@dataclass(frozen=True, slots=True)
class Option:
    """One thing to choose: its name, the screen's action behind a click, and whether it is chosen."""

    name: str
    action: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class Choice:
    """A name, the keys, and the options; without options the name alone is a button."""

    name: str
    keys: str
    options: tuple[Option, ...] = ()


class Choices(Static):
    """Choices side by side, on as many lines as they need."""

    ALLOW_SELECT = False
    DEFAULT_CSS = """
    Choices {
        height: auto; width: 1fr; padding: 0 2; color: $foreground;
        link-style: none; link-color: $foreground; link-background: transparent;
    }
    """

    def show(self, choices: Sequence[Choice]) -> None:
        """Show these."""
        self.display = bool(choices)
        self.update(Content("    ").join(map(_choice, choices)))


def _choice(choice: Choice) -> Content:
    """Kept on one line by hard blanks, so that lines break between choices only."""
    parts = [Content.assemble((f"{choice.name} ", "$foreground 60%"), (choice.keys, "$text-accent b"))]
    for option in choice.options:
        said = Content(_kept(f" {option.name} ")).stylize("b reverse" if option.chosen else "$foreground")
        parts.append(said.stylize(Style.from_meta({"@click": f"screen.{option.action}"})))
    return Content(" ").join(parts)


def _kept(text: str) -> str:
    return text.replace(" ", " ")
