"""The app: what owns the services, keeps the screens, runs the enrichment, and ends cleanly."""

from lbtui.options import Options


def run(options: Options) -> int:
    """Run the app until the member quits; the exit code."""
    from lbtui.app.main import LbtuiApp
    from lbtui.services import logs

    logs.set_up(options.paths.log)
    app = LbtuiApp(options)
    code = app.run()
    return code if code is not None else app.return_code or 0
