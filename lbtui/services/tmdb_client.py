"""From a key to a client of TMDB, or of the demo's catalogue."""

from collections.abc import Mapping
from typing import TYPE_CHECKING

from lbtui.config import KEY_VARIABLE, Paths, Settings, load_key
from lbtui.text import path_line
from lbtui.tmdb.api_key import Key

if TYPE_CHECKING:
    from lbtui.tmdb.client import Client


def find_key(given: str | None, environment: Mapping[str, str], paths: Paths) -> Key | None:
    """The key that was given, else that of the environment, else that of the key file, else None.

    Raises ValueError with a sentence that names the place where text that is no key was found.
    """
    text = given or load_key(paths, environment)
    if not text:
        return None
    try:
        return Key.parse(text)
    except ValueError as error:
        if given:
            raise
        place = KEY_VARIABLE if environment.get(KEY_VARIABLE, "").strip() else path_line(paths.key)
        raise ValueError(f"{place}: {error}") from None


def open_client(settings: Settings, key: Key | None, *, demo: bool = False) -> "Client":
    """A client that asks as the settings say; with `demo` one that asks the catalogue inside this process.

    Raises TmdbError where the address of TMDB or the proxy cannot or may not be used, ValueError without a key.
    """
    # httpx costs more than all of the rest of a start, and looking for a key does not need it.
    from lbtui.tmdb.client import Client, handler_transport
    from lbtui.tmdb.pace import Pace

    pace = Pace(settings.rate)
    if demo:
        from lbtui.demo import BASE_URL, KEY, Catalogue

        transport = handler_transport(Catalogue().answer)
        return Client(BASE_URL, Key.parse(KEY), pace=pace, transport=transport, language=settings.language)
    if key is None:
        raise ValueError("There is no TMDB key.")
    return Client(settings.tmdb_url, key, pace=pace, allow_http=settings.allow_http, language=settings.language)
