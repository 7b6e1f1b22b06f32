"""Finds exports where downloads end up, for the import screen; looks at little, and never fails."""

import os
import stat
import zipfile
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path, PurePosixPath

from .archive import name_tells
