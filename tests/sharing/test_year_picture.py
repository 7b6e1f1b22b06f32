"""The year as a picture: its figures are those of the dashboard, and whatever a film is called, it is drawn."""

import asyncio
import io
from dataclasses import replace
from functools import partial
from pathlib import Path
from xml.etree import ElementTree

import pytest
import resvg_py
from PIL import Image

from lbtui.model.films import FilmRow
from lbtui.services.posters import Posters
from lbtui.sharing import year_picture
from lbtui.sharing.png import png_of
from lbtui.sharing.svg import Canvas, Colours, text_width
from lbtui.sharing.year_picture import Size, draw_year, file_name
from lbtui.statistics.export import plain
from lbtui.statistics.frames import Frames
from lbtui.statistics.request import DateRange
from lbtui.statistics.years import Review, review
from tests.film_rows import film_row
from tests.screens.small_library import HOSTILE

SVG = "{http://www.w3.org/2000/svg}"


@pytest.fixture(scope="module")
def year(seen: Frames) -> Review:
    return review(seen, DateRange.years(2024))


def poster(kind: str) -> bytes:
    out = io.BytesIO()
    Image.new("RGB", (18, 27), "#a33").save(out, kind)
    return out.getvalue()


def texts(svg: str) -> list[str]:
    """All that can be read on it."""
    return [text.text or "" for text in ElementTree.fromstring(svg).iter(f"{SVG}text")]


def named(year: Review, *names: str) -> Review:
    """The review with its best films under other names."""
    films = [replace(film, name=name) for film, name in zip(year.bests, names, strict=False)]
    return replace(year, bests=tuple(films))


@pytest.mark.parametrize("size", Size)
def test_the_figures_are_those_of_the_json(year: Review, size: Size) -> None:
    told = texts(draw_year(year, size=size))
    figures = plain(year)

    assert told[0] == "2024"
    for what, number in (("films", figures["films"]), ("hours", round(figures["hours"]))):
        assert told[told.index(what) - 1] == str(number)
    assert told[told.index("mean rating") - 1] == f"{figures['mean_rating']:.2f}"
    assert told[told.index("rewatches") - 1] == str(figures["rewatches"])
    for title, key in (("Directors", "directors"), ("Genres", "genres")):
        at = told.index(title) + 1
        rows = figures[key][:5]
        assert told[at : at + 2 * len(rows)] == [word for name, films, _ in rows for word in (name, str(films))]


def test_columns_are_as_tall_as_their_figures(year: Review) -> None:
    tree = ElementTree.fromstring(draw_year(year))
    bars = [float(rect.get("height", 0)) for rect in list(tree.iter(f"{SVG}rect"))[-12:]]
    counts = [bar.value for bar in year.months]

    assert [round(bar / max(bars) * max(counts)) if bar > 3 else 0 for bar in bars] == counts


@pytest.mark.parametrize("size", Size)
def test_foreign_text_is_drawn_as_it_is_and_never_as_markup(year: Review, size: Size) -> None:
    names = (*HOSTILE[:2], "<b>&amp;", "千と千尋の神隠し", '"><script>')
    told = texts(draw_year(named(year, *names), size=size, member="a<b"))

    assert {"[REC]", "[/b]", "<b>&amp;", '"><script>', "a<b · lbtui"} <= set(told)
    assert any(text.startswith("千と千尋") for text in told)


@pytest.mark.parametrize("size", Size)
@pytest.mark.parametrize("name", ["W" * 300, "The Assassination of Jesse James by the Coward Robert Ford", "神" * 80])
def test_nothing_reaches_over_the_edge_or_into_the_next_film(year: Review, size: Size, name: str) -> None:
    tree = ElementTree.fromstring(draw_year(named(year, *[name] * 5), size=size, headline=name, member=name))
    width, height = size.value

    assert any((text.text or "").endswith("…") for text in tree.iter(f"{SVG}text"))
    for text in tree.iter(f"{SVG}text"):
        long = text_width(text.text or "", bold=text.get("font-weight") is not None) * float(text.get("font-size", 0))
        left = float(text.get("x", 0)) - {"middle": long / 2, "end": long}.get(text.get("text-anchor", ""), 0)
        assert left >= 0
        assert left + long <= width
        assert 0 < float(text.get("y", 0)) < height
    for box in tree.iter(f"{SVG}rect"):
        if box.get("width") != "100%":
            assert float(box.get("x", 0)) + float(box.get("width", 0)) <= width
            assert float(box.get("y", 0)) + float(box.get("height", 0)) <= height


