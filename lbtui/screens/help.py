"""The help: the keys of the screen it was called on, the words, the filter language, and About."""

from collections.abc import Iterator, Mapping
from importlib import metadata
from typing import Any, ClassVar

from textual.app import ComposeResult
from textual.binding import ActiveBinding, Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.dom import DOMNode
from textual.screen import Screen
from textual.widgets import Static, TabbedContent, TabPane

from lbtui import __version__
from lbtui.films.fields import FILTERS, FLAGS
from lbtui.screens.dialog import Dialog
from lbtui.screens.navigation import Navigation
from lbtui.widgets.bars import MODES

NOTICE = "This application uses TMDB and the TMDB APIs but is not endorsed, certified, or otherwise approved by TMDB."
"""As TMDB's terms of use of its API word it."""
_LETTERBOXD = "lbtui reads the export that Letterboxd gives its members. It has no other tie to Letterboxd."
_USED = (
    "textual", "rich", "httpx", "aiosqlite", "pandas", "numpy", "tenacity", "platformdirs", "rapidfuzz", "anyascii",
    "pillow", "resvg_py",
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
            Content("Film data and posters come from TMDB. Streaming data by JustWatch, via TMDB."),
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


_KEYS_WIDTH = 18
_GENERAL = ("scroll_", "app.", "screen.", "cursor_", "delete_", "page_", "select_cursor", "toggle_", "submit")
"""Actions that Textual gives every screen, list and field; its bindings have no id, and ours of such a name have."""

WORDS = {
    "film": "what Letterboxd counts as one, which may also be a series; watched, rated, liked or on your watchlist",
    "viewing": "one diary entry: you watched the film on that day. Most watched films have none",
    "rewatch": "a viewing that you marked as not the first one",
    "rating": "your half to five stars; TMDB's rating is the mean of its members, 0 to 10",
    "prediction": "what you might give a film, learnt from your ratings; the two numbers hold it in 80 of 100 cases",
    "orphaned": "a viewing whose film Letterboxd has removed or merged; it counts all the same",
    "export": "the ZIP that Letterboxd gives you of all that you have logged",
    "session": "one reading of one export: uploading, parsing, processing, enriching, completed; or failed, or paused",
    "streaming": "on a service that you have, by subscription, free or with advertisements; not for rent or sale. "
    "Region and services are chosen in the settings; the data is JustWatch's, via TMDB",
    "enrichment": "finding each film on TMDB and fetching what it knows: people, genres, runtime, poster",
    "match": "the film on TMDB that is yours; its score says how sure that is, from 0 to 1",
    "candidate": "a film on TMDB that may be the match",
    "review": "uncertain matches wait for your decision under Review; a review is also what you wrote of a film",
    "pending": "not looked for yet",
    "matched": "found on TMDB, its details not fetched yet",
    "enriched": "found, with all its details",
    "not found": "not on TMDB, or you said so",
    "needs review": "several films may be meant, or none fits well: you decide",
    "failed": "something went wrong with this film alone; r tries it again, and so does the next start",
}
_EXAMPLES = {
    "director:varda decade:1970s": "both must hold",
    "rating>=4 -genre:drama": "a minus says not",
    "(genre:horror or genre:thriller) runtime<90": "or, and brackets",
    "predicted>=4 watchlist runtime<100": "what you might love, and short",
    "watched:2024 liked": "watched in that year, and liked",
    'director="Agnès Varda"': "= and quotes: the whole name",
    "liked sort:rating": "best, newest, most first, names from A; sort:-rating the other way round",
    "ghost": "a bare word looks in titles, directors, cast and tags",
}


def keys_of(app: Navigation, bindings: Mapping[str, ActiveBinding], place: str) -> Content:
    """The keys that work now, those of the focused part first, those that work everywhere last."""
    parts = []
    for heading, lines in _groups(app, bindings, place).items():
        parts.append(_section(heading, lines))
    parts.append(_section("In every list and form", _EVERY_LIST))
    return Content("\n\n").join(parts)


_EVERY_LIST = {
    "↑ ↓ or j k": "move",
    "g G or home end": "to the first, the last",
    "tab, shift+tab": "next and previous pane",
    "enter": "open what is at the cursor; the mouse does it all as well",
    "escape": "back",
}


def _groups(app: Navigation, bindings: Mapping[str, ActiveBinding], place: str) -> dict[str, dict[str, str]]:
    """Headings, each with its keys and what they do; keys of one action stand together."""
    groups: dict[str, dict[str, tuple[list[str], str]]] = {}
    for active in bindings.values():
        binding = active.binding
        if not binding.description or _is_general(binding) or not _is_ours(active.node):
            continue
        said = _said(binding)
        lines = groups.setdefault(_heading(app, active.node, place), {})
        keys, _ = lines.setdefault(binding.action, ([], said))
        keys.append(app.get_key_display(binding))
    return {
        heading: {" ".join(dict.fromkeys(keys)): said for keys, said in lines.values()}
        for heading, lines in groups.items()
    }


def _said(binding: Binding) -> str:
    """What a key does: its name and more about it; the latter alone where that says the name as well."""
    more = binding.tooltip
    named = set(binding.description.casefold().split()) <= set(more.casefold().split())
    return more if named and more else ": ".join(filter(None, (binding.description, more)))


def _is_general(binding: Binding) -> bool:
    ours = binding.id is not None and binding.action.startswith(("app.", "screen."))
    return binding.action.startswith(_GENERAL) and not ours


def _is_ours(node: DOMNode) -> bool:
    """What Textual's own lists and fields do, nobody needs to be told."""
    return type(node).__module__.startswith("lbtui.")


def _heading(app: Navigation, node: DOMNode, place: str) -> str:
    if node is app:
        return "Everywhere"
    return place if isinstance(node, Screen) else "Here, where the focus is"


def words() -> Content:
    return _section("What the words mean", WORDS)


def filters() -> Content:
    """The filter language by example."""
    fields = {example.example: f"field {name}" for name, example in FILTERS.items()}
    parts = [
        _section("One filter drives the films and every chart", _EXAMPLES),
        _section("Fields: ':' contains, '=' is, '<' '>' '<=' '>=' and '1968..1975' for numbers and days", fields),
        Content.from_markup("[b $text-accent]Words by themselves[/]\n$flags", flags=", ".join(FLAGS)),
    ]
    return Content("\n\n").join(parts)


def _section(heading: str, lines: Mapping[str, str]) -> Content:
    """A heading and two columns."""
    return Content("\n").join([Content.styled(heading, "b $text-accent"), *_lines(lines)])


def _lines(lines: Mapping[str, str]) -> Iterator[Content]:
    width = max(_KEYS_WIDTH, *(len(left) + 2 for left in lines))
    for left, right in lines.items():
        yield Content.assemble((left.ljust(width), "b"), (right, "$foreground 80%"))


_TABS = {"keys": "Keys", "words": "Words", "filters": "Filters", "about": "About"}


class HelpScreen(Dialog[None]):
    """Four tabs; arrows change between them, up and down scroll."""

    HEADING = "Help"
    AUTO_FOCUS = "Tabs"
    CSS = """
    HelpScreen > .dialog--box { width: 96; height: 94%; padding: 0 1; overflow: hidden; }
    HelpScreen TabbedContent { height: 1fr; }
    HelpScreen TabPane { padding: 1 1 0 1; }
    HelpScreen VerticalScroll { scrollbar-size-vertical: 1; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("question_mark", "leave", "Close", show=False),
        Binding("down,j", "scroll(1)", "Down", show=False),
        Binding("up,k", "scroll(-1)", "Up", show=False),
        Binding("pagedown,ctrl+d,space", "scroll(10)", "Page down", show=False),
        Binding("pageup,ctrl+u", "scroll(-10)", "Page up", show=False),
    ]

    def __init__(self, screen: Screen[Any], tab: str = "keys") -> None:
        """Takes down the keys of `screen` now: later this screen is in front."""
        super().__init__()
        self._bindings_there = dict(screen.active_bindings)
        self._place = MODES.get(getattr(screen, "MODE", ""), "") or getattr(screen, "HEADING", "") or "This screen"
        self._tab = tab

    def body(self) -> ComposeResult:
        texts: dict[str, Content] = {
            "keys": keys_of(self.app, self._bindings_there, self._place),
            "words": words(),
            "filters": filters(),
            "about": about(),
        }
        with TabbedContent(initial=self._tab):
            for tab, name in _TABS.items():
                with TabPane(name, id=tab), VerticalScroll(can_focus=False):
                    yield Static(texts[tab])

    def action_scroll(self, lines: int) -> None:
        pane = self.query_one(TabbedContent).active_pane
        if pane is not None:
            pane.query_one(VerticalScroll).scroll_relative(y=lines, animate=False)
