"""
A slice of a rebuild that is killed in the middle: run as a process of its own.

Arguments: the worker's database URL, the feed's URL, the lane, and the position
at which the process gets its kill -9, with the rows of that page written.
"""

import sys

from shared.database import make_engine
from shared.feed import Feed
from shared.rebuild import Rebuilder
from tests.support.log_feed import TOKEN
from tests.support.tally import dying_at, tally
from tests.support.tally_facts import TODAY


def main(database: str, feed: str, lane: str, deadly: str) -> None:
    """Fill until the deadly position has been written, and die."""
    Rebuilder(
        engine=make_engine(database, application_name="dying-rebuild"),
        feed=Feed(feed, TOKEN),
        subscriptions=(tally(generations=True, fill=dying_at(int(deadly))),),
        queue=lambda _name, _lane: None,
        codec=TODAY,
        page_size=10,
    ).step("tally", int(lane))


if __name__ == "__main__":
    main(*sys.argv[1:])
