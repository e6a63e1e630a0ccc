"""
Listening: what a service's workers and operators do with its subscriptions.

A worker drains a lane when it is rung for; the sweep rings for every lane, so a
lost wake-up costs seconds and nothing else. The rest is for people who look after
what is stuck.
"""

from collections.abc import Sequence
from uuid import UUID

import sqlalchemy as sa

from shared import checkpoints, parking, recovery, subscription_health
from shared.bus import Bus
from shared.codec import CODEC, Codec
from shared.draining import TURN_SECONDS, Doorbell, Draining
from shared.feed import Feed
from shared.hearing import Hearing
from shared.parking import Parked
from shared.recovery import Recovered
from shared.subscription import Ear, Subscription
from shared.subscription_health import LaneHealth

LINGER_SECONDS = 0.5
TRAIL_DAYS = 30


class Listener:
    """Hears for a service's subscriptions; one per process."""

    def __init__(  # noqa: PLR0913 - what it stands between, by name
        self,
        *,
        engine: sa.Engine,
        bus: Bus,
        feed: Feed,
        subscriptions: Sequence[Subscription],
        doorbell: Doorbell,
        codec: Codec = CODEC,
        linger: float = LINGER_SECONDS,
        turn: float = TURN_SECONDS,
    ) -> None:
        self.subscriptions = {one.name: one for one in subscriptions}
        self._ears = {one.name: Ear(one, codec) for one in subscriptions}
        self._engine = engine
        self._bus = bus
        self._feed = feed
        self._task = doorbell.task
        self._draining = Draining(
            engine, bus, Hearing(bus, feed), doorbell, linger=linger, turn=turn
        )

    def register(self) -> None:
        """Make sure that each subscription has checkpoints and is rung for."""
        with self._engine.begin() as connection:
            for subscription in self.subscriptions.values():
                checkpoints.begin(connection, subscription)
        for subscription in self.subscriptions.values():
            name, lanes = subscription.name, subscription.lanes
            self._bus.register(name, lanes, self._task, self._task)

    def sweep(self) -> None:
        """Ring for every lane, as if each had been missed, and prune the trail."""
        self.register()
        for subscription in self.subscriptions.values():
            for lane in range(subscription.lanes):
                self._draining.ring(subscription.name, lane)
        with self._engine.begin() as connection:
            connection.exec_driver_sql(
                "DELETE FROM trail WHERE at < now() - make_interval(days => %s)",
                (TRAIL_DAYS,),
            )

    def drain(self, name: str, lane: int) -> int:
        """Hear all that waits for a lane; return how many events were applied."""
        return self._draining.drain(self._ears[name], lane)

    def health(self) -> list[LaneHealth]:
        """Return how each lane is doing, by what the bus says is newest."""
        head = self._bus.head()
        with self._engine.connect() as connection:
            return subscription_health.lanes(connection, head and head.position)

    def retry(self, name: str, client_id: UUID) -> int:
        """Apply what waits for a parked client; return how many events that was."""
        return parking.retry(self._engine, self._feed, self._ears[name], client_id)

    def parked(self) -> list[Parked]:
        """Return every client that waits."""
        with self._engine.connect() as connection:
            return parking.parked(connection)

    def skip(self, name: str, position: int, *, who: str, why: str) -> None:
        """
        Let a subscription pass over an event for ever.

        :raises NothingWaitsThere: if nothing is held up at that position.
        """
        with self._engine.begin() as connection:
            parking.skip(connection, name, position, who=who, why=why)

    def recover(self) -> list[Recovered]:
        """Put every lane where the log agrees with it; return those that went back."""
        found = []
        for subscription in self.subscriptions.values():
            with self._engine.begin() as connection:
                found += recovery.recover(connection, self._feed, subscription)
        return found
