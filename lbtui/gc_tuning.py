"""Python's cycle collector tuned: paused while very many records are made, and short walks while somebody types.

And memory that goes back to the system after work that took much of it.
"""

import gc
from collections.abc import Iterator
from contextlib import contextmanager, suppress


@contextmanager
def uncollected() -> Iterator[None]:
    """Pauses the cycle collector for the whole process.

    Records have no cycles, so it would find nothing, but with 100,000 films it would stop every thread, the screen's
    among them, for tenths of a second at a time, and take a third of the import's time.
    """
    was_on = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if was_on:
            gc.enable()


_THRESHOLDS = (2_000, 10, 20)
"""Objects, walks and walks between two walks of each generation.

A whole walk takes 50 ms while films come in, whether it finds anything or not. What leaves cycles behind, such as a
request to TMDB, leaves little: it may wait for its walk.
"""


def collect_calmly() -> None:
    """Have the collector walk from now on, often enough that no walk is felt, and past all that a start has made."""
    gc.freeze()
    gc.set_threshold(*_THRESHOLDS)
    gc.enable()


def freeze(*, walk: bool = True) -> None:
    """What has just been loaded stays: no walk needs to come by it again.

    Without a last `walk`, which would be felt while somebody types, the little garbage that there is stays too.
    """
    if walk:
        gc.collect()
    gc.freeze()


_M_MMAP_THRESHOLD = -3
"""What glibc calls the least size of a block that it asks of the system for itself."""
_LARGE = 1 << 20
"""Bytes of such a block. Smaller ones than a MB would be asked for so often that counting took longer."""


def return_large_blocks() -> None:
    """From now on large arrays go back to the system as soon as they are freed, each by itself.

    The C library of Linux would keep arrays of up to 32 MB for later, for each thread apart.
    """
    _call_c("mallopt", _M_MMAP_THRESHOLD, _LARGE)


def give_back() -> None:
    """What was freed goes back to the system; for a thread, after work on arrays of many MB."""
    _call_c("malloc_trim", 0)


def _call_c(function: str, *arguments: int) -> None:
    """Call a function of the C library, where it has such a one: other systems do without."""
    from ctypes import CDLL  # not for the first frame

    with suppress(AttributeError, OSError, TypeError):
        getattr(CDLL(None), function)(*arguments)
