"""The app: what owns the services, keeps the screens, runs the enrichment, and ends cleanly."""

import gc
import os
import sys

from lbtui.options import Options
from lbtui.terminal import forget_impossible_size, no_colours
from lbtui.text import print_error


def run(options: Options) -> int:
    """Run the app until the member quits; the exit code. Beginning anew, as the demo or without, is another run."""
    served = "TEXTUAL_DRIVER" in os.environ  # to a browser, by textual-serve
    if not served and not (sys.stdin.isatty() and sys.stderr.isatty()):
        # Nobody could press a key to end it, or see it: Textual draws on standard error.
        print_error("lbtui: The app needs a terminal; the commands work without one, and lbtui --help lists them.")
        return 1
    # Nothing that a start makes is thrown away; the app has the collector run again when its first frame is out.
    gc.disable()
    # Textual paints at the next but one of so many ticks a second: at its own 60, most of a key's time is waiting.
    os.environ.setdefault("TEXTUAL_FPS", "240")
    forget_impossible_size()
    from lbtui.app.main import LbtuiApp
    from lbtui.services import logs

    plain = no_colours()
    again: Options | None = options
    code = 0
    while again is not None:
        logs.set_up(again.paths.log)
        if plain:
            # Textual takes it out of the environment, and so every app after the first would be coloured.
            os.environ["NO_COLOR"] = "1"
        app = LbtuiApp(again)
        result = app.run()
        code = result if result is not None else app.return_code or 0
        if app.last_words:
            print_error(app.last_words)
        again = app.again
    return code
