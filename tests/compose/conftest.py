from collections.abc import Iterator

import pytest

from tests.compose.containers import Containers


@pytest.fixture(scope="session")
def stack() -> Iterator[Containers]:
    containers = Containers()
    containers.run("make", "down")
    try:
        containers.run("make", "up")
        yield containers
    finally:
        containers.run("make", "down")
