"""The TMDB key: where to get one, checked as soon as it is pasted, kept in a file of the member's own."""

from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal
from textual.content import Content
from textual.widgets import Button, LoadingIndicator, Static

from lbtui.config import KEY_VARIABLE, forget_key, save_key
from lbtui.screens.dialog import Dialog
from lbtui.services import api_key, places
from lbtui.services.api_key import Source, Verdict
from lbtui.text import path_line
from lbtui.tmdb.api_key import Key
from lbtui.widgets.inputs import SecretInput

_WHY = (
    "With a key, lbtui asks TMDB for each film's genres, people, runtime and poster. It is free: "
    "make an account at themoviedb.org, and the page below shows it. Both of its forms will do, "
    "the [b]API Key[/] and the [b]API Read Access Token[/]."
)


class KeyScreen(Dialog[None]):
    """Paste, check, keep; or later."""

    HEADING = "TMDB key"
    AUTO_FOCUS = "#key-field"
    CSS = """
    KeyScreen #key-page { margin: 1 0; color: $text-accent; }
    KeyScreen #key-now { margin-bottom: 1; }
    KeyScreen #key-said { height: auto; min-height: 2; }
    KeyScreen #key-said LoadingIndicator { width: 9; height: 1; margin-right: 1; display: none; }
    KeyScreen.-asking #key-said LoadingIndicator { display: block; }
    KeyScreen #key-words { width: 1fr; }
    KeyScreen.-wrong #key-words { color: $text-error; }
    KeyScreen #key-retry, KeyScreen #key-anyway { display: none; }
    KeyScreen.-unknown #key-retry, KeyScreen.-unknown #key-anyway { display: block; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+o", "page", "Open TMDB's page", tooltip="Where TMDB shows your key", id="key.page")
    ]

    def __init__(self) -> None:
        super().__init__()
        self._key: Key | None = None
        """What was pasted last and has the form of a key."""

    def body(self) -> ComposeResult:
        yield Static(Content.from_markup(_WHY))
        yield Static(api_key.PAGE, id="key-page", markup=False)
        yield Static(self._now(), id="key-now", classes="quiet")
        yield SecretInput("paste your key here", id="key-field")
        with Horizontal(id="key-said"):
            yield LoadingIndicator()
            kept = _KEPT.format(places.shown(self.session.paths.key))
            yield Static(kept, id="key-words", classes="quiet", markup=False)
        with Horizontal(classes="dialog--buttons"):
            yield Button("Open the page", id="key-open")
            yield Button("Try again", id="key-retry")
            yield Button("Keep it unchecked", id="key-anyway", variant="warning")
            if self._source() is Source.FILE:
                yield Button("Remove the key", id="key-remove")
            yield Button("Later", id="key-later")

    def _source(self) -> Source:
        return api_key.source(self.session.options.environment, self.session.paths)

    def _now(self) -> Content:
        """What is in use so far."""
        match self._source():
            case Source.ENVIRONMENT:
                return Content(f"In use: the key in {KEY_VARIABLE} of your environment, which comes first.")
            case Source.FILE:
                return Content("You have a key. Another one takes its place.")
        demo = "The demo needs no key; yours is for your own library. " if self.session.options.demo else ""
        return Content(f"{demo}There is no key yet. Everything in your export works without one.")

    @on(SecretInput.Given)
    def _pasted(self) -> None:
        # The field forgets it before anything else happens.
        text = self.query_one(SecretInput).take()
        try:
            self._key = Key.parse(text)
        except ValueError as error:
            self._say(str(error), "-wrong")
            return
        self._check(self._key)

    @work(exclusive=True, group="key")
    async def _check(self, key: Key) -> None:
        self._say(f"Asking TMDB whether it knows this {key.form} …", "-asking")
        outcome = await api_key.check(self.session.settings, key)
        match outcome.verdict:
            case Verdict.ACCEPTED:
                self._keep(key)
            case Verdict.REFUSED:
                self._key = None
                self._say(outcome.sentence, "-wrong")
            case Verdict.UNKNOWN:
                self._say(f"{outcome.sentence} {_HELD}", "-unknown")
                retry = self.query_one("#key-retry").focus()
                # Laid out only then, and on a small screen out of sight.
                self.call_after_refresh(retry.scroll_visible)

    def _say(self, sentence: str, state: str = "") -> None:
        for known in ("-asking", "-wrong", "-unknown"):
            self.set_class(known == state, known)
        self.query_one("#key-words", Static).update(sentence)

    @on(Button.Pressed, "#key-retry")
    def _retry(self) -> None:
        if self._key:
            self._check(self._key)

    @on(Button.Pressed, "#key-anyway")
    def _anyway(self) -> None:
        if self._key:
            self._keep(self._key)

    def _keep(self, key: Key) -> None:
        try:
            save_key(self.session.paths, key.reveal())
        except OSError as error:
            self._say(f"{path_line(error.filename or self.session.paths.key)}: {error.strerror or error}.", "-wrong")
            return
        self._done(f"Your {key.form} is kept in {places.shown(self.session.paths.key)}.")

    @on(Button.Pressed, "#key-remove")
    def _remove(self) -> None:
        try:
            forget_key(self.session.paths)
        except OSError as error:
            self._say(f"{path_line(error.filename or self.session.paths.key)}: {error.strerror or error}.", "-wrong")
            return
        self._done("The key is removed from this machine. What it has brought stays.")

    def _done(self, sentence: str) -> None:
        self.app.notify(sentence, title="TMDB key", markup=False)
        self.session.key_changed()
        self.dismiss(None)

    @on(Button.Pressed, "#key-open")
    def action_page(self) -> None:
        self.app.open_url(api_key.PAGE)

    @on(Button.Pressed, "#key-later")
    def _later(self) -> None:
        self.dismiss(None)


_HELD = "What you pasted is still here: try again, or keep it unchecked."
_KEPT = "It is kept in {}, which only you can read, and goes to TMDB alone."
