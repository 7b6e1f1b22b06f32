"""The shell prints charts without loading what the screens need."""

import subprocess
import sys


def test_charts_load_neither_textual_nor_numpy() -> None:
    code = """if True:
        import importlib, pkgutil, sys
        from lbtui import charts
        for found in pkgutil.walk_packages(charts.__path__, "lbtui.charts."):
            importlib.import_module(found.name)
        print(*sorted({name.split(".")[0] for name in sys.modules}))
    """
    loaded = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True).stdout.split()
    assert "rich" in loaded
    assert not {"textual", "numpy", "httpx"} & set(loaded)
