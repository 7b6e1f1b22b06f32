"""The year as one picture to be shared: upright for a telephone, or lying for a page, with the best films' posters."""

import asyncio
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum

from rich.cells import cell_len

from lbtui.cells import wrapped
from lbtui.charts.scale import figure
from lbtui.model.films import FilmRow
from lbtui.services.posters import Posters
from lbtui.services.session import LibrarySession
from lbtui.sharing.png import png_of
from lbtui.sharing.svg import Canvas, Colours, text_width
from lbtui.statistics.panels import MONTHS, half
from lbtui.statistics.records import FilmRef, Group
from lbtui.statistics.years import Review, Years
from lbtui.storage.rows import load_rows
from lbtui.text import counted

BEST, TOP = 5, 5
"""Films with their posters, and rows of directors and of genres."""
NOTICE = "data and posters: TMDB, not endorsed or certified by it"
"""What TMDB's terms want to be said."""
_PATIENCE = 15.0
"""Seconds that posters may take to come from TMDB."""


class Size(Enum):
    """Width and height in pixels."""

    PORTRAIT = (1080, 1350)
    LANDSCAPE = (1200, 630)


def draw_year(
    review: Review,
    *,
    headline: str = "",
    posters: Mapping[int, bytes] | None = None,
    member: str = "",
    size: Size = Size.PORTRAIT,
    colours: Colours | None = None,
) -> str:
    """The review of any days as SVG; `posters` are JPEG, PNG or WebP by the id of the film."""
    picture = _YearPicture(review, posters or {}, Canvas(*size.value, colours or Colours()))
    headline = headline or counted(review.viewings, "viewing")
    (picture.portrait if size is Size.PORTRAIT else picture.landscape)(headline, member)
    return picture.canvas.finished()


def file_name(review: Review, size: Size, suffix: str) -> str:
    """`lbtui-2025.png`, `lbtui-2020-2024-wide.svg`."""
    days = review.span.name.replace("–", "-").replace(" ", "")
    return f"lbtui-{days}{'-wide' if size is Size.LANDSCAPE else ''}{suffix}"


async def render_year(
    figures: Years, session: LibrarySession, suffix: str, size: Size, colours: Colours
) -> str | bytes:
    """The picture as SVG, or as PNG for the suffix `.png`, with posters of the session. Raises StorageError."""
    best = [film.id for film in figures.review.bests[:BEST]]
    films = await asyncio.to_thread(load_rows, session.paths.database, best, removed=True)
    posters = await _posters_of(films, session.posters)
    member = session.settings.member
    svg = draw_year(
        figures.review, headline=figures.headline, posters=posters, member=member, size=size, colours=colours
    )
    return await asyncio.to_thread(png_of, svg) if suffix == ".png" else svg


async def _posters_of(films: Iterable[FilmRow], posters: Posters) -> dict[int, bytes]:
    """The posters by the id of the film, fetched where they are not kept; those that take too long are left out."""
    jobs = {film.id: asyncio.ensure_future(posters.get(film.poster_path, always=True)) for film in films}
    done, late = await asyncio.wait(jobs.values(), timeout=_PATIENCE) if jobs else ((), ())
    for job in late:
        job.cancel()
    return {film: picture for film, job in jobs.items() if job in done and (picture := job.result())}


