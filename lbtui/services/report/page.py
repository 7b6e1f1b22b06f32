"""The page that a report is written on: titles, and charts below them."""

from collections.abc import Sequence

from lbtui.charts import Bar, Pair, draw_area, draw_bars, draw_cards, draw_columns, draw_pairs, draw_ranked, plain
from lbtui.charts.cells import cut
from lbtui.stats.values import Coverage

HEIGHT = 9
"""Lines of a chart whose height is free."""
ROWS = 10
"""Rows of a ranking."""
FAIR = "fair mean: few ratings weigh less"
"""What rankings by rating say of their measure."""


class Page:
    """Collects lines of at most `width` cells."""

    def __init__(self, width: int) -> None:
        self.width = width
        self._lines: list[str] = []

    def text(self) -> str:
        """All lines so far."""
        return "\n".join(self._lines).strip("\n") + "\n"

    def head(self, title: str) -> None:
        """The title of a screen."""
        self._lines += ["", title.upper(), "═" * min(self.width, len(title)), ""]

    def add(self, title: str, body: str, note: str = "") -> None:
        """A chart that is drawn already; what is empty says so."""
        line = f"{title} ({note})" if note else title
        self._lines += [cut(line, self.width), *(body or "  nothing yet").splitlines(), ""]

    def say(self, text: str) -> None:
        """A line of text."""
        self._lines.append(cut(text, self.width))

    def cards(self, bars: Sequence[Bar]) -> None:
        """Figures in boxes."""
        self._lines += [*plain(draw_cards(bars, self.width)).splitlines(), ""]

    def columns(self, title: str, bars: Sequence[Bar], note: str = "", top: float | None = None) -> None:
        """Vertical bars."""
        self.add(title, plain(draw_columns(bars, self.width, HEIGHT, top=top)), note)

    def bars(self, title: str, bars: Sequence[Bar], note: str = "", top: float | None = None) -> None:
        """The first rows of horizontal bars."""
        self.add(title, plain(draw_bars(bars[:ROWS], self.width, top=top)), note)

    def ranked(self, title: str, bars: Sequence[Bar], note: str = "", top: float | None = None) -> None:
        """The first rows of a ranking."""
        self.add(title, plain(draw_ranked(bars[:ROWS], self.width, top=top)), note)

    def area(self, title: str, bars: Sequence[Bar], note: str = "", low: float | None = 0.0) -> None:
        """A value over time."""
        self.add(title, plain(draw_area(bars, self.width, HEIGHT, low=low)), note)

    def pairs(self, title: str, pairs: Sequence[Pair], names: tuple[str, str]) -> None:
        """Two series side by side."""
        self.add(title, plain(draw_pairs(pairs, self.width, names=names)))


def known(coverage: Coverage, what: str = "films") -> str:
    """What a figure rests on, where something is missing: `known for 1,812 of 2,006 films`."""
    return "" if coverage.complete else f"known for {coverage.known:,} of {coverage.of:,} {what}"
