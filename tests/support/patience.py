"""Waiting for what another process must do, with an end to it."""

from collections.abc import Callable
from time import monotonic, sleep


def eventually(holds: Callable[[], bool], *, seconds: float = 120) -> None:
    """Return once a condition holds; fail if it does not within some seconds."""
    deadline = monotonic() + seconds
    while not holds():
        assert monotonic() < deadline, "It did not come true in time."
        sleep(0.02)
