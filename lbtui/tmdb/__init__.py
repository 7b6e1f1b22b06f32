"""TMDB: the client, its pace, and its answers as records of `lbtui.model`. Only `client` imports httpx."""

DEFAULT_URL = "https://api.themoviedb.org/3"
"""Where TMDB's API v3 answers."""
