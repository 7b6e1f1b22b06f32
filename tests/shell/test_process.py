"""The program as a process: what only a real pipe, signal or interpreter can show."""

import asyncio
import os
import signal
import sqlite3
import subprocess
import sys
from contextlib import closing
from pathlib import Path

import pytest

import lbtui
from lbtui.commands.running import run_async
from tests.letterboxd.maker import film_uri, make_export_zip
from tests.shell.conftest import Run
from tests.tmdb.server import FakeTmdb, Trouble

LBTUI = [sys.executable, "-m", "lbtui"]
posix = pytest.mark.skipif(os.name == "nt", reason="needs signals and pipes of POSIX")


def test_the_package_runs_as_a_module() -> None:
    done = subprocess.run([*LBTUI, "--version"], capture_output=True, text=True, check=True)
    assert done.stdout == f"lbtui {lbtui.__version__}\n"


@posix
def test_no_folder_of_a_library_is_open_to_others(run: Run, library: Path, data: Path, tmdb: FakeTmdb) -> None:
    assert run("enrich").code == 0
    folders = [data, *(path for path in data.rglob("*") if path.is_dir())]
    assert {folder.stat().st_mode & 0o777 for folder in folders} == {0o700}


@posix
@pytest.mark.parametrize("films", [1, 2000])
def test_a_reader_that_has_seen_enough_is_no_error(run: Run, tmp_path: Path, films: int) -> None:
    rows = [("2020-01-01", f"Film {n} {'x' * 200}", "2000", film_uri(n)) for n in range(1, films + 1)]
    run("import", make_export_zip(tmp_path / "export.zip", watched=rows))

    with subprocess.Popen([*LBTUI, "films"], stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stdout
        assert process.stderr
        if films > 1:
            process.stdout.readline()
        process.stdout.close()
        told = process.stderr.read()
    assert (process.returncode, told) == (0, b"")


def test_a_terminal_without_unicode_gets_a_question_mark(run: Run, library: Path) -> None:
    environment = os.environ | {"PYTHONIOENCODING": "ascii"}
    done = subprocess.run([*LBTUI, "films", "varda or cléo"], capture_output=True, env=environment, check=True)
    assert b"Cl?o from 5 to 7" in done.stdout


@posix
def test_a_terminated_enrichment_ends_at_once_and_leaves_the_session_to_go_on(
    run: Run, library: Path, tmdb: FakeTmdb
) -> None:
    tmdb.fail(Trouble.HANG, times=float("inf"))
    command = [*LBTUI, "enrich", "--tmdb-url", tmdb.url]
    with subprocess.Popen(command, stdout=subprocess.PIPE, stderr=subprocess.PIPE) as process:
        assert process.stderr
        process.stderr.readline()  # the first line of progress: the run has begun
        process.send_signal(signal.SIGTERM)
        told, _ = process.communicate(timeout=20)
    assert (process.returncode, told) == (128 + signal.SIGTERM, b"")
    assert run("sessions", "--json").json[0]["status"] == "enriching"
    tmdb.heal()
    assert run("enrich", "--json").json["enriched"] == 3


@pytest.mark.skipif(not Path("/bin/bash").exists(), reason="needs bash")
@pytest.mark.parametrize(
    ("words", "expected"),
    [
        (["sess"], ["sessions"]),
        (["--demo", "fil"], ["films"]),
        (["stats", "rat"], ["ratings", "rating:", "rated"]),
        (["films", "dir"], ["director:"]),
        (["export", "--format", "l"], ["letterboxd"]),
        (["films", "--so"], ["--sort"]),
    ],
)
def test_bash_completes(run: Run, words: list[str], expected: list[str]) -> None:
    script = run("completion", "bash").out
    line = " ".join(f'"{word}"' for word in ["lbtui", *words])
    # compopt works only while bash itself completes.
    code = (
        f'{script}\ncompopt() {{ :; }}\nCOMP_WORDS=({line}); COMP_CWORD={len(words)}\n_lbtui\necho "${{COMPREPLY[@]}}"'
    )
    done = subprocess.run(["/bin/bash", "-c", code], capture_output=True, text=True, check=True)
    assert sorted(done.stdout.split()) == sorted(expected)


@pytest.mark.parametrize("shell", ["zsh", "fish"])
def test_completion_of_other_shells_names_every_command(run: Run, shell: str) -> None:
    from lbtui.commands.guide import COMMANDS

    script = run("completion", shell).out
    assert all(name in script for name in COMMANDS)


@posix
@pytest.mark.parametrize("closed", ["0<&-", "1>&-", "2>&-", "0<&- 1>&- 2>&-"])
def test_a_closed_stream_is_no_error_and_no_file_takes_its_place(run: Run, library: Path, closed: str) -> None:
    words = " ".join(f'"{word}"' for word in LBTUI)
    command, code = ("import missing.zip", 1) if "2>" in closed else ("films --json", 0)
    done = subprocess.run(["/bin/sh", "-c", f"{words} {command} {closed}"], capture_output=True, text=True)
    assert (done.returncode, "mistake" in done.stderr) == (code, False)
    assert len(run("films", "--json").json) == 5


@posix
@pytest.mark.parametrize("streams", ["</dev/null", "2>/dev/null", "<&-"])
def test_the_app_says_that_it_needs_a_terminal(data: Path, streams: str) -> None:
    words = " ".join(f'"{word}"' for word in LBTUI)
    done = subprocess.run(["/bin/sh", "-c", f"{words} {streams}"], capture_output=True, text=True, timeout=20)
    assert done.returncode == 1
    assert done.stdout == ""
    assert "The app needs a terminal" in done.stderr or "2>" in streams


@posix
def test_a_second_ctrl_c_does_not_cut_the_end_short() -> None:
    closed: list[bool] = []

    async def work() -> int:
        try:
            os.kill(os.getpid(), signal.SIGINT)
            await asyncio.Event().wait()
        finally:
            os.kill(os.getpid(), signal.SIGINT)
            for _ in range(10):
                await asyncio.sleep(0)
            closed.append(True)
        return 0

    with pytest.raises(KeyboardInterrupt):
        run_async(work())
    assert closed


def test_a_damaged_library_is_one_line_and_nothing_of_the_log(run: Run, library: Path, data: Path) -> None:
    with closing(sqlite3.connect(data / "library.db")) as connection:
        connection.execute("UPDATE film SET status = 'strange'")
        connection.commit()
    done = subprocess.run([*LBTUI, "films"], capture_output=True, text=True)
    assert (done.returncode, done.stdout) == (1, "")
    assert done.stderr.startswith("lbtui: ")
    assert done.stderr.count("\n") == 1
