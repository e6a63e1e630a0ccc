"""
Reading your own writes: wait until a projection has heard what the caller knows.

A caller names the version of a stream that it has seen. Goals is asked where that
version stands in the log; then the client's lane is waited for. Both together take
two seconds at most. A client that is parked is not waited for.
"""

from collections.abc import Callable
from dataclasses import dataclass
from time import monotonic, sleep
from typing import NamedTuple, TypeVar
from uuid import UUID

import sqlalchemy as sa

from services.reporting.positions import Positions
from shared.chain import lane_of

T = TypeVar("T")

PATIENCE = 2.0
STEP = 0.02

# Lanes are few: all of a subscription's are read, and the client's is picked here.
_HEARD = """
SELECT checkpoints.lane, checkpoints.position, parked.position
FROM generations AS g
JOIN checkpoints ON checkpoints.subscription = g.subscription
    AND checkpoints.generation = g.live
LEFT JOIN parked ON parked.subscription = g.subscription
    AND parked.generation = g.live AND parked.client_id = %s
WHERE g.subscription = %s
"""


class Version(NamedTuple):
    """A version of a stream: what the caller has seen."""

    stream_id: UUID
    version: int


class VersionIsUnknown(Exception):
    """The log holds no such version of the stream; see min_version."""


class NotHeardYet(Exception):
    """The report has not heard of this version yet; try again shortly."""


class ClientIsParked(Exception):
    """An event of this client could not be applied here; an operator is to look."""


@dataclass(frozen=True, slots=True)
class Freshness:
    """Waits for a projection, as long as a request may."""

    engine: sa.Engine
    positions: Positions
    patience: float = PATIENCE

    def wait(self, name: str, seen: Version, client_id: UUID | None) -> None:
        """
        Return once a projection has heard a version; without a client, in every lane.

        :raises VersionIsUnknown: if it is not in the log.
        :raises NotHeardYet: if the projection lags for longer than may be waited.
        :raises ClientIsParked: if waiting would not help.
        """
        until = monotonic() + self.patience
        position = _within(until, lambda: self.positions.of(*seen))
        if position is None:
            raise VersionIsUnknown
        if not _within(until, lambda: self._has_heard(name, position, client_id)):
            raise NotHeardYet

    def _has_heard(self, name: str, position: int, client_id: UUID | None) -> bool:
        with self.engine.connect() as connection:
            lanes = connection.exec_driver_sql(_HEARD, (client_id, name)).all()
        if any(parked is not None and parked <= position for _, _, parked in lanes):
            raise ClientIsParked
        reached = {lane: heard for lane, heard, _ in lanes}
        if client_id is not None and reached:
            return bool(reached[lane_of(client_id, len(reached))] >= position)
        return bool(reached) and min(reached.values()) >= position


def _within(until: float, ask: Callable[[], T]) -> T:
    """Ask until there is an answer or the time is over; return the last answer."""
    while not (answer := ask()) and monotonic() < until:
        sleep(STEP)
    return answer
