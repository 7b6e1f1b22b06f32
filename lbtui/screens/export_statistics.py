"""A dialog that writes the dashboard in sight to a file."""

import asyncio
from pathlib import Path
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widget import Widget
from textual.widgets import Input, OptionList, Static
from textual.widgets.option_list import Option

from lbtui.config import from_home
from lbtui.query import Query
from lbtui.screens.dialog import Dialog
from lbtui.services.film_export import save
from lbtui.services.places import free_path, shown, start_folder
from lbtui.statistics import export
from lbtui.statistics.export import Form
from lbtui.statistics.service import Counted
from lbtui.widgets.chart_picture import draw_svg

_WORDS = {
    Form.SVG: ("Picture, SVG", "sharp at any size, for browsers and editors"),
    Form.PNG: ("Picture, PNG", "to share"),
    Form.TEXT: ("Text", "the charts in plain characters"),
    Form.JSON: ("Figures, JSON", "as lbtui stats --json prints them"),
    Form.CSV: ("Figures, CSV", "a row a figure, for a spreadsheet"),
}
_NO_PNG = "needs: pip install 'lbtui[png]'"


class ExportStatisticsDialog(Dialog[None]):
    """Choose a form and a path; a file that is there already is only replaced at the second enter."""

    HEADING = "Export"
    AUTO_FOCUS = "OptionList"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("ctrl+s", "write", "Write", id="take_figures_export.write")]
    DEFAULT_CSS = """
    ExportStatisticsDialog {
        & OptionList { height: auto; border: none; padding: 0; background: $surface; margin-bottom: 1; }
        & OptionList:focus { border: none; }
        & #export-said { height: auto; color: $foreground 70%; }
        & #export-said.-wrong { color: $text-error; }
    }
    """

    def __init__(self, counted: Counted, query: Query, chart: Widget) -> None:
        super().__init__()
        self._counted, self._query, self._chart = counted, query, chart
        self._forms = [form for form in Form if form is not Form.PNG or export.can_draw_png()]
        self._warned: Path | None = None
        """The file that the member knows would be replaced."""
        self._offered = ""

    def body(self) -> ComposeResult:
        """The forms, the path, and what came of it."""
        yield OptionList(*(Option(_line(form), id=form.value) for form in self._forms), markup=False)
        yield Input(id="export-path")
        yield Static(id="export-said", markup=False)

    def on_mount(self) -> None:
        """Offer a path."""
        self.query_one(".dialog--box").border_title = Content(f"Export: {export.title(self._counted)}")
        self.query_one(Input).border_title = "Write to"
        self.query_one(OptionList).highlighted = 0
        png = "" if export.can_draw_png() else f"; PNG {_NO_PNG}"
        self._say(f"enter writes, tab goes to the path{png}")

    @property
    def _form(self) -> Form:
        return self._forms[self.query_one(OptionList).highlighted or 0]

    @on(OptionList.OptionHighlighted)
    def _highlighted(self) -> None:
        entry = self.query_one(Input)
        if entry.value == self._offered:
            entry.value = self._offered = shown(free_path(start_folder() / export.file_name(self._counted, self._form)))
            entry.cursor_position = len(entry.value)

    @on(Input.Changed)
    def _typed(self) -> None:
        self._warned = None

    @on(Input.Submitted)
    @on(OptionList.OptionSelected)
    def _entered(self) -> None:
        self.action_write()

    def action_write(self) -> None:
        """Write the dashboard."""
        text = self.query_one(Input).value.strip()
        if text:
            self.run_worker(self._write(from_home(text), self._form), group="write", exclusive=True)
        else:
            self._say("A path is needed.", wrong=True)

    async def _write(self, path: Path, form: Form) -> None:
        """Write, or say why not."""
        path = path / export.file_name(self._counted, form) if path.is_dir() else path
        if path.exists() and path != self._warned:
            self._warned = path
            self._say(f"{shown(path)} is there already: enter replaces it.", wrong=True)
            return
        try:
            await asyncio.to_thread(self._put, path, form, self._picture() if form in (Form.SVG, Form.PNG) else "")
        except OSError as error:
            self._say(f"{shown(path)} cannot be written: {error.strerror}.", wrong=True)
        except ValueError as error:
            self._say(f"The picture cannot be drawn: {error}.", wrong=True)
        else:
            self.app.notify(shown(path), title="Written to", markup=False, timeout=8)
            self.dismiss()

    def _picture(self) -> str:
        width = export.picture_width(self._counted)
        return draw_svg(export.page(self._counted, self._query, width), width, self._chart)

    def _put(self, path: Path, form: Form, svg: str) -> None:
        match form:
            case Form.SVG:
                save(path, svg)
            case Form.PNG:
                save(path, export.png_of(svg))
            case Form.TEXT:
                save(path, export.text_of(self._counted, self._query))
            case Form.JSON:
                save(path, export.json_of(self._counted))
            case Form.CSV:
                save(path, export.csv_of(self._counted))

    def _say(self, words: str, *, wrong: bool = False) -> None:
        said = self.query_one("#export-said", Static)
        said.set_class(wrong, "-wrong")
        said.update(Content(words))


def _line(form: Form) -> Content:
    name, what = _WORDS[form]
    return Content.assemble((f"{name:<16}", "bold"), (what, "dim"))
