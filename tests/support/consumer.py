"""A tiny consumer of its own facts: a log, a feed, a projection, a database."""

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import psycopg
import sqlalchemy as sa
from redis import Redis

from shared.bus import Bus
from shared.codec import Codec
from shared.listening import Listener
from shared.subscription import Subscription
from tests.support.doorbell import Doorbell
from tests.support.fact_log import Log
from tests.support.log_feed import FeedOf
from tests.support.tally import tally
from tests.support.tally_database import ConsumerUrls
from tests.support.tally_facts import TODAY


@dataclass(slots=True)
class Consumer:
    """One consumer with everything around it."""

    urls: ConsumerUrls
    engine: sa.Engine
    redis: Redis
    bus: Bus
    log: Log = field(default_factory=Log)
    bell: Doorbell = field(default_factory=Doorbell)
    feed_app: FeedOf = field(init=False)

    def __post_init__(self) -> None:
        self.feed_app = FeedOf(self.log)

    def listener(
        self,
        *subscriptions: Subscription,
        codec: Codec = TODAY,
        linger: float = 0,
        turn: float = 2.0,
    ) -> Listener:
        """Return a fresh listener, as a newly started worker would have it."""
        listener = Listener(
            engine=self.engine,
            bus=self.bus,
            feed=self.feed_app.client(),
            subscriptions=subscriptions or (tally(),),
            doorbell=self.bell,
            codec=codec,
            linger=linger,
            turn=turn,
        )
        listener.register()
        return listener

    def publish(self, *, upto: int | None = None) -> None:
        self.log.publish(self.bus, upto=upto)

    def rows(self, schema: str = "public") -> dict[UUID, tuple[Any, ...]]:
        """Return the tally as it stands."""
        found = self.look(f"SELECT * FROM {schema}.tally")  # noqa: S608 - from the test
        return {row[0]: tuple(row[1:]) for row in found}

    def checkpoints(self, name: str = "tally", generation: str = "a") -> list[int]:
        """Return the position of each lane."""
        found = self.look(
            "SELECT position FROM checkpoints WHERE subscription = %s"
            " AND generation = %s ORDER BY lane",
            name,
            generation,
        )
        return [row[0] for row in found]

    def look(self, query: str, *values: object) -> list[tuple[Any, ...]]:
        """Ask the database anything, as its superuser."""
        with psycopg.connect(self.urls.admin, autocommit=True) as connection:
            cursor = connection.execute(query.encode(), values)
            return cursor.fetchall() if cursor.description else []


def drain_all(listener: Listener, subscription: Subscription) -> int:
    """Drain every lane once; return how many events were applied."""
    lanes = range(subscription.lanes)
    return sum(listener.drain(subscription.name, lane) for lane in lanes)
