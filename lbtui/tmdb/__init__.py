"""TMDB: the client, its pace, and its answers as records of `lbtui.model`. Only `client` imports httpx."""

import sys

# httpcore looks for this one several times a request, to learn that it runs under asyncio, as it always does here:
# where it is not installed, Python would search its whole path.
sys.modules.setdefault("sniffio", None)  # type: ignore[arg-type]
