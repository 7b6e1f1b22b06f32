"""The demo: a made-up member's export, and a small catalogue in place of TMDB. Nothing leaves the process."""

from lbtui.demo.catalogue import BASE_URL, KEY, Catalogue
from lbtui.demo.export import export_zip, truth

__all__ = ["BASE_URL", "KEY", "Catalogue", "export_zip", "truth"]
