"""
Listening: a worker drains a lane of a subscription, and a sweep rings for all.

A drain holds the lane's checkpoint row while it reads and applies, so two of
them never do the same work; a ring that comes meanwhile leaves its mark, which
the holder looks for once it has let go. Under steady load it lingers on the
stream with the row in hand, and an event waits for no task at all.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from enum import Enum, auto
from time import monotonic
from typing import Protocol
from uuid import UUID

import sqlalchemy as sa
import structlog

from shared import (
    applying,
    checkpoints,
    generations,
    parking,
    recovery,
    subscription_health,
)
from shared.applying import EverybodyFails, Stretch
from shared.bus import Bus
from shared.checkpoints import Checkpoint, PassedOver
from shared.codec import CODEC, Codec
from shared.feed import Feed, HistoryForked
from shared.hearing import Hearing, Patience
from shared.recovery import Recovered
from shared.subscription import Ear, Subscription
from shared.subscription_health import LaneHealth
from shared.transient import is_transient

TURN_SECONDS = 2.0
LINGER_SECONDS = 0.5
TRAIL_DAYS = 30

log = structlog.get_logger()


class Doorbell(Protocol):
    """How a drain task is asked for, and whether others wait for a worker."""

    task: str

    def ring(self, subscription: str, lane: int) -> None: ...

    def others_wait(self) -> bool: ...


class _Seen(Enum):
    """What one turn with a lane's checkpoint came to."""

    HELD = auto()
    HALTED = auto()
    MOVED = auto()
    IDLE = auto()


