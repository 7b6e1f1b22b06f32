"""Imports run downwards only, and a start loads nothing that it does not need."""

import ast
import subprocess
import sys
from collections.abc import Iterator
from functools import cache
from pathlib import Path

import pytest

import lbtui

ROOT = Path(lbtui.__file__).parent
MODULES = sorted(ROOT.rglob("*.py"))

GROUND = {"lbtui", "config", "model", "text", "gc_tuning", "options", "cells", "terminal"}
SOURCES = {"films", "matching", "tmdb", "letterboxd", "storage"}
CORE = {"enrichment", "query", "charts", "demo"}

MAY_IMPORT: dict[str, set[str]] = {
    "lbtui": set(),
    "text": set(),
    "model": set(),
    "gc_tuning": set(),
    "terminal": set(),
    "cells": set(),
    "config": {"lbtui", "text"},
    "options": {"config"},
    "matching": GROUND,
    "tmdb": GROUND,
    "letterboxd": GROUND,
    "films": GROUND,
    "storage": GROUND | {"films"},
    "charts": GROUND,
    "graphics": set(),
    "query": GROUND | SOURCES,
    "enrichment": GROUND | SOURCES,
    "demo": GROUND | SOURCES,
    "services": GROUND | SOURCES | CORE,
    "statistics": GROUND | SOURCES | {"charts", "query", "services"},
    "sharing": GROUND | SOURCES | CORE | {"services", "statistics"},
    "widgets": GROUND | SOURCES | CORE | {"services", "theme", "graphics"},
    "screens": GROUND | SOURCES | CORE | {"services", "statistics", "sharing", "theme", "graphics", "widgets"},
    "theme": GROUND | {"sharing"},
    "app": GROUND | SOURCES | CORE | {"services", "statistics", "theme", "graphics", "widgets", "screens"},
    "commands": GROUND | SOURCES | CORE | {"services", "statistics", "sharing", "theme"},
    "cli": {"commands"},
    "__main__": {"cli"},
}
"""Rooms, and what each may import beside itself.

`commands` reaches the app by name, when it is to open; `screens/navigation.py` the other screens, when they are shown.
"""

ONLY_IN: dict[str, set[str]] = {
    # TMDB's client sends a key and retries; the feed's must do neither.
    "httpx": {"tmdb/client.py", "letterboxd/feed_client.py"},
    "textual": {"app", "screens", "widgets", "theme"},
    "pandas": {"statistics"},
    "numpy": {"statistics"},
    "aiosqlite": {"storage"},
}
"""Libraries, and the rooms or files that may import them."""


def name_of(module: Path) -> str:
    return module.relative_to(ROOT).as_posix()


def room_of(module: Path) -> str:
    """The folder or the file right below lbtui."""
    first = module.relative_to(ROOT).parts[0].removesuffix(".py")
    return "lbtui" if first == "__init__" else first


@cache
def statements(module: Path) -> tuple[ast.Import | ast.ImportFrom, ...]:
    """The imports of a module, wherever in it."""
    nodes = ast.walk(ast.parse(module.read_text(encoding="utf-8")))
    return tuple(node for node in nodes if isinstance(node, ast.Import | ast.ImportFrom))


def imports(module: Path) -> Iterator[str]:
    """Full names of everything that a module imports, wherever in it."""
    package = ["lbtui", *module.relative_to(ROOT).parts[:-1]]
    for node in statements(module):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        else:
            start = package[: len(package) - node.level + 1] if node.level else []
            yield ".".join([*start, *filter(None, [node.module])])


def imported_room(name: str) -> str | None:
    parts = name.split(".")
    if parts[0] != "lbtui":
        return None
    return parts[1] if len(parts) > 1 else "lbtui"


@pytest.mark.parametrize("module", MODULES, ids=name_of)
def test_a_room_imports_only_rooms_below_it(module: Path) -> None:
    room = room_of(module)
    assert room in MAY_IMPORT, f"{room} has no place in the layers yet"
    used = {found for name in imports(module) if (found := imported_room(name))} - {room}
    assert used <= MAY_IMPORT[room], f"{name_of(module)} reaches up or sideways: {used - MAY_IMPORT[room]}"


def test_the_layers_have_no_circle() -> None:
    rooms = dict(MAY_IMPORT)
    while free := [room for room, below in rooms.items() if not below & (rooms.keys() - {room})]:
        for room in free:
            del rooms[room]
    assert not rooms


def module_name(module: Path) -> str:
    return ".".join(["lbtui", *module.relative_to(ROOT).with_suffix("").parts]).removesuffix(".__init__")