def test_posters_are_inside_the_file_and_a_plate_stands_for_the_others(year: Review) -> None:
    year = named(year, "One", "Two", "Three", "Four", "Five")
    films = [film.id for film in year.bests[:4]]
    kinds = [poster("JPEG"), poster("PNG"), poster("WEBP"), b"<html>not a picture</html>"]
    drawn = ElementTree.fromstring(draw_year(year, posters=dict(zip(films, kinds, strict=True))))
    images = [image.get("href", "") for image in drawn.iter(f"{SVG}image")]

    assert [image.split(";")[0] for image in images] == ["data:image/jpeg", "data:image/png", "data:image/webp"]
    told = [text.text for text in drawn.iter(f"{SVG}text")]
    assert [told.count(film.name) for film in year.bests[:5]] == [1, 1, 1, 2, 2]


def test_before_tmdb_was_asked_it_shows_what_the_export_tells(bare: Frames) -> None:
    told = texts(draw_year(review(bare.where(bare.flags("seen")), DateRange.years(2024))))

    assert "Directors" not in told
    assert "hours" not in told
    assert {"13", "films", "Ratings", "By month"} <= set(told)


def test_half_a_star_is_half_as_wide() -> None:
    canvas = Canvas(100, 100, Colours())
    canvas.stars(0, 50, 3.5, 10)
    points = [[float(pair.split()[0]) for pair in path.split('"')[1][1:-1].split("L")] for path in canvas.shapes]

    assert [round(max(star) - min(star), 1) for star in points] == [9.6, 9.6, 9.6, 4.8]
    assert all(min(star) >= 10.8 * at for at, star in enumerate(points))


@pytest.mark.parametrize("size", Size)
def test_the_png_has_its_size(year: Review, size: Size) -> None:
    with Image.open(io.BytesIO(png_of(draw_year(year, size=size)))) as image:
        assert image.size == size.value


def test_text_is_there_on_a_machine_without_any_font(monkeypatch: pytest.MonkeyPatch) -> None:
    canvas = Canvas(300, 60, Colours(background="#000000", text="#ffffff"))
    canvas.text(5, 45, "Cleo 1962", 40)
    monkeypatch.setattr(resvg_py, "svg_to_bytes", partial(resvg_py.svg_to_bytes, skip_system_fonts=True))
    with Image.open(io.BytesIO(png_of(canvas.finished()))) as image:
        bright = sum(image.convert("L").histogram()[128:])

    assert bright > 1000


def test_files_are_named_by_their_days(seen: Frames, year: Review) -> None:
    assert file_name(year, Size.PORTRAIT, ".png") == "lbtui-2024.png"
    several = review(seen, DateRange.years(2020, 2024))
    assert file_name(several, Size.LANDSCAPE, ".svg") == "lbtui-2020-2024-wide.svg"


async def test_a_poster_that_does_not_come_is_not_waited_for(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    class Slow(Posters):
        async def get(self, path: str | None, size: str = "w185", *, always: bool = False) -> bytes | None:
            return b"here" if path == "/here.jpg" else await asyncio.Event().wait() and None

    monkeypatch.setattr(year_picture, "_PATIENCE", 0.01)
    films = [
        film_row(1, "One", poster_path="/here.jpg"),
        film_row(2, "Two", poster_path="/late.jpg"),
        FilmRow(3, "Three"),
    ]

    assert await year_picture._posters_of(films, Slow(tmp_path, nobody)) == {1: b"here"}


async def test_a_terminal_without_posters_is_no_reason_for_a_picture_without_them(tmp_path: Path) -> None:
    (tmp_path / "w185-here.jpg").write_bytes(b"here")
    off = Posters(tmp_path, nobody, wanted=lambda: False)
    assert await year_picture._posters_of([film_row(1, "One", poster_path="/here.jpg")], off) == {1: b"here"}


async def nobody() -> None:
    """No client."""
