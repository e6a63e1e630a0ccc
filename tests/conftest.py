"""What holds for every test: its marker is its folder, its servers are real."""

from pathlib import Path

import pytest

from tests.support.consumer_fixtures import consumer, consumer_urls
from tests.support.folders import folder
from tests.support.servers import (
    databases,
    goals_db,
    notifications_db,
    redis,
    redis_url,
    reporting_db,
    servers,
    throwaway,
)

__all__ = [
    "consumer",
    "consumer_urls",
    "databases",
    "folder",
    "goals_db",
    "notifications_db",
    "redis",
    "redis_url",
    "reporting_db",
    "servers",
]
KINDS = {
    "unit": "is the rule right? pure code only",
    "contract": "do we keep our promises?",
    "integration": "does one service work with its real neighbours?",
    "acceptance": "does the story hold together?",
    "laws": "does a law of the architecture withstand an attempt to break it?",
    "faults": "does the whole stack come through? minutes; `make faults`",
}
TESTS = Path(__file__).parent


def pytest_configure(config: pytest.Config) -> None:
    """Name the markers, and start the servers once for all xdist workers."""
    for kind, question in KINDS.items():
        config.addinivalue_line("markers", f"{kind}: {question}")
    if hasattr(config, "workerinput") or not config.getoption("numprocesses", None):
        return  # a worker uses its controller's; alone, the first fixture starts them
    quick = (TESTS / "unit", TESTS / "contract")
    paths = [Path(argument.split("::")[0]).resolve() for argument in config.args]
    if not all(any(path.is_relative_to(kind) for kind in quick) for path in paths):
        throwaway.start()


def pytest_unconfigure() -> None:
    """Leave no server behind."""
    throwaway.stop()


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark each test by the folder it lives in."""
    for item in items:
        kind = item.path.relative_to(TESTS).parts[0]
        if kind in KINDS:
            item.add_marker(kind)
