"""The import screen: exports that were found, a folder to look in, a path to paste; then what was read."""

import asyncio
from collections.abc import Iterable, Sequence
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

import platformdirs
from rich.text import Text, TextType
from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.events import Paste
from textual.widgets import DirectoryTree, Input, OptionList, Static
from textual.widgets.option_list import Option

from lbtui.model.enums import SessionStatus
from lbtui.screens.base import Page
from lbtui.services import events
from lbtui.services.enrichment_status import State
from lbtui.services.events import Event
from lbtui.text import path_line
from lbtui.widgets.inputs import KeyedList, PathField, existing_paths, pasted_paths

if TYPE_CHECKING:  # Where no library is there yet, this screen is the first frame, which need not read any export.
    from lbtui.letterboxd.discover import FoundExport, KnownExports
    from lbtui.storage.imports import ImportSummary

_HOW = (
    "[b $text-accent]How to get your export[/]\n"
    "letterboxd.com → Settings → Data → [b]Export your data[/]. Leave the ZIP as it is: lbtui looks for it in your "
    "download folder, reads it here, and sends it nowhere.\n"
    "[$foreground 70%]Drop a ZIP on this window, or paste its path. A newer export later brings your library up to "
    "date.[/]"
)
_EVERY = 2.0
"""Seconds after which the usual folders are looked at once more."""
_NONE_FOUND = "No export in your download folder, on your desktop or here yet."
_DEMO = "Try the demo: a made-up library, nothing to set up"
_OWN = "Leave the demo for your own library"


class ExportTree(DirectoryTree):
    """Folders, ZIPs, CSVs and saved feeds; nothing else can be imported."""

    # Not every terminal has Textual's emoji, nor agrees on their width.
    ICON_NODE, ICON_NODE_EXPANDED, ICON_FILE = "▸ ", "▾ ", "· "

    def process_label(self, label: TextType) -> Text:
        """A name of a file is foreign text, and need not even be text."""
        return super().process_label(path_line(label) if isinstance(label, str) else label)

    def filter_paths(self, paths: Iterable[Path]) -> Iterable[Path]:
        return [path for path in paths if not path.name.startswith(".") and _may_hold_export(path)]


