"""The hand-counted library, for pictures and pages of it."""

from tests.statistics.conftest import bare, database, library, seen

__all__ = ["bare", "database", "library", "seen"]
