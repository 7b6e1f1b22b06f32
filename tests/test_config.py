"""Where things lie, the settings file, and the file of the key."""

import os
import stat
from pathlib import Path

import pytest

from lbtui import config
from lbtui.config import Paths, Settings, check_url, find_paths, load_settings


@pytest.fixture
def paths(tmp_path: Path) -> Paths:
    """Folders of which none is there yet."""
    return find_paths(tmp_path / "data", {"LBTUI_CONFIG_DIR": str(tmp_path / "config")})


def settings_of(tmp_path: Path, text: str) -> tuple[Settings, tuple[str, ...]]:
    """What is read from a settings file."""
    (tmp_path / "config.toml").write_text(text, encoding="utf-8")
    return load_settings(tmp_path / "config.toml")


def test_the_option_goes_before_the_environment_and_that_before_the_user_s_folders(tmp_path: Path) -> None:
    environment = {"LBTUI_DATA_DIR": str(tmp_path / "environment")}
    assert find_paths(tmp_path / "option", environment).data == tmp_path / "option"
    assert find_paths(None, environment).data == tmp_path / "environment"
    assert find_paths(None, {}).data.name == "lbtui"


def test_one_folder_holds_everything_but_the_settings(paths: Paths, tmp_path: Path) -> None:
    below = [paths.database, paths.lock, paths.log, paths.posters, paths.cache]
    assert all(path.is_relative_to(tmp_path / "data") for path in below)
    assert {paths.key.parent, paths.settings.parent} == {tmp_path / "config"}


