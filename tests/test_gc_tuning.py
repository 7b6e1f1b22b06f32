"""When Python's cycle collector walks."""

import gc
from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest

from lbtui.gc_tuning import collect_calmly, freeze, give_back, return_large_blocks, uncollected
from lbtui.statistics.reading import freeze_libraries, load
from tests.statistics.library import build


@pytest.fixture(autouse=True)
def collector() -> Iterator[None]:
    """The collector as it was, afterwards."""
    thresholds = gc.get_threshold()
    yield
    gc.set_threshold(*thresholds)
    gc.enable()
    gc.unfreeze()


def test_what_was_kept_is_passed_over() -> None:
    before = gc.get_freeze_count()
    kept = [[number] for number in range(1000)]
    freeze()

    assert gc.get_freeze_count() - before >= len(kept)


def test_walks_pass_by_what_the_statistics_consist_of(tmp_path: Path) -> None:
    freeze_libraries.cache_clear()
    before = gc.get_freeze_count()
    load(build(tmp_path / "library.db"))

    assert gc.get_freeze_count() - before > 1000


def test_a_collector_that_was_put_off_at_the_start_walks_again() -> None:
    gc.disable()
    collect_calmly()

    assert gc.isenabled()


def test_records_are_made_without_a_walk() -> None:
    with uncollected():
        assert not gc.isenabled()
    assert gc.isenabled()


def test_who_wants_no_walks_at_all_gets_none_afterwards_either() -> None:
    gc.disable()
    with uncollected():
        pass

    assert not gc.isenabled()


def test_memory_is_given_back_where_the_c_library_can_and_nowhere_else(monkeypatch: pytest.MonkeyPatch) -> None:
    asked: list[tuple[int, ...]] = []
    functions = dict.fromkeys(("malloc_trim", "mallopt"), lambda *arguments: asked.append(arguments))
    for library in (SimpleNamespace(**functions), object()):
        monkeypatch.setattr("ctypes.CDLL", lambda _, library=library: library)
        return_large_blocks()
        give_back()

    assert asked == [(-3, 1 << 20), (0,)]
