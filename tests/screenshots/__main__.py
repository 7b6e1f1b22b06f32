"""Makes the pictures of the README, or with `--all FOLDER` every screen at every size and in every theme to look at.

    python -m tests.screenshots
    python -m tests.screenshots --all /tmp/pictures --sizes 80x24 --themes nord,ansi-dark

Each is an SVG, the same byte for byte at every run, and a PNG of it.
"""

import argparse
import asyncio
import os
import re
import tempfile
from pathlib import Path

import resvg_py

from lbtui import cli
from tests.screenshots import shots
from tests.screenshots.demo import make_library, order_log, press, shown, start

FOLDER = Path(__file__).parents[2] / "screenshots"
_THEMES = "textual-dark,textual-light,nord,tokyo-night,catppuccin-mocha,gruvbox,ansi-dark"
_SIZES = "80x24,120x36,160x50,220x60"
_COLOURLESS = "no-colour"
"""Not a theme: what NO_COLOR shows of the usual one."""
_WIDTH = 1600
"""Pixels of a PNG."""
_FONTS = "'DejaVu Sans Mono', Menlo, Consolas, monospace"


def main() -> None:
    """Read the arguments and make the pictures."""
    parser = argparse.ArgumentParser(prog="python -m tests.screenshots", description=__doc__.partition("\n")[0])
    parser.add_argument("--all", type=Path, metavar="FOLDER", help="every screen, into this folder")
    parser.add_argument("--sizes", default=_SIZES, help="of --all, such as 80x24,160x50")
    parser.add_argument("--themes", default=_THEMES, help=f"of --all; {_COLOURLESS} is NO_COLOR")
    parser.add_argument("--screens", default="", help="of --all: only these")
    arguments = parser.parse_args()
    with tempfile.TemporaryDirectory() as folder:
        asyncio.run(_make(Path(folder), arguments))
        if arguments.all is None:
            _draw_year(Path(folder))


async def _make(folder: Path, arguments: argparse.Namespace) -> None:
    await make_library(start(folder, "textual-dark"))
    if arguments.all is None:
        for shot in shots.README:
            place = folder / "fresh" if shot.fresh else folder
            await _take(place, shot, shot.theme, shot.size, FOLDER / shot.name)
        return
    chosen = arguments.screens.split(",") if arguments.screens else [shot.name for shot in shots.EVERY]
    for theme in arguments.themes.split(","):
        for text in arguments.sizes.split(","):
            width, _, height = text.partition("x")
            for shot in shots.EVERY:
                if shot.name in chosen:
                    name = f"{theme}-{text}-{shot.name}"
                    place = folder / "fresh" if shot.fresh else folder
                    await _take(place, shot, theme, (int(width), int(height)), arguments.all / name)


async def _take(folder: Path, shot: shots.Shot, theme: str, size: tuple[int, int], path: Path) -> None:
    if theme == _COLOURLESS:
        os.environ["NO_COLOR"] = "1"  # Textual takes it out again at the app's start.
    async with shown(start(folder, theme), size) as (app, pilot):
        await press(app, pilot, shot.keys)
        if shot.fresh:
            await order_log(app, pilot)
        svg = plain(app.export_screenshot(title="lbtui"))
    path.parent.mkdir(parents=True, exist_ok=True)
    path.with_suffix(".svg").write_text(svg, encoding="utf-8")
    path.with_suffix(".png").write_bytes(bytes(resvg_py.svg_to_bytes(svg_string=svg, width=_WIDTH)))
    print(f"{path}.svg and .png")


def _draw_year(folder: Path) -> None:
    """The picture of a year, as `lbtui share` draws it."""
    os.environ["LBTUI_CONFIG_DIR"] = str(folder / "config")
    shared = ["share", "2025", "--wide", "--theme", "tokyo-night", "-o", str(FOLDER / "year.png")]
    cli.main(["--demo", "--data-dir", str(folder), *shared])


def plain(svg: str) -> str:
    """The picture without fonts from the network, and with one whose stars and blocks are as wide as its letters."""
    svg = re.sub(r"@font-face \{.*?\}\s*", "", svg, flags=re.DOTALL)
    return svg.replace("font-family: Fira Code, monospace", f"font-family: {_FONTS}; font-variant-ligatures: none")


main()
