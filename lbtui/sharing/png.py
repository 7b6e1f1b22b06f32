"""SVG as PNG."""

from pathlib import Path
from tempfile import TemporaryDirectory


def png_of(svg: str, zoom: float = 1) -> bytes:
    """A picture as PNG, `zoom` pixels for each of the SVG's; blocks for up to a second. Raises ValueError.

    Text in fonts that the machine has none of would be left out without a word: Pillow brings one that steps in.
    """
    import resvg_py
    from PIL import ImageFont

    with TemporaryDirectory(prefix="lbtui-") as folder:
        font = ImageFont.load_default(12)
        assert isinstance(font, ImageFont.FreeTypeFont)
        file = Path(folder) / "font.ttf"
        file.write_bytes(font.font_bytes)
        family = font.getname()[0]
        # The serif family is where the search for a font ends, whatever the picture asks for.
        drawn = resvg_py.svg_to_bytes(svg_string=svg, zoom=zoom, font_files=[str(file)], serif_family=family)
    return bytes(drawn)
