"""
A drain that is killed in the middle of its batch: run as a process of its own.

Arguments: the worker's database URL, the Redis URL, the subscription's lane, and
the position at which the process gets its kill -9; the rows of that batch are
written by then, the checkpoint is not.
"""

import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from shared.bus import Bus, connect
from shared.database import make_engine
from shared.envelope import Recorded
from shared.feed import Feed
from shared.listening import Listener
from tests.support.consumer import KEY, TODAY, TOKEN, Doorbell, tally, tally_with


def main(database: str, redis: str, lane: str, deadly: str) -> None:
    """Drain until the deadly position has been written, and die."""
    count = tally_with()

    def handle(connection: sa.Connection, events: Sequence[Recorded[Any]]) -> None:
        count(connection, events)
        if any(event.position >= int(deadly) for event in events):
            os.kill(os.getpid(), signal.SIGKILL)

    Listener(
        engine=make_engine(database, application_name="dying-drain"),
        bus=Bus(connect(redis), KEY),
        feed=Feed("http://127.0.0.1:9", TOKEN),
        subscriptions=(tally(handle=handle),),
        doorbell=Doorbell(),
        codec=TODAY,
        linger=0,
    ).drain("tally", int(lane))


if __name__ == "__main__":
    main(*sys.argv[1:])
