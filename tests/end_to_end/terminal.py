"""A program in a tmux window: keys go in, the screen comes out."""

import asyncio
import os
import shutil
import signal
import sys
from collections.abc import AsyncIterator, Mapping, Sequence
from contextlib import asynccontextmanager
from itertools import count
from pathlib import Path

from tests.waiting import wait_until

HAS_TMUX = shutil.which("tmux") is not None
_NUMBERS = count()


async def _tmux(socket: str, *arguments: str) -> str:
    process = await asyncio.create_subprocess_exec(
        "tmux", "-L", socket, *arguments, stdout=asyncio.subprocess.PIPE, stderr=asyncio.subprocess.DEVNULL
    )
    out, _ = await process.communicate()
    return out.decode("utf-8", "replace")


class Terminal:
    """One program in one window; the shell around it stays when it ends, and says its exit code."""

    def __init__(self, socket: str, folder: Path) -> None:
        self._socket = socket
        self._folder = folder

    async def press(self, *keys: str) -> None:
        """Press keys, by tmux's names."""
        await _tmux(self._socket, "send-keys", *keys)

    async def screen(self) -> str:
        """What is to be seen."""
        return await _tmux(self._socket, "capture-pane", "-p")

    async def until(self, text: str) -> str:
        """Wait until a text is to be seen; the whole screen."""
        shown = await self.screen()

        async def look(rest: float) -> None:
            nonlocal shown
            await asyncio.sleep(rest)
            shown = await self.screen()

        await wait_until(
            lambda: text in shown, repr(text), shown=lambda: f"The screen shows:\n{shown}", rest=0.05, pause=look
        )
        return shown

    def send(self, number: signal.Signals) -> None:
        """Send the program a signal."""
        os.kill(int((self._folder / "pid").read_text()), number)

    async def close(self) -> None:
        """Close the window, as with the mouse: the program gets SIGHUP."""
        await _tmux(self._socket, "kill-server")

    @property
    def alive(self) -> bool:
        """Whether the program runs."""
        try:
            os.kill(int((self._folder / "pid").read_text()), 0)
        except (OSError, ValueError):
            return False
        return True

    async def gone(self) -> None:
        """Wait until the program has ended."""
        await wait_until(lambda: not self.alive, "the end of the program", rest=0.05)


@asynccontextmanager
async def terminal(
    folder: Path, arguments: Sequence[str], environment: Mapping[str, str], size: tuple[int, int] = (120, 40)
) -> AsyncIterator[Terminal]:
    """`python -m lbtui` with these arguments in a window of `size`."""
    # A server that is being killed still answers for a moment: each window has one of its own.
    socket = f"lbtui-{os.getpid()}-{next(_NUMBERS)}"
    script = folder / "start.sh"
    exports = "\n".join(f"export {name}='{value}'" for name, value in environment.items())
    quoted = " ".join(f"'{argument}'" for argument in arguments)
    # `exec` in a subshell: the pid is that of the program itself.
    script.write_text(
        f"unset COLUMNS LINES\n{exports}\n"
        f"( echo $BASHPID > '{folder}/pid'; exec '{sys.executable}' -m lbtui {quoted} )\n"
        'echo "ended with code $?"\nexec cat\n'
    )
    width, height = map(str, size)
    await _tmux(socket, "-f", "/dev/null", "new-session", "-d", "-x", width, "-y", height, f"bash '{script}'")
    window = Terminal(socket, folder)
    try:
        yield window
    finally:
        await window.close()
