"""Every idea on the domain's page is realised by what the page says realises it."""

import re
from collections.abc import Iterator
from pathlib import Path
from typing import get_args

import pytest

from services.goals.domain.client.decide import ClientCommand
from services.goals.domain.goal.decide import GoalCommand
from shared.codec import FACTS

ROOT = Path(__file__).parents[2]
COMMANDS = {one.__name__ for one in get_args(GoalCommand) + get_args(ClientCommand)}
EVENTS = {one.__name__ for one in FACTS}
SECTIONS = r"commands? (.*?); events? (.*?); (.*)"


def ideas() -> Iterator[tuple[str, str]]:
    """Yield each idea with what is said to realise it."""
    page = (ROOT / "docs" / "domain.md").read_text(encoding="utf-8")
    table = page.partition("## 1.")[2].partition("## 2.")[0]
    for line in table.splitlines():
        cells = [cell.strip() for cell in line.strip("|").split(" | ")]
        if line.startswith("|") and len(cells) == 3 and cells[0] != "the idea":
            yield cells[0], cells[2]


ROWS = [row for row in ideas() if not set(row[0]) <= set("- ")]


def named(text: str) -> set[str]:
    """Return the names of classes that a text quotes."""
    return set(re.findall(r"`([A-Z][A-Za-z]+)`", text))


def test_no_idea_was_left_out() -> None:
    assert len(ROWS) == 15


@pytest.mark.parametrize("said", [row[1] for row in ROWS], ids=[row[0] for row in ROWS])
def test_an_idea_points_to_its_commands_events_and_tests(said: str) -> None:
    parts = re.fullmatch(SECTIONS, said)
    assert parts is not None
    commands, events, rest = parts.groups()

    assert named(commands)
    assert named(commands) <= COMMANDS
    assert named(events)
    assert named(events) <= EVENTS
    paths = re.findall(r"`((?:tests|services|shared)/[\w/.]+)`", said)
    assert all((ROOT / path).exists() for path in paths)
    assert any(path.startswith("tests/") for path in re.findall(r"`([^`]+)`", rest))
