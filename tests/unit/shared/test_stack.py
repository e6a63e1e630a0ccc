"""A command finds the stack that runs here, and no other."""

from collections.abc import Iterator
from pathlib import Path

import pytest

from shared import stack
from shared.embedded.children import EmbeddedServerFailed


@pytest.fixture
def running(tmp_path: Path) -> Iterator[Path]:
    with stack.hold(tmp_path):
        stack.announce(
            tmp_path,
            {"GOALS_URL": "http://127.0.0.1:8001", "BUS_KEY_FILE": "/kept/bus_key"},
        )
        yield tmp_path


def test_a_command_takes_what_it_was_not_given(running: Path) -> None:
    environ = {"GUIDEPOST_FOLDER": str(running)}

    assert stack.complete(environ)
    assert environ["GOALS_URL"] == "http://127.0.0.1:8001"
    assert environ["BUS_KEY_FILE"] == "/kept/bus_key"


def test_what_a_command_was_given_wins(running: Path) -> None:
    environ = {
        "GUIDEPOST_FOLDER": str(running),
        "GOALS_URL": "http://elsewhere",
        "BUS_KEY": "00",
    }

    stack.complete(environ)

    assert environ["GOALS_URL"] == "http://elsewhere"
    assert "BUS_KEY_FILE" not in environ


def test_a_stack_that_was_killed_does_not_count(tmp_path: Path) -> None:
    stack.announce(tmp_path, {"GOALS_URL": "http://127.0.0.1:8001"})
    environ = {"GUIDEPOST_FOLDER": str(tmp_path)}

    assert not stack.complete(environ)
    assert "GOALS_URL" not in environ


def test_without_a_stack_nothing_is_added(tmp_path: Path) -> None:
    environ = {"GUIDEPOST_FOLDER": str(tmp_path / "nothing")}

    assert not stack.complete(environ)
    assert list(environ) == ["GUIDEPOST_FOLDER"]


def test_one_folder_is_for_one_stack(running: Path) -> None:
    with pytest.raises(EmbeddedServerFailed, match="already running"):
        stack.hold(running)
