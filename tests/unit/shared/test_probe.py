import os
from pathlib import Path

import pytest

from shared.probe import STALE, heartbeat, page

NOW = 1_750_000_000.0


@pytest.fixture
def touched(tmp_path: Path) -> Path:
    path = tmp_path / "heartbeat"
    path.touch()
    os.utime(path, (NOW, NOW))
    return path


def test_a_file_that_was_touched_lately_is_progress(touched: Path) -> None:
    assert heartbeat(touched, now=NOW + STALE) == ""


def test_a_file_that_nobody_touches_any_more_is_none(touched: Path) -> None:
    assert heartbeat(touched, now=NOW + STALE + 1).endswith("touched 61 s ago.")


def test_a_process_that_has_not_begun_makes_no_progress(tmp_path: Path) -> None:
    assert heartbeat(tmp_path / "heartbeat", now=NOW).endswith("not been touched yet.")


def test_a_page_that_nobody_serves_is_no_progress() -> None:
    assert page("http://127.0.0.1:1/health/ready") != ""
