"""The demo: a made-up member's export, and a small catalogue in place of TMDB. Nothing leaves the process."""

from importlib.resources import files
from pathlib import Path

from lbtui.demo.catalogue import BASE_URL, KEY, Catalogue

__all__ = ["BASE_URL", "EXPORT", "KEY", "Catalogue"]

EXPORT = Path(str(files(__package__).joinpath("data", "letterboxd-demo-2026-11-01-10-00-utc.zip")))
"""The member's export, as Letterboxd would give it."""
