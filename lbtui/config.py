"""Where things lie, what the member has chosen, and the TMDB key.

Order for each choice: option of the command line, environment, config file, default.
"""

import errno
import os
import re
from collections.abc import Mapping
from contextlib import suppress
from math import inf
from pathlib import Path
from typing import Any, NamedTuple

import platformdirs

from lbtui.text import path_line

APP = "lbtui"
TMDB_URL = "https://api.themoviedb.org/3"
LETTERBOXD_URL = "https://letterboxd.com"
KEY_VARIABLE = "TMDB_API_KEY"


class Paths(NamedTuple):
    """The folders of one library. With `--data-dir` all but the settings lie below that folder."""

    data: Path
    cache: Path
    logs: Path
    config: Path

    @property
    def database(self) -> Path:
        """The store."""
        return self.data / "library.db"

    @property
    def lock(self) -> Path:
        """Held by the one instance that writes."""
        return self.data / "library.lock"

    @property
    def log(self) -> Path:
        """The rotating log."""
        return self.logs / "lbtui.log"

    @property
    def key(self) -> Path:
        """The TMDB key, readable by its owner only."""
        return self.config / "tmdb-key"

    @property
    def settings(self) -> Path:
        """The commented settings."""
        return self.config / "config.toml"

    @property
    def posters(self) -> Path:
        """Fetched posters."""
        return self.cache / "posters"


def find_paths(data_dir: Path | None = None, environment: Mapping[str, str] = os.environ) -> Paths:
    """The folders to use: `data_dir`, else `LBTUI_DATA_DIR`, else the user's own on this system."""
    config = Path(environment.get("LBTUI_CONFIG_DIR") or platformdirs.user_config_path(APP))
    named = environment.get("LBTUI_DATA_DIR", "")
    if data_dir is None and named:
        data_dir = Path(named)
    if data_dir is not None:
        data_dir = from_home(data_dir).absolute()
        return Paths(data_dir, data_dir / "cache", data_dir / "log", config)
    return Paths(
        platformdirs.user_data_path(APP), platformdirs.user_cache_path(APP), platformdirs.user_log_path(APP), config
    )


_OURS = re.compile(r"(library|lbtui|trouble-|tmdb-key|config)[-.\w]*|cache|log|posters|demo|\.DS_Store")
"""Names of what lbtui keeps in its folders."""


def make_private(folder: Path) -> None:
    """Make a folder, and those above it, for their owner's eyes only: what somebody watches is their own business.

    A folder that is there is closed to others too, unless it holds anything that is not lbtui's. Raises OSError.
    """
    try:
        folder.mkdir(mode=0o700)
    except FileNotFoundError:
        make_private(folder.parent)
        folder.mkdir(mode=0o700)
    except FileExistsError:
        if not folder.is_dir():
            raise
        # Somebody else's folder, a shared one for instance, stays as its owner wants it.
        with suppress(OSError):
            if folder.stat().st_mode & 0o077 and all(_OURS.fullmatch(name) for name in os.listdir(folder)):
                folder.chmod(0o700)


def from_home(path: Path | str) -> Path:
    """The path with a leading `~` as the home folder; one that names nobody's is left as it is."""
    return Path(os.path.expanduser(path))


class Settings(NamedTuple):
    """What the member may choose. The names are those of the config file, and `_HELP` says what each is."""

    theme: str = ""
    rate: float = 38.0
    tmdb_url: str = TMDB_URL
    allow_http: bool = False
    language: str = "en-US"
    count_series: bool = True
    columns: tuple[str, ...] = ()
    member: str = ""
    sync: bool = False
    letterboxd_url: str = LETTERBOXD_URL
    region: str = ""
    services: tuple[str, ...] = ()
    posters: str = "auto"


POSTERS = ("auto", "kitty", "iterm2", "sixel", "blocks", "off")
"""How posters are shown: as the terminal can, by one of three protocols, as coloured half cells, or not at all."""
LIMITS = {"rate": (0.5, 50.0)}
_LANGUAGE = re.compile(r"[a-z]{2}(-[A-Z]{2})?")
_REGION = re.compile(r"([A-Z]{2})?")


