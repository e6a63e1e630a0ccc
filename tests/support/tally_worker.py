"""
The tiny consumer as a Celery app, for tests that start a real worker.

Run it with ``celery --app tests.support.tally_worker worker``; the environment
names its servers. It reads the bus only: its feed is nowhere.
"""

import os
from functools import cache

import sqlalchemy as sa

from shared.bus import Bus, connect
from shared.celery import Doorbell, make_celery
from shared.database import make_engine
from shared.feed import Feed
from shared.listening import Listener
from tests.support.fact_log import KEY
from tests.support.log_feed import TOKEN
from tests.support.tally import tally
from tests.support.tally_facts import TODAY

app = make_celery("tally", sweep="tally.sweep")


@cache
def engine() -> sa.Engine:
    return make_engine(os.environ["TALLY_DATABASE_URL"], application_name="tally")


@cache
def listener() -> Listener:
    redis = connect(os.environ["REDIS_URL"])
    return Listener(
        engine=engine(),
        bus=Bus(redis, KEY),
        feed=Feed("http://127.0.0.1:9", TOKEN),
        subscriptions=(tally(),),
        doorbell=Doorbell(app, "tally.drain", redis),
        codec=TODAY,
    )


@app.task(name="tally.drain")  # type: ignore[untyped-decorator]  # Celery has no types
def drain(*, subscription: str, lane: int) -> None:
    """Drain a lane of the tally."""
    listener().drain(subscription, lane)


@app.task(name="tally.sweep")  # type: ignore[untyped-decorator]  # Celery has no types
def sweep() -> None:
    """Ring for every lane of the tally."""
    listener().sweep()
