"""What the arguments mean, and what is said of wrong ones."""

import sys
from pathlib import Path

import pytest

import lbtui
from lbtui.commands import parser
from lbtui.commands.guide import COMMANDS
from lbtui.options import Options
from tests.shell.conftest import Run


def test_the_version_is_told(run: Run) -> None:
    assert run("--version").out == f"lbtui {lbtui.__version__}\n"
    assert run("films", "--version").code == 0


def test_the_help_names_every_command_environment_and_exit_code(run: Run) -> None:
    told = run("--help").out
    assert all(f"\n  {name} " in told for name in COMMANDS)
    assert all(name in told for name in ("TMDB_API_KEY", "LBTUI_DATA_DIR", "LBTUI_TMDB_URL", "exit codes:"))


@pytest.mark.parametrize("command", COMMANDS)
def test_every_command_has_help_with_examples(run: Run, command: str) -> None:
    found = run(command, "--help")
    assert found.code == 0
    assert f"usage: lbtui {command}" in found.out
    assert "examples:\n  " in found.out
    assert run("help", command).out == found.out


@pytest.mark.parametrize("command", COMMANDS)
def test_every_example_can_be_typed(command: str) -> None:
    import shlex

    for line, _ in COMMANDS[command].examples:
        words = shlex.split(line.split(" | ")[0].split(" > ")[0])
        words = words[words.index("lbtui") + 1 :]
        assert parser.read(words).command == command


@pytest.mark.parametrize(
    "argv",
    [["--data-dir", "x", "--json", "films", "liked"], ["films", "liked", "--data-dir", "x", "--json"],
     ["films", "--data-dir=x", "--json", "liked"]],
)  # fmt: skip
def test_options_may_stand_before_and_after_the_command(argv: list[str]) -> None:
    found = parser.read(argv)
    assert (found.command, found.data_dir, found.json, found.filter) == ("films", "x", True, ["liked"])


@pytest.mark.parametrize("term", ["-watched", "-genre:horror", '-"the thing"', "-(liked or rated)", "-orphaned"])
def test_a_term_that_is_denied_is_no_option(term: str) -> None:
    found = parser.read(["films", "--limit", "3", term, "--json"])
    assert [word.strip() for word in found.filter] == [term]
    assert (found.limit, found.json) == (3, True)


def test_options_may_stand_between_the_terms_of_a_filter() -> None:
    assert parser.read(["films", "liked", "--limit", "3", "rated"]).filter == ["liked", "rated"]
    assert parser.read(["match", "Solaris", "--none", "1972"]).film == ["Solaris", "1972"]


def test_an_export_to_write_to_is_no_denied_term() -> None:
    assert parser.read(["export", "-o", "films.csv", "-liked"]).output == "films.csv"


@pytest.mark.parametrize(
    ("argv", "told"),
    [
        (["flims"], "Did you mean lbtui films?"),
        (["qqqq"], "no command and no file 'qqqq'"),
        (["films", "--limit", "many"], "whole number"),
        (["films", "--colour"], "--colour"),
        (["films", "--lim", "3"], "--lim"),
        (["export", "--format", "xml"], "letterboxd"),
        (["match"], "FILM"),
        (["match", "Solaris", "--none", "--undo"], "not allowed"),
        (["--rate", "fast"], "--rate"),
        (["--rate", "500", "films"], "0.5 to 50"),
        (["films", "--tmdb-url", "nonsense"], "--tmdb-url"),
        (["films", "generes:horror"], "Did you mean genre?"),
        (["match", "Solaris", "--tmdb", "the one with the ocean"], "no TMDB id"),
        (["stats", "years", "--year", "soon"], "no year, month or day"),
    ],
)
def test_wrong_usage_ends_with_2_and_says_what_is_wrong(run: Run, library: Path, argv: list[str], told: str) -> None:
    found = run(*argv)
    assert found.code == 2
    assert told in found.err
    assert not found.out
    assert "Traceback" not in found.err


@pytest.fixture
def opened(monkeypatch: pytest.MonkeyPatch) -> list[Options]:
    """What the app was opened with."""
    found: list[Options] = []

    class App:
        @staticmethod
        def run(options: Options) -> int:
            found.append(options)
            return 0

    monkeypatch.setitem(sys.modules, "lbtui.app", App)
    return found


def test_without_a_command_the_app_opens(run: Run, data: Path, opened: list[Options]) -> None:
    assert run().code == 0
    assert opened[0].paths.data == data
    assert not opened[0].demo


def test_an_export_opens_in_the_app(run: Run, export: Path, opened: list[Options]) -> None:
    run(export)
    run("somewhere/missing.zip", "--rate", "5")
    assert [options.export for options in opened] == [export, Path("somewhere/missing.zip")]
    assert opened[1].settings.rate == 5


def test_a_file_without_a_telling_name_is_an_export_too(
    run: Run, tmp_path: Path, opened: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    (tmp_path / "flims").mkdir()
    run("flims")
    assert opened[0].export == Path("flims")


def test_the_demo_lies_beside_the_library(run: Run, data: Path, opened: list[Options]) -> None:
    run("--demo")
    run("--demo", "--data-dir", data / "other")
    assert [options.paths.data for options in opened] == [data / "cache" / "demo", data / "other" / "cache" / "demo"]
    assert all(options.demo for options in opened)


def test_what_is_asked_for_goes_before_the_environment_and_that_before_the_config_file(
    run: Run, tmp_path: Path, opened: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text('tmdb_url = "http://file/3"\nrate = 7\nspeed = 1\n')
    run()
    monkeypatch.setenv("LBTUI_TMDB_URL", "http://environment/3/")
    run()
    run("--tmdb-url", "http://option/3", "--rate", "9")

    urls = [options.settings.tmdb_url for options in opened]
    assert urls == ["http://file/3", "http://environment/3", "http://option/3"]
    assert [options.settings.rate for options in opened] == [7, 7, 9]
    assert "speed" in opened[0].mistakes[0]


def test_http_to_another_machine_can_be_allowed(
    run: Run, tmp_path: Path, opened: list[Options], monkeypatch: pytest.MonkeyPatch
) -> None:
    run()
    run("--allow-http")
    monkeypatch.setenv("LBTUI_ALLOW_HTTP", "0")
    run()
    monkeypatch.setenv("LBTUI_ALLOW_HTTP", "1")
    run()
    monkeypatch.delenv("LBTUI_ALLOW_HTTP")
    (tmp_path / "config").mkdir()
    (tmp_path / "config" / "config.toml").write_text("allow_http = true\n")
    run()
    assert [options.settings.allow_http for options in opened] == [False, True, False, True, True]


def test_the_options_show_no_key(run: Run, opened: list[Options], monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("TMDB_API_KEY", "0123456789abcdef0123456789abcdef")
    run()
    assert "0123456789abcdef" not in repr(opened[0])
