"""Where files that are taken out go: a free name, a folder to begin with, a path as a person reads it."""

import os
from pathlib import Path

from lbtui.text import path_line


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


def short(path: Path) -> str:
    """The path with `~` for home."""
    home = Path.home()
    near = path.is_relative_to(home) and home != Path("/")
    return path_line(f"~/{path.relative_to(home)}" if near else path)