def test_a_home_sign_and_a_relative_folder_are_understood(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    monkeypatch.setenv("HOME", str(tmp_path))
    monkeypatch.setenv("USERPROFILE", str(tmp_path))
    monkeypatch.chdir(tmp_path)
    assert find_paths(None, {"LBTUI_DATA_DIR": "~/films"}).data == tmp_path / "films"
    assert find_paths(Path("films"), {}).data == tmp_path / "films"


def test_without_a_file_all_settings_are_the_defaults(tmp_path: Path) -> None:
    assert load_settings(tmp_path / "config.toml") == (Settings(), ())


@pytest.mark.parametrize(
    ("line", "sentence"),
    [
        ("rate = 100", "rate wants a number from 0.5 to 50, not 100"),
        ("rate = nan", "rate wants a number from 0.5 to 50, not nan"),
        ('rate = "fast"', "rate wants a number, not 'fast'"),
        ("rate = true", "rate wants a number, not True"),
        ("theme = 3", "theme wants text, not 3"),
        ("count_series = 1", "count_series wants true or false, not 1"),
        ('columns = "title"', "columns wants a list of texts, not 'title'"),
        ("columns = [1]", "columns wants a list of texts, not [1]"),
        ('language = "french"', "language wants a code such as en-US or fr, not 'french'"),
        ('tmdb_url = "example.org"', "'example.org' is no URL such as https://"),
        ('colour = "red"', "there is no setting 'colour' (there are theme, rate,"),
    ],
)
def test_a_mistake_is_told_with_its_line_and_the_default_stands_in(tmp_path: Path, line: str, sentence: str) -> None:
    settings, mistakes = settings_of(tmp_path, f"# mine\n\n{line}\n")
    (mistake,) = mistakes
    assert mistake.startswith(f"{tmp_path / 'config.toml'}, line 3: {sentence}")
    assert mistake.endswith("; the default is used.")
    assert settings == Settings()


def test_the_other_settings_hold_beside_a_mistake(tmp_path: Path) -> None:
    settings, mistakes = settings_of(tmp_path, 'rate = 0\ntheme = "gruvbox"\ncount_series = false\n')
    assert (settings.theme, settings.rate, settings.count_series) == ("gruvbox", 38, False)
    assert len(mistakes) == 1


def test_a_file_that_is_no_toml_is_told_and_the_defaults_are_used(tmp_path: Path) -> None:
    settings, mistakes = settings_of(tmp_path, "theme = gruvbox")
    assert settings == Settings()
    assert "config.toml: not valid TOML" in mistakes[0]


def test_a_file_that_is_no_text_is_told_and_the_defaults_are_used(tmp_path: Path) -> None:
    (tmp_path / "config.toml").write_bytes(b"theme = \xff\xfe")
    settings, mistakes = load_settings(tmp_path / "config.toml")
    assert settings == Settings()
    assert "config.toml: cannot be read" in mistakes[0]


def test_an_address_has_no_slash_at_its_end() -> None:
    assert check_url("https://example.org/3/") == "https://example.org/3"
    assert check_url("http://[::1]:8080/3") == "http://[::1]:8080/3"


@pytest.mark.parametrize(
    "url",
    [
        "ftp://example.org",
        "https://",
        "https://me:secret@example.org",
        "https://a/?key=1",
        "https://a:99999/3",
        "https://a:x/3",
        "https://[::1/3",
        "https://\x1b[2J/3",
        "https://a/\x1b[2J",
        "https://a/\u202e3",
        "https://ä.org/3",
    ],
)
def test_an_address_that_could_hold_a_secret_or_is_none_is_refused(url: str) -> None:
    with pytest.raises(ValueError, match="is no URL such as"):
        check_url(url)


def test_the_key_of_the_environment_goes_before_that_of_the_file(paths: Paths) -> None:
    assert config.load_key(paths, {}) is None
    config.save_key(paths, "from the file")
    assert config.load_key(paths, {}) == "from the file"
    assert config.load_key(paths, {"TMDB_API_KEY": " from the environment\n"}) == "from the environment"
    assert config.load_key(paths, {"TMDB_API_KEY": " "}) == "from the file"


def test_the_key_is_readable_by_its_owner_alone_from_its_first_byte(
    paths: Paths, monkeypatch: pytest.MonkeyPatch
) -> None:
    config.save_key(paths, "first")
    paths.key.with_suffix(".part").write_text("left behind", encoding="utf-8")
    modes: list[int] = []

    def replace(source: Path, target: Path) -> None:
        modes.append(stat.S_IMODE(source.stat().st_mode))
        source.rename(target)

    monkeypatch.setattr(os, "replace", replace)
    config.save_key(paths, "second")
    assert config.load_key(paths, {}) == "second"
    if os.name == "posix":
        assert modes == [0o600]


posix = pytest.mark.skipif(os.name != "posix", reason="needs the modes of POSIX")


def mode(folder: Path) -> int:
    """Who may do what with a folder."""
    return stat.S_IMODE(folder.stat().st_mode)


@posix
def test_a_folder_of_lbtui_is_its_owner_s_alone(tmp_path: Path) -> None:
    folder = tmp_path / "share" / "lbtui"
    config.make_private(folder)
    assert (mode(folder), mode(folder.parent)) == (0o700, 0o700)
    folder.chmod(0o755)
    for name in ("library.db", "library.db-wal", "library.lock", "library.v3.bak", "lbtui.log.1", "config.toml"):
        (folder / name).touch()
    config.make_private(folder)
    assert mode(folder) == 0o700


@posix
def test_a_folder_that_others_use_too_stays_as_it_is(tmp_path: Path) -> None:
    tmp_path.chmod(0o755)
    (tmp_path / "library.db").touch()
    (tmp_path / "holiday.jpg").touch()
    config.make_private(tmp_path)
    assert mode(tmp_path) == 0o755


@posix
def test_settings_and_key_lie_in_a_folder_of_their_owner_s_alone(paths: Paths) -> None:
    config.save_setting(paths.settings, "rate", 7.0)
    config.save_key(paths, "key")
    assert mode(paths.config) == 0o700


def test_a_forgotten_key_is_gone(paths: Paths) -> None:
    config.save_key(paths, "first")
    config.forget_key(paths)
    config.forget_key(paths)
    assert config.load_key(paths, {}) is None
    assert not paths.key.exists()


@pytest.mark.parametrize(
    "text", ["rate = 1" + "0" * 500, "rate = " + "9" * 5_000, "a = " + "[" * 5_000], ids=["great", "long", "deep"]
)
def test_what_toml_itself_cannot_hold_is_told_and_the_defaults_are_used(tmp_path: Path, text: str) -> None:
    settings, mistakes = settings_of(tmp_path, text)
    assert settings == Settings()
    assert len(mistakes) == 1
    assert "used." in mistakes[0]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="no pipes there")
def test_a_pipe_in_the_place_of_a_file_is_not_waited_for(paths: Paths) -> None:
    paths.config.mkdir()
    os.mkfifo(paths.settings)
    os.mkfifo(paths.key)
    assert load_settings(paths.settings) == (
        Settings(), (f"{paths.settings}: cannot be read (it is no file); the defaults are used.",),
    )  # fmt: skip
    assert config.load_key(paths, {}) is None


def test_a_file_without_an_end_is_not_read_to_its_end(paths: Paths) -> None:
    paths.config.mkdir()
    paths.settings.write_text("# \n" * 400_000)
    assert "it is too large" in load_settings(paths.settings)[1][0]


def test_a_key_file_that_is_no_text_is_no_missing_key(paths: Paths) -> None:
    paths.config.mkdir()
    paths.key.write_bytes(b"\xff\xfe0\x001\x00")
    assert config.load_key(paths, {})


def test_a_home_of_nobody_is_a_folder_of_that_name(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    assert find_paths(Path("~nobody-of-this-name/x"), {}).data == tmp_path / "~nobody-of-this-name" / "x"
