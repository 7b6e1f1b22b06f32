"""Sharp posters on a terminal that answers: asked after the first frame, drawn, and gone when the app is."""

import os
import re
import select
import signal
import struct
import sys
from pathlib import Path

import pytest

from lbtui.graphics.terminal import QUESTIONS

pytestmark = pytest.mark.skipif(sys.platform == "win32", reason="there are no such terminals")

GHOSTTY = b"\x1bP>|ghostty 1.2.0\x1b\\\x1b[6;20;10t\x1b[?62;22;52c"


def _read(terminal: int, *until: bytes) -> bytes:
    """What is written to the terminal up to one of these texts, or to its end."""
    seen = b""
    while not any(text in seen for text in until):
        assert select.select([terminal], [], [], 20)[0], f"nothing more after {seen[-200:]!r}"
        try:
            part = os.read(terminal, 65536)
        except OSError:  # It has been closed.
            return seen
        if not part:
            return seen
        seen += part
    return seen


def test_pictures_come_after_the_first_frame_and_are_gone_at_the_end(tmp_path: Path) -> None:
    import fcntl
    import pty
    import termios

    pid, terminal = pty.fork()
    if pid == 0:
        for name in ("TMUX", "STY", "NO_COLOR", "TERM_PROGRAM", "COLUMNS", "LINES"):
            os.environ.pop(name, None)
        # In a terminal without a size lbtui would paint again and again, and go on after tests that are killed.
        fcntl.ioctl(0, termios.TIOCSWINSZ, struct.pack("4H", 40, 120, 0, 0))
        os.environ |= {"TERM": "xterm-256color", "COLORTERM": "truecolor", "LBTUI_CONFIG_DIR": str(tmp_path / "config")}
        os.execv(sys.executable, [sys.executable, "-m", "lbtui", "--demo", "--data-dir", str(tmp_path)])
    try:
        before = _read(terminal, QUESTIONS.encode())
        assert b"lbtui" in before, "the first frame did not wait for the questions"
        os.write(terminal, GHOSTTY + b"w")
        shown = _read(terminal, "\U0010eeee".encode())
        os.kill(pid, signal.SIGTERM)
        shown += _read(terminal)
    finally:
        os.kill(pid, signal.SIGKILL)
        os.waitpid(pid, 0)
        os.close(terminal)
    shown, _, after = shown.partition(b"\x1b[?1049l")
    sent = re.findall(rb"\x1b_Ga=T,U=1,q=2,i=(\d+),", shown)
    assert sent
    assert set(sent) == set(re.findall(rb"\x1b_Ga=d,d=I,q=2,i=(\d+)\x1b", shown))
    assert b"\x1b_G" not in after
    assert b"ghostty" not in before + shown, "the answer was typed nowhere"
