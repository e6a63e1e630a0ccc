"""
A slice of a rebuild that is killed in the middle: run as a process of its own.

Arguments: the worker's database URL, the feed's URL, the lane, and the position
at which the process gets its kill -9, with the rows of that page written.
"""

import os
import signal
import sys
from collections.abc import Sequence
from typing import Any

import sqlalchemy as sa

from shared.database import make_engine
from shared.envelope import Recorded
from shared.feed import Feed
from shared.rebuild import Rebuilder
from tests.support.consumer import TODAY, TOKEN, tally, tally_with


def main(database: str, feed: str, lane: str, deadly: str) -> None:
    """Fill until the deadly position has been written, and die."""
    count = tally_with()

    def fill(connection: sa.Connection, events: Sequence[Recorded[Any]]) -> None:
        count(connection, events)
        if any(event.position >= int(deadly) for event in events):
            os.kill(os.getpid(), signal.SIGKILL)

    Rebuilder(
        engine=make_engine(database, application_name="dying-rebuild"),
        feed=Feed(feed, TOKEN),
        subscriptions=(tally(generations=True, fill=fill),),
        queue=lambda _name, _lane: None,
        codec=TODAY,
        page_size=10,
    ).step("tally", int(lane))


if __name__ == "__main__":
    main(*sys.argv[1:])