class ImportScreen(Page):
    """Choose an export, see what was read."""

    MODE = "import"
    AUTO_FOCUS = "#found"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("slash", "path", "Paste a path", key_display="/", priority=True, id="import.path"),
        Binding("f", "folder", "Import folder", tooltip="The one at the cursor of the tree", id="import.folder"),
        Binding("d", "demo", "Demo", tooltip="Look around in a made-up library first", id="import.demo"),
        Binding(
            "s",
            "app.sessions",
            "Sessions",
            tooltip="What imports read, their states, logs",
            id="import.sessions",
        ),
        Binding("escape", "library", "Library", show=False, id="import.library"),
    ]
    DEFAULT_CSS = """
    ImportScreen {
        & #import-choices { height: 3fr; }
        & #import-left { width: 3fr; }
        & #found, & #tree { padding: 0 1; }
        & #found { height: 1fr; }
        & #path { height: 3; }
        & #tree { width: 2fr; height: 100%; }
        & #import-report { height: 2fr; padding: 0 0 0 1; }
        & #import-words { padding-right: 1; }
        &.-narrow #tree { display: none; }
        &.-low #import-report { height: 1fr; }
        & #import-report.-told { height: 3fr; }
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._seen: dict[Path, tuple[bool, float]] | None = None
        """What lay in the folders when exports were looked for last."""
        self._looking = False
        self._offered = False
        """Whether there was an export then."""

    def body(self) -> ComposeResult:
        with Horizontal(id="import-choices"):
            with Vertical(id="import-left"):
                yield KeyedList(id="found", classes="pane", markup=False)
                yield PathField(id="path", classes="pane", placeholder="ZIP, folder or CSV")
            yield ExportTree(_start_folder(), id="tree", classes="pane")
        with VerticalScroll(id="import-report", classes="pane"):
            yield Static(Content.from_markup(_HOW), id="import-words")

    def on_mount(self) -> None:
        self.query_one("#found").border_title = "Exports found"
        self.query_one("#path").border_title = "Path"
        self.query_one("#tree").border_title = "Folders"
        self.query_one("#import-report").border_title = "Import"
        self.query_one(OptionList).loading = True
        self.call_after_refresh(self._look)
        self.set_interval(_EVERY, self._look)

    def on_screen_resume(self) -> None:
        self.call_after_refresh(self._look)

    def handle(self, event: Event) -> None:
        super().handle(event)
        match event:
            case events.ImportStep(status, words):
                self._step(status, words)
            case events.Imported(summary):
                self._imported(summary)

    @work(group="look")
    async def _look(self) -> None:
        """Offer what lies in the usual folders, newest first, where that has changed: nothing is opened before."""
        from lbtui.letterboxd.discover import KnownExports, find_exports, glance, usual_folders

        if self._looking or not self.is_current:
            return
        self._looking = True
        try:
            folders = usual_folders()
            seen = await asyncio.to_thread(glance, folders)
            if seen != self._seen:
                self._seen = seen
                found = await asyncio.to_thread(find_exports, folders)
                self._offer(found, KnownExports(await self.session.import_moments()))
        finally:
            self._looking = False

    def _offer(self, found: "Sequence[FoundExport]", known: "KnownExports") -> None:
        """Show these; the cursor stays on its export, or goes to the first that there is."""
        options = self.query_one("#found", OptionList)
        options.loading = False
        before = options.highlighted_option.id if options.highlighted_option else None
        shown = [Option(_line(export, known.when(export)), id=str(export.path)) for export in found]
        demo = Option(_OWN if self.session.options.demo else _DEMO, id="demo")
        options.set_options([*(shown or [Option(_NONE_FOUND, disabled=True)]), demo])
        places = {option.id: place for place, option in enumerate(options.options)}
        if before is None or (before == "demo" and not self._offered):
            before = None  # Nobody has chosen it: there was nothing else.
        self._offered = bool(found)
        options.highlighted = places.get(before or "", 0 if found else 1)

    @on(OptionList.OptionSelected, "#found")
    def _chosen(self, event: OptionList.OptionSelected) -> None:
        if event.option.id == "demo":
            self.action_demo()
        elif event.option.id:
            self.app.import_paths([Path(event.option.id)])

    @on(DirectoryTree.FileSelected)
    def _file(self, event: DirectoryTree.FileSelected) -> None:
        self.app.import_paths([event.path])

    @on(Input.Submitted, "#path")
    def _path(self, event: Input.Submitted) -> None:
        if paths := pasted_paths(event.value):
            self.app.import_paths(paths)

    @on(PathField.Dropped)
    def _dropped(self, event: PathField.Dropped) -> None:
        self.app.import_paths(event.paths)

    def on_paste(self, event: Paste) -> None:
        """A file that is dropped on the window arrives as a paste of its path, wherever the focus is."""
        if paths := existing_paths(event.text):
            self.app.import_paths(paths)

    def headline(self) -> str:
        """As everywhere; but this screen need not be told how to import."""
        session = self.session
        return super().headline() if session.library.rows or session.enrichment_status.state is not State.IDLE else ""

    def action_path(self) -> None:
        self.query_one("#path", Input).focus()

    def action_folder(self) -> None:
        node = self.query_one(ExportTree).cursor_node
        if node is not None and node.data is not None:
            self.app.import_paths([node.data.path])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        """Importing a folder needs the tree, for which a narrow window has no room."""
        if action == "folder" and self.has_class("-narrow") and not self.has_class("-wide", "-huge"):
            return False
        return super().check_action(action, parameters)

    def action_demo(self) -> None:
        self.app.action_demo()

    async def action_library(self) -> None:
        if self.query_one("#path").has_focus:
            self.query_one("#found").focus()
        elif self.session.library.rows:
            await self.run_action("app.mode('library')")

    def _step(self, status: SessionStatus, words: str) -> None:
        from lbtui.widgets.import_report import failure

        failed = status is SessionStatus.FAILED
        self._show(failure(words) if failed else _going_on(status, words), failed=failed)

    def _imported(self, summary: "ImportSummary") -> None:
        from lbtui.widgets.import_report import report

        path = self.query_one("#path", Input)
        path.clear()
        if path.has_focus:
            self.query_one("#found").focus()
        waits = not self.session.has_key() and not self.session.options.demo
        self._show(report(summary, waits_for_key=waits))
        self._seen = None
        self._look()

    def _show(self, content: Content, *, failed: bool = False) -> None:
        panel = self.query_one("#import-report")
        panel.add_class("-told")
        panel.set_class(failed, "-failed")
        panel.border_title = "The import failed" if failed else "Import"
        panel.scroll_home(animate=False)
        self.query_one("#import-words", Static).update(content)


def _going_on(status: SessionStatus, words: str) -> Content:
    return Content.from_markup("[b $text-primary]$status[/]  $words", status=status.value, words=words)


def _start_folder() -> Path:
    downloads = platformdirs.user_downloads_path()
    return downloads if downloads.is_dir() else Path.home()


def _may_hold_export(path: Path) -> bool:
    from lbtui.letterboxd.discover import FEEDS

    try:
        return path.is_dir() or path.suffix.lower() in (".zip", ".csv", *FEEDS)
    except OSError:
        return False


def _line(export: "FoundExport", imported: datetime | None) -> Content:
    """Who, when, how much, whether it was imported, and where."""
    who = export.username or path_line(export.path.stem)
    size = f"{export.size / 1e6:.1f} MB" if export.size >= 100_000 else f"{max(1, export.size // 1000)} kB"
    return Content.from_markup(
        "[b]$who[/]  $day  $films films, $viewings viewings$size[$text-success]$imported[/]\n[dim]$path[/]",
        who=who,
        day=f"{export.dated:%Y-%m-%d %H:%M}",
        films=f"{export.films:,}",
        viewings=f"{export.viewings:,}",
        size="" if imported else f", {size}",
        imported=f" ✓ imported on {imported.astimezone():%Y-%m-%d}" if imported else "",
        path=path_line(export.path),
    )
