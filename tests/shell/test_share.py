"""`lbtui share`: the picture where it was asked for, and a sentence where it cannot be."""

from pathlib import Path

import pytest
from PIL import Image

from lbtui.sharing.svg import Colours
from lbtui.theme import colours_of, theme_named
from tests.shell.conftest import Run
from tests.tmdb.server import FakeTmdb


@pytest.fixture(autouse=True)
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """A folder to write to."""
    (tmp_path / "here").mkdir()
    monkeypatch.chdir(tmp_path / "here")
    return tmp_path / "here"


def test_the_latest_year_is_drawn_and_no_file_is_replaced_unasked(run: Run, library: Path, here: Path) -> None:
    assert run("share").code == 0
    assert "Wrote 2024 to " in run("share").err

    assert sorted(path.name for path in here.iterdir()) == ["lbtui-2024-2.png", "lbtui-2024.png"]
    with Image.open(here / "lbtui-2024.png") as image:
        assert (image.format, image.size) == ("PNG", (1080, 1350))


def test_the_file_says_by_its_name_what_it_is_to_be(run: Run, library: Path, here: Path) -> None:
    found = run("share", "2020..2024", "--wide", "-o", here / "years.SVG", "--theme", "nord", "--json")

    assert found.json == {"file": str(here / "years.SVG"), "width": 1200, "height": 630}
    svg = (here / "years.SVG").read_text()
    assert ">2020–2024</text>" in svg
    assert colours_of(theme_named("nord")).background in svg
    assert Colours().background not in svg


def test_it_claims_what_the_dashboard_claims(run: Run, library: Path, here: Path) -> None:
    run("share", "2024", "-o", here / "year.svg")
    claim = run("stats", "years", "--year", "2024", "--json").json["years"]["headline"]

    assert f">{claim}</text>" in (here / "year.svg").read_text()


@pytest.mark.parametrize(
    ("argv", "code", "told"),
    [
        (["-o", "year.gif"], 2, "year.gif is to end in .png or .svg."),
        (["--theme", "mauve"], 2, "There is no theme 'mauve': choose one of ansi-dark,"),
        (["1999"], 1, "The diary has nothing of 1999."),
        (["soon"], 2, "soon is no year, month or day"),
        (["2023 vs 2024"], 2, "is no year, month or day: write 2024, 2020..2024 or 2024-03..2024-05."),
        (["2023.."], 2, "2023.. is no span of days: write 2024,"),
        (["-o", "nowhere/year.png"], 1, "nowhere/year.png: No such file or directory."),
    ],
)
def test_what_cannot_be_drawn_is_said_in_a_sentence(
    run: Run, library: Path, here: Path, argv: list[str], code: int, told: str
) -> None:
    found = run("share", *argv)

    assert found.code == code
    assert told in found.err
    assert not list(here.iterdir())


@pytest.mark.parametrize("theme", ["ansi-dark", "ansi-light", "tokyo-night"])
def test_every_theme_has_colours_even_a_terminals_own(theme: str) -> None:
    colours = colours_of(theme_named(theme))
    values = [getattr(colours, name) for name in colours.__dataclass_fields__]

    assert all(len(value) == 7 and int(value[1:], 16) >= 0 for value in values)
    dark = sum(Image.new("RGB", (1, 1), colours.background).tobytes()) < 384
    assert dark is (theme != "ansi-light")


def test_posters_that_are_kept_are_drawn_without_a_key(
    run: Run, library: Path, tmdb: FakeTmdb, data: Path, here: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    run("enrich", "-q")
    monkeypatch.delenv("TMDB_API_KEY")
    paths = {film["name"]: film["poster_path"] for film in run("films", "rated", "--json").json}
    kept = data / "cache" / "posters" / f"w185-{paths['Solaris'].strip('/')}"
    kept.parent.mkdir(parents=True)
    Image.new("RGB", (185, 278), "#a33").save(kept, "JPEG")
    run("share", "-o", here / "year.svg")

    assert (here / "year.svg").read_text().count("data:image/jpeg;base64,") == 1
