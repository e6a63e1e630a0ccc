"""
Draining: hear all that waits for one lane, batch by batch.

A drain holds the lane's checkpoint row while it reads and applies, so two of
them never do the same work; a ring that comes meanwhile leaves its mark, which
the holder looks for once it has let go. Under steady load it lingers on the
stream with the row in hand, and an event waits for no task at all.
"""

from dataclasses import dataclass
from enum import Enum, auto
from time import monotonic
from typing import Protocol

import sqlalchemy as sa
import structlog

from shared import applying, checkpoints, generations
from shared.applying import EverybodyFails, Stretch
from shared.bus import Bus
from shared.checkpoints import Checkpoint, PassedOver
from shared.feed import HistoryForked
from shared.hearing import Hearing, Patience
from shared.subscription import Ear
from shared.transient import is_transient

TURN_SECONDS = 2.0

log = structlog.get_logger()


class Doorbell(Protocol):
    """How a drain task is asked for, and whether others wait for a worker."""

    @property
    def task(self) -> str: ...

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
    linger_until: float
    applied: int = 0


class Draining:
    """Drains any lane of a process's subscriptions."""

    def __init__(  # noqa: PLR0913 - what it stands between, by name
        self,
        engine: sa.Engine,
        bus: Bus,
        hearing: Hearing,
        doorbell: Doorbell,
        *,
        linger: float,
        turn: float,
    ) -> None:
        self._engine = engine
        self._bus = bus
        self._hearing = hearing
        self._doorbell = doorbell
        self._linger = linger
        self._turn_seconds = turn
        self._over: dict[tuple[str, str, int], tuple[int, PassedOver]] = {}

    def drain(self, ear: Ear, lane: int) -> int:
        """
        Hear all that waits for a lane; return how many events were applied.

        1. Lock the checkpoint; if another has it, leave the mark to them.
        2. Read, apply and commit, batch by batch, to an empty read.
        3. Linger on the stream; then clear the mark *before* the last look.
        4. After the last unlock a set mark means: start again.
        """
        name, now = ear.subscription.name, monotonic()
        visit = _Visit(ear, lane, now + self._turn_seconds, now + self._linger)
        with self._engine.connect() as connection:
            while monotonic() < visit.until:
                seen = self._turn(connection, visit)
                if seen in {_Seen.HELD, _Seen.HALTED}:
                    return visit.applied
                if seen is _Seen.IDLE and not self._bus.marked(name, lane):
                    return visit.applied
        self._bus.clear_mark(name, lane)
        self.ring(name, lane)
        return visit.applied

    def ring(self, name: str, lane: int) -> None:
        """Ask for a drain, unless one has been asked for already."""
        if self._bus.ring(name, lane):
            self._doorbell.ring(name, lane)

    def _turn(self, connection: sa.Connection, visit: _Visit) -> _Seen:
        """Take the checkpoint, apply one batch, commit."""
        subscription, lane = visit.ear.subscription, visit.lane
        try:
            with connection.begin():
                checkpoint = checkpoints.try_lock_live(connection, subscription, lane)
                if checkpoint is None:
                    return _Seen.HELD
                if checkpoint.halted in checkpoints.UNTIL_RECOVERED:
                    return _Seen.HALTED
                over = self._passed_over(connection, checkpoint)
                if subscription.generations:
                    generations.use(connection, checkpoint.generation)
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
                checkpoint = checkpoints.try_lock_live(
                    connection, visit.ear.subscription, lane
                )
                if checkpoint is None:
                    return _Seen.HELD
                if checkpoint != before:
                    return _Seen.MOVED
                if visit.ear.subscription.generations:
                    generations.use(connection, checkpoint.generation)
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
            visit.linger_until = monotonic() + self._linger
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
            min(visit.linger_until, visit.until),
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

    def _halt(self, connection: sa.Connection, visit: _Visit, reason: str) -> None:
        name = visit.ear.subscription.name
        with connection.begin():
            checkpoint = checkpoints.try_lock_live(
                connection, visit.ear.subscription, visit.lane
            )
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
