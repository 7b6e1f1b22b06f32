"""The table of films that the browser and every list of films show."""

from lbtui.widgets.film_table.table import FilmTable

__all__ = ["FilmTable"]
