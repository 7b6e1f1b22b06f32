"""Keeps Python's cycle collector out of the way while very many records are made."""

import gc
from collections.abc import Iterator
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