def load_settings(path: Path) -> tuple[Settings, tuple[str, ...]]:
    """Settings from a TOML file, and a sentence for each mistake; the default stands in for what is wrong."""
    try:
        text = _text_of(path)
        table = _parsed(text)
    except FileNotFoundError:
        return Settings(), ()
    except OSError as error:
        return Settings(), (f"{path_line(path)}: cannot be read ({error.strerror}); the defaults are used.",)
    except UnicodeDecodeError:
        return Settings(), (f"{path_line(path)}: cannot be read (it is not UTF-8 text); the defaults are used.",)
    except (ValueError, RecursionError) as error:  # also of numbers with thousands of digits
        return Settings(), (f"{path_line(path)}: not valid TOML: {error}; the defaults are used.",)
    settings, mistakes = Settings(), []
    for name, value in table.items():
        try:
            settings = with_setting(settings, name, value)
        except ValueError as error:
            mistakes.append(f"{path_line(path)}, line {_line_of(text, name)}: {error}; the default is used.")
    return settings, tuple(mistakes)


def _parsed(text: str) -> dict[str, Any]:
    """The text as TOML. Raises ValueError, RecursionError."""
    import tomllib  # a start without settings does without

    return tomllib.loads(text)


def _text_of(path: Path, errors: str = "strict") -> str:
    """The text of a small file. Raises OSError, UnicodeDecodeError."""
    # A pipe would be waited for, a device read for ever.
    if path.exists() and not path.is_file():
        raise OSError(errno.EINVAL, "it is no file")
    with path.open(encoding="utf-8", errors=errors) as file:
        text = file.read(_LARGEST + 1)
    if len(text) > _LARGEST:
        raise OSError(errno.EFBIG, "it is too large")
    return text


_LARGEST = 1_000_000
"""Characters of a settings file or of a key's; both have a few hundred."""


def with_setting(settings: Settings, name: str, value: object) -> Settings:
    """The settings with one value changed, which may be as TOML gives it; raises ValueError with what is wrong."""
    kinds = {name: type(default) for name, default in Settings._field_defaults.items()}
    if name not in kinds:
        raise ValueError(f"there is no setting {name!r} (there are {', '.join(kinds)})")
    if kinds[name] is float and isinstance(value, int) and not isinstance(value, bool):
        value = float(value) if abs(value) < 2**63 else inf
    if kinds[name] is tuple and isinstance(value, list) and all(isinstance(item, str) for item in value):
        value = tuple(value)
    if not isinstance(value, kinds[name]):
        raise ValueError(f"{name} wants {_WORDS[kinds[name]]}, not {value!r}")
    if isinstance(value, float):
        low, high = LIMITS[name]
        if not low <= value <= high:
            raise ValueError(f"{name} wants a number from {low:g} to {high:g}, not {value:g}")
    if name == "language" and not _LANGUAGE.fullmatch(str(value)):
        raise ValueError(f"language wants a code such as en-US or fr, not {value!r}")
    if name == "region" and not _REGION.fullmatch(str(value)):
        raise ValueError(f"region wants a code of two letters such as US or DE, or nothing, not {value!r}")
    if name in ("tmdb_url", "letterboxd_url"):
        value = check_url(str(value))
    if name == "posters" and value not in POSTERS:
        raise ValueError(f"posters wants one of {', '.join(POSTERS)}, not {value!r}")
    if name == "member":
        value = check_member(str(value))
    return settings._replace(**{name: value})  # type: ignore[arg-type]  # checked above


_WORDS = {float: "a number", str: "text", bool: "true or false", tuple: "a list of texts"}


def check_url(url: str) -> str:
    """A base URL without a trailing slash; raises ValueError where it is none."""
    if not (found := _URL.fullmatch(url)) or int(found["port"] or 0) > 65_535:
        raise ValueError(f"{url!r} is no URL such as {TMDB_URL}")
    return url.rstrip("/")


_URL = re.compile(
    r"https?://([a-z0-9.-]+|\[[0-9a-f:.]+\])(:(?P<port>\d{1,5}))?(/[\w.~%/-]*)?", re.ASCII | re.IGNORECASE
)


def check_member(name: str) -> str:
    """A member's name without an @ before it; raises ValueError where nobody can have it."""
    name = name.strip().removeprefix("@")
    if not re.fullmatch(r"[A-Za-z0-9_]{0,40}", name):
        raise ValueError(f"{name!r} is no name of a member, as in letterboxd.com/NAME/")
    return name


def _line_of(text: str, name: str) -> int:
    """The line, from 1, on which a setting stands."""
    lines = text.splitlines()
    return next((n for n, line in enumerate(lines, 1) if line.split("=")[0].strip().strip("\"'") == name), 1)


