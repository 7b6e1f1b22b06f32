"""Which screens are pictured, and the keys that lead to them."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Shot:
    """One picture."""

    name: str
    keys: tuple[str, ...] = ()
    """From the library on; `=text` is typed."""
    theme: str = "tokyo-night"
    size: tuple[int, int] = (140, 40)
    fresh: bool = False
    """Whether the app is to enrich the library itself, so that its log is full."""


README = (
    Shot("library", ("slash", "=rating>=4 liked", "enter", "g", *["down"] * 4), size=(160, 44)),
    Shot("overview", ("2",)),
    Shot("film", ("enter",)),
    Shot("tonight", ("T",), size=(150, 47)),
    Shot("enrichment", ("3",), fresh=True),
    Shot("review", ("4",)),
)
"""The pictures of the README."""

EVERY = (
    Shot("library"),
    Shot("filtered", ("slash", "=director:hitchcock rating>=4")),
    Shot("wall", ("w",)),
    Shot("sort", ("s",)),
    Shot("columns", ("c",)),
    Shot("export", ("e",)),
    Shot("film", ("enter",)),
    Shot("match", ("enter", "m")),
    Shot("person", ("enter", "p", "enter")),
    Shot("lists", ("L",)),
    Shot("overview", ("2",)),
    Shot("time", ("2", "t")),
    Shot("ratings", ("2", "r")),
    Shot("taste", ("2", "a")),
    Shot("people", ("2", "p")),
    Shot("years", ("2", "y")),
    Shot("watchlist", ("2", "w")),
    Shot("draw", ("2", "e")),
    Shot("five-stars", ("slash", "=rating:5", "enter", "w")),
    Shot("enrichment", ("3",)),
    Shot("log", ("3",), fresh=True),
    Shot("sessions", ("ctrl+p", "=sessions", "enter")),
    Shot("review", ("4",)),
    Shot("import", ("5",)),
    Shot("tonight", ("T",)),
    Shot("key", ("K",)),
    Shot("settings", ("comma",)),
    Shot("region", ("comma", *["tab"] * 7, "enter")),
    Shot("services", ("comma", *["tab"] * 7, "enter", "=germany", "enter")),
    Shot("help", ("question_mark",)),
    Shot("about", ("ctrl+p", "=about", "enter")),
    Shot("palette", ("ctrl+p",)),
)
"""All that can be seen."""
