"""The advisory lock that lets one instance at a time write to a library."""

import os
import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Self

if sys.platform == "win32":
    import msvcrt

    def _seize(descriptor: int) -> None:
        msvcrt.locking(descriptor, msvcrt.LK_NBLCK, 1)
else:
    import fcntl

    def _seize(descriptor: int) -> None:
        fcntl.flock(descriptor, fcntl.LOCK_EX | fcntl.LOCK_NB)


@dataclass(slots=True)
class Lock:
    """A held lock. The system gives it back when the process ends, however it ends."""

    _descriptor: int

    @classmethod
    def take(cls, path: Path) -> Self | None:
        """The lock, or None while another process holds it. Raises OSError where the file cannot be made."""
        descriptor = os.open(path, os.O_RDWR | os.O_CREAT, 0o600)
        try:
            _seize(descriptor)
        except OSError:
            os.close(descriptor)
            return None
        return cls(descriptor)

    def release(self) -> None:
        """Give the lock back. The file stays: removing it would let two hold it."""
        os.close(self._descriptor)
