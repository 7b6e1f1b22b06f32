"""A way from one colour to another that stays colourful."""

import math

from textual.color import Color, Lab, lab_to_rgb, rgb_to_lab


def gradient(low: Color, high: Color, level: float) -> Color:
    """The colour at `level` (0 to 1) between two, by lightness, chroma and the shorter way round the hues.

    Straight through RGB, opposite colours (the blue and orange of many themes) would meet in a muddy grey.
    """
    if level <= 0 or level >= 1:
        return high if level >= 1 else low
    one, two = rgb_to_lab(low), rgb_to_lab(high)
    chroma = _between(math.hypot(one.a, one.b), math.hypot(two.a, two.b), level)
    start, end = math.atan2(one.b, one.a), math.atan2(two.b, two.a)
    hue = start + math.remainder(end - start, math.tau) * level
    return lab_to_rgb(Lab(_between(one.L, two.L, level), chroma * math.cos(hue), chroma * math.sin(hue))).clamped


def _between(one: float, two: float, level: float) -> float:
    return one + (two - one) * level
