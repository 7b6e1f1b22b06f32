"""Tables on a terminal and progress on standard error."""

import io

import pytest
from rich.cells import cell_len

from lbtui.commands.console import Column, ProgressLine, write_table

COLUMNS = (Column("name", least=8), Column("year", right=True), Column("directors", least=6))
ROWS = [
    ["Crouching Tiger, Hidden Dragon", "2000", "Ang Lee"],
    ["臥虎藏龍 と 千と千尋の神隠し", "2001", "宮崎 駿, 李安"],
]


class Terminal(io.StringIO):
    """A stream that says it is a terminal."""

    def isatty(self) -> bool:
        return True


@pytest.mark.parametrize("width", [24, 40, 60, 200])
def test_a_table_fits_the_terminal_with_wide_letters_too(width: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", str(width))
    out = Terminal()
    write_table(COLUMNS, ROWS, out)

    lines = out.getvalue().splitlines()
    assert len(lines) == 3
    assert max(map(cell_len, lines)) <= width
    assert all("2000" in line or "2001" in line or "year" in line for line in lines)


def test_columns_stand_below_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = Terminal()
    write_table(COLUMNS, ROWS, out)

    lines = out.getvalue().splitlines()
    places = {cell_len(line[: line.index(word)]) for line, word in zip(lines, ("year", "2000", "2001"), strict=True)}
    assert len(places) == 1


def test_numbers_end_below_one_another(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "80")
    out = Terminal()
    write_table((Column("votes", right=True),), [["7"], ["1,234"]], out)
    assert out.getvalue().splitlines() == ["votes", "    7", "1,234"]


def test_a_column_without_any_text_is_left_out() -> None:
    out = Terminal()
    write_table((Column("name"), Column("tmdb", drop=1), Column("status")), [["Alien", "", ""]], out)
    assert out.getvalue().splitlines() == ["name   status", "Alien"]


def test_what_has_no_room_goes_the_least_wanted_first(monkeypatch: pytest.MonkeyPatch) -> None:
    columns = (Column("name", least=10), Column("tmdb", drop=1), Column("genres", least=10, drop=2), Column("status"))
    row = ["Crouching Tiger, Hidden Dragon", "7.9", "Adventure, Action", "enriched"]
    shown = []
    for width in (80, 40, 30, 20):
        monkeypatch.setenv("COLUMNS", str(width))
        out = Terminal()
        write_table(columns, [row], out)
        shown.append(out.getvalue().split("\n")[0].split())
        assert max(map(cell_len, out.getvalue().splitlines())) <= width
    assert shown == [
        ["name", "tmdb", "genres", "status"],
        ["name", "tmdb", "genres", "status"],
        ["name", "tmdb", "status"],
        ["name", "status"],
    ]


def test_a_pipe_gets_whole_texts() -> None:
    out = io.StringIO()
    write_table(COLUMNS, ROWS, out)
    assert out.getvalue().splitlines()[2] == "\t".join(ROWS[1])


def test_a_log_gets_a_line_now_and_then() -> None:
    out = io.StringIO()
    line = ProgressLine(out)
    for done in range(1001):
        line.show(f"{done}", done / 1000)
    assert out.getvalue().split() == [str(done) for done in range(0, 1001, 100)]


def test_a_log_tells_each_wait_once() -> None:
    out = io.StringIO()
    line = ProgressLine(out)
    line.show("start", 0.0)
    for left in (3, 2, 1):
        line.show(f"waiting {left}", 0.01, f"offline, {left} s")
    line.show("goes on", 0.02)
    line.show("waiting again", 0.03, "offline, 3 s")
    assert out.getvalue().splitlines() == ["start", "waiting 3", "waiting again"]


def test_a_terminal_gets_one_line_that_changes_ten_times_a_second(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("COLUMNS", "20")
    now = [0.0]
    out = Terminal()
    line = ProgressLine(out, clock=lambda: now[0])
    for step in range(100):
        now[0] = step / 100
        line.show("a line that is longer than the terminal", 0)
    line.say("stays")
    line.close()

    text = out.getvalue()
    assert 9 <= text.count("a line") <= 11
    assert text.count("\n") == 1
    assert text.endswith("stays\n\r\x1b[K")
    assert all(len(part) < 20 for part in text.replace("\x1b[K", "").split("\r"))


def test_quiet_is_quiet() -> None:
    out = Terminal()
    line = ProgressLine(out, quiet=True)
    line.show("one", 1)
    line.say("two")
    line.close()
    assert out.getvalue() == ""