class _YearPicture:
    """The parts of the picture. Each takes the place that it is drawn in, in pixels."""

    def __init__(self, review: Review, posters: Mapping[int, bytes], canvas: Canvas) -> None:
        self.review, self.posters, self.canvas, self.colours = review, posters, canvas, canvas.colours

    def portrait(self, headline: str, member: str) -> None:
        """Everything below one another; what is not known leaves its room to the columns."""
        review, canvas = self.review, self.canvas
        left, room, gap = 64, canvas.width - 128, 56
        canvas.text(left, 158, review.span.name, 132, bold=True, room=room, smallest=0.3)
        canvas.text(left, 222, headline, 38, colour=self.colours.accent, room=room)
        self.tiles(left, 262, room, 150)
        top = 452.0
        if review.bests:
            self.best(left, top, room, 272, 22)
            top += 400
        half_room = (room - gap) / 2
        lists = [(name, rows) for name, rows in self._tops() if rows]
        for at, (name, rows) in enumerate(lists):
            self.ranked(name, rows, left + at * (half_room + gap), top, half_room, 26, 43)
        top += 280 if lists else 0
        charts = [chart for chart in self._charts() if any(chart[1])]
        tall = min(300, canvas.height - top - 128)
        for at, (name, values, labels) in enumerate(charts):
            place = left + at * (half_room + gap), top
            self.columns(name, values, labels, *place, half_room, tall, 22)
        self.foot(left, canvas.height - 36, room, member, 19)

    def landscape(self, headline: str, member: str) -> None:
        """Title, figures and posters at the left, lists and columns at the right."""
        review, canvas = self.review, self.canvas
        left, wide = 44, 600
        canvas.text(left, 106, review.span.name, 92, bold=True, room=wide, smallest=0.3)
        canvas.text(left, 148, headline, 26, colour=self.colours.accent, room=wide)
        self.tiles(left, 180, wide, 110)
        if review.bests:
            self.best(left, 326, wide, 168, 17)
        right, room, gap = left + wide + 52, canvas.width - wide - 2 * left - 52, 32
        half_room, top = (room - gap) / 2, 66.0
        lists = [(name, rows) for name, rows in self._tops() if rows]
        for at, (name, rows) in enumerate(lists):
            self.ranked(name, rows, right + at * (half_room + gap), top, half_room, 19, 37)
        top += 236 if lists else 0
        charts = [chart for chart in self._charts() if any(chart[1])]
        each = (canvas.height - 66 - top) / max(1, len(charts))
        for name, values, labels in charts:
            self.columns(name, values, labels, right, top, room, min(200, each - 66), 18)
            top += each
        self.foot(left, canvas.height - 24, canvas.width - 2 * left, member, 15)

    def _tops(self) -> Sequence[tuple[str, Sequence[Group]]]:
        return [("Directors", self.review.directors[:TOP]), ("Genres", self.review.genres[:TOP])]

    def _charts(self) -> Sequence[tuple[str, Sequence[float], Sequence[str]]]:
        """Ratings and months with a label for each column, or for some."""
        review = self.review
        ratings = [label.removesuffix("½") or "½" for label in (half(bar.label) for bar in review.histogram)]
        ratings = [label if at % 2 or not at else "" for at, label in enumerate(ratings)]
        months = [bar.label for bar in review.months]
        names = [MONTHS[int(month[5:7]) - 1][0] for month in months]
        if len(months) > len(MONTHS):
            names = [month[:4] if month.endswith("-07") else "" for month in months]
        return [
            ("Ratings", [bar.value for bar in review.histogram], ratings),
            ("By month", [bar.value for bar in review.months], names),
        ]

    def tiles(self, x: float, y: float, room: float, height: float) -> None:
        """Films, hours, mean rating and rewatches; what is not known is left out."""
        review = self.review
        tiles = [(figure(review.films), "film" if review.films == 1 else "films")]
        if review.hours_coverage.known:
            tiles.append((figure(round(review.hours)), "hours"))
        if review.mean_rating is not None:
            tiles.append((f"{review.mean_rating:.2f}", "mean rating"))
        tiles.append((figure(review.rewatches), "rewatch" if review.rewatches == 1 else "rewatches"))
        gap = height * 0.11
        width = (room - gap * (len(tiles) - 1)) / len(tiles)
        for at, (number, what) in enumerate(tiles):
            start = x + at * (width + gap)
            middle, inside = start + width / 2, width - 2 * gap
            self.canvas.box(start, y, width, height, self.colours.surface, 16)
            self.canvas.text(middle, y + height * 0.57, number, height * 0.42, bold=True, anchor="middle", room=inside)
            self.canvas.text(
                middle, y + height * 0.84, what, height * 0.17, colour=self.colours.muted, anchor="middle", room=inside
            )

    def best(self, x: float, y: float, room: float, height: float, size: float) -> None:
        """The best films with title and stars below; a plate with the title where there is no poster."""
        gap = room * 0.017
        width = (room - (BEST - 1) * gap) / BEST
        for at, film in enumerate(self.review.bests[:BEST]):
            start = x + at * (width + gap)
            if not self.canvas.picture(start, y, width, height, self.posters.get(film.id, b"")):
                self.plate(start, y, width, height, film)
            self.canvas.text(start, y + height + size * 1.5, film.name, size, room=width, smallest=0.88)
            self.canvas.stars(start, y + height + size * 2.5, film.rating or 0, size)

    def plate(self, x: float, y: float, width: float, height: float, film: FilmRef) -> None:
        """What stands for a poster: the title, and the year at the foot."""
        self.canvas.box(x, y, width, height, self.colours.surface, 10)
        self.canvas.box(x + width * 0.1, y + height * 0.1, width * 0.18, 4, self.colours.primary, 2)
        inside, longest = width * 0.8, max(map(cell_len, film.name.split()), default=0)
        lines = wrapped(film.name, min(14, max(11, longest)))[:5]
        size = min(width * 0.125, inside / (max(map(text_width, lines)) or 1))
        for line, words in enumerate(lines):
            self.canvas.text(x + width * 0.1, y + height * 0.24 + line * size * 1.25, words, size, room=inside)
        year = "" if film.year is None else f"{film.year}"
        self.canvas.text(
            x + width * 0.1, y + height * 0.92, year, width * 0.125, colour=self.colours.muted, room=inside
        )

    def ranked(
        self, name: str, rows: Sequence[Group], x: float, y: float, width: float, size: float, pitch: float
    ) -> None:
        """Names with their number of films over bars; `y` is the baseline of the title."""
        self.title(name, x, y, size)
        most = max(row.films for row in rows)
        for at, row in enumerate(rows, 1):
            base = y + at * pitch
            self.canvas.box(x, base + size * 0.32, width, 5, self.colours.surface, 2.5)
            self.canvas.box(x, base + size * 0.32, max(5, width * row.films / most), 5, self.colours.primary, 2.5)
            self.canvas.text(x, base, row.name, size, room=width - size * 2.2)
            number = figure(row.films)
            self.canvas.text(x + width, base, number, size, colour=self.colours.muted, anchor="end", room=size * 2.2)

    def columns(
        self, name: str, values: Sequence[float], labels: Sequence[str], x: float, y: float, width: float,
        height: float, size: float,
    ) -> None:  # fmt: skip
        """Columns over their labels, `height` pixels tall at most; `y` is the baseline of the title."""
        self.title(name, x, y, size * 1.2)
        top, gap, most = y + size * 0.9, min(8.0, width / len(values) / 4), max(values)
        each = (width - gap * (len(values) - 1)) / len(values)
        for at, (value, label) in enumerate(zip(values, labels, strict=True)):
            tall, start = max(3, height * value / most), x + at * (each + gap)
            colour = self.colours.primary if value else self.colours.surface
            self.canvas.box(start, top + height - tall, each, tall, colour, 4)
            self.canvas.text(
                start + each / 2, top + height + size * 1.25, label, size, colour=self.colours.muted, anchor="middle"
            )

    def title(self, name: str, x: float, y: float, size: float) -> None:
        """The name of a list or chart."""
        self.canvas.text(x, y, name, size * 0.82, colour=self.colours.muted, bold=True)

    def foot(self, x: float, y: float, room: float, member: str, size: float) -> None:
        """Whose year it is, what drew it, and TMDB's notice."""
        name = f"{member} · lbtui" if member else "lbtui"
        self.canvas.text(x, y, name, size, colour=self.colours.muted, room=room * 0.35)
        self.canvas.text(x + room, y, NOTICE, size, colour=self.colours.muted, anchor="end", room=room * 0.62)