def save_setting(path: Path, name: str, value: object) -> None:
    """Change one value in the settings file, made with its comments if need be; all else in it stays as it is.

    Raises OSError where it cannot be written, ValueError with a sentence where a mistake in it stands in the way.
    """
    try:
        text = _text_of(path)
    except FileNotFoundError:
        text = _template()
    except UnicodeDecodeError:
        raise ValueError(f"{path_line(path)} is not UTF-8 text: mend or remove it to keep changes.") from None
    text = _changed(text, name, _toml(value))
    try:
        kept = _parsed(text).get(name)
    except (ValueError, RecursionError) as error:
        raise ValueError(f"{path_line(path)} is not valid TOML ({error}): mend it to keep changes.") from None
    if kept != (list(value) if isinstance(value, tuple) else value):
        raise ValueError(f"{path_line(path)}: the line of {name} cannot be changed from here: change it in the file.")
    make_private(path.parent)
    part = path.with_suffix(".part")
    part.write_text(text, encoding="utf-8")
    os.replace(part, path)


def _template() -> str:
    """A settings file that says what may be set, and sets nothing."""
    lines = ["# Settings of lbtui. Remove the # of a line to change it.", ""]
    for name, default in Settings._field_defaults.items():
        lines += [f"# {_HELP[name]}", f"# {name} = {_toml(default)}", ""]
    return "\n".join(lines)


_VALUE = r"""("[^"\n]*"|'[^'\n]*'|\[[^\]]*\]|[^\s#]+)"""


def _changed(text: str, name: str, value: str) -> str:
    """The file's text with the value in its line, else in the line that is commented out, else in a new first line."""
    for start in (name, f"# ?{name}"):
        line = re.compile(rf"^{start}[ \t]*=[ \t]*{_VALUE}", re.MULTILINE)
        if line.search(text):
            return line.sub(lambda _: f"{name} = {value}", text, count=1)
    return f"{name} = {value}\n{text}"


_HELP = {
    "theme": "Name of the theme (ctrl+p, then Change theme, shows them all); empty: one that suits the terminal.",
    "rate": "Requests to TMDB in any one second; TMDB allows about 40.",
    "tmdb_url": "Where TMDB's API answers.",
    "allow_http": "Whether a tmdb_url with http:// may be on another machine: the key is readable on its way there.",
    "language": "Language of titles and overviews, such as en-US, fr or de-DE.",
    "count_series": "Whether series count among the films in the statistics.",
    "columns": "Columns of the film table in their order; an empty list: what fits.",
    "member": "Your name on Letterboxd, for your newest diary entries; it is all that is sent, and only there.",
    "sync": "Whether each start looks for new diary entries, at most once an hour.",
    "letterboxd_url": "Where Letterboxd's feeds are.",
    "region": "Where you watch, such as US or DE: who streams a film differs. Empty: nobody is asked.",
    "services": 'Streaming services that you have, by TMDB\'s names: ["MUBI", "Netflix"].',
    "posters": "auto: as sharp as the terminal can; kitty, iterm2 or sixel: this way; blocks: half cells; off: none.",
}


def _toml(value: object) -> str:
    """A value as TOML."""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, tuple):
        return "[" + ", ".join(_toml(item) for item in value) + "]"
    if isinstance(value, str):
        return '"' + value.replace("\\", "\\\\").replace('"', '\\"') + '"'
    return f"{value:g}" if isinstance(value, float) else str(value)


def load_key(paths: Paths, environment: Mapping[str, str] = os.environ) -> str | None:
    """The TMDB key as the member gave it: from the environment, else from the key file, else None."""
    if key := environment.get(KEY_VARIABLE, "").strip():
        return key
    try:
        # What is no text is no key, and will be told so.
        return _text_of(paths.key, errors="replace").strip() or None
    except OSError:
        return None


def save_key(paths: Paths, key: str) -> None:
    """Keep the key in a file that only its owner can read, made so from its first byte."""
    make_private(paths.config)
    part = paths.key.with_suffix(".part")
    part.unlink(missing_ok=True)
    with os.fdopen(os.open(part, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "w", encoding="utf-8") as file:
        file.write(key + "\n")
    os.replace(part, paths.key)


def forget_key(paths: Paths) -> None:
    """Remove the key file."""
    paths.key.unlink(missing_ok=True)