def imported_modules(module: Path, known: set[str]) -> set[str]:
    """The modules of `known` that a module imports, wherever in it and even for its types alone."""
    found = set()
    for node in statements(module):
        if isinstance(node, ast.ImportFrom) and node.module:
            for alias in node.names:
                whole = f"{node.module}.{alias.name}"
                found.add(whole if whole in known else node.module)
    return found & known - {module_name(module)}


def test_screens_widgets_and_the_app_have_no_circle_of_modules() -> None:
    modules = {module_name(module): module for module in MODULES if room_of(module) in ("app", "screens", "widgets")}
    rest = {name: imported_modules(module, set(modules)) for name, module in modules.items()}
    while free := [name for name, below in rest.items() if not below & rest.keys()]:
        for name in free:
            del rest[name]
    assert not rest


@pytest.mark.parametrize("library", ONLY_IN)
def test_a_library_stays_in_its_room(library: str) -> None:
    users = {
        module
        for module in MODULES
        if any(name == library or name.startswith(f"{library}.") for name in imports(module))
    }
    strangers = {name_of(module) for module in users if not {room_of(module), name_of(module)} & ONLY_IN[library]}
    assert not strangers


@pytest.mark.parametrize(
    "module", [module for module in MODULES if room_of(module) in ("screens", "widgets")], ids=name_of
)
def test_what_is_seen_reaches_the_store_through_the_session(module: Path) -> None:
    """Of the storage it knows the records that it shows, and the error; no module, and nothing that reads or writes."""
    imported = [
        alias.name
        for node in statements(module)
        if isinstance(node, ast.ImportFrom) and (node.module or "").startswith("lbtui.storage")
        for alias in node.names
    ]
    assert all(name[0].isupper() and name != "Database" for name in imported), imported
    assert not any(name.startswith("lbtui.storage") and name.count(".") == 1 for name in imports(module))


def loaded_by(code: str) -> set[str]:
    """The modules that a fresh interpreter holds after running `code`."""
    show = "import sys; print(*sys.modules, file=sys.stderr)"
    done = subprocess.run([sys.executable, "-c", f"{code}\n{show}"], capture_output=True, text=True, check=True)
    return set(done.stderr.split())


HEAVY = {"textual", "httpx", "pandas", "numpy", "aiosqlite", "rich", "PIL", "rapidfuzz", "asyncio", "sqlite3", "typing"}


@pytest.mark.parametrize(
    "argument", ["--version", "--help", "films --help", "nonsense"], ids=["version", "help", "command help", "mistyped"]
)
def test_help_and_version_load_next_to_nothing(argument: str) -> None:
    loaded = loaded_by(f"from lbtui.cli import main; main({argument.split()!r})")

    assert "lbtui.commands.parser" in loaded
    assert not loaded & HEAVY
    assert "lbtui.config" not in loaded


def test_a_list_of_films_needs_neither_screens_nor_network_nor_pandas(tmp_path: Path) -> None:
    loaded = loaded_by(f"from lbtui.cli import main; main(['films', '--data-dir', {str(tmp_path)!r}])")

    assert "lbtui.commands.films" in loaded
    assert not loaded & {"textual", "httpx", "pandas", "numpy"}


def test_what_draws_pictures_is_loaded_when_one_is_drawn() -> None:
    loaded = loaded_by("import lbtui.app.main, lbtui.screens.statistics, lbtui.screens.export, lbtui.commands.stats")

    assert "lbtui.screens.export" in loaded
    assert not {name for name in loaded if name.startswith("lbtui.sharing")} | loaded & {"lbtui.theme", "resvg_py"}


ROOMS_OF_THE_FIRST_FRAME: dict[str, set[str]] = {
    "letterboxd": {"errors"},
    "statistics": {"dashboards", "predicting"},
    "storage": {"database", "schema"},
    "tmdb": {"api_key", "errors", "names"},
    **{room: set() for room in ("charts", "commands", "demo", "matching", "sharing")},
}
"""What is loaded of these packages for the first frame; all else waits until it is wanted."""


def test_the_first_frame_loads_no_more_than_it_shows() -> None:
    loaded = loaded_by("import lbtui.app.main, lbtui.screens.library")

    assert not loaded & {"httpx", "pandas", "numpy", "PIL", "rapidfuzz"}
    for room, expected in ROOMS_OF_THE_FIRST_FRAME.items():
        prefix = f"lbtui.{room}."
        assert {name.removeprefix(prefix) for name in loaded if name.startswith(prefix)} == expected
