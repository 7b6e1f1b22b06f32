"""A dialog that writes films to a file."""

import asyncio
from collections.abc import Sequence
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lbtui.config import from_home
from lbtui.model import FilmRow
from lbtui.screens.dialog import Dialog
from lbtui.services.film_export import Format, save_films
from lbtui.services.places import free_path, shown, start_folder
from lbtui.storage.database import StorageError

_FORMATS = {
    Format.CSV: ("CSV", "a line a film, for a spreadsheet", "lbtui-films.csv"),
    Format.JSON: ("JSON", "all that is known of each film", "lbtui-films.json"),
    Format.LETTERBOXD: ("Letterboxd CSV", "a line a viewing, for letterboxd.com/import", "lbtui-import.csv"),
}


class ExportDialog(Dialog[None]):
    """Choose a format and a path; a file that is there already is only replaced at the second enter."""

    HEADING = "Export"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "write", "Write", id="take_out.write")]
    DEFAULT_CSS = """
    ExportDialog {
        & OptionList { height: auto; border: none; padding: 0; background: $surface; margin-bottom: 1; }
        & OptionList:focus { border: none; }
        & #export-said { height: auto; color: $foreground 70%; }
        & #export-said.-wrong { color: $text-error; }
    }
    """

    def __init__(self, films: Sequence[FilmRow]) -> None:
        super().__init__()
        self._films = films
        self._warned: list[Path] = []
        """Files that the member knows would be replaced."""
        self._offered = ""

    def body(self) -> ComposeResult:
        """The formats, the path, and what came of it."""
        yield OptionList(*(Option(_line(fmt), id=fmt.value) for fmt in _FORMATS), markup=False)
        yield Input(id="export-path")
        yield Static(id="export-said", markup=False)

    def on_mount(self) -> None:
        """Offer a path."""
        self.query_one(".dialog--box").border_title = f"Export {_films(len(self._films))}"
        self.query_one(Input).border_title = "Write to"
        self.query_one(OptionList).highlighted = 0
        self._say("enter writes, tab goes to the path")

    @property
    def _format(self) -> Format:
        at = self.query_one(OptionList).highlighted or 0
        return list(_FORMATS)[at]

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        entry = self.query_one(Input)
        if entry.value == self._offered:
            entry.value = self._offered = shown(free_path(start_folder() / _FORMATS[self._format][2]))
            entry.cursor_position = len(entry.value)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._warned = []

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        self.action_write()

    def action_write(self) -> None:
        """Write the films."""
        text = self.query_one(Input).value.strip()
        if not text:
            self._say("A path is needed.", wrong=True)
            return
        self.run_worker(self._write(from_home(text)), group="write", exclusive=True)

    async def _write(self, path: Path) -> None:
        """Write, or say why not."""
        if path.is_dir():
            path /= _FORMATS[self._format][2]
        store, fmt = self.session.paths.database, self._format
        try:
            written = await asyncio.to_thread(save_films, path, self._films, fmt, store, replace=self._warned)
        except FileExistsError as error:
            self._warned = [*self._warned, Path(error.filename)]
            self._say(f"{shown(Path(error.filename))} is there already: enter replaces it.", wrong=True)
        except OSError as error:
            self._say(f"{shown(path)} cannot be written: {error.strerror}.", wrong=True)
        except StorageError as error:
            self._say(str(error), wrong=True)
        else:
            self._done(written)

    def _done(self, written: Sequence[Path]) -> None:
        where = ", ".join(shown(path) for path in written) or "nowhere: none of these films is watched"
        self.app.notify(where, title="Written to", markup=False, timeout=8)
        self.dismiss()

    def _say(self, words: str, *, wrong: bool = False) -> None:
        said = self.query_one("#export-said", Static)
        said.set_class(wrong, "-wrong")
        said.update(Content(words))


def _line(fmt: Format) -> Content:
    name, what, _ = _FORMATS[fmt]
    return Content.assemble((f"{name:<16}", "bold"), (what, "dim"))


def _films(count: int) -> str:
    return "1 film" if count == 1 else f"{count:,} films"
