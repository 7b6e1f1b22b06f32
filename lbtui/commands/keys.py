"""The TMDB key of a command that needs one."""

from lbtui.commands.running import NO_KEY, CommandError
from lbtui.options import Options
from lbtui.services.tmdb_client import find_key
from lbtui.tmdb.api_key import Key

_NO_KEY = (
    "There is no TMDB key: set TMDB_API_KEY, or enter the key in the app. "
    "themoviedb.org/settings/api gives you one, free of charge."
)


def key_of(options: Options) -> Key | None:
    """The key to use; the demo needs none. Raises CommandError where there is none or only text that is no key."""
    if options.demo:
        return None
    try:
        key = find_key(None, options.environment, options.paths)
    except ValueError as error:
        raise CommandError(str(error), NO_KEY) from None
    if key is None:
        raise CommandError(_NO_KEY, NO_KEY)
    return key
