"""lbtui: your Letterboxd library in the terminal.

An export (`letterboxd`) is merged into the store (`storage`); `enrichment` finds each film on TMDB (`matching`, `tmdb`)
and stores what is known of it. `films` describes the fields of a film once: rows, filter (`query`), columns and exports
follow from it. `statistics` counts, with a module a dashboard, and `charts` draws text. `services` is what the app
(`app`, `screens`, `widgets`) and the shell (`commands`) both do. Imports run downwards only: tests/test_layers.py.
"""

__version__ = "0.1.0"
