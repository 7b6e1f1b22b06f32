"""What a module costs to import."""

import subprocess
import sys
from pathlib import Path

import pytest

import lbtui.tmdb
from lbtui.model.enums import Kind
from tests.tmdb.clients import client_for
from tests.tmdb.server import FakeTmdb


def test_only_the_client_loads_the_http_library() -> None:
    modules = [file.stem for file in Path(lbtui.tmdb.__file__).parent.glob("[a-z]*.py") if file.stem != "client"]
    assert "pace" in modules
    code = f"import sys; {'; '.join(f'import lbtui.tmdb.{name}' for name in modules)}; print('httpx' in sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "False"


async def test_a_request_looks_for_no_module_that_is_not_installed(monkeypatch: pytest.MonkeyPatch) -> None:
    looked_for: list[str] = []

    class Spy:
        def find_spec(self, name: str, *_: object) -> None:
            looked_for.append(name)

    async with FakeTmdb() as server, client_for(server.url) as client:
        await client.search(Kind.MOVIE, "Speed")
        monkeypatch.setattr(sys, "meta_path", [Spy(), *sys.meta_path])
        await client.search(Kind.MOVIE, "Vagabond")
    assert not looked_for
