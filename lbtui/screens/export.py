"""A dialog that writes films or a dashboard to a file."""

import asyncio
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.theme import Theme
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lbtui.config import from_home
from lbtui.model.films import FilmRow
from lbtui.query import Query
from lbtui.screens.dialog import Dialog
from lbtui.services.film_export import Format, film_texts, save_parts
from lbtui.services.places import free_path, shown, start_folder
from lbtui.services.session import LibrarySession
from lbtui.statistics import export
from lbtui.statistics.export import Form
from lbtui.statistics.service import Counted
from lbtui.storage.database import StorageError
from lbtui.text import counted
from lbtui.widgets.inputs import KeyedList


@dataclass(frozen=True, slots=True)
class ExportFormat:
    """One way to write what is exported."""

    name: str
    what: str
    """What it is good for, in a few words."""
    file: str
    """The name that a new file is offered under."""
    make: Callable[[], Sequence[str | bytes]]
    """What the files hold, mostly one; runs in a thread. Raises StorageError or ValueError with a sentence."""

    @property
    def line(self) -> Content:
        return Content.assemble((f"{self.name:<16}", "bold"), self.what)


class ExportDialog(Dialog[None]):
    """Choose a format and a path; a file that is there already is only replaced at the second enter."""

    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "write", "Write", id="export.write")]
    DEFAULT_CSS = """
    ExportDialog {
        & OptionList { margin-bottom: 1; }
        & #export-said { height: auto; color: $foreground 70%; }
        & #export-said.-wrong { color: $text-error; }
    }
    """

    def __init__(self, title: str, formats: Sequence[ExportFormat]) -> None:
        super().__init__(title)
        self._formats = formats
        self._warned: list[Path] = []
        """Files that the member knows would be replaced."""
        self._offered = ""

    def body(self) -> ComposeResult:
        yield KeyedList(*(Option(each.line) for each in self._formats), markup=False)
        yield Input(id="export-path")
        yield Static(id="export-said", markup=False)

    def on_mount(self) -> None:
        self.query_one(Input).border_title = "Write to"
        self.query_one(OptionList).highlighted = 0
        self._say("enter writes, tab goes to the path")

    @property
    def _format(self) -> ExportFormat:
        return self._formats[self.query_one(OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        entry = self.query_one(Input)
        if entry.value == self._offered:
            entry.value = self._offered = shown(free_path(start_folder() / self._format.file))
            entry.cursor_position = len(entry.value)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._warned = []

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def action_write(self) -> None:
        text = self.query_one(Input).value.strip()
        if text:
            self.run_worker(self._write(from_home(text), self._format), group="write", exclusive=True)
        else:
            self._say("A path is needed.", wrong=True)

    async def _write(self, path: Path, chosen: ExportFormat) -> None:
        """Write, or say why not."""
        path = path / chosen.file if path.is_dir() else path
        try:
            written = await asyncio.to_thread(save_parts, path, chosen.make, replace=self._warned)
        except FileExistsError as error:
            self._warned = [*self._warned, Path(error.filename)]
            self._say(f"{shown(Path(error.filename))} is there already: enter replaces it.", wrong=True)
        except OSError as error:
            self._say(f"{shown(path)} cannot be written: {error.strerror}.", wrong=True)
        except (StorageError, ValueError) as error:
            self._say(str(error), wrong=True)
        else:
            where = ", ".join(map(shown, written)) or "nowhere: none of these films is watched"
            self.app.notify(where, title="Written to", markup=False, timeout=8)
            self.dismiss()

    def _say(self, words: str, *, wrong: bool = False) -> None:
        said = self.query_one("#export-said", Static)
        said.set_class(wrong, "-wrong")
        said.update(words)


def film_dialog(
    films: Sequence[FilmRow], store: Path, explain: Callable[[Sequence[FilmRow]], None] | None = None
) -> ExportDialog:
    """The dialog for films; what their viewings tell is read from `store`; `explain` fills in their predictions,
    which are left out without it.
    """

    def made(form: Format) -> Sequence[str]:
        if explain is not None:
            explain(films)
        return film_texts(films, form, store, predicted=explain is not None)

    formats = (
        ("CSV", "a line a film, for a spreadsheet", "lbtui-films.csv", Format.CSV),
        ("JSON", "all that is known of each film", "lbtui-films.json", Format.JSON),
        ("Letterboxd CSV", "a line a viewing, for letterboxd.com/import", "lbtui-import.csv", Format.LETTERBOXD),
    )
    return ExportDialog(
        f"Export {counted(len(films), 'film')}",
        [ExportFormat(name, what, file, partial(made, form)) for name, what, file, form in formats],
    )


def dashboard_dialog(counted: Counted, query: Query, theme: Theme, session: LibrarySession) -> ExportDialog:
    """The dialog for a dashboard; pictures and pages take the colours of the theme."""

    def svg() -> str:
        from lbtui.sharing.dashboard_picture import draw_dashboards
        from lbtui.theme import colours_of

        return draw_dashboards([counted], query, colours_of(theme))

    def png() -> bytes:
        from lbtui.sharing.png import png_of

        try:
            # Two pixels for each of the SVG's, so that small text stays sharp.
            return png_of(svg(), zoom=2)
        except ValueError as error:
            raise ValueError(f"The picture cannot be drawn: {error}.") from error

    def html() -> str:
        from lbtui.sharing.page import draw_page, kept_posters
        from lbtui.theme import dark_and_light

        posters = kept_posters([counted], session.paths.database, session.posters)
        return draw_page([counted], query, *dark_and_light(theme), session.settings.member, posters)

    formats: list[tuple[str, str, Form, Callable[[], str | bytes]]] = [
        ("Picture, SVG", "sharp at any size, for browsers and editors", Form.SVG, svg),
        ("Picture, PNG", "to share", Form.PNG, png),
        ("Page, HTML", "for any browser, in the dark and by day", Form.HTML, html),
        ("Text", "the charts in plain characters", Form.TEXT, lambda: export.text_of(counted, query)),
        ("Figures, JSON", "as lbtui stats --json prints them", Form.JSON, lambda: export.json_of(counted)),
        ("Figures, CSV", "a row a figure, for a spreadsheet", Form.CSV, lambda: export.csv_of(counted)),
    ]
    return ExportDialog(
        f"Export: {export.title(counted)}",
        [
            ExportFormat(name, what, export.file_name(counted, form), partial(_one, make))
            for name, what, form, make in formats
        ],
    )


def _one(make: Callable[[], str | bytes]) -> list[str | bytes]:
    """What a single file holds, as the only one of a list."""
    return [make()]
