"""Keeps Python's cycle collector out of the way: while very many records are made, and while somebody types."""

import gc
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager


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


_THRESHOLDS = (2_000, 10, 500)
"""Walks through young objects take a millisecond; of a whole walk Python itself sees the need after so many of them."""
_QUIET, _BETWEEN = 2.0, 15.0
"""Seconds without a key after which a walk is felt by nobody, and between two walks."""


class Collector:
    """Walks through all objects, to find cycles, while nobody types: a walk takes up to a tenth of a second.

    Left alone, Python would do so every second or two while films come in, in the middle of a key.
    """

    def __init__(self, clock: Callable[[], float] = time.monotonic) -> None:
        self._clock = clock
        self._touched = self._walked = clock()

    def begin(self) -> None:
        """Take over from Python, for the rest of the process."""
        gc.set_threshold(*_THRESHOLDS)
        gc.enable()

    def keep(self) -> None:
        """What has just been loaded stays: no walk needs to come by it again."""
        gc.collect()
        gc.freeze()
        self._walked = self._clock()

    def touched(self) -> None:
        """A key was pressed, or the mouse was moved."""
        self._touched = self._clock()

    def walk(self) -> bool:
        """Walk, if nobody has touched anything for a moment and the last walk is long ago; whether it did."""
        now = self._clock()
        if now - self._touched < _QUIET or now - self._walked < _BETWEEN:
            return False
        gc.collect()
        self._walked = self._clock()
        return True
