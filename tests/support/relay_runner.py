"""
A relay in a process of its own, that a test may have killed or stopped at a step.

``python -m tests.support.relay_runner DATABASE REDIS [STEP SIGNAL]``: at the second
time it comes by STEP it sends itself SIGNAL, the hardest moment to be at.
"""

import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import Any

from services.goals.publishing import Publisher
from services.goals.relay import Parts, Relay
from services.goals.relay_facts import RelayFacts
from services.goals.ringing import Ringer
from services.goals.sequencing import Step, connect, no_step
from shared.bus import Bus
from shared.bus import connect as connect_redis
from tests.support.relaying import BUS_KEY

KEPT = 10_000
PATIENCE = 2  # seconds after which a stopped relay loses its lead


def main() -> None:
    database, redis, *fault = sys.argv[1:]
    step = at_the_second(fault[0], signal.Signals[fault[1]]) if fault else no_step
    relay = Relay(parts(database, redis, step), RelayFacts())
    signal.signal(signal.SIGTERM, lambda *_: relay.stop())
    relay.run()


def parts(database: str, redis: str, step: Step = no_step) -> Parts:
    """Return what a relay is made of, with little patience and nobody to ring for."""
    bus = Bus(connect_redis(redis), BUS_KEY)
    return Parts(
        connect=partial(connect, database, "relay under test", seconds=PATIENCE),
        hints=Bus(connect_redis(redis, patience=1), BUS_KEY),
        publisher=Publisher(bus, kept=KEPT, step=step),
        ringer=Ringer(bus, no_task),
        step=step,
    )


def at_the_second(name: str, fault: signal.Signals) -> Step:
    """Return what to do at steps: nothing, but a signal at the second of that name."""
    passed: list[str] = []

    def step(at: str) -> None:
        if at == name:
            passed.append(at)
            if len(passed) == 2:
                os.kill(os.getpid(), fault)

    return step


def no_task(task: str, queue: str, *, subscription: str, lane: int) -> None:
    """Queue nothing: nobody listens here."""


@contextmanager
def running(*arguments: str) -> Iterator[subprocess.Popen[bytes]]:
    """Run a relay beside the test, and leave none behind."""
    command: list[Any] = [sys.executable, "-m", "tests.support.relay_runner"]
    root = Path(__file__).parents[2]
    relay = subprocess.Popen([*command, *arguments], cwd=root)  # noqa: S603 - our own
    try:
        yield relay
    finally:
        relay.send_signal(signal.SIGCONT)
        relay.terminate()
        try:
            relay.wait(timeout=10)
        except subprocess.TimeoutExpired:
            relay.kill()
            relay.wait()


if __name__ == "__main__":
    main()
