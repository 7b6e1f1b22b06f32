"""What lbtui is, whom it thanks, and under which terms."""

from importlib import metadata

from textual.content import Content

from lbtui import __version__

NOTICE = "This application uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise approved by TMDB."
"""As TMDB's terms of use of its API word it."""
_LETTERBOXD = "lbtui reads the export that Letterboxd gives its members. It has no other tie to Letterboxd."
_USED = (
    "textual", "rich", "httpx", "aiosqlite", "pandas", "numpy", "tenacity", "platformdirs", "rapidfuzz", "anyascii",
    "pillow",
)  # fmt: skip


def about() -> Content:
    """Version, notices, and the licences of what lbtui uses."""
    used = [Content.assemble((f"{name:14}", "b"), (_licence(name), "$foreground 80%")) for name in _USED]
    return Content("\n").join(
        [
            Content.from_markup("[b $text-accent]lbtui $version[/]   MIT licence", version=__version__),
            Content("Your Letterboxd library in the terminal. Everything stays on your machine."),
            Content(""),
            Content.from_markup("[b $text-accent]TMDB[/]   https://www.themoviedb.org"),
            Content(NOTICE),
            Content("Film data and posters come from TMDB."),
            Content(""),
            Content.styled("Letterboxd", "b $text-accent"),
            Content(_LETTERBOXD),
            Content(""),
            Content.styled("Made with", "b $text-accent"),
            *used,
        ]
    )


def _licence(name: str) -> str:
    """Version and licence of an installed package, as its own description gives them."""
    try:
        told = metadata.metadata(name)
    except metadata.PackageNotFoundError:
        return "not installed"
    return f"{told['Version']}  {_licence_of(told)}"


def _licence_of(told: metadata.PackageMetadata) -> str:
    """The licence: an expression, a short text, or else what the classifiers say."""
    for field in ("License-Expression", "License"):
        text = " ".join(told.get_all(field) or [])
        if text and "\n" not in text and len(text) <= 80:
            return text
    classified = [line.rpartition(" :: ")[2] for line in told.get_all("Classifier") or [] if line.startswith("License")]
    return ", ".join(classified) or "see its own description"
