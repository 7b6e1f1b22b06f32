"""How the film table looks: which columns fit, their colours from the theme, and its lines drawn."""

from collections.abc import Iterable, Iterator, Mapping
from typing import NamedTuple

from rich.cells import cell_len, set_cell_size
from rich.segment import Segment
from rich.style import Style
from textual.strip import Strip
from textual.widget import Widget

from lbtui.cells import cut
from lbtui.films.columns import Column, Sorting, status
from lbtui.films.fields import COLUMNS
from lbtui.films.folding import find_folded
from lbtui.model.enums import FilmStatus
from lbtui.model.films import FilmRow
from lbtui.query import Query
from lbtui.text import clean_line

GAP = 2
"""Cells between two columns; a sort mark may stand in them."""
MARGIN = 1
"""Cells left and right of the row."""


class Placed(NamedTuple):
    """A column in its place: first cell and width."""

    column: Column
    x: int
    width: int


def chosen(keys: Iterable[str], known: Mapping[str, Column] = COLUMNS) -> list[Column]:
    """The columns of these keys, unknown ones left out, and always the title."""
    columns = [known[key] for key in dict.fromkeys(keys) if key in known]
    return columns if any(column.key == "title" for column in columns) else [COLUMNS["title"], *columns]


_ROOMY = {"title": 30, "director": 20, "genres": 20}
"""Cells in which most of them stand whole."""
_MINOR = 9
"""The priority from which a column comes only where these stand whole beside it."""


def fit(columns: list[Column], width: int) -> list[Placed]:
    """Places as many columns as the width holds, the least important left out, and shares out the rest of the room."""
    room = width - 2 * MARGIN
    kept = list(columns)
    while len(kept) > 1:
        last = max(kept, key=lambda column: column.priority)
        lacking = sum(_lacking(column) for column in kept) if last.priority >= _MINOR else 0
        if _needed(kept) + lacking <= room:
            break
        kept.remove(last)
    widths = {column.key: column.least for column in kept}
    spare = room - _needed(kept)
    for column in sorted(kept, key=lambda column: column.priority):
        grant = max(0, min(_lacking(column), spare))
        widths[column.key] += grant
        spare -= grant
    _share(kept, widths, spare)
    placed, x = [], MARGIN
    for column in kept:
        cells = max(1, min(widths[column.key], width - x))
        placed.append(Placed(column, x, cells))
        x += cells + GAP
    return placed


def _needed(columns: list[Column]) -> int:
    return sum(column.least + GAP for column in columns) - GAP


def _lacking(column: Column) -> int:
    return max(0, _ROOMY.get(column.key, 0) - column.least)


