"""The member's TMDB key: where it comes from, whether TMDB takes it, and the file that keeps it."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum

from lbtui import config
from lbtui.config import KEY_VARIABLE, Paths, Settings
from lbtui.services.tmdb_client import open_client
from lbtui.tmdb.api_key import Key
from lbtui.tmdb.errors import KeyRefused, TmdbError

PAGE = "https://www.themoviedb.org/settings/api"
"""Where TMDB shows a member's key."""


class Source(StrEnum):
    """Where the key comes from."""

    NONE = "none"
    ENVIRONMENT = "environment"
    FILE = "file"


class Verdict(StrEnum):
    """What TMDB says to a key."""

    ACCEPTED = "accepted"
    REFUSED = "refused"
    UNKNOWN = "unknown"
    """TMDB could not be asked."""


@dataclass(frozen=True, slots=True)
class Check:
    """The outcome of asking, with the sentence for the member; empty where the key was accepted."""

    verdict: Verdict
    sentence: str = ""


def source(environment: Mapping[str, str], paths: Paths) -> Source:
    """Where the key that is in use comes from."""
    if environment.get(KEY_VARIABLE, "").strip():
        return Source.ENVIRONMENT
    return Source.FILE if config.load_key(paths, {}) else Source.NONE


async def check(settings: Settings, key: Key) -> Check:
    """Ask TMDB whether it takes the key; a few seconds where it cannot be reached."""
    try:
        async with open_client(settings, key) as client:
            await client.check_key()
    except KeyRefused as error:
        return Check(Verdict.REFUSED, error.sentence)
    except TmdbError as error:
        return Check(Verdict.UNKNOWN, error.sentence)
    return Check(Verdict.ACCEPTED)
