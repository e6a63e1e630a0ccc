"""Folders that an unprivileged server can use, which pytest's own are not."""

import os
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path

import pytest


@pytest.fixture
def folder() -> Iterator[Path]:
    """Have a folder that an unprivileged server of root's can walk to."""
    place = Path(tempfile.mkdtemp(prefix="guidepost-test-", dir="/var/tmp"))
    place.chmod(0o711 if os.geteuid() == 0 else 0o700)
    yield place
    shutil.rmtree(place, ignore_errors=True)