def _share(columns: list[Column], widths: dict[str, int], spare: int) -> None:
    """Lets columns grow towards their ideal by what they lack; title, director and genres take what is left."""
    lacking = {column.key: column.ideal - widths[column.key] for column in columns if column.key != "status"}
    total = max(1, sum(lacking.values()))
    grants = {key: min(lack, spare * lack // total) for key, lack in lacking.items()}
    spare -= sum(grants.values())
    wordy = COLUMNS["status"].ideal - COLUMNS["status"].least
    if "status" in widths and spare >= wordy:
        grants["status"] = wordy
        spare -= wordy
    growing: list[str] = [key for key in ("title", "director", "genres") if key in widths] or [columns[0].key]
    for place, key in enumerate(growing):
        grants[key] = grants.get(key, 0) + spare // len(growing) + (place < spare % len(growing))
    for key, grant in grants.items():
        widths[key] += grant


GROUNDS = ("header", "odd", "even", "cursor", "hover")
"""What a line stands on."""

LOOKS = ("muted", "stars", "like", "match", "sorted", "review", "failed")
"""What a cell may look like, besides plain text."""

COMPONENTS = {f"film-table--{name}" for name in GROUNDS + LOOKS}

CSS = """
FilmTable {
    background: $surface;
    color: $foreground;
    overflow-x: hidden;
    overflow-y: auto;
    scrollbar-gutter: stable;
    scrollbar-size-vertical: 1;
    & > .film-table--header { background: $panel; color: $foreground; text-style: bold; }
    & > .film-table--odd { background: $surface; color: $foreground; }
    & > .film-table--even { background: $foreground 4%; color: $foreground; }
    & > .film-table--hover { background: $foreground 10%; color: $foreground; }
    & > .film-table--cursor {
        background: $block-cursor-blurred-background;
        color: $block-cursor-blurred-foreground;
        text-style: $block-cursor-blurred-text-style;
    }
    &:focus > .film-table--cursor {
        background: $block-cursor-background;
        color: $block-cursor-foreground;
        text-style: $block-cursor-text-style;
    }
    &:nocolor:ansi > .film-table--cursor, &:nocolor:ansi:focus > .film-table--cursor { text-style: reverse; }
    & > .film-table--muted { color: $foreground 65%; }
    & > .film-table--stars { color: $text-warning; }
    & > .film-table--like { color: $error; }
    & > .film-table--match { color: $text-accent; text-style: bold; }
    & > .film-table--sorted { color: $text-accent; }
    & > .film-table--review { color: $text-warning; }
    & > .film-table--failed { color: $text-error; text-style: bold; }
}
"""

_UNDERLINED = Style(underline=True, bold=True)


class Looks:
    """Rich styles by look and ground, worked out when first asked for."""

    def __init__(self, table: Widget) -> None:
        self._table = table
        self._styles: dict[tuple[str, str], Style] = {}

    def __call__(self, look: str, ground: str) -> Style:
        """The style of a look (`text` or one of LOOKS) on a ground."""
        key = (look, ground)
        if key not in self._styles:
            drawn = [Segment(" ", self._make(look, ground))]
            for line_filter in self._table.get_line_filters():  # Each goes by the style alone.
                drawn = line_filter.apply(drawn, self._table.background_colors[1])
            self._styles[key] = drawn[0].style or Style.null()
        return self._styles[key]

    def _make(self, look: str, ground: str) -> Style:
        base = self._table.get_component_rich_style(f"film-table--{ground}")
        if look == "text":
            return base
        if ground == "cursor":
            # The cursor's own colours are the only ones sure to be readable on it in every theme.
            return base + _UNDERLINED if look == "match" else base
        style = self._table.get_component_rich_style(f"film-table--{look}")
        return base + Style(color=style.color, bold=style.bold, underline=style.underline, italic=style.italic)


_STATUS_LOOKS = {
    FilmStatus.PENDING: "muted",
    FilmStatus.MATCHED: "muted",
    FilmStatus.NEEDS_REVIEW: "review",
    FilmStatus.NOT_FOUND: "review",
    FilmStatus.FAILED: "failed",
}


class Painter:
    """Turns films into strips for one layout and one set of styles."""

    def __init__(self, columns: list[Placed], width: int, looks: Looks) -> None:
        self.columns = columns
        self.width = width
        self.looks = looks
        self._marks: dict[str, tuple[str, ...]] = {}
        """The texts to mark in each column."""
        self._headers: dict[tuple[Sorting | None, bool, bool], Strip] = {}

    def mark(self, query: Query) -> bool:
        """Marks from now on what a filter asks for; whether that is anything else than before."""
        fields = ((placed.column.key, placed.column.field) for placed in self.columns)
        before = self._marks
        self._marks = {key: _worth_marking(query.marks(field)) for key, field in fields if field}
        return self._marks != before

    def row(self, row: FilmRow, ground: str) -> Strip:
        """A film on a ground. Blanks go with the text after them: all that follows costs by the piece."""
        segments: list[Segment] = []
        x = 0
        for placed in self.columns:
            text, look = _content(row, placed)
            if not text:
                continue
            text = cut(safe(text), placed.width)
            cells = width_of(text)
            start = placed.x + placed.width - cells if placed.column.right else placed.x
            style = self.looks(look, ground)
            blanks = " " * (start - x)
            hits = self._hits(text, placed.column)
            if hits:
                segments.append(Segment(blanks, style))
                segments += self._marked(text, hits, style, style + self.looks("match", ground))
            else:
                segments.append(Segment(blanks + text, style))
            x = start + cells
        segments.append(Segment(" " * (self.width - x), self.looks("text", ground)))
        return Strip(segments, max(self.width, x)).crop(0, self.width)

    def header(self, sorting: Sorting | None, descending: bool, *, filtering: bool) -> Strip:
        """The labels, with a mark at what sorts; that follows the title where its own column is out of sight."""
        key = (sorting, descending, filtering)
        if key not in self._headers:
            self._headers[key] = self._make_header(sorting, descending, filtering=filtering)
        return self._headers[key]

    def _make_header(self, sorting: Sorting | None, descending: bool, *, filtering: bool) -> Strip:
        mark_of = "▼" if descending else "▲"
        names = {placed.column.sorting.name for placed in self.columns}
        note = "filtering…" if filtering else ""
        if sorting and sorting.name not in names:
            note = f"{note} by {sorting.label.lower()} {mark_of}".strip()
        base, strong = self.looks("text", "header"), self.looks("sorted", "header")
        text = Strip([Segment(" " * self.width, base)], self.width)
        for placed in self.columns:
            column = placed.column
            sorts = sorting is not None and column.sorting.name == sorting.name
            mark = mark_of if sorts else ""
            label = column.label if column.key != "title" or not note else f"{column.label} {note}"
            segment = Segment(_heading(placed, label, mark), strong if sorts else base)
            text = _overlay(text, segment, placed.x)
        return text.crop(0, self.width)

    def message(self, text: str, look: str) -> Strip:
        """A sentence in the middle of an empty table."""
        text = cut(safe(text), self.width - 2)
        left = (self.width - cell_len(text)) // 2
        style = self.looks(look, "odd")
        return Strip([Segment(set_cell_size(" " * left + text, self.width), style)], self.width)

    def _hits(self, text: str, column: Column) -> list[tuple[int, int]]:
        marks = self._marks.get(column.key)
        return find_folded(text, marks) if marks else []

    def _marked(self, text: str, hits: list[tuple[int, int]], style: Style, marked: Style) -> Iterator[Segment]:
        at = 0
        for start, end in hits:
            if start > at:
                yield Segment(text[at:start], style)
            yield Segment(text[start:end], marked)
            at = end
        if at < len(text):
            yield Segment(text[at:], style)


def _worth_marking(texts: tuple[str, ...]) -> tuple[str, ...]:
    """Without single letters, the first that is typed: they stand everywhere, and slow drawing to a third."""
    return tuple(text for text in texts if len(text) > 1 or not text.isascii())


def _content(row: FilmRow, placed: Placed) -> tuple[str, str]:
    """The text and look of a cell; a film without metadata says in the place of its genres why it has none."""
    column = placed.column
    text = (column.narrow if column.narrow and placed.width == column.least else column.text)(row)
    if column.key == "genres" and not text:
        return status(row), _STATUS_LOOKS.get(row.status, "muted")
    return text, _STATUS_LOOKS.get(row.status, "muted") if column.look == "status" else column.look


def safe(text: str) -> str:
    """Text without the control characters that a border may have let through."""
    return text if text.isprintable() else clean_line(text)


def width_of(text: str) -> int:
    """Cells of a text without control characters."""
    return len(text) if text.isascii() else cell_len(text)


def _heading(placed: Placed, label: str, mark: str) -> str:
    """A label in its column; the sort mark may stand in the gap after it."""
    label = cut(label, max(placed.width, cell_len(placed.column.label)))
    lead = " " * max(0, placed.width - cell_len(label)) if placed.column.right else ""
    room = f"{lead}{label} {mark}" if cell_len(label) + 2 <= placed.width and mark else f"{lead}{label}{mark}"
    return room if placed.column.right else room.ljust(placed.width)


def _overlay(strip: Strip, segment: Segment, x: int) -> Strip:
    end = x + segment.cell_length
    return Strip.join([strip.crop(0, x), Strip([segment], segment.cell_length), strip.crop(end, strip.cell_length)])
