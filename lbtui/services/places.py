"""The disk as the member sees it: what lbtui keeps there, what may be thrown away, and where exported files go."""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from contextlib import suppress
from errno import EAGAIN
from pathlib import Path

from lbtui.config import Paths
from lbtui.storage.database import Lock
from lbtui.text import path_line


def size_of(path: Path) -> int:
    """Bytes of a file, or of all files below a folder; 0 where there is nothing."""
    try:
        if not path.is_dir():
            return path.stat().st_size
        return sum(entry.stat().st_size for entry in path.rglob("*") if entry.is_file())
    except OSError:
        return 0


def open_folder(path: Path, environment: Mapping[str, str] = os.environ) -> bool:
    """Show a folder in the desktop's file manager; False where there is no desktop."""
    if sys.platform == "win32":
        os.startfile(path)
        return True
    desktop = sys.platform == "darwin" or environment.get("DISPLAY") or environment.get("WAYLAND_DISPLAY")
    command = shutil.which("open" if sys.platform == "darwin" else "xdg-open")
    if not desktop or command is None:
        return False
    # Its words would land on our screen, and it must outlive us.
    quiet = subprocess.DEVNULL
    subprocess.Popen([command, str(path)], stdin=quiet, stdout=quiet, stderr=quiet, start_new_session=True)
    return True


def clear_posters(paths: Paths) -> int:
    """Remove the fetched posters, which come again when they are shown; the bytes that were freed."""
    size = size_of(paths.posters)
    shutil.rmtree(paths.posters, ignore_errors=True)
    return size - size_of(paths.posters)


def delete_library(paths: Paths) -> None:
    """Remove the store with its backups, closed before; the settings and the key stay.

    Raises OSError, also where another instance has opened it since.
    """
    lock = Lock.take(paths.lock)
    if lock is None:
        raise BlockingIOError(EAGAIN, "another lbtui has this library open", str(paths.database))
    try:
        for path in sorted(paths.data.glob(f"{paths.database.stem}.*")):
            # The lock's file stays: removing it would let two hold the lock.
            if path != paths.lock:
                path.unlink(missing_ok=True)
    finally:
        lock.release()


def human(size: int) -> str:
    """Bytes as `0 kB`, `812 kB`, `3.4 MB`."""
    return f"{size / 1e6:.1f} MB" if size >= 1_000_000 else f"{size / 1e3:.0f} kB"


def shown(path: Path) -> str:
    """A path with `~` for the home folder, where there is one that is not all of the disk."""
    with suppress(RuntimeError):
        home = Path.home()
        if path.is_relative_to(home) and home != Path("/"):
            return path_line(f"~/{path.relative_to(home)}")
    return path_line(path)


def free_path(path: Path) -> Path:
    """The path, with a number where there is such a file already."""
    number = 2
    free = path
    while free.exists():
        free = path.with_name(f"{path.stem}-{number}{path.suffix}")
        number += 1
    return free


def start_folder() -> Path:
    """Where lbtui was started, if that can be written to."""
    here = Path.cwd()
    return here if os.access(here, os.W_OK) else Path.home()
