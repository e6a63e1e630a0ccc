"""
A drain that is killed in the middle of its batch: run as a process of its own.

Arguments: the worker's database URL, the Redis URL, the subscription's lane, and
the position at which the process gets its kill -9; the rows of that batch are
written by then, the checkpoint is not.
"""

import sys

from shared.bus import Bus, connect
from shared.database import make_engine
from shared.feed import Feed
from shared.listening import Listener
from tests.support.doorbell import Doorbell
from tests.support.fact_log import KEY
from tests.support.log_feed import TOKEN
from tests.support.tally import dying_at, tally
from tests.support.tally_facts import TODAY


def main(database: str, redis: str, lane: str, deadly: str) -> None:
    """Drain until the deadly position has been written, and die."""
    Listener(
        engine=make_engine(database, application_name="dying-drain"),
        bus=Bus(connect(redis), KEY),
        feed=Feed("http://127.0.0.1:9", TOKEN),
        subscriptions=(tally(handle=dying_at(int(deadly))),),
        doorbell=Doorbell(),
        codec=TODAY,
        linger=0,
    ).drain("tally", int(lane))


if __name__ == "__main__":
    main(*sys.argv[1:])
