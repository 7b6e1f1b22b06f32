"""The hand-counted library, read once for all tests: frames do not change."""

from pathlib import Path

import pytest

from lbtui.statistics.frames import Frames
from lbtui.statistics.reading import load
from tests.statistics.library import build


@pytest.fixture(scope="session")
def library(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """All 43 films."""
    return load(build(tmp_path_factory.mktemp("stats") / "library.db"))


@pytest.fixture(scope="session")
def seen(library: Frames) -> Frames:
    """The 34 films that have been seen."""
    return library.where(library.flags("seen"))


@pytest.fixture(scope="session")
def bare(tmp_path_factory: pytest.TempPathFactory) -> Frames:
    """The same library before TMDB was asked."""
    return load(build(tmp_path_factory.mktemp("stats") / "bare.db", enriched=False))


@pytest.fixture
def database(tmp_path: Path) -> Path:
    """Where a test builds a library of its own."""
    return tmp_path / "own.db"