@dataclass(slots=True)
class _Visit:
    """One drain of one lane: what it has done and how long it may go on."""

    ear: Ear
    lane: int
    until: float
    linger_until: float = 0.0
    applied: int = 0


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
    ) -> None:
        self.subscriptions = {one.name: one for one in subscriptions}
        self._ears = {one.name: Ear(one, codec) for one in subscriptions}
        self._engine = engine
        self._bus = bus
        self._feed = feed
        self._hearing = Hearing(bus, feed)
        self._doorbell = doorbell
        self._linger = linger
        self._over: dict[tuple[str, str, int], tuple[int, PassedOver]] = {}

    def register(self) -> None:
        """Make sure that each subscription has checkpoints and is rung for."""
        with self._engine.begin() as connection:
            for subscription in self.subscriptions.values():
                checkpoints.begin(connection, subscription)
        task = self._doorbell.task
        for subscription in self.subscriptions.values():
            self._bus.register(subscription.name, subscription.lanes, task, task)

    def sweep(self) -> None:
        """Ring for every lane, as if each had been missed, and prune the trail."""
        self.register()
        for subscription in self.subscriptions.values():
            for lane in range(subscription.lanes):
                self._ring(subscription.name, lane)
        with self._engine.begin() as connection:
            connection.exec_driver_sql(
                "DELETE FROM trail WHERE at < now() - make_interval(days => %s)",
                (TRAIL_DAYS,),
            )

    def drain(self, name: str, lane: int) -> int:
        """
        Hear all that waits for a lane; return how many events were applied.

        1. Lock the checkpoint; if another has it, leave the mark to them.
        2. Read, apply and commit, batch by batch, to an empty read.
        3. Linger on the stream; then clear the mark *before* the last look.
        4. After the last unlock a set mark means: start again.
        """
        visit = _Visit(self._ears[name], lane, monotonic() + TURN_SECONDS)
        visit.linger_until = min(monotonic() + self._linger, visit.until)
        with self._engine.connect() as connection:
            while monotonic() < visit.until:
                seen = self._turn(connection, visit)
                if seen in {_Seen.HELD, _Seen.HALTED}:
                    return visit.applied
                if seen is _Seen.IDLE and not self._bus.marked(name, lane):
                    return visit.applied
        self._bus.clear_mark(name, lane)
        self._ring(name, lane)
        return visit.applied

    def health(self) -> list[LaneHealth]:
        """Return how each lane is doing, by what the bus says is newest."""
        head = self._bus.head()
        with self._engine.connect() as connection:
            return subscription_health.lanes(connection, head and head.position)

    def retry(self, name: str, client_id: UUID) -> int:
        """Apply what waits for a parked client; return how many events that was."""
        return parking.retry(self._engine, self._feed, self._ears[name], client_id)

    def recover(self) -> list[Recovered]:
        """Put every lane where the log agrees with it; return those that went back."""
        found = []
        for subscription in self.subscriptions.values():
            with self._engine.begin() as connection:
                found += recovery.recover(connection, self._feed, subscription)
        return found

    def _ring(self, name: str, lane: int) -> None:
        if self._bus.ring(name, lane):
            self._doorbell.ring(name, lane)

    def _turn(self, connection: sa.Connection, visit: _Visit) -> _Seen:
        """Take the checkpoint, apply one batch, commit."""
        name, lane = visit.ear.subscription.name, visit.lane
        try:
            with connection.begin():
                checkpoint = checkpoints.try_lock_live(connection, name, lane)
                if checkpoint is None:
                    return _Seen.HELD
                if checkpoint.halted in checkpoints.UNTIL_RECOVERED:
                    return _Seen.HALTED
                over = self._passed_over(connection, checkpoint)
                stretch = self._hearing.next_stretch(
                    visit.ear, checkpoint, over, self._patience(visit)
                )
                return self._apply(connection, visit, checkpoint, stretch)
        except HistoryForked:
            self._halt(connection, visit, checkpoints.FORKED)
            return _Seen.HALTED
        except _Redo as redo:
            return self._apply_by_client(connection, visit, redo)

    def _apply(
        self,
        connection: sa.Connection,
        visit: _Visit,
        checkpoint: Checkpoint,
        stretch: Stretch,
    ) -> _Seen:
        if (
            stretch.position == checkpoint.position
            and stretch.halted == checkpoint.halted
        ):
            return _Seen.HALTED if stretch.halted else _Seen.IDLE
        self._see(connection, visit.ear.subscription, checkpoint)
        try:
            applying.apply_all(connection, visit.ear, stretch)
        except Exception as error:
            if is_transient(error):
                raise
            raise _Redo(checkpoint, stretch) from error
        applying.settle(connection, checkpoint, stretch)
        return self._done(visit, stretch)

    def _apply_by_client(
        self, connection: sa.Connection, visit: _Visit, redo: "_Redo"
    ) -> _Seen:
        """Do a failed batch again, so that only the clients at fault wait."""
        before, stretch = redo.checkpoint, redo.stretch
        name, lane = before.subscription, before.lane
        try:
            with connection.begin():
                checkpoint = checkpoints.try_lock_live(connection, name, lane)
                if checkpoint is None:
                    return _Seen.HELD
                if checkpoint != before:
                    return _Seen.MOVED
                self._see(connection, visit.ear.subscription, checkpoint)
                poison = applying.apply_by_client(connection, visit.ear, stretch)
                applying.settle(connection, checkpoint, stretch, poison)
        except EverybodyFails as error:
            self._halt(connection, visit, f"{checkpoints.FAILING} {error.error}")
            return _Seen.HALTED
        for one in poison:
            log.error(
                "client parked",
                subscription=name,
                lane=lane,
                client_id=str(one.client_id),
                position=one.position,
                error=one.error,
            )
        return self._done(visit, stretch)

    def _done(self, visit: _Visit, stretch: Stretch) -> _Seen:
        visit.applied += len(stretch.events)
        if stretch.events:
            visit.linger_until = min(monotonic() + self._linger, visit.until)
        if stretch.unknown:
            log.error(
                "subscription halted",
                subscription=visit.ear.subscription.name,
                lane=visit.lane,
                unknown=stretch.unknown,
            )
            return _Seen.HALTED
        return _Seen.MOVED

    def _patience(self, visit: _Visit) -> Patience:
        return Patience(
            visit.linger_until,
            self._doorbell.others_wait,
            lambda: self._bus.clear_mark(visit.ear.subscription.name, visit.lane),
        )

    def _passed_over(
        self, connection: sa.Connection, checkpoint: Checkpoint
    ) -> PassedOver:
        """Return what the lane passes over: read again only when it has changed."""
        known = self._over.get(checkpoint.key)
        if known is None or known[0] != checkpoint.revision:
            known = checkpoint.revision, checkpoints.passed_over(connection, checkpoint)
            self._over[checkpoint.key] = known
        return known[1]

    def _see(
        self,
        connection: sa.Connection,
        subscription: Subscription,
        checkpoint: Checkpoint,
    ) -> None:
        if subscription.generations:
            generations.use(connection, checkpoint.generation)

    def _halt(self, connection: sa.Connection, visit: _Visit, reason: str) -> None:
        name = visit.ear.subscription.name
        with connection.begin():
            checkpoint = checkpoints.try_lock_live(connection, name, visit.lane)
            if checkpoint is not None and checkpoint.halted != reason:
                log.error(
                    "subscription halted",
                    subscription=name,
                    lane=visit.lane,
                    reason=reason,
                )
                checkpoints.halt(connection, checkpoint, reason)


class _Redo(Exception):
    """A batch failed through something in it, and is to be done client by client."""

    def __init__(self, checkpoint: Checkpoint, stretch: Stretch) -> None:
        super().__init__()
        self.checkpoint = checkpoint
        self.stretch = stretch
