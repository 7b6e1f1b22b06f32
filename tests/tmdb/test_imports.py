"""What a module costs to import."""

import subprocess
import sys
from pathlib import Path

import lbtui.tmdb


def test_only_the_client_loads_the_http_library() -> None:
    modules = [file.stem for file in Path(lbtui.tmdb.__file__).parent.glob("[a-z]*.py") if file.stem != "client"]
    assert "pace" in modules
    code = f"import sys; {'; '.join(f'import lbtui.tmdb.{name}' for name in modules)}; print('httpx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"
