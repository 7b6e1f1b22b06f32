"""Links made from a number of each film: decades, runtime bands. Labels stand in ascending order."""

from collections.abc import Callable, Hashable
from itertools import pairwise

import numpy as np

from lbtui.stats.filters import at
from lbtui.stats.frames import Frames
from lbtui.stats.links import Floats, Links

RUNTIMES = (0, 60, 90, 120, 150, 180)
"""The first minute of each runtime band; the last band is open."""


def decades(frames: Frames) -> Links:
    """The decade of each film by Letterboxd's year, named "1990s"; films without a year have none."""
    years = frames.numbers("year")
    return _links(years - years % 10, lambda decade: f"{decade}s")


def runtimes(frames: Frames) -> Links:
    """The runtime band of each film of known runtime, named "90–119"; its id is the first minute."""
    minutes = frames.numbers("runtime")
    starts = np.array(RUNTIMES, dtype=np.float64)
    bands = starts[np.clip(np.searchsorted(starts, np.nan_to_num(minutes), side="right") - 1, 0, None)]
    return _links(np.where(np.isnan(minutes), np.nan, bands), runtime_name)


def runtime_name(start: int) -> str:
    """The name of the band that begins at this minute."""
    end = _end(start)
    if end is None:
        return f"{start}+"
    return f"<{end}" if start == 0 else f"{start}–{end - 1}"


def decade_filter(_id: Hashable, name: str) -> str:
    """The films of a decade."""
    return at("decade", name)


def runtime_filter(start: Hashable, _name: str) -> str:
    """The films of a runtime band."""
    end = _end(start)
    if end is None:
        return f"runtime>={start}"
    return at("runtime", f"{start}..{end - 1}") if start else f"runtime<{end}"


def _end(start: Hashable) -> int | None:
    return next((end for begin, end in pairwise(RUNTIMES) if begin == start), None)


def _links(values: Floats, name_of: Callable[[int], str]) -> Links:
    rows = np.flatnonzero(~np.isnan(values))
    found, labels = np.unique(values[rows].astype(np.int64), return_inverse=True)
    ids = tuple(found.tolist())
    return Links(rows, labels.astype(np.int64), ids, {value: name_of(value) for value in ids})
