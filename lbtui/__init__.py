"""lbtui: your Letterboxd library in the terminal."""

__version__ = "0.1.0"
